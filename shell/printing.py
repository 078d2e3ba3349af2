"""What the commands print, for programs and for people."""

from __future__ import annotations

import codecs
import io
import json
import sys
from collections.abc import Iterable

from schema.findings import Finding


def as_json(value: object) -> str:
    """``value`` as JSON; raises ``ValueError`` for what JSON has no word for."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def print_json(value: object) -> None:
    """Print ``value`` as JSON, whole: piecemeal, a large table takes seconds."""
    print(as_json(value))


def print_findings(findings: Iterable[Finding], language: str) -> None:
    """A line for each of ``findings``: how grave it is, where, and what to do."""
    for finding in findings:
        mark = "✗" if finding.is_error else "!"
        where = " ".join(
            str(part) for part in (finding.sheet, finding.row, finding.column) if part is not None
        )
        print(f"  {mark} [{where}] {finding.message(language)}")


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
