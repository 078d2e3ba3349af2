"""Figures beside each other: a day against an earlier one, a unit against the campus.

Everything here takes and gives pandas tables made from the figures table (``indicator, unit, on,
n, d, rate``); what a rate means is defined in ``metrics``. Differences of rates are fractions:
0.013 is 1.3 percentage points.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.indicators import INDICATORS
from schema.figures import CAMPUS
from schema.term import Checkpoint, Phase, Term


def on_day(figures: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """The rows of ``figures`` for the one day ``on``, index reset."""
    return figures[figures["on"] == pd.Timestamp(on)].reset_index(drop=True)


def on_days(figures: pd.DataFrame, starts: dt.date, ends: dt.date) -> pd.DataFrame:
    """The rows of ``figures`` from ``starts`` to ``ends``, both included."""
    inside = figures["on"].between(pd.Timestamp(starts), pd.Timestamp(ends))
    return figures[inside].reset_index(drop=True)


def on_same_days(figures: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``figures`` for the days that ``others`` has."""
    return figures[figures["on"].isin(others["on"])].reset_index(drop=True)


def of(
    figures: pd.DataFrame,
    *,
    indicators: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The rows of ``figures`` for some indicators and some units; ``None`` keeps all."""
    for name, wanted in (("unit", units), ("indicator", indicators)):
        if wanted is not None:
            figures = figures[figures[name].isin(list(wanted))]
    return figures.reset_index(drop=True)


def changes(figures: pd.DataFrame, *, since: dt.date, on: dt.date) -> pd.DataFrame:
    """The day ``on`` with ``rate_before`` (that of ``since``) and ``change``, by indicator and unit.

    ``change`` is NaN where either day has no rate or ``since`` is not in ``figures``.
    """
    before = on_day(figures, since)[["indicator", "unit", "rate"]]
    today = on_day(figures, on)
    both = today.merge(before, on=["indicator", "unit"], how="left", suffixes=("", "_before"))
    both["change"] = both["rate"] - both["rate_before"]
    return both


def against_campus(figures: pd.DataFrame, *, unit: str, on: dt.date) -> pd.DataFrame:
    """The rows of ``unit`` on the day, with ``campus`` (the campus's rate) and ``gap`` to it."""
    today = on_day(figures, on)
    campus = today[today["unit"] == CAMPUS].set_index("indicator")["rate"]
    own = today[today["unit"] == unit].reset_index(drop=True)
    own["campus"] = own["indicator"].map(campus)
    own["gap"] = own["rate"] - own["campus"]
    return own


def furthest_behind(figures: pd.DataFrame, *, indicator: str, on: dt.date, limit: int = 3) -> pd.DataFrame:
    """The ``limit`` units with the lowest rate below 100 % on the day, lowest first."""
    today = of(on_day(figures, on), indicators=[indicator])
    behind = today[(today["unit"] != CAMPUS) & (today["rate"] < 1)]
    return behind.sort_values(["rate", "d"], ascending=[True, False]).head(limit).reset_index(drop=True)


def by_unit(figures: pd.DataFrame, on: dt.date, value: str = "rate") -> pd.DataFrame:
    """``value`` on the day as a table of units (index, in the order given) × indicators."""
    today = on_day(figures, on)
    wide = today.pivot(index="unit", columns="indicator", values=value)
    columns = [indicator.id for indicator in INDICATORS if indicator.id in wide.columns]
    return wide.reindex(index=today["unit"].drop_duplicates(), columns=columns)


def latest_day(figures: pd.DataFrame, term: Term, today: dt.date) -> dt.date:
    """The last day of the term's phases on which anything happened, by the campus's figures.

    Where nothing has happened yet, ``today``, or the nearest day to it within the phases.
    """
    campus = figures[figures["unit"] == CAMPUS].sort_values(["indicator", "on"])
    codes, n, d = pd.factorize(campus["indicator"])[0], campus["n"].to_numpy(), campus["d"].to_numpy()
    # The first day of each indicator is held against itself, so that nothing has moved on it.
    before = np.where(np.diff(codes, prepend=-1) == 0, np.arange(len(codes)) - 1, np.arange(len(codes)))
    moved = campus["on"].to_numpy()[(n != n[before]) | (d != d[before])]
    if not len(moved):
        return min(max(today, term.first_day), term.last_day)
    day: dt.date = pd.Timestamp(moved.max()).date()
    return day


def days_of(term: Term) -> list[dt.date]:
    """Every day from the first phase's first to the last phase's last."""
    return [day.date() for day in pd.date_range(term.first_day, term.last_day)]


def day_before(day: dt.date) -> dt.date:
    """Yesterday, as seen from ``day``."""
    return day - dt.timedelta(days=1)


def checkpoint_before(term: Term, on: dt.date) -> Checkpoint | None:
    """The last checkpoint before ``on``; ``None`` before the first."""
    earlier = [checkpoint for checkpoint in term.checkpoints if checkpoint.on < on]
    return max(earlier, key=lambda checkpoint: checkpoint.on) if earlier else None


def phases_on(term: Term, on: dt.date) -> tuple[Phase, ...]:
    """The phases in which ``on`` lies, the shortest first."""
    current = [phase for phase in term.phases if phase.starts <= on <= phase.ends]
    return tuple(sorted(current, key=lambda phase: phase.ends - phase.starts))
