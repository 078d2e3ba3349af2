"""The figures table: every indicator by unit and day, and for the campus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.basis.basis import Basis
from metrics.counting import Changes, Together, summed
from metrics.indicators import INDICATORS
from metrics.indicators.declaration import Indicator
from metrics.pieces import Unchanging, piece_of
from metrics.received import Facts
from metrics.relations import in_memory
from metrics.stretches import Stretches
from schema.figures import CAMPUS, FIGURE_COLUMNS
from schema.term import Term

_PLACES = 32  # questions of which the rows are remembered
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def compute_figures(
    facts: Facts,
    *,
    term: Term,
    days: Sequence[dt.date],
    known_at: dt.datetime | None = None,
    indicators: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Figures of ``indicators`` (all) for ``units`` (all of the term and the campus) on ``days``.

    Columns: ``indicator``, ``unit``, ``on`` (datetime64 at midnight), ``n`` and ``d`` (int64),
    ``rate`` (n / d, NaN where d is 0). One row for each indicator × unit × day, in the order of
    the register, of the term with the campus last, and of the calendar. The campus is the sum over the
    units of the term and what belongs to the campus itself: rows about it, and what people count who
    are in several units. A series costs hardly more than one day: each fact is counted
    once, on the day from which it holds, and the days are running totals.

    Raises ``ValueError`` for an indicator or unit that is not known, and for a ``known_at``
    without offset.
    """
    chosen = known_names("indicator", indicators, [one.id for one in INDICATORS])
    places = [*term.unit_names, CAMPUS]
    chosen_units = known_names("unit", units, places)
    calendar = np.array(sorted(set(days)), dtype="datetime64[D]")
    stretches, totals = Stretches(facts, term, known_at, Basis), _Totals(len(term.units), calendar)
    pick = [places.index(unit) for unit in chosen_units]
    wanted = [indicator for indicator in INDICATORS if indicator.id in chosen]
    counted = [_counted(stretches.of(calendar, one.kinds), one, totals) for one in wanted]
    figures = _places(tuple(chosen), tuple(chosen_units), calendar.tobytes()).copy(deep=False)
    figures["n"] = _stacked([n[pick] for n, _d in counted])
    figures["d"] = _stacked([d[pick] for _n, d in counted])
    figures["rate"] = (figures["n"] / figures["d"]).where(figures["d"] != 0)
    return figures


@lru_cache(maxsize=_PLACES)
def _places(indicators: tuple[str, ...], units: tuple[str, ...], calendar: bytes) -> pd.DataFrame:
    """Every indicator × unit × day: the same questions are asked again and again, of other facts."""
    days = np.frombuffer(calendar, dtype="datetime64[D]").astype("datetime64[us]")
    index = pd.MultiIndex.from_product([indicators, units, days], names=FIGURE_COLUMNS[:3])
    return index.to_frame(index=False)


def _counted(
    stretches: list[tuple[Basis, Mask]], indicator: Indicator, totals: _Totals
) -> tuple[Counts, Counts]:
    """``n`` and ``d`` of units + campus × days."""
    n, d = totals.of(0), totals.of(0)
    for basis, days in stretches:
        rate = indicator.define(basis)
        n, d = n + totals.of(rate.n) * days, d + totals.of(rate.d, rate.campus_d) * days
    return n, d


class _Totals:
    """Running totals of changes by unit (the campus last) and day; each frame is counted once."""

    def __init__(self, units: int, calendar: npt.NDArray[np.datetime64]) -> None:
        self._calendar = calendar
        self._shape, self._whole = (units, len(calendar)), (units + 1, len(calendar))
        self._counted: dict[int, tuple[Changes, Counts]] = {}

    def of(self, changes: Changes | int, of_campus: int | None = None) -> Counts:
        """An array of units + campus × days; a number is the total of each unit on each day.

        The campus is the sum, or ``of_campus`` where that is given.
        """
        totals = self._totals(changes)
        if of_campus is not None:
            return np.vstack([totals[:-1], np.maximum(totals[-1:], of_campus)])
        return totals

    def _totals(self, changes: Changes | int) -> Counts:
        if isinstance(changes, int):
            units = np.full(self._shape, changes, dtype=np.int64)
            return np.vstack([units, units.sum(axis=0)])
        if id(changes) not in self._counted:
            # The frame is kept beside its totals: its id is its own only as long as it lives.
            self._counted[id(changes)] = (changes, self._kept(changes))
        return self._counted[id(changes)][1]

    def _kept(self, changes: Changes) -> Counts:
        """What rows in memory come to is kept with them: those of other tables stay as they are."""
        if not in_memory(changes):
            return self._count(changes)
        rows = changes.to_native() if isinstance(changes, nw.LazyFrame) else changes
        key = ("totals", self._shape, self._calendar.tobytes())
        return piece_of(Unchanging(rows=rows), ("rows",), key, lambda: self._count(changes))

    def _count(self, changes: Changes) -> Counts:
        if isinstance(changes, Together):
            return sum((self._totals(part) for part in changes.parts), np.zeros(self._whole, dtype=np.int64))
        rows = summed(changes)
        unit = rows["unit_no"].to_numpy().astype(np.int64)
        day = np.searchsorted(self._calendar, rows["on"].to_numpy().astype("datetime64[D]"))
        inside = (unit >= 0) & (day < len(self._calendar))
        # The last bucket holds what belongs to the campus itself, and then the sum of all.
        place = unit[inside] * len(self._calendar) + day[inside]
        change = rows["change"].to_numpy().astype(np.int64)[inside]
        added = np.bincount(place, weights=change, minlength=self._whole[0] * self._whole[1])
        totals: Counts = added.astype(np.int64).reshape(self._whole).cumsum(axis=1)
        totals[-1] = totals.sum(axis=0)
        return totals


def _stacked(totals: Sequence[Counts]) -> Counts:
    return np.concatenate([block.ravel() for block in totals]) if totals else np.zeros(0, np.int64)


def known_names(what: str, asked: Sequence[str] | None, known: Sequence[str]) -> list[str]:
    """Those of ``known`` that are ``asked`` for (``None``: all); ``ValueError`` for one that is not known."""
    if asked is None:
        return list(known)
    for name in asked:
        if name not in known:
            raise ValueError(f"no {what} {name!r}; known: {', '.join(known)}")
    return [name for name in known if name in asked]
