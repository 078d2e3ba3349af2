"""The four parties of the notice, and how much of a task each of them carries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Party(StrEnum):
    """Who carries a task; the order is that of the notice's columns."""

    ACADEMIC = "academic"
    STUDENT = "student"
    UNIT = "unit"
    NETWORK = "network"


PARTIES: dict[Party, tuple[str, str]] = {
    Party.ACADEMIC: ("教务处", "Academic affairs"),
    Party.STUDENT: ("学工处", "Student affairs"),
    Party.UNIT: ("学院(系、部)、授课教师", "Units and teachers"),
    Party.NETWORK: ("网络中心", "Network centre"),
}


class Grade(StrEnum):
    """How heavy a duty is, from the verb of the notice; the heaviest comes first."""

    ENSURE = "ensure"
    LEAD = "lead"
    CHECK = "check"
    URGE = "urge"
    COORDINATE = "coordinate"
    ASSIST = "assist"


# Grade → its word and the verbs of the notice that stand for it. A duty without one of these verbs
# ("进入", "摸排到位") is that of the party that does the work, so it counts as ENSURE.
GRADES: dict[Grade, tuple[str, str, str]] = {
    Grade.ENSURE: ("确保", "Ensure", "确保"),
    Grade.LEAD: ("牵头", "Lead", "牵头、设计、全力、主力"),
    Grade.CHECK: ("检查", "Check", "检查"),
    Grade.URGE: ("督促", "Urge", "督促、要求"),
    Grade.COORDINATE: ("协调", "Coordinate", "协调、掌握"),
    Grade.ASSIST: ("配合", "Assist", "配合、听候配合、参与"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """What a party does for a task. ``indicators`` are its own where they differ from the task's."""

    grade: Grade
    text: str
    text_en: str
    indicators: tuple[str, ...] = ()
