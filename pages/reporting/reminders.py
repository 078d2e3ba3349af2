"""The message to those who are late: to copy, and for academic affairs to send to a chat group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from access import Action
from charts import wording
from schema.deadlines import Deadline
from schema.term import Term
from services import deadlines, reminding
from services.desk import Desk
from services.robots.robots import NotSent, Robot
from ui.identity import desk
from ui.language import gettext, language
from ui.page import explained

_ = gettext


@st.fragment
def reminders(term: Term, late: pd.DataFrame, moment: dt.datetime, force: Mapping[str, Deadline]) -> None:
    """Choose whom the message is for, copy it, send it; ``late`` is of :func:`services.deadlines.late_list`.

    Whoever may send is asked anew: a role may be gone since the page was shown.
    """
    with explained():
        here = desk()
        st.header(_("催报消息"), anchor=False)
        unit = _whom(here, late)
        owed = deadlines.owed_sheets(late, term=term, deadlines=force, language=language())
        words = deadlines.reminder(owed, moment, term=term, unit=unit, language=language())
        st.code(words, language=None, wrap_lines=True)
        st.caption(_("点右上角复制，粘贴到群里。"))
        if here.may(Action.REMIND):
            _robots(here, words, unit)


def _whom(here: Desk, late: pd.DataFrame) -> str | None:
    """The unit that the message is for; ``None`` for the whole group."""
    units = list(late["unit"].unique())
    names = {"": _("全部学院(系、部)")}
    names |= {unit: wording.unit_title(unit, here.term, language()) for unit in units}
    own = [unit for unit in units if unit in here.person.units]
    chosen = st.selectbox(
        _("发给"),
        list(names),
        index=1 + units.index(own[0]) if own else 0,
        format_func=names.__getitem__,
        key="reminded",
    )
    return chosen or None


def _robots(here: Desk, words: str, unit: str | None) -> None:
    """A button for each configured robot, or what to do to get one."""
    try:
        robots = reminding.robots(here)
    except NotSent as error:
        st.error(error.message(language()))
        return
    if not robots:
        st.caption(
            _("没有配置群机器人。要从这里直接发送，请在服务器的环境变量中设置 {names}。").format(
                names="RUQI_DINGTALK_URL / RUQI_WECOM_URL / RUQI_FEISHU_URL"
            )
        )
        return
    with st.container(horizontal=True):
        for robot in robots:
            _send_button(here, robot, words, unit)


def _send_button(here: Desk, robot: Robot, words: str, unit: str | None) -> None:
    title = robot.title(language())
    with st.popover(_("发到{service}群").format(service=title), icon=":material/send:"):
        st.markdown(_("上面的消息会立即发到{service}群，群里所有人都会看到。").format(service=title))
        if not st.button(_("确认发送"), key=f"send {robot.service}", type="primary"):
            return
        try:
            with st.spinner(_("正在发送…")):
                reminding.remind(here, robot.service, words, unit=unit)
        except NotSent as error:
            st.error(error.message(language()))
            return
        st.success(_("已发到{service}群，并记入日志。").format(service=title), icon=":material/check:")
