"""溯源: what a figure is made of, down to the row of the workbook it came from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from charts import wording
from metrics.indicators import INDICATORS, Indicator, indicator_by_id
from pages.topics import trace_comments, trace_rows, trace_why
from schema.figures import CAMPUS
from schema.language import titled
from schema.term import Term, load_term
from services import tracing
from services.beside_words import remarks, state_words
from services.figures import series
from services.tracing import items_of
from ui import address
from ui.beside import beside_figures, remark_links
from ui.filters import Filters, choose
from ui.identity import desk
from ui.language import gettext, language, lazy
from ui.links import INDICATOR, PLACE
from ui.show import BY_ROW, clicked_rows, downloads, head, needs_plan, rate_column, text_column, text_columns
from ui.words import headings

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term, with_units=False)
    head(_("溯源"), filters)
    needs_plan(series(desk(), filters.known_at), term)
    indicator, place = choose_figure(term)
    row = figure(indicator, place, filters)
    trace_comments.of_figure(indicator.id, place, filters)
    if place == CAMPUS:
        units(indicator, filters)
    trace_why.section(indicator.id, place, filters)
    items(indicator, place, row, filters)


ITEM, SHOWN, _UNITS, _ITEMS = "item", "items", "trace units", "trace items"
_IDS = [indicator.id for indicator in INDICATORS]
_KINDS = {
    "class": lazy("教学班"),
    "unit": lazy("学院(系、部)"),
    "student": lazy("学生"),
    "teacher": lazy("教师"),
    "visitor": lazy("听课人"),
    "record": lazy("记录"),
    "campus": lazy("校区"),
}
# Which items are listed: those that the denominator has and the numerator lacks, the others, all.
LACKING, COUNTED, ALL = "lacking", "counted", "all"
_SHOWN = {LACKING: lazy("有缺口"), COUNTED: lazy("已计全"), ALL: lazy("全部")}


def choose_figure(term: Term) -> tuple[Indicator, str]:
    """The figure that is asked about: an indicator, and a unit or the campus."""
    address.recall(INDICATOR, _IDS[0], address.one_of(_IDS))
    places = [CAMPUS, *term.unit_names]
    address.recall(PLACE, CAMPUS, address.one_of(places))
    left, right = st.columns(2)
    id = left.selectbox(
        _("指标"),
        _IDS,
        key=INDICATOR,
        on_change=_let_go,
        format_func=partial(wording.indicator_title, language=language()),
    )
    unit = right.selectbox(
        _("范围"),
        places,
        key=PLACE,
        on_change=_let_go,
        format_func=partial(wording.unit_title, term=term, language=language()),
    )
    return indicator_by_id(str(id)), str(unit)


def _let_go() -> None:
    address.choose_here(ITEM, None)


def figure(indicator: Indicator, place: str, filters: Filters) -> pd.Series:
    """Show the figure and what it divides by what; give its row of the figures table."""
    table = trace_rows.figures(indicator.id, filters)
    row = table[table["unit"] == place].iloc[0]
    n, d = (titled(indicator, part=part) for part in ("n_means", "d_means"))
    counted = titled(indicator.counted)
    with st.container(border=True):
        left, right = st.columns([1, 2])
        left.metric(
            wording.indicator_title(indicator.id, language()),
            wording.format_figure(row, language(), counts=False),
        )
        known = beside_figures(filters)
        ratio = wording.format_ratio(row["n"], row["d"])
        left.caption(f"{ratio} {counted}" if row["d"] else state_words(row))
        if words := remark_links(known, indicator.id, place, filters):
            left.caption(words)
        lines = [
            f"**{_('完成')}** {wording.format_count(row['n'])}　{n}",
            f"**{_('应完成')}** {wording.format_count(row['d'])}　{d}",
            f":small[:gray[{filters.as_of}]]",
        ]
        right.markdown("  \n".join(lines))
    return row


def units(indicator: Indicator, filters: Filters) -> None:
    """The figures of the units that add up to that of the campus; a click on one goes on to it."""
    table = trace_rows.figures(indicator.id, filters)
    own = table[table["unit"] != CAMPUS]
    if not own["d"].any():  # the campus's own affair
        return
    campus = table[table["unit"] == CAMPUS].iloc[0]
    ordered = own.sort_values("rate", na_position="last", kind="stable")
    names = [wording.unit_title(unit, filters.term, language()) for unit in ordered["unit"]]
    rates = [wording.bar(row.rate, wording.state_of(row)) for row in ordered.itertuples()]
    rest = [int(campus[part] - own[part].sum()) for part in ("n", "d")]
    frame = ordered[["unit", "n", "d"]].reset_index(drop=True).assign(unit=names, rate=rates)
    if any(said := remarks(beside_figures(filters), ordered)):
        frame["remark"] = said
    words = {"unit": _("学院(系、部)"), "remark": _("未计入与核查")}
    config, height = text_columns(frame, words, 330)  # so wide are the counts and the rates
    st.header(_("各学院(系、部)"), anchor=False)
    st.dataframe(
        frame,
        hide_index=True,
        height="content",
        row_height=height,
        key=_UNITS,
        selection_mode=BY_ROW,
        placeholder="",
        on_select=partial(_open_unit, list(ordered["unit"])),
        alt=_("各学院(系、部)的完成数和应完成数"),
        column_config={
            **config,
            "n": st.column_config.NumberColumn(_("完成"), format="localized"),
            "d": st.column_config.NumberColumn(_("应完成"), format="localized"),
            "rate": rate_column(_("完成率"), 150),
        },
    )
    total = _("各学院(系、部)之和为 {n} / {d}").format(
        n=wording.format_count(own["n"].sum()), d=wording.format_count(own["d"].sum())
    )
    if any(rest):
        total += _("；校区自己的部分（含跨学院只算一次的人）为 {n} / {d}").format(n=rest[0], d=rest[1])
    st.caption(_("{sums}。点一行看这个学院(系、部)。").format(sums=total))


def _open_unit(listed: Sequence[str]) -> None:
    for place in clicked_rows(_UNITS):
        address.choose_here(PLACE, listed[place])
        _let_go()


def items(indicator: Indicator, place: str, row: pd.Series, filters: Filters) -> None:
    """Everything that the figure counts, and what is known of the one that was chosen."""
    st.header(_("背后的每一项"), anchor=False)
    if not trace_rows.may_see(place):
        st.info(_("数字背后的名单只对本单位和教务、学工部门以及校领导开放。"), icon=":material/lock:")
        return
    behind = trace_rows.behind(indicator.id, place, filters)
    if behind.empty:
        st.info(_("到这一天为止，没有一项可计。"), icon=":material/inbox:")
        return
    counted = items_of(behind, desk().store.secret)
    _sums(counted, row)
    _list(counted[_chosen(counted)].reset_index(drop=True), place, filters)
    _take_along(behind, indicator, place, filters)
    address.recall(ITEM, None, lambda texts: texts[0] if texts else None)
    for _place, one in counted[counted["key"] == st.session_state[ITEM]].iterrows():
        trace_rows.item(one, item_words(one, filters.term), behind, filters)


def _sums(counted: pd.DataFrame, row: pd.Series) -> None:
    """Say that the rows add up to the figure, and by how much if ever they did not."""
    sums, expected = (int(counted["n"].sum()), int(counted["d"].sum())), (int(row["n"]), int(row["d"]))
    words = wording.format_ratio(*sums)
    if sums == expected:
        st.markdown(f":green[✓ {_('下列各项之和为 {sums}，与指标相同。').format(sums=words)}]")
    else:
        st.markdown(f":red[× {_('下列各项之和为 {sums}，与指标不同，请告诉管理员。').format(sums=words)}]")


def _chosen(counted: pd.DataFrame) -> pd.Series:
    """Which of the items to list, as the reader chooses."""
    lacking = counted["lacking"] > 0
    usual = LACKING if lacking.any() else ALL
    address.recall(SHOWN, usual, address.one_of(_SHOWN))
    counts = {LACKING: int(lacking.sum()), COUNTED: int((~lacking).sum()), ALL: len(counted)}
    choice = st.segmented_control(
        _("列出"),
        list(_SHOWN),
        key=SHOWN,
        required=True,
        label_visibility="collapsed",
        format_func=lambda which: f"{_(_SHOWN[which])} {wording.format_count(counts[which])}",
    )
    return {LACKING: lacking, COUNTED: ~lacking}.get(str(choice), lacking | ~lacking)


def _list(kept: pd.DataFrame, place: str, filters: Filters) -> None:
    if kept.empty:
        st.caption(_("没有这样的项。"))
        return
    frame = pd.DataFrame(
        {
            "kind": [_(_KINDS[kind]) for kind in kept["item_kind"]],
            "item": [item_words(one, filters.term) for one in kept.to_dict("records")],
            "course": kept["course_name"],
            "teacher": kept["teacher"],
            "unit": [wording.unit_title(unit, filters.term, language()) for unit in kept["unit"]],
            "n": kept["n"],
            "d": kept["d"],
            "lacking": kept["lacking"],
        }
    )
    idle = {"kind"} if frame["kind"].nunique() == 1 else set()
    idle |= set() if place == CAMPUS else {"unit"}
    filled = [id for id in frame if id not in idle and not frame[id].isna().all()]
    keys = list(kept["key"])
    state = f"{_ITEMS} {hash(tuple(keys))}"
    st.dataframe(
        frame[filled],
        hide_index=True,
        key=state,
        selection_mode=BY_ROW,
        placeholder="",
        height="auto",
        on_select=partial(_open_item, state, keys),
        alt=_("背后的每一项"),
        column_config=_item_columns(frame),
    )
    st.caption(_("缺得最多的排在最前；点一行看它出自哪张表的哪一行。"))


def _item_columns(items: pd.DataFrame) -> dict[str, ColumnConfig]:
    number = st.column_config.NumberColumn
    declared = headings(["course_name", "teacher"])
    titles = {"kind": _("类别"), "item": _("编号或名称"), "unit": _("学院(系、部)")}
    titles |= {"course": declared["course_name"], "teacher": declared["teacher"]}
    return {
        **{id: text_column(title, items[id]) for id, title in titles.items()},
        "n": number(_("完成"), format="localized"),
        "d": number(_("应完成"), format="localized"),
        "lacking": number(_("缺"), format="localized"),
    }


def _open_item(state: str, keys: Sequence[str]) -> None:
    for place in clicked_rows(state):
        address.choose_here(ITEM, keys[place])


def item_words(item: Mapping[Hashable, Any] | pd.Series, term: Term) -> str:
    """What an item is called: a number, or the name of somebody whom the reader may see."""
    if item["item_kind"] == "unit":
        return wording.unit_title(item["unit"], term, language())
    if item["item_kind"] == "campus":
        return _("校区")
    if pd.isna(item["item"]):
        return _("姓名不显示")
    if pd.notna(item["student_name"]):
        return f"{item['item']} {item['student_name']}"
    return str(item["item"])


def _take_along(behind: pd.DataFrame, indicator: Indicator, place: str, filters: Filters) -> None:
    """The whole list with its sources as a file."""
    title = wording.indicator_title(indicator.id, language())
    columns = {
        "part": _("计入"),
        "unit": _("学院(系、部)"),
        **headings(["class_id", "course_name"]),
        "item": _("编号或名称"),
        "change": _("计数"),
        "submission": _("上报编号"),
        "file": _("文件"),
        "sheet": _("工作表"),
        "source_row": _("行"),
    }
    parts = {"n": _("完成"), "d": _("应完成")}
    name = f"{_('溯源')}_{title}_{wording.unit_title(place, filters.term, language())}_{filters.on}"
    worded = behind.assign(part=behind["part"].map(parts))
    taken = partial(tracing.names_taken, desk(), behind, place)
    downloads(worded, columns, name=name, title=title, note=filters.as_of, taken=taken)


main(load_term())
