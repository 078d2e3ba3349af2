"""Colouring a cell and giving it a comment, in an original as in a copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from exports.annotated.findings_sheet import Target, safe_text
from exports.annotated.remarks import (
    COLOURS,
    Merge,
    Place,
    Remark,
    anchors,
    by_place,
    comment_text,
    severest,
)
from schema.stamp import OURS

_AUTHOR = "如期 Ruqi"
_WIDTH, _LINE = 420, 22  # pixels
_ON_A_LINE = 30  # Chinese characters
# Comments of one sheet; with more, spreadsheet programs take minutes to open a file. The sheet of
# findings lists all of them.
MOST_COMMENTS = 5_000


def cells_to_mark(
    remarks: Sequence[Remark],
    sheet: str | None,
    merges: Sequence[Merge],
    first_filled: Callable[[int], int],
) -> dict[tuple[int, int], list[Remark]]:
    """The remarks of each cell of ``sheet`` (row from 1, column from 0) that is to be marked.

    A remark about a whole row goes to the cell that ``first_filled`` gives for the row; one about
    a cell that a merged one covers, to the merged one.
    """
    places = by_place(remarks, sheet)
    moved: Mapping[Place, Place] = anchors(places, merges)
    cells: dict[tuple[int, int], list[Remark]] = {}
    for place, of_place in places.items():
        row, column = moved.get(place, place)
        cells.setdefault((row, first_filled(row) if column is None else column), []).extend(of_place)
    return cells


def mark_cell(cell: Any, remarks: Sequence[Remark], row: int, language: str, *, comment: bool = True) -> None:
    """Colour ``cell`` and, with ``comment``, add what is said of it to its comment."""
    cell.fill = PatternFill("solid", fgColor=COLOURS[severest(remarks)])
    if not comment:
        return
    words = safe_text(comment_text(remarks, row, language))
    before = cell.comment.text.rstrip() if cell.comment is not None else ""
    text = f"{before}\n\n{words}" if before else words
    lines = sum(1 + len(line) // _ON_A_LINE for line in text.split("\n"))
    author = cell.comment.author if cell.comment is not None and cell.comment.author else _AUTHOR
    cell.comment = Comment(text, author, height=_LINE * (lines + 1), width=_WIDTH)


def is_marked(cell: Any) -> bool:
    """Whether an earlier annotation added to the comment of ``cell``."""
    return cell.comment is not None and any(mark in cell.comment.text for mark in OURS.values())


def targets_of(
    cells: Mapping[tuple[int, int], Sequence[Remark]], numbers: Mapping[int, int], name: str
) -> dict[int, Target]:
    """Number of each remark → its cell in the sheet ``name``; ``numbers`` are by identity."""
    return {
        numbers[id(remark)]: (name, f"{get_column_letter(column + 1)}{row}")
        for (row, column), remarks in cells.items()
        for remark in remarks
    }
