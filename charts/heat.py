"""Heat maps: a single hue from 0 to 100 %, units down, days or indicators across."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import frames, phases, row_layout, theme, wording
from charts.bars import describe_ranking
from charts.canvas import Look, Plot, draw, nothing
from charts.labels import NARROWEST, text_width
from schema.language import chosen

_ROW = 28
_MOST_WORDED = 10  # columns up to which a cell has room for its figure
_ROOMY = 8  # columns up to which these figures are a little larger
_RIGHT = 24  # half of the label of the last day


def heat_by_day(
    figures: pd.DataFrame,
    look: Look,
    *,
    days: Sequence[dt.date] | None = None,
    title: str | None = None,
) -> go.Figure:
    """The one indicator of the table, units × days (``None``: all its days).

    Raises ``ValueError`` when the table has several indicators.
    """
    table = frames.checked(figures)
    if days is not None:
        table = table[table["on"].isin([pd.Timestamp(day) for day in days])]
    if table.empty:
        heading = title or look.words("heat_day_title", indicator=look.words("rates"))
        return nothing(look, title=heading, measure=look.words("measure"))
    id = frames.only(table, "indicator")
    columns = frames.days_of(table)
    plot = _plot(table, "on", [pd.Timestamp(day) for day in columns], look)
    plot.layout["xaxis"] |= _day_labels(columns, look)
    if len(columns) > _MOST_WORDED:
        _mark_phases(plot, columns, look)
    name = wording.indicator_title(id, look.language)
    return draw(
        plot,
        look,
        title=title or look.words("heat_day_title", indicator=name),
        measure=frames.measure_over(wording.measure_line(id, look.language), table, look),
        alt=_alt(table, look),
    )


def heat_by_indicator(
    figures: pd.DataFrame,
    look: Look,
    *,
    on: dt.date | None = None,
    title: str | None = None,
) -> go.Figure:
    """Units × indicators on day ``on`` (``None``: the last day of the table)."""
    table = frames.on_day(frames.checked(figures), on)
    heading = title or look.words("heat_indicator_title")
    if table.empty:
        return nothing(look, title=heading, measure=look.words("measure"))
    ids = frames.in_order(table, "indicator", look.term)
    plot = _plot(table, "indicator", ids, look)
    names = [wording.indicator_title(id, look.language) for id in ids]
    plot.layout["xaxis"] |= _upright_labels(names, look.language)
    tallest = chosen(
        max(len(name) for name in names) * 14,
        round(max(text_width(name, theme.SMALL_SIZE) for name in names)),
        look.language,
    )
    plot.above = 14 + tallest
    plot.right = _RIGHT / 2
    plot.below = _BAR_ROOM - _BAR_DROP + 8
    plot.traces[0]["colorbar"]["y"] = -8 / plot.height
    measure = frames.measure_over(look.words("measure"), table, look)
    return draw(plot, look, title=heading, measure=measure, alt=_alt(table, look))


def _plot(table: pd.DataFrame, column: str, columns: Sequence[Any], look: Look) -> Plot:
    units = frames.in_order(table, "unit", look.term)
    names = [wording.unit_title(unit, look.term, look.language) for unit in units]
    rows = row_layout.name_axis(names, _ROW)
    ordered = table.assign(text=frames.hover_texts(table, look.term, look.language))
    wide = ordered.drop_duplicates(["unit", column], keep="last").set_index(["unit", column])
    cells = wide.reindex(pd.MultiIndex.from_product([units, columns]))
    rates = [None if wording.is_missing(rate) else float(rate) for rate in cells["rate"]]
    hovers = cells["text"].fillna(wording.no_data(look.language)).tolist()
    height = rows.row * len(units)
    lines = _in_rows(rates, len(columns))
    trace = {
        "type": "heatmap",
        "z": lines,
        "zmin": 0,
        "zmax": 1,
        "x": list(range(len(columns))),
        "y": list(range(len(units))),
        "customdata": _in_rows(hovers, len(columns)),
        "hovertemplate": "%{customdata}<extra></extra>",
        "colorscale": theme.color_scale(look.dark),
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": True,
        "colorbar": _color_bar(height, look),
    }
    worded = len(columns) <= _MOST_WORDED
    layout: dict[str, Any] = {
        "xaxis": {"range": [-0.5, len(columns) - 0.5], "showline": False},
        "yaxis": rows.axis,
        "annotations": _words_for_empty_rows(lines, len(columns), look),
    }
    notes = [look.words("blank_is_no_data")] if None in rates else []
    traces = [trace, _figures(cells, len(columns), hovers, look)] if worded else [trace]
    return Plot(traces, layout, height, rows.left, _RIGHT, below=_BAR_ROOM, notes=notes)


def _figures(cells: pd.DataFrame, width: int, hovers: Sequence[str], look: Look) -> dict[str, Any]:
    """The figures in the cells, each in the colour that stands out on its cell."""
    known = cells["rate"].notna().to_numpy()
    rates = cells["rate"][known]
    return {
        "type": "scatter",
        "mode": "text",
        "cliponaxis": False,
        "x": [i % width for i in range(len(cells)) if known[i]],
        "y": [i // width for i in range(len(cells)) if known[i]],
        "text": [str(wording.percent(rate)) for rate in rates],
        "textfont": {
            "size": 10 if width <= _ROOMY else 9,
            "color": [theme.color_on_scale(rate, look.dark) for rate in rates],
        },
        "customdata": [hover for hover, is_known in zip(hovers, known, strict=True) if is_known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _in_rows(values: Sequence[Any], width: int) -> list[list[Any]]:
    return [list(values[start : start + width]) for start in range(0, len(values), width)]


def _words_for_empty_rows(rates: list[list[float | None]], width: int, look: Look) -> list[dict[str, Any]]:
    return [
        {
            "text": wording.no_data(look.language),
            "showarrow": False,
            "xref": "x",
            "yref": "y",
            "x": (width - 1) / 2,
            "y": place,
            "borderpad": 0,
            "font": {"size": theme.SMALL_SIZE, "color": look.colors.muted},
        }
        for place, row in enumerate(rates)
        if not any(rate is not None for rate in row)
    ]


_BAR_DROP, _BAR_ROOM = 40, 66  # pixels from the plot to the colour bar, and to what is below it


def _color_bar(height: int, look: Look) -> dict[str, Any]:
    """The scale as a thin strip below the day labels, always from 0 to 100 %."""
    return {
        "orientation": "h",
        "thickness": 8,
        "thicknessmode": "pixels",
        "len": 1,
        "x": 0.5,
        "xanchor": "center",
        "y": -_BAR_DROP / height,
        "yanchor": "top",
        "ypad": 0,
        "xpad": 0,
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "ticks": "",
        "outlinewidth": 0,
        "ticktext": ["0", "25", "50", "75", "100"],
        "tickfont": {"size": theme.SMALL_SIZE, "color": look.colors.muted},
    }


def _day_labels(days: list[dt.date], look: Look) -> dict[str, Any]:
    """Every day of a few, two lines each; of many the ones that the trend labels too."""
    if len(days) <= _MOST_WORDED:
        return {
            "tickvals": list(range(len(days))),
            "ticktext": [phases.day_label(day, look.language) for day in days],
            "tickangle": 0,
            "ticks": "",
        }
    ticks = phases.day_ticks(days, look.term)
    return {
        "tickvals": [days.index(day) for day in ticks if day in days],
        "ticktext": [wording.format_day(day, look.language, weekday=False) for day in ticks if day in days],
        "ticks": "outside",
        "ticklen": 4,
        "tickangle": 0,
    }


def _mark_phases(plot: Plot, days: list[dt.date], look: Look) -> None:
    """Each phase's name above its first day, and a line where the next phase begins."""
    bands = [band for band in phases.bands_of(look.term, days[0], days[-1]) if band.first in days]
    levels = phases.band_rows(bands, look, NARROWEST - plot.left - plot.right)
    starts = [days.index(band.first) - 0.5 for band in bands]
    labels = zip(bands, levels, starts, strict=True)
    plot.above += phases.BAND_ROW * (max(levels, default=-1) + 1)
    plot.layout["shapes"] = [
        row_layout.upright(start, look.colors.text) | {"layer": "above"} for start in starts[1:]
    ]
    plot.layout["annotations"] += [
        row_layout.top_label(
            phases.band_name(band.phase, look.language), start, look.colors.muted, flip=False
        )
        | {"yshift": phases.BAND_ROW * (max(levels) - level)}
        for band, level, start in labels
    ]


def _upright_labels(names: list[str], language: str) -> dict[str, Any]:
    """Column titles above the map: Chinese from top to bottom, English turned."""
    upright = (["<br>".join(name) for name in names], 0)
    labels, angle = chosen(upright, (names, -90), language)
    return {
        "side": "top",
        "tickvals": list(range(len(names))),
        "ticktext": labels,
        "tickangle": angle,
        "tickfont": {"size": theme.SMALL_SIZE},
        "ticks": "",
    }


def _alt(table: pd.DataFrame, look: Look) -> str:
    """The ends of the last day of one indicator, or the weakest cell of several."""
    latest = frames.sorted_by_rate(frames.on_day(table, None))
    if table["indicator"].nunique() == 1:
        return describe_ranking(latest, look, "alt_heat")
    known = latest[latest["rate"].notna()].tail(1)
    parts = [look.words("alt_heat")]
    for row in known.itertuples():
        unit = wording.unit_title(row.unit, look.term, look.language)
        name = f"{unit} {wording.indicator_title(row.indicator, look.language)}"
        value = wording.format_rate(row.rate, row.n, row.d, look.language)
        parts.append(look.words("alt_lowest", name=name, value=value))
    return look.words("join").join(parts)
