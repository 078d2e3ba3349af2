"""The small campus of the tests of messages, and a round of sending at a moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from access import Person
from schema.deadlines import Deadline
from schema.reminders import Rule
from schema.term import Phase
from services.desk import Desk
from services.messages.sending import Counts, send_due
from store.messages import read_messages
from tests.services import offices
from tests.services.offices import Office, desk_at
from tests.services.sheets import at, feb

# The small campus, where groups alone are due and the preparation is told of.
PREPARATION = Phase("preparation", "准备", "Preparation", feb(13), feb(23))
TEACHING = Phase("first_day", "首日", "First day", feb(24), feb(24))
TERM = replace(offices.TERM, due={"groups": at(24, 0)}, phases=(PREPARATION, TEACHING))
DEADLINE = Deadline("groups", "once", feb(23), feb(23), dt.timedelta())
RULES = (Rule("before", 3, ("mail", "list")), Rule("at", 0, ("mail",)), Rule("returned", 0, ("mail",)))
GROUPS = [{"class_id": "001", "created_on": feb(22)}]


def desk(campus: Office, person: Person, when: dt.datetime | None = None) -> Desk:
    """The desk of somebody of the campus."""
    return desk_at(campus.store, TERM, person, when)


def sent(campus: Office, moment: dt.datetime) -> Counts:
    """What a round came to at a moment."""
    counts = send_due(campus.store, TERM, lambda: moment)
    assert counts is not None
    return counts


def outcomes(campus: Office) -> list[tuple[str, str, str]]:
    """Event, recipient and outcome of every message, the oldest first."""
    kept = read_messages(campus.store, TERM.name)[::-1]
    return [(row.event, f"{row.channel} {row.recipient}", row.outcome) for row in kept.itertuples()]
