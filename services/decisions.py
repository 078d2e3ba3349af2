"""What academic affairs decides: approvals, returns, and exceptions from locks and deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action
from services import approving, comments
from services import submissions as filed
from services.comments import Pointed
from services.desk import Desk
from store.decisions import APPROVED, RETURNED, Decision, add_decision
from store.exceptions import Exemption, add_exception, add_exception_end, read_exceptions
from store.withdrawals import add_withdrawal


def approve(
    desk: Desk,
    submission: int,
    *,
    locked_through: dt.date,
    comment: str | None = None,
    seen: str | None = None,
) -> None:
    """Approve a submission and lock its unit and kind through a day.

    ``seen`` is the state on which the person has looked: what others decided since is not undone. Raises
    ``StoreError`` for one that is out of the ordinary and that the person has not opened.
    """
    desk.check(Action.DECIDE, filed.one(desk, submission)["unit"])
    approving.require_opened(desk, [submission])
    add_decision(
        desk.store,
        submission,
        Decision(APPROVED, comment=comment, locked_through=locked_through),
        desk.signed(),
        seen=seen,
    )


@dataclass(frozen=True)
class Return:
    """Why a submission is returned, and the rows at which that points; ``withdraw``: it stops counting."""

    comment: str
    pointing: Sequence[Pointed] = ()
    withdraw: bool = False


def send_back(desk: Desk, submission: int, given: Return, *, seen: str | None = None) -> None:
    """Return a submission with a comment, which may point at rows; ``seen`` is as for :func:`approve`.

    Raises ``StoreError`` where nothing is said, and for rows that the submission has not.
    """
    row = filed.one(desk, submission)
    desk.check(Action.DECIDE, row["unit"])
    signature, comment = desk.signed(), given.comment
    pointing = comments.pointing(desk, row, list(given.pointing))
    add_decision(desk.store, submission, Decision(RETURNED, comment, None, pointing), signature, seen=seen)
    if given.withdraw:
        add_withdrawal(desk.store, submission, signature, reason=comment)


def open_exception(desk: Desk, unit: str, kind: str, *, reason: str, ends_at: dt.datetime) -> int:
    """Let a unit send a kind until ``ends_at`` although it is locked or closed; its number."""
    desk.check(Action.OPEN_EXCEPTION, unit)
    return add_exception(
        desk.store,
        desk.term.name,
        Exemption(unit=unit, kind=kind, reason=reason, ends_at=ends_at),
        desk.signed(),
    )


def end_exception(desk: Desk, exception: int) -> None:
    """End an exception before its time."""
    desk.check(Action.OPEN_EXCEPTION)
    add_exception_end(desk.store, exception, desk.signed())


def exceptions(desk: Desk) -> pd.DataFrame:
    """Exceptions that the person sees, as :func:`store.exceptions.read_exceptions` has them."""
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    listed = read_exceptions(desk.store, desk.term.name)
    return listed[filed.files_seen(desk, listed["unit"], listed["kind"])].reset_index(drop=True)
