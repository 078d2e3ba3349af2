"""What a line above a table, or between its rows, says of the rows below: their day, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.body import Body
from loaders.cells.text import MarkedCell, fold, is_empty, shown
from loaders.cells.units import unit_of_line, units_named
from loaders.day_of_sheet import unit_beside_day
from loaders.header import Header, Said
from loaders.request import Request
from loaders.rules import settle_units
from loaders.sheet import Sheet
from loaders.tables import Block
from schema.findings import Finding
from schema.model import ColumnType
from schema.term import Term

_REPORTING = re.compile(r"(?:填报|报送|上报|填表|制表)(?:单位|学院|院系|部门)(?:\([^()]*\))?\s*:")
_SCALE = re.compile(r"单位\s*(?:[:为是]|均为)\s*[十百千万]+[人份次个]|以[十百千万]+人?(?:为单位|计)")
_SHOWN_LINES = 3
# Reasons for which a line may have been left out that names a unit.
_LINES = frozenset({"lone?", "no_id?", "note", "title", "beside", "said"})


def give_said(body: Body) -> Body:
    """``body`` with what lines say of the rows below them in each of these rows."""
    column = next((block.header.said.column for block in body.blocks if block.header.said), None)
    if column is None or body.block is None:
        return body
    cells = list(body.cells.get(column, [None] * len(body.numbers)))
    blocks = []
    for number, (block, aside) in enumerate(zip(body.blocks, body.aside, strict=True)):
        # What stands in the row itself goes before.
        rows = [row for row in (body.block == number).nonzero()[0].tolist() if is_empty(cells[row])]
        said = block.header.said if rows else None
        lines = _lines_of(block, said, aside) if said is not None else {}
        for row in rows:
            before = max((line for line in lines if line < body.numbers[row] - 1), default=None)
            cells[row] = None if before is None else lines[before]
        blocks.append(replace(block, header=_with_column(replace(block.header, said=said), block.grid.width)))
    return replace(body, cells={**body.cells, column: cells}, blocks=blocks)


def _lines_of(block: Block, said: Said, aside: Mapping[int, str]) -> dict[int, object]:
    """Row (from 0) of each line → what holds below it; a name alone may head the rows of another class."""
    lines = {row: value for row, (_, value) in said.lines.items()}
    if said.column == block.header.form.anchor == "class_id":
        for number, why in aside.items():
            if why == "lone?":
                text = next(shown(cell) for cell in block.grid.rows[number - 1] if not is_empty(cell))
                lines[number - 1] = MarkedCell(text, "class_of_line_unclear")
    return lines


def _with_column(header: Header, behind: int) -> Header:
    """The header with a column behind the others, under whose title the first line stands."""
    if header.said is None or header.said.column in header.columns:
        return header
    lines = [text for text, _ in header.said.lines.values()]
    title = next(filter(None, lines), header.form.column(header.said.column).title)
    columns = {**header.columns, header.said.column: behind}
    return replace(header, columns=columns, titles={**header.titles, behind: title})


def said_of_lines(sheet: str | None, blocks: Sequence[Block]) -> Iterator[Finding]:
    """That a column of the rows was read from lines above them: one day for all, or a part of them each."""
    said = [block.header.said for block in blocks if block.header.said]
    for column in {each.column: blocks[0].header.form.column(each.column) for each in said}.values():
        lines = {
            " ".join(text.split()): value for each in said for text, value in each.lines.values()
            if not isinstance(value, MarkedCell)
        }  # fmt: skip
        named = {"read_zh": column.title, "read_en": column.title_en}
        if (received := lines.pop("", None)) is not None:
            yield Finding("day_of_receipt", sheet, details={"date": str(received), **named})
        if len(lines) == 1 and column.type is ColumnType.DATE:
            ((line, day),) = lines.items()
            yield Finding("day_above", sheet, details={"line": line, "date": str(day), **named})
        elif lines:
            listed = [f"“{line}” → {value}" for line, value in lines.items()]
            more = "…" if len(listed) > _SHOWN_LINES else ""
            shown_lines = "；".join(listed[:_SHOWN_LINES]) + more
            yield Finding("said_above", sheet, details={"lines": shown_lines, **named})


def doubt_scaled_counts(body: Body) -> Body:
    """``body`` with every count doubtful where a line says that they are in hundreds or the like."""
    lines = [line for block in body.blocks for line in block.lines_above()] + _lines_left(body)
    if not any(_SCALE.search(fold(line)) for line in lines):
        return body
    form = body.blocks[0].header.form
    counts = {c.id for c in form.columns if c.type is ColumnType.COUNT}
    cells = {
        id: [cell if is_empty(cell) else MarkedCell(shown(cell), "scaled_count") for cell in column]
        if id in counts else column
        for id, column in body.cells.items()
    }  # fmt: skip
    return replace(body, cells=cells)


def _lines_left(body: Body) -> list[str]:
    """The texts of rows that are no data: notes below a table, or between its rows."""
    rows = [
        block.grid.rows[row - 1]
        for block, reasons in zip(body.blocks, body.aside, strict=True)
        for row, why in reasons.items() if why in _LINES
    ]  # fmt: skip
    return [cell for row in rows for cell in row if isinstance(cell, str)]


def units_of_lines(body: Body, term: Term) -> tuple[Body, list[str | None]]:
    """For each row the unit that the last line above it names, and ``body`` with the reason of such lines."""
    units: list[str | None] = [None] * len(body.numbers)
    aside = [dict(reasons) for reasons in body.aside]
    if body.block is None:
        return body, units
    lines = []
    for number, block in enumerate(body.blocks):
        first = body.numbers[body.block == number].min(initial=len(block.grid.rows))
        lines.append(_unit_lines(block, aside[number], int(first), term))
    for number, (block, reasons) in enumerate(zip(body.blocks, aside, strict=True)):
        last = body.numbers[body.block == number].max(initial=0)
        reasons.update({row: "unit" for row in lines[number] if row < last})
        # The parts of a wide table have their lines in common.
        parts = [line for line, other in zip(lines, body.blocks, strict=True) if other.header.across]
        named = (
            dict(item for part in parts for item in part.items()) if block.header.across else lines[number]
        )
        rows = sorted(named)
        for row in (body.block == number).nonzero()[0].tolist() if named else ():
            before = [line for line in rows if line < body.numbers[row]]
            units[row] = named[before[-1]] if before else None
    return replace(body, aside=aside), units


def _unit_lines(block: Block, reasons: Mapping[int, str], first: int, term: Term) -> dict[int, str]:
    """Number of each row that was left out and names a unit → the unit; the rows begin with the ``first``.

    理学院 共3个班 is said of the rows below it where one such line stands above them all; else it sums up
    those before it.
    """
    named = {row: _unit(block, row, term) for row, why in reasons.items() if why in _LINES or why == "total"}
    heads = any(unit and reasons[row] == "total" and row < first for row, unit in named.items())
    return {row: unit for row, unit in named.items() if unit and (heads or reasons[row] in _LINES)}


def titled_unit(
    sheet: Sheet, of_lines: Sequence[str | None], titles: Sequence[str], request: Request
) -> str | None:
    """The one unit that the lines above the tables name, else the sheet's name; ``None`` for several.

    ``titles`` are the lines above all tables of the sheet, of whatever form.

    Where lines above tables of one sheet, or between its rows, name a unit each, the rows below are its own.
    """
    body, term = sheet.body, request.term
    units = [units_named(block.lines_above(), term) for block in body.blocks]
    each = [names.pop() if len(names) == 1 else None for names in map(set, units)]
    if body.block is not None and (any(of_lines) or len({unit for unit in each if unit}) > 1):
        blocks = body.block.tolist()
        settle_units(
            sheet, [of or each[block] for of, block in zip(of_lines, blocks, strict=True)], request.unit
        )
        return None
    names = set().union(*units) or units_named(list(titles), term) or units_named([sheet.name or ""], term)
    names = names or units_named(_signed(body), term)
    return names.pop() if len(names) == 1 else None


def _signed(body: Body) -> list[str]:
    """The lines below the tables that say who reports: 填报单位：理学院（盖章）."""
    return [line for line in _lines_left(body) if _REPORTING.match(fold(line))]


def _unit(block: Block, row: int, term: Term) -> str | None:
    texts = {str(cell) for cell in block.grid.rows[row - 1] if not is_empty(cell)}
    return unit_of_line(unit_beside_day(texts.pop()), term) if len(texts) == 1 else None
