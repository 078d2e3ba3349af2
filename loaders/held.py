"""Whether lessons were held, where a sheet gives no numbers of them: by 是 or 否, or by who was there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from loaders.body import Body
from loaders.cells.held import is_word_of_held, read_held
from loaders.cells.numbers import read_count
from loaders.cells.text import MarkedCell, Unreadable, is_blank, shown
from loaders.coded import Coded
from loaders.formats.grid import Grid
from loaders.header import Header
from loaders.kind_words import are_of_lessons, are_of_other_things, titles_of
from loaders.sheet import Sheet
from loaders.titles import title_in
from schema.findings import Finding
from schema.sessions import DEFERRED, HELD

_NOTHING = "空"


def without_doubtful_lessons(header: Header, grid: Grid) -> Header:
    """``header`` lacking the numbers of lessons where nothing says that it is of lessons, or it is of tests.

    A column that asks whether they were held says it; one of those who were there does not.
    """
    if not header.implied or header.form.lesson is None:
        return header
    lines = grid.rows[header.first_row : header.body_row]
    titles, columns = titles_of(grid), [title_in(cell) for line in lines for cell in line]
    of_lessons = header.form.lesson[1] in header.answered or are_of_lessons([*titles, *columns])
    if of_lessons and not are_of_other_things(titles):
        return header
    lacking = tuple(column.title for column in header.form.columns if column.id in header.implied)
    return replace(header, implied=frozenset(), missing=(*header.missing, *lacking))


def is_plan_of(plan: Header, header: Header) -> bool:
    """Whether the day of lessons in ``header`` may be that of the first in a plan: 开课日期 and 是否开课."""
    first = plan.columns.get("first_session_on")
    return bool(header.implied) and first is not None and first == header.columns.get("date")


def give_lessons(body: Body) -> Body:
    """``body`` with the numbers of lessons that its rows tell of in other ways: one each."""
    lesson = body.blocks[0].header.form.lesson
    if lesson is None or body.block is None:
        return body
    planned, held, present = lesson
    rows = _told_otherwise(body, held)
    if not rows:
        return body
    cells = {id: list(body.cells.get(id, [None] * len(body.numbers))) for id in (*lesson, "deferred")}
    for row in rows:
        header = body.blocks[int(body.block[row])].header
        if planned in header.implied:
            cells[planned][row] = 1
        elif is_word_of_held(cells[planned][row]):
            cells[planned][row] = int(read_held(cells[planned][row]) == HELD)
        if held in header.implied:
            cells[held][row] = _by_present(cells[present][row])
            continue
        answer = cells[held][row]
        cells[held][row] = _by_answer(answer, cells[planned][row])
        if read_held(answer) == DEFERRED and is_blank(cells["deferred"][row]):
            cells["deferred"][row] = 1
    told = {id: column for id, column in cells.items() if id in body.cells or any(column)}
    return replace(body, cells={**body.cells, **told})


def _told_otherwise(body: Body, held: str) -> list[int]:
    """The rows that give no number of lessons held: below a title that asks 是 or 否, or by a word."""
    asking = [bool({held} & (block.header.answered | block.header.implied)) for block in body.blocks]
    rows = np.array(asking)[body.block]
    if held in body.cells:
        rows |= Coded.of(body.cells[held]).rows_where(is_word_of_held)
    return np.flatnonzero(rows).tolist()


def _by_answer(cell: object, planned: object) -> object:
    """How many lessons were held by the word for them; of several that were planned nobody can tell."""
    if is_blank(cell) or not isinstance(cell, str | bool | int | float):
        return cell
    answer = read_held(cell)
    if answer is None or (answer == HELD and _number(planned) != 1):
        return MarkedCell(shown(cell), "lesson_unclear")
    return int(answer == HELD)


def _by_present(cell: object) -> object:
    return 1 if _number(cell) else MarkedCell(shown(cell) or _NOTHING, "lesson_unsaid")


def _number(cell: object) -> int | None:
    try:
        return read_count(cell)
    except Unreadable:
        return None


def said_of_lessons(sheet: Sheet) -> Iterator[Finding]:
    """That lessons were counted by what a sheet says of them in other ways."""
    if sheet.form.lesson is None or sheet.body.block is None:
        return
    _, held, present = sheet.form.lesson
    numbers = sheet.frame[held]
    for code, id, names in (
        ("lessons_by_answer", held, [block.header.answered for block in sheet.body.blocks]),
        ("lessons_by_present", present, [block.header.implied for block in sheet.body.blocks]),
    ):
        rows = np.isin(sheet.body.block, [number for number, each in enumerate(names) if held in each])
        if rows.any():
            details = {"held": int((numbers[rows] == 1).sum()), "missed": int((numbers[rows] == 0).sum())}
            yield Finding(code, sheet.name, None, sheet.title(id), None, details, sheet.place(id))
