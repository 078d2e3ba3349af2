"""The heat table: units down, indicators across, one hue from 0 to 100 %, sortable, a click opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from plotly.colors import sample_colorscale

from charts import theme, wording
from desk import comparison
from schema.indicators import CAMPUS
from schema.term import Term
from ui.language import gettext, language
from ui.show import is_dark

_ = gettext
_ROW_PIXELS = 28
_DARK_CELL = 0.5  # from this rate on the light theme's cells are too dark for dark text


def heat_table(
    figures: pd.DataFrame, *, term: Term, on: dt.date, key: str, counts: bool = False
) -> str | None:
    """Show the figures of ``on``, with n / d where ``counts``; give the unit that was clicked.

    Sorting is by rate, whatever is written in the cells.
    """
    rates = comparison.by_unit(figures, on)
    units = [str(unit) for unit in rates.index]
    shown = rates.rename(columns=lambda id: wording.indicator_title(id, language()))
    shown.insert(0, _("学院(系、部)"), [wording.unit_title(unit, term, language()) for unit in units])
    shown = shown.reset_index(drop=True)
    state = st.dataframe(
        _styled(shown, _texts(figures, on, counts)),
        hide_index=True,
        height="content",
        row_height=_ROW_PIXELS,
        column_config=_columns(shown, list(rates.columns)),
        key=key,
        on_select="rerun",
        selection_mode="single-cell",
        alt=_("各学院(系、部)各项指标，{day}").format(day=wording.format_day(on, language())),
    )
    cells = state.selection.cells
    clicked = units[cells[0][0]] if cells else None
    return None if clicked == CAMPUS else clicked


def _columns(shown: pd.DataFrame, ids: list[str]) -> dict[str, object]:
    """The unit stays in sight; the heading of an indicator explains it when pointed at."""
    width = 178 if language() == "zh" else 300
    units, *titles = shown.columns
    return {units: st.column_config.TextColumn(pinned=True, width=width)} | {
        title: st.column_config.Column(help=wording.measure_line(id, language()))
        for title, id in zip(titles, ids, strict=True)
    }


def _texts(figures: pd.DataFrame, on: dt.date, counts: bool) -> pd.DataFrame:
    """What is written in the cells: rates, or numerators over denominators."""
    day = comparison.on_day(figures, on)
    write = wording.format_ratio if counts else lambda n, d: wording.format_rate(n / d if d else None)
    texts = [write(n, d) for n, d in zip(day["n"], day["d"], strict=True)]
    return comparison.by_unit(day.assign(text=texts), on, "text").reset_index(drop=True)


def _styled(shown: pd.DataFrame, texts: pd.DataFrame) -> Styler:
    styler = shown.style.map(_css, subset=list(shown.columns[1:]))
    for title, id in zip(shown.columns[1:], texts.columns, strict=True):
        words = iter(texts[id])
        styler = styler.format(lambda _rate, words=words: next(words), subset=[title])
    return styler


def _css(rate: float) -> str:
    """The colours of a cell: deeper for more, none where there is no rate."""
    if wording.is_missing(rate):
        return f"color: {theme.palette(is_dark()).muted}"
    colors = theme.palette(is_dark())
    (ground,) = sample_colorscale(theme.color_scale(is_dark()), [rate])
    on_deep = colors.paper if (rate >= _DARK_CELL) else colors.text
    return f"background-color: {ground}; color: {on_deep}"


def rate_table(rates: pd.DataFrame, titles: Mapping[str, str], *, name: str) -> None:
    """Show ``rates``, indicators × columns with ``titles``, coloured as the heat table."""
    texts = rates.map(lambda rate: wording.format_rate(rate, language=language()))
    shown = rates.rename(columns=titles)
    shown.insert(0, _("指标"), [wording.indicator_title(id, language()) for id in rates.index])
    st.dataframe(
        _styled(shown.reset_index(drop=True), texts),
        hide_index=True,
        height="content",
        row_height=_ROW_PIXELS,
        column_config={shown.columns[0]: st.column_config.TextColumn(pinned=True)},
        alt=name,
    )
