"""What the commands print for programs."""

from __future__ import annotations

import json


def as_json(value: object) -> str:
    """``value`` as JSON; raises ``ValueError`` for what JSON has no word for."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def print_json(value: object) -> None:
    """Print ``value`` as JSON, whole: piecemeal, a large table takes seconds."""
    print(as_json(value))
