"""What only the rest of a sheet makes doubtful: its title, the other cells of a column, the unit of a count."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from loaders import Receipt, read_workbook
from loaders.cells.text import ShownNumber, Unreadable
from loaders.cells.words import read_key
from loaders.columns import Context, read_column
from schema.kinds import form_of
from schema.reading import SheetReading
from schema.term import load_term
from tests.loaders.test_dates import CALENDAR

TERM = load_term()
RECEIPT = Receipt(term=TERM, received_at=dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00"))
ROSTER = "教学班号,学号,姓名,是否进群"
VISITS = "教学班号,听课日期,听课人,听课人类别"


def read(*rows: str) -> SheetReading:
    (reading,) = read_workbook("\n".join(rows).encode(), "表.csv", RECEIPT)
    return reading


def codes(reading: SheetReading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.row) for finding in reading.findings]


@pytest.mark.parametrize(("title", "rows"), [
    ("拟建群课程一览", ("教学班号,平台,建群日期", "A1,QQ群,2020-02-20")),
    ("课程建群计划表", ("教学班号,平台,建群日期", "A1,QQ群,2020-02-20")),
    ("今日新增进群情况", ("教学班号,统计日期,应进群人数,已进群人数", "A1,2020-02-22,40,5")),
    ("留学生进群情况", ("教学班号,统计日期,应进群人数,已进群人数", "A1,2020-02-22,4,4")),
    ("辅导员进群情况", ("教学班号,统计日期,应进群人数,已进群人数", "A1,2020-02-22,4,4")),
    ("第二周听课安排表", (VISITS, "A1,2020-03-02,张三,校领导")),
    ("资料上传计划", ("教学班号,资料类型,上传日期", "A1,PPT,2020-03-02")),
])  # fmt: skip
def test_a_title_that_makes_another_thing_of_the_table_is_said(title: str, rows: tuple[str, ...]) -> None:
    """The rows are read by their columns, and the person is asked."""
    plain, titled = read(*rows), read(title, *rows)
    assert codes(plain) == []
    assert codes(titled) == [("title_turns", None)]
    assert len(titled.rows) == len(plain.rows) == 1


@pytest.mark.parametrize(("title", "is_said"), [
    ("学生进群情况", False), ("学生到课人数统计", True), ("学生进群率统计", True), ("每日新增进群人数", True),
])  # fmt: skip
def test_what_stands_below_days_is_what_the_title_counts(title: str, is_said: bool) -> None:
    """Columns of days hold those who have joined, unless the title says otherwise."""
    reading = read(title, "教学班号,应进群人数,2月21日,2月22日", "A1,45,30,40")
    assert [code for code, _ in codes(reading)] == ["title_turns"] * is_said + ["read_across"]
    named = read(title, "教学班号,应进群人数,已进群人数（2月21日）", "A1,45,30")
    assert ("title_turns", None) not in codes(named) or "新增" in title


@pytest.mark.parametrize("note", ["注：表中人数单位为百人", "备注：人数以百人计", "单位：十人"])
def test_counts_in_hundreds_are_doubtful_wherever_a_line_says_so(note: str) -> None:
    """Above or below the table."""
    rows = ("教学班号,统计日期,应进群人数,已进群人数", "A1,2月22日,2,1")
    for lines in ((note, *rows), (*rows, note)):
        reading = read(*lines)
        assert reading.rows.empty
        assert ("scaled_count", 3 if lines[0] == note else 2) in codes(reading)


@pytest.mark.parametrize(("title", "is_said"), [
    ("第一周授课情况", True), ("截至2月28日累计授课情况", True), ("2月28日授课情况", False),
])  # fmt: skip
def test_sums_of_several_days_on_one_day_are_said(title: str, is_said: bool) -> None:
    """A week's sessions are not those of the day beside them; a row a day is."""
    head, row = "学院,日期,应开门次,实开门次", "理学院,2020-02-28,30,29"
    assert codes(read(title, head, row)) == [("title_turns", None)] * is_said
    assert codes(read("第一周授课情况", head, row, row.replace("02-28", "02-27"))) == []


@pytest.mark.parametrize(("head", "row", "is_said"), [
    ("教学班号,平台,建群日期,备注", "A1,QQ群,2020-02-20,群已解散", True),
    ("教学班号,平台,建群日期,群状态", "A1,QQ群,2020-02-20,已停用", True),
    ("教学班号,平台,建群日期,备注", "A1,QQ群,,尚未建群", False),
    ("教学班号,学号,是否进群,备注", "A1,20190101,是,已退群", True),
    ("教学班号,学号,是否进群,备注", "A1,20190101,否,休学", False),
    ("教学班号,学号,进群日期,备注", "A1,20190101,2020-02-20,手机号未登记", False),
    ("教学班号,资料类型,上传日期,状态", "A1,PPT,2020-02-22,已删除", True),
    (f"{VISITS},备注", "A1,2020-02-24,张三,校领导,因故取消", True),
    (f"{VISITS},完成情况", "A1,2020-02-24,张三,校领导,未完成", True),
])  # fmt: skip
def test_a_remark_that_undoes_what_the_row_says_is_said(head: str, row: str, is_said: bool) -> None:
    """已解散 beside a day of making, 退群 beside 是; what explains a blank does not."""
    assert [code for code in codes(read(head, row)) if code[0] == "remark_says_otherwise"] == [
        ("remark_says_otherwise", 2)
    ] * is_said


def test_nobody_joins_a_group_before_it_is_made() -> None:
    """One of the two days is wrong: the later thing is left open, and said."""
    reading = read("教学班号,平台,建群日期,辅导员进群日期", "A1,QQ群,2020-02-22,2020-02-20")
    assert reading.rows["counselor_joined_on"].isna().all()
    assert codes(reading) == [("order_doubtful", 2)]


@pytest.mark.parametrize(("title", "is_other"), [
    ("2019-2020学年第一学期课程建群情况", True), ("2018—2019学年第2学期课程建群", True), ("2019年秋季学期课程建群", True),
    ("上学期课程建群情况", True), ("2019-2020学年第二学期课程建群情况", False), ("2020年春季学期课程建群", False), ("请勿填2019年秋季学期的课程", False),
])  # fmt: skip
def test_a_title_of_another_term_is_said(title: str, is_other: bool) -> None:
    """Last term's sheet with days of this one is somebody's mistake."""
    reading = read(title, "教学班号,平台,建群日期", "A1,QQ群,2020-02-20")
    assert codes(reading) == [("title_of_other_term", None)] * is_other


@pytest.mark.parametrize(("title", "mark"), [
    ("未进群学生名单", "否"), ("高等数学未入群同学名单", "否"), ("没进群人员", ""), ("已进群学生名单", "是"), ("已入群名单", "是"),
])  # fmt: skip
def test_a_list_of_those_who_have_not_joined_is_no_roster(title: str, mark: str) -> None:
    """As the whole class it would tell 0 or 100 %."""
    reading = read(title, ROSTER, f"A1,20190101,张三,{mark}", f"A1,20190102,李四,{mark}")
    assert reading.refused is not None
    assert (reading.refused.code, reading.refused.details["line"]) == ("part_of_class", title)


@pytest.mark.parametrize("title", ["未进群学生名单", "学生进群名单（含未进群学生名单）", "已进群学生名单"])
def test_a_whole_roster_is_read_whatever_its_title_says_of_a_part(title: str) -> None:
    """Where some have joined and some have not, nobody was left out."""
    reading = read(title, ROSTER, "A1,20190101,张三,是", "A1,20190102,李四,否")
    assert len(reading.rows) == 2


def test_a_list_of_a_part_is_said_where_other_sheets_and_tables_are_read() -> None:
    """By its sheet, whether its title or its name says so."""
    book = openpyxl.Workbook()
    counts = [["教学班号", "统计日期", "应进群人数", "已进群人数"], ["A1", "2020-02-22", 40, 39]]
    absent = [["未进群学生名单"], ["教学班号", "学号", "是否进群"], ["A1", "20190102", "否"]]
    for row in [*counts, [], *absent]:
        book.active.append(row)
    book.active.title = "进群"
    for row in absent[1:]:
        (book["未进群名单"] if "未进群名单" in book.sheetnames else book.create_sheet("未进群名单")).append(
            row
        )
    data = io.BytesIO()
    book.save(data)
    (reading,) = read_workbook(data.getvalue(), "表.xlsx", RECEIPT)
    assert (reading.form, reading.rows["joined"].tolist()) == ("aggregate", [39])
    assert [f.sheet for f in reading.findings if f.code == "part_of_class"] == ["未进群名单", "进群"]


@pytest.mark.parametrize(("line", "title", "is_taken"), [
    ("注：√表示未进群", "是否进群", False), ("说明：未进群的打√", "是否进群", False), ("备注：“1”代表没进群", "是否进群", False),
    ("", "是否进群（1=否，0=是）", False), ("注：√表示已进群", "是否进群", True), ("说明：未进群的同学不填", "是否进群", True),
    ("已进群打√，未进群打×", "是否进群", True), ("", "是否进群（1=是，0=否）", True),
])  # fmt: skip
def test_a_legend_that_turns_a_mark_is_said(line: str, title: str, is_taken: bool) -> None:
    """Where √ means no, no mark of the sheet is taken for a yes, wherever the line stands."""
    rows = (f"教学班号,学号,{title}", "A1,20190101,1", "A1,20190102,√")
    for lines in ((line, *rows), (*rows, line)):
        reading = read(*lines)
        assert reading.rows["joined"].notna().tolist() == [is_taken] * 2
        assert ("legend_turns", None) in codes(reading) or is_taken


def test_a_student_id_that_two_people_have_is_said() -> None:
    """Two writings of one name are one; two names are two people."""
    reading = read(ROSTER, "A1,01,张三,是", "A2,01,张 三(重修),是", "A3,01,李四,否")
    assert codes(reading) == [("id_of_two", 4)]
    assert len(reading.rows) == 3


def test_student_ids_unlike_all_others_are_said() -> None:
    """A letter in place of a digit, and a zero that a spreadsheet dropped; another cohort's length is neither."""
    ids = [*(f"019001{number}" for number in range(10, 20)), "O1900106", 1900107, "190010812", "0190010X"]
    book = openpyxl.Workbook()
    for row in [ROSTER.split(","), *(["A1", id, f"学生{number}", "是"] for number, id in enumerate(ids))]:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    (reading,) = read_workbook(data.getvalue(), "表.xlsx", RECEIPT)
    assert [(f.code, f.value) for f in reading.findings] == [
        ("id_unlike_others", "O1900106"), ("id_unlike_others", "1900107"),
    ]  # fmt: skip


def test_a_citizens_id_is_no_student_id() -> None:
    """Whether it stands among others or alone."""
    reading = read(ROSTER, "A1,370101199901011234,张三,是")
    assert codes(reading) == [("bad_id", 2)]


def test_a_count_that_is_one_everywhere_is_rather_a_share() -> None:
    """100 % in General format; of small classes, or beside other counts, one is one."""
    head = "教学班号,统计日期,应进群人数,已进群人数"
    shares = read(head, "A1,2月22日,40,1", "A2,2月22日,35,1")
    assert codes(shares) == [("counts_like_shares", None)]
    for other in ("A2,2月22日,35,2", "A2,2月22日,5,1"):
        assert codes(read(head, "A1,2月22日,40,1", other)) == []


@pytest.mark.parametrize(("title", "is_read"), [
    ("评分", True), ("评分(百分制)", True), ("评分（满分100分）", True),
    ("评分(10分制)", False), ("评分（满分5分）", False), ("评分（等级）", False), ("评分(五分制)", False),
])  # fmt: skip
def test_scores_of_another_scale_are_not_read(title: str, is_read: bool) -> None:
    """Where the title says so, and where none is above ten."""
    reading = read(f"{VISITS},{title}", "A1,2020-03-02,张三,校领导,95", "A2,2020-03-02,张三,校领导,9.5")
    assert reading.rows["score"].notna().tolist() == [is_read, is_read]
    alone = read(f"{VISITS},评分", "A1,2020-03-02,张三,校领导,9.5", "A2,2020-03-02,张三,校领导,8")
    assert alone.rows["score"].isna().all()
    assert codes(alone) == [("score_scale", 2), ("score_scale", 3)]


@pytest.mark.parametrize("unit", ["页", "分钟", "MB", "单位：页", "千字", "课时"])
def test_a_count_in_another_measure_is_no_count_of_things(unit: str) -> None:
    """35 pages are one item; 份, 个 and the like say nothing else."""
    for title, count in ((f"数量（{unit}）", 1), ("数量（份）", 35)):
        reading = read(f"教学班号,资料类型,上传日期,{title}", "A1,PPT,2020-03-02,35")
        assert reading.rows["count"].tolist() == [count]


@pytest.mark.parametrize(("written", "read_as", "code"), [
    ("张三/李四", "张三、李四", None), ("是，张三", "张三", None), ("同班长", "同班长", None),
    ("没选", None, None), ("课代表待定", None, None), ("无助教", None, None), ("不需要", None, None), ("未落实", None, None),
    ("已配", None, "mark_without_word"), ("1人", None, "mark_without_word"), ("2", None, "mark_without_word"),
    ("见附件", None, "mark_without_word"), ("已落实", None, "mark_without_word"), ("2020-02-20", None, "mark_without_word"),
    ("两名", None, "mark_without_word"), ("？", None, "mark_without_word"),
])  # fmt: skip
def test_an_assistant_has_a_name(written: str, read_as: str | None, code: str | None) -> None:
    """Nobody is blank, somebody without a name is said, and neither counts as an assistant."""
    values = read_column(form_of("groups", None).column("assistant"), [written], _context())
    assert values.parsed == [read_as]
    assert [problem.code for problem in values.problems.values()] == ([code] if code else [])


@pytest.mark.parametrize("written", ["未建", "QQ群、未建", "1"])
def test_a_yes_or_no_is_no_platform(written: str) -> None:
    """The word of a state is no name."""
    values = read_column(form_of("groups", None).column("platform"), [written], _context())
    assert [problem.code for problem in values.problems.values()] == ["mark_without_word"]


def test_a_number_shown_in_brackets_is_doubtful() -> None:
    """(45) is a lack of 45 to an accountant."""
    joined = form_of("enrollment", "aggregate").column("joined")
    values = read_column(joined, [ShownNumber("(45)", 45.0)], _context())
    assert [problem.code for problem in values.problems.values()] == ["shown_differs"]


@pytest.mark.parametrize("ids", [["Jan-02"], ["CS101-01", "2-Jan", "CS101-02"], ["1-Feb-20"]])
def test_ids_that_became_days_are_found_in_any_company(ids: list[str]) -> None:
    """Also where all the other ids are plain."""
    values = read_column(form_of("groups", None).column("class_id"), ids, _context())
    assert [problem.code for problem in values.problems.values()] == ["id_became_date"]


def test_a_number_as_programs_write_it_is_no_id() -> None:
    """2.0190107E7 is what is left of an id; 12E3 may be one."""
    assert read_key("12E3") == "12E3"
    with pytest.raises(Unreadable, match="id_digits_lost"):
        read_key("2.0190107E7")


def test_lessons_below_a_kind_of_material_are_no_day() -> None:
    """3-4 below PPT may be chapters: the mark is said, and the kind not taken."""
    reading = read("教学班号,上传日期,PPT,微课视频", "C1,2020-02-21,3-4,5")
    assert reading.rows["material_kind"].tolist() == ["微课视频"]
    assert ("bad_yesno", 2) in codes(reading)


def _context() -> Context:
    return Context(TERM, CALENDAR, dt.date(2020, 3, 8))
