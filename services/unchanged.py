"""Sheets that say only what stands already: they make no submission, unless it counts that they came.

Of a template with a sheet for each kind mostly one was worked on. A sheet is left alone when all that would
come of it is one more copy of rows: it has no errors, is not sent as the whole list, every row of it stands
as the unit itself sent it, in this form of its kind, nothing that comes with it is about the same rows, no
return of the kind is unanswered, it would answer no period that is still open, and no list tells on which
day it came. So no figure and no list
is otherwise than had it been kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from access import Action
from metrics import reports_by_period
from metrics.latest import RECEIPT_ORDER
from metrics.received import Facts
from schema.kinds import REPORTED_KINDS, kind_by_id
from schema.reading import SheetReading
from schema.term import Term
from services import cache, submitted
from services.desk import Desk
from services.differences import UNCHANGED, Comparing, comparing
from services.locks import Rules, days_replaced, rules
from services.taken import with_parts

# Of the other kinds some are told by which of two rows came last, whether or not they say the same.
_LEFT_ALONE = frozenset((*REPORTED_KINDS, "sessions"))
# Of a roster that leaves these blank a list tells since when: since it was received.
_ROSTER, _COUNTS = "roster", ("notified", "received")


@dataclass(frozen=True)
class Unchanged:
    """A sheet without anything new: ``submission`` is the latest that says it.

    ``answers``: it is kept all the same, as the report of a period or the answer to a return.
    """

    submission: int
    answers: bool


@dataclass(frozen=True)
class Beside:
    """What sheets are held against: what stands, the rules, and the ``returned`` that nobody answered.

    ``returned`` gives units and kinds, and is asked only about what says nothing new; ``at`` is the moment
    of receipt.
    """

    facts: Facts
    comparing: Comparing
    term: Term
    rules: Rules
    returned: Callable[[], frozenset[tuple[str, str]]]
    at: dt.datetime


def said_already(
    desk: Desk, parts: Sequence[SheetReading], keepable: Sequence[bool], at: dt.datetime
) -> list[Unchanged | None]:
    """Of each of ``parts`` that is ``keepable``, whether at ``at`` it says nothing but what stands.

    Beside a plan that comes with them nobody can tell yet.
    """
    desk.check_any(Action.SUBMIT_FAULTS)
    asked = [part for part, is_asked in zip(parts, keepable, strict=True) if is_asked]
    if not asked or any(part.kind == "plan" for part in parts):
        return [None] * len(parts)
    standing = cache.facts(desk.store, desk.term), comparing(desk.store, desk.term)
    ruling = rules(desk.store, desk.term), partial(submitted.unanswered_returns, desk)
    known = iter(unchanged(asked, Beside(*standing, desk.term, *ruling, at)))
    return [next(known) if is_asked else None for is_asked in keepable]


def unchanged(parts: Sequence[SheetReading], beside: Beside) -> list[Unchanged | None]:
    """Of each of ``parts``, which can all be kept, whether it says nothing but what stands."""
    repeated = [None if _meets_another(part, parts) else _repeated(part, beside) for part in parts]
    open_for = [
        number is not None and (part.unit, part.kind) not in beside.returned()
        for part, number in zip(parts, repeated, strict=True)
    ]
    asked = [part for part, is_open in zip(parts, open_for, strict=True) if is_open]
    answering = iter(_answering(asked, beside) if asked else ())
    return [
        None if number is None else Unchanged(number, answers=not is_open or next(answering))
        for number, is_open in zip(repeated, open_for, strict=True)
    ]


def _meets_another(part: SheetReading, parts: Sequence[SheetReading]) -> bool:
    """Whether another of ``parts`` may replace what ``part`` says, so that it matters which came last."""
    others = [other for other in parts if other is not part and other.kind == part.kind]
    # Whose the classes of a sheet are is said by the plan, not by who sends it.
    by_unit = "unit" in kind_by_id(part.kind or "").replaced_by
    return any(
        (other.form != part.form and (by_unit or other.unit == part.unit))
        or (other.unit == part.unit and not part.declaration.is_of_classes)
        for other in others
    ) or any(
        other.rows["class_id"].isin(part.rows["class_id"]).any()
        for other in others
        if "class_id" in part.rows and "class_id" in other.rows
    )


def _repeated(part: SheetReading, beside: Beside) -> int | None:
    """The latest submission of those whose rows ``part`` repeats; ``None`` where it says anything else."""
    if part.kind not in _LEFT_ALONE or part.whole or part.errors or part.corrections:
        return None
    if part.declaration.table == _ROSTER and part.rows.reindex(columns=list(_COUNTS)).isna().any(axis=None):
        return None
    rows = beside.comparing.compare(part).rows
    if not (rows["status"] == UNCHANGED).all():
        return None
    sources = beside.comparing.sources(part.declaration)
    own = sources[sources["submission"].isin(rows["old_submission"])]
    if not (own["submitted_unit"] == part.unit).all():
        return None
    if len(days_replaced(part, beside.comparing.standing, beside.term)):
        return None
    return int(own.sort_values(list(RECEIPT_ORDER))["submission"].iloc[-1])


def _answering(parts: Sequence[SheetReading], beside: Beside) -> list[bool]:
    """Whether each of ``parts`` would be the first to answer a period that is owed."""
    facts = with_parts(beside.facts, parts, beside.term, beside.at)
    last = max(int(frame["submission"].max()) for frame in facts.values() if len(frame))
    kinds = {part.kind for part in parts}
    reports = reports_by_period(
        facts,
        beside.term,
        [deadline for kind, deadline in beside.rules.deadlines.items() if kind in kinds],
        until=beside.at,
        exceptions=beside.rules.exceptions,
        units={str(part.unit) for part in parts},
    )
    answering = set(reports["submission"].dropna())
    return [last - len(parts) + place in answering for place in range(1, len(parts) + 1)]
