"""Workbooks looked at in a shell: what is in them, and what is wrong. Nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import typer

from loaders.files import read_together
from loaders.request import Receipt
from schema.known import Known
from schema.language import gettext
from schema.mappings import Mappings
from schema.model import ColumnType
from schema.platforms import KnownClasses
from schema.reading import SheetReading
from shell import options
from shell.correcting import corrections_of
from shell.meanings import meanings_of
from shell.printing import as_json, print_findings

BATCH = 1_000  # rows encoded at a time
_FORMATS = {ColumnType.DATE: "%Y-%m-%d", ColumnType.MOMENT: "%Y-%m-%dT%H:%M:%S"}
# What is held against a plan or a database is imported by those only who ask for it.
_DOUBTS = "shell.doubts"
Groups = Sequence[Sequence[SheetReading]]
_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def check(
    files: options.Files,
    sender: options.Sender,
    printed: options.Printed,
    explained: options.Checked,
    acting: options.Acting,
) -> None:
    """Read workbooks and say what is in them and what is wrong. Writes nothing.

    With --plan or --database also what is doubtful beside the plan, or beside all that stands there.
    """
    readings = [reading for group in _read(files, sender, explained, acting) for reading in group]
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


def _read(
    files: list[Path], sender: options.Sender, explained: options.Checked, acting: options.Acting
) -> Groups:
    contents, term = options.contents_of(files), acting.term
    unit, kind = options.unit_of(sender.unit, term), options.kind_of(sender.kind)
    corrected = corrections_of(explained.correct, files)
    if explained.database:
        if explained.class_of or explained.column or explained.value or explained.plan:
            said = "the database has the plan, and what it remembers of classes and columns"
            raise typer.BadParameter(said, param_hint="--database")
        groups: Groups = import_module(_DOUBTS).read_beside_database(acting, contents, sender, corrected)
        return groups
    receipt = Receipt(
        term,
        sender.moment,
        unit,
        kind,
        known=Known(
            KnownClasses(options.answers_of(explained.class_of)),
            Mappings(meanings_of(explained, sender.kind, term)),
            corrected,
        ),
    )
    if explained.plan:
        plans = options.contents_of(explained.plan)
        beside: Groups = import_module(_DOUBTS).read_beside_plan(plans, contents, receipt, sender)
        return beside
    if sender.replaces_all:
        raise typer.BadParameter("needs --plan or --database", param_hint="--replaces-all")
    return read_together(contents, receipt)


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
        yield (", " if place else "") + rows
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
    print_findings(reading.findings, language)


def _batches(reading: SheetReading) -> Iterator[str]:
    """Rows as JSON writes them: ISO days, lists for several-valued columns, null for blank."""
    columns = {
        column.id: _written(reading.rows[column.id], column.type) for column in reading.declaration.columns
    }
    columns["source_row"] = list(map(str, reading.rows["source_row"].tolist()))
    pattern = "{" + ", ".join(f'"{id}": %s' for id in columns) + "}"
    rows = zip(*columns.values(), strict=True)
    while batch := list(islice(rows, BATCH)):
        yield ", ".join([pattern % row for row in batch])


def _written(values: pd.Series[Any], type: ColumnType) -> list[str]:
    """Each value as JSON, written once for all rows that have it."""
    codes, distinct = pd.factorize(values)
    if type is ColumnType.SEVERAL:
        texts = [_encode(list(words) or None) for words in distinct]
    elif type in (ColumnType.DATE, ColumnType.MOMENT):
        texts = list(map(_encode, distinct.strftime(_FORMATS[type])))
    else:
        texts = [_encode(_plain(value)) for value in distinct.tolist()]
    written: list[str] = np.array([*texts, "null"], dtype=object)[codes].tolist()
    return written


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
