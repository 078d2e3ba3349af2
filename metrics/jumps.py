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
from collections.abc import Iterator, Sequence
from functools import cached_property

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


def find_jumps(figures: pd.DataFrame, *, unit: str, on: dt.date) -> pd.DataFrame:
    """The indicators of ``unit`` whose change from the day before ``on`` to ``on`` jumps.

    ``figures`` is the figures table of all units for consecutive days up to ``on``. Columns:
    ``indicator, unit, on``; ``change`` and ``usual`` (the median of the changes it is held
    against), as fractions; ``score``; ``points`` (how many changes, its own among them) and
    ``against``: ``history``, the unit's own changes since it first had something to count, or
    ``others``, the changes of all units whose rate moved on that day (of the rest nothing new may
    be known yet). Indicators with ``d`` below 10 are left out.
    """
    day = pd.Timestamp(on)
    own = figures[(figures["unit"] == unit).to_numpy() & (figures["on"] <= day).to_numpy()]
    own = own.sort_values("on", kind="stable")
    others = _Others(figures, unit, day)
    jumping = [row for places in _moving(own, day) for row in _jumps(own.take(places), day, others)]
    return pd.DataFrame(jumping, columns=list(COLUMNS)).astype({"points": "int64"})


def _moving(own: pd.DataFrame, day: pd.Timestamp) -> Iterator[npt.NDArray[np.intp]]:
    """Where the figures of each indicator of the unit stand whose last change may jump at all.

    Most days most indicators move by little, whatever they are held against.
    """
    codes, indicators = pd.factorize(own["indicator"])
    on, d, rate = (own[name].to_numpy() for name in ("on", "d", "rate"))
    for number in range(len(indicators)):
        places = np.flatnonzero(codes == number)
        last, before = places[-1], places[-2:][0]
        change = rate[last] - rate[before] if last != before else np.nan
        is_small = abs(change) < SMALLEST_CHANGE - 10**-_DIGITS
        if on[last] == day.to_datetime64() and d[last] >= FEWEST_COUNTED and not is_small:
            yield places


def _jumps(own: pd.DataFrame, day: pd.Timestamp, others: _Others) -> Iterator[tuple[object, ...]]:
    """The jumps of one indicator of the unit, whose figures are ``own``, in the order of days."""
    changes = own["rate"].diff()
    begun = np.flatnonzero(own["n"] > 0)
    history = changes.iloc[begun[0] + 1 :] if len(begun) else changes.iloc[:0]
    indicator, unit = own["indicator"].iloc[0], own["unit"].iloc[0]
    for against, compared in ((HISTORY, history.dropna()), (OTHERS, others.moved(str(indicator)))):
        judged = _stands_out(compared)
        if judged is not None:
            yield (indicator, unit, day, *judged, len(compared), against)


class _Others:
    """By how much the rates of all units changed on the last ``day`` of ``figures``."""

    def __init__(self, figures: pd.DataFrame, unit: str, day: pd.Timestamp) -> None:
        self._all, self._unit, self._day = figures, unit, day

    def moved(self, indicator: str) -> pd.Series:
        """The changes of the units that moved, that of the unit last, whether it moved or not."""
        changes = self._changes[self._changes["indicator"] == indicator].set_index("unit")["change"]
        changes = changes[[*changes.index.drop(self._unit), self._unit]]
        return changes[(changes != 0) | (changes.index == self._unit)].dropna()

    @cached_property
    def _changes(self) -> pd.DataFrame:
        figures = self._all[self._all["unit"] != CAMPUS]
        days = figures["on"]
        today, before = figures[days == self._day], figures[days < self._day]
        before = before[before["on"] == before["on"].max()]
        both = today.merge(before, on=["indicator", "unit"], how="left", suffixes=("", "_before"))
        return both.assign(change=both["rate"] - both["rate_before"])


def _stands_out(changes: pd.Series) -> tuple[float, float, float] | None:
    """The last change with the median and its score, if it jumps."""
    if len(changes) < FEWEST_POINTS or abs(changes.iloc[-1]) < SMALLEST_CHANGE:
        return None
    score = modified_z_scores(list(changes))[-1]
    return (float(changes.iloc[-1]), float(changes.median()), score) if abs(score) > LIMIT else None
