"""Tables of facts and of figures as Parquet, with declared types, and back as the frames of the store."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from metrics.cells import FORMS
from metrics.federation.tables import as_arrow, dtypes, schema, typed, whole
from schema.figures import FIGURE_TYPES

FIGURES = as_arrow({"campus": "str", "term": "str", **FIGURE_TYPES})


def schema_of(table: str) -> pa.Schema:
    """The columns of a table of facts and their types, in the order of the store's frame."""
    return schema(FORMS[table])


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
    return typed(whole(content), dtypes(FORMS[table]))


def figures_of(content: bytes, **where: object) -> pd.DataFrame:
    """A table of figures as ``metrics`` gives it, with ``campus``; of it the rows where columns are so."""
    filters = [(name, "=", value) for name, value in where.items()] or None
    return parquet.read_table(io.BytesIO(content), filters=filters).to_pandas(types_mapper=_TEXTS.get)


def own_figures_of(content: bytes) -> pd.DataFrame:
    """A table of figures that others wrote, with the columns and types of ours; raises as pyarrow does."""
    read = whole(content)
    return read.select(FIGURES.names).cast(FIGURES).to_pandas(types_mapper=_TEXTS.get)


_TEXTS = {pa.string(): pd.StringDtype(na_value=np.nan)}
