"""学院: one unit against the campus, its trend, and the list behind every gap."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

import charts
from access import Action
from charts import wording
from metrics import compare
from pages.board import events, unit_comments
from schema.figures import CAMPUS
from schema.term import Term, load_term
from services.beside_words import remarks
from services.data_quality import by_unit, line
from services.events import on_line
from services.figures import lists, series
from services.forecasts import forecasts
from ui import address
from ui.beside import beside_figures
from ui.filters import Filters, choose
from ui.identity import desk
from ui.language import gettext, lazy
from ui.language import language as language_
from ui.links import UNIT_STATE, trace_address, why_address
from ui.show import (
    broken,
    chart,
    downloads,
    head,
    needs_plan,
    rate_column,
    reader_look,
    row_height,
    second_figures,
)
from ui.show import table as table_
from ui.words import headings
from ui.words import worded as worded_

_ = gettext
SHOWN = ("group_creation", "enrollment", "notification", "material_coverage", "visit_coverage", "reporting")
# The lists behind the gaps: what each is called, and what to say when it is empty.
LISTS = {
    "students_missing": (lazy("有学生未进群"), lazy("应进群的学生都已进群。")),
    "no_group": (lazy("未建群"), lazy("每个教学班都已建群。")),
    "no_material": (lazy("无资料"), lazy("每个教学班都已上传资料。")),
    "not_visited": (lazy("未听课"), lazy("每个教学班都听过课。")),
    "not_reported": (lazy("未上报"), lazy("每个教学班的各张表都已上报。")),
    "counts_blank": (lazy("人数留空"), lazy("没有一直留空的人数。")),
    "not_in_plan": (lazy("不在计划"), lazy("上报的教学班都在开课计划内。")),
}


# What is counted of the quality of data, and the page that lists it.
_REMARKS_WIDTH = 220
_NUMBERS_WIDTH = 1_050 - _REMARKS_WIDTH  # of the columns beside the remarks
_COUNTED_ON = {
    "errors": "history",
    "corrected": "history",
    "late": "deadlines",
    "missing": "deadlines",
    "against_plan": "agreement",
    "against_checks": "agreement",
}


def choose_unit(term: Term) -> str:
    """The unit of the page, from the URL, from a click on another page, or chosen here."""
    usual = [*desk().person.units, *term.unit_names][0]
    address.recall(UNIT_STATE, usual, address.one_of(term.unit_names))
    unit = st.selectbox(
        _("学院(系、部)"),
        term.unit_names,
        format_func=partial(wording.unit_title, term=term, language=language_()),
        key=UNIT_STATE,
    )
    return str(unit)


def indicators(figures: pd.DataFrame, unit: str, filters: Filters) -> None:
    """Every indicator of the unit beside the campus."""
    rows = compare.against_campus(figures, unit=unit, on=filters.on)
    expected = forecasts(desk(), filters.on, filters.known_at)
    expectations = [expected.get((id, unit)) for id in rows["indicator"]]
    language = language_()
    said = remarks(beside_figures(filters), rows)
    checkpoint = compare.checkpoint_before(filters.term, filters.on)
    since = checkpoint.on if checkpoint else filters.term.first_day
    table = pd.DataFrame(
        {
            "indicator": [wording.indicator_title(id, language) for id in rows["indicator"]],
            "rate": [wording.bar(row.rate, wording.state_of(row)) for row in rows.itertuples()],
            "ratio": [wording.format_ratio(n, d) for n, d in zip(rows["n"], rows["d"], strict=True)],
            "campus": [wording.format_rate(rate, language=language) for rate in rows["campus"]],
            "gap": [wording.format_change(gap, language) for gap in rows["gap"]],
            "line": [line_of(figures, id, unit, filters) for id in rows["indicator"]],
            **(
                {"expected": [each and each.in_brief() for each in expectations]} if any(expectations) else {}
            ),
            **({"remark": said} if any(said) else {}),
            "why": [why_address(id, unit, filters, since) for id in rows["indicator"]],
            "trace": [trace_address(id, unit, filters) for id in rows["indicator"]],
        }
    )
    words = {"remark": _("未计入与核查")} if any(said) else {}
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        placeholder="",
        alt=_("{unit}的各项指标").format(unit=unit),
        row_height=row_height(table["indicator"], broken(table, words, _NUMBERS_WIDTH)),
        column_config=_columns(since),
    )
    st.caption(filters.as_of)


def line_of(figures: pd.DataFrame, indicator: str, unit: str, filters: Filters) -> list[float]:
    """The rates of one indicator and unit up to the day, for a sparkline; no rate draws as 0."""
    past = compare.on_days(figures, filters.term.first_day, filters.on)
    return list(compare.of(past, indicators=[indicator], units=[unit])["rate"].fillna(0))


def _columns(since: dt.date) -> dict[str, ColumnConfig]:
    """The columns of the table of indicators, of which one leads to why they changed ``since`` a day."""
    day = wording.format_day(since, language_(), weekday=False)
    return {
        "indicator": st.column_config.TextColumn(_("指标"), pinned=True),
        "rate": rate_column(_("完成率"), 120),
        "ratio": st.column_config.TextColumn(_("完成 / 应完成"), alignment="right"),
        "campus": st.column_config.TextColumn(_("全校"), alignment="right"),
        "gap": st.column_config.TextColumn(_("与全校相差"), alignment="right"),
        "line": st.column_config.LineChartColumn(_("走势"), y_min=0, y_max=1, width=75),
        "expected": st.column_config.TextColumn(_("到期时预计")),
        "remark": st.column_config.TextColumn(_("未计入与核查"), width=_REMARKS_WIDTH),
        "why": st.column_config.LinkColumn(
            _("与{day}比").format(day=day),
            display_text=_("为什么变了"),
        ),
        "trace": st.column_config.LinkColumn(_("来源"), display_text=_("溯源")),
    }


def trends(figures: pd.DataFrame, unit: str, filters: Filters) -> None:
    """The unit's headline indicators day by day, with the campus beside it."""
    past = compare.on_days(figures, filters.term.first_day, filters.on)
    lines = compare.of(past, indicators=SHOWN, units=[unit, CAMPUS])
    title = _("{unit}与全校的走势").format(unit=wording.unit_title(unit, filters.term, language_()))
    figure = charts.small_multiples(
        lines,
        on_line(desk(), reader_look(filters.term, filters.as_of), filters.known_at),
        title=title,
    )
    chart(figure, _("{unit}走势").format(unit=unit))
    events.section(filters, unit)


def data_quality(unit: str, filters: Filters) -> None:
    """How good the data of the unit are, for those who may see what it sent, as ways to the lists."""
    if not desk().may(Action.SEE_SUBMISSIONS, unit):
        return
    rows = by_unit(desk(), filters.on, filters.known_at)
    row = rows.set_index("unit").loc[unit]

    def linked(words: str, what: str) -> str:
        chosen = {"comparison": row["comparison"]} if what == "against_plan" else {}
        return f"[{words}]({address.to(_COUNTED_ON[what], units=unit, **chosen)})"

    st.markdown(f"**{_('数据质量')}**　{line(row, linked)}")


def gap_lists(unit: str, filters: Filters) -> None:
    """The classes behind every gap, each list downloadable."""
    st.header(_("差在哪里"), anchor=False)
    if not desk().may(Action.SEE_DETAILS, unit):
        st.info(_("缺口背后的名单只对本单位和教务、学工部门开放。"), icon=":material/lock:")
        return
    gaps = lists(desk(), filters.on, filters.known_at, unit)
    titles = [f"{_(title)} {wording.format_count(len(gaps[id]))}" for id, (title, _empty) in LISTS.items()]
    for tab, (id, (title, empty)) in zip(st.tabs(titles), LISTS.items(), strict=True):
        with tab:
            show_list(gaps[id], _(title), _(empty), unit, filters)
            unit_comments.section(id, gaps[id], unit, filters.term)
    st.caption(filters.as_of)


def show_list(rows: pd.DataFrame, title: str, empty: str, unit: str, filters: Filters) -> None:
    """One list, or what it means that there is none."""
    if rows.empty:
        st.success(empty, icon=":material/check:")
        return
    worded = worded_(rows)
    columns = headings([column for column in rows if column != "unit"])
    table_(worded, columns, name=title)
    name = f"{unit}_{title}_{filters.on}"
    downloads(worded, columns, name=name, title=title, note=f"{unit}\n{filters.as_of}")


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term, with_units=False)
    figures = series(desk(), filters.known_at)
    head(_("学院"), filters)
    needs_plan(figures, term)
    unit = choose_unit(term)
    indicators(figures, unit, filters)
    data_quality(unit, filters)
    second_figures(unit, filters)
    gap_lists(unit, filters)
    trends(figures, unit, filters)


main(load_term())
