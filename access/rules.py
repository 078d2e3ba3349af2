"""The table of rights, and the questions that are put to it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from access.errors import Denied
from access.people import Person, Role


class Action(StrEnum):
    """What can be done. Most actions are about one unit, some about the whole campus."""

    SEE_RATES = "see_rates"  # figures of every unit, and who has reported
    SEE_DETAILS = "see_details"  # the classes behind a unit's figures
    SEE_SUBMISSIONS = "see_submissions"  # a unit's history; files that name students need the next too
    SEE_STUDENTS = "see_students"  # whatever names a unit's students
    SEE_FAULTS = "see_faults"  # technical obstacles one by one, and the sheets that report them
    TAKE_TEMPLATE = "take_template"
    SUBMIT = "submit"
    SUBMIT_PLAN = "submit_plan"
    SUBMIT_FAULTS = "submit_faults"  # sheets of technical obstacles
    WITHDRAW = "withdraw"
    DECIDE = "decide"  # approve or return
    OPEN_EXCEPTION = "open_exception"
    SET_DEADLINES = "set_deadlines"
    NOTE_EVENTS = "note_events"  # what happened on a day, on the lines of charts
    REMIND = "remind"  # send who is late to a chat group
    SET_REMINDERS = "set_reminders"  # the rules of what is sent by itself, and whom it reached
    RECEIVE = "receive"  # reminders of one's own, and to say where to
    SUBSCRIBE = "subscribe"  # to the briefing of a phase every morning
    MANAGE_ADDRESSES = "manage_addresses"  # where mail to others goes
    MANAGE_PEOPLE = "manage_people"
    SEE_AUDIT = "see_audit"
    SEE_CAMPUSES = "see_campuses"  # figures of other campuses, where an office counts many
    PUBLISH = "publish"  # facts for an office above the campus, without names
    ERASE = "erase"  # students' names, and the files that name them


class Reach(StrEnum):
    """How far a right goes."""

    EVERYWHERE = "everywhere"
    OWN_UNITS = "own_units"


_ALL, _OWN = Reach.EVERYWHERE, Reach.OWN_UNITS
_A, _L, _R, _S, _N = Role.ADMIN, Role.LEADER, Role.REPORTER, Role.STUDENT_AFFAIRS, Role.NETWORK

RIGHTS: Mapping[Action, Mapping[Role, Reach]] = {
    Action.SEE_RATES: {_A: _ALL, _L: _ALL, _R: _ALL, _S: _ALL, _N: _ALL},
    Action.SEE_DETAILS: {_A: _ALL, _L: _ALL, _R: _OWN, _S: _ALL},
    Action.SEE_SUBMISSIONS: {_A: _ALL, _L: _ALL, _R: _OWN, _S: _ALL},
    Action.SEE_STUDENTS: {_A: _ALL, _R: _OWN, _S: _ALL},
    Action.SEE_FAULTS: {_A: _ALL, _L: _ALL, _R: _OWN, _N: _ALL},
    Action.TAKE_TEMPLATE: {_A: _ALL, _R: _OWN},
    Action.SUBMIT: {_A: _ALL, _R: _OWN},
    Action.SUBMIT_PLAN: {_A: _ALL},
    Action.SUBMIT_FAULTS: {_A: _ALL, _R: _OWN, _N: _ALL},
    Action.WITHDRAW: {_A: _ALL, _R: _OWN},
    Action.DECIDE: {_A: _ALL},
    Action.OPEN_EXCEPTION: {_A: _ALL},
    Action.SET_DEADLINES: {_A: _ALL},
    Action.NOTE_EVENTS: {_A: _ALL},
    Action.REMIND: {_A: _ALL},
    Action.SET_REMINDERS: {_A: _ALL},
    Action.RECEIVE: {_A: _ALL, _L: _ALL, _R: _ALL, _S: _ALL, _N: _ALL},
    Action.SUBSCRIBE: {_A: _ALL, _L: _ALL},
    Action.MANAGE_ADDRESSES: {_A: _ALL},
    Action.MANAGE_PEOPLE: {_A: _ALL},
    Action.SEE_AUDIT: {_A: _ALL, _L: _ALL},
    Action.SEE_CAMPUSES: {_A: _ALL, _L: _ALL},
    Action.PUBLISH: {_A: _ALL},
    Action.ERASE: {_A: _ALL},
}


def reach(person: Person, action: Action) -> Reach | None:
    """How far the right of ``person`` to ``action`` goes; ``None`` where there is none."""
    return RIGHTS.get(action, {}).get(person.role) if person.role else None


def may(person: Person, action: Action, unit: str | None = None) -> bool:
    """Whether ``person`` may do ``action`` for ``unit``; ``None`` is the campus as a whole."""
    granted = reach(person, action)
    if granted is Reach.OWN_UNITS:
        return unit is not None and unit in person.units
    return granted is Reach.EVERYWHERE


def require(person: Person, action: Action, unit: str | None = None) -> None:
    """Raise :class:`Denied` unless ``person`` :func:`may`."""
    if not may(person, action, unit):
        raise Denied(person.login, action, unit)
