"""3-4 in a column of days: the 4th of March among days, the third and fourth lesson among lessons."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from loaders.cells.text import fold

_PAIR = re.compile(r"(\d{1,2})-(\d{1,2})")
_LAST_LESSON, _LONGEST = 14, 3


def lessons_among(raw: Sequence[object], parsed: Sequence[object], codes: NDArray[np.intp]) -> set[int]:
    """Which of the cells ``raw`` may number lessons, where no more rows give a day without doubt.

    ``parsed`` is what was read of each of them, ``codes`` gives each row's cell.
    """
    alike = {position for position, cell in enumerate(raw) if may_number_lessons(cell)}
    if not alike:
        return set()
    rows = np.bincount(codes, minlength=len(raw))
    sure = {position for position, day in enumerate(parsed) if day is not None} - alike
    return alike if sum(rows[list(sure)]) < sum(rows[list(alike)]) else set()


def may_number_lessons(cell: object) -> bool:
    """Whether a cell by itself may as well give lessons, or chapters, as a day: 3-4."""
    pair = _PAIR.fullmatch(fold(cell)) if isinstance(cell, str) else None
    if pair is None:
        return False
    first, last = int(pair[1]), int(pair[2])
    return 0 < last - first <= _LONGEST and last <= _LAST_LESSON
