"""How long the figures take: on the sample term, then on 1, 10 and 100 times as much of the like.

Every indicator by unit and for the campus, on each day of the phases. The time is that from cold
frames; the growth is against the smallest, on pandas and on DuckDB, all in one run.
"""

from __future__ import annotations

import datetime as dt
import gc
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from metrics import compute_figures
from metrics.pieces import Unchanging
from schema.term import Term, load_term
from scripts.bench.measure import Row, seconds
from scripts.bench.synthetic_term import SyntheticTerm
from services import cache
from services.sample import load_sample
from store import open_store

BOUND_MS, BOUND_OF_MANY_MS = 300.0, 2_000.0
SAMPLES, OF_A_SAMPLE = 100, 0.57  # a sample has fewer rows than a synthetic term of scale 1
REPEATS = {1: 7, 10: 5, 100: 2}  # by scale


def run() -> list[dict[str, Any]]:
    """Measurements as rows: ``name``, ``measured``, ``unit``, ``bound`` (or ``None``), ``ok``."""
    term = load_term()
    sample = _sample(term)
    rows = [Row(_name("sample, pandas", sample), _on_pandas(sample, term, 7) * 1000, "ms", BOUND_MS)]
    smallest: dict[str, float] = {}
    for scale, repeats in REPEATS.items():
        facts = SyntheticTerm(term, scale).facts()
        for engine, measure in (("pandas", _on_pandas), ("DuckDB", _on_duckdb)):
            taken = measure(facts, term, repeats)
            name = _name(f"{scale} ×, {engine}", facts)
            rows.append(Row(name, taken * 1000, "ms"))
            if scale == 1:
                smallest[engine] = taken
            else:
                rows.append(Row(f"{name}: time / 1 ×", taken / smallest[engine], "×", scale))
        del facts
        gc.collect()
    rows += _at_hand(SyntheticTerm(term, SAMPLES * OF_A_SAMPLE).facts(), term)
    return [row.as_dict() for row in rows]


def _at_hand(facts: dict[str, pd.DataFrame], term: Term) -> list[Row]:
    """A hundred samples: from cold frames, and from those of which a server keeps the pieces."""
    name = _name(f"{SAMPLES} samples, pandas", facts)
    kept = Unchanging(facts)
    _figures(kept, term)
    warm = min(seconds(lambda: _figures(kept, term)) for _ in range(REPEATS[10]))
    return [
        Row(name, _on_pandas(facts, term, REPEATS[100]) * 1000, "ms"),
        Row(f"{name}: from warm frames", warm * 1000, "ms", BOUND_OF_MANY_MS),
    ]


def _name(what: str, facts: dict[str, pd.DataFrame]) -> str:
    return f"{what}, {sum(map(len, facts.values())):,} rows"


def _sample(term: Term) -> dict[str, pd.DataFrame]:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder, 'sample.db')}") as store,
    ):
        load_sample(store, term)
        return cache.facts(store, term)


def _figures(facts: dict[str, Any], term: Term) -> pd.DataFrame:
    length = (term.last_day - term.first_day).days + 1
    days = [term.first_day + dt.timedelta(days=day) for day in range(length)]
    return compute_figures(facts, term=term, days=days)


def _on_pandas(facts: dict[str, pd.DataFrame], term: Term, repeats: int) -> float:
    return min(_cold(facts, term) for _ in range(repeats))


def _cold(facts: dict[str, pd.DataFrame], term: Term) -> float:
    # A copy each time, so that nothing that pandas remembers of a frame helps the next run.
    cold = {name: frame.copy() for name, frame in facts.items()}
    return seconds(lambda: _figures(cold, term))


def _on_duckdb(facts: dict[str, pd.DataFrame], term: Term, repeats: int) -> float:
    with duckdb.connect() as connection:
        for name, frame in facts.items():
            connection.from_df(frame).create(name)
        relations = {name: connection.table(name) for name in facts}
        return min(seconds(lambda: _figures(relations, term)) for _ in range(repeats))


if __name__ == "__main__":
    for row in run():
        bound = f"≤ {row['bound']:g}" if row["bound"] else ""
        print(f"{row['name']:<45} {row['measured']:>10,.1f} {row['unit']:<3} {bound} {row['ok']}")
