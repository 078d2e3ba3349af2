"""A virus scanner, where the server is told of one: what comes in is shown to it before it is kept.

``RUQI_CLAMD`` names a clamd, as ``host:port`` or ``unix:/path``; without it nothing is scanned. A scanner
that does not answer lets nothing in: who configured one wants no file unseen.
"""

from __future__ import annotations

import os
import socket
import struct

from schema.findings import Refusal

VARIABLE = "RUQI_CLAMD"
SECONDS = 30.0  # for one file
_CHUNK = 2**16
_LONGEST_ANSWER = 4096


class Unsafe(Exception):
    """A file was not taken, because of what the scanner says of it or because it says nothing."""

    def __init__(self, code: str, **details: object) -> None:
        self.refusal = Refusal(code, details)
        super().__init__(self.refusal.message("en"))

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.refusal.message(language)


def require_clean(content: bytes) -> None:
    """Raise :class:`Unsafe` where the scanner finds something in ``content``, or cannot be asked."""
    address = os.environ.get(VARIABLE, "").strip()
    if not address:
        return
    try:
        answer = _asked(address, content)
    except (OSError, ValueError) as error:
        raise Unsafe("scanner_unreachable") from error
    name, _space, verdict = answer.partition(":")[2].strip().rpartition(" ")
    if verdict == "FOUND":
        raise Unsafe("infected", found=name)
    if verdict != "OK":
        raise Unsafe("scanner_unreachable")


def _asked(address: str, content: bytes) -> str:
    """What clamd answers to its command INSTREAM: ``stream: OK`` or ``stream: NAME FOUND``."""
    with _connected(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            chunk = content[start : start + _CHUNK]
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
            received = connection.recv(_LONGEST_ANSWER)
            if not received:
                break
            answer += received
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
