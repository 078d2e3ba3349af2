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

_WIDTH, _ROW_HEIGHT, _AROUND = 448, 18, 76  # pixels
_LINE_HEIGHT = 360
_MOST_LINES = 6  # more cannot be told apart
_SCALE, _PAGE = 54, 90  # per cent at which two charts are as wide as A4, and how many rows it then has
_CELL_HEIGHT, _CELL_WIDTH = 20, 64  # pixels of an untouched cell


@dataclass(frozen=True, slots=True)
class Charts:
    """The workbook that charts are added to, and how they are written."""

    book: Book
    term: Term
    language: str


def add_charts(into: Charts, board: Any, figures: pd.DataFrame, on: dt.date) -> None:
    """Draw charts on the sheet ``board``, and add one with the sorted data that they show.

    For each indicator the units on day ``on`` as bars, the highest on top, under what follows from them; one
    of which no unit has a rate has no chart. When the table has several days, also the campus (else its
    first unit) day by day with a line
    for each of the lowest indicators.
    """
    data = into.book.sheet(text("sheet_data", into.language))
    day = frames.on_day(figures, on)
    indicators = frames.in_order(day, "indicator", into.term)
    row, across = 0, -(-_WIDTH // _CELL_WIDTH)
    if figures["on"].nunique() > 1:
        board.insert_chart(0, 0, _lines(into, data, figures, 4 * len(indicators)))
        row = -(-_LINE_HEIGHT // _CELL_HEIGHT) + 1
    place, tallest, page = 0, 0, row
    breaks: list[int] = []
    for indicator in indicators:
        units = frames.split_campus(day[day["indicator"] == indicator])[0]
        if units["rate"].isna().all():
            continue
        ranked = frames.sorted_by_rate(units)
        chart = _bars(into, data, ranked, 4 * place)
        height = _ROW_HEIGHT * len(ranked) + _AROUND
        chart.set_size({"width": _WIDTH, "height": height})
        board.insert_chart(row, (place % 2) * (across + 1), chart)
        place, tallest = place + 1, max(tallest, height)
        if place % 2 == 0:
            tall = -(-tallest // _CELL_HEIGHT) + 1
            row, tallest, page = row + tall, 0, page + tall
            if page + tall > _PAGE:  # no chart is broken across pages
                breaks, page = [*breaks, row], 0
    board.set_paper(9)
    board.set_print_scale(_SCALE)
    board.set_h_pagebreaks(breaks)
    board.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    board.print_area(0, 0, row + -(-tallest // _CELL_HEIGHT), 2 * across + 1)
    board.set_footer("&L&A&C&P / &N")


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
    chart.set_title({"name": _follows(ranked, title, into), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis(
        {"reverse": True, "num_font": {"size": 8}, "major_tick_mark": "none", "interval_unit": 1}
    )
    chart.set_x_axis(_rate_axis() | {"label_position": "high"})
    return chart


def _follows(ranked: pd.DataFrame, title: str, into: Charts) -> str:
    """What the bars come to: how many units are short of all, and which one most; with the day."""
    day = wording.span(ranked["on"].iloc[0], language=into.language, weekday=False)
    known = ranked.dropna(subset="rate")
    short = known[known["rate"] < 1]
    if short.empty:
        return text("chart_done", into.language, title=title, day=day)
    lowest = short[short["rate"] == short["rate"].iloc[-1]]
    return text(
        "chart_short",
        into.language,
        title=title,
        day=day,
        count=len(short),
        lowest=wording.units_alike(list(lowest["unit"]), into.term, into.language),
        rate=wording.format_rate(lowest["rate"].iloc[0], language=into.language),
    )


def _labels(ranked: pd.DataFrame) -> list[dict[str, str] | None]:
    """What stands beside a bar whose rate the format would write as all or as none; ``None``: the rate."""
    written = [None if wording.is_missing(rate) else (rate, wording.percent(rate)) for rate in ranked["rate"]]
    return [
        {"value": f"{label[1]}%"} if label and label[1] != wording.points(label[0]) else None
        for label in written
    ]


def _lines(into: Charts, data: Any, figures: pd.DataFrame, column: int) -> Any:
    """A line chart of one unit's lowest indicators by day, whose rows are written from ``column`` on."""
    book, term, language = into.book, into.term, into.language
    units = frames.in_order(figures, "unit", term)
    unit = CAMPUS if CAMPUS in units else units[0]
    of_unit = figures[figures["unit"] == unit]
    days = frames.days_of(of_unit)
    data.write_string(0, column, text("col_on", language), book.heading())
    for place, day in enumerate(days, start=1):
        book.write(data, place, column, wording.format_day(day, language, weekday=False))
    chart = book.workbook.add_chart({"type": "line"})
    last = of_unit[of_unit["on"] == of_unit["on"].max()].sort_values("rate", kind="stable")
    lowest = set(last["indicator"].head(_MOST_LINES))
    drawn = [id for id in frames.in_order(of_unit, "indicator", term) if id in lowest]
    for offset, indicator in enumerate(drawn, start=1):
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
    chart.set_title({"name": _lowest(last, unit, into), "name_font": {"size": 11}})
    chart.set_y_axis(_rate_axis())
    chart.set_x_axis({"num_font": {"size": 9, "rotation": 0}, "interval_unit": max(1, len(days) // 10)})
    chart.set_legend({"position": "right"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 2 * _WIDTH, "height": _LINE_HEIGHT})
    return chart


def _lowest(last: pd.DataFrame, unit: str, into: Charts) -> str:
    """What the lines come to: which indicator of ``last``, lowest first, lies lowest on the last day."""
    language = into.language
    name = wording.unit_title(unit, into.term, language)
    trends, each = text("trends_title", language, unit=name), text("until_each_day", language)
    follows = f"{trends} · {each}"
    if last["rate"].notna().any():
        title = wording.indicator_title(last["indicator"].iloc[0], language)
        rate = wording.format_rate(last["rate"].iloc[0], language=language)
        follows = text("chart_lowest", language, trends=follows, title=title, rate=rate)
    return follows


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
