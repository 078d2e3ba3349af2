"""What is said about a workbook, place by place: findings and refusals made ready to be shown in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from charts.texts import text
from schema.catalogue import ERROR, NOTE, WARNING
from schema.findings import Finding, Refusal
from schema.stamp import OURS

# The usual light red, amber and blue of spreadsheets, the gravest first: black text stays readable on each.
COLOURS = {ERROR: "FFC7CE", WARNING: "FFEB9C", NOTE: "DDEBF7"}
_LONGEST = 4_000  # characters of a comment that anyone would read


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said about a workbook; ``row`` counts from 1 and ``column_no`` from 0.

    Each part of the place is ``None`` for what is said of more than that.
    """

    severity: str
    message: str
    sheet: str | None = None
    row: int | None = None
    column_no: int | None = None
    column: str | None = None
    value: str | None = None


def remark_on(finding: Finding, language: str) -> Remark:
    """What a finding says in ``language``, and where."""
    return Remark(
        finding.severity,
        finding.message(language),
        finding.sheet,
        finding.row,
        finding.column_no,
        finding.column,
        finding.value,
    )


def remark_of_refusal(refusal: Refusal, sheet: str | None, language: str) -> Remark:
    """Why a sheet, or the file, is not taken."""
    return Remark(ERROR, refusal.message(language), sheet)


Place = tuple[int, int | None]  # row from 1, column from 0
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0


def by_place(remarks: Iterable[Remark], sheet: str | None) -> dict[Place, list[Remark]]:
    """The remarks about places of one sheet, by place."""
    places: dict[Place, list[Remark]] = {}
    for remark in remarks:
        if remark.sheet == sheet and remark.row is not None:
            places.setdefault((remark.row, remark.column_no), []).append(remark)
    return places


def anchors(places: Iterable[Place], merges: Iterable[Merge]) -> dict[Place, Place]:
    """For the places that a merged cell covers, its first cell: the only one that shows anything."""
    wanted = [(row, column) for row, column in places if column is not None]
    rows = {row for row, _ in wanted}
    covering: dict[int, list[Merge]] = {}
    for merge in merges:
        for row in range(merge[0] + 1, merge[2] + 2) if merge[2] - merge[0] < len(rows) else rows:
            if merge[0] < row <= merge[2] + 1:
                covering.setdefault(row, []).append(merge)
    return {
        (row, column): (top + 1, left)
        for row, column in wanted
        for top, left, _, right in covering.get(row, ())
        if left <= column <= right
    }


def severest(remarks: Iterable[Remark]) -> str:
    """The gravest of what is said: ``error``, else ``warning``, else ``note``."""
    return min((remark.severity for remark in remarks), key=list(COLOURS).index)


def comment_text(remarks: Iterable[Remark], row: int, language: str) -> str:
    """All remarks about a cell of ``row`` as one comment: how grave each is, and what to do."""
    lines = [OURS[language]]
    for remark in remarks:
        elsewhere = text("of_row", language, row=remark.row) if remark.row != row else ""
        sentence = text("remark", language, severity=text(remark.severity, language), words=remark.message)
        lines.append(f"{elsewhere}{sentence}")
    return "\n".join(dict.fromkeys(lines))[:_LONGEST]
