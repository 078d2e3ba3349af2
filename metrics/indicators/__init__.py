"""The indicators: each one declaration of its titles, of what it counts, and of how it is defined.

Source of the definitions: the table of indicators in the design of the project, and the tasks, phases
and special matters of the notice. A rate is given as two frames of changes, ``unit_no``, ``on``,
``change``: summed up to a day they are ``n`` and ``d`` of that day, of a unit or of the whole campus
(Σn / Σd, not the mean of rates). Nothing is clipped.

What has a day counts from that day. What has none counts from the day on which it was first received
since a standing row last said otherwise. Everything about a class is joined to the plan: a class that
is not in it counts nowhere. 人 are distinct: who is in several units counts once in each, and once for
the campus. Rows about the campus itself, under its name, count for the campus and for no unit.

To add one, declare it in the file of its family: it is then computed, frozen at checkpoints, exported,
traced and documented like the others.
"""

from __future__ import annotations

from metrics.indicators import contingency, first, quality, tasks, teaching
from metrics.indicators.declaration import Counted, Indicator

__all__ = [
    "CONTINGENCIES",
    "FIRST",
    "INDICATORS",
    "QUALITY",
    "TASKS",
    "TEACHING",
    "Counted",
    "Indicator",
    "indicator_by_id",
]

FIRST: tuple[Indicator, ...] = tuple(first.FIRST)
TASKS: tuple[Indicator, ...] = tuple(tasks.TASKS)
TEACHING: tuple[Indicator, ...] = tuple(teaching.TEACHING)
QUALITY: tuple[Indicator, ...] = tuple(quality.QUALITY)
CONTINGENCIES: tuple[Indicator, ...] = tuple(contingency.CONTINGENCIES)
# The register, in the order in which figures are given.
INDICATORS: tuple[Indicator, ...] = (*FIRST, *TASKS, *TEACHING, *QUALITY, *CONTINGENCIES)


def indicator_by_id(id: str) -> Indicator:
    """The indicator called ``id``; raises ``KeyError`` naming the known ones."""
    for indicator in INDICATORS:
        if indicator.id == id:
            return indicator
    raise KeyError(f"no indicator {id!r}; known: {', '.join(one.id for one in INDICATORS)}")
