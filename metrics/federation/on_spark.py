"""Campuses given out to the executors of Spark, each of which reads, counts and hands figures back.

A row of the data frame is a campus: its term, and the address of its tables. Executors need the
project's code, its libraries, and to reach the addresses. Only figures travel to the driver.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import compute
from pyspark.errors import PythonException
from pyspark.sql import SparkSession

from metrics.federation.published import STATED, Asked, PublishedTerm, beside, figures_of
from metrics.federation.tables import typed

ROOT = Path(__file__).resolve().parents[2]
# Figures as they travel: beside their place among the campuses, by which they are put in order.
_PLACE = "place"
_TYPES = {
    "str": "string",
    "datetime64[us]": "timestamp_ntz",
    "int64": "bigint",
    "float64": "double",
    "bool": "boolean",
}
_FIGURES = ", ".join(f"`{name}` {_TYPES[dtype]}" for name, dtype in STATED.items())


def figures(published: Sequence[PublishedTerm], asked: Asked) -> pd.DataFrame:
    """The figures of all campuses, on the session there is or one made by what the environment says."""
    if not published:
        return beside([])
    session = SparkSession.getActiveSession() or _session()
    rows = {_PLACE: range(len(published)), "published": [pickle.dumps(one) for one in published]}
    # A task a campus: they are of different sizes, and a free executor takes the next.
    campuses = session.createDataFrame(pa.table(rows)).repartition(len(published))
    try:
        counted = campuses.mapInArrow(partial(_counted, asked), f"{_PLACE} bigint, {_FIGURES}").toArrow()
    except PythonException as error:
        raise ValueError(_said(error)) from error
    in_order = counted.take(compute.sort_indices(counted[_PLACE])).drop_columns(_PLACE)
    return typed(in_order, STATED)


def _said(error: PythonException) -> str:
    """What an executor said last, with the note of which campus: not the way there."""
    said = re.findall(r"^\w+(?:\.\w+)*: .*\ncampus .*$", str(error), re.MULTILINE)
    return said[-1].replace("\n", "; ") if said else str(error)


def _session() -> SparkSession:
    # Executors run the Python that runs here, unless the environment names another.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    code = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return SparkSession.builder.appName("ruqi").config("spark.executorEnv.PYTHONPATH", code).getOrCreate()


def _counted(asked: Asked, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The figures of the campuses that an executor was given, each with its place."""
    for batch in batches:
        for place, pickled in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            # It was pickled by the driver of this very session.
            counted = figures_of(pickle.loads(pickled), asked)  # noqa: S301
            counted.insert(0, _PLACE, place)
            yield from pa.Table.from_pandas(counted, preserve_index=False).to_batches()
