"""The shape of the figures table: all that charts and exports take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

# The name under which the whole campus stands in the figures table, and in rows that are about it.
CAMPUS = "全校"
FIGURE_COLUMNS = ("indicator", "unit", "on", "n", "d", "rate")


@dataclass(frozen=True, slots=True)
class FigureKey:
    """Which figure is meant: of an indicator, for a unit or the campus, at the end of the day ``on``."""

    indicator: str
    unit: str
    on: dt.date
