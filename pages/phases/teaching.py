"""Teaching in a briefing: sessions held and students present, by source, by unit, by day and by week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

import charts
import metrics
from charts import wording
from charts.texts import text
from metrics import compare
from pages.phases.briefing import PARTS, Briefing, by_unit
from pages.phases.view import View, campus_and_few
from schema.figures import CAMPUS, STATE
from schema.sessions import FEEDBACK, REPORTED, SAMPLED
from schema.term import Term
from services import figures
from services.events import on_line
from services.words import week_title, with_rate
from ui import identity
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.show import chart, reader_look

_ = gettext
OPENING, ATTENDANCE = "session_opening", "attendance"
BOTH = (OPENING, ATTENDANCE)
# Source → its suffix in the ids of indicators and its word; counts of different sources are never added.
SOURCES = {
    REPORTED: ("", lazy("学院上报")),
    SAMPLED: ("_sampled", lazy("抽样")),
    FEEDBACK: ("_feedback", lazy("学生反馈")),
}


@dataclass(frozen=True)
class Day:
    """What else is told of a day: ``counts`` (see :func:`metrics.counts`) and distinct ``teachers``."""

    counts: pd.DataFrame
    teachers: pd.DataFrame


def told_of(filters: Filters, since: dt.date, until: dt.date) -> Day:
    """Counts at the end of ``until`` and the teachers of all days from ``since``, each once."""
    desk = identity.desk()
    return Day(
        figures.counts(desk, until, filters.known_at),
        figures.teachers(desk, since, until, filters.known_at),
    )


def by_source(briefing: Briefing, stretch_figures: pd.DataFrame, title: str) -> None:
    """A row a source: 开课率 and 到课率 of the campus, or of the one chosen unit."""
    filters = briefing.filters
    place = filters.units[0] if len(filters.units) == 1 else CAMPUS
    since = stretch_figures["since"].iloc[0]
    rows = [
        {"source": gettext(word), "since": since, **_measures(stretch_figures, suffix, place)}
        for suffix, word in SOURCES.values()
    ]
    name = wording.unit_title(place, filters.term, language())
    briefing.table(title, pd.DataFrame(rows), {"source": _("来源（{place}）").format(place=name)}, _titles())
    st.caption(_("各来源分别统计，从不相加；门次、人次逐日相加。") + " " + briefing.view.as_of)


def units(briefing: Briefing, stretch_figures: pd.DataFrame, teachers: pd.DataFrame, title: str) -> None:
    """A row a unit as it reported, the lowest 到课率 first, with its distinct teachers."""
    filters = briefing.filters
    rows = by_unit(stretch_figures, BOTH, filters.shown_units)
    people = teachers.set_index("unit")
    rows["name"] = [wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]]
    rows["teachers"] = [_people(people.loc[unit]) for unit in rows["unit"]]
    rows = rows.sort_values([f"{ATTENDANCE}_rate", f"{OPENING}_rate"], kind="stable")
    briefing.table(title, rows, {"name": _("学院(系、部)")}, _titles(), {"teachers": _("授课教师（人）")})
    campus = people.loc[CAMPUS]
    note = _("全校授课教师 {count} 人：同一人只计一次，不是各日、各学院之和。").format(
        count=wording.format_count(campus["teachers"])
    )
    if campus["totals_only"]:
        note += _("只报汇总数的学院分不出教师，不在其内。")
    st.caption(note)


def _people(row: pd.Series) -> str:
    return _("只有汇总数") if row["totals_only"] else wording.format_count(row["teachers"])


def daily_lines(view: View, figures: pd.DataFrame, title: str) -> None:
    """开课率 and 到课率 of each day by itself, of the campus and of the chosen units when they are few."""
    places = campus_and_few(view)
    own = compare.of(figures, indicators=BOTH, units=places)
    eve = compare.day_before(view.phase.starts)
    days = metrics.daily(compare.on_days(own, eve, view.until))
    taught = days["on"][(days["unit"] == CAMPUS) & (days["d"] > 0)]
    days = days[days["on"].isin(set(taught))]  # nothing is taught on most Sundays
    look = on_line(identity.desk(), reader_look(view.term, view.as_of), view.filters.known_at)
    figure = charts.small_multiples(days, look, title=title)
    chart(figure, title)


def spread_charts(briefing: Briefing, weekly: pd.DataFrame) -> None:
    """The weeks of 开课率 and 到课率 side by side: the campus, and how far units lie apart."""
    view, apart = briefing.view, metrics.spread(weekly)
    campus = weekly[weekly["unit"] == CAMPUS][["indicator", "week", "on", "n", "d", "rate", STATE]]
    weeks = apart.merge(campus, on=["indicator", "week"])
    for column, indicator in zip(st.columns(2), BOTH, strict=True):
        own = weeks[weeks["indicator"] == indicator]
        figure = charts.weekly_spread(own, reader_look(view.term, view.as_of), indicator=indicator)
        with column:
            chart(figure, str(figure.layout.meta["title"]))


def weeks_table(briefing: Briefing, weekly: pd.DataFrame, title: str) -> None:
    """A row a week and source: 开课率, 到课率, and the lowest and the highest unit of what units report."""
    apart = metrics.spread(weekly).set_index(["indicator", "week"])
    rows = []
    for week, own in weekly.groupby("week", sort=True):
        for source, (suffix, word) in SOURCES.items():
            measures = _measures(own, suffix, CAMPUS)
            if not measures[f"{OPENING}_d"] and not measures[f"{ATTENDANCE}_d"]:
                continue
            span = _span(apart.loc[(f"{ATTENDANCE}{suffix}", week)], briefing.filters.term)
            span_words = span if source == REPORTED else "—"
            rows.append(
                {"week": week_title(own.iloc[0]), "source": gettext(word), **measures, "span": span_words}
            )
    texts, after = {"week": _("周"), "source": _("数据来源")}, {"span": _("到课率最低与最高的学院")}
    frame = pd.DataFrame(rows, columns=[*texts, *after, *_columns(weekly)])
    briefing.table(title, frame, texts, _titles(), after)


def reported_weeks(briefing: Briefing, weekly: pd.DataFrame, title: str) -> None:
    """In which weeks each unit reported its sessions, and who did in every one of them."""
    term = briefing.filters.term
    own = weekly[(weekly["indicator"] == OPENING) & (weekly["unit"] != CAMPUS)]
    days = own.pivot(index="unit", columns="week", values="d").reindex(term.unit_names)
    reported = days > 0
    weeks = own.drop_duplicates("week")
    ever, always = int(reported.any(axis=1).sum()), int(reported.all(axis=1).sum())
    st.markdown(
        _(
            "**每周都报授课情况的学院(系、部)：{always} / {ever}**（以曾经上报的为应完成；全校共 {all} 个）"
        ).format(always=always, ever=ever, all=len(term.units))
    )
    names = {int(row["week"]): week_title(row) for _place, row in weeks.iterrows()}
    marks = reported.map(lambda one: _("✓ 已报") if one else _("× 未报"))
    frame = marks.rename(columns=str).reset_index(drop=True)
    frame.insert(0, "unit", [wording.unit_title(unit, term, language()) for unit in days.index])
    missing = ~reported.all(axis=1).to_numpy()
    gaps = frame[missing].reset_index(drop=True)
    texts = {"unit": _("有缺周的学院(系、部)"), **{str(number): name for number, name in names.items()}}
    if gaps.empty:
        st.success(_("每个学院(系、部)每周都报了授课情况。"), icon=":material/check:")
    else:
        briefing.table(title, gaps, texts)


def _measures(rates: pd.DataFrame, suffix: str, place: str) -> dict[str, object]:
    own = rates[rates["unit"] == place].set_index("indicator")
    return {f"{id}_{part}": own.loc[f"{id}{suffix}", part] for id in BOTH for part in _kept(own)}


def _kept(figures: pd.DataFrame) -> list[str]:
    return [part for part in PARTS if part in figures]


def _columns(figures: pd.DataFrame) -> list[str]:
    return [f"{id}_{part}" for id in BOTH for part in _kept(figures)]


def _titles() -> dict[str, str]:
    return {id: wording.indicator_title(id, language()) for id in BOTH}


def _span(row: pd.Series, term: Term) -> str:
    if not row["units"]:
        return text("not_reported", language())
    return " – ".join(with_rate(row[f"{end}_unit"], row[end], term) for end in ("lowest", "highest"))
