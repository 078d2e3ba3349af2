"""Reading a sheet of people: who is to have which role."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from access import ROLES, Role, read_login
from loaders.beside import titles_seen
from loaders.cells.numbers import read_yesno
from loaders.cells.text import Unreadable, fold, is_blank, is_empty, refuse_special, shown
from loaders.cells.units import find_unit, read_unit
from loaders.cells.words import read_choice, read_id, read_text
from loaders.formats.grid import Grid, Refused
from loaders.formats.open import open_book
from loaders.titles import header_keys
from schema import limits
from schema.findings import Finding, Refusal
from schema.model import Vocabulary
from schema.people import COLUMNS, TITLE, TITLE_EN
from schema.term import Term
from services.messages.settings import is_address

_ALSO = {
    Role.ADMIN: ("管理员", "教务处", "教务", "教务管理员", "administrator"),
    Role.LEADER: ("校领导", "校区领导", "院领导", "只读"),
    Role.REPORTER: ("填报", "填报人", "学院秘书", "教学秘书", "学院", "上报人"),
    Role.STUDENT_AFFAIRS: ("学工处", "学生处", "学生工作", "学工部"),
    Role.NETWORK: ("网络", "网络与信息中心", "信息中心", "信息化"),
}
_WORDS = Vocabulary(
    {ROLES[role][0]: (ROLES[role][1], role.value, *_ALSO[role]) for role in Role}, closed=True
)
_ROLE_OF = {ROLES[role][0]: role for role in Role}
_BETWEEN_UNITS = re.compile(r"[、，,；;/\n]")
_COLUMN_OF = {header_keys(header)[0]: column.id for column in COLUMNS for header in column.headers}
_BY_ID = {column.id: column for column in COLUMNS}


@dataclass(frozen=True)
class Entry:
    """What a row says: the ``role`` of a login, ``None`` to take it away.

    A blank ``address`` leaves where mail goes as it is.
    """

    row: int
    login: str
    name: str
    role: Role | None
    units: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class PeopleSheet:
    """A sheet of people as it was read; ``refused`` says why nothing of it is taken."""

    file: str
    refused: Refusal | None = None
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_people(content: bytes, file: str, term: Term) -> PeopleSheet:
    """Read the first visible sheet of ``content`` that has the header of a sheet of people."""
    name = PurePath(file).name
    try:
        book = open_book(content)
        notes = [Finding("hidden_sheet", sheet, details={"name": sheet}) for sheet in book.hidden]
        for _sheet, load in book.visible:
            grid = load()
            header = _header(grid)
            if header:
                return _read(name, grid, header, term, notes)
    except Refused as refused:
        return PeopleSheet(name, refused.refusal)
    return PeopleSheet(name, Refusal("no_header", titles_seen(None)))


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of the header, from 0, and the place of each column; ``None`` where there is none."""
    best: tuple[int, dict[str, int]] | None = None
    for place, row in enumerate(grid.rows[: limits.HEADER_SEARCH_ROWS]):
        positions: dict[str, int] = {}
        for position, cell in enumerate(row):
            keys = header_keys(cell) if isinstance(cell, str) else ()
            id = next((_COLUMN_OF[key] for key in keys if key in _COLUMN_OF), None)
            if id:
                positions.setdefault(id, position)
        if len(positions) >= 2 and (best is None or len(positions) > len(best[1])):
            best = (place, positions)
    return best


def _read(
    file: str, grid: Grid, header: tuple[int, dict[str, int]], term: Term, notes: list[Finding]
) -> PeopleSheet:
    top, places = header
    missing = [column.title for column in COLUMNS if column.required and column.id not in places]
    if missing:
        details = {
            "kind_zh": TITLE,
            "kind_en": TITLE_EN,
            "columns": "、".join(missing),
            "day_zh": "",
            "day_en": "",
        }
        return PeopleSheet(file, Refusal("missing_columns", details))
    titles = {id: fold(str(grid.rows[top][place])) for id, place in places.items()}
    rows = [_Row(grid, number, places, titles) for number in range(top + 1, len(grid.rows))]
    rows = [row for row in rows if not row.is_empty]
    if not rows:
        return PeopleSheet(file, Refusal("no_rows"))
    entries = [entry for row in rows if (entry := row.entry(term))]
    findings = [*notes, *(finding for row in rows for finding in row.findings)]
    kept, repeated = _settled(entries, grid.name, titles["login"])
    return PeopleSheet(file, None, kept, sorted([*findings, *repeated], key=lambda f: f.row or 0))


class _Row:
    """A row while it is read: its cells, and what is wrong with it."""

    def __init__(self, grid: Grid, place: int, places: dict[str, int], titles: dict[str, str]) -> None:
        self.number, self._sheet, self._titles = place + 1, grid.name, titles
        self._cells = {id: _merged(grid, place, position) for id, position in places.items()}
        self.findings: list[Finding] = []
        self._lost = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, or only a note under the table."""
        return all(is_empty(cell) for id, cell in self._cells.items() if id in {"login", "role"})

    def entry(self, term: Term) -> Entry | None:
        """What the row says, ``None`` for what an error has cost."""
        text = self._value("login", read_id)
        login = read_login(text) if text else None
        if text and login is None:
            self._add("bad_login", "login")
        disabled = bool(self._value("disabled", read_yesno))
        word = self._value("role", lambda cell: read_choice(cell, _WORDS), needed=not disabled)
        role = None if disabled or word is None else _ROLE_OF[word]
        units = self._units(term) if role is Role.REPORTER else ()
        name = self._value("name", read_text) or ""
        address = self._value("address", read_text) or ""
        if address and not is_address(address):
            self._add("bad_address", "address")
        if role is Role.REPORTER and not units:
            self._add("reporter_without_unit", "units" if "units" in self._cells else "role")
        if self._lost or login is None:
            return None
        return Entry(self.number, login, name, role, units, address)

    def _units(self, term: Term) -> tuple[str, ...]:
        cell = self._cells.get("units")
        text = fold(cell) if isinstance(cell, str) else ""
        whole = find_unit(text, term)
        if whole or is_blank(text):
            return (whole,) if whole else ()
        names = []
        for part in _BETWEEN_UNITS.split(text):
            unit = self._read("units", lambda cell: read_unit(cell, term), part.strip())
            names += [unit] if unit else []
        return tuple(dict.fromkeys(names))

    def _value(self, id: str, read: Callable[[object], Any], *, needed: bool = True) -> Any:
        """A cell as ``read`` reads it; a required one that holds nothing is an error."""
        if id not in self._cells:
            return None
        findings_before = len(self.findings)
        value = self._read(id, read, self._cells[id])
        if value is None and _BY_ID[id].required and needed and len(self.findings) == findings_before:
            self._add("missing_value", id)
        return value

    def _read(self, id: str, read: Callable[[object], Any], cell: object) -> Any:
        try:
            refuse_special(cell)
            return read(cell)
        except Unreadable as problem:
            self._add(problem.code, id, cell, **problem.details)
            return None

    def _add(self, code: str, id: str, cell: object = None, **details: object) -> None:
        """Note what is wrong: any doubt costs the row, for a role is nothing to guess."""
        value = shown(self._cells[id] if cell is None else cell)
        details = {**details, "severity": "error"}
        self.findings.append(
            Finding(code, self._sheet, self.number, self._titles[id], value or None, details)
        )
        self._lost = True


def _merged(grid: Grid, row: int, column: int) -> object:
    """A cell, or the one that is merged over it from above."""
    for top, left, bottom, _right in grid.merges:
        if left == column and top < row <= bottom:
            return grid.rows[top][column]
    return grid.rows[row][column]


def _settled(entries: list[Entry], sheet: str | None, title: str) -> tuple[list[Entry], list[Finding]]:
    """Each login once: an exact repeat counts once, and what contradicts itself not at all."""
    by_login: dict[str, list[Entry]] = {}
    for entry in entries:
        by_login.setdefault(entry.login, []).append(entry)
    kept, findings = [], []
    for login, same in by_login.items():
        first, *others = same
        if len({(entry.name, entry.role, frozenset(entry.units), entry.address) for entry in same}) == 1:
            kept.append(first)
            first_row = {"first": first.row}
            findings += [Finding("repeated_row", sheet, each.row, title, login, first_row) for each in others]
            continue
        for entry in same:
            rows = "、".join(str(other.row) for other in same if other is not entry)
            details = {"others": rows, "key": login}
            findings.append(Finding("conflicting_rows", sheet, entry.row, title, login, details))
    return kept, findings
