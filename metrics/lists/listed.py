"""The rows of a sheet as they stood, one list a form: pandas, in the order of the units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from metrics.relations import collected
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.model import ColumnType, SheetForm
from schema.term import Term

_DTYPES = {
    ColumnType.DATE: "datetime64[us]",
    ColumnType.MOMENT: "datetime64[us]",
    ColumnType.COUNT: "Int64",
    ColumnType.SCORE: "Float64",
    ColumnType.YESNO: "boolean",
    ColumnType.SEVERAL: "object",
}
_RECEIPT = {"submission": "int64", "source_row": "int64", "received_on": "datetime64[us]"}
_RECEIPT |= {"first_received_on": "datetime64[us]"}


def listed(standing: Standing, form: SheetForm, units: Sequence[str] | None = None) -> pd.DataFrame:
    """The standing rows of ``form`` of ``units`` (all of the term, and the campus), by unit and key.

    The columns of the form, then ``submission``, ``source_row``, ``received_on`` and
    ``first_received_on``: the day on which a standing submission first named the key.
    """
    wanted = in_order(standing.term, units)
    key = ("listed", form.table, *wanted)
    return standing.piece(key, (form.table,), lambda: _listed(standing, form, wanted)).copy(deep=False)


def _listed(standing: Standing, form: SheetForm, wanted: list[str]) -> pd.DataFrame:
    key = list(form.key)
    named = standing.received(form.table, form.key).group_by(*key)
    first = named.agg(first_received_on=nw.col("received_on").min())
    rows = collected(standing.rows(form).join(first, on=key, how="left"))
    types = {column.id: _DTYPES.get(column.type, "str") for column in form.columns} | _RECEIPT
    rows = rows.loc[rows["unit"].isin(wanted), list(types)].astype(types)
    rows["place"] = rows["unit"].map({unit: place for place, unit in enumerate(wanted)})
    ordered = rows.sort_values(["place", *key[1:]], kind="stable")
    return ordered.drop(columns="place").reset_index(drop=True)


def in_order(term: Term, units: Sequence[str] | None = None) -> list[str]:
    """``units`` (all, with the campus) in the order of the term, the campus last."""
    return [unit for unit in (*term.unit_names, CAMPUS) if units is None or unit in units]


def from_day(rows: pd.DataFrame, *days: str) -> pd.Series:
    """The first day that each row of :func:`listed` speaks of: the earliest of ``days``, or its receipt."""
    return rows[["first_received_on", *days]].min(axis=1).dt.normalize()


def by_then(days: pd.Series, on: dt.date) -> pd.Series:
    """Which of ``days`` (or moments) are there and lie on ``on`` or before."""
    return days.dt.normalize() <= pd.Timestamp(on)
