"""The deadlines that hold, and the form in which academic affairs sets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from access import Action
from charts import wording
from metrics import periods_of
from schema.deadlines import DAILY, ONCE, PERIODS, WEEKLY, Deadline
from schema.kinds import REPORTED_KINDS
from services import deadlines
from services.desk import Desk
from ui.language import gettext, language, lazy
from ui.show import table
from ui.words import kind_title

_ = gettext
_PERIODS = {ONCE: lazy("一次"), DAILY: lazy("每天"), WEEKLY: lazy("每周（周一至周日）")}
_DAY = dt.timedelta(days=1)
_MOST_DAYS = 14  # after the end of a period
_SAVED = "deadline_saved"


def settings(desk: Desk, force: Mapping[str, Deadline]) -> None:
    """What holds for each kind, and for academic affairs the form below it."""
    st.header(_("期限设置"), anchor=False)
    _in_force(desk, force)
    if desk.may(Action.SET_DEADLINES):
        with st.expander(_("修改期限"), icon=":material/edit_calendar:"):
            _form(desk, force)


def _in_force(desk: Desk, force: Mapping[str, Deadline]) -> None:
    rows = []
    for kind, deadline in force.items():
        days = [wording.format_day(day, language()) for day in (deadline.starts, deadline.ends)]
        first = periods_of(deadline, desk.term)[0]
        moments = [
            wording.format_moment(moment, desk.term.timezone, language()) if moment else _("不关闭")
            for moment in (first.due, first.closed)
        ]
        rows.append((kind_title(kind), _(_PERIODS[deadline.period]), *days, *moments))
    headings = {
        "kind": _("表"),
        "period": _("周期"),
        "starts": _("第一天"),
        "ends": _("最后一天"),
        "due": _("首个周期到期"),
        "closed": _("首个周期关闭"),
    }
    table(pd.DataFrame(rows, columns=list(headings)), headings, name=_("期限设置"))


def _form(desk: Desk, force: Mapping[str, Deadline]) -> None:
    """One kind at a time; saving makes the whole page anew."""
    titles = {kind: kind_title(kind) for kind in REPORTED_KINDS}
    kind = st.segmented_control(
        _("表"), list(titles), format_func=titles.__getitem__, default=REPORTED_KINDS[0], required=True
    )
    with st.form(f"deadline {kind}"):
        given = _fields(kind, force.get(kind), desk)
        saved = st.form_submit_button(_("保存期限"), type="primary")
    if saved:
        _save(desk, given)
    if notice := st.session_state.pop(_SAVED, None):
        st.success(notice, icon=":material/check:")


# What a deadline is made of, before it is known whether it can be kept to.
Given = tuple[str, str, dt.date, dt.date, dt.timedelta, dt.timedelta | None]


def _fields(kind: str, now: Deadline | None, desk: Desk) -> Given:
    """The fields of the form, filled in with what holds now, and anew when somebody has changed that."""
    term, own = desk.term, f"{kind} {now}"
    names = {period: _(words) for period, words in _PERIODS.items()}
    period = st.radio(
        _("周期"),
        PERIODS,
        index=PERIODS.index(now.period) if now else 0,
        format_func=names.__getitem__,
        horizontal=True,
        key=f"period {own}",
    )
    left, right = st.columns(2)
    first, last = now.starts if now else term.first_day, now.ends if now else term.last_day
    starts = left.date_input(_("第一天"), first, format="YYYY-MM-DD", key=f"starts {own}")
    ends = right.date_input(_("最后一天"), last, format="YYYY-MM-DD", key=f"ends {own}")
    due = _time_after(_("到期"), now.due_after if now else dt.timedelta(), f"due {own}")
    closed = _time_after(_("关闭"), now.closed_after if now else None, f"closed {own}", may_never=True)
    st.caption(_("到期前报送为按时，到期后为迟报；关闭后须由教务处开通例外才能报送。从周期最后一天起算。"))
    return kind, period, starts, ends, due or dt.timedelta(), closed


def _time_after(
    name: str, now: dt.timedelta | None, key: str, *, may_never: bool = False
) -> dt.timedelta | None:
    """A day after the last of a period, and a time; as the time after 24:00 of that last day."""
    whole = (now or dt.timedelta()) + _DAY
    day = -(-whole // _DAY) - 1  # 24:00 belongs to the day that it ends
    clock = _clock(whole - day * _DAY)
    times = sorted({clock, *(_clock(dt.timedelta(minutes=30 * half)) for half in range(1, 49))})
    offered: list[int | None] = sorted({day, *range(_MOST_DAYS + 1)})
    if may_never:
        offered.insert(0, None)
    days = {day: _day_after(day) for day in offered}
    left, right = st.columns(2)
    chosen = left.selectbox(
        _("{name}：哪一天").format(name=name),
        offered,
        index=offered.index(None if may_never and now is None else day),
        format_func=days.__getitem__,
        key=f"{key} day",
    )
    time = right.selectbox(
        _("{name}：几点").format(name=name), times, index=times.index(clock), key=f"{key} time"
    )
    if chosen is None:
        return None
    hours, minutes = map(int, time.split(":"))
    return (chosen - 1) * _DAY + dt.timedelta(hours=hours, minutes=minutes)


def _clock(after_midnight: dt.timedelta) -> str:
    minutes = after_midnight // dt.timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day_after(days: int | None) -> str:
    if days is None:
        return _("不关闭")
    if days == 0:
        return _("周期最后一天")
    return (_("之后第 {count} 天") if days > 0 else _("之前第 {count} 天")).format(count=abs(days))


def _save(desk: Desk, given: Given) -> None:
    """Set the deadline, or say what cannot be kept to."""
    kind, _period, starts, ends, due, closed = given
    if ends < starts:
        st.error(_("最后一天不能早于第一天。"))
    elif closed is not None and closed < due:
        st.error(_("关闭不能早于到期。"))
    else:
        deadlines.set_deadline(desk, Deadline(*given))
        st.session_state[_SAVED] = _("{kind}的期限已保存，立即生效，并记入日志。").format(
            kind=kind_title(kind)
        )
        st.rerun()
