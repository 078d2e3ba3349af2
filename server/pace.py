"""How much one visitor may ask for: so many requests at once, then so many a second."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """A bucket of ``burst`` requests that fills again at ``per_second``; safe within one event loop."""

    def __init__(self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._left, self._at = burst, clock()

    def wait(self) -> float:
        """Take a request; how many seconds it has to wait for its turn, mostly none."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        self._left -= 1
        return max(0.0, -self._left / self._per_second)
