"""Campuses beside each other, by their rows 全校: what their regions come to, and who lacks most."""

from __future__ import annotations

import pandas as pd

from metrics.lists.laggards import is_ranked
from schema.figures import AHEAD, NOT_REPORTED, STATE

# The region that holds every campus, beside those that have names; "" is that of campuses without one.
EVERYWHERE = "全部"


def by_region(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of campuses (``campus, region`` and a figures table with states) by region, and everywhere.

    Columns: ``region, indicator, on``, ``campuses`` (how many have something to count, int64), ``n``, ``d``,
    ``rate`` (Σn / Σd, NaN where d is 0), ``ahead`` where it is so of every campus, and ``state``: not
    reported where no campus says anything and one has not reported it, else "". Everywhere comes last.
    """
    both = pd.concat([figures, figures.assign(region=EVERYWHERE)], ignore_index=True)
    counted = both.assign(
        campuses=(both["d"] > 0).astype("int64"),
        silent=both[STATE] != "",
        unreported=both[STATE] == NOT_REPORTED,
    )
    how = {"campuses": "sum", "n": "sum", "d": "sum", "silent": "all", "unreported": "any", AHEAD: "all"}
    sums = counted.groupby(["region", "indicator", "on"], sort=False, dropna=False).agg(how).reset_index()
    silent = sums.pop("silent") & sums.pop("unreported")
    state = pd.Series("", index=sums.index, dtype="str").mask(silent, NOT_REPORTED)
    return sums.assign(rate=(sums["n"] / sums["d"]).where(sums["d"] != 0), **{STATE: state})


def by_gap(figures: pd.DataFrame, column: str = "campus") -> pd.DataFrame:
    """Who of ``column`` lacks most, first, by figures of one day with their states.

    One row each: the name and ``gap``, the mean of what is missing to 100 % (a fraction; 1 where nothing
    was reported) over the indicators that have a target, something to count and are due; NaN, and last,
    where there is none. Of equal gaps the order is that of ``figures``.
    """
    missing = (1 - figures["rate"]).mask(figures[STATE] == NOT_REPORTED, 1.0)
    wanted = (
        figures["indicator"].map({id: is_ranked(id) for id in figures["indicator"].unique()}).astype(bool)
    )
    gaps = missing.where(wanted & ~figures[AHEAD]).groupby(figures[column], sort=False).mean()
    return gaps.sort_values(ascending=False, kind="stable").rename("gap").rename_axis(column).reset_index()
