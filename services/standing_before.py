"""What stood just before a submission came: the facts of its unit, and the figures that it moved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from metrics import compute_figures
from metrics.indicators import INDICATORS, Counted
from metrics.moments import aware
from metrics.pieces import Unchanging
from metrics.received import Facts
from schema.kinds import form_of
from schema.model import SheetForm
from schema.term import Term
from services import cache, locks
from services.cache import kept
from services.differences import Comparing
from services.preview import moved
from store import Store

_UNITS = 32


@dataclass(frozen=True)
class Arrival:
    """A submission as it came: ``before`` are the facts that there were, ``after`` those with it.

    Both of its unit alone, where it has one, so that little is counted. ``on`` is the last day that it
    speaks of, within the term; ``known_at`` when it came.
    """

    number: int
    kind: str
    form: SheetForm
    unit: str | None
    on: dt.date
    known_at: dt.datetime
    before: Facts
    after: Facts

    @property
    def rows(self) -> pd.DataFrame:
        """Its rows as they were stored."""
        received = self.after[self.form.table]
        return received[received["submission"] == self.number].reset_index(drop=True)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators of its unit that its kind may move, but for whether it was reported."""
        fed = (one for one in INDICATORS if one.is_fed_by(self.kind))
        return tuple(one.id for one in fed if one.counted is not Counted.SHEETS)


def arrival(store: Store, term: Term, submission: int) -> Arrival:
    """A submission of the term with what stood before it; nobody is asked."""
    sent = cache.submissions(store, term).set_index("submission", drop=False).loc[submission]
    facts = cache.facts(store, term)
    form = form_of(sent["kind"], None if pd.isna(sent["form"]) else sent["form"])
    unit = None if pd.isna(sent["unit"]) else str(sent["unit"])
    day = locks.last_day(sent, facts, term)
    own = facts if unit is None else _of_unit(store, term, unit)
    # What is made of a table is kept for all that is asked of it here.
    ends = [Unchanging(until(own, sent["ordered_at"], last)) for last in (submission - 1, submission)]
    on = min(max(day, term.first_day), term.last_day)
    return Arrival(int(submission), sent["kind"], form, unit, on, aware(sent["ordered_at"]), *ends)


def until(facts: Facts, moment: pd.Timestamp, last: int) -> dict[str, pd.DataFrame]:
    """``facts`` without what was received after ``last``: sheets of one file have one moment of receipt."""
    masks = {
        table: (rows["received_at"] != moment) | (rows["submission"] <= last) for table, rows in facts.items()
    }
    return {table: rows if masks[table].all() else rows[masks[table]] for table, rows in facts.items()}


@kept(_UNITS, shared=True)
def _of_unit(store: Store, term: Term, unit: str) -> dict[str, pd.DataFrame]:
    """The rows that are of a unit, that it sent, and of classes that any plan gave it."""
    facts = cache.facts(store, term)
    plan = facts["plan"]
    classes = frozenset(plan["class_id"][plan["unit"] == unit])
    own = {}
    for table, rows in facts.items():
        mask = (rows["unit"] == unit) | (rows["submitted_unit"] == unit)
        if "class_id" in rows:
            mask |= rows["class_id"].isin(classes)
        own[table] = rows[mask]
    return own


def effect(came: Arrival, term: Term) -> pd.DataFrame:
    """The figures of its unit before and with it, as :func:`services.preview.moved` has them."""
    if came.unit not in term.unit_names:
        return pd.DataFrame(columns=["indicator", "n_before", "d_before", "rate_before", "n", "d", "rate"])
    return moved(*(_figures(facts, came, str(came.unit), term) for facts in (came.before, came.after)))


def _figures(facts: Facts, came: Arrival, unit: str, term: Term) -> pd.DataFrame:
    return compute_figures(
        facts,
        term=term,
        days=[came.on],
        known_at=came.known_at,
        units=[unit],
        indicators=came.indicators,
    )


def standing_before(came: Arrival, term: Term) -> Comparing:
    """What stood before it, to be compared with."""
    return Comparing(came.before, term, came.known_at)
