"""What says of a row, a name or a word that it does not hold: read as nothing, or said, and never taken in silence."""

from __future__ import annotations

import pytest

from tests.loaders.reading import read

COUNTS = "教学班号,统计日期,应进群人数,已进群人数"
FIRST, SECOND = "CS101-01,2020-02-22,50,40", "CS102-01,2020-02-22,50,41"


def _codes(*rows: str) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in read(*rows).findings]


@pytest.mark.parametrize("remark", ["作废", "此行作废", "不计入统计", "填错了", "测试数据", "删除", "停开"])
def test_a_remark_that_voids_a_row_is_said_of_every_kind(remark: str) -> None:
    """Whatever the row is about."""
    assert _codes(f"{COUNTS},备注", f"{FIRST},{remark}", f"{SECOND},补报") == [("remark_says_otherwise", 2)]
    roster = "教学班号,学号,姓名,是否进群,备注", f"CS101-01,201901,王伟,是,{remark}"
    assert _codes(*roster) == [("remark_says_otherwise", 2)]
    leaders = (
        "学院,工作组类别,组长,组长职务,成立日期,备注",
        f"理学院,学院工作组,王伟,院长,2020-02-20,{remark}",
    )
    assert _codes(*leaders) == [("remark_says_otherwise", 2)]


@pytest.mark.parametrize(
    "id", ["（作废）CS102-01", "CS102-01（停开）", "停开：CS102-01", "CS102-01(并入CS101-01)", "×CS102-01"]
)
def test_an_id_that_says_that_it_is_void_is_not_taken(id: str) -> None:
    """It would be a class that nobody knows."""
    reading = read(COUNTS, FIRST, f"{id},2020-02-22,50,41")
    assert reading.rows["class_id"].tolist() == ["CS101-01"]
    assert [(finding.code, finding.row) for finding in reading.findings] == [("marked_void", 3)]


@pytest.mark.parametrize("word", ["PPT（拟）", "PPT(待定)", "PPT（习题）"])
def test_a_word_that_its_remark_takes_back_is_doubtful(word: str) -> None:
    """A remark that explains it changes nothing."""
    header = "教学班号,资料类型,上传日期"
    assert _codes(header, f"CS101-01,{word},2020-02-22") == [("unknown_choice", 2)]
    assert not _codes(header, "CS101-01,PPT（第一章）,2020-02-22")


@pytest.mark.parametrize("unit", ["理学院（合开）", "理学院（并入新能源学院）", "理学院（代）"])
def test_a_unit_that_shares_its_row_is_doubtful(unit: str) -> None:
    """理学院（公共课） is 理学院, and this is not for sure."""
    assert _codes(f"学院,{COUNTS}", f"{unit},{FIRST}") == [("unknown_unit", 2)]


@pytest.mark.parametrize("name", ["王伟等3人", "拟王伟", "王伟?", "王伟（代）"])
def test_a_name_that_is_not_sure_is_no_name(name: str) -> None:
    """Somebody else may be meant."""
    header = "教学班号,建群日期,授课教师"
    assert ("mark_without_word", 2) in _codes(header, f"CS101-01,2020-02-22,{name}")


@pytest.mark.parametrize("line", ["以下班级停开", "以下未开课", "以下为计划数", "以下为上学期数据"])
def test_a_line_that_makes_another_thing_of_the_rows_below_is_said(line: str) -> None:
    """They are read by their columns."""
    assert ("note_turns", None) in _codes(COUNTS, FIRST, f"{line},,,", SECOND)


@pytest.mark.parametrize("mark", ["(同上)", "——〃——", "“", "’’", "见上行"])
def test_marks_of_repetition_are_what_stands_above(mark: str) -> None:
    """However they are drawn."""
    reading = read("教学班号,建群日期,授课地点", "CS101-01,2020-02-22,一教101", f"CS102-01,2020-02-22,{mark}")
    assert reading.rows["location"].tolist() == ["一教101", "一教101"]


@pytest.mark.parametrize("mark", ["####", "……", "→", "↓", "？？"])
def test_a_text_without_a_letter_or_a_digit_is_no_word(mark: str) -> None:
    """A column that is too narrow, or a mark that leads elsewhere."""
    codes = _codes("教学班号,建群日期,授课地点", f"CS102-01,2020-02-22,{mark}")
    assert codes == [("mark_without_word", 2)]


def test_class_ids_without_the_zero_of_the_others_are_said() -> None:
    """A spreadsheet takes it from those that it makes numbers."""
    rows = [f"0{number},2020-02-22,50,40" for number in range(20200001, 20200006)]
    assert _codes(COUNTS, *rows, "20200009,2020-02-22,50,40") == [("id_unlike_others", 7)]


@pytest.mark.parametrize(
    "written",
    ["#CS101-01", "《CS101-01》", "“CS101-01”", "1. CS101-01", "CS101-01(60人)", "CS101-01/高等数学"],
)
def test_an_id_is_read_without_what_stands_around_it(written: str) -> None:
    """The number of the row, marks, how many there are, or the name of the course."""
    assert read(COUNTS, f"{written},2020-02-22,50,40").rows["class_id"].tolist() == ["CS101-01"]


@pytest.mark.parametrize("line", ["理学院 共2个班", "一、理学院（共2个教学班）"])
def test_a_unit_with_its_number_heads_its_rows(line: str) -> None:
    """Below rows the same words add them up."""
    other = line.replace("理学院", "汽车工程学院")
    heads = read(COUNTS, f"{line},,,", FIRST, f"{other},,,", SECOND)
    assert heads.rows["unit"].tolist() == ["理学院", "汽车工程学院"]
    sums = read(COUNTS, FIRST, "理学院共1个班,,,", SECOND, "汽车工程学院共1个班,,,")
    assert sums.rows["unit"].isna().all()


def test_a_day_without_its_month_ends_what_the_line_before_says() -> None:
    """21日 is no class, and its rows are not those of the 20th."""
    reading = read(
        "截至2月20日,,", "教学班号,应进群人数,已进群人数", "CS101-01,50,40", "21日,,", "CS102-01,50,41"
    )
    assert reading.rows["class_id"].tolist() == ["CS101-01"]
    assert ("doubtful_date", 5) in [(finding.code, finding.row) for finding in reading.findings]


@pytest.mark.parametrize("line", ["（2月21日）", "2020年2月21日18:00", "2.21", "二月二十一日"])
def test_a_day_between_rows_is_that_of_the_rows_below(line: str) -> None:
    """However it is written, and whatever stands above the header."""
    reading = read(
        "截至2月20日,,", "教学班号,应进群人数,已进群人数", "CS101-01,50,40", f"{line},,", "CS102-01,50,41"
    )
    assert reading.rows["as_of"].dt.day.tolist() == [20, 21]


@pytest.mark.parametrize("word", ["停开", "合班", "见CS101-01", "老师自定", "已解散"])
def test_what_becomes_of_a_class_is_no_platform_and_no_name(word: str) -> None:
    """It is said, and nobody is called 停开."""
    row = "CS101-01,2020-02-22"
    assert _codes("教学班号,建群日期,平台", f"{row},{word}") == [("mark_without_word", 2)]
    assert _codes("教学班号,建群日期,学生助教", f"{row},{word}") == [("mark_without_word", 2)]
