"""开课计划 as academic systems (正方, 强智, 超星) export it: without 首次上课日期, which 上课时间 tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from loaders.body import Body, take_body
from loaders.cells.text import Unreadable, fold, shown
from loaders.formats.grid import Refused
from loaders.header import Header, Search
from loaders.headers import find_header
from loaders.platforms.class_times import first_session
from loaders.platforms.evidence import Asked
from loaders.platforms.layout import Layout, title_key
from loaders.platforms.platform import Platform
from loaders.platforms.tables import Table
from loaders.tables import Block
from loaders.unread import findings_of, unread_of
from schema.findings import Finding
from schema.kinds import kind_by_id
from schema.term import Term

_PLAN = kind_by_id("plan")
_FORM = _PLAN.forms[0]
_KEY_IN_NAME = re.compile(r"\(\d{4}-\d{4}-\d\)-\S+")
# The template of 超星 for classes: neither when nor how many.
_CLASS_TEMPLATE = frozenset({"教学班选课课号", "开课教师姓名"})
_LISTED = 30


def _read(layout: Layout, row: int, asked: Asked) -> list[Table] | None:
    places, grid = layout.places(row), layout.grid
    header = find_header(grid, Search("plan"))
    if header is None and _CLASS_TEMPLATE.issubset(places):
        raise _incomplete(_missing(places))
    first, key = _FORM.column("first_session_on").title, _FORM.column("class_id").title
    best = find_header(grid)
    if header is None or first not in header.missing or best is None or best.kind.id != "plan":
        return None
    findings: list[Finding] = []
    times = places.get("上课时间")
    if key in header.missing:
        header = _keyed_by_name(layout, header, places, findings)
    if times is None:
        return None  # refused with the names of what is missing, like any other sheet
    header = replace(
        header,
        columns={**header.columns, "first_session_on": times},
        titles={**header.titles, times: layout.written(row, times)},
        missing=tuple(title for title in header.missing if title != first),
    )
    if header.missing:
        raise _incomplete(header.missing)
    body = take_body([Block(grid, header, 0, len(grid.rows))])
    unread = unread_of(body, 0)
    findings += findings_of(unread, body, 0)
    body = _with_first_sessions(body, header, grid.name, asked.term, findings)
    body = _one_row_a_class(body, header, grid.name, findings)
    return [Table(header, body, tuple(findings), unread=tuple(unread))]


def _incomplete(missing: Iterable[str]) -> Refused:
    names = {"kind_zh": _PLAN.title, "kind_en": _PLAN.title_en, "day_zh": "", "day_en": ""}
    return Refused("missing_columns", columns="、".join(missing), **names)


def _missing(places: Iterable[str]) -> list[str]:
    """Titles of the required columns of a plan that are not among ``places``."""
    known = set(places)
    return [
        c.title for c in _FORM.columns if c.required and not known.intersection(map(title_key, c.headers))
    ]


def _keyed_by_name(layout: Layout, header: Header, places: dict[str, int], findings: list[Finding]) -> Header:
    """``header`` with 教学班名称 as the class id where every name is a key; refuses the plan otherwise."""
    place = places.get("教学班名称")
    names = (
        []
        if place is None
        else [n for row in layout.body(header.body_row) if (n := layout.written(row, place))]
    )
    if (
        place is None
        or not names
        or not all(map(_KEY_IN_NAME.fullmatch, names))
        or len(set(names)) < len(names)
    ):
        titles = [title for _, title in layout.titles(header.body_row - 1)]
        raise Refused("plan_without_key", columns="、".join(titles[:_LISTED]))
    findings.append(Finding("class_key_from_name", layout.grid.name, None, "教学班名称"))
    title = _FORM.column("class_id").title
    return replace(
        header,
        columns={**header.columns, "class_id": place},
        titles={**header.titles, place: "教学班名称"},
        missing=tuple(missing for missing in header.missing if missing != title),
    )


def _with_first_sessions(
    body: Body, header: Header, sheet: str | None, term: Term, findings: list[Finding]
) -> Body:
    """``body`` with days in place of 上课时间, without the rows whose day cannot be worked out."""
    place = header.columns["first_session_on"]
    title, cells = header.titles[place], body.cells["first_session_on"]
    days: dict[str, dt.date | Unreadable | None] = {}
    for cell in cells:
        days.setdefault(shown(cell), _worked_out(cell, term))
    bad = [position for position, cell in enumerate(cells) if isinstance(days[shown(cell)], Unreadable)]
    findings += [
        Finding("bad_class_time", sheet, int(body.numbers[at]), title, shown(cells[at]), {}, place)
        for at in bad
    ]
    body = _only(body, np.setdiff1d(np.arange(len(cells)), bad))
    first_days = [days[shown(cell)] for cell in body.cells["first_session_on"]]
    count = sum(day is not None for day in first_days)
    details = {"monday": term.monday_of_week_1.isoformat(), "count": count}
    findings.insert(0, Finding("first_session_worked_out", sheet, None, title, None, details))
    return Body(
        {**body.cells, "first_session_on": ["" if day is None else day for day in first_days]}, body.numbers
    )


def _worked_out(cell: object, term: Term) -> dt.date | Unreadable | None:
    try:
        return first_session(cell, term)
    except Unreadable as problem:
        return problem


def _only(body: Body, kept: np.ndarray) -> Body:
    return Body(
        {id: [column[at] for at in kept.tolist()] for id, column in body.cells.items()}, body.numbers[kept]
    )


def _one_row_a_class(body: Body, header: Header, sheet: str | None, findings: list[Finding]) -> Body:
    """``body`` with the rows of a class that differ in teacher and time only made one."""
    rows: dict[str, list[int]] = {}
    cells = {id: list(column) for id, column in body.cells.items()}
    for at, cell in enumerate(cells["class_id"]):
        rows.setdefault(fold(shown(cell)) or f"row {at}", []).append(at)
    kept = []
    for group in rows.values():
        if len(group) > 1 and _is_one_class(cells, group):
            _join(cells, group)
            findings.append(_joined(cells, body.numbers[group].tolist(), group[0], header, sheet))
            kept.append(group[0])
        else:
            kept += group
    return _only(Body({**cells}, body.numbers), np.array(sorted(kept), np.int64))


Cells = dict[str, list[object]]


def _is_one_class(cells: Cells, group: list[int]) -> bool:
    differing = {"teacher", "teacher_id", "first_session_on"}
    same = [id for id in cells if id not in differing]
    return all(len({shown(cells[id][at]) for at in group}) == 1 for id in same) and any(
        len({shown(cells[id][at]) for at in group}) > 1 for id in differing & set(cells)
    )


def _join(cells: Cells, group: list[int]) -> None:
    """Let the first row of ``group`` speak for all: every teacher, the earliest day."""
    first = group[0]
    days = [day for at in group if isinstance(day := cells["first_session_on"][at], dt.date)]
    cells["first_session_on"][first] = min(days, default="")
    if "teacher" in cells:
        cells["teacher"][first] = "、".join(dict.fromkeys(shown(cells["teacher"][at]) for at in group))
    if "teacher_id" in cells and len({shown(cells["teacher_id"][at]) for at in group}) > 1:
        cells["teacher_id"][first] = ""  # of several teachers no id is the class's


def _joined(cells: Cells, numbers: list[int], first: int, header: Header, sheet: str | None) -> Finding:
    place = header.columns["class_id"]
    title, value = header.titles[place], shown(cells["class_id"][first])
    rows = {"rows": "、".join(map(str, numbers))}
    return Finding("rows_of_one_class", sheet, numbers[0], title, value, rows, place)


def _signs() -> Iterator[frozenset[str]]:
    yield frozenset({"上课时间", "选课人数", "课程名称"})
    yield _CLASS_TEMPLATE
    for key in ("教学班名称", "教学班ID", "选课课号", "教学班组成"):
        yield frozenset({"上课时间", key})


PLATFORM = Platform(
    "教务系统",
    "开课计划：正方（含研究生）的教学任务，首次上课日期由上课时间推算；超星模板指出所缺的列 "
    "teaching plan of 正方, the first session worked out; the template of 超星 is refused with what it lacks",
    tuple(_signs()),
    _read,
    names_classes=True,
)
