"""What academic affairs decides: approvals, returns, and exceptions from locks and deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from access import Action
from services import locks
from services import submissions as filed
from services.desk import Desk
from services.submissions import FAULTS
from store import StoreError
from store.decisions import SUBMITTED

# What the store says of a submission about which somebody has decided, or which was withdrawn.
_DECIDED_ELSEWHERE = {"already_decided", "decided_meanwhile", "decided_after_withdrawal"}


def approve(
    desk: Desk,
    submission: int,
    *,
    locked_through: dt.date,
    comment: str | None = None,
    seen: str | None = None,
) -> None:
    """Approve a submission and lock its unit and kind through a day.

    ``seen`` is the state on which the person has looked: what others decided since is not undone.
    """
    desk.check(Action.DECIDE, filed.one(desk, submission)["unit"])
    desk.store.decide(
        submission,
        "approved",
        at=desk.now(),
        by=desk.person.login,
        comment=comment,
        locked_through=locked_through,
        seen=seen,
    )


def approve_all(desk: Desk, submissions: Sequence[int]) -> list[int]:
    """Approve each of ``submissions`` that waits, locked through its last day.

    Gives the numbers of those that were approved; what others decide meanwhile stays as it is.
    """
    desk.check(Action.DECIDE)
    listed, facts, approved = filed.visible(desk).set_index("submission", drop=False), desk.facts(), []
    for number in submissions:
        through = locks.last_day(listed.loc[number], facts, desk.term)
        try:
            desk.store.decide(
                number,
                "approved",
                at=desk.now(),
                by=desk.person.login,
                locked_through=through,
                seen=SUBMITTED,
            )
        except StoreError as error:
            if error.code not in _DECIDED_ELSEWHERE:
                raise
        else:
            approved.append(number)
    return approved


def send_back(
    desk: Desk, submission: int, *, comment: str, withdraw: bool = False, seen: str | None = None
) -> None:
    """Return a submission with a comment; ``withdraw`` stops it counting at the same time.

    ``seen`` is as for :func:`approve`.
    """
    desk.check(Action.DECIDE, filed.one(desk, submission)["unit"])
    moment = desk.now()
    desk.store.decide(submission, "returned", at=moment, by=desk.person.login, comment=comment, seen=seen)
    if withdraw:
        desk.store.withdraw(submission, at=moment, by=desk.person.login, reason=comment)


def open_exception(desk: Desk, unit: str, kind: str, *, reason: str, ends_at: dt.datetime) -> int:
    """Let a unit send a kind until ``ends_at`` although it is locked or closed; its number."""
    desk.check(Action.OPEN_EXCEPTION, unit)
    return desk.store.open_exception(
        desk.term.name,
        unit=unit,
        kind=kind,
        reason=reason,
        ends_at=ends_at,
        at=desk.now(),
        by=desk.person.login,
    )


def end_exception(desk: Desk, exception: int) -> None:
    """End an exception before its time."""
    desk.check(Action.OPEN_EXCEPTION)
    desk.store.end_exception(exception, at=desk.now(), by=desk.person.login)


def exceptions(desk: Desk) -> pd.DataFrame:
    """Exceptions of the units and kinds that the person sees, see :meth:`store.Store.exceptions`."""
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    listed = desk.store.exceptions(desk.term.name)
    seen = listed["unit"].isin(desk.units(Action.SEE_SUBMISSIONS))
    faults = (listed["kind"] == FAULTS) & listed["unit"].isin(desk.units(Action.SEE_FAULTS))
    return listed[seen | faults].reset_index(drop=True)
