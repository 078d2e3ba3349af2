"""多校: the figures of many campuses beside each other, who lacks most first; for the office above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import streamlit as st

import charts
from charts import wording
from exports.published.federated import Federated
from metrics.indicators import CONTINGENCIES, FIRST, QUALITY, TASKS, TEACHING
from metrics.regions import EVERYWHERE
from pages.board import campus
from schema.as_of import AsOf
from schema.language import chosen
from schema.publication_errors import PublicationError
from schema.term import Term, load_term
from services import audit, campuses
from services.campuses import Beside
from ui import address
from ui.identity import desk
from ui.language import gettext, language, lazy
from ui.show import chart, downloads, head, is_dark

_ = gettext
_ROWS = 25  # campuses at a time
_GROUPS = {
    "first": (lazy("各学院四张表"), FIRST),
    "tasks": (lazy("准备工作"), TASKS),
    "teaching": (lazy("开课与到课"), TEACHING),
    "quality": (lazy("评估与改进"), QUALITY),
    "contingencies": (lazy("预案与困难学生"), CONTINGENCIES),
}


def main(term: Term) -> None:
    """The matrix and the regions of a day, then one campus by itself."""
    head(_("多校"))
    if not campuses.are_kept():
        words = _("这里没有多校的数字。请在 {variable} 里写明 python cli.py federate 写入的文件夹。")
        st.info(words.format(variable=f"`{campuses.VARIABLE}`"), icon=":material/info:")
        return
    try:
        made = campuses.federated(desk())
        _show(made, term)
    except PublicationError as error:
        st.error(error.message(language()), icon=":material/error:")


def _show(made: Federated, term: Term) -> None:
    on, region, ids = _choose(made)
    st.caption(_said(made))
    beside = campuses.beside(desk(), made, on, ids, region)
    as_of = wording.as_of_line(AsOf(term, on, made.question.known_at), language())
    _regions(made, on, ids, as_of)
    _matrix(beside, as_of)
    _take_along(made, beside, on)
    id = campus.choose(made, [str(name) for name in beside.order["unit"]])
    campus.show(campuses.one(desk(), made, id), ids, on, made.question.known_at)


def _choose(made: Federated) -> tuple[dt.date, str | None, list[str]]:
    """The day, the region (``None``: all) and the indicators."""
    first, last = min(each.term.first_day for each in made.campuses), made.question.on
    named = list(made.regions)
    address.recall("campuses_on", None, address.day_within(first, last))
    address.recall("region", EVERYWHERE, address.one_of(named))
    address.recall("group", next(iter(_GROUPS)), address.one_of(_GROUPS))
    with st.sidebar:
        day = st.date_input(
            _("统计日"), value=None, min_value=first, max_value=last, format="YYYY-MM-DD", key="campuses_on"
        )
        region = st.selectbox(
            _("地区"), [EVERYWHERE, *named], format_func=partial(_region_title, made), key="region"
        )
        group = st.selectbox(
            _("指标组"), list(_GROUPS), format_func=lambda id: _(_GROUPS[id][0]), key="group"
        )
    ids = [indicator.id for indicator in _GROUPS[str(group)][1]]
    return day or last, None if region == EVERYWHERE else str(region), ids


def _said(made: Federated) -> str:
    """How many campuses there are, and from when what they published is."""
    moments = sorted(each.known_at for each in made.campuses)
    zone = made.campuses[0].term.timezone
    told = [wording.format_moment(moment, zone, language()) for moment in (moments[0], moments[-1])]
    words = _("{count} 个校区，发布于 {moments}，由各校发布的事实按同一定义算出（{engine}）")
    count, between = wording.format_count(len(made.campuses)), " – ".join(dict.fromkeys(told))
    return words.format(count=count, moments=between, engine=made.question.engine)


def _region_title(made: Federated, region: str) -> str:
    """What a region is called in the reader's language."""
    if region == EVERYWHERE:
        return _("全部")
    return chosen(*made.regions[region]) if region else _("未写明地区")


def _regions(made: Federated, on: dt.date, ids: list[str], as_of: str) -> None:
    """The regions as sums of their campuses, where there are several."""
    rows = campuses.regions(desk(), made, on, ids)
    if rows["unit"].nunique() < 3:  # one region and everywhere say the same
        return
    rows = rows.assign(unit=rows["unit"].map(partial(_region_title, made)))
    look = charts.Look(desk().term, as_of, language(), is_dark())
    with st.container(key=f"{campus.WIDE}regions"):
        chart(charts.heat_by_indicator(rows, look, title=_("各地区各项指标")), _("各地区各项指标"))


def _matrix(beside: Beside, as_of: str) -> None:
    """Campuses × indicators, the widest gap on top, so many at a time; how many others there are is said."""
    count = len(beside.order)
    starts = list(range(0, count, _ROWS))
    if len(starts) > 1:
        address.recall("from_place", starts[0], _one_of(starts))
        if st.session_state["from_place"] not in starts:
            address.choose_here("from_place", starts[0])
        st.selectbox(
            _("按差距排，第几个起"), starts, format_func=partial(_places, count=count), key="from_place"
        )
    start = st.session_state["from_place"] if len(starts) > 1 else 0
    shown, term = beside.some(start, _ROWS)
    look = charts.Look(term, as_of, language(), is_dark())
    title = _("各校区各项指标，差距最大的在上")
    with st.container(key=f"{campus.WIDE}campuses"):
        chart(charts.heat_by_indicator(shown, look, title=title), _("各校区各项指标"))
    rest = count - len(term.units)
    told = [_("差距是有目标、已到期的各项距 100 % 的平均，未报按差 100 % 计。")]
    if rest:
        told.append(
            _("其余 {count} 个校区换一段即可看到，也都在下载的表里。").format(
                count=wording.format_count(rest)
            )
        )
    st.caption("".join(told))


def _places(start: int, count: int) -> str:
    words = _("第 {first} 至 {last} 个，共 {count} 个")
    last = wording.format_count(min(start + _ROWS, count))
    return words.format(first=wording.format_count(start + 1), last=last, count=wording.format_count(count))


def _one_of(starts: list[int]) -> Callable[[list[str]], int | None]:
    return lambda texts: next((int(text) for text in texts if text.isdecimal() and int(text) in starts), None)


def _take_along(made: Federated, beside: Beside, on: dt.date) -> None:
    """Every campus's figures of the day, also those that the matrix leaves for later."""
    gaps = beside.order.set_index("unit")["gap"]
    names = {unit.name: wording.unit_title(unit.name, beside.term, language()) for unit in beside.term.units}
    rows = beside.figures.assign(
        place=beside.figures["unit"].map({name: place for place, name in enumerate(gaps.index, 1)}),
        name=beside.figures["unit"].map(names),
        region=beside.figures["region"].map(partial(_region_title, made)),
        title=[wording.indicator_title(id, language()) for id in beside.figures["indicator"]],
        percent=[wording.format_figure(row, language(), counts=False) for row in beside.figures.itertuples()],
    ).sort_values("place", kind="stable")
    headings = {
        "place": _("名次（差距最大为 1）"),
        "name": _("校区"),
        "region": _("地区"),
        "title": _("指标"),
        "on": _("统计日"),
        "n": _("完成"),
        "d": _("应完成"),
        "percent": _("完成率"),
    }
    title = _("多校指标")
    downloads(
        rows,
        headings,
        name=f"{title}_{on}",
        title=title,
        taken=lambda file: audit.note_taken(desk(), file, "figures", None),
    )


main(load_term())
