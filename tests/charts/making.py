"""Small figures tables, written out or counted up by a rule, and the texts that a chart shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd

from charts import Look
from schema.figures import CAMPUS
from schema.term import Term, load_term

TERM: Term = load_term()
AS_OF = "2020春 · 按目前所收数据"
LOOK = Look(TERM, AS_OF)
SCIENCE, CIVIL, COMPUTING, NAVAL = "理学院", "土木工程系", "计算机科学与技术学院", "船舶与海洋工程学院"
EVE, FIRST, MONTH = dt.date(2020, 2, 23), dt.date(2020, 2, 24), dt.date(2020, 3, 22)

Row = tuple[str, str, dt.date, int, int]


def figures(rows: Iterable[Row]) -> pd.DataFrame:
    """The figures table of rows ``indicator, unit, on, n, d``."""
    table = pd.DataFrame(list(rows), columns=["indicator", "unit", "on", "n", "d"])
    table["on"] = pd.to_datetime(table["on"]).astype("datetime64[us]")
    table["rate"] = table["n"] / table["d"].where(table["d"] > 0)
    return table.astype({"n": "int64", "d": "int64", "rate": "float64"})


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    """All days from ``first`` to ``last``."""
    return [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]


def rising(
    units: Sequence[str] = (*TERM.unit_names, CAMPUS),
    indicators: Sequence[str] = ("enrollment",),
    first: dt.date = TERM.first_day,
    last: dt.date = MONTH,
) -> pd.DataFrame:
    """Rates that rise by a day and differ by unit; none is missing."""
    return figures(
        (indicator, unit, day, min(100, 3 * i + 2 * j), 100 + j)
        for indicator in indicators
        for j, unit in enumerate(units)
        for i, day in enumerate(days(first, last))
    )


def checked(*rows: tuple[str, int, int, int, int], verdict: str = "higher") -> pd.DataFrame:
    """Spot checks of rows ``unit, claimed n, claimed d, confirmed, sampled``, each ± 10 points."""
    columns = ["unit", "claimed_n", "claimed_d", "confirmed", "sampled"]
    table = pd.DataFrame(list(rows), columns=columns).assign(indicator="enrollment", verdict=verdict)
    table["checked_on"] = pd.Timestamp(EVE)
    table["claimed"] = table["claimed_n"] / table["claimed_d"].where(table["claimed_d"] > 0)
    table["checked"] = table["confirmed"] / table["sampled"]
    return table.assign(low=table["checked"] - 0.1, high=table["checked"] + 0.1)


def texts(figure: object) -> list[str]:
    """The texts that are written in the plot."""
    return [annotation.text for annotation in figure.layout.annotations]


def hovers(figure: object) -> list[str]:
    """What every point of every trace says when it is pointed at."""
    found: list[str] = []
    for trace in figure.data:
        for field in (trace.text, trace.customdata):
            for value in field if field is not None else ():
                found += list(value) if isinstance(value, (list, tuple)) else [str(value)]
    return [str(value) for value in found]
