"""Maps of states instead of rates: what is asked of their tables, and how they are announced."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.canvas import Plot, Sheet, draw, nothing


def draw_states(
    table: pd.DataFrame, sheet: Sheet, plot: Callable[[pd.DataFrame, Sheet], Plot], *,
    columns: Sequence[str], states: Collection[str], title: str, alt: str,
) -> go.Figure:  # fmt: skip
    """Draw ``plot`` of ``table``, whose column ``status`` holds some of ``states``.

    ``alt`` names the words for a screen reader, after which each state is told with its number.
    Raises ``ValueError`` when one of ``columns`` is lacking or a status unknown.
    """
    lacking = [column for column in columns if column not in table.columns]
    unknown = [] if lacking else sorted(set(table["status"]) - set(states))
    if lacking or unknown:
        raise ValueError(f"not a table of reports; lacks {lacking}, unknown states {unknown}")
    measure = sheet.words("measure_status")
    if table.empty:
        return nothing(sheet, title=title, measure=measure)
    counts = table["status"].value_counts()
    summary = [f"{sheet.words(state)} {counts.get(state, 0)}" for state in states]
    told = sheet.words("join").join([sheet.words(alt), *summary])
    return draw(plot(table, sheet), sheet, title=title, measure=measure, alt=told)
