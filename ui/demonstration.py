"""Invented people to look through the eyes of, where no sign-in is configured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from access import Person, Role
from schema.term import load_term
from ui import address
from ui.language import gettext, lazy
from ui.words import role_title, unit_names

_ = gettext
STATE = "as"


@dataclass(frozen=True)
class Sample:
    """An invented person; ``places`` are those of their units in the list of the term."""

    id: str
    name: str
    role: Role
    places: Sequence[int] = ()

    def person(self) -> Person:
        """The person; raises ``TermError`` for one with units where the term cannot be read."""
        names = load_term().unit_names if self.places else ()
        units = tuple(dict.fromkeys(names[place % len(names)] for place in self.places))
        return Person(f"demo-{self.id}", _(self.name), self.role, units)

    def label(self) -> str:
        """The name, the role and the units, for the list to choose from."""
        parts = [_(self.name), role_title(self.role)]
        if self.places:
            parts.append(unit_names(load_term(), self.person().units))
        return " · ".join(parts)


SAMPLES = {
    sample.id: sample
    for sample in (
        Sample("admin", lazy("周若兰"), Role.ADMIN),
        Sample("leader", lazy("郑怀远"), Role.LEADER),
        Sample("reporter", lazy("李思齐"), Role.REPORTER, (0,)),
        Sample("reporter-2", lazy("孙一鸣"), Role.REPORTER, (1,)),
        Sample("reporter-both", lazy("吴静好"), Role.REPORTER, (0, 1)),
        Sample("student-affairs", lazy("陈知远"), Role.STUDENT_AFFAIRS),
        Sample("network", lazy("林川"), Role.NETWORK),
    )
}
_USUAL = next(iter(SAMPLES))
RECALLED = (STATE, _USUAL, address.one_of(SAMPLES))


def chosen() -> Sample:
    """The sample person that the reader chose, the first of them at the start."""
    return SAMPLES.get(st.session_state.get(STATE, _USUAL), SAMPLES[_USUAL])


def name_of(login: object, names: dict[str, str]) -> str:
    """The name of a login where somebody gave it one; a dash for nobody."""
    if login is None or pd.isna(login):
        return "—"
    sample = SAMPLES.get(str(login).removeprefix("demo-"))
    if login not in names and sample is not None and str(login).startswith("demo-"):
        return _(sample.name)
    return names.get(str(login), str(login))
