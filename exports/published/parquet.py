"""Tables of facts and of figures as Parquet, with declared types, and back as the frames of the store."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from schema.kinds import all_forms
from schema.model import ColumnType

FORMS = {form.table: form for _kind, form in all_forms()}
_DAY, _NUMBER, _TEXT = pa.timestamp("us"), pa.int64(), pa.string()
_TYPES: Mapping[ColumnType, pa.DataType] = {
    ColumnType.COUNT: _NUMBER,
    ColumnType.SCORE: pa.float64(),
    ColumnType.DATE: _DAY,
    ColumnType.MOMENT: _DAY,
    ColumnType.YESNO: pa.bool_(),
    ColumnType.SEVERAL: pa.list_(_TEXT),
}
_PROVENANCE = {
    "submission": _NUMBER,
    "source_row": _NUMBER,
    "submitted_unit": _TEXT,
    "received_at": _DAY,
    "received_on": _DAY,
    "withdrawn_at": _DAY,
    "lacking": _TEXT,
    "whole": pa.bool_(),
}
# Columns that are never blank, which the store gives without room for a blank.
_PLAIN = {"submission": "int64", "source_row": "int64", "whole": "bool"}
FIGURES = pa.schema(
    [
        *((name, _TEXT) for name in ("campus", "term", "indicator", "unit")),
        ("on", _DAY),
        ("n", _NUMBER),
        ("d", _NUMBER),
        ("rate", pa.float64()),
    ]
)
_DTYPES = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): pd.StringDtype(na_value=np.nan),
}


@cache
def schema_of(table: str) -> pa.Schema:
    """The columns of a table of facts and their types, in the order of the store's frame."""
    columns = {column.id: _TYPES.get(column.type, _TEXT) for column in FORMS[table].columns}
    first = {name: _PROVENANCE[name] for name in ("submission", "source_row")}
    return pa.schema(list({**first, **columns, **_PROVENANCE}.items()))


def written(rows: pd.DataFrame, schema: pa.Schema) -> bytes:
    """``rows`` as a file of Parquet."""
    cells = [rows[field.name] for field in schema]
    arrays = [
        pa.array(list(each) if pa.types.is_list(field.type) else each, type=field.type, from_pandas=True)
        for each, field in zip(cells, schema, strict=True)
    ]
    sink = io.BytesIO()
    parquet.write_table(pa.table(arrays, schema=schema), sink, compression="zstd")
    return sink.getvalue()


def facts_of(content: bytes, table: str) -> pd.DataFrame:
    """The frame of a table of facts with the columns and types that the store gives it."""
    rows = parquet.read_table(io.BytesIO(content)).to_pandas(types_mapper=_DTYPES.get)
    for column in FORMS[table].columns:
        if column.type is ColumnType.SEVERAL:
            rows[column.id] = pd.Series(list(map(tuple, rows[column.id])), index=rows.index, dtype=object)
    return rows.astype(_PLAIN)


def figures_of(content: bytes) -> pd.DataFrame:
    """A table of figures as ``metrics`` gives it, with ``campus`` and ``term``."""
    return parquet.read_table(io.BytesIO(content)).to_pandas(types_mapper=_TEXTS.get)


_TEXTS = {pa.string(): pd.StringDtype(na_value=np.nan)}
