"""Finding the header of a table, and from it the kind of the sheet.

Matching is exact after folding, see :mod:`loaders.titles`; similarity is used for hints only.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from loaders.answers import has_answer
from loaders.class_of_line import class_of_line
from loaders.clocks import without_clocks
from loaders.declared import anchor_titles, columns_called
from loaders.formats.grid import Grid, Merge, Refused
from loaders.header import ANYTHING, ANYWHERE, Header, Search, implied_by, missing_in
from loaders.header_lines import Path, divided, paths_of
from loaders.pairs import pair_called
from loaders.said_above import lacks_what_lines_give, told_by_lines
from loaders.titles import ALIAS, ANSWERED, HIDDEN, MAPPED, OWN, STANDS_IN, STRIPPED, heading_of, title_in
from schema import limits
from schema.kinds import all_forms
from schema.mappings import NO_MAPPINGS, Mappings
from schema.model import ColumnType, SheetForm, SheetKind

_DEEPEST, _FEW = 3, 4
_PARTED = (ColumnType.COUNT, ColumnType.DATE, ColumnType.MOMENT)


def find_header(
    grid: Grid,
    search: Search = ANYTHING,
    rows: range | None = None,
    named: frozenset[str] = frozenset(),
) -> Header | None:
    """The header that explains most columns, ``None`` if no row looks like one.

    With ``rows`` only headers that begin there are considered; ``named`` are kinds that the title line names.
    The best header may still lack required columns: see ``missing``.
    """
    rows = rows or range(min(len(grid.rows), limits.HEADER_SEARCH_ROWS))
    texts = {
        row: [title_in(cell) for cell in grid.rows[row]]
        for row in range(rows.start, min(rows.stop + _DEEPEST, len(grid.rows)))
    }
    forms = [(k, f) for k, f in all_forms() if search.kind in (None, k.id)]
    ranked: list[tuple[tuple[object, ...], Header]] = []
    for row in rows:
        for depth in range(1, min(_DEEPEST, len(grid.rows) - row) + 1):
            block = [texts[line] for line in range(row, row + depth)]
            last = grid.rows[row + depth - 1]
            if class_of_line(last, search.plan) is not None or has_answer(last):
                break
            if depth > 1 and not _runs_on(block, grid.merges, row):
                break
            most = max((len(header.columns) for _, header in ranked if not header.missing), default=0)
            if most and _width(block, grid.merges, row) < min(most, _FEW):
                continue  # cannot explain as much, so the rows of data are soon through
            places = known_columns(paths_of(block, grid.merges, row), grid.hidden_columns, search.mappings)
            cut = _is_cut(grid.merges, row, depth)
            below = grid.rows[row + depth] if row + depth < len(grid.rows) else ()
            parted = divided(block[-1], below, grid.merges, row + depth - 1)
            for sheet_kind, form in forms:
                whole = [place for place in places.get(form.table, ()) if not _is_parted(place, parted, form)]
                header = _match(sheet_kind, form, whole, row, depth)
                if header is not None:
                    ranked.append((_rank(header, cut, named), header))
    return _best(ranked, grid, search, named) if ranked else None


def _best(
    ranked: Sequence[tuple[tuple[object, ...], Header]], grid: Grid, search: Search, named: Container[str]
) -> Header:
    """The header of the highest rank, with what may be said against it."""
    rank, best = max(ranked, key=lambda each: each[0])
    ranked = [(each, without_clocks(header, grid, search.calendar)) for each, header in ranked]
    best = without_clocks(best, grid, search.calendar)
    equals = [header.kind for other, header in ranked if other == rank and header.kind is not best.kind]
    best = replace(best, tied=tuple(equals))
    is_of_any = best.is_about_any and best.kind.id not in named
    if best.missing or is_of_any or not best.form.is_of_classes:
        # A class that a line names, or a sheet of classes without its day, is no total and no list of people.
        others = [h for _, h in sorted(ranked, key=lambda each: each[0], reverse=True) if h.missing]
        if is_of_any:
            others = [h for h in others if h.is_telling and lacks_what_lines_give(h)]
        else:
            others = [h for h in others if len(h.columns) >= len(best.columns)]
        others = [h for h in others if best.missing or h.form.is_of_classes]
        told = (told_by_lines(grid, header, search) for header in (best, *others))
        of_classes = [h for h in others if "class_id" in h.columns and not best.missing and not best.tied]
        best = next(filter(None, told), next(iter(of_classes), best))
    best = replace(best, mappings=search.mappings)
    return replace(best, rivals=_rivals(best, [header for _, header in ranked]))


def _runs_on(block: list[list[str]], merges: Sequence[Merge], row: int) -> bool:
    """Whether the last line may belong to a header begun above: it is not empty, and no second header."""
    if not any(block[-1]):
        return _is_cut(merges, row, len(block) - 1)
    return not (_is_header_by_itself(tuple(block[0])) and _is_whole(tuple(block[-1])))


@lru_cache(maxsize=1_024)
def _is_header_by_itself(line: tuple[str, ...]) -> bool:
    """Whether a line names an id and something else: it does not belong to a whole header below it."""
    named = sum(bool(columns_called(text)) for text in set(line) if text)
    return named > 1 and not anchor_titles().isdisjoint(line)


@lru_cache(maxsize=1_024)
def _is_whole(line: tuple[str, ...]) -> bool:
    """Whether a line is a complete header by itself."""
    places = known_columns([[(text, text)] if text else [] for text in line], frozenset())
    matched = (_match(kind, form, places.get(form.table, ()), 0, 1) for kind, form in all_forms())
    return any(header is not None and not header.missing for header in matched)


def _rank(header: Header, cut: bool, named: frozenset[str]) -> tuple[object, ...]:
    """What speaks for a header, the weightiest first."""
    complete, called = not header.missing, header.kind.id in named
    # What a plan holds may stand in a sheet of which the title says that it is another.
    is_of_title = called or not named or header.kind.id not in ANYWHERE
    return (
        complete and is_of_title, called, complete, complete and header.is_telling, len(header.columns),
        -len(header.missing), not cut, -header.depth, header.own_titles, -header.first_row,
    )  # fmt: skip


def _rivals(best: Header, headers: Sequence[Header]) -> tuple[Header, ...]:
    """Complete headers of other kinds in the same rows that explain columns which ``best`` does not."""
    others: dict[str, Header] = {}
    for header in headers:
        is_other = header.kind.id != best.kind.id and header.first_row == best.first_row
        more = set(header.columns.values()) - set(best.titles)
        if is_other and more and not header.missing and not header.implied:
            others.setdefault(header.form.table, header)
    return tuple(others.values())


def _is_cut(merges: Sequence[Merge], row: int, depth: int) -> bool:
    """Whether a cell of the header runs on below its last row, or begins above its first."""
    last = row + depth - 1
    return any((row <= top <= last < bottom) or (top < row <= bottom) for top, _, bottom, _ in merges)


def _width(block: list[list[str]], merges: Sequence[Merge], row: int) -> int:
    """How many columns a header in these rows can have at most."""
    if any(top < row + len(block) and bottom >= row for top, _, bottom, _ in merges):
        return len(block[0])
    return sum(map(any, zip(*block, strict=True)))


class Place(NamedTuple):
    """A column of which a header tells: where it stands, under which title, how well that is known.

    ``part`` is that of the two numbers in each cell which are its own.
    """

    position: int
    id: str
    title: str
    known: int
    part: int | None = None


def known_columns(
    paths: list[Path], hidden: frozenset[int], mappings: Mappings = NO_MAPPINGS
) -> dict[str, list[Place]]:
    """By table name, the positions whose header it knows; any shown column goes before a hidden one."""
    places: dict[str, list[Place]] = {}
    for position, path in enumerate(paths):
        named: dict[str, tuple[str, str, int]] = {}
        for text, title in path:
            for table, (id, known) in columns_called(text).items():
                named.setdefault(table, (id, title, known))
        for table, id in _mapped(path, mappings).items():
            named.setdefault(table, (id, path[0][1], MAPPED))
        pairs = _pairs(path)
        for table, (id, title, known) in named.items():
            rank = min(HIDDEN, known) if position in hidden else known
            if table not in pairs or known in (OWN, ALIAS):
                pairs.pop(table, None)
                places.setdefault(table, []).append(Place(position, id, title, rank))
        for table, (ids, title) in pairs.items():
            rank = HIDDEN if position in hidden else STRIPPED
            places.setdefault(table, []).extend(
                Place(position, id, title, rank, part) for part, id in enumerate(ids)
            )
    return places


def _pairs(path: Path) -> dict[str, tuple[tuple[str, str], str]]:
    """By table name, the two counts that stand in one cell, and their title."""
    pairs: dict[str, tuple[tuple[str, str], str]] = {}
    for text, title in path:
        for table, ids in pair_called(text).items():
            pairs.setdefault(table, (ids, title))
    return pairs


def _is_parted(place: Place, parted: set[int], form: SheetForm) -> bool:
    """Whether a count or a day stands in several columns, of which the first is a part, or another one."""
    return place.position in parted and form.column(place.id).type in _PARTED


def _mapped(path: Path, mappings: Mappings) -> Mapping[str, str]:
    """By table name, the column that somebody has said a title means: the whole of it, all its lines."""
    return mappings.by_text.get(heading_of(path[0][1]), {}) if path and mappings.meanings else {}


def _match(kind: SheetKind, form: SheetForm, places: Sequence[Place], row: int, depth: int) -> Header | None:
    """The header that ``places`` make for ``form``: of two columns for one thing its own title wins."""
    if len(places) < 2:
        return None
    named = {place.id for place in places if place.known > STANDS_IN}
    places = [place for place in places if place.known > STANDS_IN or place.id not in named]
    best: dict[str, Place] = {}
    for place in places:
        if place.id not in best or place.known > best[place.id].known:
            best[place.id] = place
    columns = {id: place.position for id, place in best.items()}
    answered = frozenset(id for id, place in best.items() if _is_answered(place, form, columns))
    implied = implied_by(form, columns, answered)
    if form.lesson and not implied:
        # The students of a class are those due at one lesson, and not at all that a row may tell of.
        columns = {id: at for id, at in columns.items() if best[id].known != STANDS_IN}
    if len(columns) < 2 or not any(sign in columns for sign in (*form.signs, *form.weak_signs)):
        return None
    titles = {place.position: place.title for place in places}
    others = [(place.position, columns[place.id]) for place in places if place.id in columns]
    duplicates = tuple((position, first) for position, first in others if position != first)
    own = sum(place.known == OWN for place in best.values())
    mapped = frozenset(id for id, place in best.items() if place.known == MAPPED)
    parts = {id: place.part for id, place in best.items() if place.part is not None}
    lacking = missing_in(form, {*columns, *implied})
    return Header(
        kind,
        form,
        row,
        depth,
        columns,
        titles,
        duplicates,
        lacking,
        own,
        by_mapping=mapped,
        answered=answered,
        implied=implied,
        parts=parts,
    )


def _is_answered(place: Place, form: SheetForm, columns: Container[str]) -> bool:
    """Whether a column asks 是 or 否: by its title, or as somebody has said that it tells of lessons held."""
    if place.known == MAPPED and form.lesson is not None:
        planned, held, _ = form.lesson
        return place.id == held and planned not in columns
    return place.known == ANSWERED


def require_complete(header: Header) -> None:
    """Raise ``Refused`` naming the required columns that the header lacks."""
    if not header.missing:
        return
    form, day_zh, day_en = header.form, "", ""
    if form.day_of_sheet and form.column(form.day_of_sheet).title in header.missing:
        day_zh = "如各行是同一天的，在表上方写一行“统计日期：2月24日”也可以。"
        day_en = " If all rows are of one day, a line such as 统计日期：2月24日 above the table will do."
    names = {
        "kind_zh": header.kind.title,
        "kind_en": header.kind.title_en,
        "day_zh": day_zh,
        "day_en": day_en,
    }
    raise Refused("missing_columns", columns="、".join(header.missing), **names)
