"""Starting the server as an operator would, and speaking to it as a browser does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from scripts.bench.visitor import Visitor
from scripts.serving import ROOT

SECONDS = 60
# Without its welcome, which would ask a server elsewhere for this one's address.
QUIET = ("--server.headless=true", "--logger.hideWelcomeMessage=true")


def started(options: Sequence[str], environment: Mapping[str, str] | None = None) -> tuple[int, str]:
    """The exit status of a server that ends by itself, and what it said on standard error."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", *QUIET, *options]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RUQI_")}
    done = subprocess.run(
        command, cwd=ROOT, env=clean | dict(environment or {}), capture_output=True, check=False,
        encoding="utf-8", timeout=SECONDS,
    )  # fmt: skip
    return done.returncode, done.stderr


def seen(address: str, headers: Sequence[tuple[str, str]], page: str = "") -> str:
    """All that a page sends to whoever opens it with these ``headers``, as one text."""
    with _Listener(address, headers) as visitor:
        visitor.open(page)
        told = "\n".join(visitor.told).encode().decode("unicode_escape")
    return told.encode("latin-1", "replace").decode(errors="replace")


class _Listener(Visitor):
    """A visitor who keeps all that is sent, word by word."""

    def __init__(self, address: str, headers: Sequence[tuple[str, str]]) -> None:
        self.told: list[str] = []
        super().__init__(address, headers)

    def hear(self, message: ForwardMsg) -> bool:
        self.told.append(str(message))
        return super().hear(message)
