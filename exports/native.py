"""Charts of the spreadsheet's own: they can be restyled and copied into slides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import frames, theme, wording
from charts.texts import text
from exports.book import PERCENT, Book
from schema.figures import CAMPUS
from schema.term import Term

_WIDTH, _ROW_HEIGHT = 560, 26  # pixels
_LINE_HEIGHT = 360
_CELL_HEIGHT, _CELL_WIDTH = 20, 64  # pixels of an untouched cell


@dataclass(frozen=True, slots=True)
class Charts:
    """The workbook that charts are added to, and how they are written."""

    book: Book
    term: Term
    language: str


def add_charts(into: Charts, figures: pd.DataFrame, on: dt.date) -> None:
    """Add a sheet of charts and one with the sorted data that they show.

    For each indicator the units on day ``on`` as bars, the highest on top; when the table has
    several days, also the campus (else its first unit) day by day with a line an indicator.
    """
    board = into.book.sheet(text("sheet_charts", into.language))
    data = into.book.sheet(text("sheet_data", into.language))
    day = frames.on_day(figures, on)
    indicators = frames.in_order(day, "indicator", into.term)
    row = 0
    if figures["on"].nunique() > 1:
        chart = _lines(into, data, figures, 4 * len(indicators))
        board.insert_chart(0, 0, chart)
        row = -(-_LINE_HEIGHT // _CELL_HEIGHT) + 1
    for place, indicator in enumerate(indicators):
        units = frames.split_campus(day[day["indicator"] == indicator])[0]
        if units.empty:
            continue
        ranked = frames.sorted_by_rate(units)
        chart = _bars(into, data, ranked, 4 * place)
        height = _ROW_HEIGHT * len(ranked) + 90
        chart.set_size({"width": _WIDTH, "height": height})
        column = (place % 2) * (-(-_WIDTH // _CELL_WIDTH) + 1)
        board.insert_chart(row, column, chart)
        if place % 2:
            row += -(-height // _CELL_HEIGHT) + 1


def _bars(into: Charts, data: Any, ranked: pd.DataFrame, column: int) -> Any:
    """A bar chart of ``ranked``, one indicator whose rows are written from ``column`` on."""
    book, term, language = into.book, into.term, into.language
    title = wording.indicator_title(frames.only(ranked, "indicator"), language)
    data.write_string(0, column, text("col_unit", language), book.heading())
    data.write_string(0, column + 1, title, book.heading())
    for place, row in enumerate(ranked.itertuples(), start=1):
        book.write(data, place, column, wording.unit_title(row.unit, term, language))
        book.write(data, place, column + 1, _rate(row.rate), PERCENT)
    data.set_column(column, column, 26)
    chart = book.workbook.add_chart({"type": "bar"})
    last = len(ranked)
    chart.add_series(
        {
            "name": [data.name, 0, column + 1],
            "categories": [data.name, 1, column, last, column],
            "values": [data.name, 1, column + 1, last, column + 1],
            "fill": {"color": theme.LIGHT.accent},
            "gap": 60,
            "data_labels": {"value": True, "custom": _labels(ranked), "num_format": PERCENT},
        }
    )
    day = wording.span(ranked["on"].iloc[0], language=language)
    chart.set_title({"name": f"{title} {day}", "name_font": {"size": 13}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "major_tick_mark": "none"})
    chart.set_x_axis(_rate_axis() | {"label_position": "high"})
    return chart


def _labels(ranked: pd.DataFrame) -> list[dict[str, str] | None]:
    """What stands beside a bar whose rate the format would write as all or as none; ``None``: the rate."""
    written = [None if wording.is_missing(rate) else (rate, wording.percent(rate)) for rate in ranked["rate"]]
    return [
        {"value": f"{label[1]}%"} if label and label[1] != wording.points(label[0]) else None
        for label in written
    ]


def _lines(into: Charts, data: Any, figures: pd.DataFrame, column: int) -> Any:
    """A line chart of one unit's indicators by day, whose rows are written from ``column`` on."""
    book, term, language = into.book, into.term, into.language
    units = frames.in_order(figures, "unit", term)
    unit = CAMPUS if CAMPUS in units else units[0]
    of_unit = figures[figures["unit"] == unit]
    days = frames.days_of(of_unit)
    data.write_string(0, column, text("col_on", language), book.heading())
    for place, day in enumerate(days, start=1):
        book.write(data, place, column, wording.format_day(day, language, weekday=False))
    chart = book.workbook.add_chart({"type": "line"})
    for offset, indicator in enumerate(frames.in_order(of_unit, "indicator", term), start=1):
        data.write_string(0, column + offset, wording.indicator_title(indicator, language), book.heading())
        rates = of_unit[of_unit["indicator"] == indicator].set_index("on")["rate"]
        for place, day in enumerate(days, start=1):
            book.write(data, place, column + offset, _rate(rates.get(pd.Timestamp(day))), PERCENT)
        chart.add_series(
            {
                "name": [data.name, 0, column + offset],
                "categories": [data.name, 1, column, len(days), column],
                "values": [data.name, 1, column + offset, len(days), column + offset],
                "line": {"width": 1.75},
            }
        )
    name = wording.unit_title(unit, term, language)
    trends, each = text("trends_title", language, unit=name), text("until_each_day", language)
    chart.set_title({"name": f"{trends} · {each}", "name_font": {"size": 13}})
    chart.set_y_axis(_rate_axis())
    chart.set_x_axis({"num_font": {"size": 9}, "interval_unit": max(1, len(days) // 10)})
    chart.set_legend({"position": "right"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 2 * _WIDTH, "height": _LINE_HEIGHT})
    return chart


def _rate(rate: float | None) -> float | None:
    """A rate for a cell that is charted: a gap, not 0, where there is none."""
    return None if wording.is_missing(rate) or rate is None else float(rate)


def _rate_axis() -> dict[str, Any]:
    return {
        "min": 0,
        "max": 1,
        "num_format": "0%",
        "major_unit": 0.25,
        "major_gridlines": {"visible": True, "line": {"color": theme.LIGHT.grid}},
    }
