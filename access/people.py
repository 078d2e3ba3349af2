"""People and their roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the campus; it decides what they may do."""

    ADMIN = "admin"
    LEADER = "leader"
    REPORTER = "reporter"
    STUDENT_AFFAIRS = "student_affairs"
    NETWORK = "network"


# Role → its name in Chinese and in English.
ROLES: dict[Role, tuple[str, str]] = {
    Role.ADMIN: ("教务管理", "Academic affairs"),
    Role.LEADER: ("领导", "Leader"),
    Role.REPORTER: ("学院填报", "College reporter"),
    Role.STUDENT_AFFAIRS: ("学工", "Student affairs"),
    Role.NETWORK: ("网络中心", "Network centre"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in. ``role`` is ``None`` for one to whom nobody has given a role.

    ``units`` are the full names of the units that a reporter reports for; others have none.
    """

    login: str
    name: str
    role: Role | None
    units: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The name, and the login where it says more."""
        return self.name if self.name == self.login else f"{self.name}（{self.login}）"
