"""Weeks: the campus, and how far the units lie apart, a row a week."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import row_layout, wording
from charts.canvas import Plot, Sheet, draw, nothing
from schema.term import Term

_COLUMNS = ("week", "starts", "ends", "n", "d", "rate", "lowest", "lower", "middle", "upper", "highest")
_STEP = 0.05  # the axis begins at a multiple of this
_THIN, _THICK = 2, 10
_TICKS = 2  # beside that at 100 %: more would not fit a phone


def weekly_spread(
    weeks: pd.DataFrame, *, indicator: str, term: Term, as_of: str, language: str = "zh", dark: bool = False,
    title: str | None = None,
) -> go.Figure:  # fmt: skip
    """The campus's rate of one ``indicator`` by week, on a line from the lowest to the highest unit.

    ``weeks`` has a row a week as :func:`metrics.spread` gives it, with ``n``, ``d`` and ``rate`` of the
    campus. The thick part of a line holds the middle half of the units. The axis begins below the
    lowest unit, as its labels say. Raises ``ValueError`` for a table that lacks a column.
    """
    sheet = Sheet(term, as_of, language, dark)
    lacking = [column for column in _COLUMNS if column not in weeks.columns]
    if lacking:
        raise ValueError(f"not a table of weeks; it lacks {', '.join(lacking)}")
    name = wording.indicator_title(indicator, language)
    heading = title or sheet.words("weekly_title", indicator=name)
    told = weeks[weeks["d"] > 0].reset_index(drop=True)
    measure = wording.measure_line(indicator, language)
    if told.empty:
        return nothing(sheet, title=heading, measure=measure)
    return draw(_plot(told, sheet), sheet, title=heading, measure=measure, alt=_alt(told, sheet))


def _plot(told: pd.DataFrame, sheet: Sheet) -> Plot:
    rows = row_layout.name_axis([_name(row, sheet) for row in told.itertuples()])
    heads = [wording.format_rate(rate, language=sheet.language) for rate in told["rate"]]
    details = [_reach(row) for row in told.itertuples()]
    column, right = row_layout.figure_column(heads, details, [sheet.colors.accent] * len(told), sheet)
    known = told.dropna(subset="lowest")
    low = min([*told["rate"], *known["lowest"]])
    start = max(0.0, math.floor(low / _STEP - 0.2) * _STEP)
    layout = {
        "xaxis": _axis(start),
        "yaxis": rows.axis,
        "shapes": [row_layout.upright(1, sheet.colors.muted), *_lines(known, sheet)],
        "annotations": column,
    }
    trace = {
        "type": "scatter", "mode": "markers", "name": sheet.words("campus"),
        "marker": {"symbol": "circle", "size": 11, "color": sheet.colors.accent},
        "cliponaxis": False, "x": list(told["rate"]), "y": list(range(len(told))),
        "text": [_hover(row, sheet) for row in told.itertuples()],
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip
    key = [
        (f"● {sheet.words('campus')}", sheet.colors.accent),
        (f"━ {sheet.words('middle_half')}", sheet.colors.muted),
        (f"─ {sheet.words('all_units')}", sheet.colors.muted),
    ]
    return Plot([trace], layout, rows.row * len(told), rows.left, right, key=key)


def _axis(start: float) -> dict[str, Any]:
    """From ``start`` to 100 %, labelled in whole per cent."""
    step = max(_STEP, math.ceil((1 - start) / _TICKS / _STEP - 1e-9) * _STEP)
    ticks = [1 - step * place for place in range(_TICKS + 1) if 1 - step * place >= start - 1e-9]
    edge = (1 - start) * 0.03
    return row_layout.percent_axis() | {
        "range": [start - edge, 1 + edge],
        "tickangle": 0,
        "tickvals": ticks,
        "ticktext": [f"{round(tick * 100)} %" for tick in ticks],
    }


def _lines(known: pd.DataFrame, sheet: Sheet) -> list[dict[str, object]]:
    """For each week a thin line over all units, and a thick one over the middle half."""
    ends = (("lowest", "highest", _THIN, sheet.colors.muted), ("lower", "upper", _THICK, sheet.colors.faint))
    return [
        {
            "type": "line", "layer": "below", "xref": "x", "yref": "y", "x0": row[first], "x1": row[last],
            "y0": place, "y1": place, "line": {"width": width, "color": color},
        }
        for place, row in known.iterrows()
        for first, last, width, color in ends
    ]  # fmt: skip


def _name(row: Any, sheet: Sheet) -> str:
    days = [wording.format_day(day, sheet.language, weekday=False) for day in (row.starts, row.ends)]
    return sheet.words("week_of", week=row.week, first=days[0], last=days[1])


def _reach(row: Any) -> str:
    """``92.1 – 99.8 %``, from the lowest to the highest unit."""
    if wording.is_missing(row.lowest):
        return ""
    return f"{wording.percent(row.lowest)} – {wording.percent(row.highest)} %"


def _hover(row: Any, sheet: Sheet) -> str:
    spoken = sheet.language
    lines = [f"<b>{_name(row, sheet)}</b>", wording.format_rate(row.rate, row.n, row.d, spoken)]
    if not wording.is_missing(row.lowest):
        for end in ("lowest", "highest"):
            unit = wording.unit_title(getattr(row, f"{end}_unit"), sheet.term, spoken)
            rate = wording.format_rate(getattr(row, end), language=spoken)
            lines.append(sheet.words(f"alt_{end}", name=unit, value=rate))
        middle = wording.format_rate(row.middle, language=spoken)
        lines.append(sheet.words("alt_item", name=sheet.words("middle_unit"), value=middle))
    return "<br>".join(lines)


def _alt(told: pd.DataFrame, sheet: Sheet) -> str:
    items = []
    for row in told.itertuples():
        campus = wording.format_rate(row.rate, row.n, row.d, sheet.language)
        items.append(f"{_name(row, sheet)} {campus} {_reach(row)}")
    return sheet.words("join").join([sheet.words("alt_weekly"), *items])
