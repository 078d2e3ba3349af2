"""Campuses in this process, on relations of DuckDB: as many at a time as there are cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import duckdb
import pandas as pd

from metrics.federation.published import Asked, PublishedTerm, beside, figures_of, frame
from metrics.federation.tables import ParquetTables


def figures(published: Sequence[PublishedTerm], asked: Asked) -> pd.DataFrame:
    """The figures of all campuses; DuckDB chooses, keys, joins and counts their rows."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return beside(list(pool.map(partial(_figures, asked), published)))


def _figures(asked: Asked, published: PublishedTerm) -> pd.DataFrame:
    # A connection is one thread's.
    with duckdb.connect() as connection:
        return figures_of(published, asked, _Relations(connection))


class _Relations:
    """Tables as relations of a connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __call__(self, published: PublishedTerm, table: str) -> Any:
        tables = published.tables
        if isinstance(tables, ParquetTables) and table in tables:
            return self._connection.from_arrow(tables.arrow(table))
        return self._connection.from_df(frame(published, table))
