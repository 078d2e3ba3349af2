"""The rows of sheets as they stood at a moment, from any engine, whatever they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, TypeVar

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.cells import FORMS, Marks, completed, key_of, marks_of, with_key_date
from metrics.columns import columns_of
from metrics.ends import NOBODY, called_off, earliest, left_out, without
from metrics.keyed import latest
from metrics.moments import as_stored
from metrics.pieces import is_unchanging, piece_of
from metrics.provenance import SOURCE, beside
from metrics.relations import Frame, as_pandas, collected, in_memory, kept, lazily
from schema.model import SheetForm
from schema.plan import CALLED_OFF

# Table name → pandas frame or DuckDB relation, each with the columns of the form, ``submission``,
# ``submitted_unit``, ``received_at`` (UTC), ``received_on`` (local midnight), ``withdrawn_at``,
# ``lacking`` (``|column|column|`` that the sheet did not have) and ``whole`` (sent as the whole list).
Facts = Mapping[str, Any]

T = TypeVar("T")

RECEIPT = ("submission", "received_at", "received_on", "withdrawn_at")
PROVENANCE = ("submitted_unit", *RECEIPT, "lacking", "whole")
PLAN_TABLE = "plan"


def standing_at(rows: Frame, moment: dt.datetime | None) -> Frame:
    """Those of ``rows`` whose submission stands at ``moment``, as :func:`stored` (``None``: now)."""
    withdrawn_at = nw.col("withdrawn_at")
    if moment is None:
        if rows.implementation.is_pandas() and rows.to_native()["withdrawn_at"].isna().all():
            return rows
        return rows.filter(withdrawn_at.is_null())
    if rows.implementation.is_pandas():
        native = rows.to_native()
        stood = ((native["received_at"] <= moment) & ~(native["withdrawn_at"] <= moment)).to_numpy()
        return rows if stood.all() else lazily(native[stood])
    stands = withdrawn_at.is_null() | (withdrawn_at > moment)
    return rows.filter((nw.col("received_at") <= moment) & stands)


class Piece(cached_property[T]):
    """A property that is made of ``tables`` and no others, see :mod:`metrics.pieces`."""

    def __init__(self, work: Callable[[Any], T], tables: tuple[str, ...]) -> None:
        super().__init__(lambda standing: standing.piece(work.__qualname__, tables, lambda: work(standing)))
        self.tables, self.__doc__ = tables, work.__doc__


def piece(*tables: str) -> Callable[[Callable[[Any], T]], Piece[T]]:
    """Let a property be a :class:`Piece`."""
    return lambda work: Piece(work, tables)


def _acts_of(rows: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    """The moments at which something of a table was received or withdrawn, in order."""
    moments = np.concatenate(
        [rows[name].to_numpy("datetime64[us]") for name in ("received_at", "withdrawn_at")]
    )
    return np.unique(moments[~np.isnat(moments)])


class Received:
    """What of ``facts`` stood at ``known_at`` (``None``: of all that has been received).

    Lists without days hold whom they hold at the end of ``on`` (``None``: of all days), see
    :mod:`metrics.ends`. With ``tracing`` every row keeps the columns of ``SOURCE``.
    """

    def __init__(
        self, facts: Facts, known_at: dt.datetime | None, on: dt.date | None, *, tracing: bool
    ) -> None:
        self._facts, self.tracing = facts, tracing
        self._moment = as_stored(known_at)
        self._on = None if on is None else pd.Timestamp(on)
        self._marks: dict[str, Marks] = {}
        self._ends: dict[str, pd.DataFrame] = {}
        self._left: dict[str, pd.DataFrame] = {}

    @property
    def in_memory(self) -> bool:
        """Whether the facts are frames of pandas."""
        return in_memory(self._facts[PLAN_TABLE])

    def piece(self, key: Hashable, tables: Sequence[str], work: Callable[[], T]) -> T:
        """What ``work`` makes of ``tables`` as they stand; traced, it is made by everybody anew."""
        if self.tracing:
            return work()
        # The day matters only where a list leaves somebody out, or a class is called off.
        on = self._on if any(len(self.ends(table)) for table in tables) else None
        whole = (key, self._places, self._known_of(tables), on)
        return piece_of(self._facts, tables, whole, lambda: kept(work()))

    def _known_of(self, tables: Sequence[str]) -> Hashable:
        """How many of the acts about each of ``tables`` count; ``None`` where all do.

        Between two receipts or withdrawals the same stands, whatever the moment.
        """
        frames = [self._facts[table] for table in tables]
        if self._moment is None or not (is_unchanging(self._facts) and all(map(in_memory, frames))):
            return self._moment
        counted = []
        for table, rows in zip(tables, frames, strict=True):
            acts = piece_of(self._facts, (table,), "acts", partial(_acts_of, rows))
            known = int(np.searchsorted(acts, np.datetime64(self._moment), side="right"))
            counted.append(None if known == len(acts) else known)
        return None if counted == [None] * len(tables) else tuple(counted)

    @property
    def _places(self) -> Hashable:
        """What else pieces hang on: those of whom rows are numbered."""
        return None

    def received(self, table: str, columns: Sequence[str]) -> Frame:
        """``columns`` of all standing submissions of ``table``, superseded or not, and their receipt.

        A cell whose column the sheet does not have is that of the standing row before, of the same key.
        Rows of a key that a list no longer has are left out.
        """
        gone, key = self._by_then(self._left_out(table)), FORMS[table].key
        if gone.empty:
            return self._listed(table, columns)
        kept = self._listed(table, (*columns, *key))
        others = [name for name in key if name not in columns]
        return without(kept, gone, key).drop(others)

    def ends(self, table: str) -> pd.DataFrame:
        """The keys of ``table`` that it once had and has no more: the key and ``ends_on``, from which day.

        Of the plan also the classes that are called off, of which it has a row all the same.
        """
        if table not in self._ends:
            key = ("ends", self._known_of((table,)), self.tracing)
            self._ends[table] = piece_of(self._facts, (table,), key, lambda: self._ends_of(table))
        return self._ends[table]

    def _ends_of(self, table: str) -> pd.DataFrame:
        parts = [self._left_out(table)]
        if table == PLAN_TABLE and self._has_called_off():
            parts.append(called_off(self._listed(table, ("class_id", "state"))))
        return earliest(parts, FORMS[table].key) if len(parts) > 1 else parts[0]

    def _left_out(self, table: str) -> pd.DataFrame:
        if table not in self._left:
            form = FORMS[table]
            self._left[table] = NOBODY
            if form.whole_of and self._marks_of(table).whole:
                columns = dict.fromkeys((*form.key, form.whole_of, *RECEIPT, "whole"))
                self._left[table] = left_out(self._standing(self._rows(table, tuple(columns))), form)
        return self._left[table]

    def _has_called_off(self) -> bool:
        """Whether a class of the plan is called off, in a sheet that stands or not."""
        facts = lazily(self._facts[PLAN_TABLE])
        if in_memory(facts):
            return bool((as_pandas(facts)["state"] == CALLED_OFF).any())
        return len(collected(facts.filter(nw.col("state") == CALLED_OFF).select("submission").head(1))) > 0

    def _by_then(self, ends: pd.DataFrame) -> pd.DataFrame:
        """Those of :meth:`ends` that are gone by the end of the day."""
        return ends if self._on is None else ends[ends["ends_on"] <= self._on]

    def _listed(self, table: str, columns: Sequence[str]) -> Frame:
        """:meth:`received`, with what a list no longer has."""
        form = FORMS[table]
        asked, lacking = dict.fromkeys((*columns, *RECEIPT)), self._marks_of(table).lacking
        open_cells = [id for id in asked if id in lacking and id not in form.key]
        if not open_cells:
            return self._standing(self._rows(table, tuple(asked)))
        every = dict.fromkeys((*asked, *form.key, *form.key_dates, "lacking"))
        rows = with_key_date(self._standing(self._rows(table, tuple(every))), form)
        own = [name for id in open_cells for name in beside(id).values()] if self.tracing else []
        filled = completed(rows, key_of(form), open_cells, tracing=self.tracing)
        names = dict.fromkeys((*asked, *self._kept, *own))
        if filled.implementation.is_pandas():
            return lazily(columns_of(filled.to_native(), names))
        return filled.select(*names)

    def rows(self, form: SheetForm) -> Frame:
        """Every row of ``form`` that stands, whether or not the plan knows its class.

        The columns of the form, ``source_row`` and the receipt; with ``key_on``, the date part of
        the key, where the form has one.
        """

        def standing() -> Frame:
            rows = self.received(form.table, (*form.column_ids, "source_row"))
            return latest(with_key_date(rows, form), key_of(form))

        return self.piece("rows", (form.table,), standing)

    @property
    def _kept(self) -> tuple[str, ...]:
        return SOURCE if self.tracing else ()

    def _rows(self, table: str, columns: Sequence[str]) -> Frame:
        native = self._facts[table]
        if isinstance(native, pd.DataFrame) and not self.tracing:
            return lazily(columns_of(native, columns))
        rows = lazily(native)
        if not self.tracing:
            return rows.select(*columns)
        # Whoever traces wants the rows themselves.
        traced = rows.select(*dict.fromkeys((*columns, "source_row")), source_table=nw.lit(table))
        return traced if in_memory(traced) else lazily(collected(traced))

    def _marks_of(self, table: str) -> Marks:
        if table not in self._marks:
            facts = self._facts[table]
            self._marks[table] = piece_of(self._facts, (table,), "marks", lambda: marks_of(lazily(facts)))
        return self._marks[table]

    def _standing(self, rows: Frame) -> Frame:
        return standing_at(rows, self._moment)
