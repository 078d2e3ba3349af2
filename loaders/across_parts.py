"""A wide sheet taken apart: for each column whose title is a value the table that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.across import fits, is_read
from loaders.cells.dates import Calendar
from loaders.cells.numbers import yes_or_no
from loaders.cells.text import MarkedCell, is_blank, is_empty, shown
from loaders.formats.grid import Grid, Refused
from loaders.header import Across, Header
from schema import limits
from schema.findings import Finding
from schema.model import Column, SheetForm


def parts_across(grid: Grid, header: Header, calendar: Calendar) -> Iterator[tuple[Grid, Header]]:
    """For each column side by side the grid and the header of a table of its own.

    A row stands in the tables of the columns in which it is filled; one that is filled in none, in the
    first. Raises ``Refused`` where all of them would be too large.
    """
    if len(grid.rows) * grid.width * len(header.across) > limits.MAX_CELLS:
        raise Refused("too_many_cells")
    first = header.body_row
    groups: dict[object, list[Across]] = {}
    for each in header.across:
        groups.setdefault(each.value, []).append(each)
    filled_in_any = [
        any(_is_filled(row[each.place], each) for each in header.across) for row in grid.rows[first:]
    ]
    for number, group in enumerate(groups.values()):
        rows = [[*row] for row in grid.rows]
        for row, elsewhere in zip(rows[first:], filled_in_any, strict=True):
            if not any(_is_filled(row[each.place], each) for each in group) and (elsewhere or number):
                row[:] = [""] * len(row)
        yield _part(replace(grid, rows=rows), header, group, calendar)


def _is_filled(cell: object, each: Across) -> bool:
    return not is_empty(cell) and not is_blank(cell) and (bool(each.measure) or yes_or_no(cell) is not False)


def _part(grid: Grid, header: Header, group: Sequence[Across], calendar: Calendar) -> tuple[Grid, Header]:
    """The table of one value: behind its columns stand the value, and what its cells say."""
    form, width = header.form, grid.width
    first = group[0]
    columns = {
        **header.columns,
        **{each.measure: each.place for each in group if each.measure},
        form.across: width,
    }
    titles, leads = {**header.titles, width: first.title}, {width: first.place}
    body = grid.rows[header.body_row :]
    for row in grid.rows[: header.body_row]:
        row.append("")
    for row in body:
        row.append(_value(row, group, form, calendar))
    for id in form.across_cells:
        fitting = [fits(form, id, row[first.place], calendar) for row in body]
        if not any(fitting):
            continue
        own, place = header.columns.get(id), grid.width
        for row in grid.rows[: header.body_row]:
            row.append("")
        for row, fit in zip(body, fitting, strict=True):
            beside = "" if own is None else row[own]
            row.append(_cell_before(row[first.place], beside, form.column(id), calendar) if fit else beside)
        columns[id], titles[place], leads[place] = place, first.title, first.place
    own_places = frozenset(header.columns[id] for id in form.across_cells if id in header.columns)
    return grid, replace(
        header, columns=columns, titles=titles, stands_for=leads, missing=(), also_read=own_places
    )


def _value(row: Sequence[object], group: Sequence[Across], form: SheetForm, calendar: Calendar) -> object:
    """The value of which a row says something; doubtful where its cell is no mark and nothing else either."""
    first = group[0]
    cell = row[first.place]
    if not any(_is_filled(row[each.place], each) for each in group):
        return ""
    if first.measure or yes_or_no(cell) or any(fits(form, id, cell, calendar) for id in form.across_cells):
        return first.value
    return MarkedCell(shown(cell), "bad_yesno")


def said_of(sheet: str | None, header: Header) -> list[Finding]:
    """That the titles of a wide sheet were read as values."""
    if not header.across:
        return []
    column = header.form.column(header.form.across)
    listed = "、".join(f"“{each.title}”" for each in header.across)
    details = {"columns": listed, "read_zh": column.title, "read_en": column.title_en}
    return [Finding("read_across", sheet, details=details, column_no=header.across[0].place)]


def _cell_before(cell: object, other: object, column: Column, calendar: Calendar) -> object:
    """The cell below a value, which goes before that of the row; with a remark where that is unreadable."""
    if is_blank(other) or is_read(column, other, calendar):
        return cell
    return MarkedCell(f"{shown(cell)}（{shown(other)}）", "cell_before_row", shown(cell))
