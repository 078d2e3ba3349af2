"""What was submitted, as far as a person may see it: history, findings, and the files themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from access import Action, Denied
from schema.kinds import form_of
from services import audit, cache, locks
from services.desk import Desk
from store import StoreError
from store.decisions import RETURNED, SUBMITTED, read_decisions
from store.submissions import read_findings, read_original
from store.versions import read_rules_version
from store.withdrawals import add_withdrawal

WITHDRAWN = "withdrawn"
# The kind of sheet that the network centre sends and sees, and no other.
FAULTS = "obstacles"


def visible(desk: Desk) -> pd.DataFrame:
    """Every submission that the person may see, in order of receipt, with its state.

    Columns as :func:`store.submissions.read_submissions` has them, and ``state`` (``submitted``,
    ``approved``, ``returned`` or ``withdrawn``), ``decided_at`` (naive UTC or NaT),
    ``decided_by``, ``comment`` and ``locked_through`` of the latest decision; ``followed_by``
    (Int64) is the first submission of the unit and kind after it was returned.
    """
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    listed = _with_states(desk, cache.submissions(desk.store, desk.term))
    seen = desk.reached(listed["unit"], Action.SEE_SUBMISSIONS)
    faults = (listed["kind"] == FAULTS) & desk.reached(listed["unit"], Action.SEE_FAULTS)
    return listed[seen | faults].reset_index(drop=True)


def one(desk: Desk, submission: int) -> pd.Series:
    """One of :func:`visible`.

    To those who do not see every unit, one that is not there is as denied as another unit's.
    """
    listed = visible(desk).set_index("submission", drop=False)
    if submission not in listed.index:
        if desk.may(Action.SEE_SUBMISSIONS):
            raise StoreError("unknown_submission", submission=submission)
        raise Denied(desk.person.login, Action.SEE_SUBMISSIONS)
    return listed.loc[submission]


def findings(desk: Desk, submission: int) -> pd.DataFrame:
    """What was found in a submission, see :func:`store.submissions.read_findings`."""
    open_content(desk, submission)
    return read_findings(desk.store, submission)


def gives_file(desk: Desk, submission: int) -> bool:
    """Whether the person may take the whole file: other sheets of it may be for others only."""
    one(desk, submission)
    try:
        open_file(desk, submission)
    except Denied:
        return False
    return True


def original(desk: Desk, submission: int) -> tuple[str, bytes]:
    """The file of a submission as it came: name and bytes. Taking it is logged."""
    row = open_file(desk, submission)
    file = read_original(desk.store, submission)
    audit.note_file(desk, row, file[0])
    return file


def withdraw(
    desk: Desk, submission: int, *, at: dt.datetime | None = None, reason: str | None = None
) -> None:
    """Take a submission back. Raises :class:`access.Denied`, ``StoreError`` and ``Locked``."""
    desk.check_any(Action.WITHDRAW, Action.SUBMIT_FAULTS)
    row = one(desk, submission)
    if not may_withdraw(desk, row):
        desk.check(Action.WITHDRAW, row["unit"])
    moment = at or desk.now()
    version, rules = read_rules_version(desk.store), locks.rules(desk.store, desk.term)
    locks.require_open(row, desk.facts, desk.term, rules, at=moment)
    add_withdrawal(desk.store, submission, desk.signed(moment), reason=reason, rules_version=version)


def may_withdraw(desk: Desk, row: pd.Series) -> bool:
    """Whether the person may take back ``row`` (of :func:`visible`), as far as rights go.

    The network centre may take back what it sent itself.
    """
    unit = None if pd.isna(row["unit"]) else row["unit"]
    sent = row["kind"] == FAULTS and row["submitter"] == desk.person.login
    return desk.may(Action.WITHDRAW, unit) or (sent and desk.may(Action.SUBMIT_FAULTS, unit))


def open_content(desk: Desk, submission: int) -> pd.Series:
    """The row of a submission whose cells the person may see; some forms name students."""
    row = one(desk, submission)
    if names_students(row):
        desk.check(Action.SEE_STUDENTS, row["unit"])
    return row


def open_file(desk: Desk, submission: int) -> pd.Series:
    """The row of a submission whose whole file the person may see: no other sheet names students.

    A file of several units, or of several sheets, gives as many submissions.
    """
    opened = open_content(desk, submission)
    listed = cache.submissions(desk.store, desk.term)
    for row in listed[listed["digest"] == opened["digest"]].itertuples():
        unit = None if pd.isna(row.unit) else row.unit
        if not (row.kind == FAULTS and desk.may(Action.SEE_FAULTS, unit)):
            desk.check(Action.SEE_SUBMISSIONS, unit)
        if names_students(row._asdict()):
            desk.check(Action.SEE_STUDENTS, unit)
    return opened


def _with_states(desk: Desk, listed: pd.DataFrame) -> pd.DataFrame:
    decided = read_decisions(desk.store, desk.term.name).drop_duplicates("submission", keep="last")
    both = listed.merge(decided.drop(columns="decision"), on="submission", how="left")
    both["followed_by"] = _followed_by(both)
    both["state"] = both["state"].fillna(SUBMITTED).mask(both["withdrawn_at"].notna(), WITHDRAWN)
    return both


def names_students(submission: Mapping[str, Any] | pd.Series) -> bool:
    """Whether the rows of a submission name students."""
    form = submission["form"]
    return form_of(submission["kind"], None if pd.isna(form) else form).names_students


def _followed_by(decided: pd.DataFrame) -> pd.Series:
    """For each returned submission the first of its unit and kind that was received after the return."""
    followers = pd.Series(pd.NA, index=decided.index, dtype="Int64")
    for row in decided[decided["state"] == RETURNED].itertuples():
        same = (decided["unit"] == row.unit) & (decided["kind"] == row.kind)
        after = decided["submission"][same & (decided["received_at"] > row.decided_at)]
        followers[row.Index] = after.iloc[0] if len(after) else pd.NA
    return followers
