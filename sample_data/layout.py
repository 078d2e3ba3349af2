"""Turns rows of a report into the grid of cells that a college's sheet would show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from schema.kinds import form_of

Cell: TypeAlias = str | int | float | dt.date | dt.datetime | None
Row: TypeAlias = Mapping[str, object]
Merge: TypeAlias = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0


@dataclass(slots=True)
class Table:
    """One sheet: its cells, which of them are merged, and which rows are header."""

    name: str
    grid: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    header_rows: tuple[int, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a college lays out its sheets.

    ``headers`` maps column ids to the titles that it writes; ``bands`` maps a super-title to the
    column ids below it, for a header of two rows; ``merged`` is a column whose repeats are merged.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    bands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Callable[[dt.date], Cell] = lambda day: day
    people: str = ""
    title: bool = False
    unit_line: bool = False
    note: str = ""
    serial: bool = False
    unit_column: bool = False
    total: bool = False
    footer: str = ""
    blank_edge: bool = False
    merged: str = ""


def chinese_day(day: dt.date) -> Cell:
    """2020年2月22日."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(day: dt.date) -> Cell:
    """2月22日."""
    return f"{day.month}月{day.day}日"


def dotted_day(day: dt.date) -> Cell:
    """2020.2.22."""
    return f"{day.year}.{day.month}.{day.day}"


def slashed_day(day: dt.date) -> Cell:
    """2020/2/22."""
    return f"{day.year}/{day.month}/{day.day}"


def iso_day(day: dt.date) -> Cell:
    """2020-02-22."""
    return day.isoformat()


def compact_day(day: dt.date) -> Cell:
    """20200222."""
    return f"{day:%Y%m%d}"


TITLES = {
    "plan": "2019-2020学年春季学期开课计划",
    "groups": "网络教学课程建群情况统计表",
    "enrollment": "学生进群情况统计表",
    "materials": "课程电子教学资料上传情况统计表",
    "visits": "网络课堂听课安排及反馈表",
    "workgroups": "网络教学工作组情况表",
    "need_survey": "学生网络学习条件摸排统计表",
    "need": "网络学习困难学生帮扶台账（一生一策）",
    "sessions": "网络课堂授课情况统计表",
    "session_totals": "每日授课情况汇总表",
    "obstacles": "网络教学技术障碍登记表",
    "summaries": "网络教学阶段总结情况表",
    "contingency": "特殊工作预案登记表",
    "contingency_cases": "预案涉及学生情况表",
    "health_checks": "返校学生每日健康检查统计表",
    "visitors": "听课领导与督导专家名单",
    "checks": "网络教学准备情况抽查核对表",
}
_PEOPLE = frozenset({"expected", "joined", "notified", "received", "present", "count", "enrolled"})
_SUMMED = _PEOPLE | {
    "planned",
    "held",
    "deferred",
    "accidents",
    "teachers",
    "students",
    "surveyed",
    "in_need",
    "helped",
    "topped_up",
    "returned",
    "checked",
    "suspected",
}


def lay_out(
    kind: str,
    form: str | None,
    rows: Sequence[Row],
    style: Style,
    *,
    unit: str,
    name: str,
    absent: Iterable[str] = (),
) -> Table:
    """The sheet of ``rows`` in the columns of the form, without those in ``absent``."""
    ids = _columns(kind, form, rows, style, set(absent))
    titles = [_title(kind, form, column, style) for column in ids]
    grid: list[list[Cell]] = [[]] if style.blank_edge else []
    merges: list[Merge] = []
    for text in _preface(form_of(kind, form).table, style, unit):
        merges.append((len(grid), 0, len(grid), len(ids) - 1))
        grid.append([text] + [None] * (len(ids) - 1))
    head = len(grid)
    _add_header(grid, merges, ids, titles, style)
    header_rows = tuple(range(head, len(grid)))
    body = len(grid)
    grid += [[_cell(row, column, i, style) for column in ids] for i, row in enumerate(rows, start=1)]
    if style.merged in ids:
        merges += _merge_repeats(grid, body, ids.index(style.merged))
    if style.total:
        grid.append(_total(ids, rows, style))
    if style.footer:
        grid += [[None] * len(ids), [style.footer] + [None] * (len(ids) - 1)]
    table = Table(name, grid, merges, header_rows)
    return _shift_right(table) if style.blank_edge else table


def _columns(kind: str, form: str | None, rows: Sequence[Row], style: Style, absent: set[str]) -> list[str]:
    """Column ids in declared order: the sheet's own serial, and the unit where it is wanted."""
    declared = list(form_of(kind, form).column_ids)
    if not style.unit_column and kind != "plan":
        absent = absent | {"unit"}
    filled = [column for column in declared if column not in absent and any(column in row for row in rows)]
    return ["#", *filled] if style.serial else filled


def _title(kind: str, form: str | None, id: str, style: Style) -> str:
    if id == "#":
        return "序号"
    declared = form_of(kind, form)
    names = (f"{declared.table}.{id}", f"{kind}.{id}", id)
    return next((style.headers[name] for name in names if name in style.headers), declared.column(id).title)


def _preface(table: str, style: Style, unit: str) -> list[str]:
    title = TITLES["enrollment" if table == "roster" else table]
    lines = [title if style.unit_line else f"{unit}{title}"] if style.title else []
    if style.unit_line:
        lines.append(f"填报单位：{unit}")
    return [*lines, style.note] if style.note else lines


def _add_header(
    grid: list[list[Cell]], merges: list[Merge], ids: list[str], titles: list[str], style: Style
) -> None:
    """One header row, or two where a band of the style stands over columns of this sheet."""
    over: dict[int, str] = {
        i: band for band, below in style.bands.items() for i, column in enumerate(ids) if column in below
    }
    if not over:
        grid.append(list(titles))
        return
    top = len(grid)
    upper: list[Cell] = [None if i in over else title for i, title in enumerate(titles)]
    for band in style.bands:
        places = [i for i, name in over.items() if name == band]
        if places:
            upper[places[0]] = band
            merges.append((top, places[0], top, places[-1]))
    merges += [(top, i, top + 1, i) for i in range(len(ids)) if i not in over]
    grid.append(upper)
    grid.append([title if i in over else None for i, title in enumerate(titles)])


def _cell(row: Row, id: str, serial: int, style: Style) -> Cell:
    value = row.get(id) if id != "#" else serial
    if isinstance(value, dt.datetime):
        day = style.dates(value.date())
        return value if isinstance(day, dt.date) else f"{day} {value.hour}:{value:%M}"
    if isinstance(value, dt.date):
        return style.dates(value)
    if style.people and id in _PEOPLE and isinstance(value, int):
        return f"{value}{style.people}"
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _merge_repeats(grid: list[list[Cell]], body: int, column: int) -> list[Merge]:
    """Merge runs of one value in ``column``: the cells below the first become empty."""
    merges: list[Merge] = []
    start = body
    for row in range(body + 1, len(grid) + 1):
        if row == len(grid) or grid[row][column] != grid[start][column]:
            if row - start > 1:
                merges.append((start, column, row - 1, column))
                for below in grid[start + 1 : row]:
                    below[column] = None
            start = row
    return merges


def _total(ids: list[str], rows: Sequence[Row], style: Style) -> list[Cell]:
    line: list[Cell] = ["合计"] + [None] * (len(ids) - 1)
    for i, column in enumerate(ids):
        if i and column in _SUMMED:
            numbers = [value for row in rows if isinstance(value := row.get(column), int)]
            line[i] = f"{sum(numbers)}{style.people}" if style.people and column in _PEOPLE else sum(numbers)
    return line


def _shift_right(table: Table) -> Table:
    """Leave the first column empty, as sheets do that were laid out to be printed."""
    return Table(
        table.name,
        [[None, *row] for row in table.grid],
        [(r1, c1 + 1, r2, c2 + 1) for r1, c1, r2, c2 in table.merges],
        table.header_rows,
        table.hidden,
    )
