"""核对: do the figures agree, and do claims stand up to spot checks."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from access import Action
from charts import wording
from metrics.agreement.agreement import AGREES, DIFFERS, NOTHING, STATES, Agreement
from pages.topics import data_quality, spot_checks
from pages.topics.agreement_words import (
    COMPARED,
    numbered,
    place_words,
    state_words,
    title_of,
    unit_words,
    what_to_send,
)
from schema.figures import CAMPUS
from schema.term import Term, load_term
from services.agreement import comparisons as compared
from services.figures import series
from ui import address, identity
from ui.filters import Filters, choose
from ui.language import gettext, language
from ui.show import BY_ROW, broken, clicked_rows, downloads, head, needs_plan, row_height, table, text_column
from ui.words import headings

_ = gettext


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term)
    head(_("核对"), filters)
    needs_plan(series(identity.desk(), filters.known_at), term)
    with st.spinner(_("正在逐项核对…")):
        whole = agreement_of(filters)
    headline(whole)
    name, part = comparisons(whole, filters)
    one(whole, name, part, filters)
    spot_checks.section(filters)
    data_quality.section(filters)


_CHOSEN = "comparison"
_NUMBERS_WIDTH = 400  # of the four columns without words
_SIDES = ("reported", "held")


def agreement_of(filters: Filters) -> Agreement:
    """Every comparison, with the pairs that this session's person may see."""
    return compared(identity.desk(), filters.on, filters.known_at)


def headline(whole: Agreement) -> None:
    """How many comparisons agree, how many differ, and for how many a side has nothing."""
    states = whole.sums.loc[whole.sums["unit"] == CAMPUS, "state"].value_counts()
    counts = {state: int(states.get(state, 0)) for state in STATES}
    missing = sum(counts[state] for state in STATES[2:])
    badges = [
        f":red-badge[× {_('{count} 项不一致').format(count=counts[DIFFERS])}]",
        f":green-badge[✓ {_('{count} 项一致').format(count=counts[AGREES])}]",
        f":gray-badge[– {_('{count} 项缺一方').format(count=missing)}]",
    ]
    st.markdown(" ".join(badges))
    st.caption(_("每一对数都单独比较：一个多报、一个少报，合计相等也算不一致。差异原样列出，不作平均。"))


def comparisons(whole: Agreement, filters: Filters) -> tuple[str, str]:
    """The table of all comparisons of the campus; which one is looked into, by a click or a choice."""
    campus = whole.sums[whole.sums["unit"] == CAMPUS]
    order = campus["state"].map((DIFFERS, AGREES, *STATES[2:]).index).sort_values(kind="stable")
    campus = campus.loc[order.index].reset_index(drop=True)
    keys = [f"{row.comparison}.{row.part}".removesuffix(".") for row in campus.itertuples()]
    address.recall(_CHOSEN, keys[0], address.one_of(keys))
    overview = _table(campus)
    config, height = _columns(overview)
    st.dataframe(
        overview,
        hide_index=True,
        height="content",
        key="comparisons",
        selection_mode=BY_ROW,
        on_select=lambda: _choose(keys),
        placeholder="–",
        alt=_("核对"),
        row_height=height,
        column_config=config,
    )
    st.caption(f"{_('点一行可看它的明细。')} {filters.as_of}")
    titles = {
        key: title_of(row.comparison, row.part) for key, row in zip(keys, campus.itertuples(), strict=True)
    }
    chosen = st.selectbox(_("看哪一项的明细"), keys, format_func=titles.__getitem__, key=_CHOSEN)
    name, _dot, part = str(chosen).partition(".")
    return name, part


def _choose(keys: list[str]) -> None:
    for place in clicked_rows("comparisons"):
        st.session_state[_CHOSEN] = keys[place]
        address.choose(_CHOSEN, keys[place])


def _table(campus: pd.DataFrame) -> pd.DataFrame:
    names = campus["comparison"]
    return pd.DataFrame(
        {
            "state": [state_words(state) for state in campus["state"]],
            "difference": numbered(campus["difference"]),
            "title": [title_of(row.comparison, row.part) for row in campus.itertuples()],
            "numbers": [_both(row) for row in campus.itertuples()],
            "differing": campus["differing"],
            "sides": [f"{_(COMPARED[name].reported)} / {_(COMPARED[name].held)}" for name in names],
        }
    )


def _both(row: Any) -> str:
    """``1,200 / 1,198``; a dash for a side that has nothing."""
    return " / ".join(
        "–" if pd.isna(number) else wording.format_count(number) for number in (row.reported, row.held)
    )


def _columns(overview: pd.DataFrame) -> tuple[dict[str, ColumnConfig], int | None]:
    """The columns of the overview, and the height of its rows."""
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    words = {"title": _("核对内容"), "sides": _("各是什么")}
    widths = broken(overview, words, _NUMBERS_WIDTH)
    config = {
        "state": text(_("状态"), width=100),
        "difference": text(_("相差"), width=75, alignment="right"),
        "numbers": text(_("两边的数"), width=120, alignment="right"),
        "differing": number(_("不一致处"), format="localized", width=105),
    }
    config |= {id: text_column(heading, overview[id], widths.get(id)) for id, heading in words.items()}
    return config, row_height(overview["state"], widths)


def one(whole: Agreement, name: str, part: str, filters: Filters) -> None:
    """One comparison by unit, and the list of what does not agree."""
    sums = whole.sums[(whole.sums["comparison"] == name) & (whole.sums["part"] == part)]
    title = title_of(name, part)
    st.header(title, anchor=False)
    campus = sums[sums["unit"] == CAMPUS].iloc[0]
    if campus["state"] in STATES[2:]:
        st.info(what_to_send(name, part, campus["state"]), icon=":material/upload_file:")
        return
    _by_unit(sums, name, filters)
    _list(whole.pairs, name, part, title, filters)


def _by_unit(sums: pd.DataFrame, name: str, filters: Filters) -> None:
    """Both numbers of every unit, those that differ most first, the campus last."""
    shown_units = sums[sums["unit"].isin(filters.shown_units)]
    own = shown_units[~shown_units["state"].isin([AGREES, NOTHING])]
    size = own["difference"].abs().fillna(-1).astype("int64")
    ordered = own.loc[size.sort_values(ascending=False, kind="stable").index]
    rows = pd.concat([ordered, sums[sums["unit"] == CAMPUS]])
    worded = pd.DataFrame(
        {
            "unit": [wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]],
            **{side: rows[side] for side in _SIDES},
            "difference": rows["difference"],
            "differing": rows["differing"],
            "state": [state_words(state) for state in rows["state"]],
        }
    )
    titles = {
        "unit": _("学院(系、部)"),
        "reported": wording.capitalized(_(COMPARED[name].reported)),
        "held": wording.capitalized(_(COMPARED[name].held)),
        "difference": _("相差"),
        "differing": _("不一致处"),
        "state": _("状态"),
    }
    table(worded, titles, name=_("各学院(系、部)"), whole=True)
    agreeing = int((shown_units["state"] == AGREES).sum())
    if agreeing:
        count = _("其余 {count} 个学院(系、部)一致。").format(count=agreeing)
        st.caption(f":green[✓] {count}")
    if name == "need_total":
        st.caption(_("通知只给了全校数；同一学生被几个学院列出时，全校只算一人。"))
    elif rows["one_sided"].iloc[-1]:
        count = wording.format_count(rows["one_sided"].iloc[-1])
        st.caption(_("另有 {count} 处只有一方有数，不计入合计，列在明细里。").format(count=count))


def _list(pairs: pd.DataFrame, name: str, part: str, title: str, filters: Filters) -> None:
    """What does not agree, with both cells, for those who may see details."""
    if not identity.desk().units(Action.SEE_DETAILS):
        st.info(_("明细只对本单位和教务、学工部门开放。"), icon=":material/lock:")
        return
    rows = pairs[(pairs["comparison"] == name) & (pairs["part"] == part)]
    if filters.units:
        rows = rows[rows["unit"].isin(filters.units)]
    if rows.empty:
        seen = identity.desk().units(Action.SEE_DETAILS)
        whole = set(filters.term.unit_names) <= {*seen} and not filters.units
        words = _("没有不一致之处。") if whole else _("您能看明细的学院(系、部)没有不一致之处。")
        st.success(words, icon=":material/check:")
        return
    worded, titles = _worded(rows, name, filters)
    st.markdown(f"**{_('明细 {count} 处').format(count=wording.format_count(len(rows)))}**")
    table(worded, titles, name=title)
    downloads(
        worded,
        titles,
        name=f"{_('核对')}_{title}_{filters.on}",
        title=title,
        note=f"{title}\n{filters.as_of}",
    )


def _worded(rows: pd.DataFrame, name: str, filters: Filters) -> tuple[pd.DataFrame, dict[str, str]]:
    """The pairs in the reader's words, and their headings; columns that say nothing are left out."""
    worded = rows.assign(
        unit=[unit_words(unit, filters.term) for unit in rows["unit"]],
        item=rows["item"].mask(rows["item_kind"] == "unit"),
        where=place_words(rows, "submission", "source_row"),
        held_where=place_words(rows, "held_submission", "held_row"),
    )
    own = headings(["unit", "class_id", "course_name", "visitor", "visitor_kind", "reason"])
    kinds = set(rows["item_kind"])
    titles = {"unit": own["unit"]}
    if "class" in kinds:
        titles |= {"item": own["class_id"], "label": own["course_name"]}
    elif "visitor" in kinds:
        titles |= {"item": own["visitor"], "label": own["visitor_kind"]}
    elif name == "session_totals":
        titles |= {"label": _("数据来源")}
    titles |= {"on": _("日期"), "said": _("所写教师"), "held_said": _("计划教师")}
    titles |= {side: wording.capitalized(_(getattr(COMPARED[name], side))) for side in _SIDES}
    titles |= {"difference": _("相差"), "hint": _("可能是") if name == "unplanned" else own["reason"]}
    titles |= {"where": _("上报编号 · 行"), "held_where": _("另一方编号 · 行")}
    worded = worded.drop(columns=[] if name == "teachers" else ["said", "held_said"])
    blank = [
        column for column in titles if column in worded and worded[column].replace("", None).isna().all()
    ]
    return worded.drop(columns=blank), {id: words for id, words in titles.items() if id not in blank}


main(load_term())
