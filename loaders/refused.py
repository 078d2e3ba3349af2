"""A sheet that is refused: why, and of an unknown header the columns that somebody may explain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.beside import titles_seen
from loaders.formats.grid import Book, Grid, Refused
from loaders.header import Header, Search
from loaders.header_lines import paths_of
from loaders.headers import find_header, known_columns, require_complete
from loaders.mapped import first_values
from loaders.request import Request
from loaders.sheet import Sheet
from loaders.titles import heading_of, title_in
from schema import limits
from schema.findings import Refusal
from schema.kinds import kind_by_id
from schema.mappings import Mappings
from schema.model import ColumnType
from schema.reading import SheetReading
from schema.unread import COLUMN, Unread

_UNKNOWN_HEADER = frozenset({"no_header", "wrong_kind", "missing_columns"})
_ROWS_LOOKED_AT = 200
_OF_SPAN = re.compile(r"[(（]?(?:累计|累計|[本当每上]周(?!次)|[本当每上]月)(?:累计|合计)?[)）]?(?!日)")


def refused_sheet(
    refusal: Refusal, name: str | None, grid: Grid | None, header: Header | None, request: Request
) -> SheetReading:
    """The reading that says why a sheet is not taken; ``grid`` is ``None`` for one that cannot be read."""
    details = dict(refusal.details)
    if refusal.code == "wrong_kind" and request.kind:
        kind = kind_by_id(request.kind)
        details.update(kind_zh=kind.title, kind_en=kind.title_en)
    if refusal.code == "no_header":
        details.update(titles_seen(grid))
    reading = request.refusal(Refusal(refusal.code, details), name, header)
    if grid is None or refusal.code not in _UNKNOWN_HEADER:
        return reading
    of_kind = header.kind.id if header else request.kind
    return replace(reading, unread=_columns_seen(grid, header, of_kind, request.mappings))


def counted_over_spans(grid: Grid, header: Header, search: Search) -> tuple[Header, Refused] | None:
    """The header of the kind of which a sheet rather is, and the refusal of its counts, which are of no day.

    ``header`` is the best one that is found without these counts; only one that lacks something is doubted.
    """
    if not header.missing:
        return None
    rows = [
        [_OF_SPAN.sub("", cell) if isinstance(cell, str) else cell for cell in row]
        for row in grid.rows[: limits.HEADER_SEARCH_ROWS]
    ]
    nearer = find_header(Grid(grid.name, rows, grid.merges), Search(search.kind, search.mappings))
    if nearer is None or len(nearer.columns) <= len(header.columns):
        return None
    lines = grid.rows[nearer.first_row : nearer.body_row]
    counts = {id: at for id, at in nearer.columns.items() if nearer.form.column(id).type is ColumnType.COUNT}
    titles = [title_in(line[place]) for place in sorted(counts.values()) for line in lines]
    listed = "、".join(f"“{title}”" for title in titles if _OF_SPAN.search(title))
    names = {"kind_zh": nearer.kind.title, "kind_en": nearer.kind.title_en, "columns": listed}
    return (nearer, Refused("counts_of_spans", **names)) if listed else None


def require_units(sheet: Sheet) -> None:
    """Raise ``Refused`` where a row is nobody's, as no column and no line names its unit."""
    if sheet.frame["unit"].isna().any():
        require_complete(replace(sheet.header, missing=(sheet.form.column("unit").title,)))


def _columns_seen(grid: Grid, header: Header | None, kind: str | None, mappings: Mappings) -> list[Unread]:
    """The columns of a sheet that is refused for its header, of which nothing of ``kind`` is known.

    Where no header was found, the titles are those of the row with most texts.
    """
    first, depth = (header.first_row, header.depth) if header else (_row_of_titles(grid), 1)
    texts = [[title_in(cell) for cell in line] for line in grid.rows[first : first + depth]]
    paths = paths_of(texts, grid.merges, first)
    tables = {form.table for form in kind_by_id(kind).forms} if kind else set()
    named = known_columns(paths, grid.hidden_columns, mappings)
    known = {place.position for table in tables for place in named.get(table, ())}
    below = range(first + depth, min(len(grid.rows), first + depth + _ROWS_LOOKED_AT))
    seen = []
    for place, path in enumerate(paths):
        if path and place not in known:
            title = path[0][1]
            left = kind is not None and mappings.leaves_out(kind, heading_of(title))
            reason = "not_wanted" if left else "unknown"
            values = first_values(grid, place, below)
            seen.append(Unread(COLUMN, place, title[: limits.LONGEST_HEADING], reason, values))
    return seen


def _row_of_titles(grid: Grid) -> int:
    counts = [sum(map(bool, map(title_in, row))) for row in grid.rows[: limits.HEADER_SEARCH_ROWS]]
    return counts.index(max(counts))


def why_nothing(aside: Sequence[SheetReading], book: Book) -> SheetReading | None:
    """The refusal that tells most: of a sheet with a header, else hidden sheets, else any other."""
    with_header = [reading for reading in aside if reading.kind]
    if book.hidden and not with_header and aside:
        return replace(aside[0], sheet=None, refused=Refusal("only_hidden_sheets"))
    unread = [reading for reading in aside if reading.refused and reading.refused.code != "no_rows"]
    return next(iter([*with_header, *unread]), None)
