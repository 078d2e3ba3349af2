"""Who is not in a denominator: units that sent nothing, classes of no plan, classes without a roster.

A rate says nothing of those whom it leaves out, so their number stands beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

import pandas as pd

from metrics.indicators import INDICATORS, Counted
from metrics.lists.gaps import gaps, reported_unplanned
from metrics.lists.left_out import LeftOut
from metrics.moments import midnight
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.figures import CAMPUS, NOT_DUE, NOT_REPORTED, STATE
from schema.term import Term

SILENT, AS_ZERO, BLANK, UNPLANNED, UNLISTED, NO_GROUP, NO_PLACE, NOT_SUM = WHAT = (
    "silent",
    "as_zero",
    "blank",
    "unplanned",
    "unlisted",
    "no_group",
    "no_place",
    "not_sum",
)
COLUMNS = ("indicator", "unit", "what", "count")
_OF_ROSTERS = "students_complete"
# The count that a sheet of 学生进群 may leave blank.
_BLANKS = {"notification": "notified", "material_receipt": "received"}
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

    ``figures`` are those of one day, as known at ``known_at``, of every unit and the campus, with their
    states (:mod:`metrics.states`), the ten first indicators among them. Columns: ``indicator``, ``unit`` (of
    the campus: of all), ``what`` (one of ``WHAT``) and ``count``: ``silent`` units that have not sent what
    the rate is made of, ``as_zero`` those that have not and count 0 of a denominator all the same,
    ``blank`` classes whose sheets never give the count, which count 0 too, ``unlisted`` classes due without
    a roster, classes due with ``no_group``, and teachers of whom ``no_place`` is known. Of the campus
    ``not_sum`` says by how much its n or d (whichever is more) is another number than the sum of its units:
    who belongs to several counts once, and some are its own. For ``unplanned`` classes, which are reported
    and in no plan, see :func:`unplanned`.
    """
    on, asked = figures["on"].iloc[0].date(), set(figures["indicator"])
    d = figures.set_index(["indicator", "unit"])["d"]
    rows = [
        *_silent(figures),
        *_blank(facts, term, on, known_at, asked),
        *(_unlisted(LeftOut(facts, term, known_at).at(on).by_unit(on)) if _OF_ROSTERS in asked else ()),
        *_narrower(d, [*term.unit_names, CAMPUS], asked),
        *_not_sums(figures),
    ]
    return _table(rows)


def unplanned_classes(
    facts: Facts, term: Term, kind: str, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """Classes that sheets of ``kind`` ever named and no plan has, with the day of the first receipt."""
    standing = Standing(facts, term, known_at, on=term.closes)
    return collected(reported_unplanned(standing, kind, midnight(term.closes)))


def unplanned(classes: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """How many of ``classes`` (of :func:`unplanned_classes`) each rate leaves out on ``on``, as above."""
    return _table(_unplanned(classes[classes["received_on"] <= pd.Timestamp(midnight(on))]))


def _table(rows: Iterable[_Row]) -> pd.DataFrame:
    table = pd.DataFrame([row for row in rows if row[-1] > 0], columns=list(COLUMNS))
    return table.astype({"indicator": "str", "unit": "str", "what": "str", "count": "int64"})


def _silent(figures: pd.DataFrame) -> Iterable[_Row]:
    """Units that the campus leaves out, and those of which nothing came that count 0.

    Where classes or teachers are left out one by one, those of the units are among them.
    """
    of_units = figures[~figures["indicator"].isin([_OF_ROSTERS, *_NARROWER]) & (figures["unit"] != CAMPUS)]
    unheard = of_units[of_units[STATE].isin([NOT_REPORTED, NOT_DUE])]
    for what, rows in ((SILENT, unheard[unheard["d"] == 0]), (AS_ZERO, unheard[unheard["d"] > 0])):
        for id, own in rows.groupby("indicator", sort=False):
            yield from ((str(id), unit, what, 1) for unit in own["unit"])
            yield str(id), CAMPUS, what, len(own)


def _blank(
    facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None, asked: set[str]
) -> Iterable[_Row]:
    if not asked & _BLANKS.keys():
        return
    classes = gaps(facts, term, on, known_at, lists=["counts_blank"])["counts_blank"]
    for id, count in _BLANKS.items():
        own = classes[classes["count"] == count]
        yield from ((id, str(unit), BLANK, len(rows)) for unit, rows in own.groupby("unit"))
        yield id, CAMPUS, BLANK, len(own)


def _unplanned(classes: pd.DataFrame) -> Iterable[_Row]:
    counted: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for indicator in INDICATORS:
        if indicator.counted not in _OF_CLASSES:
            continue
        if indicator.fed_by not in counted:
            own = classes[classes["kind"].isin(indicator.fed_by)]
            by_unit = own.groupby("unit")["class_id"].nunique()  # those of no unit are the campus's alone
            counted[indicator.fed_by] = [*by_unit.items(), (CAMPUS, own["class_id"].nunique())]
        yield from ((indicator.id, str(unit), UNPLANNED, count) for unit, count in counted[indicator.fed_by])


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
