"""The rows below a header: merged cells filled, totals, footers and repeated headers left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loaders.cells.text import ErrorCell, FormulaCell, MarkedCell, fold, is_blank, is_empty, shown
from loaders.columns import distinct
from loaders.formats.grid import Grid
from loaders.headers import Header
from schema.model import ColumnType

_TOTAL = re.compile(
    r"(?:本页|全院|全系|全校|校区|学院|单位|班级|人数|数据)?(?:合计|小计|总计|共计|累计|总和|汇总)(?:[:：(（].*|\d.*|[人个门份].*)?|"
    r".{2,20}(?:小计|合计|总计)|共\s*\d+\s*\D{0,6}|(?:sub|grand)?[\s-]*totals?:?|sum:?",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:单位|部门|学院|院系|教务处?|本表)?(?:填表|制表|汇总|填报|报送|上报|统计|审核|审批|复核|经办|负责|联系|签字|签章|盖章|公章|分管|主管|教学秘书|"
    r"院长|系主任|书记|备注|附注|说明|注意|温馨提示|提示|注|附|打印)"
    r"(?:人|者|单位|部门|时间|日期|领导|电话|方式|签字|签章|事项|院长|\(?盖章\)?|\d)*\s*[:：.、]"
    r"|[(]?以下(?:空白|无)"
    r"|(?:note|notes|remark|remarks|prepared by|reviewed by|signed|date)\s*[:：]", re.IGNORECASE)  # fmt: skip
_LONG_NOTE = 20
_LABEL_COLUMNS = 3
_WIDE = 2


@dataclass
class Body:
    """The data rows: ``cells`` by column id, and the row number that a spreadsheet shows."""

    cells: dict[str, list[object]]
    numbers: NDArray[np.int64]


def take_body(grid: Grid, header: Header, given: frozenset[str] = frozenset()) -> Body:
    """The data rows of ``grid`` below ``header``; may be empty.

    Rows in which nothing but the columns ``given`` by a template is filled are not among them.
    """
    rows = grid.rows[header.body_row :]
    places = header.columns
    # Judged before merged cells are filled: what hangs over an empty row does not make it a row.
    anchor = header.form.anchor
    empty = [not row[places[anchor]] and _is_empty_row(row, header) for row in rows]
    _fill_merges(rows, grid, header)
    cells = {id: [row[place] for row in rows] for id, place in places.items()}
    kept = _kept(rows, header, cells[anchor]) & ~_spanned(grid, header) & ~np.array(empty, bool)
    if given:
        kept &= ~_rows_without([cells[id] for id in places if id not in given], len(rows))
    if not kept.all():
        chosen = np.flatnonzero(kept).tolist()
        cells = {id: [column[i] for i in chosen] for id, column in cells.items()}
    return Body(cells, np.flatnonzero(kept).astype(np.int64) + header.body_row + 1)


def _rows_without(columns: list[list[object]], length: int) -> NDArray[np.bool_]:
    """In which rows all of ``columns`` are empty."""
    empty = np.ones(length, bool)
    for cells in columns:
        empty &= _rows_with(cells, is_empty)
    return empty


def _is_empty_row(row: list[object], header: Header) -> bool:
    return all(is_empty(row[place]) for place in header.columns.values())


def _fill_merges(rows: list[list[object]], grid: Grid, header: Header) -> None:
    """Repeat a vertically merged cell inside its range, and nowhere else.

    One number for the rows of several items is nobody's: repeated, it would count twice.
    """
    first = header.body_row
    mapped = {place: header.form.column(id).type for id, place in header.columns.items()}
    merges = [merge for merge in grid.merges if merge[2] > merge[0] >= first]
    items = {top: bottom for top, left, bottom, _ in merges if left == header.columns[header.form.anchor]}
    for top, left, bottom, _ in merges:
        if left not in mapped or top - first >= len(rows):
            continue
        value = rows[top - first][left]
        if is_empty(value):
            continue
        shared = mapped[left] is ColumnType.COUNT and items.get(top, top) < bottom
        if shared and not isinstance(value, ErrorCell | FormulaCell | MarkedCell):
            value = MarkedCell(shown(value), "merged_count")
        for row in rows[top - first : bottom - first + 1]:
            row[left] = value


def _kept(rows: list[list[object]], header: Header, anchors: list[object]) -> NDArray[np.bool_]:
    """Which rows are data. Only rows that look like something else are looked at one by one."""
    kept = np.ones(len(rows), bool)
    place = header.columns[header.form.anchor]
    title = fold(header.titles[place])
    odd = _rows_with(anchors, lambda value: _is_suspicious(value, title))
    for position in np.flatnonzero(odd):
        kept[position] = _is_data(rows[position], header, anchors[position], title)
    # A total may give its label further left and a number of classes in place of the class id.
    for left in range(min(place, _LABEL_COLUMNS)):
        kept &= ~_rows_with([row[left] for row in rows], _is_total)
    return kept


def _spanned(grid: Grid, header: Header) -> NDArray[np.bool_]:
    """Rows in which one text runs across the table: titles and notes between the data."""
    first = header.body_row
    spanned = np.zeros(len(grid.rows) - first, bool)
    place = header.columns[header.form.anchor]
    for top, left, bottom, right in grid.merges:
        if first <= top == bottom < len(grid.rows) and left <= place <= right and right - left >= _WIDE:
            spanned[top - first] = True
    return spanned


def _rows_with(cells: list[object], holds: Callable[[object], bool]) -> NDArray[np.bool_]:
    """For which rows ``holds`` is true of the cell; asked once for each distinct value."""
    codes, values = distinct(cells)
    return np.fromiter(map(holds, values), bool, len(values))[codes] if values else np.zeros(0, bool)


def _is_total(value: object) -> bool:
    # 合 计 is often spread out to fill its cell.
    return isinstance(value, str) and bool(_TOTAL.fullmatch("".join(fold(value).split())))


def _is_suspicious(value: object, title: str) -> bool:
    if not isinstance(value, str):
        return value is None
    if value.isascii() and value.isalnum() and not value.isalpha():
        return False
    text = fold(value)
    return (
        is_blank(text) or text == title or len(text) > _LONG_NOTE
        or _is_total(text) or bool(_FOOTER.match(text))
    )  # fmt: skip


def _is_data(row: list[object], header: Header, anchor: object, title: str) -> bool:
    if _is_empty_row(row, header):
        return False
    texts = [fold(cell) for cell in row if isinstance(cell, str) and not is_empty(cell)]
    first = texts[0] if texts else ""
    if is_blank(anchor):
        return not (any(map(_is_total, texts)) or any(map(_FOOTER.match, texts)))
    text = fold(anchor) if isinstance(anchor, str) else ""
    if text == title or _is_total(text) or _FOOTER.match(text):
        return False
    # A long sentence alone in its row is a note, whatever column it stands in.
    alone = sum(not is_empty(cell) for cell in row) == 1
    return not (alone and text == first and len(text) > _LONG_NOTE)
