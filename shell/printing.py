"""What the commands print for programs."""

from __future__ import annotations

import codecs
import io
import json
import sys


def as_json(value: object) -> str:
    """``value`` as JSON; raises ``ValueError`` for what JSON has no word for."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def print_json(value: object) -> None:
    """Print ``value`` as JSON, whole: piecemeal, a large table takes seconds."""
    print(as_json(value))


def print_in_any_encoding() -> None:
    """Let what the terminal's encoding has no character for be escaped as in JSON: it stays JSON."""
    codecs.register_error("as_json", _escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="as_json")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end
