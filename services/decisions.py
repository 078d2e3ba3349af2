"""What academic affairs rules at the desk: decisions, exceptions, deadlines, people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from access import Action, Role
from schema.deadlines import Deadline
from schema.kinds import REPORTED_KINDS
from services import locks
from services.submissions import FAULTS, Filing
from store import StoreError
from store.decisions import SUBMITTED
from store.people import Granted

# What the store says of a submission about which somebody has decided, or which was withdrawn.
_DECIDED_ELSEWHERE = {"already_decided", "decided_meanwhile", "decided_after_withdrawal"}


class Ruling(Filing):
    """Acts of the office of academic affairs, and what came of them."""

    def approve(
        self, submission: int, *, locked_through: dt.date, comment: str | None = None, seen: str | None = None
    ) -> None:
        """Approve a submission and lock its unit and kind through a day.

        ``seen`` is the state on which the person has looked: what others decided since is not undone.
        """
        self.check(Action.DECIDE, self.submission(submission)["unit"])
        self._store.decide(
            submission, "approved", at=self.now(), by=self.person.login, comment=comment,
            locked_through=locked_through, seen=seen,
        )  # fmt: skip

    def approve_all(self, submissions: Sequence[int]) -> list[int]:
        """Approve each of ``submissions`` (of :meth:`submissions`) that waits, locked through its last day.

        Gives the numbers of those that were approved; what others decide meanwhile stays as it is.
        """
        self.check(Action.DECIDE)
        listed, facts, approved = self.submissions().set_index("submission", drop=False), self._facts(), []
        for number in submissions:
            through = locks.last_day(listed.loc[number], facts, self.term)
            try:
                self._store.decide(
                    number, "approved", at=self.now(), by=self.person.login, locked_through=through,
                    seen=SUBMITTED,
                )  # fmt: skip
            except StoreError as error:
                if error.code not in _DECIDED_ELSEWHERE:
                    raise
            else:
                approved.append(number)
        return approved

    def send_back(
        self, submission: int, *, comment: str, withdraw: bool = False, seen: str | None = None
    ) -> None:
        """Return a submission with a comment; ``withdraw`` stops it counting at the same time.

        ``seen`` is as for :meth:`approve`.
        """
        self.check(Action.DECIDE, self.submission(submission)["unit"])
        moment = self.now()
        self._store.decide(
            submission, "returned", at=moment, by=self.person.login, comment=comment, seen=seen
        )
        if withdraw:
            self._store.withdraw(submission, at=moment, by=self.person.login, reason=comment)

    def open_exception(self, unit: str, kind: str, *, reason: str, ends_at: dt.datetime) -> int:
        """Let a unit send a kind until ``ends_at`` although it is locked or closed; its number."""
        self.check(Action.OPEN_EXCEPTION, unit)
        return self._store.open_exception(
            self.term.name, unit=unit, kind=kind, reason=reason, ends_at=ends_at, at=self.now(),
            by=self.person.login,
        )  # fmt: skip

    def end_exception(self, exception: int) -> None:
        """End an exception before its time."""
        self.check(Action.OPEN_EXCEPTION)
        self._store.end_exception(exception, at=self.now(), by=self.person.login)

    def set_deadline(self, deadline: Deadline) -> None:
        """Let ``deadline`` hold for its kind; raises ``StoreError`` for a kind that no unit reports."""
        self.check(Action.SET_DEADLINES)
        if deadline.kind not in REPORTED_KINDS:
            raise StoreError("no_deadline_for_kind", kind=deadline.kind)
        self._store.set_deadline(self.term.name, deadline, at=self.now(), by=self.person.login)

    def deadlines(self) -> list[Deadline]:
        """The deadlines that academic affairs has set, one for each kind that has any."""
        self.check(Action.SEE_RATES)
        return self._store.deadlines(self.term.name)

    def exceptions(self) -> pd.DataFrame:
        """Exceptions of the units and kinds that the person sees, see :meth:`store.Store.exceptions`."""
        self.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
        listed = self._store.exceptions(self.term.name)
        seen = listed["unit"].isin(self.units(Action.SEE_SUBMISSIONS))
        faults = (listed["kind"] == FAULTS) & listed["unit"].isin(self.units(Action.SEE_FAULTS))
        return listed[seen | faults].reset_index(drop=True)

    def people(self) -> pd.DataFrame:
        """Everybody who ever had a role, see :meth:`store.Store.people`."""
        self.check(Action.MANAGE_PEOPLE)
        return self._store.people()

    def grant(self, login: str, name: str, role: Role | None, units: Sequence[str] = ()) -> None:
        """Give a login a role, and units to report for; ``None`` takes the role away."""
        self.check(Action.MANAGE_PEOPLE)
        self._store.grant(login, name, role, units, at=self.now(), by=self.person.login)

    def known_person(self, login: str) -> Granted | None:
        """What ``login`` has now; ``None`` for one who never had a role."""
        self.check(Action.MANAGE_PEOPLE)
        return self._store.person(login)

    def acts(self) -> pd.DataFrame:
        """The log of all acts, see :meth:`store.Store.acts`."""
        self.check(Action.SEE_AUDIT)
        return self._store.acts(self.term.name)
