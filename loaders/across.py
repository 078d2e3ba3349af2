"""Wide sheets: one column a day or one column a material type, each read as the rows it stands for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from loaders.answers import has_answer
from loaders.cells.dates import WEEKDAY, Calendar, read_date
from loaders.cells.held import is_word_of_held
from loaders.cells.lessons import may_number_lessons
from loaders.cells.numbers import read_count, yes_or_no
from loaders.cells.text import Unreadable, fold, is_blank, is_empty
from loaders.day_of_sheet import is_day_line
from loaders.declared import columns_called
from loaders.formats.grid import Grid
from loaders.header import Across, Header, Search, implied_by, missing_in
from loaders.header_lines import Path, paths_of
from loaders.headers import known_columns
from loaders.kind_words import are_of_lessons, kinds_named, titles_of
from loaders.titles import ANSWERED, MAPPED, key_of, title_in
from schema import limits
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
# Below titles that are nothing but days stands what the title of the sheet counts.
_ATTENDED = re.compile(r"(?:到课|出勤|实到|签到)(?!率)")
_DEPTHS = (1, 2)
_FEWEST_WORDS = 2
_FEWER_THAN_DAYS = 1_000  # 20200221 is a day, and no count
_MOST = 60  # columns side by side: two months of days


def find_across(grid: Grid, search: Search, rows: Iterable[int] | None = None) -> Header | None:
    """The header of a wide sheet, ``None`` if no row looks like one; with ``rows`` only those are looked at.

    Its columns are those that stand once for all; it may lack some, see ``missing``.
    """
    forms = [(k, f) for k, f in all_forms() if f.across and search.kind in (None, k.id)]
    headers, named = [], kinds_named(grid)
    for row in range(min(len(grid.rows), limits.HEADER_SEARCH_ROWS)) if rows is None else rows:
        for depth in _DEPTHS:
            texts = [[_text(cell) for cell in line] for line in grid.rows[row : row + depth]]
            if (
                len(texts) < depth
                or not all(map(any, texts))
                or (depth > 1 and _stands_above_all(texts[0]))
                or _is_of_rows_below(grid.rows[row + depth - 1])
                or has_answer(grid.rows[row + depth - 1])
            ):
                break
            paths = paths_of(texts, grid.merges, row)
            matches = (_match(grid, each, paths, (row, depth), search) for each in forms)
            headers += [header for header in matches if header is not None]
    return max(headers, key=lambda header: _rank(header, named), default=None)


def _stands_above_all(texts: Sequence[str]) -> bool:
    """Whether a line is one text alone, from the first column: that of the table, and of no column."""
    return bool(texts[0]) and sum(map(bool, texts)) == 1


def _is_of_rows_below(line: Sequence[object]) -> bool:
    """Whether a line is a day alone, from the first column: that of the rows below it, and of no column."""
    return is_day_line(line) and not is_empty(line[0])


def _rank(header: Header, named: Container[str]) -> tuple[object, ...]:
    side_by_side = {(each.value, each.measure) for each in header.across}
    called = header.kind.id in named
    return (
        not header.missing,
        called,
        len(header.columns) + len(side_by_side),
        -header.depth,
        -header.first_row,
    )


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
    (kind, form), calendar = declared, search.calendar
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
        across = _measured(form, across, columns, grid, sum(at))
    measures = {each.measure for each in across if each.measure}
    if form.anchor not in {*columns, *measures} or not across or measures & set(columns):
        return None
    below = [line[each.place] for each in across for line in grid.rows[sum(at) :]]
    # A day in some of the cells is not that of the others.
    ids = [id for id in form.across_cells if id != form.day_of_sheet]
    fit = (id for id in ids if any(fits(form, id, cell, calendar) for cell in below))
    answered = frozenset(each.measure for each in across if each.asked)
    implied = implied_by(form, {*columns, *measures}, answered)
    lacking = missing_in(form, {*columns, *measures, *implied, form.across, *fit})
    return Header(
        kind, form, *at, columns, titles, missing=lacking, across=tuple(across),
        mappings=search.mappings, by_mapping=mapped, parts=parts, answered=answered, implied=implied,
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
    id, known = columns_called(base).get(form.table, ("", 0))
    is_count = bool(id) and form.column(id).type is ColumnType.COUNT
    if day is None or not (is_count or not base):
        return None
    return Across(place, path[0][1], day, id, asked=known == ANSWERED)


def _measured(
    form: SheetForm, across: list[Across], columns: Collection[str], grid: Grid, first: int
) -> list[Across]:
    """``across`` with the one count that the sheet otherwise lacks below titles that are nothing but days.

    Below them stands whether a lesson was held, or who was there where a title says so.
    """
    lacking = [
        c.id for c in form.columns if c.required and c.type is ColumnType.COUNT and c.id not in columns
    ]
    bare, asked = lacking[0] if len(lacking) == 1 else "", False
    if form.lesson and form.lesson[0] in lacking:
        _, held, present = form.lesson
        cells = [row[each.place] for each in across if not each.measure for row in grid.rows[first:]]
        said = [cell for cell in cells if not is_blank(cell)]
        words = [cell for cell in said if isinstance(cell, str) and not _is_count(cell)]
        titles = titles_of(grid)
        asked = are_of_lessons(titles) and 2 * sum(map(is_word_of_held, words)) > len(words)
        is_counted = any(map(_ATTENDED.search, titles)) and form.column(present).at_most in columns
        bare = held if asked else present if is_counted and all(map(_is_count, said)) else ""
    measured = [each if each.measure else replace(each, measure=bare, asked=asked) for each in across]
    return [each for each in measured if each.measure]


def _is_count(cell: object) -> bool:
    try:
        return read_count(cell) is not None
    except Unreadable:
        return False


def fits(form: SheetForm, id: str, cell: object, calendar: Calendar) -> bool:
    """Whether what stands below a title that is a value is a cell of the column ``id``."""
    if is_blank(cell) or yes_or_no(cell) is not None or may_number_lessons(cell):
        return False
    return is_read(form.column(id), cell, calendar)


def is_read(column: Column, cell: object, calendar: Calendar) -> bool:
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
