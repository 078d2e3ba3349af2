"""Who is not in a denominator: units that sent nothing, classes of no plan, classes without a roster.

A rate says nothing of those whom it leaves out, so their number stands beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

import pandas as pd

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
_OF_ROSTERS = "students_complete"
_OF_CLASSES = {Counted.CLASSES, Counted.PLACES}
# Who of the denominator of the second is in that of the first: those of whom something is known.
_NARROWER = {
    "assistant_assignment": ("group_creation", NO_GROUP),
    "teaching_at_home": ("teacher_place", NO_PLACE),
}


_Row = tuple[str, str, str, int]


def outside(
    facts: Facts, term: Term, figures: pd.DataFrame, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """How many each of ``figures`` leaves out; a row where there are any.

    ``figures`` are those of one day, as known at ``known_at``, of every unit and the campus, the ten first
    indicators among them. Columns: ``indicator``, ``unit`` (of the campus: of all), ``what`` (one of
    ``WHAT``) and ``count``: ``silent`` units that have not sent what the rate is made of, ``unlisted``
    classes due without a roster, classes due with ``no_group``, and teachers of whom ``no_place`` is known.
    Of the campus ``not_sum`` says by how much its n or d (whichever is more) is another number than the
    sum of its units: who belongs to several counts once, and some are its own. For ``unplanned`` classes,
    which are reported and in no plan, see :func:`unplanned`.
    """
    on, asked = figures["on"].iloc[0].date(), set(figures["indicator"])
    d = figures.set_index(["indicator", "unit"])["d"]
    silent = [id for id in (*_OF_UNITS, *_OF_SESSIONS) if id in asked]
    rows = [
        *_silent(d, Standing(facts, term, known_at), term, silent, on),
        *(_unlisted(LeftOut(facts, term, known_at).at(on).by_unit(on)) if _OF_ROSTERS in asked else ()),
        *_narrower(d, [*term.unit_names, CAMPUS], asked),
        *_not_sums(figures),
    ]
    return _table(rows)


def unplanned_classes(facts: Facts, term: Term, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Classes that were ever reported and are in no plan, each kind with the day of its first receipt."""
    return gaps(facts, term, term.closes, known_at, lists=["not_in_plan"])["not_in_plan"]


def unplanned(classes: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """How many of ``classes`` (of :func:`unplanned_classes`) each rate leaves out on ``on``, as above."""
    return _table(_unplanned(classes[classes["received_on"] <= pd.Timestamp(midnight(on))]))


def _table(rows: Iterable[_Row]) -> pd.DataFrame:
    table = pd.DataFrame([row for row in rows if row[-1] > 0], columns=list(COLUMNS))
    return table.astype({"indicator": "str", "unit": "str", "what": "str", "count": "int64"})


def _silent(d: pd.Series, standing: Standing, term: Term, ids: Iterable[str], on: dt.date) -> Iterable[_Row]:
    for id in ids:
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
        yield _OF_ROSTERS, str(row.unit), UNLISTED, int(row.unlisted)


def _narrower(d: pd.Series, places: Iterable[str], asked: Collection[str]) -> Iterable[_Row]:
    pairs = [(id, *_NARROWER[id]) for id in _NARROWER if id in asked]
    for unit in places:
        for id, wider, what in pairs:
            yield id, unit, what, int(d[wider, unit] - d[id, unit])


def _not_sums(figures: pd.DataFrame) -> Iterable[_Row]:
    is_campus = figures["unit"] == CAMPUS
    sums = figures[~is_campus].groupby("indicator", sort=False)[["n", "d"]].sum()
    apart = (figures[is_campus].set_index("indicator")[["n", "d"]] - sums).abs().max(axis=1)
    for indicator, count in apart.items():
        yield str(indicator), CAMPUS, NOT_SUM, int(count)
