"""Names and texts of the indicators; their definitions stand in ``metrics``."""

from __future__ import annotations

from schema.indicators.first import FIRST
from schema.indicators.model import CAMPUS, FIGURE_COLUMNS, Indicator
from schema.indicators.tasks import TASKS
from schema.indicators.weeks import CONTINGENCIES, QUALITY, TEACHING

__all__ = [
    "CAMPUS", "CONTINGENCIES", "FIGURE_COLUMNS", "FIRST", "INDICATORS", "QUALITY", "TASKS", "TEACHING",
    "Indicator", "indicator_by_id",
]  # fmt: skip

INDICATORS: tuple[Indicator, ...] = (*FIRST, *TASKS, *TEACHING, *QUALITY, *CONTINGENCIES)


def indicator_by_id(id: str) -> Indicator:
    """The indicator called ``id``; raises ``KeyError`` naming the known ones."""
    for indicator in INDICATORS:
        if indicator.id == id:
            return indicator
    raise KeyError(f"no indicator {id!r}; known: {', '.join(i.id for i in INDICATORS)}")
