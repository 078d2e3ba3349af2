from __future__ import annotations

import datetime as dt

import pytest

from metrics import compute_figures, reporting_timeliness
from schema.figures import CAMPUS, FIGURE_COLUMNS
from tests.metrics.golden import SUBMISSIONS, TERM
from tests.metrics.making import Submission, at, feb, frames_of, small_term

FACTS = frames_of(SUBMISSIONS)


def test_the_figures_table_has_its_declared_columns_and_types() -> None:
    """Charts and exports rely on counts being whole, days midnight, and rates fractions."""
    figures = compute_figures(FACTS, term=TERM, days=[feb(23)])
    assert tuple(figures.columns) == FIGURE_COLUMNS
    types = ["str", "str", "datetime64[us]", "int64", "int64", "float64"]
    assert [str(dtype) for dtype in figures.dtypes] == types


def test_indicators_and_units_can_be_chosen_and_come_in_the_order_of_the_register() -> None:
    """Asked for in any order, rows are ordered by register, term and calendar; the campus is last."""
    figures = compute_figures(
        FACTS,
        term=TERM,
        days=[feb(24), feb(23)],
        indicators=["reporting", "enrollment"],
        units=[CAMPUS, "丙系"],
    )
    assert [tuple(row) for row in figures[["indicator", "unit"]].to_numpy()[::2]] == [
        ("enrollment", "丙系"), ("enrollment", CAMPUS), ("reporting", "丙系"), ("reporting", CAMPUS),
    ]  # fmt: skip
    assert list(figures["on"].dt.day) == [23, 24] * 4


def test_the_campus_is_whole_whichever_units_are_shown() -> None:
    """Choosing units chooses rows, it does not change the figure of the campus."""
    alone = compute_figures(FACTS, term=TERM, days=[feb(26)], units=[CAMPUS])
    among = compute_figures(FACTS, term=TERM, days=[feb(26)])
    assert alone["n"].tolist() == among.loc[among["unit"] == CAMPUS, "n"].tolist()


@pytest.mark.parametrize("asked", [{"indicators": ["speed"]}, {"units": ["神学院"]}])
def test_an_unknown_name_is_refused_with_the_known_ones(asked: dict[str, list[str]]) -> None:
    """A misspelt indicator or unit is an error, not an empty table."""
    with pytest.raises(ValueError, match=r"no (indicator 'speed'|unit '神学院'); known: "):
        compute_figures(FACTS, term=TERM, days=[feb(23)], **asked)


def test_a_moment_without_offset_is_refused() -> None:
    """Nobody can say which moment 24:00 without a zone is."""
    naive = dt.datetime.combine(feb(23), dt.time())
    with pytest.raises(ValueError, match="needs an offset"):
        compute_figures(FACTS, term=TERM, days=[feb(23)], known_at=naive)


def test_no_facts_give_figures_of_nothing() -> None:
    """An empty store has every row, with d = 0 and no rate where d comes from the plan."""
    figures = compute_figures(frames_of([]), term=TERM, days=[feb(23)]).set_index(["indicator", "unit"])
    assert figures["n"].sum() == 0
    assert figures.loc[("reporting", CAMPUS), "rate"] == 0
    assert figures.loc[("enrollment", CAMPUS)].isna().tolist() == [False, False, False, True]


def test_no_days_give_no_rows() -> None:
    """An empty range is an empty table with the same columns."""
    figures = compute_figures(FACTS, term=TERM, days=[])
    assert figures.empty
    assert tuple(figures.columns) == FIGURE_COLUMNS


def test_the_moment_of_receipt_is_known_and_the_moment_of_withdrawal_is_not() -> None:
    """At the minute of receipt a sheet stands; at the minute of withdrawal it no longer does."""
    rows = [{"class_id": "1", "unit": "甲", "course_name": "课", "teacher": "师", "enrolled": 7}]
    facts = frames_of([Submission(1, "plan", None, at(21, 9), rows, withdrawn_at=at(22, 9))])
    term = small_term("甲")

    def due(moment: dt.datetime) -> int:
        figures = compute_figures(facts, term=term, days=[feb(23)], known_at=moment, units=["甲"])
        return int(figures["d"].iloc[0])

    moments = [at(21, 8, 59), at(21, 9), at(22, 8, 59), at(22, 9)]
    assert [due(moment) for moment in moments] == [0, 1, 1, 0]


def test_a_later_plan_moves_a_class_to_its_new_unit_with_all_its_reports() -> None:
    """The unit of a class is the plan's, whoever reported it."""
    plan = {"class_id": "1", "course_name": "课", "teacher": "师", "enrolled": 7}
    group = {"class_id": "1", "created_on": feb(21), "counselor_joined_on": None, "assistant": None}
    facts = frames_of(
        [
            Submission(1, "plan", None, at(20), [{**plan, "unit": "甲"}]),
            Submission(2, "groups", "甲", at(21), [group]),
            Submission(3, "plan", None, at(22), [{**plan, "unit": "乙"}]),
        ]
    )
    term = small_term("甲", "乙")
    asked = {"term": term, "days": [feb(23)], "indicators": ["group_creation"]}
    before = compute_figures(facts, known_at=at(21), **asked)
    after = compute_figures(facts, **asked)
    assert list(before["n"]) == [1, 0, 1]
    assert list(after["n"]) == [0, 1, 1]


def test_a_kind_without_a_deadline_is_never_late() -> None:
    """A term may set no day for a sheet."""
    term = small_term("甲学院", "乙学院", due={"groups": at(24, 0)})
    sheets = reporting_timeliness(FACTS, term, feb(26)).set_index(["unit", "kind"])["status"]
    assert sheets["乙学院", "groups"] == "late"
    assert sheets["乙学院", "visits"] == "on_time"
