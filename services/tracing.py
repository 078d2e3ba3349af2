"""From a figure to the cells: what it is made of, in which file it stands, and who may see whom."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from access import Action
from metrics import behind
from metrics.basis.teachers import Teachers
from metrics.counting import STUDENT, TEACHER
from metrics.standing import Standing, collected
from schema.figures import CAMPUS
from services.submissions import Filing

_FILED = ("kind", "form", "file", "sheet", "received_at", "submitted_unit")
TRACE_COLUMNS = (
    "part", "item", "item_kind", "class_id", "course_name", "teacher", "student_name", "unit", "change",
    "table", "submission", "source_row", *_FILED,
)  # fmt: skip


class Tracing(Filing):
    """The way from figures to the sheets that say them."""

    def behind(
        self, indicator: str, unit: str, on: dt.date, known_at: dt.datetime | None = None
    ) -> pd.DataFrame:
        """The rows that add up to a figure, see :func:`metrics.behind`, with where each is filed.

        Beside these ``course_name`` and ``teacher`` of the class (or the name of the teacher who is
        counted), ``student_name``, and of the submission ``kind``, ``form``, ``file``, ``sheet``,
        ``received_at`` (naive UTC) and ``submitted_unit``. ``file`` and ``sheet`` are missing where the
        person may not see the submissions of that unit. Students of a unit that the person may not
        see by name are one row for each class and submission, without ``item``, ``source_row`` and
        name: the sums remain.
        """
        self.check(Action.SEE_DETAILS, None if unit == CAMPUS else unit)
        facts = self._facts()
        rows = self._masked(behind(facts, self.term, indicator, unit, on, known_at))
        rows = _with_classes(rows, Standing(facts, self.term, known_at))
        rows = _with_students(rows, facts)
        return self._filed(rows)[list(TRACE_COLUMNS)]

    def _masked(self, rows: pd.DataFrame) -> pd.DataFrame:
        """``rows`` in which only those students are told apart whom the person may see."""
        hidden = (rows["item_kind"] == STUDENT) & ~self._reached(rows["unit"], Action.SEE_STUDENTS)
        if not hidden.any():
            return rows
        by = [name for name in rows if name not in ("item", "source_row", "change")]
        sums = rows[hidden].groupby(by, dropna=False, sort=False)["change"].sum().reset_index()
        both = pd.concat([rows[~hidden], sums[sums["change"] != 0]]).sort_values(
            "part", ascending=False, kind="stable"
        )
        return both.reset_index(drop=True)[list(rows)].astype(rows.dtypes)

    def _filed(self, rows: pd.DataFrame) -> pd.DataFrame:
        listed = self._store.submissions(self.term.name).rename(columns={"unit": "submitted_unit"})
        listed = listed.astype({"submission": "Int64"})
        filed = rows.merge(listed[["submission", *_FILED]], on="submission", how="left")
        hidden = ~self._reached(filed["submitted_unit"], Action.SEE_SUBMISSIONS)
        filed.loc[hidden, ["file", "sheet"]] = None
        return filed


def _with_classes(rows: pd.DataFrame, standing: Standing) -> pd.DataFrame:
    """``rows`` with the course and the teacher of the class; of a teacher, the name."""
    plan = collected(standing.due.select("class_id", "course_name", "teacher"))
    found = rows.merge(plan, on="class_id", how="left")
    names = pd.Series(Teachers(standing).names, dtype="str")
    is_teacher = found["item_kind"] == TEACHER
    found["teacher"] = found["teacher"].mask(is_teacher, found["item"].map(names))
    return found


def _with_students(rows: pd.DataFrame, facts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """``rows`` with the names of the students who are told apart, as the row of their sheet has them."""
    place = ["table", "submission", "source_row"]
    named = [
        facts[table][["submission", "source_row", "student_name"]].assign(table=table)
        for table in sorted(set(rows["table"][rows["item_kind"] == STUDENT].dropna()))
    ]
    if not named:
        return rows.assign(student_name=pd.Series(index=rows.index, dtype="str"))
    names = pd.concat(named, ignore_index=True).astype({"submission": "Int64", "source_row": "Int64"})
    found = rows.merge(names, on=place, how="left")
    return found.assign(student_name=found["student_name"].where(found["item_kind"] == STUDENT))
