"""A review: workbooks that were read but not yet kept, until the submitter confirms them.

This is the seam for a fuller submission desk: it sees what the submitter sees, and nothing has
been stored. The bytes go to the store when the review is confirmed, and are let go with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from desk import intake
from schema.findings import Finding
from schema.reading import SheetReading
from schema.term import Term
from store import Store


@dataclass(frozen=True)
class PendingFile:
    """A file as it was read for ``unit`` (``None``: the unit that the sheet names) as ``kind``."""

    id: str
    name: str
    content: bytes = field(repr=False)
    unit: str | None
    kind: str | None
    readings: list[SheetReading] = field(repr=False)

    @property
    def parts(self) -> list[SheetReading]:
        """One reading for each sheet and unit: what would become a submission."""
        return [part for reading in self.readings for part in reading.split_by_unit()]

    @property
    def findings(self) -> list[Finding]:
        """Everything found in the file."""
        return [finding for reading in self.readings for finding in reading.findings]

    @property
    def acceptable(self) -> list[SheetReading]:
        """The parts that would be kept: with good rows, for a unit that is known."""
        return [part for part in self.parts if part.refused is None and len(part.rows) and part.unit]


@dataclass
class Review:
    """The files of one session that wait for confirmation, by the id of the upload."""

    files: dict[str, PendingFile] = field(default_factory=dict)

    def keep_only(self, ids: Iterable[str]) -> None:
        """Let go of files that the submitter took back."""
        kept = set(ids)
        self.files = {id: file for id, file in self.files.items() if id in kept}

    def needs_reading(self, id: str, unit: str | None, kind: str | None) -> bool:
        """Whether a file is new, or was read for another unit or as another kind."""
        file = self.files.get(id)
        return file is None or (file.unit, file.kind) != (unit, kind)

    @property
    def plan(self) -> Mapping[str, str]:
        """Class → unit of the plans that wait here: they hold for the other files too."""
        return intake.plan_in(reading for file in self.files.values() for reading in file.readings)

    @property
    def acceptable(self) -> list[SheetReading]:
        """Everything that would be kept on confirmation."""
        return [part for file in self.files.values() for part in file.acceptable]


def read_file(
    store: Store,
    review: Review,
    id: str,
    name: str,
    content: bytes,
    *,
    term: Term,
    unit: str | None,
    kind: str | None,
    progress: Callable[[float], None],
) -> None:
    """Read a file into the review; raises ``StoreError`` when the known plan cannot be asked for."""
    readings = intake.read(
        store, content, name, term=term, received_at=dt.datetime.now(dt.UTC), unit=unit, kind=kind,
        plan={**intake.known_plan(store, term), **review.plan}, progress=progress,
    )  # fmt: skip
    review.files[id] = PendingFile(id, name, content, unit, kind, readings)


def confirm(store: Store, review: Review, term: Term) -> list[intake.Outcome]:
    """Keep every file of the review; what became of each sheet and unit. Raises ``StoreError``."""
    received_at = dt.datetime.now(dt.UTC)
    return [
        outcome
        for file in review.files.values()
        for outcome in intake.record(store, file.readings, file.content, term=term, received_at=received_at)
    ]
