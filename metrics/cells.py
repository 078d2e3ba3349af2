"""A column that is not in a sheet says nothing: the cell that stood before still stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.latest import RECEIPT_ORDER
from metrics.numbers import numbered_by
from metrics.provenance import ROW, beside
from metrics.relations import Frame, as_pandas, in_memory, lazily
from schema.kinds import all_forms
from schema.model import SheetForm

FORMS: dict[str, SheetForm] = {form.table: form for _kind, form in all_forms()}
KEY_ON = "key_on"


def key_of(form: SheetForm) -> tuple[str, ...]:
    """The columns by which rows of ``form`` are told apart, with ``key_on`` where it has key dates."""
    return (*form.key, KEY_ON) if form.key_dates else form.key


def with_key_date(rows: Frame, form: SheetForm) -> Frame:
    """``rows`` with ``key_on``, the date part of the key, where ``form`` has one."""
    return rows.with_columns(**{KEY_ON: nw.coalesce(*form.key_dates)}) if form.key_dates else rows


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks rows of a table: columns that the ``lacking`` sheets do not have, and ``whole`` lists."""

    lacking: frozenset[str]
    whole: bool


def marks_of(rows: Frame) -> Marks:
    """The marks of ``rows``; a column that the sheet of none of them has is not lacking."""
    if in_memory(rows):
        native = as_pandas(rows)
        marks, whole = native["lacking"].unique().tolist(), native["whole"].any()
    else:
        told = (
            rows.to_native().aggregate("list(distinct coalesce(lacking, '')), bool_or(whole)").fetchall()[0]
        )
        marks, whole = told[0] or [], told[1]
    lacking = [frozenset(mark.strip("|").split("|")) for mark in marks if isinstance(mark, str) and mark]
    has_all = len(lacking) < len(marks)  # some sheet lacks none
    every = frozenset.intersection(*lacking) if lacking and not has_all else frozenset[str]()
    return Marks(frozenset[str]().union(*lacking) - every, bool(whole))


def completed(rows: Frame, key: Sequence[str], columns: Iterable[str], *, tracing: bool = False) -> Frame:
    """``rows`` with each cell of ``columns`` whose sheet lacks the column taken from the row before it.

    That is the row of the same ``key`` received before whose sheet has the column; where there is
    none, the cell stays as it is. With ``tracing`` the columns of :func:`metrics.provenance.beside` say
    which row each of these cells was taken from.
    """
    if in_memory(rows):
        return lazily(_completed(as_pandas(rows), key, columns, tracing))
    for column in columns:
        lacks = nw.col("lacking").str.contains(mark(column), literal=True).fill_null(False)
        # Rows from one that has the column up to the next that has it share a number; 0: none has yet.
        run = (~lacks).cast(nw.Int64).cum_sum().over(*key, order_by=list(RECEIPT_ORDER))
        first = nw.col(column).first().over(*key, "run", order_by=list(RECEIPT_ORDER))
        cell = nw.when(nw.col("run") > 0).then(first).otherwise(nw.col(column))
        rows = rows.with_columns(run=run).with_columns(**{column: cell}).drop("run")
    return rows


def _completed(rows: pd.DataFrame, key: Sequence[str], columns: Iterable[str], tracing: bool) -> pd.DataFrame:
    """The same of frames in memory, where one sorting serves all columns."""
    keys = numbered_by(rows, key)
    order = np.lexsort([rows[name].to_numpy() for name in reversed(RECEIPT_ORDER)] + [keys])
    places = np.arange(len(order))
    starts = np.maximum.accumulate(np.where(np.diff(keys[order], prepend=-1) != 0, places, 0))
    codes, marks = pd.factorize(rows["lacking"])
    filled = {}
    for column in columns:
        lacks = np.array([*(mark(column) in text for text in marks), False])[codes[order]]
        last = np.maximum.accumulate(np.where(lacks, -1, places))
        said_by = np.empty(len(order), dtype=np.intp)
        said_by[order] = order[np.where(last >= starts, last, places)]
        filled[column] = rows[column].array.take(said_by)
        for name in ROW if tracing else ():
            filled[beside(column)[name]] = rows[name].astype("Int64").array.take(said_by)
    return rows.assign(**filled)


def mark(column: str) -> str:
    """How ``lacking`` names a column that the sheet does not have."""
    return f"|{column}|"
