"""What stands beside a figure: whom it leaves out, and the mark that leads to 核对."""

from __future__ import annotations

import pytest

from metrics.outside import NO_GROUP, NOT_SUM, SILENT, UNPLANNED
from schema.figures import CAMPUS
from services.beside import Beside
from tests.pages.opening import opened
from ui.beside import no_rate, remark

KNOWN = Beside(
    {
        ("need_survey", CAMPUS): {SILENT: 2},
        ("need_survey", "理学院"): {SILENT: 1},
        ("teacher_place", CAMPUS): {NOT_SUM: 3},
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
    ],
)
def test_a_remark_says_how_many_are_left_out_and_what_spot_checks_say(
    indicator: str, unit: str, words: str
) -> None:
    """In words; nothing where nobody is left out and nothing is contradicted."""
    assert remark(KNOWN, indicator, unit) == words


def test_not_reported_and_nothing_due_are_two_words() -> None:
    """A figure without denominator says which of the two it is."""
    assert (no_rate(KNOWN, "need_survey", "理学院"), no_rate(KNOWN, "need_survey", "土木工程系")) == (
        "未报",
        "不涉及",
    )


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
    (table,) = [element.proto.body for element in app.get("html") if "<table" in element.proto.body]
    assert '<a href="agreement' in table
    assert "⚑" in table
    assert "与抽查不符" in table
    assert any("个计划外教学班](agreement" in caption.value for caption in app.caption)
