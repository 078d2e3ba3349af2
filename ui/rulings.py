"""What is done about a submission: approve, return, withdraw; and exceptions to locks and closings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from access import Action, Denied
from charts import wording
from desk.front import Desk
from desk.locks import Locked
from schema.term import Term
from store import StoreError
from store.decisions import APPROVED, RETURNED
from ui.language import gettext, language
from ui.submissions import WITHDRAWN, moment_of, name_of
from ui.words import escaped, kind_title

_ = gettext
_SAID = "rulings said"
_EVENING = dt.time(18)


def say() -> None:
    """Show, once, what became of the last act."""
    done, refused = st.session_state.pop(_SAID, ("", ""))
    if done:
        st.success(done, icon=":material/check:")
    if refused:
        st.error(refused, icon=":material/block:")


def buttons(desk: Desk, row: pd.Series, term: Term) -> None:
    """Everything that the person may do about a submission as it is now."""
    unit = None if pd.isna(row["unit"]) else row["unit"]
    if row["state"] == WITHDRAWN:
        return
    ways = []
    if desk.may(Action.DECIDE, unit):
        ways += [(_("审核通过"), _approve)] if row["state"] != APPROVED else []
        ways += [(_("退回重报"), _return)] if row["state"] != RETURNED else []
    if desk.may(Action.WITHDRAW, unit):
        ways.append((_("撤回上报"), _withdraw))
    if unit and desk.may(Action.OPEN_EXCEPTION, unit):
        ways.append((_("开放例外"), _open_exception))
    if not ways:
        return
    for tab, (_title, form) in zip(st.tabs([title for title, _form in ways]), ways, strict=True):
        with tab:
            form(desk, row, term)


def _approve(desk: Desk, row: pd.Series, term: Term) -> None:
    number, received = int(row["submission"]), term.local_day(row["received_at"].tz_localize("UTC"))
    usual = desk.day_to_lock(number)
    with st.form(f"approve {number}", border=False):
        left, right = st.columns([1, 2])
        through = left.date_input(
            _("锁定到哪天"), value=usual, max_value=received, format="YYYY-MM-DD",
            help=_("这一天及以前的内容此后不能再改，除非开放例外；以后的照常上报。"),
        )  # fmt: skip
        comment = right.text_input(_("附言（可不填）"))
        agreed = st.form_submit_button(_("通过并锁定"), type="primary", icon=":material/check:")
    if agreed:
        _do(
            lambda: desk.approve(
                number, locked_through=through or usual, comment=comment.strip() or None, seen=row["state"]
            ),
            _("已通过第 {number} 号。").format(number=number),
        )


def _return(desk: Desk, row: pd.Series, term: Term) -> None:  # noqa: ARG001 - all forms are called alike
    number = int(row["submission"])
    with st.form(f"return {number}", border=False):
        comment = st.text_area(_("退回原因（填报人会看到，请写明改什么）"), height=80)
        withdraw = st.checkbox(
            _("同时停止计入"), help=_("不勾选时，这份上报在重新上报之前仍然计入各项指标。")
        )
        agreed = st.form_submit_button(_("退回重报"), type="primary", icon=":material/undo:")
    if agreed:
        _do(
            lambda: desk.send_back(number, comment=comment.strip(), withdraw=withdraw, seen=row["state"]),
            _("已退回第 {number} 号。").format(number=number),
        )


def _withdraw(desk: Desk, row: pd.Series, term: Term) -> None:  # noqa: ARG001 - all forms are called alike
    number = int(row["submission"])
    with st.form(f"withdraw {number}", border=False):
        st.caption(_("撤回后这份上报不再计入，此前的内容恢复有效；记录仍然保留。"))
        reason = st.text_input(_("撤回原因"))
        agreed = st.form_submit_button(_("撤回上报"), icon=":material/delete:")
    if agreed and not reason.strip():
        st.error(_("请写明撤回原因。"), icon=":material/block:")
    elif agreed:
        _do(
            lambda: desk.withdraw(number, reason=reason.strip()),
            _("已撤回第 {number} 号。").format(number=number),
        )


def _open_exception(desk: Desk, row: pd.Series, term: Term) -> None:
    unit, kind = row["unit"], row["kind"]
    tomorrow = term.local_day(desk.now()) + dt.timedelta(days=1)
    with st.form(f"exception {row['submission']}", border=False):
        about = f"{wording.unit_title(unit, term, language())} · {kind_title(kind)}"
        st.caption(_("在截止之前，{about}可以上报和撤回已锁定或已截止的内容。").format(about=about))
        left, middle, right = st.columns([1, 1, 2])
        day = left.date_input(_("截止日期"), value=tomorrow, format="YYYY-MM-DD")
        hour = middle.time_input(_("截止时间"), value=_EVENING)
        reason = right.text_input(_("开放理由"))
        agreed = st.form_submit_button(_("开放例外"), icon=":material/lock_open:")
    if agreed:
        ends_at = dt.datetime.combine(day or tomorrow, hour or _EVENING, term.timezone)
        _do(
            lambda: desk.open_exception(unit, kind, reason=reason.strip(), ends_at=ends_at),
            _("已为{about}开放例外。").format(about=about),
        )


def exceptions(desk: Desk, names: dict[str, str], term: Term) -> None:
    """The exceptions that are open now, and a button that ends each for those who may."""
    listed, now = desk.exceptions(), pd.Timestamp(desk.now()).tz_convert(None)
    running = listed[(listed["ends_at"] > now) & listed["ended_at"].isna()]
    if running.empty:
        return
    title = _("开放中的例外 {count}").format(count=len(running))
    with st.expander(title, icon=":material/lock_open:", expanded=len(running) < 4):
        for row in running.itertuples():
            with st.container(horizontal=True, vertical_alignment="center"):
                told = _("**{unit} · {kind}** 开放到 {until}：{reason}（{who}）").format(
                    unit=wording.unit_title(row.unit, term, language()), kind=kind_title(row.kind),
                    until=moment_of(row.ends_at, term), reason=escaped(row.reason),
                    who=escaped(name_of(row.opened_by, names)),
                )  # fmt: skip
                st.markdown(told, width="stretch")
                if desk.may(Action.OPEN_EXCEPTION) and st.button(
                    _("提前结束"), key=f"end exception {row.exception}"
                ):
                    _do(lambda one=row.exception: desk.end_exception(int(one)), _("例外已结束。"))


def _do(act: Callable[[], object], done: str) -> None:
    """Do it, keep what is to be said, and show the page as things stand then."""
    refused = ""
    try:
        act()
    except (StoreError, Denied, Locked) as error:
        refused = error.message(language())
    st.session_state[_SAID] = ("", refused) if refused else (done, "")
    st.rerun()
