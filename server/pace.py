"""How much one visitor may ask for: so many requests at once, then so many a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

_MOST = 1_000  # callers remembered before those are looked for who may be forgotten


class Pace:
    """A bucket of ``burst`` requests that fills again at ``per_second``; safe within one event loop."""

    def __init__(self, burst: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._left, self._at = burst, clock()

    def wait(self) -> float:
        """Take a request; how many seconds it has to wait for its turn, mostly none."""
        self._fill()
        self._left -= 1
        return max(0.0, -self._left / self._per_second)

    def give_back(self) -> None:
        """Take a request back that was refused instead of waiting."""
        self._left += 1

    @property
    def is_full(self) -> bool:
        """Whether it is as if nobody had asked for anything."""
        self._fill()
        return self._left >= self._burst

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now


class Paces:
    """The pace of each caller, remembered after they have gone: who comes anew does not begin anew."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._paces: dict[Hashable, Pace] = {}
        self._many = _MOST

    def of(self, caller: Hashable, burst: float, per_second: float) -> Pace:
        """The pace of a ``caller``, which is theirs until it is full again, as a new one would be."""
        if len(self._paces) >= self._many:
            self._paces = {key: pace for key, pace in self._paces.items() if not pace.is_full}
            self._many = max(_MOST, 2 * len(self._paces))
        return self._paces.setdefault(caller, Pace(burst, per_second, self._clock))
