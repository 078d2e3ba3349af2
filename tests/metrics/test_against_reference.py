from __future__ import annotations

import datetime as dt

import duckdb
import pandas as pd
from hypothesis import given

from metrics import LISTS, compute_figures, gaps, mean_material_kinds, reporting_timeliness, visit_counts
from metrics.indicators import INDICATORS
from metrics.pieces import Unchanging
from schema.figures import CAMPUS
from tests.drawn import FEW, MANY, SOME, tried
from tests.metrics import drawing
from tests.metrics.making import Submission, at, feb, frames_of, relations_of, small_term
from tests.metrics.reference import Reference

# What the slow reference reads: all that is not summed up row by row.
READ = [indicator.id for indicator in INDICATORS if hasattr(Reference, indicator.id)]
TERM = small_term(*drawing.UNITS)
# One day before anything and one after everything, too.
DAYS = [feb(19), *drawing.DAYS, feb(40)]


def expected(submissions: list[Submission], known_at: dt.datetime | None) -> pd.DataFrame:
    """The figures table of the slow reference."""
    reference = Reference(submissions, drawing.UNITS, known_at)
    rows = []
    for indicator in READ:
        for unit in (*drawing.UNITS, CAMPUS):
            for on in DAYS:
                campus = unit == CAMPUS
                n, d = reference.campus(indicator, on) if campus else reference.figure(indicator, unit, on)
                rows.append((indicator, unit, on, n, d, n / d if d else float("nan")))
    table = pd.DataFrame(rows, columns=["indicator", "unit", "on", "n", "d", "rate"])
    return table.astype({"indicator": "str", "unit": "str", "on": "datetime64[us]"})


@tried(MANY)
@given(submissions=drawing.terms(), known_at=drawing.known_at)
def test_every_figure_is_that_of_a_plain_reading_of_the_definitions(
    submissions: list[Submission], known_at: dt.datetime | None
) -> None:
    """Whatever was sent, re-sent, left blank and withdrawn, each figure is the slow reference's."""
    asked = {"term": TERM, "days": DAYS, "known_at": known_at, "indicators": READ}
    figures = compute_figures(frames_of(submissions), **asked)
    pd.testing.assert_frame_equal(figures, expected(submissions, known_at))


@tried(FEW)
@given(submissions=drawing.terms(), known_at=drawing.known_at)
def test_duckdb_gives_what_pandas_gives(submissions: list[Submission], known_at: dt.datetime | None) -> None:
    """The same definitions give the same tables, types and order on frames and on relations.

    Of the frames it was asked before what is known now and in the middle, so that what stood through two
    moments is shared.
    """
    frames = Unchanging(frames_of(submissions))
    for moment in (None, at(23)):
        compute_figures(frames, term=TERM, days=DAYS, known_at=moment, indicators=READ)
    with duckdb.connect() as connection:
        relations = relations_of(frames, connection)
        both = [
            (
                compute_figures(facts, term=TERM, days=DAYS, known_at=known_at, indicators=READ),
                reporting_timeliness(facts, TERM, feb(23), known_at),
                mean_material_kinds(facts, TERM, feb(23), known_at),
                visit_counts(facts, TERM, feb(23), known_at),
                *gaps(facts, TERM, feb(23), known_at).values(),
            )
            for facts in (frames, relations)
        ]
    assert len(both[0]) == 4 + len(LISTS)
    for from_pandas, from_duckdb in zip(*both, strict=True):
        pd.testing.assert_frame_equal(from_pandas, from_duckdb)


@tried(SOME)
@given(submissions=drawing.terms(), known_at=drawing.known_at, on=drawing.day)
def test_a_list_is_as_long_as_its_figure_is_short(
    submissions: list[Submission], known_at: dt.datetime | None, on: dt.date
) -> None:
    """What is missing from an indicator is what its list shows, unit by unit."""
    facts = frames_of(submissions)
    of_lists = ["group_creation", "material_coverage", "visit_coverage", "enrollment"]
    asked = {"term": TERM, "days": [on], "known_at": known_at, "indicators": of_lists}
    figures = compute_figures(facts, **asked)
    short = (figures["d"] - figures["n"]).groupby([figures["indicator"], figures["unit"]]).sum()
    lists = gaps(facts, TERM, on, known_at)
    for unit in drawing.UNITS:
        of_unit = {name: rows[rows["unit"] == unit] for name, rows in lists.items()}
        assert len(of_unit["no_group"]) == short["group_creation", unit]
        assert len(of_unit["no_material"]) == short["material_coverage", unit]
        assert len(of_unit["not_visited"]) == short["visit_coverage", unit]
        assert of_unit["students_missing"]["missing"].sum() == short["enrollment", unit]
