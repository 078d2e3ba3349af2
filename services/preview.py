"""A review: sheets that were read but not yet kept, with what they would change and what is doubtful."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from access import Action
from metrics.standing import Facts
from schema.reading import SheetReading
from schema.term import Term
from services import consistency
from services.differences import Comparing, Difference
from services.effects import EFFECT_COLUMNS, effect, with_parts
from services.receiving import Receiving, to_submit


@dataclass(frozen=True)
class Reviewed:
    """One sheet of one unit; among the findings of ``part`` are those of :mod:`services.consistency`.

    ``difference`` is ``None`` for a part of which confirming it would add nothing: one that is
    refused, without a good row or without a unit, and one whose same bytes stand already, as
    submission ``duplicate_of``.
    """

    part: SheetReading
    difference: Difference | None
    duplicate_of: int | None


@dataclass(frozen=True)
class Examination:
    """Every file of a review, and what all of them together do to the figures (see ``effect``)."""

    files: list[list[Reviewed]]
    effect: pd.DataFrame


def examine(
    files: Sequence[tuple[str, Sequence[SheetReading]]],
    facts: Facts,
    repeats: Callable[[SheetReading, str], int | None],
    term: Term,
    *,
    on: dt.date,
    received_at: dt.datetime,
) -> Examination:
    """What ``files`` (each the digest of its bytes, and a reading for each sheet and unit) would change.

    A plan among them holds for the others. ``repeats`` tells of a reading and the digest of its bytes
    which submission it only repeats, as the store would.
    """
    parts = [part for _, readings in files for part in readings]
    duplicates = [
        repeats(part, digest) if _is_keepable(part) else None
        for digest, readings in files
        for part in readings
    ]
    adding = [known is None and _is_keepable(part) for part, known in zip(parts, duplicates, strict=True)]
    new = [part for part, adds in zip(parts, adding, strict=True) if adds]
    planned = with_parts(facts, [part for part in new if part.kind == "plan"], term, received_at)
    doubts = consistency.check_all(parts, with_parts(facts, new, term, received_at), term, on=on)
    before, with_plan = Comparing(facts, term), Comparing(planned, term)
    reviewed = iter(
        [
            Reviewed(
                replace(part, findings=(*part.findings, *found)),
                (before if part.kind == "plan" else with_plan).compare(part) if adds else None,
                known,
            )
            for part, found, adds, known in zip(parts, doubts, adding, duplicates, strict=True)
        ]
    )
    return Examination(
        [[next(reviewed) for _ in readings] for _, readings in files],
        _effect(facts, new, term, on, received_at),
    )


class Reviewing(Receiving):
    """Reviews at the desk."""

    def examine(self, files: Sequence[tuple[str, Sequence[SheetReading]]], *, on: dt.date) -> Examination:
        """What confirming ``files``, as :meth:`read` gave them, would change now; see :func:`examine`."""
        self.check_any(Action.SUBMIT_FAULTS)
        asked = {
            (to_submit(part.kind), part.unit) for _, parts in files for part in parts if _is_keepable(part)
        }
        for action, unit in asked:
            self.check(action, unit)
        moment = self.now()

        def repeats(part: SheetReading, digest: str) -> int | None:
            return self._store.repeat_of(
                part, digest, unit=part.unit, term=self.term.name, received_at=moment
            )

        return examine(files, self._facts(), repeats, self.term, on=on, received_at=moment)

    def rulings(self) -> str:
        """A text that changes with everything that may lock or open something, so that it is read anew."""
        self.check_any(Action.SUBMIT_FAULTS)
        return self._store.rulings()


def _is_keepable(part: SheetReading) -> bool:
    return part.refused is None and part.unit is not None and not part.rows.empty


def _effect(
    facts: Facts, parts: Sequence[SheetReading], term: Term, on: dt.date, received_at: dt.datetime
) -> pd.DataFrame:
    named = {unit for part in parts for unit in (part.unit, *part.rows["unit"].dropna().unique())}
    units = [unit for unit in term.unit_names if unit in named]
    if not parts:
        return pd.DataFrame(columns=list(EFFECT_COLUMNS))
    return effect(facts, parts, term, units=units, on=on, received_at=received_at)
