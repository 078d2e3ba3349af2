"""Heat maps of the gap to the target, units down, days or indicators across."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import frames, gap, phases, row_layout, theme, wording
from charts.bars import describe_ranking
from charts.canvas import Look, Plot, draw, nothing
from charts.labels import NARROWEST, lines_of, markup, text_width
from schema.figures import NOT_REPORTED
from schema.language import chosen

_ROW = 28
_MOST_WORDED = 10  # columns up to which a cell has room for its figure
_ROOM_FOR_WORDS = 75  # pixels of a picture's width for each column, from which on it has
_ROOMY = 8  # columns up to which these figures are a little larger
_TWO_LINES = 34  # pixels below the cells for days in two lines
_RIGHT = 24  # half of the label of the last day
_LEAST, _BETWEEN = 40, 6  # pixels of a column whose title is written level, and between two titles


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
    else:
        plot.below = _TWO_LINES
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
    plot.right = _RIGHT / 2
    plot.below = 8
    room = ((look.width or 0) - plot.left - plot.right) / len(names) - _BETWEEN
    axis, tallest = _level_labels(names, room) or _upright_labels(names, look.language)
    plot.layout["xaxis"] |= axis
    plot.above = 14 + tallest
    measure = frames.measure_over(look.words("measure"), table, look)
    return draw(plot, look, title=heading, measure=measure, alt=_alt(table, look))


def _plot(table: pd.DataFrame, column: str, columns: Sequence[Any], look: Look) -> Plot:
    units = frames.in_order(table, "unit", look.term)
    names = [wording.unit_title(unit, look.term, look.language) for unit in units]
    rows = row_layout.name_axis(names, _ROW)
    ordered = table.assign(
        text=frames.hover_texts(table, look.term, look.language),
        why=frames.states_of(table),
        bin=[gap.bin_of(row, look.term) for row in table.itertuples()],
    )
    wide = ordered.drop_duplicates(["unit", column], keep="last").set_index(["unit", column])
    cells = wide.reindex(pd.MultiIndex.from_product([units, columns]))
    cells = cells.assign(why=cells["why"].fillna("no_data"), bin=cells["bin"].fillna(""))
    width = len(columns)
    worded = width <= _MOST_WORDED or (look.width or 0) / width >= _ROOM_FOR_WORDS
    room = ((look.width or NARROWEST) - rows.left - _RIGHT) / width
    # A word that is wider than its cell would run into the next one.
    told = worded and all(text_width(look.words(why), _size(width)) <= room for why in cells["why"] if why)
    layout: dict[str, Any] = {
        "xaxis": {"range": [-0.5, width - 0.5], "showline": False},
        "yaxis": rows.axis,
        "annotations": [] if told else _words_for_empty_rows(cells, width, look),
    }
    traces = [_tiles(cells, width, look)]
    hatched = [place for place, why in enumerate(cells["why"]) if why == NOT_REPORTED]
    if hatched:
        traces.append(_hatching(hatched, width, look))
    if worded:
        traces.append(_figures(cells, width, look, told=told))
    notes = [look.words("hatched")] if hatched else []
    if ((cells["bin"] == "") & (cells["why"] == "")).any():
        notes.append(look.words("uncoloured"))
    if not told and (cells["why"] != "").any():
        notes.append(look.words("blank_cell"))
    height = rows.row * len(units)
    return Plot(traces, layout, height, rows.left, _RIGHT, below=24, notes=notes, swatches=gap.swatches(look))


def _tiles(cells: pd.DataFrame, width: int, look: Look) -> dict[str, Any]:
    """The cells in the colours of their bins; one without figure has none."""
    bins = [gap.BINS.index(bin) if bin else None for bin in cells["bin"]]
    fills = [gap.fill(bin, look.dark) for bin in gap.BINS]
    last = len(fills)
    hovers = cells["text"].fillna(wording.no_data(look.language)).tolist()
    return {
        "type": "heatmap",
        "z": _in_rows(bins, width),
        "zmin": -0.5,
        "zmax": last - 0.5,
        "x": list(range(width)),
        "y": list(range(len(bins) // width)),
        "customdata": _in_rows(hovers, width),
        "hovertemplate": "%{customdata}<extra></extra>",
        "colorscale": [[edge / last, fills[place]] for place in range(last) for edge in (place, place + 1)],
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "hoverongaps": True,
    }


def _hatching(places: Sequence[int], width: int, look: Look) -> dict[str, Any]:
    """Stripes over the cells of what is not reported."""
    return {
        "type": "bar",
        "x": [place % width for place in places],
        "base": [place // width - 0.46 for place in places],
        "y": [0.92] * len(places),
        "width": 0.94,
        "hoverinfo": "skip",
        "marker": {
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {"shape": "/", "size": 5, "solidity": 0.2, "fgcolor": look.colors.faint},
        },
    }


def _size(width: int) -> int:
    """Of the type in the cells of so many columns."""
    return 10 if width <= _ROOMY else 9


def _figures(cells: pd.DataFrame, width: int, look: Look, *, told: bool) -> dict[str, Any]:
    """What stands in the cells, each figure in the colour that stands out on it, and words if ``told``."""
    rows = list(cells.itertuples())
    return {
        "type": "scatter",
        "mode": "text",
        "cliponaxis": False,
        "x": [place % width for place in range(len(rows))],
        "y": [place // width for place in range(len(rows))],
        "text": [_cell_text(row, look) if told or not row.why else "" for row in rows],
        "textfont": {
            "size": _size(width),
            "color": [look.colors.muted if row.why else gap.ink(row.bin, look.dark) for row in rows],
        },
        "hoverinfo": "skip",
    }


def _cell_text(row: Any, look: Look) -> str:
    """The rate without its sign of per cent, with its mark; the word for why there is none."""
    if row.why:
        return look.words(row.why)
    mark = wording.MARK if wording.is_contradicted(row) else ""
    return f"{mark}{wording.percent(row.rate)}"


def _in_rows(values: Sequence[Any], width: int) -> list[list[Any]]:
    return [list(values[start : start + width]) for start in range(0, len(values), width)]


def _words_for_empty_rows(cells: pd.DataFrame, width: int, look: Look) -> list[dict[str, Any]]:
    """Where the cells have no room for words, one for a whole row that says the same."""
    rows = _in_rows(list(cells["why"]), width)
    return [
        {
            "text": look.words(row[0]),
            "showarrow": False,
            "xref": "x",
            "yref": "y",
            "x": (width - 1) / 2,
            "y": place,
            "borderpad": 0,
            "bgcolor": look.colors.paper,
            "font": {"size": theme.SMALL_SIZE, "color": look.colors.muted},
        }
        for place, row in enumerate(rows)
        if row[0] and len(set(row)) == 1
    ]


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
    places = phases.band_places(bands, look, NARROWEST - plot.left - plot.right)
    starts = [days.index(band.first) - 0.5 for band in bands]
    room = phases.rows_room(places)
    plot.above += room
    plot.layout["shapes"] = [
        row_layout.upright(start, look.colors.text) | {"layer": "above"} for start in starts[1:]
    ]
    plot.layout["annotations"] += [
        row_layout.top_label(
            phases.band_name(band.phase, look.language), start, look.colors.muted, flip=False
        )
        | {"yshift": room - phases.BAND_ROW * (place.row + 1)}
        for band, place, start in zip(bands, places, starts, strict=True)
    ]


def _level_labels(names: list[str], room: float) -> tuple[dict[str, Any], int] | None:
    """Column titles in lines of ``room`` pixels and how high they are; ``None`` where a word is longer."""
    lines = [lines_of(name, theme.SMALL_SIZE, room) for name in names]
    if room < _LEAST or any(text_width(line, theme.SMALL_SIZE) > room for each in lines for line in each):
        return None
    return _labels(list(map(markup, lines)), 0), max(map(len, lines)) * 16


def _upright_labels(names: list[str], language: str) -> tuple[dict[str, Any], int]:
    """Column titles where the width is not known: Chinese from top to bottom, English turned."""
    if chosen(True, False, language):
        return _labels(["<br>".join(name) for name in names], 0), max(map(len, names)) * 14
    tallest = max(text_width(name, theme.SMALL_SIZE) for name in names)
    return _labels(names, -90), round(tallest)


def _labels(words: list[str], angle: int) -> dict[str, Any]:
    return {
        "side": "top",
        "tickvals": list(range(len(words))),
        "ticktext": words,
        "tickangle": angle,
        "tickfont": {"size": theme.SMALL_SIZE},
        "ticks": "",
    }


def _alt(table: pd.DataFrame, look: Look) -> str:
    """The ends of the last day of one indicator, or the weakest cell of several."""
    latest = frames.sorted_by_rate(frames.on_day(table, None))
    if table["indicator"].nunique() == 1:
        return describe_ranking(latest, look, "alt_heat")
    known = latest[[not state for state in frames.states_of(latest)]].tail(1)
    parts = [look.words("alt_heat")]
    for row in known.itertuples():
        unit = wording.unit_title(row.unit, look.term, look.language)
        name = f"{unit} {wording.indicator_title(row.indicator, look.language)}"
        value = wording.format_figure(row, look.language)
        parts.append(look.words("alt_lowest", name=name, value=value))
    states = pd.Series(frames.states_of(latest), dtype="str")
    for state, count in states[states != ""].value_counts(sort=False).items():
        parts.append(look.words("alt_cells", state=look.words(str(state)), count=count))
    return look.words("join").join(parts)
