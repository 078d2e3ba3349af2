"""Facts of a term as large as one likes: the days and the size of the sample, or many times that."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from schema.model import SheetForm
from schema.term import Term
from schema.vocabulary import MATERIAL_KINDS, VISITOR_KINDS
from store.rows import to_frame
from store.tables import FACTS_FORMS

CLASSES, STUDENTS_A_CLASS, SNAPSHOTS, ITEMS, ROSTER_SHARE = 1_200, 52, 30, 16, 0.15
CLASSES_A_SUBMISSION = 90  # a unit's share of the plan
DAYS = 32
Rows = npt.NDArray[np.int64]


class SyntheticTerm:
    """Facts of a term ``scale`` times the size of the sample: same days, more (or fewer) classes."""

    def __init__(self, term: Term, scale: float, seed: int = 20200224) -> None:
        self._term = term
        self._random = np.random.default_rng(seed)
        self._first = np.datetime64(term.first_day, "us")
        self._classes = np.arange(round(CLASSES * scale))
        self._submissions = 0

    def facts(self) -> dict[str, pd.DataFrame]:
        """A frame for each table, with the columns and types of the store.

        The tables that grow with the classes are filled; those of units stay empty.
        """
        by_roster = self._classes % 100 < ROSTER_SHARE * 100
        filled = {
            "plan": self._plan(),
            "groups": self._groups(),
            "enrollment": self._snapshots(self._classes[~by_roster]),
            "roster": self._roster(self._classes[by_roster]),
            "materials": self._materials(),
            "visits": self._visits(),
        }
        return {table: _whole(filled.get(table), form) for table, form in FACTS_FORMS.items()}

    def _plan(self) -> pd.DataFrame:
        enrolled = np.full(len(self._classes), STUDENTS_A_CLASS + 3)
        names = pd.Series(self._classes % 400).astype("str")
        columns = {"course_name": "课程" + names, "teacher": "教师" + names, "enrolled": _counts(enrolled)}
        return self._frame(self._classes, np.zeros_like(self._classes), columns)

    def _groups(self) -> pd.DataFrame:
        classes, sent = np.tile(self._classes, 3), np.repeat([1, 3, 5], len(self._classes))
        created = self._days(classes, 0, 6)
        columns = {
            "created_on": created,
            "counselor_joined_on": created + np.timedelta64(1, "D"),
            "assistant": pd.Series("课代表", index=classes, dtype="str").mask(classes % 5 == 0).array,
        }
        return self._frame(classes, sent, columns)

    def _snapshots(self, of: Rows) -> pd.DataFrame:
        classes, sent = np.tile(of, SNAPSHOTS), np.repeat(np.arange(SNAPSHOTS), len(of))
        joined = np.minimum(STUDENTS_A_CLASS, 20 + 2 * sent)
        blank = self._random.random(len(classes)) < 0.2
        columns = {
            "as_of": self._first + sent.astype("timedelta64[D]"),
            "expected": _counts(np.full(len(classes), STUDENTS_A_CLASS)),
            "joined": _counts(joined),
            "notified": _counts(joined, blank),
            "received": _counts(joined // 2, blank),
        }
        return self._frame(classes, sent, columns)

    def _roster(self, of: Rows) -> pd.DataFrame:
        students = np.repeat(of, STUDENTS_A_CLASS)
        numbers = np.arange(len(students)) % (10_000 * max(1, len(self._classes) // CLASSES))
        classes, sent = np.tile(students, 2), np.repeat([2, 6], len(students))
        yes = pd.Series(self._random.random(len(classes)) < 0.9).astype("boolean")
        columns = {
            "student_id": _ids("2019", np.tile(numbers, 2)),
            "joined_on": self._days(classes, 0, 4),
            "joined": yes.mask(classes % 2 == 0),
            "notified": yes,
            "received": yes,
        }
        return self._frame(classes, sent, columns)

    def _materials(self) -> pd.DataFrame:
        classes = np.tile(self._classes, ITEMS)
        item = np.repeat(np.arange(ITEMS), len(self._classes))
        columns = {
            "material_kind": pd.Series(np.array(MATERIAL_KINDS.words)[item % 7], dtype="str"),
            "title": "第" + pd.Series(item).astype("str") + "讲",
            "uploaded_on": self._days(classes, 0, 20),
            "count": _counts(np.ones(len(classes)), item % 3 == 0),
        }
        return self._frame(classes, 20 + item // 4, columns)

    def _visits(self) -> pd.DataFrame:
        classes, sent = np.tile(self._classes, 2), np.repeat([4, 20], len(self._classes))
        planned = self._days(classes, 4, 16)
        visited = np.where(sent == 20, planned, np.datetime64("NaT"))
        columns = {
            "planned_on": planned,
            "visited_on": visited,
            "visitor": "督导" + pd.Series(classes % 60).astype("str"),
            "visitor_kind": pd.Series(np.array(VISITOR_KINDS.words)[classes % 3], dtype="str"),
        }
        return self._frame(classes, sent, columns)

    def _days(self, classes: Rows, low: int, high: int) -> npt.NDArray[np.datetime64]:
        """A day for each class, the same in every submission."""
        spread = low + (classes * 2_654_435_761 % 1_000) % (high - low)
        return self._first + spread.astype("timedelta64[D]")

    def _frame(self, classes: Rows, sent: Rows, columns: dict[str, Any]) -> pd.DataFrame:
        """``columns`` with class, unit and provenance; ``sent`` is the day of receipt."""
        block = classes // CLASSES_A_SUBMISSION
        numbers = block * DAYS + sent + self._submissions
        self._submissions = int(numbers.max()) + 1
        received_on = self._first + sent.astype("timedelta64[D]")
        units = np.array(self._term.unit_names)[block % len(self._term.units)]
        withdrawn = np.where(numbers % 50 == 49, received_on + np.timedelta64(2, "D"), np.datetime64("NaT"))
        return pd.DataFrame(
            {
                "class_id": _ids("0", classes),
                "unit": pd.Series(units, dtype="str"),
                **columns,
                "submission": numbers,
                "submitted_unit": pd.Series(units, dtype="str"),
                "received_at": received_on + np.timedelta64(4, "h"),
                "received_on": received_on,
                "withdrawn_at": withdrawn,
                "lacking": pd.Series(None, index=range(len(numbers)), dtype="str"),
                "whole": False,
            }
        )


def _whole(rows: pd.DataFrame | None, form: SheetForm) -> pd.DataFrame:
    """``rows`` (none) with every column of the store, those not filled blank."""
    blank = to_frame([], form)
    for moment in ("received_at", "received_on", "withdrawn_at"):
        blank[moment] = pd.Series(dtype="datetime64[us]")
    for text in ("submitted_unit", "lacking"):
        blank[text] = pd.Series(dtype="str")
    blank["whole"] = pd.Series(dtype="bool")
    if rows is None:
        return blank
    rows["source_row"] = np.arange(len(rows))
    for name in blank.columns.difference(rows.columns):
        rows[name] = blank[name].reindex(rows.index)
    return rows


def _ids(prefix: str, numbers: Rows) -> pd.Series[str]:
    return prefix + pd.Series(numbers).astype("str").str.zfill(8)


def _counts(values: npt.NDArray[Any], blank: npt.NDArray[np.bool_] | None = None) -> pd.Series[int]:
    counts = pd.Series(values).astype("Int64")
    return counts if blank is None else counts.mask(blank)
