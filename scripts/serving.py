"""A Streamlit server of our own to look at or to measure, for as long as it is needed."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from schema.term import load_term
from scripts.serve import HOST, free_port
from services.desk import Desk
from services.sample import load_sample
from shell.opening import OPERATOR
from store import open_store

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@contextmanager
def serving_sample(first_port: int, sample: Path | None = None) -> Iterator[str]:
    """The address of a dashboard over a database of its own that holds the sample term.

    ``sample`` is a SQLite file that holds it already, to be copied; without one it is loaded, which
    takes some seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.db"
        url = f"sqlite:///{file}"
        if sample is None:
            with sample_in(url):
                pass
        else:
            shutil.copy(sample, file)
        with serving(ROOT / "dashboard.py", first_port, {"DATABASE_URL": url}) as address:
            yield address


@contextmanager
def sample_in(url: str) -> Iterator[Desk]:
    """The desk of the shell over a new database at ``url`` that holds the sample term."""
    term = load_term()
    with open_store(url) as store:
        load_sample(store, term)
        yield Desk(store, term, OPERATOR)


@contextmanager
def serving(
    script: Path, first_port: int, environment: Mapping[str, str] | None = None, options: Sequence[str] = ()
) -> Iterator[str]:
    """The address of a server that runs ``script`` with more ``options``; it is stopped afterwards.

    Raises ``TimeoutError`` when it does not answer in time.
    """
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    with ExitStack() as stack:
        with _one_at_a_time():
            port = free_port(first_port)
            usual = [f"--server.address={HOST}", f"--server.port={port}", "--server.headless=true"]
            # What the server says is thrown away: a pipe that nobody reads would fill up and stop it.
            server = subprocess.Popen(
                [*command, *usual, *options],
                cwd=ROOT,
                env={**os.environ, **(environment or {})},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(server.wait, timeout=30)
            stack.callback(server.terminate)
            address = f"http://{HOST}:{port}"
            wait_for(f"{address}/_stcore/health")
        yield address


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Until a server listens its port looks free: another process that starts one waits so long."""
    with (Path(tempfile.gettempdir()) / f"ruqi-serving-{os.getuid()}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def wait_for(url: str) -> None:
    """Return once ``url`` answers; raises ``TimeoutError`` when it does not in time."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server's address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {START_SECONDS} seconds")
