"""What was submitted, as far as a person may see it: findings, and the files themselves.

The list of it is that of :mod:`services.submitted`.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from access import Action, Denied
from services import audit, cache, locks, macros, whole_files
from services.desk import Desk
from services.submitted import FAULTS, WITHDRAWN, files_seen, names_students, one, visible
from store import StoreError
from store.submissions import read_findings, read_original
from store.versions import read_rules_version
from store.withdrawals import add_withdrawal

__all__ = [
    "FAULTS",
    "WITHDRAWN",
    "files_seen",
    "findings",
    "gives_file",
    "has_macros",
    "may_withdraw",
    "names_students",
    "one",
    "open_content",
    "open_file",
    "original",
    "seen_content",
    "visible",
    "why_no_file",
    "withdraw",
]


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
