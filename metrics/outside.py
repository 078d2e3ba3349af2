"""Who is not in a denominator: units that sent nothing, classes of no plan, classes without a roster.

A rate says nothing of those whom it leaves out, so their number stands beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from metrics.figures import compute_figures
from metrics.indicators import INDICATORS, Counted, indicator_by_id
from metrics.lists.gaps import gaps
from metrics.lists.left_out import LeftOut
from metrics.moments import midnight
from metrics.standing import Facts, Standing, collected
from schema.figures import CAMPUS
from schema.kinds import kind_by_id
from schema.term import Term

SILENT, UNPLANNED, UNLISTED, NO_GROUP, NO_PLACE, NOT_SUM = WHAT = (
    "silent",
    "unplanned",
    "unlisted",
    "no_group",
    "no_place",
    "not_sum",
)
COLUMNS = ("indicator", "unit", "what", "count")
# Of which the denominator is what units report of themselves: without a report there is none.
_OF_SESSIONS = tuple(
    f"{name}{source}"
    for name in ("session_opening", "attendance")
    for source in ("", "_sampled", "_feedback")
)
_OF_SUMMARIES = ("problems_closed", "exemplars_spread", "self_evaluation", "student_feedback")
_OF_UNITS = ("need_survey", "need_support", *_OF_SUMMARIES, "whole_term_design", "health_checks")
_OF_CLASSES = {Counted.CLASSES, Counted.PLACES}
# Who of the denominator of the second is in that of the first: those of whom something is known.
_NARROWER = {
    "assistant_assignment": ("group_creation", NO_GROUP),
    "teaching_at_home": ("teacher_place", NO_PLACE),
}


def outside(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """How many each rate of the day ``on`` leaves out; a row where there are any.

    Columns: ``indicator``, ``unit`` (of the campus: of all), ``what`` (one of ``WHAT``) and ``count``:
    ``silent`` units that have not sent what the rate is made of, ``unplanned`` classes that were reported and
    are in no plan, ``unlisted`` classes due without a roster, classes due with ``no_group``, and teachers of
    whom ``no_place`` is known. Of the campus ``not_sum`` says by how much its n or d (whichever is more) is
    another number than the sum of its units: who belongs to several counts once, and some are its own.
    """
    figures = compute_figures(facts, term=term, days=[on], known_at=known_at)
    counts = figures.set_index(["indicator", "unit"])[["n", "d"]]
    standing = Standing(facts, term, known_at)
    rows = [
        *_silent(counts["d"], standing, term, on),
        *_unplanned(gaps(facts, term, on, known_at, lists=["not_in_plan"])["not_in_plan"]),
        *_unlisted(LeftOut(facts, term, known_at).at(on).by_unit(on)),
        *_narrower(counts["d"], [*term.unit_names, CAMPUS]),
        *_not_sums(figures),
    ]
    table = pd.DataFrame([row for row in rows if row[-1] > 0], columns=list(COLUMNS))
    return table.astype({"indicator": "str", "unit": "str", "what": "str", "count": "int64"})


_Row = tuple[str, str, str, int]


def _silent(d: pd.Series, standing: Standing, term: Term, on: dt.date) -> Iterable[_Row]:
    for id in (*_OF_UNITS, *_OF_SESSIONS):
        (kind,) = indicator_by_id(id).fed_by
        sent = _senders(standing, kind, on)
        due = [unit for unit in term.unit_names if id not in _OF_SESSIONS or d["group_creation", unit]]
        # A unit that was sampled nowhere has no sample, whatever it reports itself.
        of_itself = id in (*_OF_UNITS, "session_opening", "attendance")
        silent = [unit for unit in due if not d[id, unit] and not (of_itself and unit in sent)]
        yield from ((id, unit, SILENT, 1) for unit in silent)
        yield id, CAMPUS, SILENT, len(silent)


def _senders(standing: Standing, kind: str, on: dt.date) -> set[str]:
    """The units of which a row of ``kind`` stands by the end of ``on``."""
    received = [
        collected(standing.received(form.table, ("unit",)).select("unit", "received_on"))
        for form in kind_by_id(kind).forms
    ]
    rows = pd.concat(received, ignore_index=True)
    return set(rows["unit"][rows["received_on"] <= pd.Timestamp(midnight(on))].dropna())


def _unplanned(classes: pd.DataFrame) -> Iterable[_Row]:
    for indicator in INDICATORS:
        own = classes[classes["kind"].isin(indicator.fed_by)]
        if indicator.counted not in _OF_CLASSES or own.empty:
            continue
        for unit, ids in own.groupby("unit")["class_id"]:  # those of no unit are the campus's alone
            yield indicator.id, str(unit), UNPLANNED, ids.nunique()
        yield indicator.id, CAMPUS, UNPLANNED, own["class_id"].nunique()


def _unlisted(units: pd.DataFrame) -> Iterable[_Row]:
    for row in units.itertuples():
        yield "students_complete", str(row.unit), UNLISTED, int(row.unlisted)


def _narrower(d: pd.Series, places: Iterable[str]) -> Iterable[_Row]:
    for unit in places:
        for id, (wider, what) in _NARROWER.items():
            yield id, unit, what, int(d[wider, unit] - d[id, unit])


def _not_sums(figures: pd.DataFrame) -> Iterable[_Row]:
    is_campus = figures["unit"] == CAMPUS
    sums = figures[~is_campus].groupby("indicator", sort=False)[["n", "d"]].sum()
    apart = (figures[is_campus].set_index("indicator")[["n", "d"]] - sums).abs().max(axis=1)
    for indicator, count in apart.items():
        yield str(indicator), CAMPUS, NOT_SUM, int(count)
