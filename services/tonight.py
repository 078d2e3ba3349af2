"""What a unit owes tonight: of each kind of sheet whether it came, came back or waits, and what it lacks.

Deadlines are looked at from a moment; what was received and decided, as known when the reader chose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from access import Action
from metrics.moments import aware, stored
from metrics.periods import PENDING
from metrics.reporting import MISSING
from schema.as_of import AsOf
from schema.kinds import REPORTED_KINDS
from services import deadlines, figures, submitted, templates
from services.desk import Desk
from store.decisions import APPROVED, RETURNED, SUBMITTED

# What is said of the last sheet, and what its state is made of.
_OF_SENT = ("submission", "kind", "received_at", "state", "decided_at", "comment")


class State(StrEnum):
    """How a kind of sheet stands, what asks most first."""

    RETURNED = "returned"  # the latest came back, and nothing was sent since
    OVERDUE = "overdue"  # a period is over and nothing came for it
    OWED = "owed"  # something is due that has not come, or classes were never told of
    WAITING = "waiting"  # the latest waits for approval
    SETTLED = "settled"  # the latest is approved


@dataclass(frozen=True)
class Tile:
    """A kind of sheet of a unit: ``due`` is the next moment at which one is owed, aware.

    ``classes`` are those of the plan of which no sheet of the kind says anything yet, with course and
    teacher; ``overdue`` counts the periods that are over unanswered; ``number`` is the latest submission
    that was not taken back, ``received_at`` when it came, ``stands`` what was decided about it (as
    :func:`services.submitted.visible` says) and ``reason`` why it was returned.
    """

    kind: str
    state: State
    classes: pd.DataFrame
    overdue: int = 0
    due: dt.datetime | None = None
    number: int | None = None
    received_at: dt.datetime | None = None
    stands: str = SUBMITTED
    reason: str | None = None


def tiles(desk: Desk, unit: str, asked: AsOf, moment: dt.datetime) -> list[Tile]:
    """A tile a kind that units report, what asks most first; raises :class:`access.Denied`."""
    desk.check(Action.SUBMIT, unit)
    own = deadlines.reports(desk, moment, asked.known_at, [unit])
    owed = list(zip(own["kind"].tolist(), own["status"].tolist(), own["due"].tolist(), strict=True))
    untold = figures.not_reported(desk, asked.on or desk.term.last_day, asked.known_at, unit)
    last = _last_sent(desk, unit, asked.known_at)
    made = [
        _tile(kind, [(status, due) for of, status, due in owed if of == kind], last.get(kind), untold[kind])
        for kind in REPORTED_KINDS
    ]
    return sorted(made, key=lambda tile: list(State).index(tile.state))


def _last_sent(desk: Desk, unit: str, known_at: dt.datetime | None) -> dict[str, Any]:
    """Kind → the last of what the unit sent and did not take back, with its state as known then."""
    sent = submitted.visible(desk, unit)
    sent = sent.loc[sent["state"] != submitted.WITHDRAWN, list(_OF_SENT)]
    if known_at is not None:
        until = pd.Timestamp(stored(known_at))
        sent = sent[sent["received_at"] <= until]
        sent = sent.assign(state=sent["state"].mask(sent["decided_at"] > until, SUBMITTED))
    return {row.kind: row for row in sent.drop_duplicates("kind", keep="last").itertuples()}


def _tile(
    kind: str, owed: Sequence[tuple[str, pd.Timestamp]], last: Any | None, untold: pd.DataFrame
) -> Tile:
    """A tile of a kind by the status and the due moment of each period, and its ``last`` submission."""
    overdue = sum(status == MISSING for status, _due in owed)
    ahead = [moment for status, moment in owed if status == PENDING]
    due = aware(min(ahead)) if ahead else None
    came_back = last is not None and last.state == RETURNED
    if came_back:
        state = State.RETURNED
    elif overdue:
        state = State.OVERDUE
    elif due is not None or len(untold) or last is None:
        state = State.OWED
    else:
        state = State.SETTLED if last.state == APPROVED else State.WAITING
    if last is None:
        return Tile(kind, state, untold, overdue, due)
    reason = last.comment if came_back and not pd.isna(last.comment) else None
    came = int(last.submission), aware(last.received_at), str(last.state)
    return Tile(kind, state, untold, overdue, due, *came, reason)


def template_of_missing(desk: Desk, unit: str, tile: Tile, on: dt.date, language: str = "zh") -> bytes:
    """The template of a tile's kind with the rows of just its ``classes``, to be filled in for ``on``."""
    desk.check(Action.TAKE_TEMPLATE, unit)
    wanted = frozenset(tile.classes["class_id"])
    return templates.Templates(desk.facts(), desk.term, wanted).workbook(unit, [tile.kind], on, language)
