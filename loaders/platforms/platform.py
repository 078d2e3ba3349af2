"""What a platform declares: its name, the titles by which a sheet of it is known, and its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from loaders.cells.text import fold
from loaders.platforms.evidence import Asked
from loaders.platforms.layout import Layout
from loaders.platforms.tables import Table
from schema.findings import Finding
from schema.platforms import ClassTitles

# Times, numbers of files and copies that a download carries in its name: no part of a title.
_OF_DOWNLOAD = re.compile(r"[-_ ]{0,9}(?:\d{4}[-年.]\d{1,2}[-月.]\d{1,2}日?|\d{6,})[-_ :.\d]*|\(\d+\)$")


@dataclass(frozen=True)
class Platform:
    """A sheet is of this platform if one row at its top shows all titles of one of ``signs``.

    ``gives`` says what is read, for the documents. A row that has a column of classes of ours is no
    platform's, unless it ``names_classes``. ``read`` is given the sheet, the position of the row and
    what is known beside it; it gives the tables of the sheet, or ``None`` for a sheet that is to be
    read like any other, and raises ``Refused``.
    """

    title: str
    gives: str
    signs: tuple[frozenset[str], ...]
    read: Callable[[Layout, int, Asked], list[Table] | None]
    names_classes: bool = False


def titles_of(platform: str, course: str, group: str, asked: Asked) -> ClassTitles:
    """The titles of a sheet: its own, else those of a sheet before it, else the name of the file."""
    if course:
        asked.titles.setdefault(platform, ClassTitles(platform, course, group))
        return ClassTitles(platform, course, group)
    if platform in asked.titles:
        return asked.titles[platform]
    stem = fold(PurePath(asked.file).stem)
    return ClassTitles(platform, _OF_DOWNLOAD.sub("", stem).strip(" -_") or stem)


def nameless(layout: Layout, header: int, place: int, rows: list[int]) -> list[Finding]:
    """Rows of a list, as a spreadsheet shows them, in which the column that names people is blank."""
    title = layout.written(header, place)
    return [Finding("nameless_person", layout.grid.name, row, title, None, {}, place) for row in rows]
