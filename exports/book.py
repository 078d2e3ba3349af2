"""Workbooks that open ready to read: fitted columns, frozen headings, filters, real numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from types import TracebackType
from typing import Any, Self

import xlsxwriter

from charts import theme
from charts.labels import text_width
from exports.cells import Cell

PERCENT, COUNT, DAY, MOMENT, TEXT = "0.0%", "#,##0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "@"
MARKED = '"⚑ "0.0%'  # a rate that spot checks contradict
_NEAR_ALL = '[>=1]0.0%;[>=0.9995]"99.9%";0.0%'
_NEAR_NONE = '[<=0]0.0%;[<0.0005]"0.1%";0.0%'
_FONT = "Microsoft YaHei"
_NARROWEST, _WIDEST = 6.0, 60.0  # characters
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Book:
    """A workbook in memory; within ``with`` sheets are added, then :meth:`content` has its bytes."""

    def __init__(self, title: str) -> None:
        self._stream = BytesIO()
        self.workbook: Any = xlsxwriter.Workbook(self._stream, _OPTIONS)
        self.workbook.set_properties({"title": title})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.workbook.close()

    def content(self) -> bytes:
        """The bytes of the workbook, once it is closed."""
        return self._stream.getvalue()

    def sheet(self, name: str) -> Any:
        """A new sheet; what its name may not hold becomes a space, and 31 characters are kept."""
        return self.workbook.add_worksheet(_FORBIDDEN.sub(" ", name).strip()[:31] or "Sheet1")

    def format(self, **properties: Any) -> Any:
        """A cell format of these XlsxWriter properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format(base | properties)
        return self._formats[key]

    def heading(self, **properties: Any) -> Any:
        """The format of column headings."""
        return self.format(
            bold=True, font_color="#ffffff", bg_color=theme.LIGHT.accent, text_wrap=True, **properties
        )

    def write(self, sheet: Any, row: int, column: int, value: Cell, shape: str = TEXT) -> None:
        """Write one cell: text always as text, numbers and days in the number format ``shape``."""
        if value is None:
            sheet.write_blank(row, column, None, self.format())
        elif isinstance(value, str):
            sheet.write_string(row, column, value, self.format(text_wrap="\n" in value))
        elif isinstance(value, dt.datetime):
            sheet.write_datetime(row, column, value, self.format(num_format=MOMENT))
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, self.format(num_format=DAY))
        else:
            sheet.write_number(row, column, value, self.format(num_format=number_format(value, shape)))

    def table(
        self,
        sheet: Any,
        headings: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        shapes: Mapping[int, str] | None = None,
    ) -> None:
        """A table from the first row on: frozen heading, filter on every column, fitted widths.

        ``shapes`` gives columns, by position, their number format; others are whole numbers.
        """
        shapes = shapes or {}
        for column, words in enumerate(headings):
            sheet.write_string(0, column, words, self.heading())
        for place, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells):
                self.write(sheet, place, column, value, shapes.get(column, "General"))
        sheet.freeze_panes(1, 0)
        self.printed(sheet, (0, 0), (max(len(rows), 1), max(len(headings) - 1, 0)))
        if headings:
            sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
        for column, words in enumerate(headings):
            self.fit(sheet, column, [words + "  ▾", *(cells[column] for cells in rows)])

    def printed(
        self, sheet: Any, repeated: tuple[int, int], last: tuple[int, int], *, scale: int | None = None
    ) -> None:
        """Let ``sheet`` print on A4, wide, up to the cell ``last``, with the rows ``repeated`` on each page.

        As wide as a page, or with ``scale`` in per cent, the first column on each page too.
        """
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.print_area(0, 0, *last)
        sheet.repeat_rows(*repeated)
        sheet.set_footer("&L&A&C&P / &N")
        if scale is None:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(scale)
            sheet.repeat_columns(0)

    def fit(self, sheet: Any, column: int, values: Sequence[Cell]) -> None:
        """Make ``column`` as wide as its longest value, within reason."""
        widest = max((text_width(_shown(value), 1.8) for value in values), default=0.0)
        sheet.set_column(column, column, min(max(widest + 1, _NARROWEST), _WIDEST))


def number_format(value: float, shape: str) -> str:
    """How Excel writes ``value``: a rate reads 100.0 % where it is all, and 0.0 % where it is none.

    As :func:`charts.wording.percent` has it, and still so when somebody changes the cell.
    """
    near = _NEAR_ALL if 0.9995 <= value < 1 else _NEAR_NONE if 0 < value < 0.0005 else None
    if near is None or shape not in {PERCENT, MARKED}:
        return shape
    return near if shape == PERCENT else near.replace("]", ']"⚑ "').replace(";0.0%", ";" + MARKED)


def _shown(value: Cell) -> str:
    """About what a cell shows, for its width."""
    if isinstance(value, dt.datetime):
        return "2020-02-23 24:00"
    if isinstance(value, dt.date):
        return "2020-02-23"
    if isinstance(value, float):
        return "100.0%"
    if isinstance(value, int):
        return f"{value:,}"
    return max((value or "").split("\n"), key=len)
