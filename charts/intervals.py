"""Dots and intervals: what is claimed beside what a sample found, with how sure the sample is."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import row_layout, theme, wording
from charts.canvas import Look, Plot, draw, nothing
from charts.texts import text
from schema.figures import CAMPUS

# Verdict on a claim → the status by which it is coloured; the others are grey, with a dash.
_STATES = {"higher": "bad", "lower": "warn", "within": "good"}
_COLUMNS = (
    "indicator",
    "unit",
    "claimed",
    "claimed_n",
    "claimed_d",
    "checked",
    "confirmed",
    "sampled",
    "low",
    "high",
    "checked_on",
    "verdict",
)


def intervals(
    rates: pd.DataFrame,
    look: Look,
    *,
    rows: str,
    title: str | None = None,
) -> go.Figure:
    """Claimed rates beside checked ones with their 95 % intervals, the most overstated claim first.

    ``rows`` is the column with a row each, ``"unit"`` (the campus comes last) or ``"indicator"``. ``rates``
    are those of :class:`metrics.agreement.spot_checks.SpotChecks`. Raises ``ValueError`` for another table.
    """
    lacking = [column for column in _COLUMNS if column not in rates.columns]
    if lacking:
        raise ValueError(f"not a table of spot checks; it lacks {', '.join(lacking)}")
    heading, measure = title or look.words("intervals_title"), look.words("measure")
    if rates.empty:
        return nothing(look, title=heading, measure=measure)
    over = rates["claimed"] - rates["checked"]
    if rows == "unit":
        over = over.where(rates["unit"] != CAMPUS)
    ranked = rates.loc[over.sort_values(ascending=False, kind="stable", na_position="last").index]
    names = [_name(row, rows, look) for row in ranked.itertuples()]
    return draw(
        _plot(ranked, names, look), look, title=heading, measure=measure, alt=_alt(ranked, names, look)
    )


def verdict_words(verdict: str, language: str = "zh") -> str:
    """A verdict on a claim as icon and word."""
    status = _STATES.get(verdict)
    return f"{theme.STATUS[status].icon if status else '–'} {text(verdict, language)}"


def _name(row: Any, rows: str, look: Look) -> str:
    if rows == "unit":
        return wording.unit_title(row.unit, look.term, look.language)
    return wording.indicator_title(row.indicator, look.language)


def _plot(ranked: pd.DataFrame, names: list[str], look: Look) -> Plot:
    rows = row_layout.name_axis(names)
    looks = [_STATES.get(verdict) for verdict in ranked["verdict"]]
    column, right = row_layout.figure_column(
        [verdict_words(verdict, look.language) for verdict in ranked["verdict"]],
        [_claimed_to_checked(row, look) for row in ranked.itertuples()],
        [look.colors.status[status] if status else look.colors.muted for status in looks],
        look,
    )
    claimed = {"symbol": "diamond-open", "size": 11, "color": look.colors.text, "line": {"width": 2}}
    checked = {"symbol": "circle", "size": 9, "color": look.colors.accent}
    layout = {
        "xaxis": row_layout.percent_axis() | {"range": [-0.03, 1.03]},
        "yaxis": rows.axis,
        "shapes": [row_layout.upright(1, look.colors.muted), *_reaches(ranked, look)],
        "annotations": column,
    }
    traces = [
        _dots(ranked, names, "checked", checked, look),
        _dots(ranked, names, "claimed", claimed, look),
    ]
    key = [
        (f"◇ {look.words('claimed')}", look.colors.text),
        (f"● {look.words('checked')}", look.colors.accent),
        (f"├─┤ {look.words('interval')}", look.colors.accent),
    ]
    return Plot(traces, layout, rows.row * len(ranked), rows.left, right, key=key)


def _claimed_to_checked(row: Any, look: Look) -> str:
    """``95.8 / 80.0 %``, claimed and checked."""
    claimed = _claimed(row, look.language, counts=False)
    checked = wording.format_rate(row.checked, language=look.language)
    return f"{claimed.removesuffix(' %')} / {checked}"


def _claimed(row: Any, language: str, *, counts: bool = True) -> str:
    """The rate that was claimed, or that none was."""
    if not row.claimed_d:
        return text("no_claim", language)
    rate = wording.format_rate(row.claimed, language=language)
    return f"{rate}  ({wording.format_ratio(row.claimed_n, row.claimed_d)})" if counts else rate


def _reaches(ranked: pd.DataFrame, look: Look) -> list[dict[str, object]]:
    """The interval of each row: a line with an upright at either end."""
    line = {
        "type": "line",
        "layer": "below",
        "xref": "x",
        "yref": "y",
        "line": {"width": 2, "color": look.colors.accent},
    }
    shapes = []
    for place, (low, high) in enumerate(zip(ranked["low"], ranked["high"], strict=True)):
        if not wording.is_missing(low):
            shapes.append(line | {"x0": low, "x1": high, "y0": place, "y1": place})
            shapes += [
                line | {"x0": end, "x1": end, "y0": place - 0.16, "y1": place + 0.16} for end in (low, high)
            ]
    return shapes


def _dots(
    ranked: pd.DataFrame, names: list[str], rate: str, marker: dict[str, object], look: Look
) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": look.words(rate),
        "marker": marker,
        "cliponaxis": False,
        "x": [None if wording.is_missing(value) else value for value in ranked[rate]],
        "y": list(range(len(ranked))),
        "customdata": [[unit] for unit in ranked["unit"]],
        "text": [_hover(row, name, look) for row, name in zip(ranked.itertuples(), names, strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _hover(row: Any, name: str, look: Look) -> str:
    language = look.language
    claimed = _claimed(row, language)
    checked = wording.format_rate(row.checked, row.confirmed, row.sampled, language)
    lines = [
        wording.format_day(row.checked_on, language),
        f"{look.words('claimed')} {claimed}",
        f"{look.words('checked')} {checked}",
        f"{look.words('interval')} {interval_words(row.low, row.high, language)}",
        verdict_words(row.verdict, language),
    ]
    return "<br>".join([f"<b>{escape(name, quote=False)}</b>", *lines])


def interval_words(low: float, high: float, language: str = "zh") -> str:
    """``49.0 – 94.3 %``, both ends of an interval of a rate."""
    if wording.is_missing(low):
        return text("no_interval", language)
    return f"{wording.percent(low)} – {wording.percent(high)} %"


def _alt(ranked: pd.DataFrame, names: list[str], look: Look) -> str:
    items = [
        f"{name} {_claimed_to_checked(row, look)} {verdict_words(row.verdict, look.language)}"
        for row, name in zip(ranked.itertuples(), names, strict=True)
    ]
    return look.words("join").join([look.words("alt_intervals"), *items])
