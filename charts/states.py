"""Maps of states instead of rates: what is asked of their tables, and how they are announced."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import Look, Plot, draw, nothing


@dataclass(frozen=True, slots=True)
class StatesMap:
    """A map of states: what its table has, and the words for a screen reader before their numbers."""

    plot: Callable[[pd.DataFrame, Look], Plot]
    columns: Sequence[str]
    states: Collection[str]
    alt: str


def draw_states(
    table: pd.DataFrame,
    look: Look,
    states_map: StatesMap,
    title: str,
) -> go.Figure:
    """Draw a map of the states in the column ``status`` of ``table``.

    Raises ``ValueError`` when a column that the map needs is lacking or a status unknown.
    """
    columns, states = states_map.columns, states_map.states
    lacking = [column for column in columns if column not in table.columns]
    unknown = [] if lacking else sorted(set(table["status"]) - set(states))
    if lacking or unknown:
        raise ValueError(f"not a table of reports; lacks {lacking}, unknown states {unknown}")
    measure = look.words("measure_status")
    if table.empty:
        return nothing(look, title=title, measure=measure)
    counts = table["status"].value_counts()
    summary = [f"{look.words(state)} {counts.get(state, 0)}" for state in states]
    alt = look.words("join").join([look.words(states_map.alt), *summary])
    return draw(states_map.plot(table, look), look, title=title, measure=measure, alt=alt)
