"""Every work that is done at the desk, asked by every role: the literal table of who may."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import services
from access import ROLES, Action, Denied, Person, Role, may
from schema.deadlines import Deadline
from schema.figures import CAMPUS
from schema.mappings import Heading, MappingEntry
from schema.platforms import ClassTitles
from services import (
    agreement,
    audit,
    checkpoints,
    contingencies,
    deadlines,
    decisions,
    drafts,
    figures,
    intake,
    left_out,
    mappings,
    people,
    preview,
    restatement,
    source_cells,
    sources,
    submission_history,
    submissions,
    tasks,
    templates,
    tracing,
)
from services.desk import Desk
from services.people_sheet import Entry
from services.robots import NotSent
from store import Store, StoreError, open_store
from store.acts import read_acts
from store.drafts import Draft, keep_draft
from store.exceptions import Exemption, add_exception
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.versions import read_rules_version, read_version
from tests.copies import Copies
from tests.services.sheets import at, feb, plan_row, sheet, small_term

TERM = small_term("甲学院", "乙学院")
OWN, OTHER = TERM.unit_names[:2]
DAY = feb(23)
PEOPLE = {
    "admin": Person("admin", "教务", Role.ADMIN),
    "leader": Person("leader", "校长", Role.LEADER),
    "own": Person("own", "本院秘书", Role.REPORTER, (OWN,)),
    "other": Person("other", "外院秘书", Role.REPORTER, (OTHER,)),
    "students": Person("students", "学工", Role.STUDENT_AFFAIRS),
    "network": Person("network", "网络中心", Role.NETWORK),
    "nobody": Person("nobody", "没有角色", None),
    "no unit": Person("no unit", "没有学院", Role.REPORTER),
}
ADMIN = {"admin"}
EVERY_ROLE = {"admin", "leader", "own", "other", "students", "network", "no unit"}
REPORTERS = {"admin", "own", "other"}
SENDERS = {*REPORTERS, "network"}
READERS = {"admin", "leader", "own", "other", "students"}
# What belongs to the unit OWN: its files, and those of them that name students.
OF_UNIT = {"admin", "leader", "own", "students"}
OF_STUDENTS = {"admin", "own", "students"}
# Who sends sheets of obstacles of OWN.
OF_FAULTS = {"admin", "own", "network"}
GROUPS, ROSTER, FAULTS = 2, 3, 4  # submissions of OWN; 1 is the plan

Ask = Callable[[Desk], Any]
NAMES = pd.DataFrame({"student_id": ["1"]})
DEADLINE = Deadline("groups", "once", DAY, DAY, dt.timedelta())
GROUP_SHEET = sheet("groups", [{"class_id": "001", "created_on": feb(22)}], unit=OWN)
FAULT = {"fault_no": "1", "reported_at": dt.datetime.fromisoformat("2020-02-22 09:00"), "problem": "卡顿"}
FAULT_SHEET = sheet("obstacles", [FAULT], unit=OWN)
NEWCOMER = people.Change("new", Entry(2, "new", "新人", Role.LEADER))
PLAN_SHEET = sheet("plan", [plan_row("001", OWN)], unit=None)

MAPPED_BY_OWN = MappingEntry(OWN, Heading("groups", "课堂代号"), "class_id")
MAPPED_FOR_ALL = MappingEntry(None, Heading("groups", "课堂代号"), "class_id")
MAPPED_FAULTS = MappingEntry(None, Heading("obstacles", "什么事"), "problem")

# Function, what is asked, and who gets it; everybody else is denied.
ASKED: list[tuple[str, Ask, set[str]]] = [
    ("intake.class_answers", intake.class_answers, SENDERS),
    ("mappings.listed", mappings.listed, SENDERS),
    ("mappings.set_mapping", lambda desk: mappings.set_mapping(desk, MAPPED_BY_OWN), {"admin", "own"}),
    ("mappings.set_mapping", lambda desk: mappings.set_mapping(desk, MAPPED_FOR_ALL), ADMIN),
    ("mappings.set_mapping", lambda desk: mappings.set_mapping(desk, MAPPED_FAULTS), {"admin", "network"}),
    ("intake.answer_class", lambda desk: answered(desk, "甲", "001"), {"admin", "own"}),
    ("intake.answer_class", lambda desk: answered(desk, "乙", "没有的班"), REPORTERS),
    ("figures.table", lambda desk: figures.table(desk, days=[DAY]), EVERY_ROLE),
    ("figures.of_days", lambda desk: figures.of_days(desk, [DAY], None, ["enrollment"]), EVERY_ROLE),
    ("figures.series", figures.series, EVERY_ROLE),
    ("figures.all_series", figures.all_series, EVERY_ROLE),
    ("figures.latest_day", lambda desk: figures.latest_day(desk, DAY), EVERY_ROLE),
    ("figures.at_checkpoints", lambda desk: figures.at_checkpoints(desk, DAY), EVERY_ROLE),
    ("figures.reporting", lambda desk: figures.reporting(desk, DAY), EVERY_ROLE),
    ("figures.received", lambda desk: figures.received(desk, DAY), EVERY_ROLE),
    ("figures.teachers", lambda desk: figures.teachers(desk, DAY, DAY), EVERY_ROLE),
    ("figures.material_kinds", lambda desk: figures.material_kinds(desk, DAY), EVERY_ROLE),
    ("figures.visits", lambda desk: figures.visits(desk, DAY), EVERY_ROLE),
    ("figures.group_numbers", lambda desk: figures.group_numbers(desk, DAY), EVERY_ROLE),
    ("figures.solution_hours", lambda desk: figures.solution_hours(desk, DAY), EVERY_ROLE),
    ("figures.by_mode", lambda desk: figures.by_mode(desk, "teaching_test", DAY), EVERY_ROLE),
    ("tasks.measured", lambda desk: tasks.measured(desk, DAY), EVERY_ROLE),
    ("tasks.boards", lambda desk: tasks.boards(desk, DAY), EVERY_ROLE),
    ("figures.counts", lambda desk: figures.counts(desk, DAY), EVERY_ROLE),
    ("sources.standing", sources.standing, EVERY_ROLE),
    ("checkpoints.frozen", checkpoints.frozen, EVERY_ROLE),
    ("checkpoints.freeze", checkpoints.freeze, EVERY_ROLE),
    ("checkpoints.compared", checkpoints.compared, EVERY_ROLE),
    ("restatement.moves", lambda desk: restated(desk, "eve"), EVERY_ROLE),
    (
        "restatement.with_files",
        lambda desk: restatement.with_files(desk, pd.DataFrame({"submission": [GROUPS]})),
        EVERY_ROLE,
    ),
    ("deadlines.given", deadlines.given, EVERY_ROLE),
    ("agreement.comparisons", lambda desk: agreement.comparisons(desk, DAY), EVERY_ROLE),
    ("agreement.spot_checks", lambda desk: agreement.spot_checks(desk, DAY), EVERY_ROLE),
    ("tracing.behind", lambda desk: tracing.behind(desk, "group_creation", OWN, DAY), OF_UNIT),
    (
        "tracing.behind",
        lambda desk: tracing.behind(desk, "group_creation", CAMPUS, DAY),
        {"admin", "leader", "students"},
    ),
    ("figures.lists", lambda desk: figures.lists(desk, DAY, unit=OWN), OF_UNIT),
    ("figures.lists", lambda desk: figures.lists(desk, DAY), {"admin", "leader", "students"}),
    ("left_out.view", lambda desk: left_out.view(desk, DAY), EVERY_ROLE),
    ("left_out.students", lambda desk: left_out.students(desk, DAY), {"admin", "own", "other", "students"}),
    (
        "left_out.names_taken",
        lambda desk: left_out.names_taken(desk, "a", NAMES),
        {"admin", "own", "other", "students"},
    ),
    ("submissions.visible", submissions.visible, READERS | {"network"}),
    ("submissions.one", lambda desk: submissions.one(desk, GROUPS), OF_UNIT),
    ("submissions.one", lambda desk: submissions.one(desk, 1), {"admin", "leader", "students"}),
    ("submissions.open_content", lambda desk: submissions.open_content(desk, GROUPS), OF_UNIT),
    ("submissions.open_content", lambda desk: submissions.open_content(desk, ROSTER), OF_STUDENTS),
    ("submissions.open_file", lambda desk: submissions.open_file(desk, GROUPS), OF_UNIT),
    ("submissions.open_file", lambda desk: submissions.open_file(desk, ROSTER), OF_STUDENTS),
    ("submissions.findings", lambda desk: submissions.findings(desk, GROUPS), OF_UNIT),
    ("submissions.findings", lambda desk: submissions.findings(desk, ROSTER), OF_STUDENTS),
    ("submissions.original", lambda desk: submissions.original(desk, GROUPS), OF_UNIT),
    ("submissions.original", lambda desk: submissions.original(desk, ROSTER), OF_STUDENTS),
    ("source_cells.source_row", lambda desk: source_cells.source_row(desk, GROUPS, 2), OF_UNIT),
    ("source_cells.source_row", lambda desk: source_cells.source_row(desk, ROSTER, 2), OF_STUDENTS),
    ("submission_history.annotated", lambda desk: submission_history.annotated(desk, GROUPS), OF_UNIT),
    ("submission_history.annotated", lambda desk: submission_history.annotated(desk, ROSTER), OF_STUDENTS),
    ("submissions.one", lambda desk: submissions.one(desk, FAULTS), {*OF_UNIT, "network"}),
    ("submissions.findings", lambda desk: submissions.findings(desk, FAULTS), {*OF_UNIT, "network"}),
    ("submissions.original", lambda desk: submissions.original(desk, FAULTS), {*OF_UNIT, "network"}),
    ("submissions.gives_file", lambda desk: submissions.gives_file(desk, FAULTS), {*OF_UNIT, "network"}),
    ("submission_history.decisions", lambda desk: submission_history.decisions(desk, GROUPS), OF_UNIT),
    (
        "submission_history.difference",
        lambda desk: submission_history.difference(desk, GROUPS, GROUPS),
        OF_UNIT,
    ),
    (
        "submission_history.difference",
        lambda desk: submission_history.difference(desk, ROSTER, ROSTER),
        OF_STUDENTS,
    ),
    ("submission_history.effect", lambda desk: submission_history.effect(desk, GROUPS), OF_UNIT),
    ("submission_history.day_to_lock", lambda desk: submission_history.day_to_lock(desk, GROUPS), OF_UNIT),
    ("submission_history.day_of", lambda desk: submission_history.day_of(desk, GROUPS), OF_UNIT),
    ("submission_history.names", submission_history.names, READERS | {"network"}),
    ("decisions.exceptions", decisions.exceptions, READERS | {"network"}),
    ("intake.known_plan", intake.known_plan, SENDERS),
    ("intake.read", lambda desk: intake.read(desk, b"x", "a.xlsx"), SENDERS),
    ("intake.read", lambda desk: intake.read(desk, b"x", "a.xlsx", intake.Arrival(unit=OWN)), OF_FAULTS),
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
    ("submissions.withdraw", lambda desk: submissions.withdraw(desk, GROUPS), {"admin", "own"}),
    ("submissions.withdraw", lambda desk: submissions.withdraw(desk, FAULTS), {"admin", "own"}),
    ("drafts.keep", lambda desk: drafts.keep(desk, "a.xlsx", b"x", unit=None, kind=None), SENDERS),
    ("drafts.keep", lambda desk: drafts.keep(desk, "a.xlsx", b"x", unit=OWN, kind=None), OF_FAULTS),
    ("drafts.assign", lambda desk: drafts.assign(desk, 1, unit=OWN, kind=None), OF_FAULTS),
    ("drafts.waiting", drafts.waiting, SENDERS),
    ("drafts.drop", lambda desk: drafts.drop(desk, 1), SENDERS),
    ("templates.template", lambda desk: templates.template(desk, OWN, on=DAY), {"admin", "own"}),
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
    ("decisions.approve_all", lambda desk: decisions.approve_all(desk, [GROUPS]), ADMIN),
    ("decisions.send_back", lambda desk: decisions.send_back(desk, GROUPS, comment="请补"), ADMIN),
    (
        "decisions.open_exception",
        lambda desk: decisions.open_exception(desk, OWN, "groups", reason="停电", ends_at=soon()),
        ADMIN,
    ),
    ("decisions.end_exception", lambda desk: decisions.end_exception(desk, 1), ADMIN),
    ("deadlines.set_deadline", lambda desk: deadlines.set_deadline(desk, DEADLINE), ADMIN),
    ("deadlines.in_force", deadlines.in_force, EVERY_ROLE),
    ("deadlines.reports", lambda desk: deadlines.reports(desk, at(24, 9)), EVERY_ROLE),
    ("deadlines.robots", deadlines.robots, ADMIN),
    ("deadlines.remind", lambda desk: reminded(desk, "wecom"), ADMIN),
    ("contingencies.plans", lambda desk: contingencies.plans(desk, DAY), EVERY_ROLE),
    ("contingencies.concerned", lambda desk: contingencies.concerned(desk, DAY), EVERY_ROLE),
    ("contingencies.in_need", lambda desk: contingencies.in_need(desk, DAY), EVERY_ROLE),
    ("contingencies.students", lambda desk: contingencies.students(desk, DAY, unit=OWN), OF_STUDENTS),
    ("contingencies.students", lambda desk: contingencies.students(desk, DAY), {"admin", "students"}),
    (
        "contingencies.working_list",
        lambda desk: contingencies.working_list(desk, DAY, unit=OWN, name="a.xlsx"),
        OF_STUDENTS,
    ),
    (
        "contingencies.working_list",
        lambda desk: contingencies.working_list(desk, DAY, name="a.xlsx"),
        {"admin", "students"},
    ),
    ("contingencies.faults", lambda desk: contingencies.faults(desk, DAY), {*REPORTERS, "leader", "network"}),
    ("contingencies.fault_counts", lambda desk: contingencies.fault_counts(desk, DAY), EVERY_ROLE),
    ("people.listed", people.listed, ADMIN),
    ("people.grant", lambda desk: people.grant(desk, "new", "新人", Role.LEADER), ADMIN),
    ("people.apply", lambda desk: people.apply(desk, [NEWCOMER]), ADMIN),
    ("people.known", lambda desk: people.known(desk, "new"), ADMIN),
    ("audit.acts", audit.acts, {"admin", "leader"}),
]
# What the server does of its own accord, and what works for functions that have asked.
OF_THE_SERVER = {
    "cache.facts",
    "cache.of_facts",
    "classes.known_classes",
    "checkpoints.due",
    "checkpoints.freeze_passed",
    "intake.record",
    "known.known_at",
    "locks.deadlines_in_force",
    "locks.rules",
    "sample.is_wanted",
    "sample.load_sample",
    "submission_history.read_again",
}
# What says or asks only about the person, or works only on what its caller was given.
OPEN = {"submissions.may_withdraw", "drafts.content", "audit.note_taken", "audit.note_file"}


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


def restated(desk: Desk, checkpoint: str) -> None:
    """Whether a restatement was told, of a checkpoint that this small term does not have."""
    with suppress(KeyError):
        restatement.moves(desk, checkpoint, "enrollment", OWN)


def reminded(desk: Desk, service: str) -> None:
    """Whether a reminder was let through to the robot, which nobody has configured here."""
    with suppress(NotSent):
        deadlines.remind(desk, service, "请报送")


def soon() -> dt.datetime:
    """An hour from now."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan, sheets of groups and obstacles and a roster of OWN, a draft of each reporter, and an exception."""
    file = tmp_path_factory.mktemp("rights") / "ruqi.db"
    sent = {"term": TERM.name, "received_at": at(24, 8)}
    roster = [{"class_id": "001", "student_id": "1", "student_name": "学生", "joined": True}]
    draft = {"term": TERM.name, "unit": None, "kind": None, "file": "a", "content": b""}
    with open_store(f"sqlite:///{file}") as opened:
        add_submission(
            opened, sheet("plan", [plan_row("001", OWN)], unit=None), b"plan", Envelope(unit=None, **sent)
        )
        add_submission(
            opened, sheet("groups", [{"class_id": "001"}], unit=OWN), b"groups", Envelope(unit=OWN, **sent)
        )
        add_submission(
            opened,
            sheet("enrollment", roster, unit=OWN, form="roster"),
            b"roster",
            Envelope(unit=OWN, **sent),
        )
        add_submission(opened, FAULT_SHEET, b"faults", Envelope(unit=OWN, **sent))
        for owner in ("admin", "own", "other"):
            keep_draft(opened, Draft(owner=owner, **draft), at=at(24, 9))
        add_exception(
            opened,
            TERM.name,
            Exemption(unit=OWN, kind="visits", reason="停电", ends_at=soon()),
            Signature(at(24, 9), "admin"),
        )
    return file


@pytest.fixture(scope="module")
def unchanging(filled: Path) -> Iterator[Store]:
    """The store that those ask who get nothing: it is the same for all of them."""
    with open_store(f"sqlite:///{filled}") as opened:
        yield opened


@pytest.fixture(scope="module")
def as_filled(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Store]]:
    """Gives the store as it was filled: the same again until somebody has written to it."""
    with ExitStack() as open_ones, Copies(filled, tmp_path_factory) as copies:
        stores: dict[Path, Store] = {}

        def given() -> Store:
            copy = copies.unwritten()
            if copy not in stores:
                stores[copy] = open_ones.enter_context(open_store(f"sqlite:///{copy}"))
            return stores[copy]

        yield given


def denied() -> Iterator[Any]:
    """Everybody and everything that is not in the table."""
    for place, (work, ask, allowed) in enumerate(ASKED):
        for who in PEOPLE.keys() - allowed:
            yield pytest.param(who, ask, id=f"{place} {work} {who}")


def granted() -> Iterator[Any]:
    """Everybody and everything that is."""
    for place, (work, ask, allowed) in enumerate(ASKED):
        for who in sorted(allowed):
            yield pytest.param(who, ask, id=f"{place} {work} {who}")


@pytest.mark.parametrize(("who", "ask"), sorted(denied(), key=lambda one: str(one.id)))
def test_what_is_not_in_the_table_is_denied_and_changes_nothing(unchanging, who, ask):
    """Everybody asks for everything, with the ids of others and ids that do not exist."""
    before = (read_version(unchanging), read_rules_version(unchanging), len(read_acts(unchanging)))
    with pytest.raises(Denied):
        ask(Desk(unchanging, TERM, PEOPLE[who]))
    assert (read_version(unchanging), read_rules_version(unchanging), len(read_acts(unchanging))) == before


@pytest.mark.parametrize(("who", "ask"), list(granted()))
def test_what_is_in_the_table_is_done(as_filled, who, ask):
    """Nobody is refused what their role allows."""
    ask(Desk(as_filled(), TERM, PEOPLE[who]))


@pytest.mark.parametrize(
    "ask",
    [
        submissions.one,
        submissions.findings,
        submissions.original,
        submission_history.decisions,
        submission_history.effect,
        submissions.withdraw,
    ],
)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_number_that_is_not_there_tells_nothing(unchanging, ask, who):
    """It is as denied as that of another unit, and unknown to those who see every unit."""
    error = StoreError if who in {"admin", "leader", "students"} else Denied
    if ask is submissions.withdraw and who in {"leader", "students"}:
        error = Denied
    with pytest.raises(error):
        ask(Desk(unchanging, TERM, PEOPLE[who]), 4711)


def test_no_work_is_missing_in_the_table():
    """A function that somebody adds to the desk must say here who may call it."""
    assert set(working_with("Desk")) == {work for work, *_ in ASKED} | OPEN


def test_what_works_without_a_person_is_named_here():
    """A function that takes the store itself asks nobody, so none is added unseen."""
    assert set(working_with("Store")) == OF_THE_SERVER


def working_with(what: str) -> Iterator[str]:
    """Every public function of the services that is given a ``what``."""
    for found in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"services.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and what in inspect.get_annotations(function).values():
                yield f"{found.name}.{name}"


def test_a_draft_is_denied_to_all_but_its_owner(unchanging):
    """The number of another's draft gives nothing, whatever the role."""
    own = {
        who: drafts.waiting(Desk(unchanging, TERM, PEOPLE[who]))["draft"].iloc[0]
        for who in ("admin", "own", "other")
    }
    for owner, draft in own.items():
        for who in {"admin", "own", "other"} - {owner}:
            with pytest.raises(StoreError, match="confirmed or dropped"):
                drafts.content(Desk(unchanging, TERM, PEOPLE[who]), draft)
        assert drafts.content(Desk(unchanging, TERM, PEOPLE[owner]), draft) == ("a", b"")


def test_what_is_granted_to_nobody_is_denied_to_everybody():
    """An action without a line in the table, and a person without a role, get nothing."""
    for action in Action:
        assert not may(PEOPLE["nobody"], action, OWN)
    for role in ROLES:
        assert not may(Person("x", "x", role, (OWN,)), "fly", OWN)  # type: ignore[arg-type]
