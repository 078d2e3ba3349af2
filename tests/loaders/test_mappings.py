"""Titles that mean what somebody has said: after everything that is declared, and never in silence."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from loaders.formats.grid import Grid
from loaders.header import Search
from loaders.headers import find_header
from loaders.titles import heading_of
from schema.known import Known
from schema.mappings import ANY_KIND, NO_MAPPINGS, NOT_READ, OF_KIND, Heading, Mappings
from schema.reading import SheetReading
from schema.term import load_term

TERM = load_term()
RECEIVED = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")


def mappings(kind: str = "groups", **meanings: str) -> Mappings:
    return Mappings({Heading(kind, heading_of(title)): column for title, column in meanings.items()})


def read(rows: list[str], known: Mappings = NO_MAPPINGS, **asked: str) -> SheetReading:
    text = "\n".join(rows).encode()
    (reading,) = read_workbook(
        text, "表.csv", Receipt(term=TERM, received_at=RECEIVED, known=Known(mappings=known), **asked)
    )
    return reading


BOTH = mappings(课堂代号="class_id", 开群时间点="created_on")


@pytest.mark.parametrize(
    "header",
    [
        ["课堂代号,课程名称,开群时间点"],
        ["关于报送建群的表", "课堂代号,课程名称,开群时间点"],
        [" 课堂 代号 ,课程名称,开群时间点"],
        ["课程名称,开群时间点,课堂代号"],
    ],
)
def test_a_title_means_what_was_said_of_it(header: list[str]) -> None:
    """Wherever the columns stand, they are read, counted among the sheet's own, and it is said."""
    titles = [title.replace(" ", "") for title in header[-1].split(",")]
    cells = {"课堂代号": "CS101-01", "课程名称": "数据结构", "开群时间点": "2020-02-22"}
    reading = read([*header, ",".join(cells[title] for title in titles)], BOTH)
    assert (reading.refused, reading.kind) == (None, "groups")
    assert reading.rows["class_id"].tolist() == ["CS101-01"]
    assert str(reading.rows["created_on"].iloc[0].date()) == "2020-02-22"
    assert reading.by_mapping == {"class_id", "created_on"}
    assert [finding.code for finding in reading.findings] == ["columns_by_mapping"]
    assert "读作“教学班号”" in reading.findings[0].message("zh")


def test_an_upper_line_belongs_to_the_title() -> None:
    """What was said of 群/开通 is said of both lines together, and of no other 开通."""
    known = mappings(**{"群/开通": "created_on"})
    rows = ["教学班号,课程名称,群,平台账号", ",,开通,开通", "CS101-01,数据结构,2020-02-22,2020-02-01"]
    reading = read(rows, known, kind="groups")
    assert reading.positions["created_on"] == 2
    assert [each.text for each in reading.unread if each.what == "column"] == ["平台账号/开通"]


def test_an_exact_title_is_never_overridden() -> None:
    """The declared column is read whatever was said of its own title, or of another column."""
    known = mappings(开群时间点="created_on", 建群日期="tested_on", 教学班号=NOT_READ, 建群时间=NOT_READ)
    rows = ["教学班号,开群时间点,建群日期", "CS101-01,2020-02-20,2020-02-22"]
    reading = read(rows, known)
    assert (reading.positions["class_id"], reading.positions["created_on"]) == (0, 2)
    assert not reading.by_mapping
    assert [f.code for f in reading.findings] == ["duplicate_header"]
    assert read(["教学班号,建群时间", "CS101-01,2020-02-22"], known).positions["created_on"] == 1


def test_a_hidden_exact_title_goes_before_a_mapping_too() -> None:
    """No word of a person takes the place of a declared column that is there."""
    grid = Grid(None, [["课堂代号", "教学班号", "建群日期"], ["1", "2", "3"]], [])
    grid.hidden_columns = frozenset({1})
    header = find_header(grid, Search(mappings=mappings(课堂代号="class_id")))
    assert header is not None
    assert header.columns["class_id"] == 1


def test_two_columns_of_one_meaning_are_said() -> None:
    """The first is read, and the second is named as not read."""
    known = mappings(开群时间点="created_on", 立群之日="created_on")
    reading = read(["教学班号,平台,开群时间点,立群之日", "CS101-01,QQ群,2020-02-20,2020-02-22"], known)
    assert reading.positions["created_on"] == 2
    assert [f.code for f in reading.findings] == ["columns_by_mapping", "duplicate_header"]
    assert [(each.place, each.reason) for each in reading.unread] == [(3, "duplicate")]


def test_a_column_that_is_not_to_be_read_raises_no_doubt() -> None:
    """It stands in the account of the sheet, and nothing else is said of it, even where it resembles one."""
    rows = ["教学班号,平台,群主心情,建群日期期", "CS101-01,QQ群,好,x"]
    assert [f.code for f in read(rows).findings] == ["columns_not_read", "similar_header"]
    reading = read(rows, mappings(群主心情=NOT_READ, 建群日期期=NOT_READ))
    assert not reading.findings
    assert [(each.text, each.reason) for each in reading.unread] == [
        ("群主心情", "not_wanted"),
        ("建群日期期", "not_wanted"),
    ]


@pytest.mark.parametrize("title", ["进群人数（%）", "开群时间点（计划）", "开群时间点2"])
def test_every_sign_of_a_title_counts(title: str) -> None:
    """What was said of one title holds for no other, however alike."""
    known = mappings(进群人数="joined", 开群时间点="created_on")
    assert not read([f"教学班号,平台,{title}", "CS101-01,QQ群,2020-02-20"], known).by_mapping


def test_a_meaning_holds_for_its_kind_only() -> None:
    """The same title in a sheet of another kind is asked about anew."""
    rows = ["课堂代号,统计日期,应进群人数,已进群人数", "CS101-01,2020-02-21,50,40"]
    assert read(rows, BOTH).refused is not None


@pytest.mark.parametrize(
    ("header", "asked", "columns"),
    [
        ("课堂代号,课程名称,开群时间点", {"kind": "groups"}, ["课堂代号", "开群时间点"]),
        ("课堂代号,课程名称,建群日期", {}, ["课堂代号"]),
        ("甲栏,乙栏", {}, ["甲栏", "乙栏"]),
    ],
)
def test_a_refusal_shows_the_columns_to_ask_about(
    header: str, asked: dict[str, str], columns: list[str]
) -> None:
    """A sheet whose header is unknown, or lacks what it must have, names its columns and their first values."""
    reading = read([header, *(f"{n},{n},{n}" for n in range(7))], **asked)
    assert reading.refused is not None
    assert [each.text for each in reading.unread] == columns
    assert reading.unread[0].values == ("0", "1", "2", "3", "4")


def test_the_values_of_an_unread_column_are_shown() -> None:
    """The first five different texts of its rows."""
    rows = ["教学班号,平台,心情", *(f"CS101-0{n},QQ群,{'好' if n < 3 else n}" for n in range(1, 9))]
    assert read(rows).unread[0].values == ("好", "3", "4", "5", "6")


WORDS = {
    ("unit", "理工分院"): "理学院",
    ("visitor_kind", "督导"): "校督导组",
    ("visitor_kind", "校领导"): "学院督导组",
}


def words(kind: str = "visits") -> Mappings:
    return Mappings({Heading(kind, text, column): meaning for (column, text), meaning in WORDS.items()})


def test_a_word_that_somebody_has_explained_is_read_and_said() -> None:
    """Units and choices; never in place of a word that is declared, nor in sheets of another kind."""
    rows = [
        "学院,教学班号,听课日期,听课人,听课人类别",
        "理 工分院,CS1-01,2020-02-24,王伟,督导",
        "理学院,CS2-01,2020-02-24,李强,校领导",
    ]
    reading = read(rows, words())
    assert reading.rows[["unit", "visitor_kind"]].to_numpy().tolist() == [
        ["理学院", "校督导组"],
        ["理学院", "校领导"],
    ]
    assert [(f.code, f.column) for f in reading.findings] == [
        ("words_by_mapping", "学院"),
        ("words_by_mapping", "听课人类别"),
    ]
    other = read(rows, words("groups"))
    assert {f.code for f in other.findings} == {"unknown_unit", "unknown_choice"}


def test_the_kind_of_a_header_that_may_be_of_several_is_said_once() -> None:
    """Its titles are remembered as a whole; another header is asked about anew."""
    rows = ["教学班号,群号,听课人,听课人类别", "CS1-01,123456,王伟,校领导"]
    refused = read(rows).refused
    assert refused is not None
    assert refused.code == "kind_undecided"
    known = Mappings({Heading(ANY_KIND, str(refused.details["titles"]), OF_KIND): "groups"})
    reading = read(rows, known)
    assert (reading.kind, len(reading.rows)) == ("groups", 1)
    assert reading.findings[0].code == "kind_by_mapping"
    assert (
        read(["教学班号,群号,听课人,听课人类别,备注", "CS1-01,123456,王伟,校领导,无"], known).refused
        is not None
    )


def test_a_wide_sheet_is_read_with_set_titles_too() -> None:
    """Its columns that stand once for all may be called as somebody has said; and it is said."""
    rows = ["课堂代号,应进群人数,已进群人数（2月21日）,已进群人数（2月22日）", "CS1-01,50,40,45"]
    reading = read(rows, Mappings({Heading("enrollment", "课堂代号"): "class_id"}))
    assert reading.rows["joined"].tolist() == [40, 45]
    assert [f.code for f in reading.findings] == ["read_across", "columns_by_mapping"]
    assert reading.by_mapping == {"class_id"}


def test_a_title_that_is_set_to_tell_of_lessons_held_may_ask_whether_they_were() -> None:
    """Without the number planned 是 and 否 are one lesson each; beside it the cells are numbers."""
    known = Mappings({Heading("sessions", "课上了吗"): "held"})
    reading = read(["教学班号,日期,课上了吗", "CS1-01,2020-02-24,是", "CS1-02,2020-02-24,否"], known)
    assert reading.rows[["planned", "held"]].to_numpy().tolist() == [[1, 1], [1, 0]]
    assert {f.code for f in reading.findings} == {"lessons_by_answer", "columns_by_mapping"}
    numbers = read(["教学班号,日期,应开门次,课上了吗", "CS1-01,2020-02-24,3,2"], known)
    assert numbers.rows[["planned", "held"]].to_numpy().tolist() == [[3, 2]]
