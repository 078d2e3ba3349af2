"""Approving together: what waits, what that does to the figures, and what must be opened first.

A submission that is out of the ordinary (see :mod:`services.unusual`) is approved only by a person who has
opened it, as the log tells. What was listed and its effect are worked out again when they are approved: where
anything that was shown has changed meanwhile, nothing is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics import compute_figures
from metrics.indicators import INDICATORS, Counted
from schema import limits
from schema.figures import CAMPUS
from schema.kinds import UNIT_KINDS
from schema.term import Term
from services import cache, locks, unusual
from services import submissions as filed
from services.cache import kept
from services.desk import Desk
from services.preview import moved
from services.unusual import Reason
from store import Store, StoreError
from store.acts import LOOKED, About, add_act, read_looks
from store.decisions import APPROVED, SUBMITTED, Decision, add_approvals
from store.versions import read_version

_VIEWS = 16


@dataclass(frozen=True)
class Together:
    """What waits, oldest first, as far as it is looked at together.

    ``ordinary`` and ``apart`` are rows of :func:`services.submissions.visible`: those that may be approved
    together, and those that must be opened one by one; ``reasons`` says why, by number, and ``opened`` which
    the person has opened, so that they may be approved with the others. ``effect``: a row an indicator of the
    campus that the ordinary ones moved, with ``n_before, d_before, rate_before, n, d, rate, change`` (without
    them, and with them) and ``units``, how many units they moved it of. ``token`` stands for all that.
    """

    ordinary: pd.DataFrame
    apart: pd.DataFrame
    reasons: Mapping[int, tuple[Reason, ...]]
    opened: frozenset[int]
    effect: pd.DataFrame
    token: str


def waiting(desk: Desk) -> pd.DataFrame:
    """What units sent and waits for a decision, oldest first."""
    desk.check(Action.DECIDE)
    listed = filed.visible(desk)
    return listed[(listed["state"] == SUBMITTED) & listed["kind"].isin(UNIT_KINDS)].reset_index(drop=True)


def together(desk: Desk, submissions: Sequence[int]) -> Together:
    """Of ``submissions`` those that wait, at most ``limits.MOST_TOGETHER``: what may be approved together."""
    listed = waiting(desk)
    listed = listed[listed["submission"].isin(submissions)].head(limits.MOST_TOGETHER)
    numbers = [int(number) for number in listed["submission"]]
    reasons = {number: _reasons(desk, number) for number in numbers}
    looks = read_looks(desk.store, desk.term.name, desk.person.login)
    opened = frozenset(number for number in numbers if _seen(reasons[number], looks.get(number)))
    apart = pd.Series([bool(reasons[number]) for number in numbers], index=listed.index, dtype=bool)
    ordinary = listed[~apart]
    moved_figures = effect(desk.store, desk.term, tuple(ordinary["submission"]))
    told = [numbers, sorted(ordinary["submission"]), _told(moved_figures), sorted(reasons.items())]
    token = hashlib.sha256(repr(told).encode()).hexdigest()
    return Together(ordinary, listed[apart], reasons, opened, moved_figures, token)


def approve_together(desk: Desk, submissions: Sequence[int], listed: Together) -> None:
    """Approve ``submissions``, of those ``listed``, each locked through its last day; all of them or none.

    Raises ``StoreError`` where one is out of the ordinary and was not opened, and where anything came in or
    was decided meanwhile that changes what was listed.
    """
    desk.check(Action.DECIDE)
    version = read_version(desk.store)
    now = together(desk, list(listed.reasons))
    if now.token != listed.token or not set(submissions) <= set(listed.reasons):
        raise StoreError("shown_changed")
    require_opened(desk, submissions)
    rows, facts = filed.visible(desk).set_index("submission", drop=False), desk.facts()
    approvals = {
        number: Decision(APPROVED, locked_through=locks.last_day(rows.loc[number], facts, desk.term))
        for number in submissions
    }
    add_approvals(desk.store, approvals, desk.signed(), version=version)


def require_opened(desk: Desk, submissions: Sequence[int]) -> None:
    """Raise ``StoreError`` for those out of the ordinary that the person has not opened as they are now."""
    desk.check(Action.DECIDE)
    looks = read_looks(desk.store, desk.term.name, desk.person.login)
    unseen = [number for number in submissions if not _seen(_reasons(desk, number), looks.get(number))]
    if unseen:
        raise StoreError("unusual_unseen", numbers="、".join(map(str, unseen)))


def opened(desk: Desk, submission: int) -> tuple[Reason, ...]:
    """What is out of the ordinary in a submission; where anything is, it is noted that the person looks."""
    desk.check(Action.DECIDE)
    row = filed.open_content(desk, submission)
    reasons = _reasons(desk, submission)
    looks = read_looks(desk.store, desk.term.name, desk.person.login)
    if not _seen(reasons, looks.get(submission)):
        unit = None if pd.isna(row["unit"]) else str(row["unit"])
        about = About(desk.term.name, unit, row["kind"], int(submission))
        add_act(desk.store, LOOKED, desk.signed(), about, {"unusual": sorted(map(_name, reasons))})
    return reasons


def _reasons(desk: Desk, submission: int) -> tuple[Reason, ...]:
    return unusual.judged(desk.store, desk.term, submission).reasons


def _name(reason: Reason) -> str:
    return f"{reason.what} {reason.indicator or ''}".strip()


def _seen(reasons: Sequence[Reason], looked: set[str] | None) -> bool:
    """Whether all of ``reasons`` were there when somebody looked; there is nothing to be seen of none."""
    return set(map(_name, reasons)) <= (looked or set())


@kept(_VIEWS)
def effect(store: Store, term: Term, submissions: tuple[int, ...]) -> pd.DataFrame:
    """What submissions moved together of the campus's figures on the term's last day; nobody is asked."""
    facts = cache.facts(store, term)
    without = {name: rows[~rows["submission"].isin(submissions)] for name, rows in facts.items()}
    listed = cache.submissions(store, term)
    kinds = set(listed["kind"][listed["submission"].isin(submissions)])
    fed = [one for one in INDICATORS if any(map(one.is_fed_by, kinds))]
    indicators = [one.id for one in fed if one.counted is not Counted.SHEETS]
    both = moved(
        *(
            compute_figures(each, term=term, days=[term.last_day], indicators=indicators)
            for each in (without, facts)
        )
    )
    both = both[(both["n"] != both["n_before"]) | (both["d"] != both["d_before"])]
    units = both[both["unit"] != CAMPUS].groupby("indicator")["unit"].nunique()
    campus = both[both["unit"] == CAMPUS].drop(columns="unit").reset_index(drop=True)
    return campus.assign(units=campus["indicator"].map(units).fillna(0).astype("int64"))


def _told(effect: pd.DataFrame) -> list[tuple[object, ...]]:
    """The effect as it is shown: how many were added, and by how many tenths of a point a rate moved."""
    more_n, more_d = effect["n"] - effect["n_before"], effect["d"] - effect["d_before"]
    points = (effect["change"] * 1000).round()
    rows = zip(effect["indicator"], more_n, more_d, points, effect["units"], strict=True)
    return [(name, int(n), int(d), str(point), int(units)) for name, n, d, point, units in rows]
