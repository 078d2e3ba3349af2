"""Which rows count: the facts as they stood at a moment, joined to the classes due.

A submission stands from its receipt until it is withdrawn. For each key of a sheet the row of the
latest standing submission counts, by time of receipt and then by number of submission; a cell whose
column its sheet does not have is that of the row before. Everything reported is joined to the plan by
``class_id`` and belongs to the unit of the plan; what the plan does not know is in no indicator.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cached_property, partial
from operator import itemgetter

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.ends import without
from metrics.keyed import latest, latest_with_since, over_key
from metrics.latest import RECEIPT_ORDER
from metrics.numbers import numbered_by, with_classes
from metrics.provenance import SOURCE, carried, first_and_last
from metrics.received import (
    RECEIPT,
    Facts,
    Received,
    piece,
)
from metrics.relations import (
    Columns,
    Frame,
    as_pandas,
    collected,
    either,
    in_memory,
    lazily,
    where,
    with_made,
)
from schema.figures import CAMPUS
from schema.kinds import REPORTED_KINDS, form_of, kind_by_id
from schema.model import SheetForm
from schema.term import Term

# Of the kinds that units report.
REPORTED_TABLES = tuple(form.table for kind in REPORTED_KINDS for form in kind_by_id(kind).forms)
_OF_PLAN = ("class_id", "unit", "course_name", "teacher", "first_session_on", "enrolled", "teacher_id")


class Standing(Received):
    """The facts as they stood at ``known_at`` (``None``: with all that has been received).

    Lists without days hold whom they hold at the end of ``on`` (``None``: at the end of all days), see
    :mod:`metrics.ends`. ``class_no`` numbers the classes of the plan and ``unit_no`` the units of the term
    in its order (-1: not of the term): numbers are quicker to carry and to compare than the names.
    ``campus_no``, one more than the last unit's, is the number of what belongs to the campus itself. A
    submission holds a key once; the loaders see to it. With ``tracing`` every row keeps the columns of
    ``SOURCE`` and, where it is of a class, ``class_id``.
    """

    def __init__(
        self,
        facts: Facts,
        term: Term,
        known_at: dt.datetime | None = None,
        *,
        on: dt.date | None = None,
        tracing: bool = False,
    ) -> None:
        super().__init__(facts, known_at, on, tracing=tracing)
        self.term, self._units = term, term.unit_names
        self.campus_no = len(self._units)
        self._known_at, self._day = known_at, on

    def about(self, form: SheetForm, classes: pd.Series) -> Standing:
        """The facts of ``form``, which stands by class, about some ``classes`` alone, in memory."""
        rows = self._facts[form.table]
        few = {form.table: rows[rows["class_id"].isin(classes).to_numpy()]}
        return Standing(few, self.term, self._known_at, on=self._day, tracing=self.tracing)

    @property
    def _places(self) -> tuple[str, ...]:
        return self._units

    @piece("plan")
    def due(self) -> Frame:
        """Those of :attr:`planned` that are due."""
        return without(self.planned, self._by_then(self.ends("plan")), ("class_id",))

    @piece("plan")
    def planned(self) -> Frame:
        """Every class that was ever in the plan: ``class_no``, ``unit_no``, and of it ``_OF_PLAN``."""
        rows = latest(self._listed("plan", _OF_PLAN), ("class_id",))
        numbered = self._with_unit_no(rows.select(*_OF_PLAN, *self._kept), "unit")
        return numbered.with_row_index("class_no", order_by="class_id")

    @piece("plan")
    def due_rows(self) -> pd.DataFrame:
        """:attr:`due`, collected."""
        return collected(self.due)

    @piece("plan")
    def planned_rows(self) -> pd.DataFrame:
        """:attr:`planned`, collected."""
        return collected(self.planned)

    @piece("plan", "groups")
    def groups(self) -> Frame:
        """One row a class: the days, the assistant and the place of ``groups``."""
        return latest(self.all_groups, ("class_no",))

    @piece("plan", "groups")
    def all_groups(self) -> Frame:
        """Every standing row of ``groups`` about a class due, superseded or not, with the receipt."""
        days = ("created_on", "counselor_joined_on", "announced_on", "tested_on", "teacher_notified_on")
        return self._joined_to_due("groups", (*days, "assistant", "location", "lacking"))

    @piece("plan", "enrollment")
    def snapshots(self) -> Frame:
        """One row a class and ``as_of``: ``expected``, ``joined``, ``notified``, ``received``."""
        counts = ("expected", "joined", "notified", "received")
        return self.of_classes("enrollment", counts, key=("as_of",))

    @piece("plan", "roster")
    def roster(self) -> Frame:
        """One row a class and ``student_id``: ``joined_on``, ``joined``, ``notified``, ``received``.

        A mark without a day of its own counts from the day of receipt. A roster sent again repeats
        its marks, so ``joined_since``, ``notified_since`` and ``received_since`` are the days on
        which each was received for the first time since a standing row last said otherwise.
        """
        marks = ("joined", "notified", "received")
        rows = self._joined_to_due("roster", ("student_id", "joined_on", *marks))
        says = {mark: itemgetter(mark) for mark in marks} | {"joined": has_joined}
        return latest_with_since(rows, ("class_no", "student_id"), says)

    @piece("plan", "materials")
    def materials(self) -> Frame:
        """One row an item that is there (``count`` 1 or more, blank is 1)."""
        key = ("material_kind", "title", "uploaded_on")
        items = self.of_classes("materials", ("count",), key=key)
        return items.filter(nw.col("count").is_null() | (nw.col("count") > 0))

    @piece("plan", "visits")
    def visits(self) -> Frame:
        """One row a visit: ``planned_on``, ``visited_on``, ``visitor``, ``visitor_kind``, ``mode``.

        A visit is known by its class, its visitor and the day it was planned for (else done);
        ``first_received_on`` is the day on which a standing submission first named it. Once planned it
        stays so: a row that says only that it took place takes nothing back.
        """
        columns = ("planned_on", "visited_on", "visitor", "visitor_kind", "mode")
        key = ("class_no", "visitor", "key_on")
        rows = with_made(self._joined_to_due("visits", columns), key_on=_planned_or_done)
        if self.tracing:
            told = as_pandas(rows).sort_values([*RECEIPT_ORDER])
            rows = lazily(first_and_last(told, numbered_by(told, key), "first_received_on", "planned_on"))
        planned, first = ("planned_on", "max"), ("received_on", "min")
        return latest(over_key(rows, key, planned_on=planned, first_received_on=first), key)

    @cached_property
    def workgroups(self) -> Frame:
        """One row a unit (or the campus) and group: ``group_kind``, ``leader_post``, ``formed_on``."""
        key = _within_unit("workgroups")
        rows = self.of_units("workgroups", (*key, "leader_post", "formed_on"), key, campus=True)
        return where(rows, lambda rows: ~rows["formed_on"].isnull())

    @cached_property
    def plans(self) -> Frame:
        """One row a unit and special matter ``item`` with 报送日期: ``courses``, ``courses_designed``."""
        columns = ("item", "submitted_on", "courses", "courses_designed")
        rows = self.of_units("contingency", columns, _within_unit("contingency", "register"))
        return where(rows, lambda rows: ~rows["submitted_on"].isnull())

    @cached_property
    def submissions(self) -> Frame:
        """One row a submission of the kinds that units report: provenance, ``kind`` and ``unit_no``."""
        every = partial(self.submissions_of, REPORTED_KINDS)
        return every() if self.in_memory else self.piece("sheets", REPORTED_TABLES, every)

    def submissions_of(self, kinds: Collection[str]) -> Frame:
        """:attr:`submissions` of some of these kinds."""
        forms = [(kind, form.table) for kind in kinds for form in kind_by_id(kind).forms]
        rows = nw.concat([self._sheets(kind, table) for kind, table in forms])
        # That there is a sheet is said by no row of it.
        no_row = nw.when(nw.col("submission").is_null()).then("source_row")
        return rows.with_columns(source_row=no_row) if self.tracing else rows

    def _sheets(self, kind: str, table: str) -> Frame:
        def standing() -> Frame:
            rows = _once_each(self._rows(table, ("submitted_unit", *RECEIPT)))
            return self._with_unit_no(self._standing(rows.with_columns(kind=nw.lit(kind))), "submitted_unit")

        # An engine is asked for the sheets of all kinds at once.
        return self.piece(("sheets", kind), (table,), standing) if self.in_memory else standing()

    def of_classes(self, table: str, columns: Sequence[str], key: Sequence[str] = ()) -> Frame:
        """The latest row of each class due and ``key``: ``columns``, ``class_no`` and the receipt."""
        return latest(self._joined_to_due(table, (*key, *columns)), ("class_no", *key))

    def while_due(self, table: str, columns: Sequence[str], day: str) -> Frame:
        """Every standing row of ``table`` about a class that was due on the ``day`` of the row."""
        rows = self._joined(table, columns, self.planned)
        ends = self.ends("plan")
        if ends.empty:
            return rows
        # Few classes end, and on few days.
        ended = collected(self.planned.filter(nw.col("class_id").is_in(ends["class_id"].tolist())))
        of_days = ended.merge(ends, on="class_id").groupby("ends_on")["class_no"]
        for ends_on, classes in of_days:
            over = nw.col("class_no").is_in(classes.tolist()) & (nw.col(day) >= ends_on)
            rows = rows.filter(~over)
        return rows

    def of_units(
        self, table: str, columns: Sequence[str], key: Sequence[str] | None, *, campus: bool = False
    ) -> Frame:
        """Rows of a form about units, the latest of each and ``key`` (``None``: all), with ``unit_no``.

        Those of no unit of the term are left out; with ``campus`` the campus's own are ``campus_no``.
        """
        rows = self.numbered(self.received(table, ("unit", *columns)), campus=campus)
        return rows if key is None else latest(rows, ("unit_no", *key))

    def numbered(self, rows: Frame, *, campus: bool = False) -> Frame:
        """Those of ``rows`` whose ``unit`` is of the term (or the campus), with its ``unit_no``."""
        return where(self._with_unit_no(rows, "unit", campus=campus), lambda rows: rows["unit_no"] >= 0)

    def _with_unit_no(self, rows: Frame, unit: str, *, campus: bool = False) -> Frame:
        """``rows`` with ``unit_no``, the number of the unit that the column ``unit`` names, else -1."""
        if in_memory(rows):
            native = as_pandas(rows)
            return lazily(native.assign(unit_no=self._unit_no(native[unit], campus=campus)))
        numbers = self._unit_numbers(campus=campus)
        return rows.with_columns(
            unit_no=nw.col(unit).replace_strict(numbers, default=-1, return_dtype=nw.Int64)
        )

    def _unit_no(self, names: pd.Series, *, campus: bool = False) -> npt.NDArray[np.int64]:
        codes, units = pd.factorize(names)
        numbers = self._unit_numbers(campus=campus)
        of_names: npt.NDArray[np.int64] = np.array([*(numbers.get(unit, -1) for unit in units), -1])[codes]
        return of_names

    def _unit_numbers(self, *, campus: bool = False) -> dict[str, int]:
        names = (*self._units, CAMPUS) if campus else self._units
        return dict(zip(names, range(len(names)), strict=True))

    def _joined_to_due(self, table: str, columns: Sequence[str]) -> Frame:
        return self._joined(table, columns, self.due)

    def _joined(self, table: str, columns: Sequence[str], classes: Frame) -> Frame:
        rows = self.received(table, ("class_id", *columns))
        about_class = ("class_id", *SOURCE, *carried(rows)) if self.tracing else ()
        kept = [name for name in dict.fromkeys((*columns, *RECEIPT, *about_class)) if name != "withdrawn_at"]
        if rows.implementation.is_pandas():
            return lazily(with_classes(rows.to_native(), classes.to_native(), kept))
        numbers = classes.select("class_no", "class_id", "unit_no")
        return rows.join(numbers, on="class_id").select(*kept, "class_no", "unit_no")


def _once_each(rows: Frame) -> Frame:
    """A row of each submission of ``rows``."""
    if rows.implementation.is_pandas():
        native = rows.to_native()
        return lazily(native[~native["submission"].duplicated().to_numpy()])
    return rows.unique(subset=["submission"], keep="any")


def _within_unit(kind: str, form: str | None = None) -> tuple[str, ...]:
    """By what the rows of a form that a unit sends are told apart, beside the unit."""
    return tuple(column for column in form_of(kind, form).key if column != "unit")


def has_joined(rows: Columns) -> Columns:
    """Whether somebody of a roster has joined: the mark says so, where that is blank the day."""
    return either(~rows["joined"].isnull(), rows["joined"], ~rows["joined_on"].isnull())


def _planned_or_done(rows: Columns) -> Columns:
    return either(~rows["planned_on"].isnull(), rows["planned_on"], rows["visited_on"])
