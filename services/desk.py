"""The gate that everything goes through: who asks, what they may, and the facts behind an answer.

Pages, exports, templates and the shell reach the store by way of a :class:`services.front.Desk`; each
of its methods asks :func:`access.require` first. What nothing grants is denied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from access import Action, Denied, Person, may, require
from schema.term import Term
from services import reckoning
from store import Store

Facts = dict[str, pd.DataFrame]


class Gate:
    """A person at the store of a term.

    ``facts`` gives all facts of the term; a server hands in a way that keeps them between asks.
    """

    def __init__(
        self, store: Store, term: Term, person: Person, facts: Callable[[], Facts] | None = None
    ) -> None:
        self._store, self.term, self.person = store, term, person
        self._facts = facts or (lambda: reckoning.load_facts(store, term))

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

    def _reached(self, units: pd.Series, action: Action) -> pd.Series:
        """Which of ``units`` (missing: none is named) the right to ``action`` reaches."""
        return units.isin(self.units(action)) | self.may(action)

    def _note_taken(
        self, file: str, kind: str, unit: str | None, *, submission: int | None = None, **detail: object
    ) -> None:
        """Log that the person has taken ``file`` along; ``detail`` is what else is said of it."""
        self._store.note(
            "downloaded", at=self.now(), who=self.person.login, term=self.term.name, unit=unit, kind=kind,
            submission=submission, detail={"file": file, **detail},
        )  # fmt: skip

    def now(self) -> dt.datetime:
        """The moment of an act."""
        return dt.datetime.now(dt.UTC)
