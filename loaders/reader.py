"""A workbook in, one reading for each sheet that holds data out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath

import pandas as pd

from loaders import rules
from loaders.across_parts import said_of
from loaders.beside import hidden_in, titles_down
from loaders.body import take_body
from loaders.campus import check_places, settle_campus
from loaders.cells.text import is_empty
from loaders.comments import said_of_comments
from loaders.corrections import lay_over, said_of_absent, said_of_corrections
from loaders.doubles import check_doubles
from loaders.doubts import check_nobody_due, check_others
from loaders.formats.grid import Grid, Refused
from loaders.formats.open import open_book
from loaders.header import Header
from loaders.headers import find_header, require_complete
from loaders.held import give_lessons, is_plan_of, said_of_lessons, without_doubtful_lessons
from loaders.kind_words import kinds_named, kinds_titled
from loaders.lines import doubt_scaled_counts, give_said, said_of_lines, titled_unit, units_of_lines
from loaders.mapped import said_of_kind, said_of_mappings, said_of_words, titles_of
from loaders.marks import check_marks
from loaders.platforms import Asked, tables_in, without
from loaders.refused import counted_over_spans, refused_sheet, require_units
from loaders.remarks import called_off_in_remarks, check_remarks
from loaders.request import Receipt, Request
from loaders.same_day import add_lessons
from loaders.serials import check_serials, check_typed_ids
from loaders.settling import NO_DATA, said_of_tables, settle
from loaders.sheet import Sheet
from loaders.stamp import is_findings_list
from loaders.sums import check_lengths, check_opposites, check_sums
from loaders.tables import Block, blocks_of, header_further_down, wide_before
from loaders.title_words import (
    check_days_of_titles,
    check_legends,
    check_notes,
    refuse_parts,
    said_of_title_words,
)
from loaders.unread import findings_of, unread_of, unread_of_blocks
from loaders.written import written_rows
from schema.findings import Finding
from schema.kinds import KINDS, kind_by_id
from schema.reading import SheetReading


def read_workbook(
    data: bytes, name: str, receipt: Receipt, progress: Callable[[float], None] | None = None
) -> list[SheetReading]:
    """Read every sheet of a file that holds data; a file that cannot be read gives one refusal.

    ``progress`` is called with 0…1. Never raises for what is in the file.
    """
    term, known = receipt.term, receipt.known
    asked = Asked(PurePath(name).name, term, known.classes, receipt.plan)
    received_on = term.local_day(receipt.received_at)
    request = Request(asked, receipt.unit, receipt.kind, received_on, known.mappings, known.corrections)
    try:
        book = request.recognise(open_book(data))
    except Refused as refused:
        return [request.refusal(refused.refusal)]
    readings: list[SheetReading] = []
    notes = [Finding("hidden_sheet", sheet, details={"name": sheet}) for sheet in book.hidden]
    notes += said_of_absent(request.corrections, [name for name, _ in book.visible])
    for done, (sheet, load) in enumerate(book.visible):
        if progress:
            progress(done / len(book.visible))
        readings += _read_sheet(sheet, load, request)
    if progress:
        progress(1.0)
    return settle(readings, notes, book, request)


def _read_sheet(name: str | None, load: Callable[[], Grid], request: Request) -> list[SheetReading]:
    try:
        grid = load()
    except Refused as refused:
        return [refused_sheet(refused.refusal, name, None, None, request)]
    layer = lay_over(grid, request.corrections)
    return said_of_corrections(layer, _read_grid(grid, request))


def _read_grid(grid: Grid, request: Request) -> list[SheetReading]:
    header = None
    try:
        if all(is_empty(cell) for row in grid.rows for cell in row):
            raise Refused("no_rows")
        if is_findings_list(grid):
            raise Refused("no_rows")
        if (exported := _exported(grid, request)) is not None:
            return exported
        header = wide_before(_header(grid, request), grid, request.search(grid))
        header = header if request.kind else _doubted(header, grid)
        if (header is None or header.missing or header.across) and (down := titles_down(grid, header)):
            raise Refused("transposed", titles="、".join(down))
        if header is None:
            raise Refused("wrong_kind" if request.kind and find_header(grid) else "no_header")
        if spans := counted_over_spans(grid, header, request.search(grid)):
            header, refusal = spans
            raise refusal
        require_complete(header)
        kind = request.mappings.kind_of(titles_of(grid, header)) if header.tied and not request.kind else None
        if kind is not None:
            return said_of_kind(_read_grid(grid, replace(request, kind=kind)), kind_by_id(kind))
        return _read_tables(grid, header, request)
    except Refused as refused:
        return [refused_sheet(refused.refusal, grid.name, grid, header, request)]


def _require_sure(block: Block, request: Request) -> None:
    """Raise ``Refused`` where the sheet may as well be of another kind and nobody has said of which."""
    header = block.header
    if header.tied and request.kind is None:
        kinds = (header.kind, *header.tied)
        raise Refused(
            "kind_undecided",
            kinds_zh="、".join(f"“{kind.title}”" for kind in kinds),
            kinds_en=", ".join(f"“{kind.title_en}”" for kind in kinds),
            kinds=tuple(kind.id for kind in kinds),
            titles=titles_of(block.grid, header),
            options=" / ".join(f"--kind {kind.id}" for kind in kinds),
        )


def _exported(grid: Grid, request: Request) -> list[SheetReading] | None:
    """The readings of a sheet in a platform's own layout, ``None`` for any other sheet."""
    if request.stamped.sheet(grid.name) is not None:
        return None
    tables = [t for t in tables_in(grid, request.asked) or () if request.kind in (None, t.header.kind.id)]
    readings = []
    for table in tables:
        sheet = Sheet(grid.name, table.header, table.body, request.context(grid))
        sheet.findings += table.findings
        sheet.unread += table.unread
        readings.append(without(_read_rows(sheet, None, request), table.given))
    return readings or None


def _read_tables(grid: Grid, header: Header, request: Request) -> list[SheetReading]:
    """One reading for each form of which the sheet has tables; raises ``Refused`` where none has rows."""
    tables: dict[str, list[Block]] = {}
    for block in blocks_of(grid, header, request.search(grid)):
        _require_sure(block, request)
        tables.setdefault(block.header.form.table, []).append(block)
    titles = [line for blocks in tables.values() for block in blocks for line in block.lines_above()]
    readings: list[SheetReading] = []
    without_rows: list[Block] = []
    refused: list[Refused] = []
    for blocks in tables.values():
        try:
            readings.append(_read_table(blocks, titles, request))
        except Refused as refusal:
            refused.append(refusal)
            if refusal.refusal.code in NO_DATA:
                without_rows += blocks
            else:
                readings.append(request.refusal(refusal.refusal, grid.name, blocks[0].header))
    if not readings and refused:
        raise refused[0]
    left = [each for block in without_rows for each in unread_of(take_body([block], titles=titles), 0)]
    said = said_of_tables([each.refusal for each in refused], grid.name)
    first = replace(readings[0], unread=[*readings[0].unread, *left], findings=[*said, *readings[0].findings])
    return [first, *readings[1:]]


def _header(grid: Grid, request: Request) -> Header | None:
    """The header of the kind that was asked for, else of the stamp's, else the one that explains most."""
    stamped = request.stamped.sheet(grid.name)
    if stamped is not None and request.kind is None:
        header = find_header(grid, replace(request.search(grid), kind=stamped.kind))
        if header is not None and not header.missing:
            return header
    search = request.search(grid)
    header = find_header(grid, search, named=kinds_named(grid))
    return (header is None and header_further_down(grid, search)) or header


def _doubted(header: Header | None, grid: Grid) -> Header | None:
    """``header`` with the kinds that its title calls it, where little speaks for its own.

    As a platform does for groups, and who was there for lessons; of these something else has to say so too.
    """
    if header is None or not (header.is_about_any or header.implied):
        return header
    others = kinds_named(grid) if header.implied else kinds_titled(grid)
    others = others or frozenset(rival.kind.id for rival in header.rivals if is_plan_of(rival, header))
    if not others or header.kind.id in others:
        return without_doubtful_lessons(header, grid)
    return replace(header, tied=(*header.tied, *(kind for kind in KINDS if kind.id in others)))


def _read_table(blocks: Sequence[Block], titles: Sequence[str], request: Request) -> SheetReading:
    grid, header = blocks[0].grid, blocks[0].header
    given = request.stamped.given(grid.name, header)
    body, of_lines = units_of_lines(take_body(blocks, given or frozenset(), titles), request.term)
    body = give_lessons(give_said(doubt_scaled_counts(body)))
    if not len(body.numbers):
        raise Refused("no_rows" if given is None else "nothing_filled")
    sheet = Sheet(grid.name, body.blocks[0].header, body, request.context(grid, header.kind.id))
    sheet.findings += said_of_words(sheet)
    sheet.findings += said_of_comments(sheet)
    sheet.findings += said_of_lines(sheet.name, body.blocks)
    sheet.findings += said_of_lessons(sheet)
    sheet.findings += said_of_title_words(sheet, request.term)
    check_days_of_titles(sheet, request.context(grid).calendar)
    for number, unread in enumerate(unread_of_blocks(body)):
        sheet.unread += [each for each in unread if each not in sheet.unread]
        new = [*findings_of(unread, body, number), *hidden_in(blocks[number], body.numbers, given)]
        new += called_off_in_remarks(unread, body, number)
        sheet.findings += [finding for finding in new if finding not in sheet.findings]
    across = [finding for block in blocks for finding in said_of(sheet.name, block.header)]
    sheet.findings += [finding for finding in across[:1] if finding not in sheet.findings]
    sheet.findings += said_of_mappings(sheet.name, [block.header for block in blocks])
    return _read_rows(sheet, titled_unit(sheet, of_lines, titles, request), request)


def _read_rows(sheet: Sheet, titled: str | None, request: Request) -> SheetReading:
    """The reading of ``sheet``, whose title line names the unit ``titled``."""
    named = sheet.frame["unit"].dropna().unique() if "unit" in sheet.values else ()
    if request.unit and len(named) and request.unit not in named:
        raise Refused("another_unit", found="、".join(map(str, named)), unit=request.unit)
    if request.unit and not len(named) and titled and titled != request.unit:
        raise Refused("another_unit", found=titled, unit=request.unit)
    if titled and len(named) and titled not in named:
        details = {"found": titled, "named": "、".join(map(str, named[:3]))}
        sheet.findings.append(Finding("title_of_other_unit", sheet.name, details=details))
    unit = request.unit or titled
    if unit is None and "unit" not in sheet.values and sheet.form.column("unit").required:
        require_units(sheet)
    _apply_rules(sheet, request, unit)
    return _reading(sheet, unit, request)


def _apply_rules(sheet: Sheet, request: Request, unit: str | None) -> None:
    check_legends(sheet)
    check_notes(sheet)
    rules.settle_joining(sheet)
    refuse_parts(sheet)
    rules.check_cells(sheet, unit)
    check_serials(sheet)
    rules.check_key_dates(sheet)
    rules.check_clocks(sheet)
    rules.check_order(sheet)
    rules.check_advisory_order(sheet)
    check_doubles(sheet)
    check_marks(sheet)
    rules.check_limits(sheet)
    check_sums(sheet)
    check_lengths(sheet)
    check_opposites(sheet)
    check_others(sheet)
    check_remarks(sheet)
    rules.check_units(sheet, request.unit)
    if unit is None:
        settle_campus(sheet)
        rules.check_blank_units(sheet)
    check_places(sheet, unit)
    if request.plan and sheet.header.kind.id != "plan" and "class_id" in sheet.values:
        rules.check_plan(sheet, request.plan, unit)
    if not request.plan:
        check_typed_ids(sheet)
        check_nobody_due(sheet)
    add_lessons(sheet, unit)
    rules.check_repeats(sheet, unit)


def _reading(sheet: Sheet, unit: str | None, request: Request) -> SheetReading:
    rows = sheet.taken()
    if unit is not None and rows["unit"].isna().any():
        rows = rows.assign(unit=rows["unit"].fillna(unit))
    units = rows["unit"].unique()
    if request.unit is None and len(units):
        unit = str(units[0]) if len(units) == 1 and not pd.isna(units[0]) else None
    findings = sorted(sheet.findings, key=rules.finding_order)
    if sheet.unlisted:
        findings.insert(0, Finding("more_findings", sheet.name, details={"count": sheet.unlisted}))
    titles = {id: sheet.title(id) for id in sheet.values}
    positions = {id: place for id in sheet.values if (place := sheet.place(id)) is not None}
    reading = SheetReading(
        request.file, sheet.name, sheet.header.kind.id, sheet.form.name, unit, None, rows, findings
    )
    tables, table_of = sheet.tables()
    reading = replace(reading, titles=titles, positions=positions, tables=tables, table_of=table_of)
    by_mapping, written = sheet.header.by_mapping, written_rows(sheet)
    return replace(reading, unread=sheet.unread, by_mapping=by_mapping, written=written)
