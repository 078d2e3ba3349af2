"""Finding the header of a table, and from it the kind of the sheet.

Matching is exact after folding: full-width forms, blanks, line breaks, punctuation, marks of
required columns and remarks in brackets do not count. Similarity is used for hints only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from loaders.cells.text import clean, fold, plain, without_footnotes
from loaders.formats.grid import Grid, Merge, Refused
from schema import limits
from schema.kinds import all_forms
from schema.model import SheetForm, SheetKind

_BRACKETED = re.compile(r"[(\[{【〔〖<][^()\[\]{}【】〔〕〖〗<>]*[)\]}】〕〗>]")
_NUMBERING = re.compile(r"^\d{1,2}[.、)）\s]*(?=\D)")
_REMARK = re.compile(r"(?:\(?(?:必填|选填|可不填|如有)\)?|[:：])$")
_PUNCTUATION = re.compile(r"[\W_]+")
# A column that only numbers the rows stands for a number of theirs where the sheet has no other.
_SERIALS = frozenset(("序号", "No", "No."))
_DEEPEST = 3
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_HEADER = 200  # with the remarks that some put into it
_SIMILAR = 80
_SHOWN_HEADER = 40


@dataclass(frozen=True)
class Header:
    """Where a table begins and which column holds what.

    ``columns`` maps column ids to positions, ``titles`` gives the header of each position as
    written; ``missing`` are ids of required columns that the header does not show.
    """

    kind: SheetKind
    form: SheetForm
    first_row: int
    depth: int
    columns: dict[str, int]
    titles: dict[int, str]
    duplicates: tuple[tuple[int, int], ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def body_row(self) -> int:
        """The first row below the header, from 0."""
        return self.first_row + self.depth


def _key(text: str) -> str:
    return _PUNCTUATION.sub("", text.lower())


@lru_cache(maxsize=16_384)
def header_keys(text: str) -> tuple[str, ...]:
    """The forms in which a header is looked up: whole, without remarks, without brackets."""
    folded = fold(text)
    unnumbered = _NUMBERING.sub("", folded)
    unbracketed = _BRACKETED.sub("", unnumbered)
    variants = (folded, unnumbered, _REMARK.sub("", unnumbered), unbracketed, _REMARK.sub("", unbracketed))
    return tuple(dict.fromkeys(key for key in map(_key, variants) if key))


@lru_cache(maxsize=1)
def _index() -> dict[str, dict[str, str]]:
    """Header key → table name → column id: most cells of a sheet are no header of any form."""
    index: dict[str, dict[str, str]] = {}
    for _, form in all_forms():
        for column in reversed(form.columns):
            for header in column.headers:
                index.setdefault(_key(fold(header)), {})[form.table] = column.id
    return index


def find_header(grid: Grid, kind: str | None = None) -> Header | None:
    """The header that explains most columns, ``None`` if no row looks like one.

    With ``kind`` only forms of that kind are considered. The best header may still lack
    required columns: see ``missing``.
    """
    top = min(len(grid.rows), limits.HEADER_SEARCH_ROWS)
    texts = [[_cell_text(cell) for cell in row] for row in grid.rows[: top + _DEEPEST]]
    forms = [(k, f) for k, f in all_forms() if kind in (None, k.id)]
    best: tuple[tuple[object, ...], Header] | None = None
    for row in range(top):
        for depth in range(1, min(_DEEPEST, len(texts) - row) + 1):
            if best and best[0][0] and _width(texts, grid.merges, row, depth) < len(best[1].columns):
                continue  # cannot explain as much, so the rows of data are soon through
            paths = _paths(texts, grid.merges, row, depth)
            places = _known_columns(paths)
            for sheet_kind, form in forms:
                known = places.get(form.table, ())
                header = _match(sheet_kind, form, known, row, depth) if len(known) > 1 else None
                if header is None:
                    continue
                rank = (not header.missing, len(header.columns), -depth, -row)
                if best is None or rank > best[0]:
                    best = (rank, header)
    return best[1] if best else None


def _width(texts: list[list[str]], merges: Sequence[Merge], row: int, depth: int) -> int:
    """How many columns a header in these rows can have at most."""
    block = texts[row : row + depth]
    if any(top < row + depth and bottom >= row for top, _, bottom, _ in merges):
        return len(block[0])
    return sum(map(any, zip(*block, strict=True)))


def _cell_text(cell: object) -> str:
    """What of a cell may be a header, or a part of one: words, and no long sentence."""
    text = plain(cell)
    if not isinstance(text, str) or len(text) > _LONGEST_HEADER or not _LETTER.search(text):
        return ""
    return clean(without_footnotes(text))


Path = list[tuple[tuple[str, ...], str]]  # lookup keys in order of preference, with the title


def _paths(texts: list[list[str]], merges: Sequence[Merge], row: int, depth: int) -> list[Path]:
    """For each column the headers it can be looked up by, the most telling first."""
    block = [list(line) for line in texts[row : row + depth]]
    if depth > 1:
        _fill_merges(block, merges, row)
    paths: list[Path] = []
    for column in range(len(block[0]) if block else 0):
        parts = list(dict.fromkeys(line[column] for line in block if line[column]))
        if not parts:
            paths.append([])
            continue
        path: Path = []
        if len(parts) > 1:
            path.append((header_keys("".join(parts)), "/".join(parts)))
        path.append((header_keys(parts[-1]), parts[-1]))
        above = _parent_to_the_left(block, column) if depth > 1 else ""
        if above and above not in parts:
            path.append((header_keys(above + parts[-1]), f"{above}/{parts[-1]}"))
        paths.append(path)
    return paths


def _parent_to_the_left(block: list[list[str]], column: int) -> str:
    """The nearest upper header to the left: formats without merges leave its other cells blank."""
    return next((block[0][left] for left in range(column, -1, -1) if block[0][left]), "")


def _fill_merges(block: list[list[str]], merges: Sequence[Merge], first: int) -> None:
    last = first + len(block) - 1
    for top, left, bottom, right in merges:
        if top < first or top > last:
            continue
        text = block[top - first][left] if left < len(block[0]) else ""
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, len(block[0]) - 1) + 1):
                block[row - first][column] = text


Place = tuple[int, str, str]  # position, column id, title


def _known_columns(paths: list[Path]) -> dict[str, list[Place]]:
    """By table name, the positions whose header it knows."""
    index = _index()
    found: dict[str, list[Place]] = {}
    for position, path in enumerate(paths):
        named: dict[str, tuple[str, str]] = {}
        for keys, title in path:
            for key in keys:
                for table, id in index.get(key, {}).items():
                    named.setdefault(table, (id, title))
        for table, (id, title) in named.items():
            found.setdefault(table, []).append((position, id, title))
    return found


def _match(kind: SheetKind, form: SheetForm, places: Sequence[Place], row: int, depth: int) -> Header | None:
    columns: dict[str, int] = {}
    titles: dict[int, str] = {}
    duplicates: list[tuple[int, int]] = []
    named = {id for _, id, title in places if title not in _SERIALS}
    for position, id, title in places:
        if title in _SERIALS and id in named:
            continue
        titles[position] = title
        if id in columns:
            duplicates.append((position, columns[id]))
        else:
            columns[id] = position
    if len(columns) < 2 or not any(sign in columns for sign in form.signs):
        return None
    missing = _missing(form, columns)
    return Header(kind, form, row, depth, columns, titles, tuple(duplicates), missing)


def _missing(form: SheetForm, columns: Iterable[str]) -> tuple[str, ...]:
    """Titles of what the header must show and does not."""
    shown = set(columns)
    titles = [column.title for column in form.columns if column.required and column.id not in shown]
    groups = (*form.one_of, *((form.key_dates,) if form.key_dates else ()))
    either = [
        "/".join(form.column(id).title for id in group) for group in groups if not shown.intersection(group)
    ]
    return (*titles, *either)


def similar_headers(grid: Grid, header: Header) -> list[tuple[int, str, str]]:
    """Unknown headers that resemble a column the sheet lacks: position, title and suggestion."""
    wanted = {_key(c.title): c.title for c in header.form.columns if c.id not in header.columns}
    hints = []
    for position, cell in enumerate(grid.rows[header.body_row - 1]):
        title = _cell_text(cell)
        if position in header.titles or not title or len(title) > _SHOWN_HEADER:
            continue
        best = process.extractOne(_key(fold(title)), wanted.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
        if best:
            hints.append((position, title, wanted[best[0]]))
    return hints


def require_complete(header: Header) -> None:
    """Raise ``Refused`` naming the required columns that the header lacks."""
    if header.missing:
        raise Refused(
            "missing_columns", kind_zh=header.kind.title, kind_en=header.kind.title_en,
            columns="、".join(header.missing),
        )  # fmt: skip
