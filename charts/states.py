"""Maps of states instead of rates: what is asked of their tables, and how they are announced."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import Look, Plot, draw, nothing


def draw_states(
    table: pd.DataFrame,
    look: Look,
    plot: Callable[[pd.DataFrame, Look], Plot],
    *,
    columns: Sequence[str],
    states: Collection[str],
    title: str,
    alt: str,
) -> go.Figure:
    """Draw ``plot`` of ``table``, whose column ``status`` holds some of ``states``.

    ``alt`` names the words for a screen reader, after which each state is told with its number.
    Raises ``ValueError`` when one of ``columns`` is lacking or a status unknown.
    """
    lacking = [column for column in columns if column not in table.columns]
    unknown = [] if lacking else sorted(set(table["status"]) - set(states))
    if lacking or unknown:
        raise ValueError(f"not a table of reports; lacks {lacking}, unknown states {unknown}")
    measure = look.words("measure_status")
    if table.empty:
        return nothing(look, title=title, measure=measure)
    counts = table["status"].value_counts()
    summary = [f"{look.words(state)} {counts.get(state, 0)}" for state in states]
    told = look.words("join").join([look.words(alt), *summary])
    return draw(plot(table, look), look, title=title, measure=measure, alt=told)
