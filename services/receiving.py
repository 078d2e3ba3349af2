"""Taking sheets in at the desk: read and hold against the rules, keep what is confirmed, withdraw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from access import Action
from loaders.files import read_together
from schema.findings import Refusal
from schema.kinds import OFFICE_KINDS
from schema.platforms import ClassTitles
from schema.reading import SheetReading
from services import intake, locks
from services.classes import known_classes
from services.submissions import FAULTS, Filing


class Receiving(Filing):
    """What those who report do at the desk.

    The right to send obstacles is the least that lets somebody in: whoever sends any sheet has it.
    """

    def known_plan(self) -> dict[str, str]:
        """Class → unit of the plan as it stands; needs the right to submit for some unit."""
        self.check_any(Action.SUBMIT_FAULTS)
        return intake.known_plan(self._store, self.term)

    def read(
        self, data: bytes, name: str, *, unit: str | None = None, kind: str | None = None,
        plan: Mapping[str, str] | None = None, received_at: dt.datetime | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> list[SheetReading]:  # fmt: skip
        """Read a file as the person's, one reading for each sheet and unit. Stores nothing.

        Sheets of units that the person does not report for are refused; rows that a lock holds
        back and sheets whose time is closed come out as :func:`services.locks.held_back` says.
        """
        self.check_any(Action.SUBMIT_FAULTS)
        moment = received_at or self.now()
        readings = intake.read(
            self._store, data, name, term=self.term, received_at=moment, unit=self._own(unit), kind=kind,
            plan=plan, progress=progress,
        )  # fmt: skip
        return self.admit(readings, at=moment)

    def read_together(
        self, files: Sequence[tuple[str, bytes]], *, unit: str | None = None, kind: str | None = None,
        received_at: dt.datetime | None = None,
    ) -> list[list[SheetReading]]:  # fmt: skip
        """Read several files as :meth:`read` does; a plan among them holds for all the others."""
        self.check_any(Action.SUBMIT_FAULTS)
        moment = received_at or self.now()
        groups = read_together(
            files, intake.known_plan(self._store, self.term), term=self.term, received_at=moment,
            unit=self._own(unit), kind=kind, classes=known_classes(self._store, self.term, moment),
        )  # fmt: skip
        return [self.admit(readings, at=moment) for readings in groups]

    def class_answers(self) -> dict[ClassTitles, str]:
        """Which class the exports of platforms are about, as it was answered."""
        self.check_any(Action.SUBMIT_FAULTS)
        return self._store.class_answers(self.term.name)

    def answer_class(
        self, titles: ClassTitles, class_id: str | None, *, at: dt.datetime | None = None
    ) -> None:
        """Let exports with ``titles`` be about ``class_id`` (``None``: take the answer back).

        Needs the right to submit for the unit of that class and of the one answered before; for any
        unit where the plan knows neither. Raises :class:`access.Denied`.
        """
        self.check_any(Action.SUBMIT)
        plan, before = intake.known_plan(self._store, self.term), self.class_answers().get(titles)
        for class_of_plan in sorted({class_id, before} & set(plan), key=str):
            self.check(Action.SUBMIT, plan[str(class_of_plan)])
        moment = at or self.now()
        self._store.answer_class(self.term.name, titles, class_id, at=moment, by=self.person.login)

    def admit(self, readings: Iterable[SheetReading], *, at: dt.datetime) -> list[SheetReading]:
        """Each sheet and unit of ``readings`` as the person may submit it at the moment ``at``."""
        rules = locks.rules(self._store, self.term)
        parts = [self._allowed(part) for reading in readings for part in reading.split_by_unit()]
        return [locks.held_back(part, self._facts, self.term, rules, at=at) for part in parts]

    def confirm(
        self, parts: Sequence[SheetReading], content: bytes, *, received_at: dt.datetime | None = None
    ) -> list[intake.Outcome]:
        """Keep the good rows of what was read, one submission for each sheet and unit.

        Locks and deadlines are asked once more, and hold until the last row is stored. Raises
        :class:`access.Denied` and ``StoreError``; what was stored before stays, and is recognised
        when it is confirmed again.
        """
        self.check_any(Action.SUBMIT_FAULTS)
        moment = received_at or self.now()
        rulings = self._store.rulings()
        return intake.record(
            self._store, self.admit(parts, at=moment), content, term=self.term, received_at=moment,
            submitter=self.person.login, rulings=rulings,
        )  # fmt: skip

    def withdraw(self, submission: int, *, at: dt.datetime | None = None, reason: str | None = None) -> None:
        """Take a submission back. Raises :class:`access.Denied`, ``StoreError`` and ``Locked``."""
        self.check_any(Action.WITHDRAW, Action.SUBMIT_FAULTS)
        found = self.submission(submission)
        if not self.may_withdraw(found):
            self.check(Action.WITHDRAW, found["unit"])
        moment = at or self.now()
        rulings, rules = self._store.rulings(), locks.rules(self._store, self.term)
        locks.require_open(found, self._facts, self.term, rules, at=moment)
        self._store.withdraw(submission, at=moment, by=self.person.login, reason=reason, rulings=rulings)

    def may_withdraw(self, found: pd.Series) -> bool:
        """Whether the person may take back ``found`` (of :meth:`submissions`), as far as rights go.

        The network centre may take back what it sent itself.
        """
        unit = None if pd.isna(found["unit"]) else found["unit"]
        sent = found["kind"] == FAULTS and found["submitter"] == self.person.login
        return self.may(Action.WITHDRAW, unit) or (sent and self.may(Action.SUBMIT_FAULTS, unit))

    def keep_draft(self, name: str, content: bytes, *, unit: str | None, kind: str | None) -> int:
        """Keep a file until the person confirms or drops it; its number."""
        self.check_any(Action.SUBMIT_FAULTS)
        return self._store.keep_draft(
            term=self.term.name, owner=self.person.login, unit=self._own(unit), kind=kind, file=name,
            content=content, at=self.now(),
        )  # fmt: skip

    def say_of_draft(self, draft: int, *, unit: str | None, kind: str | None) -> None:
        """Keep with a draft for which unit, and as which kind, it is to be read."""
        self.check_any(Action.SUBMIT_FAULTS)
        self._store.say_of_draft(draft, self.person.login, unit=self._own(unit), kind=kind)

    def drafts(self) -> pd.DataFrame:
        """What waits for the person to confirm, see :meth:`store.Store.drafts`."""
        self.check_any(Action.SUBMIT_FAULTS)
        return self._store.drafts(self.term.name, self.person.login)

    def draft_content(self, draft: int) -> tuple[str, bytes]:
        """Name and bytes of a draft of the person. Raises ``StoreError`` when it is gone."""
        self.check_any(Action.SUBMIT_FAULTS)
        return self._store.draft_content(draft, self.person.login)

    def drop_draft(self, draft: int) -> bool:
        """Let a draft of the person go; whether it was still there."""
        self.check_any(Action.SUBMIT_FAULTS)
        return self._store.drop_draft(draft, self.person.login)

    def _own(self, unit: str | None) -> str | None:
        """The unit for which a file is read: a reporter of one unit reports for no other."""
        own = self.units(Action.SUBMIT_FAULTS)
        if unit is not None:
            self.check(Action.SUBMIT_FAULTS, unit)
        return own[0] if unit is None and len(own) == 1 and not self.may(Action.SUBMIT_FAULTS) else unit

    def _allowed(self, part: SheetReading) -> SheetReading:
        if part.refused is not None:
            return part
        action = to_submit(part.kind)
        # Without a unit nothing is stored, so the sheet may still say that it names none.
        names_none = part.unit is None and part.kind not in OFFICE_KINDS
        if self.may(action, part.unit) or (names_none and self.units(action)):
            return part
        return replace(part, refused=Refusal(self._why_not(action), {"unit": part.unit or ""}))

    def _why_not(self, action: Action) -> str:
        """The code of the refusal of a sheet that the person may not send."""
        if action is not Action.SUBMIT_FAULTS and not self.units(Action.SUBMIT):
            return "faults_only"
        return "plan_not_yours" if action is Action.SUBMIT_PLAN else "unit_not_yours"


def to_submit(kind: str | None) -> Action:
    """What somebody must be allowed to do to send a sheet of ``kind``."""
    if kind in OFFICE_KINDS:
        return Action.SUBMIT_PLAN
    return Action.SUBMIT_FAULTS if kind == FAULTS else Action.SUBMIT
