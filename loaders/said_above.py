"""What lines say of the rows below them where no column does: their class, or their day."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.answers import is_of_answers, texts_of
from loaders.cells.dates import Calendar
from loaders.cells.text import MarkedCell, is_empty
from loaders.characters import words_of
from loaders.class_of_line import class_of_line
from loaders.day_of_sheet import day_of_line, day_of_notes, day_of_sheet, is_day_line, is_of_lines
from loaders.formats.grid import Grid
from loaders.header import Header, Said, Search
from schema.model import Column, Vocabulary

OF_SHEET = -1  # the row, so to speak, of the name of the sheet
_A_DIGIT = re.compile(r"\d")
_ARRANGED = re.compile("安排|计划|拟定|预排")
_DONE = re.compile("记录|反馈|汇总|统计|情况|已听|日报|总结|评价|小结")
_SEEN = frozenset(("present", "score", "problem", "action", "resolved_on"))

Line = tuple[int, tuple[str, object]]  # row, text, and what it says


@dataclass(frozen=True)
class _Stretch:
    """Where lines are looked for: ``above`` a header, ``below`` it, and ``after`` the last row of data."""

    grid: Grid
    above: range
    below: range
    after: range

    @classmethod
    def of(cls, grid: Grid, header: Header, plan: Container[str], top: int, stop: int) -> _Stretch:
        """The lines right above ``header``, not above ``top``, and the rows below it before ``stop``."""
        first = header.first_row
        while first > top and _is_line(grid.rows[first - 1], plan):
            first -= 1
        place = header.columns.get(header.anchor, 0)
        last = stop
        while last > header.body_row and not _is_data(grid.rows[last - 1], place):
            last -= 1
        above, below = range(first, header.first_row), range(header.body_row, last)
        return cls(grid, above, below, range(last, stop))


def _is_data(row: Sequence[object], anchor: int) -> bool:
    """Whether a row holds an id and something else, and is no signature."""
    cell = row[anchor]
    is_label = isinstance(cell, str) and ":" in words_of(cell)
    return not is_empty(cell) and not is_label and sum(not is_empty(cell) for cell in row) > 1


def lacks_what_lines_give(header: Header) -> bool:
    """Whether nothing is missing but a day or a word of the whole sheet."""
    form, dates = header.form, "/".join(header.form.column(id).title for id in header.form.key_dates)
    given = [form.column(id).title for id in (form.day_of_sheet, form.word_of_sheet) if id]
    return len(header.missing) == 1 and header.missing[0] in (*given, dates)


def told_by_lines(grid: Grid, header: Header, search: Search) -> Header | None:
    """``header`` with what lines give of the one thing that it lacks, ``None`` if none do.

    Lines between the rows are looked at where those above don't tell.
    """
    if len(header.missing) != 1:
        return None
    if header.missing[0] == header.form.column("unit").title:
        return replace(header, missing=())  # whether lines name the unit of each row is known with the rows
    for end in (header.body_row, len(grid.rows)):
        stretch = _Stretch.of(grid, header, search.plan, 0, end)
        column = _lacking(stretch, header)
        said = column and _said(stretch, header.form.column(column), search)
        if said and said.is_told:
            return replace(header, missing=(), said=said)
    said = _of_receipt(said, header, search) if said else None
    return replace(header, missing=(), said=said) if said and said.lines else None


def with_lines(grid: Grid, header: Header, search: Search, top: int, stop: int) -> Header:
    """``header`` of a table in rows from ``top`` to ``stop``, with all that lines say of its rows."""
    if header.said is None:
        return header
    stretch = _Stretch.of(grid, header, search.plan, top, stop)
    said = _said(stretch, header.form.column(header.said.column), search)
    return replace(header, said=said and _of_receipt(said, header, search))


def _of_receipt(said: Said, header: Header, search: Search) -> Said:
    """``said``, or the day of receipt where nothing is and the form takes that."""
    is_day = header.form.day_of_receipt and said.column == header.form.day_of_sheet
    if said.lines or not is_day or search.received_on is None:
        return said
    return Said(said.column, {OF_SHEET: ("", search.received_on)})


def _said(stretch: _Stretch, column: Column, search: Search) -> Said | None:
    if column.id == "class_id":
        return Said(column.id, dict(_classes(stretch, search.plan)))
    if column.vocabulary is not None:
        return Said(column.id, dict(_words(stretch, column.vocabulary)))
    return Said(column.id, dict(_days(stretch, search.calendar))) if search.calendar else None


def _is_line(row: Sequence[object], plan: Container[str]) -> bool:
    return is_of_lines(row) or class_of_line(row, plan) is not None or is_of_answers(row)


def _lacking(stretch: _Stretch, header: Header) -> str | None:
    """The column that lines would fill, where a header lacks one thing."""
    form, lacking = header.form, header.missing[0]
    # A form with one row a class has no rows below a class.
    by_class = "class_id" if form.key[0] == "class_id" and len(form.key) > 1 else ""
    for id in filter(None, (by_class, form.day_of_sheet, form.word_of_sheet)):
        if lacking == form.column(id).title:
            return id
    if not form.key_dates or lacking != "/".join(form.column(id).title for id in form.key_dates):
        return None
    # Whether visits are arranged or done is said by the title; else by what was found there.
    rows = stretch.grid.rows
    title = words_of(f"{stretch.grid.name or ''} {' '.join(_text(rows[row]) for row in stretch.above)}")
    arranged, done = bool(_ARRANGED.search(title)), bool(_DONE.search(title))
    if arranged != done:
        return form.key_dates[0 if arranged else 1]
    return form.key_dates[1] if not arranged and _SEEN.intersection(header.columns) else None


def _classes(stretch: _Stretch, plan: Container[str]) -> Iterator[Line]:
    grid, name = stretch.grid, stretch.grid.name or ""
    of_sheet = name if name in plan else class_of_line([name], plan)
    if of_sheet is not None:
        yield OF_SHEET, (name, of_sheet)
    for row in (*stretch.above, *stretch.below):
        said = class_of_line(grid.rows[row], plan)
        if said is not None:
            yield row, (_text(grid.rows[row]), said)


def _words(stretch: _Stretch, vocabulary: Vocabulary) -> Iterator[Line]:
    """The one word that lines above, or the name of the sheet, say: 校督导组 of 校督导组听课记录."""
    lines = [(row, _text(stretch.grid.rows[row])) for row in stretch.above] + [
        (OF_SHEET, stretch.grid.name or "")
    ]
    told = {(row, text): words for row, text in lines if (words := _words_in(text, vocabulary))}
    if len(said := frozenset[str]().union(*told.values())) == 1:
        yield next((row, (text, word)) for row, text in told for word in said)


def _words_in(text: str, vocabulary: Vocabulary) -> set[str]:
    """The words of a text, written out; what is a part of another there, 院督导 of 学院督导组, is none."""
    text = words_of(text)
    written = {
        name: word
        for word, others in vocabulary.aliases.items()
        for name in (word, *others)
        if len(name) > 1 and name in text and not _A_DIGIT.search(name)
    }
    return {
        word for name, word in written.items() if not any(name in other for other in written if other != name)
    }


def _days(stretch: _Stretch, calendar: Calendar) -> Iterator[Line]:
    grid = stretch.grid
    cells = [(row, text) for row in stretch.above for text in texts_of(grid.rows[row], calendar)]
    notes = [cell for row in stretch.after for cell in grid.rows[row] if isinstance(cell, str)]
    day = day_of_sheet([text for _, text in cells], grid.name, calendar) or day_of_notes(notes, calendar)
    if day is not None:
        yield next((row for row, text in cells if text == day[0]), OF_SHEET), day
    for row in stretch.below:
        if is_day_line(grid.rows[row]):
            text = _text(grid.rows[row])
            yield row, (text, day_of_line(text, calendar) or MarkedCell(text, "doubtful_date"))


def _text(row: Sequence[object]) -> str:
    return "　".join(dict.fromkeys(str(cell).strip() for cell in row if not is_empty(cell)))
