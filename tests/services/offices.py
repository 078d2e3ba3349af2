"""A small campus with its desk: people of every role, and what they did, as literals."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import Any

from access import Person, Role
from schema.reading import SheetReading
from schema.term import Term
from services import intake
from services.desk import Desk
from services.intake import Outcome
from store import Store
from tests.services.sheets import at, plan_row, sheet, small_term, written

TERM = small_term("甲学院", "乙学院")
ADMIN = Person("jiaowu", "教务甲", Role.ADMIN)
LEADER = Person("xiaozhang", "领导甲", Role.LEADER)
STUDENT_AFFAIRS = Person("xuegong", "学工甲", Role.STUDENT_AFFAIRS)
NETWORK = Person("wangluo", "网络甲", Role.NETWORK)
NOBODY = Person("shei", "无角色", None)
SECRETARY = Person("jia", "秘书甲", Role.REPORTER, ("甲学院",))
NEIGHBOUR = Person("yi", "秘书乙", Role.REPORTER, ("乙学院",))


def desk_at(store: Store, term: Term, person: Person, when: dt.datetime | None = None) -> Desk:
    """A desk at which it is the moment ``when``, else now."""
    return Desk(store, term, person, lambda: when) if when else Desk(store, term, person)


class Office:
    """A store, and the desk of anybody at it; one that ``is_begun`` has its plan already."""

    def __init__(self, store: Store, *, is_begun: bool = False) -> None:
        self.store = store
        if is_begun:
            return
        plan = [plan_row("001"), plan_row("002"), plan_row("003"), plan_row("011", "乙学院")]
        self.send("plan", plan, person=ADMIN, unit=None, when=at(20))

    def desk(self, person: Person = ADMIN, when: dt.datetime | None = None) -> Desk:
        """The desk of ``person``, where it is ``when``."""
        return desk_at(self.store, TERM, person, when)

    def send(
        self, kind: str, rows: list[dict[str, Any]], *, when: dt.datetime, person: Person = SECRETARY,
        unit: str | None = "甲学院", form: str | None = None,
    ) -> Outcome:  # fmt: skip
        """Confirm a sheet and give what became of it."""
        part = sheet(kind, rows, unit=unit, form=form)
        # Every sheet is a file of its own.
        number = zlib.crc32(repr((kind, rows, when)).encode())
        content = written(rows, kind, form, number=number)
        return intake.confirm(self.desk(person), [part], content, received_at=when)[0]

    def admitted(
        self, kind: str, rows: list[dict[str, Any]], *, when: dt.datetime, form: str | None = None,
        unit: str = "甲学院", person: Person = SECRETARY,
    ) -> SheetReading:  # fmt: skip
        """What of a sheet would be let in."""
        return intake.admit(self.desk(person), [sheet(kind, rows, unit=unit, form=form)], at=when)[0]
