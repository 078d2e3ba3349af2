"""Campus by campus in this process, on relations of DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pandas as pd

from metrics.federation.published import Asked, PublishedTerm, beside, figures_of, frame
from metrics.federation.tables import ParquetTables


def figures(published: Sequence[PublishedTerm], asked: Asked) -> pd.DataFrame:
    """The figures of all campuses; DuckDB chooses, keys and joins their rows on every core."""
    with duckdb.connect() as connection:
        return beside([figures_of(one, asked, _Relations(connection)) for one in published])


class _Relations:
    """Tables as relations of a connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __call__(self, published: PublishedTerm, table: str) -> Any:
        tables = published.tables
        if isinstance(tables, ParquetTables) and table in tables:
            return self._connection.from_arrow(tables.arrow(table))
        return self._connection.from_df(frame(published, table))
