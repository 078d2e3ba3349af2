"""The rules by which reminders send themselves, with exactly who gets what before they hold."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import wording
from pages.reporting.clock_choice import choose_minute
from schema.language import bracketed
from schema.reminders import (
    AFTER,
    AT,
    BEFORE,
    EVENTS,
    LIST,
    MAIL,
    MOST_HOURS,
    RETURNED,
    ROBOT,
    WAITING,
    Quiet,
    Reminding,
    Rule,
)
from services import reminding
from services.desk import Desk
from ui.language import gettext, lazy, ngettext
from ui.show import table
from ui.words import escaped, joined, moment_of, unit_names

_ = gettext
CHANNEL_WORDS = {MAIL: lazy("邮件"), ROBOT: lazy("群机器人"), LIST: lazy("看板里的清单")}
EVENT_WORDS = {
    BEFORE: lazy("截止前"),
    AT: lazy("到期时"),
    AFTER: lazy("到期后"),
    RETURNED: lazy("退回时"),
    WAITING: lazy("待审超过"),
}
_ASKED_HOURS = {
    BEFORE: lazy("截止前几小时"),
    AFTER: lazy("到期后几小时"),
    WAITING: lazy("待审超过几小时"),
}
_USUAL = {BEFORE: (24, 3), AFTER: (12,), WAITING: (24,)}
_DONE = "rules done"


def rules(here: Desk) -> None:
    """The fields, the button, and the preview of what the fields say, saved or not."""
    now = reminding.rules(here)
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/check:")
    st.caption(
        _(
            "截止、到期的提醒发给还没有报的学院(系、部)的填报人和群，退回的发给该单位的填报人，待审的发给审核的人。"
            "内容只有表名、份数和链接，没有学生姓名。保存之后到时的才发。"
        )
    )
    given = _fields(now)
    if given is None:
        return
    is_same = (given.rules, given.quiet) == (now.rules, now.quiet)
    if st.button(_("保存规则"), type="primary", icon=":material/check:", disabled=is_same):
        reminding.set_rules(here, given)
        st.session_state[_DONE] = _("规则已保存，从现在起生效，并记入日志。")
        st.rerun()
    _preview(here, given)


def _fields(now: Reminding) -> Reminding | None:
    """What the fields say; ``None`` where one of them cannot be read, which is said under it."""
    unclear = False
    chosen: list[Rule] = []
    for event in EVENTS:
        held = [rule for rule in now.rules if rule.event == event]
        left, right = st.columns(2, vertical_alignment="bottom")
        hours = _hours(left, event, held)
        ways = right.pills(
            _("{event}：怎样发").format(event=_(EVENT_WORDS[event])),
            list(CHANNEL_WORDS),
            selection_mode="multi",
            default=held[0].channels if held else (),
            format_func=lambda id: _(CHANNEL_WORDS[id]),
            key=f"ways {event} {now.since}",
        )
        unclear = unclear or hours is None
        chosen += [Rule(event, hour, tuple(ways)) for hour in hours or () if ways]
    try:
        quiet = _quiet(now)
    except ValueError:
        st.error(_("安静时段的起止不能相同。"))
        return None
    return None if unclear else Reminding(tuple(chosen), quiet, now.since)


def _hours(place: DeltaGenerator, event: str, held: list[Rule]) -> list[int] | None:
    if event not in _ASKED_HOURS:
        place.markdown(f"**{_(EVENT_WORDS[event])}**")
        return [0]
    usual = [rule.hours for rule in held] or list(_USUAL[event])
    written = place.text_input(
        _(_ASKED_HOURS[event]),
        joined([*map(str, usual)]),
        help=_("可写几个，用顿号分开，如 24、3。"),
        key=f"hours {event} {usual}",
    )
    parts = [part for part in re.split(r"[、,，;；\s]+", written.strip()) if part]
    if not all(part.isascii() and part.isdigit() and 0 < int(part) <= MOST_HOURS for part in parts):
        words = _("“{written}”不是小时数：请写 1 到 {most} 的整数，用顿号分开。")
        place.error(words.format(written=written, most=MOST_HOURS))
        return None
    return sorted({int(part) for part in parts}, reverse=True)


def _quiet(now: Reminding) -> Quiet | None:
    held = now.quiet or Quiet(22 * 60 + 30, 7 * 60)
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    wanted = left.toggle(
        _("安静时段不发"),
        now.quiet is not None,
        help=_("落在这段时间里的等它结束再发；截止前的提醒来不及等，就在它开始之前半小时发。"),
        key=f"quiet {now.since}",
    )
    if not wanted:
        return None
    starts = choose_minute(middle, _("安静从"), held.starts, f"quiet from {now.since}")
    return Quiet(starts, choose_minute(right, _("安静到"), held.ends, f"quiet to {now.since}"))


def _preview(here: Desk, given: Reminding) -> None:
    """Who gets what, when, in the week ahead; and whom nothing reaches."""
    seen = reminding.preview(here, given)
    st.header(_("今后七天会发什么"), anchor=False)
    for problem in seen.problems:
        st.warning(problem, icon=":material/warning:")
    if seen.unreached:
        named = [login if name == login else bracketed(name, login) for login, name in seen.unreached.items()]
        sentence = _("没有邮箱或已停止邮件，收不到：{people}")
        st.warning(
            sentence.format(people=joined([escaped(each) for each in named])), icon=":material/unsubscribe:"
        )
    if seen.silent:
        units = unit_names(here.term, seen.silent)
        st.warning(_("没有填报人，谁也不会提醒：{units}").format(units=units), icon=":material/person_off:")
    if seen.messages.empty:
        st.info(_("按这些规则，今后七天没有要发的。"), icon=":material/event_available:")
        return
    count = len(seen.messages)
    st.caption(
        ngettext("共 {count} 条，按现在的报送情况；报了的到时不再提醒。", count).format(
            count=wording.format_count(count)
        )
    )
    rows = list(seen.messages.itertuples())
    worded = pd.DataFrame(
        {
            "send_at": [moment_of(row.send_at, here.term) for row in rows],
            "channel": [_(CHANNEL_WORDS[row.channel]) for row in rows],
            "name": [row.name for row in rows],
            "text": [row.text for row in rows],
        }
    )
    words = {"send_at": _("何时"), "channel": _("方式"), "name": _("发给"), "text": _("内容")}
    table(worded, words, name=_("今后七天会发什么"))
