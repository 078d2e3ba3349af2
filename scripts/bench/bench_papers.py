"""How long the briefing of the first month takes on the sample: the command, from its start to its end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from exports.papers.formats import FORMATS
from scripts.bench.measure import Row, best_of
from scripts.serving import sample_in
from services.checkpoints import freeze

_ROUNDS = 2
_PHASE = "first_month"
_BOUNDS = {"docx": 3.0, "pdf": 8.0}
_LONGEST = 120  # seconds after which a command is given up, and the measuring with it
_ROOT = Path(__file__).resolve().parents[2]


def run() -> list[dict[str, Any]]:
    """A row a format: the least of several rounds, each a process of its own that knows nothing yet."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/filled.db"
        with sample_in(url) as desk:
            freeze(desk)
        files = [Path(folder, f"briefing.{id}") for id in FORMATS]
        seconds = best_of(_ROUNDS, *(partial(_write, url, file) for file in files))
    rows = [
        Row(f"cli.py briefing {_PHASE} --format {id}", measured, "s", _BOUNDS.get(id))
        for id, measured in zip(FORMATS, seconds, strict=True)
    ]
    return [row.as_dict() for row in rows]


def _write(url: str, file: Path) -> None:
    """Write the briefing into a file, whose name says the format."""
    subprocess.run(
        [sys.executable, "cli.py", "briefing", _PHASE, "--out", str(file)],
        cwd=_ROOT,
        env=os.environ | {"DATABASE_URL": url},
        check=True,
        capture_output=True,
        timeout=_LONGEST,
    )
