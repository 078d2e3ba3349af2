"""The heat table: units down, indicators across, one hue from 0 to 100 %, sortable, a click opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from itertools import cycle

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
_DEEP = 50  # from this percentage on the colours are too deep for the text of the page


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
        _styled(shown, _ratios(figures, on) if counts else None),
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
    width = 178 if language() == "zh" else 200
    units, *titles = shown.columns
    return {units: st.column_config.TextColumn(pinned=True, width=width)} | {
        title: st.column_config.Column(help=wording.measure_line(id, language()))
        for title, id in zip(titles, ids, strict=True)
    }


def _ratios(figures: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """Numerators over denominators, units × indicators."""
    day = comparison.on_day(figures, on)
    written = [wording.format_ratio(n, d) for n, d in zip(day["n"], day["d"], strict=True)]
    return comparison.by_unit(day.assign(written=written), on, "written")


def _styled(shown: pd.DataFrame, ratios: pd.DataFrame | None) -> Styler:
    """Colours by rate; in the cells the rates, or ``ratios`` in the same order."""
    dark, spoken, titles = is_dark(), language(), list(shown.columns[1:])
    colors = shown[titles].map(lambda rate: _css(_whole_percent(rate), dark))
    styler = shown.style.apply(lambda _cells: colors, axis=None, subset=titles)
    if ratios is None:
        return styler.format(lambda rate: wording.format_rate(rate, language=spoken), subset=titles)
    # A formatter sees the rate only, but is asked from the top of a column to its end.
    written = {title: cycle(ratios[id]) for title, id in zip(titles, ratios.columns, strict=True)}
    return styler.format({title: partial(_next, texts) for title, texts in written.items()})


def _next(texts: Iterator[str], _rate: float) -> str:
    return next(texts)


def _whole_percent(rate: float) -> int | None:
    return None if wording.is_missing(rate) else int(wording.percent(rate))


@lru_cache(maxsize=256)
def _css(percent: int | None, dark: bool) -> str:
    """The colours of a cell: deeper for more, none where there is no rate."""
    colors = theme.palette(dark)
    if percent is None:
        return f"color: {colors.muted}"
    (ground,) = sample_colorscale(theme.color_scale(dark), [percent / 100])
    return f"background-color: {ground}; color: {colors.paper if percent >= _DEEP else colors.text}"


def rate_table(rates: pd.DataFrame, titles: Mapping[str, str], *, name: str) -> None:
    """Show ``rates``, indicators × columns with ``titles``, coloured as the heat table."""
    shown = rates.rename(columns=titles)
    shown.insert(0, _("指标"), [wording.indicator_title(id, language()) for id in rates.index])
    st.dataframe(
        _styled(shown.reset_index(drop=True), None),
        hide_index=True,
        height="content",
        row_height=_ROW_PIXELS,
        column_config={shown.columns[0]: st.column_config.TextColumn(pinned=True)},
        alt=name,
    )
