"""The list of what was submitted, as far as a person may see it, with the state of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from access import Action, Denied
from metrics.numbers import numbered_by
from schema.kinds import form_of
from schema.term import Term
from services import cache, small_counts
from services.desk import Desk
from store import Store, StoreError
from store.decisions import RETURNED, SUBMITTED, read_decisions
from store.versions import read_rules_version, read_whole_version

WITHDRAWN = "withdrawn"
# The kind of sheet that the network centre sends and sees, and no other.
FAULTS = "obstacles"


def visible(desk: Desk, unit: str | None = None) -> pd.DataFrame:
    """Every submission (of ``unit``) that the person may see, in order of receipt, with its state.

    Columns as :func:`store.submissions.read_submissions` has them, and ``state`` (``submitted``,
    ``approved``, ``returned`` or ``withdrawn``), ``decided_at`` (naive UTC or NaT),
    ``decided_by``, ``comment`` and ``locked_through`` of the latest decision; ``followed_by``
    (Int64) is the first submission of the unit and kind after it was returned. ``taken`` is ``FEW`` for
    a few students whom the person may not see; ``comment`` and ``reason`` are missing where they are about
    such.
    """
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    listed = _with_states(desk.store, desk.term)
    seen = files_seen(desk, listed["unit"], listed["kind"])
    listed = listed[seen if unit is None else seen & (listed["unit"] == unit)].reset_index(drop=True)
    hidden = about_hidden_students(desk, listed)
    if hidden.any():  # few roles have any
        listed["taken"] = small_counts.veiled_taken(desk, listed)
        for said in ("comment", "reason"):
            listed[said] = listed[said].mask(hidden)
    return listed


def files_seen(desk: Desk, units: pd.Series, kinds: pd.Series) -> pd.Series:
    """Which submissions, by ``units`` and ``kinds``, the person may see; obstacles by another right."""
    faults = kinds == FAULTS
    others = desk.reached(units, Action.SEE_SUBMISSIONS)
    return (faults & desk.reached(units, Action.SEE_FAULTS)) | (~faults & others)


def one(desk: Desk, submission: int) -> pd.Series:
    """One of :func:`visible`.

    To those who do not see every unit, one that is not there is as denied as another unit's.
    """
    listed = visible(desk).set_index("submission", drop=False)
    if submission not in listed.index:
        is_there = (cache.submissions(desk.store, desk.term)["submission"] == submission).any()
        if desk.may(Action.SEE_SUBMISSIONS) and not is_there:
            raise StoreError("unknown_submission", submission=submission)
        raise Denied(desk.person.login, Action.SEE_SUBMISSIONS)
    return listed.loc[submission]


def names_students(submission: Mapping[str, Any] | pd.Series) -> bool:
    """Whether the rows of a submission name students."""
    form = submission["form"]
    return form_of(submission["kind"], None if pd.isna(form) else form).names_students


def about_hidden_students(desk: Desk, listed: pd.DataFrame) -> pd.Series:
    """Which submissions (with ``kind``, ``form`` and ``unit``) name students whom the person may not see."""
    pairs = list(zip(listed["kind"], listed["form"].fillna(""), strict=True))
    naming = {(kind, form) for kind, form in set(pairs) if form_of(kind, form or None).names_students}
    name = pd.Series([pair in naming for pair in pairs], index=listed.index, dtype=bool)
    return name & ~desk.reached(listed["unit"], Action.SEE_STUDENTS)


def unanswered_returns(desk: Desk) -> frozenset[tuple[str, str]]:
    """Unit and kind of each return that the person may see and that nobody answered, taken back or not."""
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    decided = _decided(desk.store, desk.term)
    waiting = decided[(decided["state"] == RETURNED) & decided["followed_by"].isna()]
    waiting = waiting[files_seen(desk, waiting["unit"], waiting["kind"])]
    return frozenset(zip(waiting["unit"], waiting["kind"], strict=True))


@cache.kept(2, version=read_whole_version)
def _with_states(store: Store, term: Term) -> pd.DataFrame:
    """All submissions with their states, what was decided about each, and what followed it."""
    both = _decided(store, term)
    both["state"] = both["state"].fillna(SUBMITTED).mask(both["withdrawn_at"].notna(), WITHDRAWN)
    return both


@cache.kept(2, version=read_whole_version)
def _decided(store: Store, term: Term) -> pd.DataFrame:
    """All submissions with the latest decision about each, and what followed it."""
    decided = _latest_decisions(store, term)
    both = cache.submissions(store, term).merge(decided, on="submission", how="left")
    both["followed_by"] = _followed_by(both)
    return both


@cache.kept(2, version=lambda store, _term: read_rules_version(store))
def _latest_decisions(store: Store, term: Term) -> pd.DataFrame:
    decided = read_decisions(store, term.name).drop_duplicates("submission", keep="last")
    return decided.drop(columns="decision")


def _followed_by(decided: pd.DataFrame) -> pd.Series:
    """For each returned submission the first of its unit and kind that was received after the return."""
    of, numbers = numbered_by(decided, ("unit", "kind")), decided["submission"].to_numpy()
    received_at = decided["received_at"].to_numpy()
    followers = pd.array([pd.NA] * len(decided), dtype="Int64")
    returned = np.flatnonzero(decided["state"] == RETURNED)
    for place, row in zip(returned, decided.take(returned).itertuples(), strict=True):
        # By what the store had then: a clock may have gone back since.
        by_clock = pd.isna(row.last_submission)
        later = received_at > row.decided_at if by_clock else numbers > row.last_submission
        after = np.flatnonzero((of == of[place]) & later)
        if len(after):
            followers[place] = numbers[after[0]]
    return pd.Series(followers, index=decided.index)
