"""Every method of the desk, asked by every role: the literal table of who may."""

from __future__ import annotations

import datetime as dt
import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from access import ROLES, Action, Denied, Person, Role, may
from schema.deadlines import Deadline
from schema.figures import CAMPUS
from schema.platforms import ClassTitles
from services.front import Desk
from services.robots import NotSent
from store import Store, StoreError, open_store
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
# Who sends sheets of OWN.
OF_UNIT_REPORTERS = {"admin", "own"}
GROUPS, ROSTER, FAULTS = 2, 3, 4  # submissions of OWN; 1 is the plan

Ask = Callable[[Desk], Any]
NAMES = pd.DataFrame({"student_id": ["1"]})
DEADLINE = Deadline("groups", "once", DAY, DAY, dt.timedelta())
GROUP_SHEET = sheet("groups", [{"class_id": "001", "created_on": feb(22)}], unit=OWN)
FAULT = {"fault_no": "1", "reported_at": dt.datetime.fromisoformat("2020-02-22 09:00"), "problem": "卡顿"}
FAULT_SHEET = sheet("obstacles", [FAULT], unit=OWN)
PLAN_SHEET = sheet("plan", [plan_row("001", OWN)], unit=None)

# Method, what is asked, and who gets it; everybody else is denied.
ASKED: list[tuple[str, Ask, set[str]]] = [
    ("class_answers", lambda desk: desk.class_answers(), SENDERS),
    ("answer_class", lambda desk: desk.answer_class(ClassTitles("雨课堂", "甲"), "001"), OF_UNIT_REPORTERS),
    ("answer_class", lambda desk: desk.answer_class(ClassTitles("雨课堂", "乙"), "没有的班"), REPORTERS),
    ("figures", lambda desk: desk.figures(days=[DAY]), EVERY_ROLE),
    ("sources", lambda desk: desk.sources(), EVERY_ROLE),
    ("frozen", lambda desk: desk.frozen(), EVERY_ROLE),
    ("freeze", lambda desk: desk.freeze(), EVERY_ROLE),
    ("gates", lambda desk: desk.gates(indicators=["enrollment"]), EVERY_ROLE),
    ("restatement", lambda desk: restated(desk, "eve"), EVERY_ROLE),
    ("with_files", lambda desk: desk.with_files(pd.DataFrame({"submission": [GROUPS]})), EVERY_ROLE),
    ("deadlines", lambda desk: desk.deadlines(), EVERY_ROLE),
    ("agreement", lambda desk: desk.agreement(DAY), EVERY_ROLE),
    ("spot_checks", lambda desk: desk.spot_checks(DAY), EVERY_ROLE),
    ("behind", lambda desk: desk.behind("group_creation", OWN, DAY), OF_UNIT),
    ("behind", lambda desk: desk.behind("group_creation", CAMPUS, DAY), {"admin", "leader", "students"}),
    ("lists", lambda desk: desk.lists(DAY, unit=OWN), OF_UNIT),
    ("lists", lambda desk: desk.lists(DAY), {"admin", "leader", "students"}),
    ("left_out", lambda desk: desk.left_out(DAY), EVERY_ROLE),
    ("missing_students", lambda desk: desk.missing_students(DAY), {"admin", "own", "other", "students"}),
    ("names_taken", lambda desk: desk.names_taken("a", NAMES), {"admin", "own", "other", "students"}),
    ("submissions", lambda desk: desk.submissions(), READERS | {"network"}),
    ("submission", lambda desk: desk.submission(GROUPS), OF_UNIT),
    ("submission", lambda desk: desk.submission(1), {"admin", "leader", "students"}),
    ("findings", lambda desk: desk.findings(GROUPS), OF_UNIT),
    ("findings", lambda desk: desk.findings(ROSTER), OF_STUDENTS),
    ("original", lambda desk: desk.original(GROUPS), OF_UNIT),
    ("original", lambda desk: desk.original(ROSTER), OF_STUDENTS),
    ("source_row", lambda desk: desk.source_row(GROUPS, 2), OF_UNIT),
    ("source_row", lambda desk: desk.source_row(ROSTER, 2), OF_STUDENTS),
    ("annotated", lambda desk: desk.annotated(GROUPS), OF_UNIT),
    ("annotated", lambda desk: desk.annotated(ROSTER), OF_STUDENTS),
    ("submission", lambda desk: desk.submission(FAULTS), {*OF_UNIT, "network"}),
    ("findings", lambda desk: desk.findings(FAULTS), {*OF_UNIT, "network"}),
    ("original", lambda desk: desk.original(FAULTS), {*OF_UNIT, "network"}),
    ("gives_file", lambda desk: desk.gives_file(FAULTS), {*OF_UNIT, "network"}),
    ("decisions", lambda desk: desk.decisions(GROUPS), OF_UNIT),
    ("difference", lambda desk: desk.difference(GROUPS, GROUPS), OF_UNIT),
    ("difference", lambda desk: desk.difference(ROSTER, ROSTER), OF_STUDENTS),
    ("effect", lambda desk: desk.effect(GROUPS), OF_UNIT),
    ("day_to_lock", lambda desk: desk.day_to_lock(GROUPS), OF_UNIT),
    ("day_of", lambda desk: desk.day_of(GROUPS), OF_UNIT),
    ("names", lambda desk: desk.names(), READERS | {"network"}),
    ("exceptions", lambda desk: desk.exceptions(), READERS | {"network"}),
    ("known_plan", lambda desk: desk.known_plan(), SENDERS),
    ("read", lambda desk: desk.read(b"x", "a.xlsx"), SENDERS),
    ("read", lambda desk: desk.read(b"x", "a.xlsx", unit=OWN), OF_FAULTS),
    ("read_together", lambda desk: desk.read_together([("a.xlsx", b"x")]), SENDERS),
    ("admit", lambda desk: taken(desk.admit([GROUP_SHEET], at=at(25, 9))), {"admin", "own"}),
    ("admit", lambda desk: taken(desk.admit([PLAN_SHEET], at=at(25, 9))), ADMIN),
    ("confirm", lambda desk: stored(desk.confirm([GROUP_SHEET], b"new")), {"admin", "own"}),
    ("confirm", lambda desk: stored(desk.confirm([PLAN_SHEET], b"new")), ADMIN),
    ("examine", lambda desk: desk.examine([("digest", [GROUP_SHEET])], on=DAY), {"admin", "own"}),
    ("admit", lambda desk: taken(desk.admit([FAULT_SHEET], at=at(25, 9))), OF_FAULTS),
    ("confirm", lambda desk: stored(desk.confirm([FAULT_SHEET], b"new")), OF_FAULTS),
    ("examine", lambda desk: desk.examine([("digest", [FAULT_SHEET])], on=DAY), OF_FAULTS),
    ("withdraw", lambda desk: desk.withdraw(GROUPS), {"admin", "own"}),
    ("withdraw", lambda desk: desk.withdraw(FAULTS), {"admin", "own"}),
    ("keep_draft", lambda desk: desk.keep_draft("a.xlsx", b"x", unit=None, kind=None), SENDERS),
    ("keep_draft", lambda desk: desk.keep_draft("a.xlsx", b"x", unit=OWN, kind=None), OF_FAULTS),
    ("say_of_draft", lambda desk: desk.say_of_draft(1, unit=OWN, kind=None), OF_FAULTS),
    ("drafts", lambda desk: desk.drafts(), SENDERS),
    ("drop_draft", lambda desk: desk.drop_draft(1), SENDERS),
    ("template", lambda desk: desk.template(OWN, on=DAY), {"admin", "own"}),
    ("template", lambda desk: desk.template(None, ["plan"], on=DAY), ADMIN),
    ("template", lambda desk: desk.template(OWN, ["plan"], on=DAY), ADMIN),
    ("template", lambda desk: desk.template(OWN, ["obstacles"], on=DAY), OF_FAULTS),
    ("template", lambda desk: desk.template(None, ["obstacles"], on=DAY), {"admin", "network"}),
    ("all_templates", lambda desk: desk.all_templates(on=DAY), ADMIN),
    ("approve", lambda desk: desk.approve(GROUPS, locked_through=DAY), ADMIN),
    ("rulings", lambda desk: desk.rulings(), SENDERS),
    ("approve_all", lambda desk: desk.approve_all([GROUPS]), ADMIN),
    ("send_back", lambda desk: desk.send_back(GROUPS, comment="请补"), ADMIN),
    ("open_exception", lambda desk: desk.open_exception(OWN, "groups", reason="停电", ends_at=soon()), ADMIN),
    ("end_exception", lambda desk: desk.end_exception(1), ADMIN),
    ("set_deadline", lambda desk: desk.set_deadline(DEADLINE), ADMIN),
    ("deadlines_in_force", lambda desk: desk.deadlines_in_force(), EVERY_ROLE),
    ("reports", lambda desk: desk.reports(at(24, 9)), EVERY_ROLE),
    ("robots", lambda desk: desk.robots(), ADMIN),
    ("remind", lambda desk: reminded(desk, "wecom"), ADMIN),
    ("plans", lambda desk: desk.plans(DAY), EVERY_ROLE),
    ("concerned", lambda desk: desk.concerned(DAY), EVERY_ROLE),
    ("in_need", lambda desk: desk.in_need(DAY), EVERY_ROLE),
    ("students", lambda desk: desk.students(DAY, unit=OWN), OF_STUDENTS),
    ("students", lambda desk: desk.students(DAY), {"admin", "students"}),
    ("working_list", lambda desk: working_list(desk, OWN), OF_STUDENTS),
    ("working_list", lambda desk: working_list(desk, None), {"admin", "students"}),
    ("faults", lambda desk: desk.faults(DAY), {*REPORTERS, "leader", "network"}),
    ("fault_counts", lambda desk: desk.fault_counts(DAY), EVERY_ROLE),
    ("people", lambda desk: desk.people(), ADMIN),
    ("grant", lambda desk: desk.grant("new", "新人", Role.LEADER), ADMIN),
    ("known_person", lambda desk: desk.known_person("new"), ADMIN),
    ("acts", lambda desk: desk.acts(), {"admin", "leader"}),
]
# What only says or asks about the person, and the draft that is its owner's alone.
OPEN = {"may", "may_withdraw", "check", "check_any", "units", "now", "draft_content"}


def taken(parts: list[Any]) -> None:
    """Whether a sheet was let in; a sheet of others comes back refused."""
    if parts[0].refused:
        raise Denied("", "", "")


def stored(outcomes: list[Any]) -> None:
    """Whether a sheet was stored."""
    if outcomes[0].refused:
        raise Denied("", "", "")


def restated(desk: Desk, gate: str) -> None:
    """Whether a restatement was told, of a gate that this small term does not have."""
    with suppress(KeyError):
        desk.restatement(gate, "enrollment", OWN)


def reminded(desk: Desk, service: str) -> None:
    """Whether a reminder was let through to the robot, which nobody has configured here."""
    with suppress(NotSent):
        desk.remind(service, "请报送")


def working_list(desk: Desk, unit: str | None) -> bytes:
    """The workbook of a unit's students, with the columns as they are."""
    return desk.working_list(DAY, unit=unit, name="名单.xlsx", worded=lambda id, rows: (id, rows))


def soon() -> dt.datetime:
    """An hour from now."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan, sheets of groups and obstacles and a roster of OWN, a draft of each reporter, and an exception."""
    file = tmp_path_factory.mktemp("rights") / "ruqi.db"
    sent = {"term": TERM.name, "received_at": at(24, 8)}
    roster = [{"class_id": "001", "student_id": "1", "student_name": "学生", "joined": True}]
    draft = {"term": TERM.name, "unit": None, "kind": None, "file": "a", "content": b"", "at": at(24, 9)}
    with open_store(f"sqlite:///{file}") as opened:
        opened.submit(sheet("plan", [plan_row("001", OWN)], unit=None), b"plan", unit=None, **sent)
        opened.submit(sheet("groups", [{"class_id": "001"}], unit=OWN), b"groups", unit=OWN, **sent)
        opened.submit(sheet("enrollment", roster, unit=OWN, form="roster"), b"roster", unit=OWN, **sent)
        opened.submit(FAULT_SHEET, b"faults", unit=OWN, **sent)
        for owner in ("admin", "own", "other"):
            opened.keep_draft(owner=owner, **draft)
        opened.open_exception(
            TERM.name, unit=OWN, kind="visits", reason="停电", ends_at=soon(), at=at(24, 9), by="admin"
        )
    return file


@pytest.fixture(scope="module")
def unchanging(filled: Path) -> Iterator[Store]:
    """The store that those ask who get nothing: it is the same for all of them."""
    with open_store(f"sqlite:///{filled}") as opened:
        yield opened


def denied() -> Iterator[Any]:
    """Everybody and everything that is not in the table."""
    for place, (method, ask, allowed) in enumerate(ASKED):
        for who in PEOPLE.keys() - allowed:
            yield pytest.param(who, ask, id=f"{place} {method} {who}")


def granted() -> Iterator[Any]:
    """Everybody and everything that is."""
    for place, (method, ask, allowed) in enumerate(ASKED):
        for who in sorted(allowed):
            yield pytest.param(who, ask, id=f"{place} {method} {who}")


@pytest.mark.parametrize(("who", "ask"), sorted(denied(), key=lambda one: str(one.id)))
def test_what_is_not_in_the_table_is_denied_and_changes_nothing(unchanging, who, ask):
    """Everybody asks for everything, with the ids of others and ids that do not exist."""
    before = (unchanging.version(), unchanging.rulings(), len(unchanging.acts()))
    with pytest.raises(Denied):
        ask(Desk(unchanging, TERM, PEOPLE[who]))
    assert (unchanging.version(), unchanging.rulings(), len(unchanging.acts())) == before


@pytest.mark.parametrize(("who", "ask"), list(granted()))
def test_what_is_in_the_table_is_done(filled, tmp_path, who, ask):
    """Nobody is refused what their role allows."""
    copy = shutil.copy(filled, tmp_path / "ruqi.db")
    with open_store(f"sqlite:///{copy}") as store:
        ask(Desk(store, TERM, PEOPLE[who]))


@pytest.mark.parametrize("method", ["submission", "findings", "original", "decisions", "effect", "withdraw"])
@pytest.mark.parametrize("who", PEOPLE)
def test_a_number_that_is_not_there_tells_nothing(unchanging, method, who):
    """It is as denied as that of another unit, and unknown to those who see every unit."""
    error = StoreError if who in {"admin", "leader", "students"} else Denied
    if method == "withdraw" and who in {"leader", "students"}:
        error = Denied
    with pytest.raises(error):
        getattr(Desk(unchanging, TERM, PEOPLE[who]), method)(4711)


def test_no_method_is_missing_in_the_table():
    """A method that somebody adds to the desk must say here who may call it."""
    public = {name for name, _ in inspect.getmembers(Desk, inspect.isfunction) if not name.startswith("_")}
    assert public == {method for method, *_ in ASKED} | OPEN


def test_a_draft_is_denied_to_all_but_its_owner(unchanging):
    """The number of another's draft gives nothing, whatever the role."""
    drafts = {
        who: Desk(unchanging, TERM, PEOPLE[who]).drafts()["draft"].iloc[0]
        for who in ("admin", "own", "other")
    }
    for owner, draft in drafts.items():
        for who in {"admin", "own", "other"} - {owner}:
            with pytest.raises(StoreError, match="confirmed or dropped"):
                Desk(unchanging, TERM, PEOPLE[who]).draft_content(draft)
        assert Desk(unchanging, TERM, PEOPLE[owner]).draft_content(draft) == ("a", b"")


def test_what_is_granted_to_nobody_is_denied_to_everybody():
    """An action without a line in the table, and a person without a role, get nothing."""
    for action in Action:
        assert not may(PEOPLE["nobody"], action, OWN)
    for role in ROLES:
        assert not may(Person("x", "x", role, (OWN,)), "fly", OWN)  # type: ignore[arg-type]
