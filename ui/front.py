"""The desk of whoever has this session; everything that a page asks of the store goes through it."""

from __future__ import annotations

from functools import partial

from access import Action, require
from schema.term import load_term
from services.front import Desk
from ui import identity, session


def desk() -> Desk:
    """The desk of this session's person, as their role is in this run of the page.

    Raises ``StoreError`` when the store cannot be reached.
    """
    term = load_term()
    return Desk(session.store(), term, identity.person(), partial(session.facts, term))


def check(action: Action, unit: str | None = None) -> None:
    """Raise :class:`access.Denied` unless this session's person may do ``action`` for ``unit``."""
    require(identity.person(), action, unit)
