"""Choosing a time of day from a list of half hours."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from schema.reminders import MINUTES_OF_A_DAY


def choose_minute(place: DeltaGenerator, label: str, minute: int, key: str | None = None) -> int:
    """Minutes after midnight, at first ``minute``, which is offered whatever it is."""
    offered = sorted({minute, *range(0, MINUTES_OF_A_DAY, 30)})
    chosen = place.selectbox(
        label,
        offered,
        index=offered.index(minute),
        format_func=lambda each: f"{each // 60:02}:{each % 60:02}",
        key=key,
    )
    return int(chosen)
