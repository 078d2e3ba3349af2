"""`python cli.py federate --engine spark`, as somebody runs it who has installed what it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd

from exports.published.federated import SCHEMAS, Question, read_federated
from exports.published.federating import federate
from exports.published.places import place_of
from exports.published.reading import publications
from tests.exports.published.test_writing import DAYS, published

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
