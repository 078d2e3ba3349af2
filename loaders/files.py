"""Several workbooks read together: a plan among them holds for all the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from loaders.reader import read_workbook
from schema.reading import SheetReading
from schema.term import Term


def read_together(
    files: Sequence[tuple[str, bytes]],
    plan: Mapping[str, str],
    *,
    term: Term,
    received_at: dt.datetime,
    unit: str | None = None,
    kind: str | None = None,
) -> list[list[SheetReading]]:
    """Read several files; a plan among them holds for all the others, whatever their order."""

    def read_all(known: Mapping[str, str]) -> list[list[SheetReading]]:
        return [
            read_workbook(data, name, term=term, received_at=received_at, unit=unit, kind=kind, plan=known)
            for name, data in files
        ]

    first = read_all(plan)
    brought = plan_in(reading for readings in first for reading in readings)
    return read_all({**plan, **brought}) if brought else first


def plan_in(readings: Iterable[SheetReading]) -> dict[str, str]:
    """Class → unit of every class in the plans among ``readings``."""
    plan: dict[str, str] = {}
    for reading in readings:
        if reading.kind == "plan" and reading.refused is None:
            plan.update(zip(reading.rows["class_id"], reading.rows["unit"], strict=True))
    return plan
