"""What in a submission is out of the ordinary, so that it is approved only by who has opened it.

What a submission did when it came does not change any more; whether spot checks say otherwise is asked
whenever it is looked at. The thresholds are those of :mod:`schema.limits`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from schema import limits
from schema.term import Term
from services import beside, cache
from services.cache import kept
from services.standing_before import Arrival, arrival, effect, standing_before
from store import Store
from store.corrections import read_corrections
from store.submissions import read_findings

ERRORS, FALL, LOSS, RISE, DOUBTED, CHANGED_ROWS, CORRECTED, CHECKED = (
    "errors",
    "fall",
    "loss",
    "rise",
    "doubted",
    "changed_rows",
    "corrected",
    "checked",
)
# Findings that doubt how far a count or a figure moved.
_JUMPS = ("jump_in_history", "jump_among_units", "count_falls")
_KEPT = 2_000


@dataclass(frozen=True)
class Reason:
    """Why a submission is out of the ordinary: ``what``, of which ``indicator`` if of one, and by how much.

    ``before`` and ``after`` are rates, or for ``LOSS`` counts; for the others ``after`` is how many, and for
    ``CHANGED_ROWS`` ``before`` how many rows stood.
    """

    what: str
    indicator: str | None = None
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True)
class Judged:
    """What a submission did when it came: the ``effect`` on its unit's figures, and what is unusual in it."""

    effect: pd.DataFrame
    reasons: tuple[Reason, ...]


def judged(store: Store, term: Term, submission: int) -> Judged:
    """A submission as it is judged now; nobody is asked."""
    own = _when_it_came(store, term, int(submission))
    against = _against_checks(store, term, int(submission), own.effect)
    return Judged(own.effect, (*own.reasons, *against))


def _as_it_came(store: Store, _term: Term, submission: int) -> str:
    """What came later changes nothing of what a submission did when it came, but an erasure renames rows."""
    return f"{store.name} {submission}"


@kept(_KEPT, version=_as_it_came, shared=True)
def _when_it_came(store: Store, term: Term, submission: int) -> Judged:
    came = arrival(store, term, submission)
    sent = cache.submissions(store, term).set_index("submission").loc[submission]
    figures = effect(came, term)
    reasons = [Reason(ERRORS, after=int(sent["errors"]))] if sent["errors"] else []
    reasons += [reason for row in figures.itertuples() for reason in _of_figure(row)]
    codes = read_findings(store, submission)["code"]
    if jumps := int(codes.isin(_JUMPS).sum()):
        reasons.append(Reason(DOUBTED, after=jumps))
    reasons += _of_rows(came, term)
    corrected = len(read_corrections(store, submission))
    if corrected > limits.UNUSUAL_CORRECTED:
        reasons.append(Reason(CORRECTED, after=corrected))
    return Judged(figures, tuple(reasons))


def _of_figure(row: Any) -> Sequence[Reason]:
    """What is unusual in how a figure moved."""
    change, lost = row.rate - row.rate_before, row.n_before - row.n
    if not row.n_before:  # nothing stood yet
        return []
    if round(change, 6) < -limits.UNUSUAL_FALL:
        return [Reason(FALL, row.indicator, row.rate_before, row.rate)]
    if lost > limits.UNUSUAL_LOSS * row.n_before:
        return [Reason(LOSS, row.indicator, row.n_before, row.n)]
    if round(change, 6) > limits.UNUSUAL_RISE:
        return [Reason(RISE, row.indicator, row.rate_before, row.rate)]
    return []


def _of_rows(came: Arrival, term: Term) -> Sequence[Reason]:
    """Whether many rows say otherwise than those that stood; a blank that is filled in says nothing else."""
    listed, cells = standing_before(came, term).compare_received(came.rows, came.form)
    changed = cells["source_row"][cells["old"].notna()].nunique()
    stood = int(listed["old_row"].notna().sum())
    is_large = changed >= limits.UNUSUAL_CHANGED_ROWS and changed > limits.UNUSUAL_CHANGED_PART * stood
    return [Reason(CHANGED_ROWS, before=stood, after=changed)] if is_large else []


def _against_checks(store: Store, term: Term, submission: int, moved: pd.DataFrame) -> Sequence[Reason]:
    """The figures that the submission moved and that spot checks contradict."""
    if moved.empty:
        return []
    sent = cache.submissions(store, term).set_index("submission").loc[submission]
    against = beside.contradicted_by_checks(store, term, term.last_day, None)
    touched = moved[(moved["n"] != moved["n_before"]) | (moved["d"] != moved["d_before"])]
    rows = touched[[(indicator, sent["unit"]) in against for indicator in touched["indicator"]]]
    return [Reason(CHECKED, row.indicator, after=row.rate) for row in rows.itertuples()]
