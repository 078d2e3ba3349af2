"""Tables of facts that were handed on as Parquet, typed as the store types them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import fs, parquet

from metrics.cells import FORMS
from schema import limits
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
    "float64": pa.float64(),
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
_ALWAYS = ("submission", "source_row", "received_at", "received_on", "whole")


class ParquetTables(Mapping[str, pd.DataFrame]):
    """The tables under ``folder`` (a path, or a URI that pyarrow knows), a folder of files for each.

    ``files`` names them, relative to the folder, with their SHA-256 in hexadecimal digits; without it they
    are those that are there. A table is read when it is asked for and not kept. Pickled it is its address
    alone, so that whoever works the figures out reads for themselves.
    """

    def __init__(self, folder: str | Path, files: Mapping[str, str] | None = None) -> None:
        self.folder = folder if isinstance(folder, str) and "://" in folder else str(Path(folder).resolve())
        self._files = None if files is None else dict(files)

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The rows of ``table`` with the types of the store; raises as :meth:`arrow`."""
        return typed(self.arrow(table), dtypes(FORMS[table]))

    def arrow(self, table: str) -> pa.Table:
        """The rows of ``table`` as they stand in its files; ``KeyError`` where it has none.

        Raises ``ValueError`` where a file is not that of its checksum, or has not all columns: one that
        is not there is no column of blanks, and of what every row has nothing is blank.
        """
        place, path = fs.FileSystem.from_uri(self.folder)
        parts = [self._part(place, path, name) for name in self._named(place, path) if _table(name) == table]
        if not parts:
            raise KeyError(table)
        wanted = schema(FORMS[table])
        for name, part in parts:
            if lacking := [column for column in wanted.names if column not in part.column_names]:
                raise ValueError(f"{path}/{name} has no column {', '.join(lacking)}")
            if blank := [column for column in _ALWAYS if part[column].null_count]:
                raise ValueError(f"{path}/{name} has rows without {', '.join(blank)}")
        return pa.concat_tables([part.select(wanted.names).cast(wanted) for _name, part in parts])

    def __contains__(self, table: object) -> bool:
        """Whether there are files of ``table``; none is read."""
        return any(table == name for name in self)

    def __iter__(self) -> Iterator[str]:
        """The tables of which there are files."""
        return iter(dict.fromkeys(map(_table, self._named(*fs.FileSystem.from_uri(self.folder)))))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _named(self, place: fs.FileSystem, path: str) -> list[str]:
        """Every file, relative to the folder."""
        if self._files is not None:
            return sorted(self._files)
        there = place.get_file_info(fs.FileSelector(path, allow_not_found=True, recursive=True))
        names = [file.path.removeprefix(f"{path}/") for file in there]
        return sorted(name for name in names if name.endswith(".parquet"))

    def _part(self, place: fs.FileSystem, path: str, name: str) -> tuple[str, pa.Table]:
        with place.open_input_file(f"{path}/{name}") as file:
            content = file.read()
        if self._files is not None and hashlib.sha256(content).hexdigest() != self._files[name]:
            raise ValueError(f"{path}/{name} is not what was handed on: its checksum is another")
        return name, whole(content)


def whole(content: bytes) -> pa.Table:
    """The rows of a file, which others wrote; raises ``ValueError`` for one of more than can be held."""
    file = parquet.ParquetFile(pa.BufferReader(content))
    if file.metadata.num_rows > limits.MAX_PUBLISHED_ROWS:
        raise ValueError(f"a file of {file.metadata.num_rows:,} rows")
    return file.read()


def _table(name: str) -> str:
    return name.partition("/")[0]


def dtypes(form: SheetForm) -> dict[str, str]:
    """Of what type each column of a table of facts is, in the order of the store's frame."""
    first = {name: _PROVENANCE[name] for name in ("submission", "source_row")}
    columns = {column.id: _DTYPES.get(column.type, _TEXT) for column in form.columns}
    return {**first, **columns, **_PROVENANCE}


def schema(form: SheetForm) -> pa.Schema:
    """The same columns as types of Arrow: of those of pandas a file may hold blanks only."""
    return as_arrow(dtypes(form))


def as_arrow(types: Mapping[str, str]) -> pa.Schema:
    """Columns of pandas as columns of Arrow."""
    return pa.schema([(name, _ARROW[dtype]) for name, dtype in types.items()])


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
