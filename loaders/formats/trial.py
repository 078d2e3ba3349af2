"""A trial read in a child process with little memory.

Binary formats, whose cost cannot be told from their bytes, are read there first: a file that
would exhaust the memory, by its size or by a damaged length in it, ends the child and not the
dashboard.
"""

from __future__ import annotations

import math
import mmap
import subprocess
import sys
from pathlib import Path

from loaders.formats.grid import Refused
from schema import limits

if sys.platform != "win32":  # there the limits of time hold alone
    import resource

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


_ENCLOSED: list[bool] = []


def enclose(memory: int) -> None:
    """Let this process have ``memory`` bytes more than it has; then it needs no trial: it is one."""
    _ENCLOSED.append(True)
    if sys.platform != "win32":
        held = _address_space()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, hard))


def allow_seconds(seconds: int) -> None:
    """Let this process compute for ``seconds`` from now on; the system ends it after that."""
    if sys.platform != "win32":
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        spent = math.ceil(usage.ru_utime + usage.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, hard))


def peak_memory() -> int:
    """The most bytes that this process has held at once; 0 where the system does not say.

    On Linux what ``getrusage`` says begins with the most that the parent held, however large that is.
    """
    if sys.platform == "win32":
        return 0
    if (status := Path("/proc/self/status")).exists():
        (peak,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return 1024 * int(peak.split()[1])
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _address_space() -> int:
    """The bytes of address space that this process has; as Linux counts them, else none."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * mmap.PAGESIZE


def survive(data: bytes) -> None:
    """Raise ``Refused`` if reading ``data`` takes more memory or time than a workbook may."""
    if _ENCLOSED:
        return
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
        raise Refused(cause_of_end(len(data)))


def cause_of_end(size: int) -> str:
    """The code of the refusal of a file of ``size`` bytes that has ended the process which read it."""
    return "damaged" if size < _SMALL_BYTES else "unsafe_file"
