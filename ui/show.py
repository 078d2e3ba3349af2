"""Charts, tables and downloads, shown the same way on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

import charts
import exports
from metrics import compare
from ui.filters import Filters
from ui.language import gettext, language
from ui.links import open_unit

_ = gettext
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def style() -> dict[str, object]:
    """The keyword arguments that every chart takes: the language and the ground."""
    return {"language": language(), "dark": is_dark()}


def chart(figure: go.Figure, name: str) -> None:
    """Show ``figure``; ``name`` is its key and the name of the file when a reader saves it."""
    st.plotly_chart(
        figure,
        theme=None,
        key=name,
        alt=charts.alt_text(figure),
        config=charts.modebar(name, language()),
    )


def chart_of_units(figure: go.Figure, name: str) -> None:
    """Show a chart of units; a click on one opens its page."""
    chosen = st.plotly_chart(
        figure,
        theme=None,
        key=name,
        alt=charts.alt_text(figure),
        config=charts.modebar(name, language()),
        on_select="rerun",
        selection_mode="points",
    )
    for point in chosen.selection.points:
        open_unit(point["customdata"][0])


def table(frame: pd.DataFrame, headings: Mapping[str, str], *, name: str, whole: bool = False) -> None:
    """Show the columns of ``frame`` that have a heading, days as days; ``name`` is read aloud.

    A long one scrolls within itself, unless the ``whole`` is to be seen at once.
    """
    columns = [column for column in headings if column in frame]
    st.dataframe(
        frame[columns],
        hide_index=True,
        column_config={column: _column(frame[column], headings[column]) for column in columns},
        placeholder="",
        height="content" if whole else "auto",
        alt=name,
    )


def _column(values: pd.Series, heading: str) -> object:
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(heading, format="YYYY-MM-DD")
    if pd.api.types.is_integer_dtype(values):
        return st.column_config.NumberColumn(heading, format="localized")
    return st.column_config.TextColumn(heading)


def downloads(
    frame: pd.DataFrame, headings: Mapping[str, str], *, name: str, title: str, note: str = "", key: str = ""
) -> None:
    """Offer the columns of ``frame`` that have a heading as xlsx and as csv, made when asked for.

    ``key`` tells files of one name apart.
    """
    columns = {column: headings[column] for column in headings if column in frame}
    # The files are made outside the session, so they take the language with them.
    form = {"columns": columns, "language": language()}
    kept = frame[list(columns)]
    book = partial(exports.table_workbook, kept, title=title, note=note, **form)
    with st.container(horizontal=True):
        download(_("下载 Excel"), book, f"{name}.xlsx", XLSX, key)
        download(_("下载 CSV"), partial(exports.table_csv, kept, **form), f"{name}.csv", CSV, key)


def download(
    label: str, make: Callable[[], bytes], file_name: str, mime: str, key: str = "", **extra: object
) -> None:
    """A button that makes the file when it is clicked, and leaves the page as it is.

    ``key`` tells files of one name apart.
    """
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=mime,
        key=f"download {file_name} {key}",
        on_click="ignore",
        icon=":material/download:",
        **extra,
    )


def line_of(figures: pd.DataFrame, indicator: str, unit: str, filters: Filters) -> list[float]:
    """The rates of one indicator and unit up to the day, for a sparkline; no rate draws as 0."""
    past = compare.on_days(figures, filters.term.first_day, filters.on)
    return list(compare.of(past, indicators=[indicator], units=[unit])["rate"].fillna(0))
