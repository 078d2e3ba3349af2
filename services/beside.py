"""What stands beside a figure: whom it leaves out, and whether spot checks say otherwise."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from access import Action
from metrics.agreement.spot_checks import HIGHER, LOWER, spot_checks
from metrics.outside import SILENT, outside
from services.cache import of_facts
from services.desk import Desk

Place = tuple[str, str]  # an indicator, and a unit or the campus


@dataclass(frozen=True)
class Beside:
    """Of figures of one day: ``left_out`` has, by what :mod:`metrics.outside` calls it, how many.

    ``contradicted`` are those that lie outside the interval of the spot checks.
    """

    left_out: Mapping[Place, Mapping[str, int]]
    contradicted: frozenset[Place]

    def is_silent(self, indicator: str, unit: str) -> bool:
        """Whether a figure without denominator has none because nothing was reported."""
        return SILENT in self.left_out.get((indicator, unit), {})


def beside(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> Beside:
    """What stands beside the figures of the day ``on``, of every indicator, unit and the campus."""
    desk.check(Action.SEE_RATES)
    left_out: dict[Place, dict[str, int]] = defaultdict(dict)
    for row in of_facts(desk.store, desk.term, outside, on, known_at).itertuples():
        left_out[row.indicator, row.unit][row.what] = row.count
    rates = of_facts(desk.store, desk.term, spot_checks, on, known_at).rates
    against = rates[rates["verdict"].isin([HIGHER, LOWER])]
    return Beside(dict(left_out), frozenset(zip(against["indicator"], against["unit"], strict=True)))
