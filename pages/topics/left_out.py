"""一个不少: who is not in a group, was not notified or has no material, and whom to call."""

from __future__ import annotations

import dataclasses

import pandas as pd
import streamlit as st

import charts
from access import Action
from charts import wording
from charts.texts import text
from metrics import compare
from metrics.lists.missing import LACKS, NOTHING, ROSTER
from pages.topics import left_out_lists
from schema.figures import CAMPUS
from schema.term import Term, load_term
from services import left_out
from services.figures import series
from services.left_out import LeftOutView
from ui import address, identity
from ui.filters import Filters, choose
from ui.language import gettext, language, lazy
from ui.links import SUBMIT, trace_link
from ui.show import chart, downloads, head, needs_plan, reader_look, table
from ui.words import headings, joined, unit_names

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    own = own_first(filters)
    note = _("以下是{units}").format(units=unit_names(term, own.units)) if own.units else ""
    head(_("一个不少"), filters, note)
    needs_plan(series(identity.desk(), filters.known_at), term)
    lacking = view(own)
    headline(lacking, own)
    if own is not filters:
        campus(filters)
    by_day(lacking, own)
    by_unit(lacking, filters, own)
    left_out_lists.lists(lacking, own)
    unlisted(lacking, own)


_MEASURES = {
    "students": lazy("学生（名单内）"),
    "pairs": lazy("人次（名单内）"),
    "places": lazy("人次（含汇总数）"),
}


def own_first(filters: Filters) -> Filters:
    """``filters`` with the reader's own units, for whoever has some and has chosen none."""
    units = identity.desk().person.units
    return dataclasses.replace(filters, units=units) if units and not filters.units else filters


def view(filters: Filters) -> LeftOutView:
    """What this session's person may see of those left out, of the chosen units.

    What is kept between runs holds everybody's names; each person is given their part of it.
    """
    return left_out.view(identity.desk(), filters.on, filters.known_at, filters.units or None)


def headline(lacking: LeftOutView, filters: Filters) -> None:
    """How many students lack a group, and how many places each lack still has, since yesterday."""
    today, yesterday = (
        compare.on_day(lacking.days, day).set_index("lack")
        for day in (filters.on, compare.day_before(filters.on))
    )
    units, whole = _chosen(lacking.units, filters), _all_places(filters)
    now, before = (
        compare.on_day(whole, day).set_index("lack")["places"]
        for day in (filters.on, compare.day_before(filters.on))
    )
    for place, lack in zip(st.columns(1 + len(LACKS)), (*LACKS, None), strict=True):
        with place, st.container(border=True, gap="xsmall", height="stretch"):
            if lack is None:
                _students(today["students"], yesterday["students"], units)
            else:
                _places(lack, now, before, int(today["pairs"][lack]), filters)
    if _has_rosters(units):
        _verdict(int(today.loc["not_joined", "students"]), int(units["unlisted"].sum()))


def campus(filters: Filters) -> None:
    """How much the whole campus lacks, for whoever sees their own first."""
    whole = compare.on_day(_all_places(filters), filters.on).set_index("lack")["places"]
    spoken = language()
    numbers = [f"{text(lack, spoken)} {wording.counted_places(whole[lack], spoken)}" for lack in LACKS]
    st.caption(_("全校：{numbers}。").format(numbers=joined(numbers)))


def _students(today: pd.Series, yesterday: pd.Series, units: pd.DataFrame) -> None:
    title = _("至少缺一个群的学生")
    if _has_rosters(units):
        count = wording.counted_people(today["not_joined"], language())
        _metric(title, count, _change(today, yesterday, "not_joined"))
    else:  # nobody is known by name: that is not nobody
        st.metric(title, _("没有名单"))
    st.caption(_("目标 0；{coverage}").format(coverage=left_out_lists.coverage(units)))


def _has_rosters(units: pd.DataFrame) -> bool:
    return bool(units["classes"].sum() > units["unlisted"].sum())


def _places(lack: str, today: pd.Series, yesterday: pd.Series, named: int, filters: Filters) -> None:
    """The whole of a lack, whether or not there are names, and how many of it have one."""
    whole = int(today[lack])
    count = wording.counted_places(whole, language())
    _metric(text(lack, language()).capitalize(), count, _change(today, yesterday, lack))
    beside = _("其中 {named} 人次有姓名，{rest} 人次没有名单").format(
        named=wording.format_count(named), rest=wording.format_count(whole - named)
    )
    st.caption(beside if whole > named else _("全部列在名单里"))
    one = filters.units[0] if len(filters.units) == 1 else CAMPUS
    if len(filters.units) < 2:
        trace_link(LACKS[lack], one, filters)


def _change(today: pd.Series, yesterday: pd.Series, lack: str) -> int | None:
    """Since yesterday; ``None`` where the day has none in the term."""
    return int(today[lack]) - int(yesterday[lack]) if lack in yesterday.index else None


def _metric(title: str, count: str, change: int | None) -> None:
    """A count with its change since yesterday, where there is one: fewer is better."""
    if change is None:
        st.metric(title, count)
    elif change:
        st.metric(title, count, delta=f"{change:,}", delta_color="inverse", delta_description=_("较昨日"))
    else:
        st.metric(title, count, delta=_("与昨日持平"), delta_color="off", delta_arrow="off")


def _verdict(students: int, unlisted: int) -> None:
    if not students and not unlisted:
        st.success(_("一个不少：名单上的每个学生都进了每门课的群。"), icon=":material/check:")
    elif not students:
        st.info(_("名单内一个不少；没有交名单的班，要看下面的汇总数。"), icon=":material/info:")


def by_day(lacking: LeftOutView, filters: Filters) -> None:
    """The burn-down of what was chosen to be counted."""
    listed = _has_rosters(_chosen(lacking.units, filters))
    measure = _measure() if listed else "places"
    rows = _all_places(filters) if measure == "places" else lacking.days
    title = _("还差多少，逐日")
    figure = charts.burn_down(rows, reader_look(filters.term, filters.as_of), measure=measure, title=title)
    chart(figure, title)


def _measure() -> str:
    """What is counted of those on rosters and of all."""
    address.recall("measure", "students", address.one_of(_MEASURES))
    chosen = st.segmented_control(
        _("数什么"),
        list(_MEASURES),
        format_func=lambda id: gettext(_MEASURES[id]),
        required=True,
        key="measure",
        label_visibility="collapsed",
    )
    return str(chosen)


def _all_places(filters: Filters) -> pd.DataFrame:
    """The places of each lack of all classes by day: what the indicators lack to their denominators."""
    past = compare.on_days(series(identity.desk(), filters.known_at), filters.term.first_day, filters.on)
    rates = compare.of(past, indicators=list(LACKS.values()), units=filters.units or [CAMPUS])
    lacks = {indicator: lack for lack, indicator in LACKS.items()}
    places = rates.assign(lack=rates["indicator"].map(lacks), places=rates["d"] - rates["n"])
    return places.groupby(["on", "lack"], as_index=False, sort=False)["places"].sum()


def by_unit(lacking: LeftOutView, filters: Filters, own: Filters) -> None:
    """Who is behind: places of all classes, and students where they can be counted; one's ``own`` first."""
    st.header(_("谁落后"), anchor=False)
    units = _chosen(lacking.units, filters)
    rows = units.assign(**{lack: units[lack] + units[f"unlisted_{lack}"] for lack in LACKS})
    listed = rows["classes"] > rows["unlisted"]
    rows["students"] = rows["students"].astype("Int64").where(listed)
    rows["unit"] = [wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]]
    names = {
        "unit": _("学院(系、部)"),
        **_lack_titles(),
        "students": _("缺群学生（名单内）"),
        "classes": _("教学班"),
        "unlisted": _("其中没有名单"),
    }
    rows["own"] = units["unit"].isin(own.units)
    ranked = rows.sort_values(["own", "not_joined", "students"], ascending=False)
    table(ranked, names, name=_("谁落后"), whole=True)
    said = _("人次含只报汇总数的班；没有交名单的学院(系、部)数不出学生。")
    st.caption(" ".join([*([_("本单位在最上面。")] if own is not filters else []), said, filters.as_of]))


def unlisted(lacking: LeftOutView, filters: Filters) -> None:
    """What cannot be listed by name, why, and how to change that."""
    st.header(_("列不出名单的"), anchor=False)
    units = _chosen(lacking.units, filters)
    count, silent = int(units["unlisted"].sum()), int(units["unreported"].sum())
    if not count:
        st.success(_("每个教学班都交了一人一行的名单。"), icon=":material/check:")
        return
    words = _("{count} 个教学班列不出姓名：{totals} 个只报了汇总数，{silent} 个还没有上报进群情况。")
    if not silent:
        words = _("{count} 个教学班只报了汇总数，列不出姓名。")
    st.markdown(
        words.format(
            count=wording.format_count(count),
            totals=wording.format_count(count - silent),
            silent=wording.format_count(silent),
        )
        + _("请改用“学生进群（一人一行）”模板上报，同一教学班以后报的为准。")
    )
    if identity.desk().units(Action.SUBMIT):
        st.page_link(SUBMIT, label=_("去下载一人一行的模板"), icon=":material/arrow_forward:")
    if lacking.classes is not None:
        _unlisted_classes(lacking.classes, filters)


def _unlisted_classes(classes: pd.DataFrame, filters: Filters) -> None:
    rows = classes[classes["form"] != ROSTER]
    if rows.empty:
        return
    words = {NOTHING: _("没有上报")}
    worded = rows.assign(
        form=[words.get(form, _("只有汇总数")) for form in rows["form"]],
        unit=[wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]],
    )
    columns = ["unit", "class_id", "course_name", "teacher", "counselor", "form", "as_of", "expected"]
    names = headings(columns) | {"form": _("上报情况"), "unit": _("学院(系、部)")} | _lack_titles()
    title = _("列不出名单的教学班")
    with st.expander(f"{title} {wording.format_count(len(rows))}"):
        table(worded, names, name=title)
        name = f"{title}_{filters.term.name}_{filters.on}"
        downloads(worded, names, name=name, title=title, note=filters.as_of)


def _lack_titles() -> dict[str, str]:
    return {lack: text(lack, language()).capitalize() for lack in LACKS}


def _chosen(units: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows of the chosen units; the campus is their sum."""
    return units[units["unit"].isin(filters.shown_units)]


main(load_term())
