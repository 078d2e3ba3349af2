"""Who is in a QQ群, from the list that people copy, and how one is matched with a 学号."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Font

from loaders.platforms.evidence import Person
from loaders.platforms.people import match_people, shared_by
from schema.platforms import ClassTitles, KnownClasses, read_answer
from tests.workbooks.exports import (
    CLASS,
    ONE_SHEET,
    QQ_MEMBERS,
    ROSTER,
    Writer,
    codes,
    read,
    table,
    write_wps,
)

ROSTERS = {CLASS: ROSTER}


@pytest.mark.parametrize("write", ONE_SHEET)
def test_members_of_a_qq_group_join_by_the_number_in_their_card(write: Writer) -> None:
    """A class monitor who is 管理员 is a student, the 群主 is none, and who is not certain is listed."""
    (reading,) = read(write([table("成员", QQ_MEMBERS)]), "群.xlsx", f"QQ群/群={CLASS}", rosters=ROSTERS)
    assert [(row.student_id, row.student_name, str(row.joined_on.date())) for row in reading.rows.itertuples()] == [
        ("20190001", "林一", "2020-02-20"), ("20190002", "周二", "2020-02-21"),
    ]  # fmt: skip
    assert [f.row for f in reading.findings if f.code == "person_not_matched"] == [5, 6, 7]
    assert codes(reading)[:2] == ["class_by_answer", "columns_not_used"]
    assert reading.positions == {"student_id": 3, "joined_on": 6}


def test_a_same_name_is_offered_and_not_taken() -> None:
    """The finding about somebody without a number names the student who is called the same."""
    (reading,) = read(write_wps([table("成员", QQ_MEMBERS)]), "群.xlsx", f"QQ群/群={CLASS}", rosters=ROSTERS)
    (offered,) = [f for f in reading.findings if f.value == "吴三"]
    assert "20190003" in offered.message("zh")
    assert "20190003" in offered.message("en")
    assert "20190003" not in list(reading.rows["student_id"])


def test_a_group_without_a_roster_is_refused_with_what_to_send() -> None:
    """No number in a name can be certain without the list of those to whom it may belong."""
    (reading,) = read(write_wps([table("成员", QQ_MEMBERS)]), "群.xlsx", f"QQ群/群={CLASS}")
    assert reading.refused
    assert reading.refused.code == "roster_needed"
    assert CLASS in reading.refused.message("zh")


def test_a_group_of_strangers_is_refused() -> None:
    """Where nobody matches, most likely the class is the wrong one."""
    (reading,) = read(
        write_wps([table("成员", QQ_MEMBERS)]), "群.xlsx", f"QQ群/群={CLASS}", rosters={CLASS: {"9": "甲"}}
    )
    assert reading.refused
    assert reading.refused.code == "nobody_matched"


def test_a_member_from_before_the_term_is_in_without_a_day() -> None:
    """A group that is older than the term costs nobody the row."""
    text = QQ_MEMBERS.replace("2020-02-20 09:30", "2019-09-01 09:30")
    (reading,) = read(write_wps([table("成员", text)]), "群.xlsx", f"QQ群/群={CLASS}", rosters=ROSTERS)
    assert reading.rows["joined"].tolist() == [True, True]
    assert reading.rows["joined_on"].isna().tolist() == [True, False]
    assert [f.row for f in reading.findings if f.code == "joined_before_term"] == [3]


def test_a_sheet_with_our_own_classes_is_no_export() -> None:
    """A college's list with 教学班号 is read as ever, also if it has 昵称 and 入群时间."""
    text = "教学班号|学号|姓名|群名片|入群时间\nCS101-01|20190001|林一|林一|2020-02-20"
    (reading,) = read(write_wps([table("进群", text)]), "进群.xlsx")
    assert (reading.refused, reading.form, len(reading.rows)) == (None, "roster", 1)
    assert "class_by_answer" not in codes(reading)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("20190001", "20190001"),
        ("计科1901班20190001林一", "20190001"),
        ("２０１９０００１ 林一", "20190001"),
        ("A20190001", None),
        ("201900011", None),
        ("2019000", None),
        ("20190001 20190002", None),
        ("20190001 20199999", None),
        ("20190001 13800000000", "20190001"),
        ("a2019-x1 李", "A2019-X1"),
    ],
)
def test_a_number_counts_as_a_whole_or_not_at_all(name: str, found: str | None) -> None:
    """Neither a part of a longer number nor the choice between two is taken."""
    roster = {**ROSTER, "A2019-X1": "李"}
    assert list(match_people([Person(1, (name,))], roster).students) == ([found] if found else [])


def test_a_shared_name_is_two_people() -> None:
    """甲＆乙 are two, a stroke in a name divides nobody."""
    assert shared_by("甲＆乙") == ["甲", "乙"]
    assert shared_by("甲/乙") == ["甲/乙"]


def test_an_answer_holds_for_its_titles_whatever_their_width() -> None:
    """Titles are compared whole; an answer without a class title holds for all classes of the course."""
    known = KnownClasses(
        dict([read_answer("雨课堂/数据结构/ 1班 =A-01"), read_answer("雨课堂/编译原理=B-01")])
    )
    assert known.answer(ClassTitles("雨课堂", "数据结构", "１班")) == "A-01"
    assert known.answer(ClassTitles("雨课堂", "数据结构", "2班")) is None
    assert known.answer(ClassTitles("雨课堂", "编译原理", "7班")) == "B-01"
    assert str(ClassTitles("雨课堂", "线性代数/几何", "1班")).count("/") == 2


@pytest.mark.parametrize(
    "text", ["雨课堂=A-01", "雨课堂/数据结构", "雨课堂/数据结构=", "/数据结构=A", "a/b/c/d=A"]
)
def test_an_answer_that_is_written_otherwise_is_an_error(text: str) -> None:
    """Nothing is made of half an answer."""
    with pytest.raises(ValueError, match="平台/课程/班级"):
        read_answer(text)


def test_a_name_that_is_struck_out_is_nobody_and_said() -> None:
    """Whoever struck a member out did not mean it to count."""
    book = openpyxl.load_workbook(io.BytesIO(write_wps([table("成员", QQ_MEMBERS)])))
    for column in (3, 4):
        book.active.cell(4, column).font = Font(strike=True)
    content = io.BytesIO()
    book.save(content)
    (reading,) = read(content.getvalue(), "群.xlsx", f"QQ群/群={CLASS}", rosters=ROSTERS)
    assert list(reading.rows["student_id"]) == ["20190001"]
    assert [(f.row, f.column) for f in reading.findings if f.code == "struck_out"] == [
        (4, "昵称"),
        (4, "群名片"),
    ]
