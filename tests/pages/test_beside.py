"""What stands beside a figure: whom it leaves out, and the mark that leads to 核对."""

from __future__ import annotations

import pandas as pd
import pytest

from metrics.outside import AS_ZERO, BLANK, NO_GROUP, NOT_SUM, SILENT, UNPLANNED
from pages.topics.matters import not_sums
from schema.figures import CAMPUS
from services.beside import Beside
from services.beside_words import remark, remarks
from tests.pages.opening import opened

KNOWN = Beside(
    {
        ("need_survey", CAMPUS): {SILENT: 2},
        ("need_survey", "理学院"): {SILENT: 1},
        ("teacher_place", CAMPUS): {NOT_SUM: 3},
        ("notification", CAMPUS): {AS_ZERO: 2, BLANK: 5, UNPLANNED: 1},
        ("notification", "理学院"): {AS_ZERO: 1},
        ("notification", "土木工程系"): {BLANK: 5},
        ("assistant_assignment", "理学院"): {UNPLANNED: 3, NO_GROUP: 1},
    },
    frozenset({("enrollment", "理学院"), ("assistant_assignment", "理学院")}),
)


@pytest.mark.parametrize(
    ("indicator", "unit", "words"),
    [
        ("need_survey", CAMPUS, "未计入：2 个学院(系、部)未报"),
        ("need_survey", "理学院", ""),
        ("enrollment", "理学院", "⚑ 与抽查不符"),
        (
            "assistant_assignment",
            "理学院",
            "未计入：3 个计划外教学班、1 个教学班未建群；⚑ 与抽查不符",
        ),
        ("enrollment", CAMPUS, ""),
        ("teacher_place", CAMPUS, "全校不是各学院之和"),
        (
            "notification",
            CAMPUS,
            "未计入：1 个计划外教学班；按 0 计：2 个学院(系、部)未报、5 个教学班人数留空",
        ),
        ("notification", "土木工程系", "按 0 计：5 个教学班人数留空"),
    ],
)
def test_a_remark_says_how_many_are_left_out_and_what_spot_checks_say(
    indicator: str, unit: str, words: str
) -> None:
    """In words; nothing where nobody is left out and nothing is contradicted."""
    assert remark(KNOWN, indicator, unit) == words


def test_a_figure_that_says_nothing_says_why_before_the_remark() -> None:
    """A unit of which nothing came, one of which nothing is due, and one that counts classes as 0."""
    units, states = ["理学院", "语言文学学院", "土木工程系"], ["not_reported", "nothing", ""]
    figures = pd.DataFrame(
        {"indicator": "notification", "unit": units, "n": [0, 0, 3], "d": [9, 0, 9], "state": states}
    )
    figures["rate"] = figures["n"] / figures["d"].where(figures["d"] > 0)
    assert remarks(KNOWN, figures) == ["未报", "不涉及", "按 0 计：5 个教学班人数留空"]


def test_a_total_that_is_no_sum_names_the_columns() -> None:
    """Four obstacles of the campus where units have three: the network's own; solved ones add up."""
    rows = pd.DataFrame(
        {"unit": [CAMPUS, "理学院", "土木工程系"], "reported": [4, 2, 1], "solved": [1, 1, 0]}
    )
    assert not_sums(rows, ["reported", "solved"]) == {"reported": 3}
    assert not_sums(rows.head(1), ["reported"]) == {}


def test_the_list_of_those_left_out_and_the_spot_checks_are_one_click_away(sample: str) -> None:
    """On the page of a figure and under the table of all units, as links with the choices of the page."""
    app = opened("trace", indicator="need_survey", place=CAMPUS)
    said = [caption.value for caption in app.caption if "未计入" in caption.value]
    assert any("个学院(系、部)未报](trace?" in words for words in said)
    app = opened("trace", indicator="enrollment", place="理学院", on="2020-03-01")
    assert any("[⚑ 与抽查不符](agreement" in caption.value for caption in app.caption)
    app = opened("trace", indicator="students_complete", place=CAMPUS)
    assert any("个教学班没有名单](left_out" in caption.value for caption in app.caption)


def test_the_overview_marks_what_spot_checks_contradict(sample: str) -> None:
    """The mark stands in the table of units, with its words in the hint, and leads to 核对."""
    app = opened("overview")
    tables = [element.proto.body for element in app.get("html") if "<table" in element.proto.body]
    (table,) = [each for each in tables if '<a href="agreement' in each]
    assert "⚑" in table
    assert "与抽查不符" in table
    assert any("个计划外教学班](agreement" in caption.value for caption in app.caption)
