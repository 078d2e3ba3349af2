"""One item of a figure down to the cells: each row of a sheet that it comes from, and the file itself."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

import pandas as pd
import streamlit as st

from access import Action, Denied
from charts import wording
from pages.topics import trace_comments
from schema.figures import CAMPUS
from schema.term import Term
from services import source_cells, submission_history, submissions, tracing
from services.desk import Desk
from services.figures import of_days
from services.source_cells import SourceRow
from services.tracing import sources_of
from services.words import plain_value
from store import StoreError
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, language
from ui.links import OPENED, page
from ui.show import download
from ui.words import escaped, form_title, moment_of

_ = gettext
_ANY = "application/octet-stream"
_MOST = 8  # rows of sheets that are shown in full


def item(chosen: pd.Series, name: str, behind: pd.DataFrame, filters: Filters) -> None:
    """What the chosen item counts, and every row of a sheet that says so."""
    sources = sources_of(behind, chosen)
    about = [
        text for text in (chosen["course_name"], chosen["class_id"], chosen["teacher"]) if pd.notna(text)
    ]
    title = " · ".join(dict.fromkeys([name, *map(str, about)]))
    ratio = wording.format_ratio(chosen["n"], chosen["d"])
    st.markdown(f"**{escaped(title)}**　{_('完成 / 应完成')} {ratio}")
    if not (sources["part"] == "n").any():
        st.markdown(f":orange[! {_('没有一行有效的上报把它计入完成数。')}]")
    rows_of_sheets = sources[sources["submission"].notna()]
    if len(rows_of_sheets) < len(sources):
        st.caption(_("一部分由学期配置或统计口径而来，不出自哪张表：例如每个学院都应完成。"))
    rows = list(rows_of_sheets.groupby(["submission", "source_row"], dropna=False, sort=False))
    for (_submission, _row), parts in rows[:_MOST]:
        with st.container(border=True):
            _source(parts, filters)
    if rows[_MOST:]:
        st.caption(_("另有 {count} 行，见下载的明细。").format(count=len(rows) - _MOST))


def _source(parts: pd.DataFrame, filters: Filters) -> None:
    """One row of one sheet: where it stands, what it counts, its cells, and the ways to the file."""
    first = parts.iloc[0]
    number = int(first["submission"])
    form = None if pd.isna(first["form"]) else first["form"]
    head = [_("第 {number} 号").format(number=number), form_title(first["kind"], form)]
    head.append(_("{moment} 收到").format(moment=moment_of(first["received_at"], filters.term)))
    if pd.isna(first["file"]):
        st.markdown(" · ".join(head))
        st.caption(_("这份上报的文件您无权查看。"))
        return
    place = [escaped(first["file"]), *([] if pd.isna(first["sheet"]) else [escaped(first["sheet"])])]
    if pd.notna(first["source_row"]):
        place.append(_("第 {row} 行").format(row=int(first["source_row"])))
    names = {"n": _("完成"), "d": _("应完成")}
    counted = "　".join(f"{names[each.part]} {each.change:+,}" for each in parts.itertuples())
    st.markdown(f"**{' · '.join(head)}**  \n{' · '.join(place)}  \n:gray[{_('计入')}] {counted}")
    if pd.isna(first["source_row"]):
        st.caption(_("名单写有学生姓名，只有本学院、教务处和学工处可以看内容。"))
        return
    try:
        row = source_row(number, int(first["source_row"]))
    except Denied:
        st.caption(_("名单写有学生姓名，只有本学院、教务处和学工处可以看内容。"))
        return
    except StoreError as error:
        st.caption(error.message(language()))
        return
    _cells(row, filters.term)
    _ways(row, number, filters)


def _cells(row: SourceRow, term: Term) -> None:
    """The cells of the row that are filled in, as they were read, and what was corrected in it."""
    cells = pd.DataFrame(
        {
            _("单元格"): row.cells["cell"].fillna("—"),
            _("列"): [escaped(str(title)) for title in row.cells["title"]],
            _("值"): [escaped(str(plain_value(value))) for value in row.cells["value"]],
        }
    )
    st.table(cells.set_index(_("单元格")))
    if row.corrections:
        _corrected(row, term)


def _corrected(row: SourceRow, term: Term) -> None:
    """The cells of the row that were corrected: from what to what, by whom and when."""
    names = submission_history.names(identity.desk())
    for each in row.corrections:
        words = _("{cell} 原为{before}，{who} 于 {when} 更正为{after}。").format(
            cell=each.place.address,
            before=_quoted(each.original or ""),
            after=_quoted(each.corrected),
            who=escaped(identity.name_of(each.made_by, names)),
            when=wording.format_moment(each.made_at, term.timezone, language()) if each.made_at else "",
        )
        st.markdown(words)


def _quoted(text: str) -> str:
    return f"“{escaped(text)}”" if text else _("空白")


def _ways(row: SourceRow, number: int, filters: Filters) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if row.is_open and not submissions.has_macros(identity.desk(), number):
            desk, file = identity.desk(), PurePath(row.submission["file"]).name
            key = f"trace {number} {row.source_row}"
            download(_("下载原表"), partial(_original, desk, number), file, _ANY, key)
        trace_comments.of_row(number, row.source_row, filters)
        query = {**address.current(), OPENED: str(number)}
        words = _("看报送记录")
        st.page_link(page("history"), label=words, icon=":material/history:", query_params=query)


def _original(desk: Desk, number: int) -> bytes:
    return submissions.original(desk, number)[1]


def figures(indicator: str, filters: Filters) -> pd.DataFrame:
    """The figures table of one indicator on the chosen day, of every unit and the campus."""
    return of_days(identity.desk(), [filters.on], filters.known_at, [indicator])


def may_see(unit: str) -> bool:
    """Whether this session's person may see what is behind the figures of a unit or the campus."""
    return identity.desk().may(Action.SEE_DETAILS, None if unit == CAMPUS else unit)


def behind(indicator: str, unit: str, filters: Filters) -> pd.DataFrame:
    """What a figure is made of as this person may see it, see :func:`services.tracing.behind`."""
    return tracing.behind(identity.desk(), indicator, unit, filters.on, filters.known_at)


def source_row(submission: int, row: int) -> SourceRow:
    """A row of a sheet as it was read; raises ``Denied`` for who may not see what is in it."""
    return source_cells.source_row(identity.desk(), submission, row)
