"""Wide sheets: one column a day or one column a material type, each read as the rows it stands for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.answers import has_answer
from loaders.cells.dates import WEEKDAY, Calendar, read_date
from loaders.cells.lessons import may_number_lessons
from loaders.cells.numbers import read_count, yes_or_no
from loaders.cells.text import MarkedCell, Unreadable, fold, is_blank, is_empty, shown
from loaders.day_of_sheet import is_day_line
from loaders.declared import columns_called
from loaders.formats.grid import Grid, Refused
from loaders.header import Across, Header, Search
from loaders.header_lines import Path, paths_of
from loaders.headers import known_columns, missing_in
from loaders.titles import MAPPED, key_of, title_in
from schema import limits
from schema.findings import Finding
from schema.kinds import all_forms
from schema.model import Column, ColumnType, SheetForm, SheetKind

_DAY = re.compile(
    r"(?:[(\[【]\s{0,9})?(?:截[止至](?:至|到)?|[至到])?\s{0,9}"
    r"((?:\d{4}\s{0,9}[年/.-]\s{0,9})?\d{1,2}\s{0,9}[月/.-]\s{0,9}\d{1,2}\s{0,9}[日号]?)"
    r"(?:\s{0,9}(?:日|止|晚|24[时点]|24:00))?\s{0,9}[)\]】]?"
)
_BY_DAY = re.compile(r"\d\s*[日号]?\s*(?:以|之)?[前后]")
_WEEKDAY = re.compile(rf"[(（]?\s?({WEEKDAY})\s?[)）]?")
# Beside the days stands what they come to.
_TOTAL = re.compile("合计|总计|小计|累计|[本当]周|共计")
_DEPTHS = (1, 2)
_FEWEST_WORDS = 2
_FEWER_THAN_DAYS = 1_000  # 20200221 is a day, and no count
_MOST = 60  # columns side by side: two months of days


def find_across(grid: Grid, search: Search, rows: Iterable[int] | None = None) -> Header | None:
    """The header of a wide sheet, ``None`` if no row looks like one; with ``rows`` only those are looked at.

    Its columns are those that stand once for all; it may lack some, see ``missing``.
    """
    forms = [(k, f) for k, f in all_forms() if f.across and search.kind in (None, k.id)]
    headers = []
    for row in range(min(len(grid.rows), limits.HEADER_SEARCH_ROWS)) if rows is None else rows:
        for depth in _DEPTHS:
            texts = [[_text(cell) for cell in line] for line in grid.rows[row : row + depth]]
            if (
                len(texts) < depth
                or not all(map(any, texts))
                or _is_of_rows_below(grid.rows[row + depth - 1])
                or has_answer(grid.rows[row + depth - 1])
            ):
                break
            paths = paths_of(texts, grid.merges, row)
            matches = (_match(grid, each, paths, (row, depth), search) for each in forms)
            headers += [header for header in matches if header is not None]
    return max(headers, key=_rank, default=None)


def _is_of_rows_below(line: Sequence[object]) -> bool:
    """Whether a line is a day alone, from the first column: that of the rows below it, and of no column."""
    return is_day_line(line) and not is_empty(line[0])


def _rank(header: Header) -> tuple[object, ...]:
    side_by_side = {(each.value, each.measure) for each in header.across}
    return not header.missing, len(header.columns) + len(side_by_side), -header.depth, -header.first_row


def _text(cell: object) -> str:
    if isinstance(cell, dt.date):
        return f"{cell.month}月{cell.day}日"
    return fold(cell) if isinstance(cell, str) and _DAY.fullmatch(fold(cell)) else title_in(cell)


def _match(
    grid: Grid,
    declared: tuple[SheetKind, SheetForm],
    paths: list[Path],
    at: tuple[int, int],
    search: Search,
) -> Header | None:
    kind, form = declared
    calendar = search.calendar
    if calendar is None:
        return None
    across = _values(form, paths, calendar)
    named = known_columns(paths, grid.hidden_columns, search.mappings).get(form.table, [])
    # 应开 below a day is that of the day.
    of_days = {each.place for each in across if each.measure}
    named = [
        each
        for each in named
        if each.position not in of_days and not (of_days and _TOTAL.match(paths[each.position][0][1]))
    ]
    best = {each.id: each for each in sorted(named, key=lambda each: each.known)}
    columns = {id: each.position for id, each in best.items()}
    mapped = frozenset(id for id, each in best.items() if each.known == MAPPED)
    parts = {id: each.part for id, each in best.items() if each.part is not None}
    titles = {place: path[0][1] for place, path in enumerate(paths) if path}
    if form.column(form.across).type is ColumnType.DATE:
        across = _measured(form, across, columns)
    measures = {each.measure for each in across if each.measure}
    if form.anchor not in {*columns, *measures} or not across or measures & set(columns):
        return None
    below = [line[each.place] for each in across for line in grid.rows[sum(at) :]]
    # A day in some of the cells is not that of the others.
    ids = [id for id in form.across_cells if id != form.day_of_sheet]
    fit = (id for id in ids if any(_fits(form, id, cell, calendar) for cell in below))
    lacking = missing_in(form, {*columns, *measures, form.across, *fit})
    return Header(
        kind, form, *at, columns, titles, missing=lacking, across=tuple(across),
        mappings=search.mappings, by_mapping=mapped, parts=parts,
    )  # fmt: skip


def _values(form: SheetForm, paths: list[Path], calendar: Calendar) -> list[Across]:
    """The columns of a header whose titles are values of the form's column ``across``."""
    column = form.column(form.across)
    if column.vocabulary is not None:
        words = {
            key_of(fold(w)): word
            for word, others in column.vocabulary.aliases.items()
            for w in (word, *others)
        }
        named = [(place, path[0][1], _word(path, form, words)) for place, path in enumerate(paths) if path]
        across = [Across(place, title, word) for place, title, word in named if word]
        return across if _FEWEST_WORDS <= len(across) <= _MOST else []
    dated = [
        each for place, path in enumerate(paths) if path and (each := _dated(form, place, path, calendar))
    ]
    return dated if len(dated) <= _MOST else []


def _word(path: Path, form: SheetForm, words: Mapping[str, str]) -> str | None:
    """The word that a title is, or its last line below what each word is about: 资料份数 over PPT."""
    upper, _, last = path[0][1].rpartition("/")
    said, _ = columns_called(upper).get(form.table, ("", 0))
    texts = [path[-1][0], *([last] if said in (form.across, *form.across_cells) else [])]
    return next((words[key] for text in texts if (key := key_of(fold(text))) in words), None)


def _dated(form: SheetForm, place: int, path: Path, calendar: Calendar) -> Across | None:
    """A title of a count that names its day: 已进群人数（2月21日）."""
    days = _DAY.findall(fold(path[0][0]))
    if len(days) != 1 or _BY_DAY.search(fold(path[0][0])):
        return None
    weekday = _WEEKDAY.search(path[0][0])
    try:
        day = read_date(f"{days[0].strip('([【 )]】')} {weekday[1] if weekday else ''}", calendar)
    except Unreadable:
        return None
    base = _WEEKDAY.sub("", _DAY.sub("", fold(path[0][0]))).strip()
    id, _ = columns_called(base).get(form.table, ("", 0))
    is_count = bool(id) and form.column(id).type is ColumnType.COUNT
    return Across(place, path[0][1], day, id) if day is not None and (is_count or not base) else None


def _measured(form: SheetForm, across: list[Across], columns: Collection[str]) -> list[Across]:
    """``across`` with the one count that the sheet otherwise lacks below titles that are nothing but days."""
    lacking = [
        c.id for c in form.columns if c.required and c.type is ColumnType.COUNT and c.id not in columns
    ]
    bare = lacking[0] if len(lacking) == 1 else ""
    measured = [replace(each, measure=each.measure or bare) for each in across]
    return [each for each in measured if each.measure]


def _fits(form: SheetForm, id: str, cell: object, calendar: Calendar) -> bool:
    """Whether what stands below a title that is a value is a cell of the column ``id``."""
    if is_blank(cell) or yes_or_no(cell) is not None or may_number_lessons(cell):
        return False
    return _is_read(form.column(id), cell, calendar)


def _is_read(column: Column, cell: object, calendar: Calendar) -> bool:
    """Whether a cell says something of ``column``."""
    try:
        return _read(column, cell, calendar) is not None
    except Unreadable:
        return False


def _read(column: Column, cell: object, calendar: Calendar) -> object:
    """What a cell of ``column`` says; ``None`` for a count that is rather a day, or the reverse."""
    match column.type:
        case ColumnType.COUNT:
            count = read_count(cell) or 0
            return count if count < _FEWER_THAN_DAYS else None
        case ColumnType.TEXT:
            return cell if isinstance(cell, str) else None
    return None if isinstance(cell, int | float) else read_date(cell, calendar)


def _cell_before(cell: object, other: object, column: Column, calendar: Calendar) -> object:
    """The cell below a value, which goes before that of the row; with a remark where that is unreadable."""
    if is_blank(other) or _is_read(column, other, calendar):
        return cell
    return MarkedCell(f"{shown(cell)}（{shown(other)}）", "cell_before_row", shown(cell))


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
        fits = [_fits(form, id, row[first.place], calendar) for row in body]
        if not any(fits):
            continue
        own, place = header.columns.get(id), grid.width
        for row in grid.rows[: header.body_row]:
            row.append("")
        for row, fit in zip(body, fits, strict=True):
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
    if first.measure or yes_or_no(cell) or any(_fits(form, id, cell, calendar) for id in form.across_cells):
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
