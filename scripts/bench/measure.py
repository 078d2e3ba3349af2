"""What every benchmark shares: a row of the table, and taking the better of several runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the table; ``bound`` is the most, or with ``at_least`` the least, it may be."""

    name: str
    measured: float
    unit: str
    bound: float | None = None
    at_least: bool = False

    @property
    def ok(self) -> bool:
        """Whether the measurement keeps its bound."""
        if self.bound is None:
            return True
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound

    def as_dict(self) -> dict[str, Any]:
        """The row as ``run`` of a benchmark gives it."""
        return {**asdict(self), "ok": self.ok}


def best_of(repeats: int, *works: Callable[[], object]) -> list[float]:
    """Seconds of each work, the least of ``repeats`` rounds.

    The works take turns, so that a neighbour who is busy for a while troubles them all alike.
    """
    best = [float("inf")] * len(works)
    for _ in range(repeats):
        for place, work in enumerate(works):
            best[place] = min(best[place], seconds(work))
    return best


def seconds(work: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
