"""Copies of a database for tests that should each find it as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

# Beside the file that holds the sample term: of every sheet its file, why it was refused, and how grave
# what was found in it is.
READINGS = "readings.json"


class Copies(ExitStack):
    """Copies of a SQLite file that nobody has open; the one given is given again until it is written to.

    What a process keeps of a database for as long as it stays the same is so worked out once for all
    tests that only read.
    """

    def __init__(self, original: Path, folders: pytest.TempPathFactory) -> None:
        super().__init__()
        self._original, self._folders = original, folders
        self._copy: tuple[Path, sqlite3.Connection, int] | None = None

    def unwritten(self) -> Path:
        """A copy to which nothing was written since it was made."""
        if self._copy is None or commits(self._copy[1]) != self._copy[2]:
            file = Path(shutil.copy(self._original, self._folders.mktemp("copy") / "ruqi.db"))
            watching = self.enter_context(closing(sqlite3.connect(file)))
            self._copy = file, watching, commits(watching)
        return self._copy[0]


def commits(watching: sqlite3.Connection) -> int:
    """A number that changes with every commit of others."""
    number: int = watching.execute("PRAGMA data_version").fetchone()[0]
    return number
