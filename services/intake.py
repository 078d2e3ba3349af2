"""Taking workbooks in: read them against the plan that is known, and keep what is good.

The shell and the pages both come through here, so a sheet counts the same whichever way it came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

from loaders import read_workbook
from metrics.standing import Standing, collected
from schema.findings import Refusal
from schema.reading import SheetReading
from schema.term import Term
from services.classes import known_classes
from store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sheet of one unit.

    ``submission`` is its number, ``None`` where nothing was stored: the sheet was ``refused``,
    or the same bytes stand already as ``duplicate_of``.
    """

    submission: int | None
    file: str
    sheet: str | None
    kind: str | None
    form: str | None
    unit: str | None
    taken: int
    errors: int
    warnings: int
    duplicate_of: int | None
    refused: Refusal | None

    def as_dict(self) -> dict[str, object]:
        """The outcome as the shell prints it."""
        return {**asdict(self), "refused": self.refused.as_dict() if self.refused else None}


def known_plan(store: Store, term: Term) -> dict[str, str]:
    """Class → unit of every class in the plan as it stands now."""
    due = collected(Standing(store.all_facts(term.name, term.timezone, ("plan",)), term).due)
    return dict(zip(due["class_id"], due["unit"], strict=True))


def read(
    store: Store,
    data: bytes,
    name: str,
    *,
    term: Term,
    received_at: dt.datetime,
    unit: str | None = None,
    kind: str | None = None,
    plan: Mapping[str, str] | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[SheetReading]:
    """Read a file against ``plan``, by default the one that stands in the store. Stores nothing."""
    known = known_plan(store, term) if plan is None else plan
    return read_workbook(
        data, name, term=term, received_at=received_at, unit=unit, kind=kind, plan=known,
        classes=known_classes(store, term, received_at), progress=progress,
    )  # fmt: skip


def record(
    store: Store,
    readings: Iterable[SheetReading],
    content: bytes,
    *,
    term: Term,
    received_at: dt.datetime,
    submitter: str | None = None,
    rulings: str | None = None,
) -> list[Outcome]:
    """Keep the good rows of ``readings``, one submission for each sheet and unit, with the file.

    A reading that was refused, that names no unit or has no good row is not kept; its outcome
    says why. ``rulings`` is for :meth:`store.Store.submit`. Raises ``StoreError`` when the store
    cannot be written.
    """
    parts = [part for reading in readings for part in reading.split_by_unit()]
    return [_record(store, part, content, term, received_at, submitter, rulings) for part in parts]


def _record(
    store: Store,
    part: SheetReading,
    content: bytes,
    term: Term,
    received_at: dt.datetime,
    submitter: str | None,
    rulings: str | None,
) -> Outcome:
    refused = part.refused or _reason_not_to_keep(part)
    if refused is not None:
        return _outcome(part, refused=refused)
    receipt = store.submit(
        part, content, unit=part.unit, term=term.name, received_at=received_at, submitter=submitter,
        rulings=rulings,
    )  # fmt: skip
    return _outcome(
        part, submission=receipt.submission, taken=receipt.taken, duplicate_of=receipt.duplicate_of
    )


def _reason_not_to_keep(part: SheetReading) -> Refusal | None:
    if part.rows.empty:
        return Refusal("no_good_rows")
    return Refusal("unit_unknown") if part.unit is None else None


def _outcome(
    part: SheetReading, *, submission: int | None = None, taken: int = 0, duplicate_of: int | None = None,
    refused: Refusal | None = None,
) -> Outcome:  # fmt: skip
    return Outcome(
        submission, part.file, part.sheet, part.kind, part.form, part.unit, taken,
        part.errors, part.warnings, duplicate_of, refused,
    )  # fmt: skip
