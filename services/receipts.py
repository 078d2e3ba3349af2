"""The receipt of what was just confirmed: which numbers, how many rows, and what became of the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from access import Action
from schema.figures import CAMPUS
from schema.kinds import UNIT_KINDS
from services import locks, submissions
from services.desk import Desk
from services.differences import CHANGED, NEW, UNCHANGED
from services.intake import Outcome
from services.preview import Reviewed
from store import StoreError

_COUNTED = ("n", "d")


@dataclass(frozen=True)
class Line:
    """One sheet that was taken, and what its rows were beside those that stood: of each how many.

    ``awaits``: academic affairs is to approve it.
    """

    outcome: Outcome
    new: int
    changed: int
    unchanged: int
    awaits: bool


@dataclass(frozen=True)
class Alone:
    """A sheet that said nothing new and made no submission; ``submission`` stands for it."""

    kind: str
    form: str | None
    unit: str
    sheet: str | None
    submission: int


@dataclass
class Receipt:
    """What was taken ``at`` one moment (aware), what was left alone, and what moved by the end of ``on``.

    ``moved`` are the rows of :func:`services.preview.effect` of units, of which a figure is another now.
    ``taken_back``: the person has undone it.
    """

    at: dt.datetime
    on: dt.date
    moved: pd.DataFrame
    lines: list[Line] = field(default_factory=list)
    alone: list[Alone] = field(default_factory=list)
    taken_back: bool = False

    @property
    def numbers(self) -> list[int]:
        """The submissions that it is about."""
        return [line.outcome.submission for line in self.lines if line.outcome.submission is not None]

    def add(self, parts: Sequence[Reviewed], outcomes: Sequence[Outcome]) -> None:
        """Add a file: ``outcomes`` are those of its ``parts`` that were not left alone."""
        taken = (reviewed for reviewed in parts if not reviewed.is_left_alone)
        for reviewed, outcome in zip(taken, outcomes, strict=True):
            difference = reviewed.difference
            if outcome.submission is not None and difference is not None:
                self.lines.append(
                    Line(
                        outcome,
                        difference.count(NEW),
                        difference.count(CHANGED),
                        difference.count(UNCHANGED),
                        awaits=outcome.kind in UNIT_KINDS,
                    )
                )
        for reviewed in parts:
            part, unchanged = reviewed.part, reviewed.unchanged
            if unchanged is not None and reviewed.is_left_alone and part.kind and part.unit:
                self.alone.append(Alone(part.kind, part.form, part.unit, part.sheet, unchanged.submission))


def moved_of_units(effect: pd.DataFrame) -> pd.DataFrame:
    """The rows of :func:`services.preview.effect` of single units that say something else than before.

    What others send meanwhile moves the campus, so nothing is said of that.
    """
    before = effect[[f"{count}_before" for count in _COUNTED]].to_numpy()
    other = (before != effect[list(_COUNTED)].to_numpy()).any(axis=1)
    return effect[other & (effect["unit"] != CAMPUS)].reset_index(drop=True)


def take_back(desk: Desk, numbers: Sequence[int], *, reason: str) -> None:
    """Withdraw what was just confirmed, all of it or, where one may not be, none.

    What is withdrawn already stays so. Raises :class:`access.Denied`, ``StoreError`` and
    :class:`services.locks.Locked`.
    """
    desk.check_any(Action.WITHDRAW, Action.SUBMIT_FAULTS)
    standing = []
    for number in numbers:
        row = submissions.one(desk, number)
        if not submissions.may_withdraw(desk, row):
            desk.check(Action.WITHDRAW, row["unit"])
        if row["state"] != submissions.WITHDRAWN:
            ruling = locks.rules(desk.store, desk.term)
            locks.require_open(row, desk.facts, desk.term, ruling, at=desk.now())
            standing.append(number)
    # The last one first: what each leaves is then what stood when it came.
    for number in reversed(standing):
        try:
            submissions.withdraw(desk, number, reason=reason)
        except StoreError as error:
            if error.code != "already_withdrawn":
                raise
