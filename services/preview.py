"""A review: sheets that were read but not yet kept, with what they would change and what is doubtful."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd

from access import Action
from metrics import compare, compute_figures
from metrics.indicators import INDICATORS
from metrics.received import PLAN_TABLE, Facts
from metrics.standing import Standing
from metrics.states import with_states
from schema.figures import CAMPUS, STATE
from schema.findings import Finding
from schema.reading import SheetReading
from schema.term import Term
from services import cache, consistency
from services.desk import Desk
from services.differences import Comparing, Difference, comparing
from services.foreseen import Foreseen, foresee
from services.intake import to_submit
from services.kept_figures import Asked, calendar, kept_figures
from services.known_facts import Known
from services.taken import with_parts
from services.unchanged import Unchanged, said_already
from services.whole_lists import leaving
from store.intake import Envelope, find_repeat

# What is asked about once more before it is confirmed: a rate that falls by more points than this, or
# more of what stood as done taken away than this part of it.
LARGE_FALL = 0.05
LARGE_LOSS = 0.1
EFFECT_COLUMNS = (
    "indicator",
    "unit",
    "n_before",
    "d_before",
    "rate_before",
    "n",
    "d",
    "rate",
    "change",
)


@dataclass(frozen=True)
class Reviewed:
    """One sheet of one unit; among the findings of ``part`` are those of :mod:`services.consistency`.

    ``difference`` is ``None`` for a part of which confirming it would add nothing: one that is
    refused, without a good row or without a unit, one whose same bytes stand already, as submission
    ``duplicate_of``, and one that says nothing new and of which it does not matter that it came, see
    :mod:`services.unchanged`.
    """

    part: SheetReading
    difference: Difference | None
    duplicate_of: int | None
    unchanged: Unchanged | None = None

    @property
    def is_left_alone(self) -> bool:
        """Whether it says nothing new, and makes no submission."""
        return self.unchanged is not None and not self.unchanged.answers

    @property
    def stands_then(self) -> bool:
        """Whether some of what it says stands once the review is confirmed."""
        return self.difference is not None or self.duplicate_of is not None or self.is_left_alone


@dataclass(frozen=True)
class Examination:
    """Every file of a review, and what all of them together do to the figures (see ``effect``).

    ``made_of`` are the submissions that stood, see :class:`store.facts.LoadedFacts`; ``foreseen`` are the
    figures of all days, for whom they come true.
    """

    files: list[list[Reviewed]]
    effect: pd.DataFrame
    made_of: pd.DataFrame
    foreseen: Foreseen | None = None


def examine(desk: Desk, files: Sequence[tuple[str, Sequence[SheetReading]]], *, on: dt.date) -> Examination:
    """What confirming ``files`` (each the digest of its bytes, and what was read of it) would change now.

    What was read is as :func:`services.intake.read` gives it; a plan among the files holds for the others.
    """
    desk.check_any(Action.SUBMIT_FAULTS)
    rights = {(to_submit(part.kind), part.unit) for _, parts in files for part in parts if _is_keepable(part)}
    for action, unit in rights:
        desk.check(action, unit)
    now, term, received_at = cache.loaded(desk.store, desk.term), desk.term, desk.now()
    parts = [part for _, readings in files for part in readings]
    stands = _stands_already(desk, files, received_at)
    new = [part for part, there in zip(parts, stands, strict=True) if there.adds]
    taken = with_parts(now.tables, new, term, received_at)
    before, after = _figures(desk, taken, tuple(fed_by(part.kind for part in new)), on)
    of_term = compare.on_days(after, term.first_day, term.last_day)
    doubts = _doubts(parts, now.tables, Known(taken, term, on, of_term))
    standing = with_plan = comparing(desk.store, term)
    if any(part.kind == "plan" for part in new):
        plans = [part for part in new if part.kind == "plan"]
        with_plan = Comparing(with_parts(now.tables, plans, term, received_at), term)
    reviewed = iter(
        [
            Reviewed(
                replace(part, findings=(*part.findings, *doubts_of_part)),
                (standing if part.kind == "plan" else with_plan).compare(part) if there.adds else None,
                there.duplicate_of,
                there.unchanged,
            )
            for part, doubts_of_part, there in zip(parts, doubts, stands, strict=True)
        ]
    )
    return Examination(
        [[next(reviewed) for _ in readings] for _, readings in files],
        effect(before, of_term, new, term, on=on),
        now.provenance,
        foresee(now, new, after, term, received_at),
    )


class _There(NamedTuple):
    """What of a part stands already, and whether confirming it ``adds`` a submission."""

    duplicate_of: int | None
    unchanged: Unchanged | None
    adds: bool


def _stands_already(
    desk: Desk, files: Sequence[tuple[str, Sequence[SheetReading]]], received_at: dt.datetime
) -> list[_There]:
    """Of each part of ``files``, in order, what :class:`_There` says."""
    parts = [part for _, readings in files for part in readings]
    duplicates = [
        _repeated(desk, part, digest, received_at) if _is_keepable(part) else None
        for digest, readings in files
        for part in readings
    ]
    keepable = [_is_keepable(part) and known is None for part, known in zip(parts, duplicates, strict=True)]
    return [
        _There(duplicate_of, repeat, may_be_kept and (repeat is None or repeat.answers))
        for duplicate_of, repeat, may_be_kept in zip(
            duplicates, said_already(desk, parts, keepable, received_at), keepable, strict=True
        )
    ]


def _figures(
    desk: Desk, taken: Facts, indicators: tuple[str, ...], on: dt.date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures with their states of every unit, as they stand and of the facts ``taken``.

    Those that stand are of the day ``on``, the others of all days that are kept.
    """
    before = kept_figures(desk.store, desk.dated, Asked((on,), None, indicators))
    after = compute_figures(taken, term=desk.term, days=calendar(desk.term), indicators=indicators)
    return before, with_states(after, taken, desk.dated)


def with_doubts(
    groups: Sequence[Sequence[SheetReading]], facts: Facts, term: Term, received_at: dt.datetime
) -> list[list[SheetReading]]:
    """The sheets of several files, each with what is doubtful in it beside ``facts`` and all the others."""
    parts = [part for readings in groups for part in readings]
    taken = with_parts(facts, filter(_is_keepable, parts), term, received_at)
    on = min(max(term.local_day(received_at), term.first_day), term.last_day)
    doubts = _doubts(parts, facts, Known(taken, term, on))
    doubted = (
        replace(part, findings=(*part.findings, *found)) for part, found in zip(parts, doubts, strict=True)
    )
    return [list(islice(doubted, len(readings))) for readings in groups]


def _doubts(parts: Sequence[SheetReading], before: Facts, known: Known) -> list[list[Finding]]:
    """What is doubtful in each of ``parts``, and who leaves with it; ``known``: with all of them."""
    doubts = consistency.check_all(parts, known)
    if not any(part.whole for part in parts):
        return doubts
    then = Standing(before, known.standing.term)
    return [[*leaving(part, then, known.standing), *found] for part, found in zip(parts, doubts, strict=True)]


def is_touched(desk: Desk, examination: Examination) -> bool:
    """Whether what came or went since may have changed what a sheet of a review was compared with.

    That is a plan, a row about one of its classes or units, and one that names no unit.
    """
    desk.check_any(Action.SUBMIT_FAULTS)
    now = cache.loaded(desk.store, desk.term)
    known = examination.made_of
    before, gone = set(known["submission"]), set(known["submission"][known["withdrawn_at"].notna()])
    acts = zip(now.provenance["submission"], now.provenance["withdrawn_at"].notna(), strict=True)
    changed = [one for one, is_gone in acts if one not in before or (is_gone and one not in gone)]
    parts = [reviewed.part for parts in examination.files for reviewed in parts]
    return any(_touches(table, rows, parts) for table, rows in now.rows_of(changed).items())


def _touches(table: str, rows: pd.DataFrame, parts: Iterable[SheetReading]) -> bool:
    """Whether ``rows`` of a table of facts are about a class or a unit of one of ``parts``, or about all."""
    if table == PLAN_TABLE or rows["unit"].isna().any():
        return len(rows) > 0
    classes = rows["class_id"] if "class_id" in rows else rows["unit"].iloc[:0]
    return any(
        (rows["unit"] == part.unit).any()
        or rows["unit"].isin(part.rows["unit"]).any()
        or ("class_id" in part.rows and classes.isin(part.rows["class_id"]).any())
        for part in parts
        if part.refused is None
    )


def _is_keepable(part: SheetReading) -> bool:
    return part.refused is None and part.unit is not None and not part.rows.empty


def _repeated(desk: Desk, part: SheetReading, digest: str, received_at: dt.datetime) -> int | None:
    """The submission that ``part`` only repeats, as the store would tell."""
    envelope = Envelope(unit=part.unit, term=desk.term.name, received_at=received_at, by_clock=True)
    return find_repeat(desk.store, part, digest, envelope)


def effect(
    before: pd.DataFrame, after: pd.DataFrame, parts: Sequence[SheetReading], term: Term, *, on: dt.date
) -> pd.DataFrame:
    """The figures of the campus and the units of ``parts`` on ``on``, before these are taken and after.

    ``before`` and ``after`` are of every unit and of days with ``on`` among them, of the indicators that
    the kinds of ``parts`` feed. Columns: ``indicator``, ``unit``, ``n_before``, ``d_before``,
    ``rate_before``, ``n``, ``d``, ``rate`` and ``change`` (a fraction: 0.013 is 1.3 percentage points;
    NaN where there is no rate), and ``state`` and ``state_before``, see :mod:`metrics.states`.
    """
    if not parts:
        return pd.DataFrame(columns=list(EFFECT_COLUMNS))
    named = {unit for part in parts for unit in (part.unit, *part.rows["unit"].dropna().unique())}
    units = [*(unit for unit in term.unit_names if unit in named), CAMPUS]
    of_day = (compare.of(compare.on_day(figures, on), units=units) for figures in (before, after))
    return moved(*of_day)


def moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Two figures tables of one day beside each other, as :func:`effect` gives them."""
    key, kept = ["indicator", "unit"], ["n", "d", "rate"]
    if STATE in before and STATE in after:
        kept.append(STATE)
    both = after[[*key, *kept]].merge(before[[*key, *kept]], on=key, suffixes=("", "_before"))
    both["change"] = both["rate"] - both["rate_before"]
    return both[[*EFFECT_COLUMNS, *both.columns.intersection([STATE, f"{STATE}_before"])]]


def large_falls(effect: pd.DataFrame) -> pd.DataFrame:
    """Rows of :func:`effect` whose rate falls by over ``LARGE_FALL``, or ``n`` by over ``LARGE_LOSS``."""
    # To a millionth, so that from 90 to 85 of 100 is five points and no more.
    falls = np.round(effect["change"].to_numpy("float64"), 6) < -LARGE_FALL
    before, now = (effect[name].to_numpy("int64") for name in ("n_before", "n"))
    losses = before - now > LARGE_LOSS * before
    return effect[falls | losses]


def fed_by(kinds: Iterable[str | None]) -> list[str]:
    """The indicators that sheets of these kinds may move."""
    sent = {kind for kind in kinds if kind is not None}
    return [one.id for one in INDICATORS if any(one.is_fed_by(kind) for kind in sent)]
