"""`python cli.py federate --engine spark`, as somebody runs it who has installed what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from exports.published.federated import SCHEMAS, Question, read_federated
from exports.published.federating import federate
from exports.published.places import place_of
from exports.published.reading import publications
from schema.publication_errors import PublicationError
from tests.exports.published.test_writing import DAYS, published

# Spark says of a pandas later than it knows that some of it may fail; it is given Arrow only.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
ROOT = Path(__file__).resolve().parents[2]


def test_the_command_gives_on_spark_what_pandas_gives(tmp_path: Path) -> None:
    """From any folder, in a process of its own: the same figures, and what it did in a sentence."""
    source, target = place_of(str(tmp_path / "published")), place_of(str(tmp_path / "spark"))
    published(source, 1, groups=1)
    asked = ["federate", "--in", "published", "--out", "spark", "--on", str(DAYS[-1]), "--engine", "spark"]
    command = [sys.executable, str(ROOT / "cli.py"), *asked, "--language", "en"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Worked out the figures of 1 campuses up to {DAYS[-1]}")
    on_pandas = place_of(str(tmp_path / "pandas"))
    federate(publications(source), Question(DAYS[-1], None, "pandas"), on_pandas, "v1")
    given, wanted = read_federated(target), read_federated(on_pandas)
    assert given.question.engine == "spark"
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(given.figures(name), wanted.figures(name))


def test_executors_hold_what_they_read_against_its_checksum(tmp_path: Path) -> None:
    """What was changed on the way, or is gone, is found by who reads it, and said with its campus."""
    source, target = place_of(str(tmp_path / "published")), place_of(str(tmp_path / "figures"))
    published(source, 1, groups=1)
    file = next((tmp_path / "published").glob("*/*/*/facts/groups/*.parquet"))
    file.write_bytes(file.read_bytes() + b"x")
    for said in ("its checksum is another; campus river-one", "groups/.*; campus river-one"):
        with pytest.raises(PublicationError, match=said) as raised:
            federate(publications(source), Question(DAYS[-1], None, "spark"), target, "v1")
        assert raised.value.code == "unworkable"
        file.unlink(missing_ok=True)
    assert not (tmp_path / "figures").exists()
