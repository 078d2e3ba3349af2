"""What the commands print: JSON for programs, sentences for people."""

from __future__ import annotations

import json
import math
from typing import Any

import pandas as pd

from desk.intake import Outcome
from schema.model import ColumnType
from schema.reading import SheetReading


def print_json(value: object) -> None:
    """Print ``value`` as JSON, whole: piecemeal, a large roster takes seconds."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


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
