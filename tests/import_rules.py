"""Who may import whom: the table of the architecture, and a walk that finds what breaks it.

Every module and package at the top of the repository is a *room*. A room that has no line in
the table is a breach too, so that nothing grows beside the house unnoticed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FIGURES = {"schema", "access", "loaders", "store", "metrics", "charts", "exports", "services"}

# room → the rooms of ours, or the one folder of a room, that it may import, besides itself
ALLOWED: dict[str, set[str]] = {
    "schema": set(),
    "access": {"schema"},
    "loaders": {"schema"},
    "store": {"schema"},
    "metrics": {"schema"},
    "charts": {"schema", "metrics.indicators"},
    "exports": {"schema", "metrics", "charts"},
    "services": {"schema", "access", "loaders", "store", "metrics", "charts", "exports"},
    "ui": _FIGURES,
    "pages": {*_FIGURES, "ui"},
    "server": {*_FIGURES, "ui"},
    "dashboard": {"access", "server", "ui"},
    "shell": _FIGURES,
    "cli": {*_FIGURES, "shell"},
    "sample_data": {"schema"},
    "scripts": {*_FIGURES, "cli", "shell", "sample_data"},
}
# A heading of the menu is a folder of its screens and their sections: what two headings share belongs to
# ui or to a room below.
APART = {"pages"}
# library → the only rooms of the product that may know it
CONFINED: dict[str, set[str]] = {
    "streamlit": {"dashboard", "pages", "server", "ui"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "python_calamine": {"loaders"},
    "typer": {"cli", "shell"},
    "requests": {"access", "services"},
    "pyspark": {"metrics"},
}
# These measure, draw or take pictures of the product from outside it.
OUTSIDE = {"scripts", "sample_data"}
# Folders that hold no part of the product.
IGNORED = {"tests", "var", "docs", "build", "dist"}


@dataclass(frozen=True)
class Breach:
    """One import, or one room, that the table does not allow."""

    file: str
    line: int
    why: str

    def __str__(self) -> str:
        """``pages/board/unit.py:3: pages may not import cli``, which an editor can jump to."""
        return f"{self.file}:{self.line}: {self.why}"


def modules(root: Path) -> list[Path]:
    """Every module of the product under ``root``, in order."""
    tops = [top for top in root.iterdir() if not top.name.startswith(".") and top.name not in IGNORED]
    inside = [path for top in tops if top.is_dir() for path in top.rglob("*.py")]
    return sorted([*inside, *root.glob("*.py")])


@cache
def parsed(path: Path) -> ast.Module:
    """The module at ``path``; raises ``SyntaxError`` for what is no Python."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def breaches(root: Path) -> list[Breach]:
    """All breaches of the table under ``root``; raises ``SyntaxError`` for what is no Python."""
    rooms = {room_of(path, root) for path in modules(root)} | set(ALLOWED)
    found = []
    for path in modules(root):
        room, file = room_of(path, root), path.relative_to(root).as_posix()
        if room not in ALLOWED:
            found.append(Breach(file, 1, f"the room {room} has no line in the table of import rules"))
            continue
        for line, name in imports(path, root):
            why = objection(room, name, rooms) or _apart(path, name, root)
            if why:
                found.append(Breach(file, line, why))
    return found


def room_of(path: Path, root: Path) -> str:
    """The room of a module: the top folder, or the file itself when it stands at the top."""
    return path.relative_to(root).parts[0].removesuffix(".py")


def imports(path: Path, root: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a module imports, wherever in it, by statement or by call."""
    package = path.relative_to(root).parts[:-1]
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Import():
                for alias in node.names:
                    yield node.lineno, alias.name
            case ast.ImportFrom(level=0, module=str(module)):
                yield node.lineno, module
            case ast.ImportFrom():
                base = package[: len(package) - node.level + 1]
                yield node.lineno, ".".join([*base, *([node.module] if node.module else [])])
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def _apart(path: Path, name: str, root: Path) -> str | None:
    """Why a module may not import ``name`` of another folder of its own room."""
    room, *folders = path.relative_to(root).parts[:-1] or ("",)
    other = name.split(".")
    if room not in APART or other[0] != room or other[1:2] == folders[:1]:
        return None
    return f"no folder of {room} imports another: share through ui or a room below"


def objection(room: str, name: str, rooms: set[str]) -> str | None:
    """Why ``room`` may not import ``name``; ``None`` when it may."""
    top = name.partition(".")[0]
    if top == room:
        return None
    if top in rooms and not any(f"{name}.".startswith(f"{one}.") for one in ALLOWED[room]):
        may = ", ".join(sorted(ALLOWED[room])) or "nothing of ours"
        return f"{room} may not import {top}; it may import {may}"
    if room not in OUTSIDE and room not in CONFINED.get(top, {room}):
        return f"{top} is known to {', '.join(sorted(CONFINED[top]))} only, not to {room}"
    return None
