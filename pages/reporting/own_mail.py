"""Where one's own mail goes, which of it is sent, and the briefing of every morning."""

from __future__ import annotations

import streamlit as st

from access import Action
from exports.papers.formats import FORMATS
from pages.reporting.clock_choice import choose_minute
from schema.language import LANGUAGES, titled
from schema.reminders import BRIEFING, REMINDERS, TOPICS, Subscription
from services import addresses, reminding, subscriptions
from services.desk import Desk
from services.papers.scope import INDICATORS_OF
from store import StoreError
from store.addresses import Address
from ui.language import gettext, language, lazy

_ = gettext
_DONE = "own mail done"
TOPIC_WORDS = {REMINDERS: lazy("催报、退回、待审的提醒"), BRIEFING: lazy("每天早上的简报")}


def own_mail(here: Desk) -> None:
    """The address, what of mail goes there, and for leaders the briefing."""
    st.header(_("邮件"), anchor=False)
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/check:")
    if problem := reminding.mail_problem():
        words = _("现在发不出邮件：{problem}。地址和订阅可以先登记。").format(problem=problem)
        told = here.may(Action.MANAGE_ADDRESSES)  # what to configure is said to those who can ask for it
        st.caption(words if told else _("现在还发不出邮件。地址和订阅可以先登记。"))
    known = addresses.own(here)
    _address(here, known)
    if known is None:
        if here.may(Action.SUBSCRIBE):
            st.caption(_("保存邮箱后，可以在这里订阅每天早上的简报。"))
        return
    _topics(here)
    if here.may(Action.SUBSCRIBE):
        _briefing(here)


def _address(here: Desk, known: Address | None) -> None:
    with st.form("own address"):
        left, right = st.columns([3, 1])
        place = left.text_input(
            _("接收提醒的邮箱"), known.address if known else "", help=_("留空并保存，就删除这个地址。")
        )
        spoken = right.selectbox(
            _("邮件用的语言"),
            list(LANGUAGES),
            index=list(LANGUAGES).index(known.language if known else language()),
            format_func=LANGUAGES.__getitem__,
        )
        saved = st.form_submit_button(_("保存邮箱"))
    if saved:
        try:
            addresses.change(here, Address(here.person.login, place.strip(), str(spoken)))
        except StoreError as error:
            st.error(error.message(language()))
            return
        _begin_anew(_("邮箱已保存。") if place.strip() else _("邮箱已删除。"))


def _topics(here: Desk) -> None:
    """What is sent, each stopped or begun again by one click."""
    stopped = addresses.stopped(here)
    for topic in TOPICS if here.may(Action.SUBSCRIBE) else (REMINDERS,):
        words = _(TOPIC_WORDS[topic])
        with st.container(horizontal=True, vertical_alignment="center"):
            is_stopped = topic in stopped
            st.markdown(
                (_("**{topic}**：已停止") if is_stopped else _("**{topic}**：发送")).format(topic=words)
            )
            if st.button(_("恢复") if is_stopped else _("停止"), key=f"stop {topic}"):
                addresses.stop(here, topic, stopped=not is_stopped)
                _begin_anew(_("已恢复。") if is_stopped else _("已停止。"))


def _briefing(here: Desk) -> None:
    st.header(_("订阅简报"), anchor=False)
    st.caption(_("每天早上按当时的数据和您当时的权限生成，作为附件发到上面的邮箱；学期内每天一封。"))
    now = subscriptions.own(here)
    known = {phase.id: titled(phase, part="name") for phase in here.term.phases if phase.id in INDICATORS_OF}
    phases, formats = list(known), list(subscriptions.OFFERED)
    with st.form("briefing"):
        left, middle, right = st.columns(3)
        phase = left.selectbox(
            _("哪一阶段"), phases, index=phases.index(now.phase) if now else 0, format_func=known.__getitem__
        )
        format = middle.selectbox(
            _("格式"),
            formats,
            index=formats.index(now.format) if now else 0,
            format_func=lambda id: _(FORMATS[id].title),
        )
        at = choose_minute(right, _("几点"), now.at if now else 7 * 60 + 30)
        with st.container(horizontal=True):
            wanted = st.form_submit_button(_("更改订阅") if now else _("订阅"), type="primary")
            ended = now is not None and st.form_submit_button(_("取消订阅"))
    if wanted:
        spoken = (addresses.own(here) or Address("", "")).language
        subscriptions.subscribe(here, Subscription(str(phase), str(format), at, spoken))
        _begin_anew(_("已订阅，下一个早上开始发送。"))
    elif ended:
        subscriptions.subscribe(here, None)
        _begin_anew(_("已取消订阅。"))


def _begin_anew(done: str) -> None:
    st.session_state[_DONE] = done
    st.rerun()
