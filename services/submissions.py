"""What was submitted, as far as a person may see it: history, findings, and the files themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from access import Action, Denied
from schema.kinds import form_of
from services import audit, cache, locks, macros, small_counts, whole_files
from services.desk import Desk
from store import StoreError
from store.decisions import RETURNED, SUBMITTED, read_decisions
from store.submissions import read_findings, read_original
from store.versions import read_rules_version
from store.withdrawals import add_withdrawal

WITHDRAWN = "withdrawn"
FAULTS = whole_files.FAULTS


def visible(desk: Desk) -> pd.DataFrame:
    """Every submission that the person may see, in order of receipt, with its state.

    Columns as :func:`store.submissions.read_submissions` has them, and ``state`` (``submitted``,
    ``approved``, ``returned`` or ``withdrawn``), ``decided_at`` (naive UTC or NaT),
    ``decided_by``, ``comment`` and ``locked_through`` of the latest decision; ``followed_by``
    (Int64) is the first submission of the unit and kind after it was returned. ``taken`` is ``FEW`` for
    a few students whom the person may not see.
    """
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    listed = _with_states(desk, cache.submissions(desk.store, desk.term))
    listed = listed.assign(taken=small_counts.veiled_taken(desk, listed))
    return listed[files_seen(desk, listed["unit"], listed["kind"])].reset_index(drop=True)


def files_seen(desk: Desk, units: pd.Series, kinds: pd.Series) -> pd.Series:
    """Which submissions, by ``units`` and ``kinds``, the person may see; obstacles by another right."""
    faults = kinds == FAULTS
    others = desk.reached(units, Action.SEE_SUBMISSIONS)
    return (faults & desk.reached(units, Action.SEE_FAULTS)) | (~faults & others)


def one(desk: Desk, submission: int) -> pd.Series:
    """One of :func:`visible`.

    To those who do not see every unit, one that is not there is as denied as another unit's.
    """
    listed = visible(desk).set_index("submission", drop=False)
    if submission not in listed.index:
        is_there = (cache.submissions(desk.store, desk.term)["submission"] == submission).any()
        if desk.may(Action.SEE_SUBMISSIONS) and not is_there:
            raise StoreError("unknown_submission", submission=submission)
        raise Denied(desk.person.login, Action.SEE_SUBMISSIONS)
    return listed.loc[submission]


def findings(desk: Desk, submission: int) -> pd.DataFrame:
    """What was found in a submission, see :func:`store.submissions.read_findings`."""
    seen_content(desk, submission)
    return read_findings(desk.store, submission)


def gives_file(desk: Desk, submission: int) -> bool:
    """Whether the person may take the whole file: other sheets of it may be for others only."""
    return why_no_file(desk, submission) is None


def why_no_file(desk: Desk, submission: int) -> Denied | StoreError | None:
    """Why the person may not take the whole file, or why nobody can any more; ``None`` where they may."""
    one(desk, submission)
    try:
        open_file(desk, submission)
        read_original(desk.store, submission)
    except Denied as error:
        return error
    except StoreError as error:
        if error.code != "original_erased":
            raise
        return error
    return None


def has_macros(desk: Desk, submission: int) -> bool:
    """Whether the file of a submission holds programs."""
    return whole_files.has_macros(desk.store, desk.term, str(open_file(desk, submission)["digest"]))


def original(desk: Desk, submission: int, *, with_macros: bool = False) -> tuple[str, bytes]:
    """The file of a submission as it came: name and bytes. Taking it is logged.

    Raises ``StoreError`` for one that holds programs, unless it is asked for ``with_macros``.
    """
    row = open_file(desk, submission)
    file = read_original(desk.store, submission)
    if not with_macros and macros.has_macros(file[1]):
        raise StoreError("original_has_macros")
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
    add_withdrawal(desk.store, submission, desk.signed(at), reason=reason, rules_version=version)


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


def seen_content(desk: Desk, submission: int) -> pd.Series:
    """As :func:`open_content`; where students are named, it is logged that the person sees them."""
    row = open_content(desk, submission)
    if names_students(row):
        audit.note_seen(desk, "submission", None if pd.isna(row["unit"]) else row["unit"], submission)
    return row


def open_file(desk: Desk, submission: int) -> pd.Series:
    """The row of a submission whose whole file the person may see: everything in it, stored or not.

    A file of several units, or of several sheets, gives as many submissions; what was refused, hidden
    or not recognised in it counts as naming students, see :mod:`services.whole_files`.
    """
    opened = open_content(desk, submission)
    listed = cache.submissions(desk.store, desk.term)
    own = listed[listed["digest"] == opened["digest"]]
    for row in own.itertuples():
        unit = None if pd.isna(row.unit) else row.unit
        desk.check(whole_files.right_to_see(str(row.kind)), unit)
        if names_students(row._asdict()):
            desk.check(Action.SEE_STUDENTS, unit)
    if not all(desk.may(right) for right in whole_files.EVERYTHING):
        inside = whole_files.inside(desk.store, desk.term, str(opened["digest"]))
        whole_files.require(desk, inside, opened, list(own["unit"]))
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
        # By what the store had then: a clock may have gone back since.
        is_after = (
            decided["received_at"] > row.decided_at
            if pd.isna(row.last_submission)
            else decided["submission"] > row.last_submission
        )
        after = decided["submission"][same & is_after]
        followers[row.Index] = after.iloc[0] if len(after) else pd.NA
    return followers
