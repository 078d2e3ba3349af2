"""A review: sheets that were read but not yet kept, with what they would change and what is doubtful."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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
    submissions: pd.DataFrame,
    term: Term,
    *,
    on: dt.date,
    received_at: dt.datetime,
) -> Examination:
    """What ``files`` (each the digest of its bytes, and a reading for each sheet and unit) would change.

    A plan among them holds for the others. ``submissions`` are those of the store.
    """
    parts = [part for _, readings in files for part in readings]
    duplicates = [_duplicate_of(part, digest, submissions) for digest, readings in files for part in readings]
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
        listed = self._store.submissions(self.term.name)
        return examine(files, self._facts(), listed, self.term, on=on, received_at=self.now())

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


def _duplicate_of(part: SheetReading, digest: str, submissions: pd.DataFrame) -> int | None:
    """The standing submission of the same bytes for the same purpose, which the store will recognise."""
    same = submissions["withdrawn_at"].isna() & (submissions["digest"] == digest)
    for column, value in (
        ("unit", part.unit),
        ("kind", part.kind),
        ("form", part.form),
        ("sheet", part.sheet),
    ):
        same &= submissions[column].isna() if value is None else submissions[column] == value
    return int(submissions["submission"][same].iloc[-1]) if same.any() else None
