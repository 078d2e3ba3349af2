"""Rows of a sheet as a pandas frame, and the same rows as a database takes and gives them.

Dates travel as ISO text, yes/no as 0 and 1, several words as a JSON list: plain values that the
drivers of SQLite and PostgreSQL both take without looking at each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from schema.model import ColumnType, SheetForm
from store.errors import StoreError

# PostgreSQL cannot keep NUL in text; no cell means it.
_REPLACEMENT = "\ufffd"


def to_tuples(rows: pd.DataFrame, form: SheetForm) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples ``(source_row, *columns of the form)``, blank as ``None``.

    ``rows`` is as :class:`schema.reading.SheetReading` describes; raises ``StoreError`` if it
    lacks a column.
    """
    missing = [name for name in ("source_row", *form.column_ids) if name not in rows.columns]
    if missing:
        raise StoreError("columns_missing", table=form.table, columns=", ".join(missing))
    columns = [_to_values(rows[column.id], column.type) for column in form.columns]
    return zip(rows["source_row"].tolist(), *columns, strict=True)


def storable(text: str | None) -> str | None:
    """The text as every database can keep it: NUL and broken surrogates become ``\ufffd``."""
    if text is None:
        return None
    return text.replace("\0", _REPLACEMENT).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def to_frame(tuples: Sequence[Sequence[Any]], form: SheetForm) -> pd.DataFrame:
    """The frame of tuples ``(submission, source_row, *columns of the form)``; none give no rows.

    Columns have the dtypes of :class:`schema.reading.SheetReading`; ``submission`` and
    ``source_row`` are ``int64``.
    """
    names = ("submission", "source_row", *form.column_ids)
    lists: Sequence[Sequence[Any]] = list(zip(*tuples, strict=True)) or [()] * len(names)
    frame: dict[str, Any] = {
        "submission": np.array(lists[0], dtype="int64"),
        "source_row": np.array(lists[1], dtype="int64"),
    }
    for column, values in zip(form.columns, lists[2:], strict=True):
        frame[column.id] = _from_values(values, column.type)
    return pd.DataFrame(frame)


def _to_values(values: pd.Series, type: ColumnType) -> list[Any]:
    match type:
        case ColumnType.DATE:
            return _each_distinct(values.astype("datetime64[us]"), lambda day: day.date().isoformat())
        case ColumnType.MOMENT:
            moments = values.astype("datetime64[us]")
            return _each_distinct(moments, lambda moment: moment.isoformat(" ", "microseconds"))
        case ColumnType.SEVERAL:
            return _each_distinct(values, _to_json)
        case ColumnType.YESNO:
            return _objects(values.astype("boolean").astype("Int64"))
        case ColumnType.COUNT:
            return _objects(values.astype("Int64"))
        case ColumnType.SCORE:
            return _objects(values.astype("Float64"))
        case _:
            return _objects(values.astype("str").str.replace("\0", _REPLACEMENT, regex=False))


def _objects(values: pd.Series) -> list[Any]:
    return list(values.to_numpy(dtype=object, na_value=None))


def _each_distinct(values: pd.Series, convert: Callable[[Any], str | None]) -> list[str | None]:
    """Convert each distinct value once: a sheet of 100,000 rows has a few dozen dates."""
    codes, distinct = pd.factorize(values)
    # Code -1 means blank and so takes the last.
    converted = np.array([*map(convert, distinct), None], dtype=object)
    return list(converted[codes])


def _to_json(words: tuple[str, ...]) -> str | None:
    return json.dumps(words, ensure_ascii=False) if words else None


def _from_values(values: Sequence[Any], type: ColumnType) -> Any:
    match type:
        case ColumnType.DATE:
            return np.array(values, dtype="datetime64[D]").astype("datetime64[us]")
        case ColumnType.MOMENT:
            return np.array(values, dtype="datetime64[us]")
        case ColumnType.SEVERAL:
            return _several(values)
        case ColumnType.YESNO:
            return pd.array(values, dtype="boolean")
        case ColumnType.COUNT:
            return pd.array(values, dtype="Int64")
        case ColumnType.SCORE:
            return pd.array(values, dtype="Float64")
        case _:
            return pd.array(values, dtype="str")


def _several(values: Sequence[str | None]) -> pd.Series:
    words = {value: tuple(json.loads(value)) if value else () for value in set(values)}
    return pd.Series([words[value] for value in values], dtype=object)
