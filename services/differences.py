"""What a sheet would change: its rows against those that stand, cell by cell."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.pieces import Unchanging, piece_of
from metrics.standing import Facts, Standing, collected
from schema.kinds import form_of, kind_by_id
from schema.model import Column, ColumnType, SheetForm
from schema.reading import SheetReading
from schema.term import Term
from services import cache
from store import Store
from store.rows import to_frame, to_tuples

NEW, CHANGED, UNCHANGED, GONE = "new", "changed", "unchanged", "gone"
_CLASS = ("class_id", "course_name", "teacher")
_Places = npt.NDArray[np.intp]
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


def key_columns(form: SheetForm) -> tuple[str, ...]:
    """The columns by which a person knows a row: the key, and the dates of which one belongs to it."""
    return (*form.key, *form.key_dates)


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
        earlier, due = self._standing_rows(form), self._due
        if kind != "plan" and not form.is_of_classes:
            earlier = earlier[earlier["unit"] == part.unit].reset_index(drop=True)
        elif kind != "plan":
            of_unit = earlier["class_id"].isin(due["class_id"][due["unit"] == part.unit])
            earlier = earlier[of_unit | (earlier["unit"] == part.unit)].reset_index(drop=True)
        rows = stored_rows(part)
        listed, cells = _compared(rows, earlier, form, self._names, part.lacking)
        left_out = (
            due.iloc[:0]
            if not form.is_of_classes
            else due[(due["unit"] == part.unit) & ~due["class_id"].isin(rows["class_id"])]
        )
        left_out = left_out[list(_CLASS)].reset_index(drop=True)
        left_out["reported"] = self._is_reported(left_out["class_id"], kind)
        return Difference(kind, part.form, part.unit, listed, cells, left_out)

    def compare_submissions(self, older: int, newer: int, kind: str, form: str | None) -> Difference:
        """The rows of submission ``newer`` against those of ``older``, both of one form, cell by cell.

        Rows that only ``older`` has are ``gone``, under the row that they had there; ``left_out`` are
        the classes of ``older`` that ``newer`` does not mention.
        """
        declared = form_of(kind, form)
        received = self._facts[declared.table]
        before, after = (received.query(f"submission == {n}").reset_index(drop=True) for n in (older, newer))
        names = self._names
        listed, cells = _compared(after, before, declared, names, _lacking(after))
        matched = _matches(before, after, declared) >= 0
        gone = _listed(before[~matched], np.full(int((~matched).sum()), GONE), declared, names)
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
        return _compared(rows, self._standing_rows(form), form, self._names, _lacking(rows))

    @cached_property
    def _due(self) -> pd.DataFrame:
        return self.standing.due_rows[[*_CLASS, "unit"]]

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
            return frozenset(self._standing_rows(form)["class_id"].unique())

        return self.standing.piece("classes", (form.table,), classes)


@cache.kept(2, shared=True)
def comparing(store: Store, term: Term) -> Comparing:
    """What stands now, for all who compare with it."""
    return Comparing(cache.facts(store, term), term)


def stored_rows(part: SheetReading) -> pd.DataFrame:
    """The rows of ``part`` as the store would give them back, each with its unit; nobody writes to them."""

    def stored() -> pd.DataFrame:
        rows = to_frame([(0, *row) for row in to_tuples(part.rows, part.declaration)], part.declaration)
        return rows.assign(unit=rows["unit"].fillna(part.unit)) if part.unit else rows

    return piece_of(
        Unchanging(rows=part.rows), ("rows",), ("stored", part.declaration.table, part.unit), stored
    )


def _compared(
    rows: pd.DataFrame,
    earlier: pd.DataFrame,
    form: SheetForm,
    names: Mapping[str, str],
    lacking: Collection[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every row with its status, and every cell that differs; ``earlier`` holds a key once.

    Of the columns that the sheet lacks it says nothing, so that none of their cells differs.
    """
    places = _matches(rows, earlier, form)
    known = places >= 0
    changed = np.zeros(len(rows), bool)
    cells: list[pd.DataFrame] = []
    for column in form.columns:
        if column.id in form.key or column.id in lacking:
            continue
        new, old = rows[column.id][known], earlier[column.id].take(places[known])
        differing = np.flatnonzero(known)[~_same(new, old, column)]
        changed[differing] = True
        if len(differing) or not cells:  # the first one gives the columns
            about = list(dict.fromkeys(["source_row", *key_columns(form), column.id]))
            before = earlier[["submission", column.id]].take(places[differing])
            cells.append(_cells(rows[about].take(differing), before, column, form))
    status = np.where(~known, NEW, np.where(changed, CHANGED, UNCHANGED))
    differences = pd.concat(cells, ignore_index=True).sort_values(
        "source_row", kind="stable", ignore_index=True
    )
    # A row that meets none has the place -1, which is that of none.
    met = earlier[["submission", "source_row"]].reset_index(drop=True).reindex(places).astype("Int64")
    met = met.set_axis(["old_submission", "old_row"], axis=1).reset_index(drop=True)
    return pd.concat([_listed(rows, status, form, names), met], axis=1), differences


def _matches(rows: pd.DataFrame, earlier: pd.DataFrame, form: SheetForm) -> _Places:
    """For each of ``rows`` the place in ``earlier`` of the row with the same key; -1 for none."""
    both = pd.concat([_keys(rows, form), _keys(earlier, form)], ignore_index=True)
    codes = both.groupby(list(both), dropna=False, sort=False).ngroup().to_numpy()
    places = np.full(codes.max(initial=-1) + 1, -1, dtype=np.intp)
    places[codes[len(rows) :]] = np.arange(len(earlier))
    matches: _Places = places[codes[: len(rows)]]
    return matches


def _keys(rows: pd.DataFrame, form: SheetForm) -> pd.DataFrame:
    keys = rows[list(form.key)]
    if not form.key_dates:
        return keys
    day = rows[form.key_dates[0]]
    for other in form.key_dates[1:]:
        day = day.fillna(rows[other])
    return keys.assign(key_on=day)


def _same(new: pd.Series, old: pd.Series, column: Column) -> npt.NDArray[np.bool_]:
    if column.type is ColumnType.SEVERAL:
        return np.fromiter((set(a) == set(b) for a, b in zip(new, old, strict=True)), bool, len(new))
    if column.default is not None:
        new, old = new.fillna(column.default), old.fillna(column.default)
    a, b = new.reset_index(drop=True), old.reset_index(drop=True)
    same: npt.NDArray[np.bool_] = ((a == b).fillna(False) | (a.isna() & b.isna())).to_numpy(bool)
    return same


def _cells(new: pd.DataFrame, old: pd.DataFrame, column: Column, form: SheetForm) -> pd.DataFrame:
    """One row for each of the rows ``new``, whose ``column`` differs from the one of ``old`` beside it."""
    cells = new[["source_row", *key_columns(form)]].reset_index(drop=True)
    cells["column"] = pd.Series(column.id, index=cells.index, dtype="str")
    cells["old"] = _plain(old[column.id])
    cells["new"] = _plain(new[column.id])
    cells["old_submission"] = old["submission"].to_numpy()
    return cells


def _plain(values: pd.Series) -> pd.Series:
    """The values as people's own types: text, numbers, days, tuples; blank is ``None``."""
    return pd.Series([_plain_value(value) for value in values], dtype=object)


def _plain_value(value: object) -> object:
    if isinstance(value, tuple):
        return value or None
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    return value


def _listed(
    rows: pd.DataFrame, status: npt.NDArray[np.str_], form: SheetForm, names: Mapping[str, str]
) -> pd.DataFrame:
    listed = rows[["source_row", *key_columns(form)]].reset_index(drop=True)
    listed.insert(0, "status", pd.Series(status, dtype="str"))
    if not form.is_of_classes:
        return listed.assign(label=_plain(rows[form.anchor]).astype("str"))
    label = listed["class_id"].map(dict(names)).astype("str")
    if "course_name" in rows:
        label = label.fillna(rows["course_name"].reset_index(drop=True))
    return listed.assign(label=label)


def _lacking(rows: pd.DataFrame) -> Sequence[str]:
    """The columns that the sheet of received ``rows`` did not have."""
    mark = rows["lacking"].dropna().unique()
    return str(mark[0]).strip("|").split("|") if len(mark) else ()
