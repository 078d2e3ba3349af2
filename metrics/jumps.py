"""Figures that jump: the change of a day that does not go with the changes beside it.

**The rule.** A change is said to jump when its modified z-score, 0.6745 · (x − median) / MAD, lies
beyond ±3.5 (Iglewicz and Hoaglin, *How to Detect and Handle Outliers*, 1993; the data quality
review toolkit of the WHO uses the same 3.5). MAD is the median absolute deviation from the median;
where it is 0, because more than half of the changes are equal, the mean absolute deviation takes
its place: (x − median) / (1.253314 · MeanAD). There must be at least 5 changes, and the change must
be 5 percentage points or more.

**Why not three standard deviations.** Of n points none lies further from their mean than
(n − 1) / √n sample standard deviations, so three of them cannot be exceeded before n = 11; a term
has been counted for fewer days than that when it matters most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from schema.figures import CAMPUS

LIMIT = 3.5
FEWEST_POINTS = 5
SMALLEST_CHANGE = 0.05
# A rate of a few things moves in steps: one class of five is 20 percentage points.
FEWEST_COUNTED = 10
HISTORY, OTHERS = "history", "others"
COLUMNS = ("indicator", "unit", "on", "change", "usual", "score", "points", "against")
# Differences of rates are equal to this many digits.
_DIGITS = 9
_Rates = npt.NDArray[np.float64]


def modified_z_scores(values: Sequence[float]) -> list[float]:
    """The modified z-score of each value among all of them; 0 for each where all are equal."""
    if not len(values):
        return []
    points = np.round(np.asarray(values, dtype=np.float64), _DIGITS)
    deviations = points - np.median(points)
    absolute = np.abs(deviations)
    median, mean = float(np.median(absolute)), float(absolute.mean())
    # Where the mean deviation is 0 too, so is every deviation.
    scale = median / 0.6745 or 1.253314 * mean or 1.0
    return [float(deviation) for deviation in deviations / scale]


def find_jumps(
    figures: pd.DataFrame, *, unit: str, on: dt.date, indicators: Collection[str] | None = None
) -> pd.DataFrame:
    """The ``indicators`` (all) of ``unit`` whose change from the day before ``on`` to ``on`` jumps.

    ``figures`` is the figures table of all units for consecutive days, up to ``on`` and beyond. Columns:
    ``indicator, unit, on``; ``change`` and ``usual`` (the median of the changes it is held
    against), as fractions; ``score``; ``points`` (how many changes, its own among them) and
    ``against``: ``history``, the unit's own changes since it first had something to count, or
    ``others``, the changes of all units whose rate moved on that day (of the rest nothing new may
    be known yet). Indicators with ``d`` below 10 are left out.
    """
    day = pd.Timestamp(on)
    days = figures["on"].to_numpy()
    own = np.flatnonzero((figures["unit"] == unit).to_numpy() & (days <= day.to_datetime64()))
    own = own[np.argsort(days[own], kind="stable")]
    others, days = _Others(figures, unit, day), days[own]
    codes, named = pd.factorize(figures["indicator"].array.take(own))
    counted = np.column_stack([figures[name].to_numpy("float64")[own] for name in ("n", "d", "rate")])
    jumping = [
        (indicator, unit, day, *jump)
        for number, indicator in enumerate(named)
        if (indicators is None or indicator in indicators)
        and days[codes == number][-1] == day.to_datetime64()
        for jump in _jumps(counted[codes == number], partial(others.moved, indicator))
    ]
    columns = zip(*jumping, strict=True) if jumping else ([] for _name in COLUMNS)
    rows = dict(zip(COLUMNS, map(list, columns), strict=True))
    return pd.DataFrame({**rows, "points": np.array(rows["points"], dtype="int64")})


def _jumps(own: _Rates, of_others: Callable[[], _Rates]) -> Iterator[tuple[object, ...]]:
    """The jumps of one indicator of the unit, of which ``own`` has ``n``, ``d`` and the rate, day by day."""
    n, d, rates = own.T
    changes = np.diff(rates, prepend=np.nan)
    # Most days most rates move by little, whatever they are held against.
    if d[-1] < FEWEST_COUNTED or abs(changes[-1]) < SMALLEST_CHANGE - 10**-_DIGITS:
        return
    begun = np.flatnonzero(n > 0)
    history = changes[begun[0] + 1 :] if len(begun) else changes[:0]
    for against, compared in ((HISTORY, history[~np.isnan(history)]), (OTHERS, of_others())):
        judged = _stands_out(compared)
        if judged is not None:
            yield (*judged, len(compared), against)


class _Others:
    """By how much the rates of all units changed on the last ``day`` of ``figures``."""

    def __init__(self, figures: pd.DataFrame, unit: str, day: pd.Timestamp) -> None:
        self._figures, self._unit, self._day = figures, unit, day

    def moved(self, indicator: str) -> _Rates:
        """The changes of the units that moved, that of the unit last, whether it moved or not."""
        changes = self._changes[indicator]
        moved = [change for unit, change in changes.items() if unit != self._unit and change != 0]
        every = np.array([*moved, changes[self._unit]], dtype=np.float64)
        return every[~np.isnan(every)]

    @cached_property
    def _changes(self) -> dict[str, dict[str, float]]:
        """Indicator → unit → its change; NaN for one of which no day before is known."""
        days, units = self._figures["on"].to_numpy(), (self._figures["unit"] != CAMPUS).to_numpy()
        earlier = days[units & (days < self._day.to_datetime64())]
        now, before = self._rates(units & (days == self._day.to_datetime64())), {}
        if len(earlier):
            before = self._rates(units & (days == earlier.max()))
        changes: dict[str, dict[str, float]] = {}
        for (indicator, unit), rate in now.items():
            changes.setdefault(indicator, {})[unit] = rate - before.get((indicator, unit), np.nan)
        return changes

    def _rates(self, rows: npt.NDArray[np.bool_]) -> dict[tuple[str, str], float]:
        at = np.flatnonzero(rows)
        indicators, units, rates = (
            self._figures[name].array.take(at).tolist() for name in ("indicator", "unit", "rate")
        )
        return dict(zip(zip(indicators, units, strict=True), rates, strict=True))


def _stands_out(changes: _Rates) -> tuple[float, float, float] | None:
    """The last change with the median and its score, if it jumps."""
    if len(changes) < FEWEST_POINTS or abs(changes[-1]) < SMALLEST_CHANGE:
        return None
    score = modified_z_scores(list(changes))[-1]
    return (float(changes[-1]), float(np.median(changes)), score) if abs(score) > LIMIT else None
