"""The checkpoints as pages show them: frozen when over, then beside now, and what moved them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import streamlit as st

from charts import wording
from schema.figures import CAMPUS, STATE
from schema.language import titled
from schema.term import Checkpoint, Term
from services import checkpoints as frozen_figures
from services import restatement
from services.papers.changes import act_headings, act_words_of, signed
from ui import address, identity
from ui.checkpoints import keep
from ui.filters import Filters
from ui.language import bracketed, gettext, language
from ui.links import trace_link, why_address
from ui.show import table
from ui.words import joined

_ = gettext


def then_and_now(filters: Filters, checkpoints: Sequence[Checkpoint]) -> pd.DataFrame:
    """Of ``checkpoints`` those that are over, then and as the reader knows now."""
    keep(filters.term)
    known = [checkpoint for checkpoint in checkpoints if is_known(checkpoint, filters)]
    return frozen_figures.compared(identity.desk(), known, known_at=filters.known_at)


def is_known(checkpoint: Checkpoint, filters: Filters) -> bool:
    """Whether a checkpoint lies before the chosen day, and before the moment of knowledge."""
    return checkpoint.on <= filters.on and frozen_figures.ends_by(filters.term, checkpoint, filters.known_at)


def moved_since(filters: Filters, checkpoint: Checkpoint, indicator: str, unit: str) -> pd.DataFrame:
    """What moved a figure since a checkpoint, with the files that this session's person may see."""
    keep(filters.term)
    return restatement.moves(identity.desk(), checkpoint.id, indicator, unit, filters.known_at)


def title_of(checkpoint: Checkpoint) -> str:
    """The checkpoint's name and day in the reader's language."""
    name = titled(checkpoint, part="name")
    return bracketed(name, wording.format_day(checkpoint.on, language(), weekday=False))


def show(
    filters: Filters, checkpoints: Sequence[Checkpoint], indicators: Sequence[str], indicator: str
) -> None:
    """The section of the checkpoints: one of them then and now, and what moved ``indicator`` since."""
    st.header(_("节点：存档与现在"), anchor=False)
    compared = then_and_now(filters, checkpoints)
    known = [checkpoint for checkpoint in checkpoints if checkpoint.id in set(compared["gate"])]
    if not known:
        _say_that_none_is_over(checkpoints, filters.term)
        return
    checkpoint = _choose(known)
    unit = filters.units[0] if len(filters.units) == 1 else CAMPUS
    own = compared[
        (compared["gate"] == checkpoint.id)
        & (compared["unit"] == unit)
        & compared["indicator"].isin(indicators)
    ]
    _table(own, checkpoint, unit, filters)
    _traces(indicator, checkpoint, unit, filters)
    _changes(own[own["indicator"] == indicator], checkpoint, unit, filters)


def _say_that_none_is_over(checkpoints: Sequence[Checkpoint], term: Term) -> None:
    days = [
        wording.format_moment(term.end_of(checkpoint.on), term.timezone, language())
        for checkpoint in checkpoints
    ]
    st.info(
        _("节点还没有到：{days} 的数值到时自动存档，以后与最新数值并列。").format(days=joined(days)),
        icon=":material/flag:",
    )


def _choose(known: Sequence[Checkpoint]) -> Checkpoint:
    by_id = {checkpoint.id: checkpoint for checkpoint in known}
    if len(known) == 1:
        return known[0]
    address.recall("gate", known[-1].id, address.one_of(by_id))
    chosen = st.segmented_control(
        _("节点"),
        list(by_id),
        format_func=lambda id: title_of(by_id[id]),
        required=True,
        key="gate",
        label_visibility="collapsed",
    )
    return by_id.get(str(chosen), known[-1])


def _table(own: pd.DataFrame, checkpoint: Checkpoint, unit: str, filters: Filters) -> None:
    spoken = language()
    rows = pd.DataFrame(
        {
            "indicator": [wording.indicator_title(id, spoken) for id in own["indicator"]],
            "then": [_figure(row, "_frozen") for row in own.to_dict("records")],
            "now": [_figure(row, "") for row in own.to_dict("records")],
            "change": [_change(row) for row in own.to_dict("records")],
        }
    )
    place = wording.unit_title(unit, filters.term, spoken)
    name = _("{place}，{gate}").format(place=place, gate=title_of(checkpoint))
    headings = {"indicator": name, "then": _("节点存档"), "now": _("现在所知"), "change": _("相差")}
    table(rows, headings, name=name, whole=True)
    end = wording.format_moment(filters.term.end_of(checkpoint.on), filters.term.timezone, spoken)
    st.caption(
        _("存档是 {moment} 前所收数据算出的数值，写入后不再改变；现在所知仍是这一天的数值。").format(
            moment=end
        )
        + _("开课率、到课率自开课起累计。")
    )
    if own["redefined"].any():
        titles = [wording.indicator_title(id, spoken) for id in own["indicator"][own["redefined"]]]
        st.warning(
            _(
                "按当时所收数据重算，{titles} 与存档不一致：存档以后指标口径有更新，或补录了更早收到的表。"
            ).format(titles=joined(titles)),
            icon=":material/rule:",
        )


def _traces(indicator: str, checkpoint: Checkpoint, unit: str, filters: Filters) -> None:
    """Links to what the chosen figure is made of, then and now."""
    title = wording.indicator_title(indicator, language())
    now, then = (
        replace(filters, on=checkpoint.on),
        replace(filters, on=checkpoint.on, known_at=filters.term.end_of(checkpoint.on)),
    )
    with st.container(horizontal=True):
        trace_link(indicator, unit, then, _("{indicator}：存档时由什么构成").format(indicator=title))
        trace_link(indicator, unit, now, _("现在由什么构成"))
    if checkpoint.on < filters.on:
        day = wording.format_day(filters.on, language(), weekday=False)
        words = _("从节点到{day}为什么变了").format(day=day)
        st.markdown(f"[{words}]({why_address(indicator, unit, filters, checkpoint.on)})")


def _figure(row: dict[str, object], suffix: str) -> str:
    if pd.isna(row[f"n{suffix}"]):
        return _("未存档")
    parts = {name: row[f"{name}{suffix}"] for name in ("n", "d", "rate")}
    state = row.get(f"{STATE}_then" if suffix else STATE, "")
    return wording.format_figure(SimpleNamespace(**parts, state="" if pd.isna(state) else state), language())


def _change(row: dict[str, object]) -> str:
    if pd.isna(row["n_frozen"]) or (not row["d_frozen"] and row["d"]):
        return "—"
    same = (row["n"], row["d"]) == (row["n_frozen"], row["d_frozen"])
    return "" if same else wording.format_change(row["change"], language())  # type: ignore[arg-type]


def _changes(own: pd.DataFrame, checkpoint: Checkpoint, unit: str, filters: Filters) -> None:
    """Which submissions and withdrawals moved the one figure since the checkpoint."""
    if own.empty or pd.isna(own["n_frozen"].iloc[0]):
        return
    row = own.iloc[0]
    title = wording.indicator_title(row["indicator"], language())
    acts = moved_since(filters, checkpoint, row["indicator"], unit)
    if acts.empty:
        st.caption(_("{indicator}：节点以后没有上报或撤回改变它。").format(indicator=title))
        return
    st.markdown("**" + _("{indicator}：节点以后由哪些上报改变").format(indicator=title) + "**")
    _acts(acts, filters.term, title)
    st.caption(
        _("合计完成 {n}、应完成 {d}：存档 {then}，现在 {now}。").format(
            n=signed(acts["n"].sum()),
            d=signed(acts["d"].sum()),
            then=wording.format_ratio(row["n_frozen"], row["d_frozen"]),
            now=wording.format_ratio(row["n"], row["d"]),
        )
    )


def _acts(acts: pd.DataFrame, term: Term, name: str) -> None:
    rows = act_words_of(acts, term).assign(
        file=acts["file"].fillna("—").to_numpy(),
        link=[None if pd.isna(n) else address.to("history", submission=str(n)) for n in acts["submission"]],
    )
    headings = {**act_headings(), "file": _("文件")}
    filled = rows.drop(columns="link") if acts["submission"].isna().all() else rows
    st.dataframe(
        filled,
        hide_index=True,
        column_config={
            **{id: st.column_config.TextColumn(heading) for id, heading in headings.items()},
            "n": st.column_config.TextColumn(headings["n"], alignment="right"),
            "d": st.column_config.TextColumn(headings["d"], alignment="right"),
            "link": st.column_config.LinkColumn(_("报送记录"), display_text=_("打开")),
        },
        alt=name,
    )
