"""Facts for tests: submissions written as literals, turned into frames as the store hands them over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pandas as pd

from metrics.pieces import Unchanging
from schema.kinds import all_forms
from schema.model import ColumnType
from schema.term import Phase, Term, Unit

SHANGHAI = ZoneInfo("Asia/Shanghai")
FORMS = {form.table: form for _kind, form in all_forms()}
KIND_OF_TABLE = {form.table: kind.id for kind, form in all_forms()}
_DTYPES = {
    ColumnType.DATE: "datetime64[us]",
    ColumnType.MOMENT: "datetime64[us]",
    ColumnType.COUNT: "Int64",
    ColumnType.YESNO: "boolean",
    ColumnType.SCORE: "Float64",
}


@dataclass
class Submission:
    """One submission with its rows; ``received_at`` and ``withdrawn_at`` are aware."""

    number: int
    table: str
    unit: str | None
    received_at: dt.datetime
    rows: list[dict[str, Any]]
    withdrawn_at: dt.datetime | None = None
    lacking: tuple[str, ...] = ()  # columns that its sheet did not have
    whole: bool = False  # sent as the whole list

    @property
    def received_on(self) -> dt.date:
        return self.received_at.astimezone(SHANGHAI).date()


def feb(day: int) -> dt.date:
    """A day counted from the first of February 2020, so that ``feb(30)`` is the first of March."""
    return dt.date(2020, 2, 1) + dt.timedelta(days=day - 1)


def at(day: int, hour: int = 12, minute: int = 0) -> dt.datetime:
    """A moment of ``feb(day)`` in Shanghai."""
    return dt.datetime.combine(feb(day), dt.time(hour, minute), SHANGHAI)


def small_term(*units: str, due: dict[str, dt.datetime] | None = None) -> Term:
    """A term of a few units with one phase from 20 February to 22 March."""
    return Term(
        name="2020春",
        campus="小校区",
        campus_en="Small Campus",
        timezone=SHANGHAI,
        opens=feb(6),
        closes=dt.date(2020, 7, 12),
        phases=(Phase("month", "首月", "Month", feb(20), dt.date(2020, 3, 22)),),
        checkpoints=(),
        units=tuple(Unit(name, name) for name in units),
        due=dict.fromkeys(("groups", "enrollment", "materials", "visits"), at(24, 0)) if due is None else due,
    )


def frames_of(submissions: Iterable[Submission]) -> Unchanging:
    """A frame for each table, with every declared column and the provenance, typed as by the store.

    Nobody writes to them, as to those that the services keep: what stands of them is worked out once.
    """
    of_table: dict[str, list[Submission]] = {}
    for one in submissions:
        of_table.setdefault(one.table, []).append(one)
    return Unchanging(
        {table: _frame(table, of_table[table]) if table in of_table else _nothing(table) for table in FORMS}
    )


@cache
def _nothing(table: str) -> pd.DataFrame:
    several = [column.id for column in FORMS[table].columns if column.type is ColumnType.SEVERAL]
    types = _types(table)
    return pd.DataFrame(columns=[*types, *several], dtype=object).astype(types)


@cache
def _types(table: str) -> dict[str, str]:
    """The type of every column but those of several values."""
    columns = FORMS[table].columns
    types = {c.id: _DTYPES.get(c.type, "str") for c in columns if c.type is not ColumnType.SEVERAL}
    types |= {"submission": "int64", "source_row": "int64", "submitted_unit": "str", "lacking": "str"}
    types |= {"whole": "bool"}
    return types | dict.fromkeys(("received_at", "received_on", "withdrawn_at"), "datetime64[us]")


def relations_of(
    frames: dict[str, pd.DataFrame], connection: duckdb.DuckDBPyConnection
) -> dict[str, duckdb.DuckDBPyRelation]:
    """The same facts as tables of DuckDB; several values of a cell are a list."""
    relations = {}
    for table, frame in frames.items():
        connection.from_df(frame).create(table)
        relations[table] = connection.table(table)
    return relations


def _frame(table: str, submissions: list[Submission]) -> pd.DataFrame:
    records = [
        {
            **row,
            "unit": row.get("unit", one.unit),
            "submission": one.number,
            "source_row": position + 2,
            "submitted_unit": one.unit,
            "received_at": _naive_utc(one.received_at),
            "received_on": one.received_on,
            "withdrawn_at": _naive_utc(one.withdrawn_at),
            "lacking": f"|{'|'.join(one.lacking)}|" if one.lacking else None,
            "whole": one.whole,
        }
        for one in submissions
        for position, row in enumerate(one.rows)
    ]
    given, blank = set[str]().union(*records), np.full(len(records), -1)
    columns = {}
    for name, empty in _nothing(table).items():
        cells = [record.get(name) for record in records]
        if empty.dtype == object:
            columns[name] = pd.Series(
                [cell if isinstance(cell, tuple) else () for cell in cells], dtype=object
            )
        elif name in given:
            columns[name] = pd.Series(cells, dtype=object).astype(empty.dtype)
        else:
            columns[name] = pd.Series(empty.array.take(blank, allow_fill=True))
    return pd.DataFrame(columns)


def _naive_utc(moment: dt.datetime | None) -> dt.datetime | None:
    return None if moment is None else moment.astimezone(dt.UTC).replace(tzinfo=None)
