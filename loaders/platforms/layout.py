"""A sheet as the readers of platforms see it: its top rows by title, and cells as text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell, fold, is_empty, shown
from loaders.formats.grid import Grid
from schema.findings import Finding
from schema.unread import COLUMN, ROW, Unread

TOP = 12
_LONGEST = 60
_NUMBERING = ("序号", "学生序号")
_BRACKETED = re.compile(r"[(\[【].*$")
_DAY = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_ZONED = re.compile(r"(20\d\d-\d\d-\d\d \d\d:\d\d:\d\d) ([+-]\d{4})(?: [A-Z]{2,5})?")


def title_key(cell: object) -> str:
    """A header without its remark in brackets and without blanks; empty for what is no text."""
    if not isinstance(cell, str):
        return ""
    return "".join(_BRACKETED.sub("", fold(cell)).split()) or "".join(fold(cell).split())


class Layout:
    """A grid with the titles of its top rows; ``file`` is the name of the workbook."""

    def __init__(self, grid: Grid, file: str) -> None:
        self.grid, self.file = grid, file
        self.rows = grid.rows
        self._doubtful: dict[tuple[int, int], tuple[str, str]] = {}
        self._tops = [[title_key(cell) for cell in row] for row in grid.rows[:TOP]]

    def find(self, titles: Iterable[str]) -> int | None:
        """The first row at the top, from 0, that shows all ``titles``."""
        wanted = set(titles)
        return next((row for row, keys in enumerate(self._tops) if wanted.issubset(keys)), None)

    def places(self, row: int) -> dict[str, int]:
        """The first place of each title in a row at the top."""
        places: dict[str, int] = {}
        for place, title in enumerate(self._tops[row]):
            if title:
                places.setdefault(title, place)
        return places

    def written(self, row: int, place: int) -> str:
        """A cell as its text; of one that is struck out, or shows an error, what may be read all the same."""
        cells = self.rows[row] if row < len(self.rows) else []
        cell = cells[place] if place < len(cells) else ""
        match cell:
            case MarkedCell(text, code, value):
                self._doubtful[row, place] = (code, text)
                return fold(shown(value))
            case ErrorCell(text):
                self._doubtful[row, place] = ("error_cell", text)
                return ""
            case FormulaCell(text):
                self._doubtful[row, place] = ("formula_without_value", text)
                return ""
        return fold(shown(cell))

    def doubts(self, header: int) -> list[Finding]:
        """What is to be said of the cells below ``header`` that were read by :meth:`written`."""
        return [
            Finding(code, self.grid.name, row + 1, self.written(header, place), text, {}, place)
            for (row, place), (code, text) in sorted(self._doubtful.items())
            if row > header
        ]

    def body(self, first: int) -> list[int]:
        """The rows from ``first`` on in which anything stands."""
        rows = range(first, len(self.rows))
        return [row for row in rows if any(not is_empty(cell) for cell in self.rows[row])]

    def titles(self, row: int) -> list[tuple[int, str]]:
        """Place and text, as written, of every title in ``row``."""
        cells = enumerate(self.rows[row])
        return [(place, shown(cell)) for place, cell in cells if isinstance(cell, str) and fold(cell)]

    def left(self, first: int, body: int, used: AbstractSet[int]) -> list[Unread]:
        """The columns with content below a header (rows ``first`` to ``body``) that are not ``used``.

        Then the rows above the header, from which no more than titles and days are taken.
        """
        rows = self.body(body)
        columns = [
            Unread(COLUMN, place, title[:_LONGEST], "numbering" if title in _NUMBERING else "not_reported")
            for place in range(len(self.rows[0]) if self.rows else 0)
            if place not in used and any(not is_empty(self.rows[row][place]) for row in rows)
            for title in [
                "/".join(dict.fromkeys(filter(None, (self.written(r, place) for r in range(first, body)))))
            ]
        ]
        above = [Unread(ROW, row + 1, texts[0][1][:_LONGEST], "above")
                 for row in range(first) if (texts := self.titles(row))]  # fmt: skip
        return [*columns, *above]

    def across(self, row: int) -> list[str]:
        """The groups of a two-line header: each text reaches to the next, merged or not."""
        groups, last = [], ""
        for place in range(len(self.rows[row])):
            last = self.written(row, place) or last
            groups.append(last)
        return groups


def day_in(text: str) -> str | None:
    """The one full date that stands in a title, such as 0305理论课-2026-03-05 13:15."""
    days = {f"{y}-{int(m):02}-{int(d):02}" for y, m, d in _DAY.findall(fold(text))}
    return days.pop() if len(days) == 1 else None


def moment_cell(cell: object) -> object:
    """A moment as a platform stamps it (2020-04-01 10:17:45 +0800 CST) with its offset; else the cell."""
    match = _ZONED.fullmatch(fold(cell)) if isinstance(cell, str) else None
    return dt.datetime.strptime(" ".join(match.groups()), "%Y-%m-%d %H:%M:%S %z") if match else cell
