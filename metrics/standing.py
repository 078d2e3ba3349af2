"""Which rows count: the facts as they stood at a moment, joined to the classes due.

A submission stands from its receipt until it is withdrawn. For each key of a sheet the row of
the latest standing submission counts, by time of receipt and then by number of submission
(design, "Which row counts"). Everything reported is joined to the plan by ``class_id`` and
belongs to the unit of the plan; what the plan does not know is in no indicator.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import narwhals as nw
import pandas as pd

from schema.kinds import REPORTED_KINDS, kind_by_id
from schema.model import SheetForm
from schema.term import Term

Frame = nw.LazyFrame[Any]
# Table name → pandas frame or DuckDB relation, each with the columns of the form, ``submission``,
# ``submitted_unit``, ``received_at`` (UTC), ``received_on`` (local midnight) and ``withdrawn_at``.
Facts = Mapping[str, Any]

# The day of what holds from the beginning, before any day that can be asked for.
ALWAYS = dt.datetime.combine(dt.date(1970, 1, 1), dt.time())
RECEIPT = ("submission", "received_at", "received_on", "withdrawn_at")
PROVENANCE = ("submitted_unit", *RECEIPT)
RECEIPT_ORDER = ("received_at", "submission")


def stored(moment: dt.datetime) -> dt.datetime:
    """``moment`` as the store writes moments: naive UTC. Raises ``ValueError`` if it has no offset."""
    if moment.utcoffset() is None:
        raise ValueError(f"known_at {moment.isoformat()} needs an offset, for example +08:00")
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def as_stored(known_at: dt.datetime | None) -> dt.datetime | None:
    """``known_at`` as :func:`stored`; ``None`` stays ``None``."""
    return None if known_at is None else stored(known_at)


def midnight(day: dt.date) -> dt.datetime:
    """``day`` as the store writes days."""
    return dt.datetime.combine(day, dt.time())


def collected(frame: Frame) -> pd.DataFrame:
    """The rows of ``frame`` as pandas, numbered from 0, whatever it runs on."""
    native: pd.DataFrame = frame.collect("pandas").to_native()
    return native.reset_index(drop=True)


class Standing:
    """The facts as they stood at ``known_at`` (``None``: with all that has been received).

    Every property is a lazy frame. ``class_no`` numbers the classes due and ``unit_no`` the units
    of the term in its order (-1: not of the term): numbers are quicker to carry and to compare than
    the names. A submission holds a key once; the loaders see to it.
    """

    def __init__(self, facts: Facts, term: Term, known_at: dt.datetime | None = None) -> None:
        self._facts = facts
        self._units = term.unit_names
        self._moment = as_stored(known_at)

    @cached_property
    def due(self) -> Frame:
        """Classes due: ``class_no``, ``unit_no``, and ``class_id`` to ``enrolled`` of the plan."""
        columns = ("class_id", "unit", "course_name", "teacher", "enrolled")
        rows = self._latest(self.received("plan", columns), ("class_id",))
        numbered = rows.select(*columns, unit_no=self._unit_no("unit"))
        return numbered.with_row_index("class_no", order_by="class_id")

    @cached_property
    def groups(self) -> Frame:
        """One row a class: ``created_on``, ``counselor_joined_on``, ``assistant``."""
        return self._of_due("groups", ("created_on", "counselor_joined_on", "assistant"))

    @cached_property
    def snapshots(self) -> Frame:
        """One row a class and ``as_of``: ``expected``, ``joined``, ``notified``, ``received``."""
        counts = ("expected", "joined", "notified", "received")
        return self._of_due("enrollment", counts, key=("as_of",))

    @cached_property
    def roster(self) -> Frame:
        """One row a class and ``student_id``: ``joined_on``, ``joined``, ``notified``, ``received``.

        A mark without a day of its own counts from the day of receipt. A roster sent again repeats
        its marks, so ``joined_since``, ``notified_since`` and ``received_since`` are the days on
        which each was received for the first time since a standing row last said otherwise.
        """
        key = ("class_no", "student_id")
        rows = self._joined_to_due("roster", ("student_id", "joined_on", "joined", "notified", "received"))
        said = {"joined": nw.coalesce("joined", ~nw.col("joined_on").is_null())}
        said |= {mark: nw.col(mark).fill_null(False) for mark in ("notified", "received")}
        for mark, says in said.items():
            rows = _with_since(rows, mark, says, key)
        return self._latest(rows, key)

    @cached_property
    def materials(self) -> Frame:
        """One row an item that is there (``count`` 1 or more, blank is 1)."""
        key = ("material_kind", "title", "uploaded_on")
        items = self._of_due("materials", ("count",), key=key)
        return items.filter(nw.col("count").is_null() | (nw.col("count") > 0))

    @cached_property
    def visits(self) -> Frame:
        """One row a visit: ``planned_on``, ``visited_on``, ``visitor``, ``visitor_kind``.

        A visit is known by its class, its visitor and the day it was planned for (else done);
        ``first_received_on`` is the day on which a standing submission first named it.
        """
        rows = self._joined_to_due("visits", ("planned_on", "visited_on", "visitor", "visitor_kind"))
        key = ("class_no", "visitor", "key_on")
        rows = rows.with_columns(key_on=nw.coalesce("planned_on", "visited_on"))
        rows = rows.with_columns(first_received_on=nw.col("received_on").min().over(*key))
        return self._latest(rows, key)

    @cached_property
    def submissions(self) -> Frame:
        """One row a submission of the kinds that units report: provenance, ``kind`` and ``unit_no``."""
        tables = [
            self._rows(form.table, PROVENANCE)
            .unique(subset=["submission"], keep="any")
            .with_columns(kind=nw.lit(kind))
            for kind in REPORTED_KINDS
            for form in kind_by_id(kind).forms
        ]
        return self._standing(nw.concat(tables)).with_columns(unit_no=self._unit_no("submitted_unit"))

    def received(self, table: str, columns: Sequence[str]) -> Frame:
        """``columns`` of all standing submissions of ``table``, superseded or not, and their receipt."""
        return self._standing(self._rows(table, (*columns, *RECEIPT)))

    def rows(self, form: SheetForm) -> Frame:
        """Every row of ``form`` that stands, whether or not the plan knows its class.

        The columns of the form, ``source_row`` and the receipt; with ``key_on``, the date part of
        the key, where the form has one.
        """
        rows, key = self.received(form.table, (*form.column_ids, "source_row")), form.key
        if form.key_dates:
            rows, key = rows.with_columns(key_on=nw.coalesce(*form.key_dates)), (*form.key, "key_on")
        return self._latest(rows, key)

    def _unit_no(self, unit: str) -> nw.Expr:
        numbers = dict(zip(self._units, range(len(self._units)), strict=True))
        return nw.col(unit).replace_strict(numbers, default=-1, return_dtype=nw.Int64)

    def _rows(self, table: str, columns: Sequence[str]) -> Frame:
        rows: Frame = nw.from_native(self._facts[table]).lazy()
        return rows.select(*columns)

    def _standing(self, rows: Frame) -> Frame:
        withdrawn_at = nw.col("withdrawn_at")
        if self._moment is None:
            return rows.filter(withdrawn_at.is_null())
        stands = withdrawn_at.is_null() | (withdrawn_at > self._moment)
        return rows.filter((nw.col("received_at") <= self._moment) & stands)

    def _latest(self, rows: Frame, key: Sequence[str]) -> Frame:
        return rows.unique(subset=list(key), keep="last", order_by=list(RECEIPT_ORDER))

    def _joined_to_due(self, table: str, columns: Sequence[str]) -> Frame:
        classes = self.due.select("class_no", "class_id", "unit_no")
        rows = self.received(table, ("class_id", *columns)).join(classes, on="class_id")
        return rows.drop("class_id", "withdrawn_at")

    def _of_due(self, table: str, columns: Sequence[str], key: Sequence[str] = ()) -> Frame:
        rows = self._joined_to_due(table, (*key, *columns))
        return self._latest(rows, ("class_no", *key))


def _with_since(rows: Frame, mark: str, says: nw.Expr, key: Sequence[str]) -> Frame:
    """``rows`` with ``<mark>_since``: the first day of receipt after the last row that does not say it."""
    rows = rows.with_columns(unsaid_at=nw.when(~says).then("received_at"))
    rows = rows.with_columns(unsaid_at=nw.col("unsaid_at").max().over(*key))
    unbroken = says & (nw.col("unsaid_at").is_null() | (nw.col("received_at") > nw.col("unsaid_at")))
    rows = rows.with_columns(since=nw.when(unbroken).then("received_on"))
    since = nw.coalesce(nw.col("since").min().over(*key), "received_on")
    return rows.with_columns(since.alias(f"{mark}_since")).drop("unsaid_at", "since")
