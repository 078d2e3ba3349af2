"""The checkpoints of the term on every page: those that are over are frozen, once."""

from __future__ import annotations

from functools import partial

import pandas as pd

from access import Action
from schema.term import Term
from services import cache, checkpoints, sample
from services.cache import kept
from store import Store, StoreError
from ui import identity


def keep(term: Term) -> None:
    """Freeze what is due. Looked at when something has come or another is over, not at every run."""
    desk = identity.desk()
    desk.check(Action.SEE_RATES)
    _keep(desk.store, term, tuple(checkpoint.id for checkpoint in checkpoints.passed(term, desk.now())))


@kept(4)
def _keep(store: Store, term: Term, passed: tuple[str, ...]) -> None:  # noqa: ARG001 - the key
    now = identity.desk().now()
    # What another process is still loading is not what was known.
    if checkpoints.due(store, term, now) and not sample.is_wanted(store, term):
        try:
            checkpoints.freeze_passed(store, term, partial(cache.facts, store, term), now)
        except StoreError as error:
            if error.code != "database_read_only":  # a copy to be read is frozen where it is written
                raise


def frozen(term: Term) -> pd.DataFrame:
    """The frozen figures of all checkpoints with their states, after freezing those that are due."""
    keep(term)
    return checkpoints.frozen_with_states(identity.desk())
