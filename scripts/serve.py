"""Serve the dashboard on this machine: at 8501, else at the next free port, and say where.

``RUQI_PORT`` asks for another first port. The address is 127.0.0.1, so nobody else on the
network sees an installation that was only meant to be tried. The embedded database gets the
sample term when it is empty; one named by ``DATABASE_URL`` is left as it is.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from schema.term import load_term
from services.sample import is_wanted, load_sample
from store import open_store
from store.database import URL_VARIABLE

ROOT = Path(__file__).resolve().parent.parent
OWN_BROWSER = ROOT / ".browser"
HOST = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 100


def main() -> None:
    """Replace this process by Streamlit's server."""
    os.chdir(ROOT)
    if OWN_BROWSER.exists():  # what `make test` fetched also draws the exported pictures
        os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(OWN_BROWSER))
    if not os.environ.get(URL_VARIABLE):
        fill_embedded_database()
    port = free_port(int(os.environ.get("RUQI_PORT", FIRST_PORT)))
    print(f"如期 Ruqi → http://{HOST}:{port}  （按 Ctrl+C 停止 · Ctrl+C stops it）", flush=True)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = [
        f"--server.address={HOST}",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ]
    os.execv(sys.executable, [*command, *options])  # noqa: S606 - our own interpreter and script


def fill_embedded_database() -> None:
    """Load the sample term into the embedded database, on the first start only."""
    term = load_term()
    with open_store() as store:
        if is_wanted(store, term):
            print("首次启动，正在载入样例学期（约十几秒）… Loading the sample term, once ...", flush=True)
            load_sample(store, term)


def free_port(first: int) -> int:
    """The first port from ``first`` on at which nothing listens; exits when there is none."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as probe:
            # A port whose last server has just ended is free, though the system still lingers on it.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
        return port
    last = first + PORTS_TRIED - 1
    sys.exit(f"Every port from {first} to {last} is taken; name another: RUQI_PORT=9000 make run")


if __name__ == "__main__":
    main()
