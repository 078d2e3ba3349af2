"""A real Spark on two cores of this machine, with a Java that `make test-spark` provides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

# What somebody would give to spark-submit; the session is made by the product.
SUBMITTED = "--master local[2] --driver-memory 1g --conf spark.ui.enabled=false pyspark-shell"


@pytest.fixture(scope="session", autouse=True)
def spark_on_this_machine() -> Iterator[None]:
    """Let the product start Spark, and end it with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", SUBMITTED)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        yield
        session = SparkSession.getActiveSession()
        assert session is not None
        session.stop()
