"""What was submitted, as far as a person may see it: history, findings, and the files themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from access import Action, Denied
from schema.kinds import form_of
from services.desk import Gate
from store import StoreError
from store.decisions import RETURNED, SUBMITTED

WITHDRAWN = "withdrawn"
# The kind of sheet that the network centre sends and sees, and no other.
FAULTS = "obstacles"


class Filing(Gate):
    """The files of the desk."""

    def submissions(self) -> pd.DataFrame:
        """Every submission that the person may see, in order of receipt, with its state.

        Columns as :meth:`store.Store.submissions` has them, and ``state`` (``submitted``,
        ``approved``, ``returned`` or ``withdrawn``), ``decided_at`` (naive UTC or NaT),
        ``decided_by``, ``comment`` and ``locked_through`` of the latest decision; ``followed_by``
        (Int64) is the first submission of the unit and kind after it was returned.
        """
        self.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
        listed = self._with_states(self._store.submissions(self.term.name))
        seen = self._reached(listed["unit"], Action.SEE_SUBMISSIONS)
        faults = (listed["kind"] == FAULTS) & self._reached(listed["unit"], Action.SEE_FAULTS)
        return listed[seen | faults].reset_index(drop=True)

    def submission(self, submission: int) -> pd.Series:
        """One of :meth:`submissions`.

        To those who do not see every unit, one that is not there is as denied as another unit's.
        """
        listed = self.submissions().set_index("submission", drop=False)
        if submission not in listed.index:
            if self.may(Action.SEE_SUBMISSIONS):
                raise StoreError("unknown_submission", submission=submission)
            raise Denied(self.person.login, Action.SEE_SUBMISSIONS)
        return listed.loc[submission]

    def findings(self, submission: int) -> pd.DataFrame:
        """What was found in a submission, see :meth:`store.Store.findings`."""
        self._check_content(submission)
        return self._store.findings(submission)

    def gives_file(self, submission: int) -> bool:
        """Whether the person may take the whole file: other sheets of it may be for others only."""
        self.submission(submission)
        try:
            self._check_file(submission)
        except Denied:
            return False
        return True

    def original(self, submission: int) -> tuple[str, bytes]:
        """The file of a submission as it came: name and bytes. Taking it is logged."""
        found = self._check_file(submission)
        file = self._store.original(submission)
        self._note_download(found, file[0])
        return file

    def _note_download(self, found: pd.Series, file: str) -> None:
        unit = None if pd.isna(found["unit"]) else found["unit"]
        self._note_taken(file, found["kind"], unit, submission=int(found["submission"]))

    def _check_content(self, submission: int) -> pd.Series:
        """The row of a submission whose cells the person may see; some forms name students."""
        found = self.submission(submission)
        if names_students(found):
            self.check(Action.SEE_STUDENTS, found["unit"])
        return found

    def _check_file(self, submission: int) -> pd.Series:
        """The row of a submission whose whole file the person may see: no other sheet names students.

        A file of several units, or of several sheets, gives as many submissions.
        """
        found = self._check_content(submission)
        listed = self._store.submissions(self.term.name)
        for row in listed[listed["digest"] == found["digest"]].itertuples():
            unit = None if pd.isna(row.unit) else row.unit
            if not (row.kind == FAULTS and self.may(Action.SEE_FAULTS, unit)):
                self.check(Action.SEE_SUBMISSIONS, unit)
            if names_students(row._asdict()):
                self.check(Action.SEE_STUDENTS, unit)
        return found

    def _with_states(self, listed: pd.DataFrame) -> pd.DataFrame:
        decided = self._store.decisions(self.term.name).drop_duplicates("submission", keep="last")
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
    found = pd.Series(pd.NA, index=decided.index, dtype="Int64")
    for row in decided[decided["state"] == RETURNED].itertuples():
        same = (decided["unit"] == row.unit) & (decided["kind"] == row.kind)
        after = decided["submission"][same & (decided["received_at"] > row.decided_at)]
        found[row.Index] = after.iloc[0] if len(after) else pd.NA
    return found
