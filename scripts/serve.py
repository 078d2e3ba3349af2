"""Serve the dashboard on this machine: at 8501, else at the next free port, and say where.

``RUQI_PORT`` asks for another first port. The address is 127.0.0.1, so nobody else on the
network sees an installation that was only meant to be tried.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 100


def main() -> None:
    """Replace this process by Streamlit's server."""
    port = free_port(int(os.environ.get("RUQI_PORT", FIRST_PORT)))
    print(f"如期 Ruqi → http://{HOST}:{port}  （按 Ctrl+C 停止 · Ctrl+C stops it）", flush=True)
    os.chdir(ROOT)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    options = [
        f"--server.address={HOST}",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
    ]
    os.execv(sys.executable, [*command, *options])  # noqa: S606 - our own interpreter and script


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
