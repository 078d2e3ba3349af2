"""一起通过: what waits, what approving it would do to the figures, and what must be opened one by one."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from charts import wording
from pages.reporting import submissions
from pages.reporting.decisions import Once
from pages.reporting.unusual_words import reason_words, thresholds
from schema.term import Term
from services import approving
from services.approving import Together
from services.desk import Desk
from ui import address, identity
from ui.language import gettext, language, ngettext
from ui.show import BY_ROW, clicked_rows
from ui.words import few_or, form_title, moment_of

_ = gettext
OPEN = "together"  # in the address: the list is open


def recall() -> bool:
    """Whether the address asks for the list."""
    address.recall(OPEN, None, lambda texts: "1" if texts == ["1"] else None)
    return st.session_state.get(OPEN) == "1"


def button(count: int) -> None:
    """The way to the list, and back."""
    is_open = st.session_state.get(OPEN) == "1"
    label = _("收起一起通过") if is_open else _("一起通过")
    chosen = partial(address.choose_here, OPEN, None if is_open else "1")
    st.button(label, icon=":material/done_all:", on_click=chosen, disabled=not count and not is_open)


def show(desk: Desk, filtered: pd.DataFrame, term: Term) -> None:
    """The list of what waits among the submissions that are ``filtered``."""
    waiting = approving.waiting(desk)
    waiting = waiting[waiting["submission"].isin(filtered["submission"])]
    with st.container(border=True):
        st.header(_("一起通过"), anchor=False)
        if waiting.empty:
            st.info(_("按现在的筛选没有待审的上报。"), icon=":material/inbox:")
            return
        with st.spinner(_("正在逐份核对……")):
            listed = approving.together(desk, list(waiting["submission"]))
        _apart(listed, term)
        _ordinary(listed, term)
        left = len(waiting) - len(listed.reasons)
        if left:
            words = ngettext("先看最早的 {most} 份，另有 {count} 份在这些之后。", left)
            count = wording.format_count(left)
            st.caption(words.format(most=len(listed.reasons), count=count))


def _apart(listed: Together, term: Term) -> None:
    if len(listed.apart):
        count = wording.format_count(len(listed.apart))
        st.markdown(f"**{ngettext('{count} 份要逐份打开', len(listed.apart)).format(count=count)}**")
        numbers = [int(number) for number in listed.apart["submission"]]
        frame = _frame(listed.apart, term)
        why = ["；".join(map(reason_words, listed.reasons[number])) for number in numbers]
        frame.insert(1, _("异常"), why)
        frame.insert(0, _("看过"), ["✓" if number in listed.opened else "" for number in numbers])
        key = f"apart {hash(tuple(numbers))}"
        st.dataframe(
            frame,
            hide_index=True,
            key=key,
            selection_mode=BY_ROW,
            on_select=partial(_open, key, numbers),
            height="content" if len(frame) < 8 else "auto",
            placeholder="",
            alt=_("要逐份打开的上报"),
        )
        st.caption(_("点一行打开，在下面看改了什么，再通过或退回。"))
    st.caption(thresholds())


def _open(key: str, numbers: list[int]) -> None:
    for place in clicked_rows(key):
        submissions.open_one(numbers[place])


def _ordinary(listed: Together, term: Term) -> None:
    numbers = [int(number) for number in listed.ordinary["submission"]]
    if not numbers:
        st.caption(_("没有可以一起通过的：都要逐份打开。"))
        return
    count = wording.format_count(len(numbers))
    st.markdown(f"**{ngettext('{count} 份可以一起通过', len(numbers)).format(count=count)}**")
    _effect(listed)
    with st.expander(ngettext("这 {count} 份", len(numbers)).format(count=count)):
        st.dataframe(
            _frame(listed.ordinary, term), hide_index=True, placeholder="", alt=_("可以一起通过的上报")
        )
    once = Once(partial(_approve, numbers, listed), _("已通过 {count} 份。").format(count=count))
    words = ngettext("通过这 {count} 份", len(numbers)).format(count=count)
    st.button(words, type="primary", icon=":material/check:", on_click=once.do, key="approve together")
    st.caption(_("各锁定到其最后涉及的一天；这期间若有新的上报改变了上面的内容，就不通过，先显示新的。"))


def _approve(numbers: list[int], listed: Together) -> None:
    approving.approve_together(identity.desk(), numbers, listed)


def _effect(listed: Together) -> None:
    """What those that may be approved together have moved, all together, of the campus's figures."""
    moved = listed.effect
    if moved.empty:
        st.caption(_("它们没有改变全校的任何指标。"))
        return
    ordered = moved.assign(falls=moved["change"] >= 0).sort_values("falls", kind="stable")
    table = {
        _("指标"): [wording.indicator_title(id, language()) for id in ordered["indicator"]],
        _("完成"): [f"{row.n - row.n_before:+,}" for row in ordered.itertuples()],
        _("应完成"): [f"{row.d - row.d_before:+,}" for row in ordered.itertuples()],
        _("全校变化"): [wording.format_change(change, language()) for change in ordered["change"]],
        _("涉及学院(系、部)"): ordered["units"].to_numpy(),
    }
    st.dataframe(pd.DataFrame(table), hide_index=True, placeholder="—", alt=_("合计对各项指标的影响"))
    st.caption(_("合计对全校各项指标的影响：没有这些上报时与有它们时相比，下降的在前。上报收到时就已计入。"))


def _frame(rows: pd.DataFrame, term: Term) -> pd.DataFrame:
    forms = [None if pd.isna(form) else form for form in rows["form"]]
    return pd.DataFrame(
        {
            _("编号"): rows["submission"].to_numpy(),
            _("学院(系、部)"): [wording.unit_title(unit, term, language()) for unit in rows["unit"]],
            _("表"): [form_title(kind, form) for kind, form in zip(rows["kind"], forms, strict=True)],
            _("收到时间"): [moment_of(moment, term) for moment in rows["received_at"]],
            _("收下行数"): [few_or(taken) for taken in rows["taken"]],
        }
    )
