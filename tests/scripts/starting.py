"""Starting the server as an operator would, and speaking to it as a browser does."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

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
    return asyncio.run(_seen(address.replace("http", "ws"), headers, page))


async def _seen(address: str, headers: Sequence[tuple[str, str]], page: str) -> str:
    told = []
    async with asyncio.timeout(SECONDS):
        async with connect(
            f"{address}/_stcore/stream", additional_headers=list(headers), max_size=None, proxy=None,
            subprotocols=["streamlit"],
        ) as socket:  # fmt: skip
            ask = BackMsg()
            ask.rerun_script.query_string = ""
            ask.rerun_script.page_name = page
            await socket.send(ask.SerializeToString())
            while True:
                message = ForwardMsg.FromString(await socket.recv())
                told.append(str(message))
                # A run that turned to another page, or began again, is followed by one more.
                ended = message.WhichOneof("type") == "script_finished"
                if ended and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    break
    return (
        "\n".join(told)
        .encode()
        .decode("unicode_escape")
        .encode("latin-1", "replace")
        .decode(errors="replace")
    )
