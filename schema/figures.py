"""The shape of the figures table: all that charts and exports take."""

from __future__ import annotations

# The name under which the whole campus stands in the figures table, and in rows that are about it.
CAMPUS = "全校"
FIGURE_COLUMNS = ("indicator", "unit", "on", "n", "d", "rate")
