"""Everybody who asks, and the sheets and numbers that they ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from access import Person, Role
from services.desk import Desk
from tests.services.sheets import feb, sheet, small_term

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
# Who sees obstacles of OWN one by one, and the sheets that report them: not student affairs.
SEE_FAULTS = {"admin", "leader", "own", "network"}
# Who sends sheets of obstacles of OWN.
OF_FAULTS = {"admin", "own", "network"}
GROUPS, ROSTER, FAULTS = 2, 3, 4  # submissions of OWN; 1 is the plan

Ask = Callable[[Desk], Any]
Asked = tuple[str, Ask, set[str]]
FAULT = {"fault_no": "1", "reported_at": dt.datetime.fromisoformat("2020-02-22 09:00"), "problem": "卡顿"}
FAULT_SHEET = sheet("obstacles", [FAULT], unit=OWN)


def soon() -> dt.datetime:
    """An hour from now."""
    return dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
