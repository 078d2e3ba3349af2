"""Lists as files: the classes behind a gap, the findings of a submission."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

import pandas as pd

from charts.texts import text
from exports.book import Book
from exports.cells import Cell, cell, csv_field
from schema.findings import Finding

_FINDING_COLUMNS = ("severity", "sheet", "row", "column", "value", "message")


def table_workbook(
    frame: pd.DataFrame,
    *,
    title: str,
    columns: Mapping[str, str] | None = None,
    note: str = "",
    language: str = "zh",
) -> bytes:
    """The frame as an xlsx file with one sheet called ``title``; ``note`` goes to a second one.

    ``columns`` maps the columns to keep to their headings; ``None`` keeps all under their names.
    Ids and all other text are text cells, leading zeros kept and formulas shown, not run.
    """
    headings, rows = _table(frame, columns, language)
    with Book(title) as book:
        book.table(book.sheet(title), headings, rows)
        if note:
            sheet = book.sheet(text("sheet_notes", language))
            for place, line in enumerate([title, *note.splitlines()]):
                book.write(sheet, place, 0, line)
            book.fit(sheet, 0, [title, *note.splitlines()])
    return book.content()


def tables_workbook(frames: Mapping[str, pd.DataFrame], *, title: str, language: str = "zh") -> bytes:
    """Several frames as one xlsx file called ``title``: a sheet each, under its name in ``frames``.

    The columns of a frame are its headings. Raises ``ValueError`` for no frame at all.
    """
    if not frames:
        raise ValueError("a workbook needs a sheet at least")
    with Book(title) as book:
        for name, frame in frames.items():
            book.table(book.sheet(name), *_table(frame, None, language))
    return book.content()


def table_csv(
    frame: pd.DataFrame, *, columns: Mapping[str, str] | None = None, language: str = "zh"
) -> bytes:
    """The frame as csv in UTF-8 with BOM, which spreadsheets need to see that it is Chinese.

    ``columns`` as in :func:`table_workbook`; text that looks like a formula is made harmless.
    """
    return csv_bytes(*_table(frame, columns, language))


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Headings and rows of cells as csv in UTF-8 with BOM."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([csv_field(words) for words in headings])
    writer.writerows([csv_field(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def findings_frame(findings: Sequence[Finding], language: str = "zh") -> pd.DataFrame:
    """The findings as a table headed in ``language``: severity, place, value, and what to do.

    The row is ``Int64`` and missing for a finding about a whole sheet; all else is text.
    """
    rows = [
        (
            text(finding.severity, language),
            finding.sheet or "",
            finding.row,
            finding.column or "",
            finding.value or "",
            finding.message(language),
        )
        for finding in findings
    ]
    headings = {id: text(f"col_{id}", language) for id in _FINDING_COLUMNS}
    frame = pd.DataFrame(rows, columns=list(_FINDING_COLUMNS)).astype({"row": "Int64"})
    return frame.rename(columns=headings)


def _table(
    frame: pd.DataFrame, columns: Mapping[str, str] | None, language: str
) -> tuple[list[str], list[list[Cell]]]:
    names = columns if columns is not None else {name: str(name) for name in frame.columns}
    kept = frame[list(names)]
    rows = [[cell(value, language) for value in row] for row in kept.itertuples(index=False, name=None)]
    return [str(heading) for heading in names.values()], rows
