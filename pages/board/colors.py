"""The colour in which the board writes what moved."""

from __future__ import annotations

from typing import Literal

from charts import wording


def change_color(change: float) -> Literal["gray", "green", "red"]:
    """The colour of a change, which always stands with its arrow or word."""
    if wording.is_missing(change) or not change:
        return "gray"
    return "green" if change > 0 else "red"
