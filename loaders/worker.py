"""A child process that reads workbooks for the dashboard, one after another, within limits.

What a hostile or huge file costs is paid here: memory beyond the limit and seconds beyond it end
this process and nobody else's. It is started by :mod:`loaders.pool` and knows no database, no
secret and no address: its environment is empty but for the few names that it is given.
"""

from __future__ import annotations

import os
import sys
import traceback
from multiprocessing.connection import Connection

from loaders.formats import trial
from loaders.pool import MEMORY, Answer, Job
from loaders.reader import read_workbook
from schema import limits

# Others go first: a page is drawn before a workbook is read.
_NICENESS = 10


def main(descriptor: int) -> None:
    """Read what comes through the socket ``descriptor`` until its other end is closed."""
    connection = Connection(descriptor)
    trial.enclose(limits.READER_MEMORY)
    os.nice(_NICENESS)
    while True:
        try:
            job: Job = connection.recv()
        except (EOFError, ConnectionError):
            return  # the dashboard has ended
        trial.allow_seconds(job.cpu_seconds)
        connection.send(_answer(job, connection))


def _answer(job: Job, connection: Connection) -> Answer:
    def tell(done: float) -> None:
        connection.send(done)

    try:
        readings = read_workbook(job.data, job.name, job.receipt, tell)
    except MemoryError:
        return Answer(ended_by=MEMORY)
    except Exception:  # noqa: BLE001 - a fault of ours is raised where the reading was asked for
        return Answer(fault=traceback.format_exc())
    return Answer(readings, is_worn=trial.peak_memory() > limits.READER_KEPT_MEMORY)


if __name__ == "__main__":
    main(int(sys.argv[1]))
