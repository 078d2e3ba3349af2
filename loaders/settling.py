"""What becomes of the sheets of a workbook: those beside the data are left out and said, or all refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.beside import same_rows, titles_seen
from loaders.formats.grid import Book
from loaders.refused import why_nothing
from loaders.request import Request
from schema.catalogue import FINDINGS
from schema.findings import Finding, Refusal
from schema.reading import SheetReading

_EXPLANATIONS = re.compile(
    "说明|须知|示例|样例|字典|代码|指南|选项|readme|instruction|guide|example|notes?$|lists?$", re.IGNORECASE
)


_EXAMPLE_SHEET = re.compile(
    r".{0,12}[(（]?(?:示例|样例|样表|范例)[)）]?\d*|(?:example|sample).{0,12}", re.IGNORECASE
)
# Refusals of a sheet that is no data, and may stand beside sheets that are.
_UNUSED = frozenset({"platform_sheet_unused", "lessons_read_already", "part_of_class"})
NO_DATA = frozenset({"no_header", "no_rows", "wrong_kind", "nothing_filled", "transposed"}) | _UNUSED


def settle(
    readings: list[SheetReading], notes: list[Finding], book: Book, request: Request
) -> list[SheetReading]:
    """Leave out sheets beside the data, say so, and refuse a file in which no sheet is data."""
    if book.replaced_characters:
        count, encoding = book.replaced_characters
        notes.append(Finding("undecodable_characters", details={"count": count, "encoding": encoding}))
    data = [r for r in readings if r.refused is None or r.refused.code not in NO_DATA]
    aside = [r for r in readings if r.refused is not None and r.refused.code in NO_DATA]
    if not data:
        reason = why_nothing(aside, book) or request.refusal(Refusal("no_header", titles_seen(None)))
        return [replace(reason, findings=[*reason.findings, *notes])]
    for reading in aside:
        code = "sheet_without_rows" if reading.kind else "sheet_not_recognised"
        if reading.refused and reading.refused.code in _UNUSED:
            notes.append(Finding(reading.refused.code, reading.sheet, details=reading.refused.details))
            continue
        if reading.refused and reading.refused.code == "nothing_filled":
            continue
        if reading.refused and reading.refused.code == "no_rows" and not reading.kind:
            continue
        if not _EXPLANATIONS.search(reading.sheet or ""):
            notes.append(Finding(code, reading.sheet, details={"name": reading.sheet}))
    examples = [reading for reading in data if _EXAMPLE_SHEET.fullmatch(reading.sheet or "")]
    if len(examples) < len(data):
        data = [reading for reading in data if not _EXAMPLE_SHEET.fullmatch(reading.sheet or "")]
        notes += [
            Finding("example_sheet", each.sheet, details={"name": each.sheet, "count": len(each.rows)})
            for each in examples
        ]
    notes += same_rows(data)
    return [replace(data[0], findings=[*notes, *data[0].findings]), *data[1:]]


def said_of_tables(refusals: Sequence[Refusal], sheet: str | None) -> list[Finding]:
    """That tables of a sheet were left out of which others were read."""
    return [
        Finding(refusal.code, sheet, details=refusal.details)
        for refusal in refusals
        if refusal.code in _UNUSED and refusal.code in FINDINGS
    ]
