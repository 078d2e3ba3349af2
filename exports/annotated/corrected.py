"""The corrected values of a returned workbook: where they may be written into its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exports.annotated.remarks import Merge
from schema.corrections import Correction


def corrected_cells(
    corrections: Iterable[Correction], sheet: str | None, merges: Sequence[Merge]
) -> dict[tuple[int, int], str]:
    """By row from 1 and column from 0 the texts to write into cells of ``sheet``.

    A merged cell of several rows is left as it is: it speaks for rows that nobody corrected.
    """
    own = [each for each in corrections if each.place.sheet == sheet]
    return {
        (each.place.row, each.place.column_no): each.corrected
        for each in own
        if not any(_covers(merge, each) for merge in merges)
    }


def _covers(merge: Merge, correction: Correction) -> bool:
    top, left, bottom, right = merge
    row, column = correction.place.row - 1, correction.place.column_no
    inside = top <= row <= bottom and left <= column <= right
    return inside and (bottom > top or column > left)
