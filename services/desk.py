"""The desk: who asks, what they may, and the facts behind an answer.

Pages, exports, templates and the shell reach the store by way of a :class:`Desk`: work is functions in
the modules beside this one, which take the desk first and ask of it, before anything else, whether
the person may. What nothing grants is denied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from access import Action, Denied, Person, may, require
from schema.term import Term
from services import cache
from services.cache import Facts
from services.dated import dated
from store import Store
from store.signature import Signature
from store.versions import read_version


def _clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Desk:
    """A ``person`` at the ``store`` of a ``term``, where it is what the ``clock`` says.

    What is done at it raises :class:`access.Denied` for what the person may not, and ``StoreError``
    when the store cannot do it.
    """

    store: Store
    term: Term
    person: Person
    clock: Callable[[], dt.datetime] = _clock

    def facts(self) -> Facts:
        """All facts of the term as the store has them now, see :func:`services.cache.facts`."""
        return cache.facts(self.store, self.term)

    @property
    def dated(self) -> Term:
        """The term with the deadlines that are in force, see :func:`services.dated.dated`."""
        return dated(self.store, self.term)

    def now(self) -> dt.datetime:
        """The moment of an act."""
        return self.clock()

    def signed(self, at: dt.datetime | None = None) -> Signature:
        """What stands under an act of the person at the moment ``at``, by default now."""
        return Signature(at or self.now(), self.person.login, by_clock=at is None)

    def version(self) -> str:
        """A text that changes with every submission and withdrawal, see :mod:`store.versions`."""
        return read_version(self.store)

    def may(self, action: Action, unit: str | None = None) -> bool:
        """Whether the person may do ``action`` for ``unit`` (``None``: for the campus)."""
        return may(self.person, action, unit)

    def check(self, action: Action, unit: str | None = None) -> None:
        """Raise :class:`access.Denied` unless the person may do ``action`` for ``unit``."""
        require(self.person, action, unit)

    def units(self, action: Action) -> tuple[str, ...]:
        """The units of the term for which the person may do ``action``, in the term's order."""
        return tuple(unit for unit in self.term.unit_names if self.may(action, unit))

    def check_any(self, *actions: Action) -> None:
        """Raise :class:`access.Denied` unless the person may do one of ``actions`` for some unit at least."""
        if not any(self.units(action) for action in actions):
            raise Denied(self.person.login, actions[0])

    def reached(self, units: pd.Series, action: Action) -> pd.Series:
        """Which of ``units`` (missing: none is named) the right to ``action`` reaches."""
        return units.isin(self.units(action)) | self.may(action)
