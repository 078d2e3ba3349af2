"""What is done about a submission: approve, return, withdraw; and exceptions to locks and closings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from threading import Lock
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

import pandas as pd
import streamlit as st

from access import Action, Denied
from charts import wording
from pages.reporting.submissions import WITHDRAWN
from schema.term import Term
from services import decisions, submission_history, submissions
from services.desk import Desk
from services.locks import Locked
from store import StoreError
from store.decisions import APPROVED, RETURNED
from ui import identity
from ui.identity import name_of
from ui.language import gettext, language
from ui.words import escaped, kind_title, moment_of

_ = gettext
Way: TypeAlias = Callable[[Desk, pd.Series, Term], None]
_SAID, _ROUND = "rulings said", "rulings round"
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
    ways: list[tuple[str, Way]] = []
    if desk.may(Action.DECIDE, unit):
        ways += [(_("审核通过"), _approve)] if row["state"] != APPROVED else []
        ways += [(_("退回重报"), _return)] if row["state"] != RETURNED else []
    if submissions.may_withdraw(desk, row):
        ways.append((_("撤回上报"), _withdraw))
    if unit and desk.may(Action.OPEN_EXCEPTION, unit):
        ways.append((_("开放例外"), _open_exception))
    if not ways:
        return
    if len(ways) == 1:
        title, form = ways[0]
        with st.expander(title):
            form(desk, row, term)
        return
    for tab, (_title, form) in zip(st.tabs([title for title, _form in ways]), ways, strict=True):
        with tab:
            form(desk, row, term)


def _approve(desk: Desk, row: pd.Series, term: Term) -> None:
    number, received = int(row["submission"]), term.local_day(row["received_at"].tz_localize("UTC"))
    usual = submission_history.day_to_lock(desk, number)
    with Form("approve", number) as form:
        left, right = st.columns([1, 2])
        left.date_input(
            _("锁定到哪天"),
            value=usual,
            max_value=received,
            format="YYYY-MM-DD",
            key=form.key("through"),
            help=_("这一天及以前的内容此后不能再改，除非开放例外；以后的照常上报。"),
        )
        right.text_input(_("附言（可不填）"), key=form.key("comment"))
        form.button(
            _("通过并锁定"),
            ":material/check:",
            _("已通过第 {number} 号。").format(number=number),
            lambda: decisions.approve(
                identity.desk(),
                number,
                locked_through=form.value("through") or usual,
                comment=form.text("comment") or None,
                seen=row["state"],
            ),
        )


def _return(_desk: Desk, row: pd.Series, _term: Term) -> None:
    number = int(row["submission"])
    with Form("return", number) as form:
        st.text_area(_("退回原因（填报人会看到，请写明改什么）"), height=80, key=form.key("comment"))
        st.checkbox(
            _("同时停止计入"),
            key=form.key("withdraw"),
            help=_("不勾选时，这份上报在重新上报之前仍然计入各项指标。"),
        )
        form.button(
            _("退回重报"),
            ":material/undo:",
            _("已退回第 {number} 号。").format(number=number),
            lambda: decisions.send_back(
                identity.desk(),
                number,
                decisions.Return(form.text("comment"), withdraw=form.value("withdraw")),
                seen=row["state"],
            ),
        )


def _withdraw(_desk: Desk, row: pd.Series, _term: Term) -> None:
    number = int(row["submission"])
    with Form("withdraw", number) as form:
        st.caption(_("撤回后这份上报不再计入，此前的内容恢复有效；记录仍然保留。"))
        st.text_input(_("撤回原因"), key=form.key("reason"))
        form.button(
            _("撤回上报"),
            ":material/delete:",
            _("已撤回第 {number} 号。").format(number=number),
            lambda: submissions.withdraw(identity.desk(), number, reason=form.text("reason")),
            needed=("reason", _("请写明撤回原因。")),
            type="secondary",
        )


def _open_exception(desk: Desk, row: pd.Series, term: Term) -> None:
    unit, kind = row["unit"], row["kind"]
    tomorrow = term.local_day(desk.now()) + dt.timedelta(days=1)
    about = f"{wording.unit_title(unit, term, language())} · {kind_title(kind)}"
    with Form("exception", int(row["submission"])) as form:
        st.caption(_("在截止之前，{about}可以上报和撤回已锁定或已截止的内容。").format(about=about))
        left, middle, right = st.columns([1, 1, 2])
        left.date_input(_("截止日期"), value=tomorrow, format="YYYY-MM-DD", key=form.key("day"))
        middle.time_input(_("截止时间"), value=_EVENING, key=form.key("hour"))
        right.text_input(_("开放理由"), key=form.key("reason"))
        form.button(
            _("开放例外"),
            ":material/lock_open:",
            _("已为{about}开放例外。").format(about=about),
            lambda: decisions.open_exception(
                identity.desk(),
                unit,
                kind,
                reason=form.text("reason"),
                ends_at=dt.datetime.combine(
                    form.value("day") or tomorrow, form.value("hour") or _EVENING, term.timezone
                ),
            ),
        )


class Form:
    """A form whose button does something once, with what is in the fields."""

    def __init__(self, name: str, number: int) -> None:
        # What was typed is let go of once something was done.
        self._name = f"{name} {number} {st.session_state.get(_ROUND, 0)}"
        self._form = st.form(self._name, border=False)

    def __enter__(self) -> Self:
        self._form.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._form.__exit__(kind, error, traceback)

    def key(self, field: str) -> str:
        """The key of a field."""
        return f"{self._name} {field}"

    def value(self, field: str) -> Any:
        """What a field holds."""
        return st.session_state[self.key(field)]

    def text(self, field: str) -> str:
        """What is typed in a field."""
        return str(self.value(field)).strip()

    def button(
        self,
        label: str,
        icon: str,
        done: str,
        act: Callable[[], object],
        needed: tuple[str, str] = ("", ""),
        type: Literal["primary", "secondary"] = "primary",
    ) -> None:
        """The button that does ``act``, where the field ``needed`` is filled in."""
        once = Once(act, done)

        def do() -> None:
            field, missing = needed
            if field and not self.text(field):
                _say("", missing)
            else:
                once.do()

        st.form_submit_button(label, type=type, icon=icon, on_click=do)


def exceptions(desk: Desk, names: dict[str, str], term: Term) -> None:
    """The exceptions that are open now, and a button that ends each for those who may."""
    listed, now = decisions.exceptions(desk), pd.Timestamp(desk.now()).tz_convert(None)
    running = listed[(listed["ends_at"] > now) & listed["ended_at"].isna()]
    if running.empty:
        return
    title = _("开放中的例外 {count}").format(count=len(running))
    with st.expander(title, icon=":material/lock_open:", expanded=len(running) < 4):
        for row in running.itertuples():
            with st.container(horizontal=True, vertical_alignment="center"):
                sentence = _("**{unit} · {kind}** 开放到 {until}：{reason}（{who}）").format(
                    unit=wording.unit_title(row.unit, term, language()),
                    kind=kind_title(row.kind),
                    until=moment_of(row.ends_at, term),
                    reason=escaped(row.reason),
                    who=escaped(name_of(row.opened_by, names)),
                )
                st.markdown(sentence, width="stretch")
                if desk.may(Action.OPEN_EXCEPTION):
                    once = Once(partial(_end, int(row.exception)), _("例外已结束。"))
                    st.button(_("提前结束"), key=f"end exception {row.exception}", on_click=once.do)


def _end(exception: int) -> None:
    decisions.end_exception(identity.desk(), exception)


class Once:
    """Something that is done at most once for a button as it was shown.

    Of two quick clicks the server runs both at once, and what the first run puts into the session is
    lost; so the second waits for the first and says what came of it.
    """

    def __init__(self, act: Callable[[], object], done: str) -> None:
        self._act, self._done = act, done
        self._lock, self._came_of_it = Lock(), ("", "")

    def do(self) -> None:
        """Do it before the page is shown again, and keep what is to be said then."""
        with self._lock:
            if not any(self._came_of_it):
                self._came_of_it = self._attempt()
        done, refused = self._came_of_it
        if done:
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        _say(done, refused)

    def _attempt(self) -> tuple[str, str]:
        try:
            self._act()
        except (StoreError, Denied, Locked) as error:
            return "", error.message(language())
        return self._done, ""


def _say(done: str, refused: str) -> None:
    st.session_state[_SAID] = done, refused
