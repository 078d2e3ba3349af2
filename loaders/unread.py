"""The account of a sheet: which of its columns and rows were not read, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from loaders.beside import rows_above
from loaders.body import Body
from loaders.cells.text import fold, is_empty, shown
from loaders.declared import columns_called
from loaders.fillers import joined_columns
from loaders.formats.grid import Grid
from loaders.header import Header
from loaders.header_lines import paths_of
from loaders.mapped import first_values
from loaders.tables import Block
from loaders.titles import (
    changes_meaning,
    header_keys,
    heading_of,
    key_of,
    tells_apart,
    title_in,
    turns,
)
from schema import limits
from schema.corrections import column_letters
from schema.findings import Finding
from schema.unread import COLUMN, ROW, Unread

_SIMILAR = 80
_SHOWN_HEADER = 40
_UNSAID = "unknown", "untitled"
_PLAN = "plan"
_NUMBERINGS = frozenset(("序号", "编号", "行号", "No", "No.", "#"))
_SOME = 2  # filled cells without which a column without a title is a note beside the table
_REMARKS = re.compile(
    r"备\s*注|附\s*注|说\s*明|其他说明|情况说明|注|remarks?|notes?|comments?", re.IGNORECASE
)


def unread_of_blocks(body: Body) -> list[list[Unread]]:
    """What was not read of each block; of a wide sheet, a column that is read for one is read for all."""
    each = [unread_of(body, number) for number in range(len(body.blocks))]
    read = [
        {place for other in _of_one_sheet(body, block) for place in _places_read(other)}
        for block in body.blocks
    ]
    return [
        [one for one in unread if one.what == ROW or one.place not in places]
        for unread, places in zip(each, read, strict=True)
    ]


def _of_one_sheet(body: Body, block: Block) -> list[Header]:
    """The headers of all parts of the wide table of which ``block`` is one; of another table its own."""
    headers = [other.header for other in body.blocks]
    return [h for h in headers if h.across and h.across == block.header.across] or [block.header]


def _places_read(header: Header) -> set[int]:
    return {*header.columns.values(), *header.across_places, *header.also_read}


def unread_of(body: Body, number: int) -> list[Unread]:
    """The columns of a block that hold something in its rows and were not read, then its rows."""
    block = body.blocks[number]
    taken = body.numbers[body.block == number] - 1
    return [*_columns(block, taken), *_rows(block, body.aside[number])]


def _columns(block: Block, taken: NDArray[np.int64]) -> Iterator[Unread]:
    header, grid = block.header, block.grid
    similar = {place for place, *_ in similar_headers(block.grid, header)}
    read = _places_read(header)
    titles = _titles(grid, header)
    for place in range(grid.width):
        if place in read:
            continue
        filled = np.count_nonzero(~grid.column(place).rows_where(is_empty)[taken])
        if not filled:
            continue
        title = titles[place]
        first = dict(header.duplicates).get(place)
        if first is not None and _is_clock_of(block, taken, place, first):
            continue
        if header.mappings.leaves_out(header.kind.id, heading_of(title)):
            reason = "not_wanted"
        elif place in header.apart:
            reason = "apart"
        elif first is not None:
            reason = "duplicate"
        else:
            reason = "similar" if place in similar else _reason(title, header)
        if reason == "untitled" and filled < _SOME:
            reason = "beside_table"
        yield Unread(
            COLUMN, place, title[: limits.LONGEST_HEADING], reason, first_values(grid, place, taken.tolist())
        )


def _titles(grid: Grid, header: Header) -> list[str]:
    """The header of each column, the lines of it joined as they are looked up."""
    lines = grid.rows[header.first_row : header.body_row]
    paths = paths_of([list(map(title_in, line)) for line in lines], grid.merges, header.first_row)
    return [
        header.titles.get(place) or (path[0][1] if path else _joined(line[place] for line in lines))
        for place, path in enumerate(paths)
    ]


def _joined(cells: Iterable[object]) -> str:
    return "/".join(dict.fromkeys(" ".join(shown(cell).split()) for cell in cells if not is_empty(cell)))


def _is_clock_of(block: Block, taken: NDArray[np.int64], place: int, first: int) -> bool:
    return joined_columns(block.grid.column(first).take(taken), block.grid.column(place).take(taken))


def _reason(title: str, header: Header) -> str:
    if not title:
        return "untitled"
    if fold(title) in _NUMBERINGS:
        return "numbering"
    if marked_column(title, header):
        return "mark"
    if tells_apart(title, header.form):
        return "lesson"
    known = columns_called(title) if title_in(title) and not changes_meaning(title) else {}
    if _PLAN in known:
        return "of_plan"
    if any(title in rival.titles.values() for rival in header.rivals):
        return "other_kind"
    return "remark" if _REMARKS.fullmatch(fold(title)) else "unknown"


def marked_column(title: str, header: Header) -> str | None:
    """The column of days of which a title says 是 or 否; ``None`` where the sheet has no such column."""
    keys = set(header_keys(title))
    marks = header.form.marks.items()
    return next(
        (id for id, titles in marks if id in header.columns and keys & set(map(key_of, titles))), None
    )


def _rows(block: Block, aside: Mapping[int, str]) -> Iterator[Unread]:
    rows, header = block.grid.rows, block.header
    for row in range(block.top, header.first_row):
        if text := _first_text(rows[row]):
            yield Unread(ROW, row + 1, text, "above")
    for number, reason in sorted(aside.items()):
        if reason != "empty":
            yield Unread(ROW, number, _first_text(rows[number - 1]), reason.rstrip("?"))


def _first_text(row: Sequence[object]) -> str:
    return next((shown(cell)[: limits.LONGEST_HEADING] for cell in row if not is_empty(cell)), "")


def findings_of(unread: Sequence[Unread], body: Body, number: int) -> Iterator[Finding]:
    """What a person must be told of ``unread``: columns that hold something of their own, doubtful rows."""
    block = body.blocks[number]
    name = block.grid.name
    for row in rows_above(block):
        yield Finding("row_above_header", name, row + 1, None, _first_text(block.grid.rows[row]))
    yield from _findings_of_titles(unread, block)
    unknown = [each for each in unread if each.what == COLUMN and each.reason in _UNSAID]
    if unknown:
        listed = "、".join(_named(each) for each in unknown)
        yield Finding("columns_not_read", name, details={"columns": listed}, column_no=unknown[0].place)
    apart = [each for each in unread if each.what == COLUMN and each.reason == "apart"]
    if apart:
        listed = "、".join(map(_named, apart))
        yield Finding("columns_apart", name, details={"columns": listed}, column_no=apart[0].place)
    for rival in block.header.rivals:
        titles = [
            each for each in unread
            if each.what == COLUMN and each.place in rival.titles and each.reason == "other_kind"
        ]  # fmt: skip
        if titles:
            kind, read_as = rival.kind, block.header.kind
            details = {
                "columns": "、".join(_named(each) for each in titles),
                "kind_zh": kind.title, "kind_en": kind.title_en,
                "read_zh": read_as.title, "read_en": read_as.title_en,
            }  # fmt: skip
            yield Finding("columns_of_other_kind", name, details=details, column_no=titles[0].place)
    for row, reason in sorted(body.aside[number].items()):
        if reason.endswith("?"):
            yield _doubtful_row(block, row, reason)


def _doubtful_row(block: Block, number: int, reason: str) -> Finding:
    cells, header = block.grid.rows[number - 1], block.header
    if reason == "no_id?":
        place = header.columns[header.anchor]
        return Finding("row_without_id", block.grid.name, number, None, shown(cells[place]), column_no=place)
    return Finding("row_not_read", block.grid.name, number, None, _first_text(cells))


def _findings_of_titles(unread: Sequence[Unread], block: Block) -> Iterator[Finding]:
    """Columns that resemble another, or mean the same."""
    grid, header = block.grid, block.header
    left = {each.place for each in unread if each.what == COLUMN}
    not_wanted = {each.place for each in unread if each.reason == "not_wanted"}
    for place, title, suggestion in similar_headers(grid, header):
        if place in not_wanted:
            continue
        details = {"suggestion": suggestion}
        yield Finding("similar_header", grid.name, header.body_row, title, None, details, place)
    for extra, first in header.duplicates:
        if extra in left:
            title, other = header.titles[extra], {"other": header.titles[first]}
            yield Finding("duplicate_header", grid.name, header.body_row, title, None, other, extra)


def similar_headers(grid: Grid, header: Header) -> list[tuple[int, str, str]]:
    """Unknown headers that resemble a column the sheet lacks: position, title and suggestion.

    A title that is turned another way is no other writing of it: 未通知人数 is not 已通知人数.
    """
    wanted = {key_of(c.title): c.title for c in header.form.columns if c.id not in header.columns}
    hints, wholes = [], _titles(grid, header)
    for position, cell in enumerate(grid.rows[header.body_row - 1]):
        title = title_in(cell)
        if position in header.titles or not title or len(title) > _SHOWN_HEADER:
            continue
        best = process.extractOne(
            key_of(fold(title)), wanted.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR
        )
        if best and turns(wholes[position]) == turns(wanted[best[0]]) and not changes_meaning(title):
            hints.append((position, title, wanted[best[0]]))
    return hints


def _named(each: Unread) -> str:
    return f"“{each.text}”" if each.text else column_letters(each.place + 1)
