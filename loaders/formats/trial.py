"""A trial read in a child process with little memory.

Binary formats, whose cost cannot be told from their bytes, are read there first: a file that
would exhaust the memory, by its size or by a damaged length in it, ends the child and not the
dashboard.
"""

from __future__ import annotations

import subprocess
import sys

from loaders.formats.grid import Refused
from schema import limits

# What ends the child in a smaller file is damage rather than size.
_SMALL_BYTES = 1024 * 1024

_SCRIPT = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
except (ImportError, ValueError, OSError):
    pass  # no such limit on this system: the time limit still holds
import io, python_calamine
data = sys.stdin.buffer.read()
try:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > {cells}:
            sys.exit(4)
        sheet.to_python()
except MemoryError:
    sys.exit(3)
except BaseException as error:
    if isinstance(error, SystemExit):
        raise
    sys.exit(0)  # damage is told, in better words, by the read that follows
"""


def survive(data: bytes) -> None:
    """Raise ``Refused`` if reading ``data`` takes more memory or time than a workbook may."""
    script = _SCRIPT.format(limit=limits.TRIAL_ADDRESS_SPACE, cells=limits.MAX_CELLS)
    try:
        # Isolated mode: nothing from the working directory or the environment is imported.
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-I", "-c", script], input=data, capture_output=True, check=False,
            timeout=limits.TRIAL_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refused("unsafe_file") from error
    if done.returncode == 4:
        raise Refused("too_many_cells")
    if done.returncode != 0:
        raise Refused("damaged" if len(data) < _SMALL_BYTES else "unsafe_file")
