"""One sheet of a template: title, header, what is known already, and where people write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_range

from charts import theme
from exports.book import DAY, MOMENT, TEXT, Book
from exports.cells import Cell, cell
from exports.templates.checks import CellsToFill, Setting, check_of
from exports.templates.words import need_of, sheet_title, title_of, words
from schema.kinds import OFFICE_KINDS, kind_by_id
from schema.language import chosen
from schema.model import Column, ColumnType, SheetForm
from schema.stamp import GIVEN, LOCKED

HEADER_ROW = 3  # from 0: above it the title, a note, and which columns are required
FIRST_ROW = HEADER_ROW + 1
_MORE_ROWS = 3_000  # below the known ones, with prompts and checks
_FREE_COLUMNS = 10  # right of the last one, for notes of their own
_A4 = 9
_SHAPES = {
    ColumnType.DATE: DAY,
    ColumnType.MOMENT: MOMENT,
    ColumnType.COUNT: "0",
    ColumnType.SCORE: "General",
}
_WIDTHS = {
    ColumnType.DATE: 13.0,
    ColumnType.MOMENT: 17.0,
    ColumnType.COUNT: 12.0,
    ColumnType.SCORE: 8.0,
    ColumnType.YESNO: 10.0,
}
_USUAL, _WIDEST = 16.0, 28.0
_PAPER, _KNOWN, _FAINT = "#ffffff", "#eceff1", "#5f6b76"
# What people may do to a protected sheet beside filling in its unlocked cells.
_ALLOWED = dict.fromkeys(("sort", "autofilter", "format_columns", "format_rows", "format_cells"), True)


@dataclass(frozen=True)
class TemplateSheet:
    """One sheet of a template: its kind and form, with what is known already.

    ``rows`` has columns of the form, as facts hold them, and those of ``beside``: columns that
    only help people, by name in ``rows``, with their titles in Chinese and in English. They follow
    the class id, but those in ``last`` stand at the end.
    """

    kind: str
    form: SheetForm
    rows: pd.DataFrame
    beside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    last: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    with_unit: bool = False

    @property
    def columns(self) -> list[Column]:
        """The declared columns that the sheet shows, in their order."""
        return [c for c in self.form.columns if self.with_unit or c.id != "unit"]

    @property
    def given(self) -> tuple[str, ...]:
        """Ids of the columns that are filled in beforehand."""
        ids = {column.id for column in self.columns}
        return tuple(id for id in GIVEN[self.form.table] if id in ids)

    @property
    def order(self) -> list[Column | str]:
        """Declared columns and names of those beside them, from left to right."""
        order: list[Column | str] = []
        for column in self.columns:
            order.append(column)
            if column.id == "class_id":
                order.extend(self.beside)
        return [*order, *self.last]

    def name(self, language: str) -> str:
        """The name of the sheet."""
        return sheet_title(kind_by_id(self.kind), self.form, language)


def write_sheet(book: Book, content: TemplateSheet, setting: Setting) -> None:
    """Add the sheet of ``content`` to ``book``."""
    sheet = book.sheet(content.name(setting.language))
    places = {c.id: i for i, c in enumerate(content.order) if isinstance(c, Column)}
    _write_head(book, sheet, content, setting)
    _write_rows(book, sheet, content)
    is_of_classes = content.form.is_of_classes and len(content.rows)
    classes = tuple(dict.fromkeys(content.rows["class_id"].dropna())) if is_of_classes else ()
    cells = CellsToFill(FIRST_ROW, places, classes if content.kind != "plan" else ())
    for column in content.columns:
        place = places[column.id]
        check = check_of(column, content.form, setting, cells)
        sheet.data_validation(FIRST_ROW, place, FIRST_ROW + len(content.rows) + _MORE_ROWS, place, check)
    sheet.freeze_panes(FIRST_ROW, places[content.form.anchor] + 1 if content.form.is_of_classes else 0)
    bottom = FIRST_ROW + max(len(content.rows), 1) - 1
    sheet.autofilter(HEADER_ROW, 0, bottom, len(content.order) - 1)
    sheet.protect("", _ALLOWED)
    everywhere = xl_range(FIRST_ROW, 0, bottom + _MORE_ROWS, len(content.order) - 1)
    sheet.ignore_errors({"number_stored_as_text": everywhere})  # which ids are meant to be
    _set_up_print(sheet, content, setting)


def _write_head(book: Book, sheet: Any, content: TemplateSheet, setting: Setting) -> None:
    language, order = setting.language, content.order
    locked = book.format(locked=True)
    for column, item in enumerate(order):
        editable = book.format(locked=False, num_format=_shape(item))
        sheet.set_column(column, column, _width(item, content, language), editable)
    sheet.set_column(len(order), len(order) + _FREE_COLUMNS, None, book.format(locked=False))
    for row in range(HEADER_ROW):
        for column in range(len(order)):
            sheet.write_blank(row, column, None, locked)
    heading = words(
        "heading", language, owner=setting.owner, term=setting.term.name, sheet=content.name(language)
    )
    note = words("note", language, guide=words("guide", language))
    if content.rows.empty and content.form.is_of_classes and content.kind not in OFFICE_KINDS:
        note = f"{note} {words('no_plan', language)}"
    sheet.write_string(0, 0, heading.strip(), book.format(locked=True, bold=True, font_size=14))
    sheet.write_string(1, 0, note, book.format(locked=True, font_color=_FAINT))
    for column, item in enumerate(order):
        need, title, look = _header_of(item, content, language)
        faint = book.format(locked=True, font_color=_FAINT, align="center", font_size=9)
        sheet.write_string(HEADER_ROW - 1, column, need, faint)
        sheet.write_string(HEADER_ROW, column, title, book.format(**look))
    sheet.set_row(0, 26)
    sheet.set_row(HEADER_ROW, 32)


def _header_of(
    item: Column | str, content: TemplateSheet, language: str
) -> tuple[str, str, dict[str, object]]:
    """What stands above a column, its header, and how that looks: required ones are dark."""
    look: dict[str, object] = {
        "text_wrap": True,
        "border": 1,
        "align": "center",
        "bold": True,
    }
    if isinstance(item, str):
        zh, en = {**content.beside, **content.last}[item]
        faint = look | {"bold": False, "italic": True, "font_color": _FAINT, "bg_color": _KNOWN}
        return words("beside", language), chosen(zh, en, language), faint
    need = need_of(item, content.form, language)
    if item.id in content.given and item.id in LOCKED:
        need = words("given", language)
    if item.required:
        look |= {"font_color": _PAPER, "bg_color": theme.LIGHT.accent}
    else:
        look |= {"bg_color": "#d6e4f0"}
    return need, title_of(item, language), look


def _write_rows(book: Book, sheet: Any, content: TemplateSheet) -> None:
    order = content.order
    names = [item if isinstance(item, str) else item.id for item in order]
    looks = [book.format(**_look(item, content)) for item in order]
    known = content.rows.reindex(columns=names)
    for row, values in enumerate(known.itertuples(index=False, name=None), start=FIRST_ROW):
        for column, value in enumerate(values):
            _write(sheet, row, column, _cell(value), looks[column])


def _cell(value: object) -> Cell:
    """One known value; yes and no as the drop-down list offers them, in every language."""
    return cell(value, "zh")


def _write(sheet: Any, row: int, column: int, value: Cell, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _look(item: Column | str, content: TemplateSheet) -> dict[str, object]:
    """The format of the known cells of a column: grey where nobody is asked to write."""
    look: dict[str, object] = {"border": 1, "border_color": "#b0b8c0", "num_format": _shape(item)}
    if isinstance(item, str):
        return look | {"locked": True, "font_color": _FAINT, "bg_color": _KNOWN}
    if item.id in content.given and item.id in LOCKED:
        return look | {"locked": True, "bg_color": _KNOWN}
    return look | {"locked": False}


def _shape(item: Column | str) -> str:
    return "General" if isinstance(item, str) else _SHAPES.get(item.type, TEXT)


def _width(item: Column | str, content: TemplateSheet, language: str) -> float:
    """Wide enough for the header in two lines and for most of what stands below."""
    if isinstance(item, Column) and item.type in _WIDTHS:
        return max(_WIDTHS[item.type], _text_width(title_of(item, language)) / 2 + 3)
    known = content.rows.get(item if isinstance(item, str) else item.id, pd.Series(dtype=object))
    longest = max(
        (_text_width(str(_cell(value))) for value in known if _cell(value) is not None), default=0.0
    )
    title = "" if isinstance(item, str) else title_of(item, language)
    return max(_text_width(title) / 2 + 3, min(longest + 2, _WIDEST) if longest else _USUAL)


def _text_width(text: str) -> float:
    """About how many digits wide ``text`` is shown."""
    return sum(1.0 if character.isascii() else 2.0 for character in text)


def _set_up_print(sheet: Any, content: TemplateSheet, setting: Setting) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer(f"&L{setting.owner} {content.name(setting.language)}&R&P / &N")
