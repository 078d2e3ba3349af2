"""The shape of the figures table: all that charts and exports take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

# The name under which the whole campus stands in the figures table, and in rows that are about it.
CAMPUS = "全校"
FIGURE_TYPES = {
    **dict.fromkeys(("indicator", "unit"), "str"),
    "on": "datetime64[us]",
    **dict.fromkeys(("n", "d"), "int64"),
    "rate": "float64",
}
FIGURE_COLUMNS = tuple(FIGURE_TYPES)
# A figures table that is shown has three columns more. ``state``: why a figure says nothing, "" where it does:
# nothing stands of what it is made of; nothing does, and it is not due yet; what stands does not tell; there
# is nothing to count.
STATE = "state"
NOT_REPORTED, NOT_DUE, UNKNOWN, NOTHING = STATES = ("not_reported", "not_due", "unknown", "nothing")
# ``ahead``: whether what feeds it is not due yet on the day, so that what is missing is no reproach.
AHEAD = "ahead"
# ``contradicted``: whether it lies outside the interval of the spot checks.
CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class FigureKey:
    """Which figure is meant: of an indicator, for a unit or the campus, at the end of the day ``on``."""

    indicator: str
    unit: str
    on: dt.date
