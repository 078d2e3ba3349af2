"""Workbooks looked at in a shell: what is in them, and what is wrong. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pandas as pd
import typer

from loaders.files import read_together
from schema.language import gettext
from schema.model import ColumnType
from schema.platforms import KnownClasses
from schema.reading import SheetReading
from shell import options
from shell.printing import as_json

BATCH = 1_000  # rows encoded at a time


def check(
    files: options.Files,
    sender: options.Sender,
    printed: options.Printed,
    term_file: options.TermFile = None,
    class_of: options.ClassOf = None,
) -> None:
    """Read workbooks and say what is in them and what is wrong. Writes nothing."""
    term = options.term_of(term_file)
    groups = read_together(
        options.contents_of(files),
        {},
        term=term,
        received_at=sender.moment,
        unit=options.unit_of(sender.unit, term),
        kind=options.kind_of(sender.kind),
        classes=KnownClasses(options.answers_of(class_of)),
    )
    readings = [reading for group in groups for reading in group]
    if printed.as_json:
        print("[", end="")
        for place, reading in enumerate(readings):
            print(", " if place else "", *reading_as_json(reading), sep="", end="")
        print("]")
    else:
        for reading in readings:
            print_reading(reading, printed.language)
    if any(reading.refused or reading.errors for reading in readings):
        raise typer.Exit(1)


def reading_as_json(reading: SheetReading) -> Iterator[str]:
    """A reading as JSON, in pieces: rows in batches, for a large roster is not held three times over."""
    about = {
        "file": reading.file,
        "sheet": reading.sheet,
        "kind": reading.kind,
        "form": reading.form,
        "unit": reading.unit,
        "refused": reading.refused.as_dict() if reading.refused else None,
    }
    yield as_json(about).removesuffix("}") + ', "rows": ['
    for place, rows in enumerate([] if reading.refused else _batches(reading)):
        yield (", " if place else "") + as_json(rows)[1:-1]
    yield '], "findings": ' + as_json([finding.as_dict() for finding in reading.findings])
    yield ', "unread": ' + as_json([each.as_dict() for each in reading.unread]) + "}"


def print_reading(reading: SheetReading, language: str) -> None:
    """Say what a sheet is and what was found in it."""
    place = f"{reading.file} · {reading.sheet}" if reading.sheet else reading.file
    if reading.refused:
        print(f"✗ {place}\n  {reading.refused.message(language)}")
    else:
        count = gettext("{count} 行", language).format(count=len(reading.rows))
        parts = [part for part in (reading.kind, reading.form, reading.unit, count) if part]
        print(f"✓ {place} · {' · '.join(parts)}")
    for finding in reading.findings:
        mark = "✗" if finding.is_error else "!"
        where = " ".join(
            str(part) for part in (finding.sheet, finding.row, finding.column) if part is not None
        )
        print(f"  {mark} [{where}] {finding.message(language)}")


def _batches(reading: SheetReading) -> Iterator[list[dict[str, Any]]]:
    """Rows as JSON writes them: ISO days, lists for several-valued columns, null for blank."""
    columns = {
        column.id: _json_values(reading.rows[column.id], column.type)
        for column in reading.declaration.columns
    }
    columns["source_row"] = reading.rows["source_row"].tolist()
    rows = zip(*columns.values(), strict=True)
    while batch := list(islice(rows, BATCH)):
        yield [dict(zip(columns, row, strict=True)) for row in batch]


def _json_values(values: pd.Series[Any], type: ColumnType) -> list[Any]:
    if type is ColumnType.SEVERAL:
        return [list(words) or None for words in values]
    if type is ColumnType.DATE:
        values = values.dt.strftime("%Y-%m-%d")
    if type is ColumnType.MOMENT:
        values = values.dt.strftime("%Y-%m-%dT%H:%M:%S")
    plain: list[Any] = values.astype(object).where(values.notna(), None).tolist()
    if type is ColumnType.SCORE:
        return [int(score) if score is not None and score.is_integer() else score for score in plain]
    return plain
