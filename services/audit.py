"""The log of acts: reading it, and noting what a person takes along."""

from __future__ import annotations

import pandas as pd

from access import Action
from services.desk import Desk
from store.acts import About, add_act, read_acts


def acts(desk: Desk) -> pd.DataFrame:
    """The log of all acts, see :func:`store.acts.read_acts`."""
    desk.check(Action.SEE_AUDIT)
    return read_acts(desk.store, desk.term.name)


def note_taken(
    desk: Desk, file: str, kind: str, unit: str | None, *, submission: int | None = None, **detail: object
) -> None:
    """Log that the person has taken ``file`` along; ``detail`` is what else is said of it."""
    add_act(
        desk.store,
        "downloaded",
        desk.signed(),
        About(term=desk.term.name, unit=unit, kind=kind, submission=submission),
        detail={"file": file, **detail},
    )


def note_file(desk: Desk, submission: pd.Series, file: str) -> None:
    """Log that the person has taken ``file`` along, which belongs to a submission that they may see."""
    unit = None if pd.isna(submission["unit"]) else submission["unit"]
    note_taken(desk, file, submission["kind"], unit, submission=int(submission["submission"]))
