"""Loading the sample term: its workbooks, in the order and at the times at which they came."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from desk import intake
from schema.term import Term
from store import Store

SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / "sample_data"


def is_empty(store: Store, term: Term) -> bool:
    """Whether nothing was ever submitted for ``term``."""
    return bool(store.submissions(term.name).empty)


def load_sample(store: Store, term: Term) -> int:
    """Take in every workbook of the sample of ``term``; returns how many acts were replayed.

    Does nothing, and returns 0, for a term without a sample. Raises ``StoreError``.
    """
    folder = SAMPLE_FOLDER / term.name
    manifest = folder / "manifest.json"
    if not manifest.exists():
        return 0
    acts: list[dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
    submitted: dict[str, list[int]] = {}
    plan: dict[str, str] = {}
    for act in acts:
        if act["act"] == "withdraw":
            for submission in submitted[act["file"]]:
                store.withdraw(submission, at=dt.datetime.fromisoformat(act["at"]))
        else:
            _submit(store, term, folder, act, submitted, plan)
    return len(acts)


def _submit(
    store: Store,
    term: Term,
    folder: Path,
    act: dict[str, Any],
    submitted: dict[str, list[int]],
    plan: dict[str, str],
) -> None:
    received_at = dt.datetime.fromisoformat(act["received_at"])
    data = (folder / act["file"]).read_bytes()
    readings = intake.read(
        store, data, act["file"], term=term, received_at=received_at, unit=act["unit"], plan=plan
    )
    plan.update(intake.plan_in(readings))
    outcomes = intake.record(
        store, readings, data, term=term, received_at=received_at, submitter=act["submitter"]
    )
    submitted[act["file"]] = [o.submission for o in outcomes if o.submission is not None]
