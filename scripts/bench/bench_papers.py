"""How long the briefing of the first month takes on the sample, from the facts to the file."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from exports.papers.formats import FORMATS, made
from schema.as_of import AsOf
from schema.term import load_term
from scripts.bench.measure import Row
from services.checkpoints import freeze
from services.desk import Desk
from services.papers.briefing import paper_of
from services.papers.scope import scope_of
from services.sample import load_sample
from shell.opening import OPERATOR
from store import open_store

_ROUNDS = 2
_PHASE = "first_month"
_BOUNDS = {"docx": 3.0, "pdf": 8.0}


def run() -> list[dict[str, Any]]:
    """A row a format: the least of several rounds, each with nothing worked out before it."""
    term = load_term()
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder, "filled.db")
        with open_store(f"sqlite:///{filled}") as store:
            load_sample(store, term)
            freeze(Desk(store, term, OPERATOR))
        best = dict.fromkeys(FORMATS, float("inf"))
        for turn in range(_ROUNDS):
            for format in FORMATS:
                copy = Path(shutil.copy(filled, Path(folder, f"{turn}{format}.db")))
                best[format] = min(best[format], _seconds(copy, format))
    rows = [Row(f"briefing as {id}", seconds, "s", _BOUNDS.get(id)) for id, seconds in best.items()]
    return [row.as_dict() for row in rows]


def _seconds(file: Path, format: str) -> float:
    term = load_term()
    with open_store(f"sqlite:///{file}") as store:
        started = time.perf_counter()
        made(paper_of(scope_of(Desk(store, term, OPERATOR), term.phase(_PHASE), AsOf(term))), format)
        return time.perf_counter() - started
