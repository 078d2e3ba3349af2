"""Who may send, decide, remind and hand out roles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pandas as pd

from access import Denied, Role
from schema.as_of import AsOf
from schema.deadlines import Deadline
from schema.events import Event
from schema.figures import FigureKey
from schema.mappings import Heading, MappingEntry
from schema.platforms import ClassTitles
from services import (
    approving,
    comments,
    corrections,
    deadlines,
    decisions,
    drafts,
    events,
    foreseen,
    intake,
    mappings,
    people,
    preview,
    receipts,
    reminding,
    submissions,
    templates,
    tonight,
    unchanged,
)
from services.approving import Together
from services.comments import Pointed
from services.desk import Desk
from services.people_sheet import Entry
from services.preview import Examination
from services.robots.robots import NotSent
from services.tonight import State, Tile
from store import StoreError
from tests.services.rights.people import (
    ADMIN,
    DAY,
    EVERY_ROLE,
    FAULT_SHEET,
    FAULTS,
    GROUPS,
    OF_FAULTS,
    OF_STUDENTS,
    OF_UNIT,
    OWN,
    READERS,
    REPORTERS,
    ROSTER,
    SEE_FAULTS,
    SENDERS,
    TERM,
    Asked,
    soon,
)
from tests.services.sheets import at, feb, plan_row, sheet

DEADLINE = Deadline("groups", "once", DAY, DAY, dt.timedelta())
GROUP_SHEET = sheet("groups", [{"class_id": "001", "created_on": feb(22)}], unit=OWN)
NEWCOMER = people.Change("new", Entry(2, "new", "新人", Role.LEADER))
PLAN_SHEET = sheet("plan", [plan_row("001", OWN)], unit=None)

OF_OWN = FigureKey("group_creation", OWN, DAY)
ITEM = comments.Listed("no_group", OWN, "001")
NAMED = Pointed(2, "joined")
NOTHING = pd.DataFrame({"submission": []})

ONE_UNTOLD = Tile("groups", State.OWED, pd.DataFrame({"class_id": ["001"]}))
NOTHING_STOOD = pd.DataFrame({"submission": [], "withdrawn_at": []})
UNEXAMINED = Examination([], pd.DataFrame(), NOTHING_STOOD)
MAPPED_BY_OWN = MappingEntry(OWN, Heading("groups", "课堂代号"), "class_id")
MAPPED_FOR_ALL = MappingEntry(None, Heading("groups", "课堂代号"), "class_id")
MAPPED_FAULTS = MappingEntry(None, Heading("obstacles", "什么事"), "problem")


def answered(desk: Desk, title: str, class_id: str) -> None:
    """Whether a class was named for the exports of a course."""
    intake.answer_class(desk, ClassTitles("雨课堂", title), class_id)


def taken(parts: list[Any]) -> None:
    """Whether a sheet was let in; a sheet of others comes back refused."""
    if parts[0].refused:
        raise Denied("", "", "")


def stored(outcomes: list[Any]) -> None:
    """Whether a sheet was stored."""
    if outcomes[0].refused:
        raise Denied("", "", "")


def of_a_draft(work: Callable[..., object], *given: object) -> None:
    """Whether drafts were asked for, if only to be told that this one is another's."""
    with suppress(StoreError):
        work(*given)


def approved_together(desk: Desk) -> None:
    """Whether a list was asked for to be approved, which is not as it stands."""
    with suppress(StoreError):
        approving.approve_together(desk, [], Together(NOTHING, NOTHING, {}, frozenset(), NOTHING, ""))


def withdrawn_event(desk: Desk, number: int) -> None:
    """Whether an event was withdrawn, of which there is none here."""
    with suppress(StoreError):
        events.withdraw(desk, number)


def settled(desk: Desk, comment: int) -> None:
    """Whether a comment was settled, of which there is none here that asks anybody."""
    with suppress(StoreError):
        comments.settle(desk, comment, "")


def reminded(desk: Desk, service: str) -> None:
    """Whether a reminder was let through to the robot, which nobody has configured here."""
    with suppress(NotSent):
        reminding.remind(desk, service, "请报送")


# Function, what is asked, and who gets it; everybody else is denied.
ASKED: list[Asked] = [
    ("intake.class_answers", intake.class_answers, SENDERS),
    ("mappings.listed", mappings.listed, SENDERS),
    ("mappings.set_mapping", lambda desk: mappings.set_mapping(desk, MAPPED_BY_OWN), {"admin", "own"}),
    ("mappings.set_mapping", lambda desk: mappings.set_mapping(desk, MAPPED_FOR_ALL), ADMIN),
    ("mappings.set_mapping", lambda desk: mappings.set_mapping(desk, MAPPED_FAULTS), {"admin", "network"}),
    ("intake.answer_class", lambda desk: answered(desk, "甲", "001"), {"admin", "own"}),
    ("intake.answer_class", lambda desk: answered(desk, "乙", "没有的班"), REPORTERS),
    ("deadlines.given", deadlines.given, EVERY_ROLE),
    ("decisions.exceptions", decisions.exceptions, READERS | {"network"}),
    ("intake.known_plan", intake.known_plan, SENDERS),
    ("intake.make_ready", intake.make_ready, SENDERS),
    ("intake.read", lambda desk: intake.read(desk, b"x", "a.xlsx"), SENDERS),
    ("intake.read", lambda desk: intake.read(desk, b"x", "a.xlsx", intake.Arrival(unit=OWN)), OF_FAULTS),
    ("intake.make_ready", intake.make_ready, SENDERS),
    ("intake.own_unit", lambda desk: intake.own_unit(desk, OWN), OF_FAULTS),
    ("intake.read_together", lambda desk: intake.read_together(desk, [("a.xlsx", b"x")]), SENDERS),
    ("intake.admit", lambda desk: taken(intake.admit(desk, [GROUP_SHEET], at=at(25, 9))), {"admin", "own"}),
    ("intake.admit", lambda desk: taken(intake.admit(desk, [PLAN_SHEET], at=at(25, 9))), ADMIN),
    ("intake.confirm", lambda desk: stored(intake.confirm(desk, [GROUP_SHEET], b"new")), {"admin", "own"}),
    ("intake.confirm", lambda desk: stored(intake.confirm(desk, [PLAN_SHEET], b"new")), ADMIN),
    (
        "preview.examine",
        lambda desk: preview.examine(desk, [("digest", [GROUP_SHEET])], on=DAY),
        {"admin", "own"},
    ),
    ("intake.admit", lambda desk: taken(intake.admit(desk, [FAULT_SHEET], at=at(25, 9))), OF_FAULTS),
    ("intake.confirm", lambda desk: stored(intake.confirm(desk, [FAULT_SHEET], b"new")), OF_FAULTS),
    ("preview.examine", lambda desk: preview.examine(desk, [("digest", [FAULT_SHEET])], on=DAY), OF_FAULTS),
    ("unchanged.said_already", lambda desk: unchanged.said_already(desk, [], [], at(25, 9)), SENDERS),
    ("receipts.take_back", lambda desk: receipts.take_back(desk, [GROUPS], reason="错了"), {"admin", "own"}),
    ("foreseen.came_true", lambda desk: foreseen.came_true(desk, None, []), SENDERS),
    ("preview.is_touched", lambda desk: preview.is_touched(desk, UNEXAMINED), SENDERS),
    ("drafts.keep", lambda desk: drafts.keep(desk, "a.xlsx", b"x", unit=None, kind=None), SENDERS),
    ("drafts.keep", lambda desk: drafts.keep(desk, "a.xlsx", b"x", unit=OWN, kind=None), OF_FAULTS),
    ("drafts.assign", lambda desk: drafts.assign(desk, 1, unit=OWN, kind=None), OF_FAULTS),
    ("drafts.waiting", drafts.waiting, SENDERS),
    ("drafts.drop", lambda desk: drafts.drop(desk, 1), SENDERS),
    ("corrections.correct", lambda desk: of_a_draft(corrections.correct, desk, 1, []), SENDERS),
    ("corrections.of_draft", lambda desk: of_a_draft(corrections.of_draft, desk, 1), SENDERS),
    ("corrections.versions", corrections.versions, SENDERS),
    ("templates.template", lambda desk: templates.template(desk, OWN, on=DAY), {"admin", "own"}),
    (
        "tonight.tiles",
        lambda desk: tonight.tiles(desk, OWN, AsOf(TERM, DAY), TERM.end_of(DAY)),
        {"admin", "own"},
    ),
    (
        "tonight.template_of_missing",
        lambda desk: tonight.template_of_missing(desk, OWN, ONE_UNTOLD, DAY),
        {"admin", "own"},
    ),
    ("templates.template", lambda desk: templates.template(desk, None, ["plan"], on=DAY), ADMIN),
    ("templates.template", lambda desk: templates.template(desk, OWN, ["plan"], on=DAY), ADMIN),
    ("templates.template", lambda desk: templates.template(desk, OWN, ["obstacles"], on=DAY), OF_FAULTS),
    (
        "templates.template",
        lambda desk: templates.template(desk, None, ["obstacles"], on=DAY),
        {"admin", "network"},
    ),
    ("templates.all_templates", lambda desk: templates.all_templates(desk, on=DAY), ADMIN),
    ("decisions.approve", lambda desk: decisions.approve(desk, GROUPS, locked_through=DAY), ADMIN),
    ("intake.rules_version", intake.rules_version, SENDERS),
    ("comments.on_submission", lambda desk: comments.on_submission(desk, GROUPS, "请看"), OF_UNIT),
    ("comments.on_submission", lambda desk: comments.on_submission(desk, ROSTER, "请看", NAMED), OF_STUDENTS),
    ("comments.on_submission", lambda desk: comments.on_submission(desk, FAULTS, "请看"), SEE_FAULTS),
    ("comments.on_figure", lambda desk: comments.on_figure(desk, OF_OWN, "请看"), EVERY_ROLE),
    ("comments.on_item", lambda desk: comments.on_item(desk, ITEM, "请看"), OF_UNIT),
    ("comments.settle", lambda desk: settled(desk, 1), EVERY_ROLE),
    (
        "comments.pointing",
        lambda desk: comments.pointing(desk, submissions.one(desk, GROUPS), [Pointed(2)]),
        OF_UNIT,
    ),
    ("approving.waiting", approving.waiting, ADMIN),
    ("approving.together", lambda desk: approving.together(desk, [GROUPS, ROSTER]), ADMIN),
    ("approving.approve_together", approved_together, ADMIN),
    ("approving.require_opened", lambda desk: approving.require_opened(desk, [GROUPS]), ADMIN),
    ("approving.opened", lambda desk: approving.opened(desk, ROSTER), ADMIN),
    ("decisions.send_back", lambda desk: decisions.send_back(desk, GROUPS, decisions.Return("请补")), ADMIN),
    (
        "decisions.open_exception",
        lambda desk: decisions.open_exception(desk, OWN, "groups", reason="停电", ends_at=soon()),
        ADMIN,
    ),
    ("decisions.end_exception", lambda desk: decisions.end_exception(desk, 1), ADMIN),
    ("events.note", lambda desk: events.note(desk, Event(DAY, "停电", OWN)), ADMIN),
    ("events.withdraw", lambda desk: withdrawn_event(desk, 1), ADMIN),
    ("deadlines.set_deadline", lambda desk: deadlines.set_deadline(desk, DEADLINE), ADMIN),
    ("deadlines.in_force", deadlines.in_force, EVERY_ROLE),
    ("deadlines.reports", lambda desk: deadlines.reports(desk, at(24, 9)), EVERY_ROLE),
    ("reminding.robots", reminding.robots, ADMIN),
    ("reminding.remind", lambda desk: reminded(desk, "wecom"), ADMIN),
    ("people.listed", people.listed, ADMIN),
    ("people.grant", lambda desk: people.grant(desk, "new", "新人", Role.LEADER), ADMIN),
    ("people.apply", lambda desk: people.apply(desk, [NEWCOMER]), ADMIN),
    ("people.known", lambda desk: people.known(desk, "new"), ADMIN),
]
