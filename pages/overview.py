"""总览: how ready are we, who is behind, what changed since yesterday, on the first screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

import charts
import ui
from charts import wording
from desk import comparison
from schema.indicators import CAMPUS, INDICATORS, Indicator
from schema.kinds import REPORTED_KINDS
from schema.term import Term

_ = ui.gettext
HEADLINES = [indicator for indicator in INDICATORS if indicator.headline]


def compared_with(filters: ui.Filters) -> tuple[dt.date, str]:
    """The day that the cards compare with, and its name: the gate before, else the first day."""
    gate = comparison.gate_before(filters.term, filters.on)
    since = gate.on if gate else filters.term.first_day
    day = wording.format_day(since, ui.language(), weekday=False)
    if gate is None:
        return since, day
    name = gate.name if ui.language() == "zh" else gate.name_en
    return since, _("{gate}（{day}）").format(gate=name, day=day)


def cards(campus: pd.DataFrame, filters: ui.Filters) -> None:
    """One card a headline indicator of the campus: rate, n / d, change since the gate, sparkline."""
    since, _name = compared_with(filters)
    rows = comparison.changes(campus, since=since, on=filters.on).set_index("indicator")
    for place, indicator in zip(st.columns(len(HEADLINES)), HEADLINES, strict=True):
        with place, st.container(border=True, gap="xsmall", height="stretch"):
            card(indicator, rows.loc[indicator.id])
            title = wording.indicator_title(indicator.id, ui.language())
            line = ui.line_of(campus, indicator.id, CAMPUS, filters)
            ui.sparkline(line, alt=_("{indicator}逐日走势").format(indicator=title))


def card(indicator: Indicator, row: pd.Series) -> None:
    """The figure of one indicator, its change, and what it counts."""
    language = ui.language()
    counted = indicator.counted_in if language == "zh" else indicator.counted_in_en
    st.metric(
        wording.indicator_title(indicator.id, language),
        wording.format_rate(row["rate"], language=language),
        delta=wording.format_change(row["change"], language),
        delta_color=ui.change_color(row["change"]),
        delta_arrow="off",
    )
    st.caption(f"{wording.format_ratio(row['n'], row['d'])} {counted}")


def note(title: str, lines: Sequence[str]) -> None:
    """A short list under a bold title, in one paragraph."""
    st.markdown("  \n".join([f"**{title}**", *(f":small[{line}]" for line in lines)]))


def who_is_behind(today: pd.DataFrame, filters: ui.Filters) -> list[str]:
    """The lowest units of the indicators that every class should fulfil before teaching begins."""
    units = comparison.of(today, units=filters.shown_units)
    lines, done = [], f":green[✓ {_('全部完成')}]"
    for id in ("group_creation", "enrollment", "material_coverage"):
        lowest = comparison.furthest_behind(units, indicator=id, on=filters.on, limit=2)
        named = [
            f"{wording.unit_title(row.unit, filters.term, ui.language())} "
            f"{wording.format_rate(row.rate, language=ui.language())}"
            for row in lowest.itertuples()
        ]
        title = wording.indicator_title(id, ui.language())
        lines.append(f":gray[{title}]　{ui.joined(named) or done}")
    return lines


def who_has_not_reported(report: ui.Reporting, filters: ui.Filters) -> list[str]:
    """Each kind of sheet with the units of which none has come."""
    missing = report.status[report.status["status"] == "missing"]
    lines = []
    for kind in REPORTED_KINDS:
        of_kind = missing[missing["kind"] == kind]["unit"]
        units = [unit for unit in of_kind if unit in filters.shown_units]
        count = ui.ngettext("{count} 个未报", len(units)).format(count=len(units))
        names = ui.unit_names(filters.term, units[:2]) + ("…" if units[2:] else "")
        said = f":red[× {count}]　{names}" if units else f":green[✓ {_('已报齐')}]"
        lines.append(f":gray[{ui.kind_title(kind)}]　{said}")
    return lines


def since_yesterday(campus: pd.DataFrame, filters: ui.Filters) -> list[str]:
    """The change of every headline indicator of the campus since the day before."""
    since = comparison.day_before(filters.on)
    rows = comparison.changes(campus, since=since, on=filters.on).set_index("indicator")
    return [
        f":gray[{wording.indicator_title(id, ui.language())}]　"
        f":{ui.change_color(change)}[{wording.format_change(change, ui.language())}]"
        for id, change in rows.loc[[i.id for i in HEADLINES], "change"].items()
    ]


def units_table(today: pd.DataFrame, filters: ui.Filters) -> None:
    """The heat table; a click on a unit opens its page."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(_("各学院(系、部)"), anchor=False)
        counts = st.toggle(_("显示 完成 / 应完成"), key="counts")
    shown = comparison.of(today, units=[CAMPUS, *filters.shown_units])
    clicked = ui.heat_table(shown, term=filters.term, on=filters.on, key="heat", counts=counts)
    st.caption(f"{_('点表头可排序，点一个学院(系、部)可打开它的页面。')} {filters.as_of}")
    if clicked:
        ui.open_unit(clicked)


def trend(campus: pd.DataFrame, filters: ui.Filters) -> None:
    """The campus's headline indicators day by day, with phases, gates and the target."""
    past = comparison.on_days(campus, filters.term.first_day, filters.on)
    lines = comparison.of(past, indicators=[indicator.id for indicator in HEADLINES[:4]])
    ui.chart(charts.trend(lines, term=filters.term, as_of=filters.as_of, **ui.style()), _("全校走势"))


def main(term: Term) -> None:
    """Load, filter, show; the chart is sent first because the browser takes longest over it."""
    filters = ui.choose(st.sidebar, term)
    figures = ui.series(term, filters.known_at)
    _since, name = compared_with(filters)
    ui.head(_("总览"), filters, _("卡片上的变化：与{day}相比").format(day=name))
    ui.needs_plan(figures, term)
    campus = comparison.of(figures, units=[CAMPUS])
    today = comparison.on_day(figures, filters.on)
    first_screen, below = st.container(), st.container()
    with below:
        trend(campus, filters)
    with first_screen:
        cards(campus, filters)
        notes = st.columns([5, 5, 4], border=True)
        units_table(today, filters)
    report = ui.reporting(term, filters.on, filters.known_at)
    with notes[0]:
        note(_("谁落后"), who_is_behind(today, filters))
    with notes[1]:
        note(_("谁没报"), who_has_not_reported(report, filters))
    with notes[2]:
        note(_("较昨日"), since_yesterday(campus, filters))
    with below:
        ui.reports_table(report, filters)


ui.show(main)
