"""Charts, tables and downloads, shown the same way on every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

import charts
import exports
from access import Action
from charts import wording
from charts.labels import broken_widths, column_width
from metrics import compare
from schema.figures import CAMPUS
from schema.language import titled
from schema.term import Phase, Term
from services import second_figures as second
from ui import identity
from ui.filters import Filters
from ui.handing import for_this_visit
from ui.language import gettext, language
from ui.links import SUBMIT

_ = gettext
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_OFFICE_PIXELS, _PHONE_PIXELS = 1_050, 170  # of a page of 1,440; of 358
_LIST_ROWS = 40
_THREE_LINES = 65  # pixels; in rows that are lower the grid breaks no words
PHASES = "phases"  # the key by which server/front.css knows them


def is_dark() -> bool:
    """Whether the reader's page is dark."""
    return st.context.theme.type == "dark"


def reader_look(term: Term, as_of: str) -> charts.Look:
    """How a chart is drawn for the reader: the line ``as_of`` at its foot, in their language and mode."""
    return charts.Look(term, as_of, language(), is_dark())


def chart(figure: go.Figure, name: str) -> None:
    """Show ``figure``; ``name`` is its key and the name of the file when a reader saves it."""
    st.plotly_chart(
        figure,
        theme=None,
        key=name,
        alt=charts.alt_text(figure),
        config=charts.modebar(name, language()),
    )


def table(frame: pd.DataFrame, headings: Mapping[str, str], *, name: str, whole: bool = False) -> None:
    """Show the columns of ``frame`` that have a heading, days as days; ``name`` is read aloud.

    A long one scrolls within itself, unless the ``whole`` is to be seen at once.
    """
    titles = {column: headings[column] for column in headings if column in frame}
    widths, first = broken(frame, titles), next(iter(titles))
    st.dataframe(
        frame[list(titles)],
        hide_index=True,
        column_config={
            column: _column(frame[column], title, widths.get(column), leads=column == first)
            for column, title in titles.items()
        },
        placeholder="",
        height="content" if whole else "auto",
        row_height=row_height(frame[first], widths) if widths or _is_words(frame[first]) else None,
        alt=name,
    )


# Whoever reads "click a row" clicks its words: boxes in front of them would be all that may be clicked.
BY_ROW: Literal["single-cell"] = "single-cell"


def clicked_rows(key: str) -> list[int]:
    """The place of the row that was clicked in a table of :data:`BY_ROW`; none where the click was undone."""
    return [row for row, _column in st.session_state[key].selection.cells]


def _column(values: pd.Series, heading: str, width: int | None, *, leads: bool) -> ColumnConfig:
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(heading, format="YYYY-MM-DD")
    if pd.api.types.is_integer_dtype(values):
        return st.column_config.NumberColumn(heading, format="localized")
    if leads and _is_words(values) and on_a_phone():
        return text_column(heading, values, pinned=True)
    return st.column_config.TextColumn(heading, width=width)


def _is_words(values: pd.Series) -> bool:
    return bool(pd.api.types.is_string_dtype(values))


def on_a_phone() -> bool:
    """Whether the reader's browser calls itself that of a phone."""
    return "Mobi" in str(st.context.headers.get("User-Agent", ""))


def broken(frame: pd.DataFrame, headings: Mapping[str, str], beside: int = 0) -> dict[str, int]:
    """The widths of columns of words for which an office has no room, with ``beside`` pixels of others.

    Of a long list, which scrolls within itself, as many rows are to be seen as can be.
    """
    is_list = len(frame) > _LIST_ROWS
    return {} if is_list or on_a_phone() else broken_widths(frame, headings, _OFFICE_PIXELS - beside)


def text_column(
    heading: str, values: pd.Series, width: int | None = None, *, pinned: bool = False
) -> ColumnConfig:
    """A column of words, none cut; one that is ``pinned`` on a phone leaves room for others instead.

    Its words go on in the next line where it is narrower, if the rows have a :func:`row_height`.
    """
    width = width or column_width(heading, values)
    if pinned and on_a_phone():
        width = min(width, _PHONE_PIXELS)
    return st.column_config.Column(heading, pinned=pinned, width=width)


def text_columns(
    frame: pd.DataFrame, headings: Mapping[str, str], beside: int = 0
) -> tuple[dict[str, ColumnConfig], int | None]:
    """Columns of words, the first pinned, :func:`broken` where they have to be; and the height of rows."""
    headings = {id: title for id, title in headings.items() if id in frame}
    widths, first = broken(frame, headings, beside), next(iter(headings))
    config = {
        id: text_column(title, frame[id], widths.get(id), pinned=id == first)
        for id, title in headings.items()
    }
    return config, row_height(frame[first], widths)


def row_height(values: pd.Series, widths: Mapping[str, int] | None = None) -> int | None:
    """The pixels of a row: of three lines where columns are :func:`broken`, or a phone breaks the first."""
    narrow = widths or (on_a_phone() and column_width("", values) > _PHONE_PIXELS)
    return _THREE_LINES if narrow else None


def rate_column(heading: str, width: int | None = None) -> ColumnConfig:
    """A column of bars for rates as :func:`charts.wording.bar` gives them, no narrower than its heading."""
    width = width and max(width, column_width(heading, pd.Series(dtype="str")))
    return st.column_config.ProgressColumn(
        heading, format="%.1f %%", min_value=0, max_value=100, color="primary", width=width
    )


def downloads(
    frame: pd.DataFrame,
    headings: Mapping[str, str],
    *,
    name: str,
    title: str,
    note: str = "",
    key: str = "",
    taken: Callable[[str], None] = lambda _file: None,
) -> None:
    """Offer the columns of ``frame`` that have a heading as xlsx and as csv, made when asked for.

    ``key`` tells files of one name apart; ``taken`` is called with the name of one that is taken along.
    """
    columns = {column: headings[column] for column in headings if column in frame}
    # The files are made outside the session, so they take the language with them.
    spoken, kept = language(), frame[list(columns)]
    book = partial(exports.table_workbook, kept, title=title, note=note, columns=columns, language=spoken)
    plain = partial(exports.table_csv, kept, columns=columns, language=spoken)
    with st.container(horizontal=True):
        for label, make, ending, mime in (
            (_("下载 Excel"), book, "xlsx", XLSX),
            (_("下载 CSV"), plain, "csv", CSV),
        ):
            file = f"{name}.{ending}"
            download(label, partial(_made, make, taken, file), file, mime, f"{name} {ending} {key}")


def _made(make: Callable[[], bytes], taken: Callable[[str], None], file: str) -> bytes:
    """A file, once it is written down who takes it."""
    taken(file)
    return make()


def download(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    mime: str,
    key: str = "",
    *,
    leading: bool = False,
    enabled: bool = True,
) -> None:
    """A button that makes the file when it is clicked, and leaves the page as it is.

    Rights are asked then, see :mod:`ui.handing`. ``key`` is for files of one name, and for one whose name
    changes by a choice beside it: a button of another key is another one, and a press on it would be lost.
    """
    st.download_button(
        label,
        data=for_this_visit(make, file_name, mime),
        file_name=file_name,
        mime=mime,
        key=f"download {key or file_name}",
        on_click="ignore",
        icon=":material/download:",
        type="primary" if leading else "secondary",
        disabled=not enabled,
    )


def head(title: str, filters: Filters | None = None, note: str = "") -> None:
    """The title of a page, and beside it the phases and what its figures are about."""
    if filters is None:
        st.title(title, anchor=False)
        return
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.title(title, anchor=False, width="content")
            with st.container(key=PHASES, width="content"):
                badges = " ".join(_phase_badge(phase, filters) for phase in filters.term.phases)
                st.markdown(badges, width="content")
        parts = (titled(filters.term, part="campus"), filters.as_of, note)
        st.caption(" · ".join(filter(None, parts)))


def _phase_badge(phase: Phase, filters: Filters) -> str:
    """The name of a phase; with its days when it is the one that the day is in."""
    name = titled(phase, part="name")
    if phase not in compare.phases_on(filters.term, filters.on):
        return f":gray-badge[{name}]"
    days = " – ".join(
        wording.format_day(day, language(), weekday=False)
        for day in dict.fromkeys((phase.starts, phase.ends))
    )
    return f":primary-badge[{name} {days}]"


def needs_plan(figures: pd.DataFrame, term: Term) -> None:
    """Stop the page with what to do next when no class is due: there is nothing to count yet."""
    due = compare.of(figures, indicators=["group_creation"], units=[CAMPUS])
    if due["d"].any():
        return
    st.info(
        _("{term} 还没有开课计划，各项指标都无从算起。").format(term=wording.term_title(term, language()))
        + _("请先由教务处上报“开课计划”，再由各学院(系、部)上报建群、进群、资料和听课情况。"),
        icon=":material/upload_file:",
    )
    if identity.desk().may(Action.SUBMIT_PLAN):
        st.page_link(SUBMIT, label=_("去上报"), icon=":material/arrow_forward:")
    st.stop()


def second_figures(unit: str, filters: Filters) -> None:
    """Show those of ``unit``, which may be the campus."""
    with st.container(horizontal=True):
        for one in second.second_figures(identity.desk(), filters.on, filters.known_at, unit):
            st.metric(one.title, one.value, one.beside, delta_color="off", delta_arrow="off", width=200)
