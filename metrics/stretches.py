"""The days between which lists without days change, so that each stretch is worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from metrics.moments import ALWAYS
from metrics.received import Facts
from metrics.standing import Standing
from schema.kinds import kind_by_id
from schema.term import Term

Days = npt.NDArray[np.datetime64]
T = TypeVar("T")


class Stretches(Generic[T]):
    """What ``work`` makes of the facts as they stand in each stretch of days, see :mod:`metrics.ends`."""

    def __init__(
        self, facts: Facts, term: Term, known_at: dt.datetime | None, work: Callable[[Standing], T]
    ) -> None:
        self._facts, self._term, self._known_at = facts, term, known_at
        self._work, self._everything = work, Standing(facts, term, known_at)
        self._made: dict[dt.date | None, T] = {}
        self._ends: dict[str, Days] = {}

    def of(self, calendar: Days, kinds: Iterable[str]) -> list[tuple[T, npt.NDArray[np.bool_]]]:
        """What is made of each stretch that lists of ``kinds`` cut ``calendar`` into, and on which days."""
        of_kinds = [ends for ends in map(self._ends_of, kinds) if len(ends)]
        if not of_kinds and len(calendar):
            return [(self._in_stretch(None), np.ones(len(calendar), dtype=bool))]
        ends = np.unique(np.concatenate([*of_kinds, calendar[:0]]))
        stretch = np.searchsorted(ends, calendar, side="right")
        # A stretch begins on a day on which something ends; the first is before all that.
        begins = [ALWAYS.date(), *ends.tolist()] if len(ends) else [None]
        return [(self._in_stretch(begins[number]), stretch == number) for number in np.unique(stretch)]

    def _in_stretch(self, begins: dt.date | None) -> T:
        if begins not in self._made:
            standing = self._everything
            if begins is not None:
                standing = Standing(self._facts, self._term, self._known_at, on=begins)
            self._made[begins] = self._work(standing)
        return self._made[begins]

    def _ends_of(self, kind: str) -> Days:
        if kind not in self._ends:
            days = [self._everything.ends(form.table)["ends_on"] for form in kind_by_id(kind).forms]
            self._ends[kind] = np.concatenate(days).astype("datetime64[D]")
        return self._ends[kind]
