"""Tables of facts that were handed on as Parquet, typed as the store types them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import dataset, fs

from metrics.cells import FORMS
from schema.model import ColumnType, SheetForm

_DAY, _TEXT = "datetime64[us]", "str"
_DTYPES = {
    ColumnType.DATE: _DAY,
    ColumnType.MOMENT: _DAY,
    ColumnType.COUNT: "Int64",
    ColumnType.YESNO: "boolean",
    ColumnType.SCORE: "Float64",
    ColumnType.SEVERAL: "object",
}
_ARROW = {
    _DAY: pa.timestamp("us"),
    _TEXT: pa.string(),
    "Int64": pa.int64(),
    "int64": pa.int64(),
    "boolean": pa.bool_(),
    "bool": pa.bool_(),
    "Float64": pa.float64(),
    "object": pa.list_(pa.string()),
}
_PROVENANCE = {
    "submission": "int64",
    "source_row": "int64",
    "submitted_unit": _TEXT,
    "received_at": _DAY,
    "received_on": _DAY,
    "withdrawn_at": _DAY,
    "lacking": _TEXT,
    "whole": "bool",
}


class ParquetTables(Mapping[str, pd.DataFrame]):
    """The tables under ``folder`` (a path, or a URI that pyarrow knows), a folder of files for each.

    Each is read when it is asked for and not kept. Pickled it is its address alone, so that whoever
    works the figures out reads for themselves.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = folder if isinstance(folder, str) and "://" in folder else str(Path(folder).resolve())

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The rows of ``table`` with the types of the store; ``KeyError`` where there are no files of it.

        Raises ``ValueError`` where a column of the table is not there: a blank is not the same.
        """
        return typed(self.dataset(table).to_table(), dtypes(FORMS[table]))

    def dataset(self, table: str) -> dataset.Dataset:
        """The files of ``table``, not read yet; raises as getting the table does."""
        place, path = fs.FileSystem.from_uri(self.folder)
        selector = fs.FileSelector(f"{path}/{table}", allow_not_found=True)
        files = [file.path for file in place.get_file_info(selector) if file.path.endswith(".parquet")]
        if not files:
            raise KeyError(table)
        whole = schema(FORMS[table])
        rows = dataset.dataset(sorted(files), whole, filesystem=place, format="parquet")
        for part in rows.get_fragments():
            lacking = [name for name in whole.names if name not in part.physical_schema.names]
            if lacking:
                raise ValueError(f"{part.path} has no column {', '.join(lacking)}")
        return rows

    def __iter__(self) -> Iterator[str]:
        """The tables that there are files of."""
        place, path = fs.FileSystem.from_uri(self.folder)
        folders = place.get_file_info(fs.FileSelector(path, allow_not_found=True))
        return (one.base_name for one in folders if one.type is fs.FileType.Directory)

    def __len__(self) -> int:
        return len(list(iter(self)))


def dtypes(form: SheetForm) -> dict[str, str]:
    """Of what type each column of a table of facts is, its provenance first."""
    return _PROVENANCE | {column.id: _DTYPES.get(column.type, _TEXT) for column in form.columns}


def schema(form: SheetForm) -> pa.Schema:
    """The same columns as types of Arrow: of those of pandas a file may hold blanks only."""
    return pa.schema([(name, _ARROW[dtype]) for name, dtype in dtypes(form).items()])


def blank(form: SheetForm) -> pd.DataFrame:
    """A table of facts without any row."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes(form).items()})


def typed(rows: pa.Table, types: Mapping[str, str]) -> pd.DataFrame:
    """The columns of ``rows`` that ``types`` names, of these types; ``object`` is a tuple a cell."""
    return pd.DataFrame({name: _typed(rows[name], dtype) for name, dtype in types.items()})


def _typed(cells: pa.ChunkedArray, dtype: str) -> Any:
    if dtype == "object":
        several = np.empty(len(cells), dtype=object)
        several[:] = [tuple(words or ()) for words in cells.to_pylist()]
        return several
    kind = pd.api.types.pandas_dtype(dtype)
    if isinstance(kind, np.dtype):
        return cells.to_numpy().astype(kind, copy=False)
    return kind.__from_arrow__(cells)
