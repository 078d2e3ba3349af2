"""What became of each submission: what it changed, what was decided about it, what came after it."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from access import Action
from metrics import compute_figures
from metrics.standing import Facts, Standing, collected
from schema.figures import CAMPUS
from schema.reading import SheetReading
from services import annotated as annotating
from services import intake, locks
from services.differences import Difference, compare_submissions
from services.effects import fed_by, moved
from services.retelling import retold
from services.submissions import Filing


class History(Filing):
    """The history of the submissions that a person may see."""

    def decisions(self, submission: int) -> pd.DataFrame:
        """What was decided about a submission, in order, see :meth:`store.Store.decisions`."""
        self.submission(submission)
        decided = self._store.decisions(self.term.name)
        return decided[decided["submission"] == submission].reset_index(drop=True)

    def difference(self, older: int, newer: int) -> Difference:
        """The rows of a submission against another's, see :func:`services.differences.compare_submissions`.

        Raises ``ValueError`` for two that are not of one kind and form.
        """
        first, second = self._check_content(older), self._check_content(newer)
        form = None if pd.isna(second["form"]) else str(second["form"])
        if first["kind"] != second["kind"] or (None if pd.isna(first["form"]) else first["form"]) != form:
            raise ValueError(f"submissions {older} and {newer} are not of one kind and form")
        return compare_submissions(self._facts(), older, newer, second["kind"], form, self.term)

    def effect(self, submission: int) -> pd.DataFrame:
        """The figures of its unit and of the campus just before a submission was received, and with it.

        On :meth:`day_of` it, as known at its receipt; of the indicators that its kind feeds. Columns
        as :func:`services.effects.effect` has them.
        """
        found = self.submission(submission)
        received, on = found["received_at"].tz_localize("UTC").to_pydatetime(), self.day_of(submission)
        own = [found["unit"]] if found["unit"] in self.term.unit_names else []
        before, after = (
            compute_figures(
                _until(self._facts(), found, last), term=self.term, days=[on], known_at=received,
                units=[*own, CAMPUS], indicators=fed_by([found["kind"]]),
            )
            for last in (submission - 1, submission)
        )  # fmt: skip
        return moved(before, after)

    def day_of(self, submission: int) -> dt.date:
        """The day of the term on which the effect of a submission is told: the last it speaks of."""
        return min(max(self.day_to_lock(submission), self.term.first_day), self.term.last_day)

    def annotated(self, submission: int, language: str = "zh") -> tuple[str, bytes] | None:
        """The file of a submission with what was found in its sheet: name and bytes. Taking it is logged.

        ``None`` for a file that cannot be opened. See :func:`services.annotated.annotated`.
        """
        found = self._check_file(submission)
        name, content = self._store.original(submission)
        own = found.where(found.notna(), None)
        parts = self._read_again(own, name, content)
        said = retold(self._store.findings(submission), parts)
        empty = pd.DataFrame()
        sheet = SheetReading(name, own["sheet"], own["kind"], own["form"], own["unit"], None, empty, said)
        file = annotating.annotated(content, name, [sheet], language)
        if file is not None:
            self._note_download(found, file[0])
        return file

    def _read_again(self, own: pd.Series, name: str, content: bytes) -> list[SheetReading]:
        """The sheet as it was read when it was received; rows that a unit sent for others are not its."""
        received = own["received_at"].tz_localize("UTC").to_pydatetime()
        due = collected(Standing(self._facts(), self.term, received).due)
        plan = dict(zip(due["class_id"], due["unit"], strict=True))
        for unit in (own["unit"], None):
            readings = intake.read(
                self._store, content, name, term=self.term, received_at=received, unit=unit, plan=plan
            )
            same = ("sheet", "kind", "form")
            parts = [part for part in readings if part.refused is None
                     and all(getattr(part, name) == own[name] for name in same)]  # fmt: skip
            if parts:
                return parts
        return []

    def day_to_lock(self, submission: int) -> dt.date:
        """The last day about which a submission says something, at most that of its receipt."""
        return locks.last_day(self.submission(submission), self._facts(), self.term)

    def names(self) -> dict[str, str]:
        """Login → name of those who submitted, withdrew or decided what the person may see."""
        self.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
        listed = self.submissions()
        logins = pd.concat([listed[column] for column in ("submitter", "withdrawn_by", "decided_by")])
        people = self._store.people().set_index("login")["name"]
        return {str(login): str(people[login]) for login in logins.dropna().unique() if login in people.index}


def _until(facts: Facts, found: pd.Series, last: int) -> dict[str, pd.DataFrame]:
    """``facts`` without what was received after ``last``: sheets of one file have one moment of receipt."""
    moment = found["received_at"]
    return {
        table: rows[(rows["received_at"] != moment) | (rows["submission"] <= last)]
        for table, rows in facts.items()
    }
