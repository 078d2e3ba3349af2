"""Loading the sample term: its workbooks, in the order and at the times at which they came."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from loaders import Receipt, read_workbook
from loaders.files import plan_in
from metrics.moments import as_stored
from schema.deadlines import Deadline
from schema.kinds import UNIT_KINDS
from schema.term import Term
from services import cache, checkpoints, intake
from store import Store
from store.deadlines import add_deadline, read_deadlines
from store.decisions import APPROVED, RETURNED, Decision, add_decision, read_decisions
from store.intake import Envelope
from store.signature import Signature
from store.submissions import read_submissions
from store.withdrawals import add_withdrawal

SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / "sample_data"


def is_wanted(store: Store, term: Term) -> bool:
    """Whether ``term`` has a sample and the store holds nothing, or only a part of that sample.

    A part is what is left when loading was stopped halfway.
    """
    acts = _acts(term)
    if not acts:
        return False
    files = set(read_submissions(store, term.name)["file"])
    return files <= {act.get("file") for act in acts} and acts[-1]["file"] not in files


def load_sample(store: Store, term: Term) -> int:
    """Take in every workbook of the sample of ``term``, with what was ruled; returns how many acts.

    What is there already is recognised and not taken twice. Does nothing, and returns 0, for a
    term without a sample. At last the checkpoints of the term are frozen. Raises ``StoreError``.
    """
    acts = _acts(term)
    known = read_submissions(store, term.name)
    taken_back = set(known["file"][known["withdrawn_at"].notna()])
    submitted: dict[str, list[int]] = {}
    plan: dict[str, str] = {}
    has_deadline = {deadline.kind for deadline in read_deadlines(store, term.name)}
    for act in acts:
        if act.get("file") in taken_back:
            continue  # submitting it again would let it count again
        if act["act"] == "deadline":
            if act["kind"] not in has_deadline:
                _set_deadline(store, term, act)
        elif act["act"] in {"approve", "return"}:
            _decide(store, term, act)
        elif act["act"] == "withdraw":
            for submission in submitted[act["file"]]:
                add_withdrawal(store, submission, Signature(dt.datetime.fromisoformat(act["at"])))
        else:
            _submit(store, term, act, submitted, plan)
    if acts:
        checkpoints.freeze_passed(store, term, lambda: cache.facts(store, term), dt.datetime.now(dt.UTC))
    return len(acts)


def _acts(term: Term) -> list[dict[str, Any]]:
    manifest = SAMPLE_FOLDER / term.name / "manifest.json"
    if not manifest.exists():
        return []
    acts: list[dict[str, Any]] = json.loads(manifest.read_text(encoding="utf-8"))
    return acts


def _set_deadline(store: Store, term: Term, act: dict[str, Any]) -> None:
    """Set what is due at 24:00 of its period's last day and never closes."""
    starts, ends = (dt.date.fromisoformat(act[name]) for name in ("starts", "ends"))
    deadline = Deadline(act["kind"], act["period"], starts, ends, due_after=dt.timedelta())
    add_deadline(store, term.name, deadline, Signature(dt.datetime.fromisoformat(act["at"]), act["by"]))


def _decide(store: Store, term: Term, act: dict[str, Any]) -> None:
    """Return a sheet of a file, or approve what a unit sent up to a moment; each is decided once."""
    listed = read_submissions(store, term.name)
    open_still = listed["withdrawn_at"].isna() & ~listed["submission"].isin(
        read_decisions(store, term.name)["submission"]
    )
    if act["act"] == "return":
        meant = (listed["file"] == act["file"]) & (listed["kind"] == act["kind"])
        decision = Decision(RETURNED, act["comment"])
    else:
        until = as_stored(dt.datetime.fromisoformat(act["received_until"]))
        meant = (listed["unit"] == act["unit"]) & (listed["received_at"] < until)
        meant &= listed["kind"].isin(UNIT_KINDS)
        decision = Decision(APPROVED, locked_through=dt.date.fromisoformat(act["locked_through"]))
    moment = dt.datetime.fromisoformat(act["at"])
    for submission in listed["submission"][open_still & meant]:
        add_decision(store, int(submission), decision, Signature(moment, act["by"]))


def _submit(
    store: Store, term: Term, act: dict[str, Any], submitted: dict[str, list[int]], plan: dict[str, str]
) -> None:
    received_at = dt.datetime.fromisoformat(act["received_at"])
    data = (SAMPLE_FOLDER / term.name / act["file"]).read_bytes()
    readings = read_workbook(data, act["file"], Receipt(term, received_at, act["unit"], plan=plan))
    plan.update(plan_in(readings))
    outcomes = intake.record(store, readings, data, Envelope(term.name, None, received_at, act["submitter"]))
    taken = (outcome.submission or outcome.duplicate_of for outcome in outcomes)
    submitted[act["file"]] = [submission for submission in taken if submission is not None]
