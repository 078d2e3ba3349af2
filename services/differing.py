"""Rows held against those that they would replace: cell by cell, a column at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.columns import columns_of
from metrics.numbers import numbered_by
from schema.model import Column, ColumnType, SheetForm

NEW, CHANGED, UNCHANGED, GONE = "new", "changed", "unchanged", "gone"
_Places = npt.NDArray[np.intp]
_Marks = npt.NDArray[np.bool_]


def key_columns(form: SheetForm) -> tuple[str, ...]:
    """The columns by which a person knows a row: the key, and the dates of which one belongs to it."""
    return (*form.key, *form.key_dates)


def compared(
    rows: pd.DataFrame,
    earlier: pd.DataFrame,
    form: SheetForm,
    names: Mapping[str, str],
    lacking: Collection[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every row with its status, and every cell that differs; ``earlier`` holds a key once.

    Of the columns that the sheet lacks it says nothing, so that none of their cells differs.
    """
    places = matches(rows, earlier, form)
    known = np.flatnonzero(places >= 0)
    met, changed = places[known], np.zeros(len(rows), bool)
    differing: dict[str, _Places] = {}
    for column in form.columns:
        if column.id in form.key or column.id in lacking:
            continue
        new, old = (frame[column.id].array.take(at) for frame, at in ((rows, known), (earlier, met)))
        differing[column.id] = known[~_same(new, old, column)]
        changed[differing[column.id]] = True
    status = np.full(len(rows), NEW, dtype=object)
    status[known] = np.where(changed[known], CHANGED, UNCHANGED)
    listed = listed_rows(rows, status, form, names)
    for name, own in (("submission", "old_submission"), ("source_row", "old_row")):
        numbers = np.zeros(len(rows), dtype="int64")
        numbers[known] = earlier[name].to_numpy()[met]
        listed[own] = pd.arrays.IntegerArray(numbers, places < 0)
    return listed, _cells(rows, earlier, differing, places, form)


def _cells(
    rows: pd.DataFrame,
    earlier: pd.DataFrame,
    differing: Mapping[str, _Places],
    places: _Places,
    form: SheetForm,
) -> pd.DataFrame:
    """One row for each cell in which one of ``rows`` differs from the row at its place in ``earlier``."""
    at = np.concatenate([np.zeros(0, dtype=np.intp), *differing.values()])
    order = np.argsort(rows["source_row"].to_numpy()[at], kind="stable")
    columns: dict[str, Any] = {
        name: rows[name].array.take(at[order]) for name in ("source_row", *key_columns(form))
    }
    ids = np.repeat(np.array([*differing], dtype=object), [len(own) for own in differing.values()])
    columns["column"] = pd.array(ids[order], dtype="str")
    sides = {"old": (earlier, places), "new": (rows, np.arange(len(rows)))}
    for side, (frame, place) in sides.items():
        values = [_plain(frame[id].array.take(place[own])) for id, own in differing.items()]
        every = [each for own in values for each in own]
        # As a series of objects: of an array pandas would guess a type, and make of a blank no time.
        columns[side] = pd.Series([every[place] for place in order], dtype=object)
    columns["old_submission"] = earlier["submission"].array.take(places[at[order]])
    return pd.DataFrame(columns)


def matches(rows: pd.DataFrame, earlier: pd.DataFrame, form: SheetForm) -> _Places:
    """For each of ``rows`` the place in ``earlier`` of the row with the same key; -1 for none."""
    codes = numbered_by(pd.concat([_keys(rows, form), _keys(earlier, form)], ignore_index=True), _names(form))
    codes = pd.factorize(codes)[0]
    places = np.full(codes.max(initial=-1) + 1, -1, dtype=np.intp)
    places[codes[len(rows) :]] = np.arange(len(earlier))
    met: _Places = places[codes[: len(rows)]]
    return met


def _names(form: SheetForm) -> tuple[str, ...]:
    return (*form.key, "key_on") if form.key_dates else form.key


def _keys(rows: pd.DataFrame, form: SheetForm) -> pd.DataFrame:
    keys = columns_of(rows, form.key)
    if not form.key_dates:
        return keys
    day = rows[form.key_dates[0]]
    for other in form.key_dates[1:]:
        day = day.fillna(rows[other])
    return keys.assign(key_on=day)


def _same(new: Any, old: Any, column: Column) -> _Marks:
    """Whether the values of two arrays of ``column`` are the same, place by place."""
    if column.type is ColumnType.SEVERAL:
        return np.fromiter((set(a) == set(b) for a, b in zip(new, old, strict=True)), bool, len(new))
    if column.default is not None:
        new, old = new.fillna(column.default), old.fillna(column.default)
    equal = new == old
    is_equal = equal if isinstance(equal, np.ndarray) else equal.to_numpy(dtype=bool, na_value=False)
    same: _Marks = is_equal | (np.asarray(new.isna()) & np.asarray(old.isna()))
    return same


def _plain(values: Any) -> list[object]:
    """The values as people's own types: text, numbers, days, tuples; blank is ``None``."""
    return [_plain_value(value) for value in values]


def _plain_value(value: object) -> object:
    if isinstance(value, tuple):
        return value or None
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    return value


def listed_rows(
    rows: pd.DataFrame, status: npt.NDArray[np.object_], form: SheetForm, names: Mapping[str, str]
) -> pd.DataFrame:
    """``rows`` by their key, each with its ``status`` and the ``label`` that people know it by."""
    listed: dict[str, Any] = {"status": pd.array(status, dtype="str")}
    listed |= {name: rows[name].array for name in ("source_row", *key_columns(form))}
    if form.is_of_classes:
        label = pd.Series(rows["class_id"].map(names).array, dtype="str")
        if "course_name" in rows:
            label = label.fillna(rows["course_name"].reset_index(drop=True))
    else:
        label = pd.Series(_plain(rows[form.anchor].array), dtype="str")
    return pd.DataFrame({**listed, "label": label.array})
