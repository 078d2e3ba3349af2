"""The indicators, each defined once: what its numerator and its denominator count, and from when.

Source of the definitions: the table of indicators in the design of the project, and the tasks, phases
and special matters of the notice. A rate is given as two frames of changes, ``unit_no``, ``on``,
``change``: summed up to a day they are ``n`` and ``d`` of that day, of a unit or of the whole campus
(Σn / Σd, not the mean of rates). Nothing is clipped.

What has a day counts from that day. What has none counts from the day on which it was first received
since a standing row last said otherwise. Everything about a class is joined to the plan: a class that
is not in it counts nowhere. 人 are distinct: who is in several units counts once in each, and once for
the campus. Rows about the campus itself, under its name, count for the campus and for no unit.
"""

from __future__ import annotations

from collections.abc import Callable

from metrics.definitions.basis import Basis, Rate
from metrics.definitions.contingency import DEFINED as _CONTINGENCIES
from metrics.definitions.first import DEFINED as _FIRST
from metrics.definitions.quality import DEFINED as _QUALITY
from metrics.definitions.tasks import DEFINED as _TASKS
from metrics.definitions.teaching import DEFINED as _TEACHING
from metrics.definitions.visitors import arranged_visits

__all__ = ["DEFINITIONS", "Basis", "Rate", "arranged_visits"]

# In the order of the register.
DEFINITIONS: dict[str, Callable[[Basis], Rate]] = {
    define.__name__: define for define in (*_FIRST, *_TASKS, *_TEACHING, *_QUALITY, *_CONTINGENCIES)
}
