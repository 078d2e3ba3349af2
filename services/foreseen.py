"""Figures that a review has worked out already, kept for everybody once what it brings stands.

A review shows the figures as they will be. Where nothing else has come when it is confirmed, they are those
of the store as it is from then on, and nobody has to work them out again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics.moments import stored
from metrics.received import PLAN_TABLE
from schema.reading import SheetReading
from schema.term import Term
from services import cache
from services.desk import Desk
from services.intake import Outcome
from services.kept_figures import keep, tables_of
from store.facts import LoadedFacts


@dataclass(frozen=True)
class Foreseen:
    """``figures`` of all units and of every day that is kept, once ``sheets`` are the next submissions.

    ``sheets`` are the table and the number of rows of each, in order; ``day`` is the one of their receipt.
    ``grown`` gives what tells the rows of a table apart, with those of further submissions among them.
    """

    figures: pd.DataFrame
    sheets: tuple[tuple[str, int], ...]
    day: pd.Timestamp
    grown: Mapping[str, Callable[[Sequence[int]], bytes]]


def foresee(
    now: LoadedFacts, parts: Sequence[SheetReading], figures: pd.DataFrame, term: Term, at: dt.datetime
) -> Foreseen | None:
    """What ``figures`` are if ``parts`` come to the facts ``now`` as they would ``at`` a moment.

    ``None`` where they may come otherwise: a plan moves whom others are about, a whole list ends what stands
    by the moment, and by a clock that has gone back something may be ordered after them. Nobody is asked.
    """
    latest = now.provenance["received_at"].max()
    is_last = pd.isna(latest) or latest < pd.Timestamp(stored(at))
    tables = [part.declaration.table for part in parts]
    if not parts or not is_last or PLAN_TABLE in tables or any(part.whole for part in parts):
        return None
    used = frozenset[str]().union(*map(tables_of, figures["indicator"].unique()))
    return Foreseen(
        figures,
        tuple((table, len(part.rows)) for table, part in zip(tables, parts, strict=True)),
        pd.Timestamp(term.local_day(at)),
        {table: now.grown(table) for table in used},
    )


def came_true(desk: Desk, foreseen: Foreseen | None, outcomes: Sequence[Outcome]) -> None:
    """Keep the figures of ``foreseen`` if all of its sheets were taken whole, and nothing else has come."""
    desk.check_any(Action.SUBMIT_FAULTS)
    taken = [outcome for outcome in outcomes if outcome.submission is not None]
    if foreseen is None or [each.taken for each in taken] != [rows for _table, rows in foreseen.sheets]:
        return
    numbers = [int(each.submission) for each in taken if each.submission is not None]
    now = cache.loaded(desk.store, desk.term)
    own = now.provenance[now.provenance["submission"].isin(numbers)]
    if numbers != sorted(numbers) or not (own["received_on"] == foreseen.day).all():
        return
    of_table = {
        table: [number for number, (of, _rows) in zip(numbers, foreseen.sheets, strict=True) if of == table]
        for table in foreseen.grown
    }
    same = {table for table, grown in foreseen.grown.items() if grown(of_table[table]) == now.state(table)}
    keep(desk.store, desk.dated, now, foreseen.figures, same)
