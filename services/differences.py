"""What a sheet would change: its rows against those that stand, cell by cell."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from metrics.columns import columns_of
from metrics.pieces import Unchanging, piece_of
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.kinds import form_of, kind_by_id
from schema.model import SheetForm
from schema.reading import SheetReading
from schema.term import Term
from services import cache
from services.differing import CHANGED, GONE, NEW, UNCHANGED, compared, key_columns, listed_rows, matches
from store import Store
from store.rows import to_frame, to_tuples

__all__ = [
    "CHANGED",
    "GONE",
    "NEW",
    "UNCHANGED",
    "Comparing",
    "Difference",
    "compare",
    "comparing",
    "key_columns",
    "stored_rows",
]
_CLASS = ("class_id", "course_name", "teacher")
_REMEMBERED = 32  # sheets whose difference from what stands is remembered


@dataclass(frozen=True)
class Difference:
    """How the rows of one sheet and unit differ from those that they would replace.

    ``rows``: ``status`` (``new``, ``changed`` or ``unchanged``; between two submissions also
    ``gone``), ``source_row``, the columns of :func:`key_columns`, ``label`` (the name of the
    course, else what the row is about) and the row that it would replace, ``old_submission`` and
    ``old_row`` (Int64, NA for none). ``cells``: one row a changed cell, with ``source_row``, the
    key columns, ``column`` (its id), ``old`` and ``new`` (plain values, ``None`` for blank) and
    ``old_submission``.
    ``left_out``: due classes that the sheet does not mention, with ``class_id, course_name,
    teacher`` and ``reported``, whether a row of this kind stands for them; none for a form whose rows
    are not about classes.
    """

    kind: str
    form: str | None
    unit: str | None
    rows: pd.DataFrame
    cells: pd.DataFrame
    left_out: pd.DataFrame

    def count(self, status: str) -> int:
        """How many rows have ``status``."""
        return int((self.rows["status"] == status).sum())


def compare(part: SheetReading, facts: Facts, term: Term, known_at: dt.datetime | None = None) -> Difference:
    """The rows of ``part`` against those that stand at ``known_at``, cell by cell.

    A row is known by the key of its form; the row that stands is that of the latest submission, of
    classes and rows of the unit (of the whole campus for a plan). Several-valued cells are the same
    when they hold the same words; a blank unit is the unit of the sheet, and a column that the sheet
    lacks changes nothing. Expects a reading that
    was not refused.
    """
    return Comparing(facts, term, known_at).compare(part)


class Comparing:
    """What stands at a moment, worked out once for the many parts of a consolidated sheet."""

    def __init__(self, facts: Facts, term: Term, known_at: dt.datetime | None = None) -> None:
        self._facts, self.standing = facts, Standing(facts, term, known_at)
        self._rows: dict[str, pd.DataFrame] = {}
        self._compared: OrderedDict[Hashable, tuple[pd.DataFrame, Difference]] = OrderedDict()

    def compare(self, part: SheetReading) -> Difference:
        """See :func:`compare`; the same rows, read once, are compared once."""
        key = (id(part.rows), part.kind, part.form, part.unit, tuple(part.lacking))
        if key not in self._compared:
            # The rows are kept beside it: their id is their own only as long as they live.
            self._compared[key] = part.rows, self._compare(part)
            while len(self._compared) > _REMEMBERED:
                self._compared.popitem(last=False)
        return self._compared[key][1]

    def _compare(self, part: SheetReading) -> Difference:
        kind, form = part.kind or "", part.declaration
        rows, due = stored_rows(part), self._due
        earlier, own = self._standing_about(rows, form), due.iloc[:0]
        if form.is_of_classes:
            own = due[(due["unit"] == part.unit).to_numpy()]
        if kind != "plan":
            is_own = (earlier["unit"] == part.unit).to_numpy()
            if form.is_of_classes:
                is_own = is_own | earlier["class_id"].isin(own["class_id"]).to_numpy()
            earlier = earlier[is_own].reset_index(drop=True)
        listed, cells = compared(rows, earlier, form, self._names, part.lacking)
        left_out = columns_of(own, _CLASS)
        if len(own):
            left_out = left_out[~own["class_id"].isin(rows["class_id"]).to_numpy()]
        left_out = left_out.reset_index(drop=True)
        left_out["reported"] = self._is_reported(left_out["class_id"], kind)
        return Difference(kind, part.form, part.unit, listed, cells, left_out)

    def _standing_about(self, rows: pd.DataFrame, form: SheetForm) -> pd.DataFrame:
        """The standing rows of ``form`` that ``rows`` may be held against: of their classes, or all."""
        if not form.stands_by_class or form.table in self._rows:
            return self._standing_rows(form)
        return collected(self.standing.about(form, rows["class_id"]).rows(form))

    def compare_submissions(self, older: int, newer: int, kind: str, form: str | None) -> Difference:
        """The rows of submission ``newer`` against those of ``older``, both of one form, cell by cell.

        Rows that only ``older`` has are ``gone``, under the row that they had there; ``left_out`` are
        the classes of ``older`` that ``newer`` does not mention.
        """
        declared = form_of(kind, form)
        received = self._facts[declared.table]
        before, after = (received.query(f"submission == {n}").reset_index(drop=True) for n in (older, newer))
        names = self._names
        listed, cells = compared(after, before, declared, names, _lacking(after))
        matched = matches(before, after, declared) >= 0
        gone = listed_rows(before[~matched], np.full(int((~matched).sum()), GONE), declared, names)
        known, own = (set(after["class_id"]), before["class_id"]) if declared.is_of_classes else (set(), ())
        left_out = pd.DataFrame(
            {"class_id": [id for id in dict.fromkeys(own) if id not in known]}, dtype="str"
        )
        left_out = left_out.merge(self._due[list(_CLASS)], on="class_id", how="left")
        units = received["submitted_unit"][received["submission"] == newer].dropna()
        unit = units.iloc[0] if len(units) else None
        rows = pd.concat([listed, gone], ignore_index=True)
        return Difference(kind, form, unit, rows, cells, left_out.assign(reported=True))

    def sources(self, form: SheetForm) -> pd.DataFrame:
        """Each submission that has rows of ``form``: ``submission``, ``submitted_unit``, ``received_at``."""
        columns = ["submission", "submitted_unit", "received_at"]
        return self._facts[form.table][columns].drop_duplicates("submission")

    def compare_received(self, rows: pd.DataFrame, form: SheetForm) -> tuple[pd.DataFrame, pd.DataFrame]:
        """``rows`` and ``cells`` of the difference between ``rows`` of a submission and what stands."""
        return compared(rows, self._standing_rows(form), form, self._names, _lacking(rows))

    @cached_property
    def _due(self) -> pd.DataFrame:
        return columns_of(self.standing.due_rows, (*_CLASS, "unit"))

    @cached_property
    def _names(self) -> dict[str, str]:
        """Class id → the name of the course."""

        def names() -> dict[str, str]:
            return dict(zip(self._due["class_id"], self._due["course_name"], strict=True))

        return self.standing.piece("names of courses", ("plan",), names)

    def _standing_rows(self, form: SheetForm) -> pd.DataFrame:
        if form.table not in self._rows:
            self._rows[form.table] = collected(self.standing.rows(form))
        return self._rows[form.table]

    def _is_reported(self, classes: pd.Series, kind: str) -> pd.Series:
        """Of which of ``classes`` a row of ``kind``, in whichever form, stands."""
        forms = [form for form in kind_by_id(kind).forms if form.is_of_classes]
        reported = frozenset[str]().union(*map(self._classes_in, forms))
        return classes.map(reported.__contains__).astype(bool)

    def _classes_in(self, form: SheetForm) -> frozenset[str]:
        def classes() -> frozenset[str]:
            received = self.standing.received(form.table, ("class_id",))
            return frozenset(collected(received)["class_id"].unique())

        return self.standing.piece("classes", (form.table,), classes)


@cache.kept(2, shared=True)
def comparing(store: Store, term: Term) -> Comparing:
    """What stands now, for all who compare with it."""
    return Comparing(cache.facts(store, term), term)


def of_planned_units(
    rows: pd.DataFrame, form: SheetForm, standing: Standing, place: Sequence[str]
) -> pd.DataFrame:
    """``rows``, where units tell them apart in ``place`` with that to which the plan gives each class now."""
    if "unit" not in place or not form.is_of_classes:
        return rows
    units = rows["class_id"].map(standing.planned_rows.set_index("class_id")["unit"])
    return rows.assign(unit=units.fillna(rows["unit"]))


def stored_rows(part: SheetReading) -> pd.DataFrame:
    """The rows of ``part`` as the store would give them back, each with its unit; nobody writes to them."""

    def stored() -> pd.DataFrame:
        rows = to_frame([(0, *row) for row in to_tuples(part.rows, part.declaration)], part.declaration)
        return rows.assign(unit=rows["unit"].fillna(part.unit)) if part.unit else rows

    return piece_of(
        Unchanging(rows=part.rows), ("rows",), ("stored", part.declaration.table, part.unit), stored
    )


def _lacking(rows: pd.DataFrame) -> Sequence[str]:
    """The columns that the sheet of received ``rows`` did not have."""
    mark = rows["lacking"].dropna().unique()
    return str(mark[0]).strip("|").split("|") if len(mark) else ()
