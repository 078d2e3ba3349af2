"""What the commands print: JSON for programs, sentences for people."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import typer

from exports.cells import csv_field
from schema.model import ColumnType
from schema.reading import SheetReading
from services.intake import Outcome


def print_json(value: object) -> None:
    """Print ``value`` as JSON, whole: piecemeal, a large roster takes seconds."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], format: str) -> None:
    """Print ``rows`` as ``csv`` or ``json``; raises ``typer.BadParameter`` for another format."""
    if format == "json":
        print_json(rows)
    elif format == "csv":
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: csv_field(value) for name, value in row.items()} for row in rows)
    else:
        raise typer.BadParameter("csv or json", param_hint="--format")


def reading_as_dict(reading: SheetReading) -> dict[str, Any]:
    """A reading with its rows and findings."""
    return {
        "file": reading.file,
        "sheet": reading.sheet,
        "kind": reading.kind,
        "form": reading.form,
        "unit": reading.unit,
        "refused": reading.refused.as_dict() if reading.refused else None,
        "rows": [] if reading.refused else _rows_as_dicts(reading),
        "findings": [finding.as_dict() for finding in reading.findings],
    }


def figure_as_dict(row: Any) -> dict[str, Any]:
    """A row of the figures table."""
    rate = None if math.isnan(row.rate) else float(row.rate)
    return {
        "indicator": row.indicator, "unit": row.unit, "on": row.on.date().isoformat(),
        "n": int(row.n), "d": int(row.d), "rate": rate,
    }  # fmt: skip


def trace_as_dict(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """A row behind a figure: moments in UTC as ISO 8601, blank as null."""
    plain = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    received = plain["received_at"]
    return plain | {"received_at": None if received is None else f"{received.isoformat()}Z"}


def print_reading(reading: SheetReading, language: str) -> None:
    """Say what a sheet is and what was found in it."""
    place = f"{reading.file} · {reading.sheet}" if reading.sheet else reading.file
    if reading.refused:
        print(f"✗ {place}\n  {reading.refused.message(language)}")
    else:
        parts = [part for part in (reading.kind, reading.form, reading.unit) if part]
        print(f"✓ {place} · {' · '.join(parts)} · {len(reading.rows)} {'行' if language == 'zh' else 'rows'}")
    for finding in reading.findings:
        mark = "✗" if finding.is_error else "!"
        where = " ".join(
            str(part) for part in (finding.sheet, finding.row, finding.column) if part is not None
        )
        print(f"  {mark} [{where}] {finding.message(language)}")


def outcome_sentence(outcome: Outcome, language: str) -> str:
    """What became of one sheet of one unit."""
    place = " · ".join(
        str(part) for part in (outcome.file, outcome.sheet, outcome.kind, outcome.unit) if part
    )
    if outcome.refused:
        return f"✗ {place}: {outcome.refused.message(language)}"
    if outcome.duplicate_of is not None:
        same = (
            "与提交 {} 完全相同，未重复计入"
            if language == "zh"
            else "the same as submission {}, not counted twice"
        )
        return f"= {place}: {same.format(outcome.duplicate_of)}"
    told = (
        "提交 {}：采用 {} 行，错误 {} 处，提醒 {} 处"
        if language == "zh"
        else "submission {}: {} rows taken, {} errors, {} warnings"
    )
    return f"✓ {place}: {told.format(outcome.submission, outcome.taken, outcome.errors, outcome.warnings)}"


def _rows_as_dicts(reading: SheetReading) -> list[dict[str, Any]]:
    """Rows as JSON writes them: ISO days, lists for several-valued columns, null for blank."""
    columns = {
        column.id: _json_values(reading.rows[column.id], column.type)
        for column in reading.declaration.columns
    }
    columns["source_row"] = reading.rows["source_row"].tolist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


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
