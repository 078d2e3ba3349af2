"""What stands beside a column and follows from it: 未进群人数, 进群率, 未进群. Where not, it is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pandas as pd

from loaders.cells.numbers import read_count, yes_or_no
from loaders.cells.text import Unreadable, fold, is_empty, shown
from loaders.sheet import Sheet
from loaders.titles import key_of
from schema.unread import COLUMN

# By the part of a whole: titles of what is left of that, and of the share.
_NUMBER = r"(?:总?人数|人次|学生人?数|门次|门?数)?"
_BESIDE = {
    "joined": rf"[未没](?:进|入|加)群?{_NUMBER}|(?:进|入|加)群(?:率|比例|百分比)",
    "notified": rf"未通知(?:到位?)?{_NUMBER}|通知(?:到位|到)?(?:率|比例|百分比)",
    "received": rf"未(?:收到|领取?)[资材]料{_NUMBER}|[资材]料(?:收到|接收|领取)(?:率|比例|百分比)",
    "held": rf"未(?:开|授|上)课?{_NUMBER}|(?:开|授)课(?:率|比例|百分比)",
    "present": rf"(?:未到课?|缺勤|缺课|缺席){_NUMBER}|(?:到课|出勤)(?:率|比例|百分比)",
    "surveyed": rf"未(?:摸排|排查){_NUMBER}|(?:摸排|排查)(?:率|比例|百分比)",
}
_NOT_JOINED = re.compile(r"(?:是否)?[未没](?:进|入|加)群")
_SHARE = re.compile(r"率|比例|百分比")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,9})?)\s*%?")
_ROUNDED = 0.6  # of a hundredth


def check_sums(sheet: Sheet) -> None:
    """Record counts beside which the sheet says what does not follow from them."""
    for column in sheet.form.columns:
        titles = _BESIDE.get(column.id)
        if titles and column.id in sheet.values and column.at_most in sheet.values:
            for number, title, place in _places(sheet, re.compile(titles)):
                follows = _is_share if _SHARE.search(title) else _is_rest
                _check(sheet, (column.id, column.at_most), (number, title, place), follows)


def check_opposites(sheet: Sheet) -> None:
    """Record who is marked both as joined and as not, and count them as not."""
    if not {"joined", "student_id"} <= set(sheet.values):
        return
    joined = sheet.frame["joined"].fillna(False).tolist()
    for number, title, place in _places(sheet, _NOT_JOINED):
        for row, cells in sheet.rows_of(number):
            if yes_or_no(cells[place]) and joined[row]:
                sheet.add("contradiction", row, "joined", other_column=title, other=shown(cells[place]))
                sheet.frame.loc[row, "joined"] = False


def check_lengths(sheet: Sheet) -> None:
    """Record rows that are longer than their header: their columns may be others.

    Of a file with cells those that lack one of their own, and say no more behind the others than a value.
    """
    for number, block in enumerate(sheet.body.blocks):
        grid, header = block.grid, block.header
        lines = grid.rows[header.first_row : header.body_row]
        first = 1 + max(place for line in lines for place, cell in enumerate(line) if not is_empty(cell))
        if header.across or first >= grid.width or header.apart:
            continue
        places = [place for place in header.columns.values() if place < first]
        for row, cells in sheet.rows_of(number):
            beyond = [shown(cell) for cell in cells[first:] if not is_empty(cell)]
            if beyond and (
                grid.untyped or (_is_value(cells[first]) and any(is_empty(cells[p]) for p in places))
            ):
                sheet.add("row_too_long", row, None, beyond="、".join(beyond))


def _is_value(cell: object) -> bool:
    """Whether a cell is a number, a day or an answer, and no remark."""
    return isinstance(cell, int | float | dt.date) or (not is_empty(cell) and yes_or_no(cell) is not None)


def _places(sheet: Sheet, titles: re.Pattern[str]) -> Iterator[tuple[int, str, int]]:
    """The table, the title and the place of each column under one of ``titles`` that was not read."""
    for number, block in enumerate(sheet.body.blocks):
        for each in sheet.unread:
            if each.what == COLUMN and not block.header.across and titles.fullmatch(key_of(fold(each.text))):
                yield number, each.text, each.place


def _check(
    sheet: Sheet,
    counts: tuple[str, str],
    at: tuple[int, str, int],
    follows: Callable[[object, int, int], bool],
) -> None:
    part, whole = counts
    number, title, place = at
    parts, wholes = sheet.frame[part].tolist(), sheet.frame[whole].tolist()
    for row, cells in sheet.rows_of(number):
        some, of = parts[row], wholes[row]
        if pd.isna(some) or pd.isna(of) or some > of or follows(cells[place], some, of):
            continue
        details = {"other": title, "said": shown(cells[place]), "whole": sheet.title(whole), "limit": of}
        sheet.add("sum_differs", row, part, **details)


def _is_rest(cell: object, part: int, whole: int) -> bool:
    """Whether a cell says what is left of the whole, or nothing that can be held against it."""
    try:
        rest = read_count(cell)
    except Unreadable:
        return True
    return rest is None or rest == whole - part


def _is_share(cell: object, part: int, whole: int) -> bool:
    """Whether a cell says the share, in hundredths or not, or nothing that can be held against it."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        shares = [float(cell) * 100, float(cell)]
    elif isinstance(cell, str) and (match := _PERCENT.fullmatch(fold(cell))):
        shares = [float(match[1]), *([] if "%" in cell or "％" in cell else [float(match[1]) * 100])]
    else:
        return True
    return whole == 0 or any(abs(share - part / whole * 100) <= _ROUNDED for share in shares)
