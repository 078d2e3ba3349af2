"""The door of the house: signing in and out, and what is said to those who are not let in."""

from __future__ import annotations

import os
from enum import StrEnum
from urllib.parse import urlencode, urlsplit

import streamlit as st

from access.visits import Problem, Visit
from access.ways import Signing, Way
from schema.language import titled
from schema.term import Term
from ui import address, identity
from ui.filters import choose_language
from ui.language import gettext, lazy
from ui.links import PAGES
from ui.signing import signing
from ui.words import escaped, role_title, unit_names

_ = gettext
CONTACT = "RUQI_CONTACT"


class Refusal(StrEnum):
    """Why signing in by CAS came to nothing, as the address of the page says it."""

    NOT_BEGUN = "not_begun"
    REFUSED = "refused"
    SILENT = "silent"
    NO_LOGIN = "no_login"


_WHY = {
    Problem.EXPIRED: lazy("登录已过期，请重新登录。"),
    Problem.IDLE: lazy("您已 {minutes} 分钟没有操作，为保护学生信息已自动退出，请重新登录。"),
    Problem.SIGNED_OUT: lazy("您已退出，请重新登录。"),
    Problem.NO_LOGIN: lazy("登录成功，但身份提供方没有给出可用的登录名（{claim}）。请联系管理员。"),
    Problem.UNVERIFIED: lazy("您的邮箱尚未在统一身份认证中验证，不能据此登录。请先验证邮箱。"),
}
_REFUSED = {
    Refusal.NOT_BEGUN: lazy("这次登录没有完成，或用时过长。请重新登录。"),
    Refusal.REFUSED: lazy("统一身份认证没有认可这次登录。请重新登录。"),
    Refusal.SILENT: lazy("统一身份认证暂时没有回答。请稍后再试；若仍不行，请联系管理员。"),
    Refusal.NO_LOGIN: _WHY[Problem.NO_LOGIN],
}
WHY = "why"
# What a session keeps when another person takes it over: how the page is looked at, nothing else.
_WHO = "who"
# Where CAS or a proxy signs people in, a request of its own ends the sessions here, and leads on to it.
SIGN_IN, SIGN_OUT = "sign-in", "sign-out"
DEMONSTRATION = "demonstration"  # the key by which server/front.css knows the badge


def keep_apart(visit: Visit) -> None:
    """Let go of everything that another person did in this session before."""
    before = st.session_state.setdefault(_WHO, visit.person.login)
    if before != visit.person.login:
        address.keep_choices_only(identity.STATE)
        st.session_state[_WHO] = visit.person.login


def greet(visit: Visit, term: Term) -> None:
    """In the sidebar: who is signed in as what, and how to sign out; in a demonstration, the choice."""
    here, person = signing(), visit.person
    if here.way is Way.DEMONSTRATION:
        labels = {id: sample.label() for id, sample in identity.SAMPLES.items()}
        st.sidebar.selectbox(
            _("演示身份"),
            list(labels),
            format_func=labels.__getitem__,
            key=identity.STATE,
        )
    else:
        with st.sidebar.container(horizontal=True, vertical_alignment="center"):
            role = role_title(person.role) if person.role else ""
            st.markdown(f"**{escaped(person.name)}** · {role}", width="stretch")
            _sign_out(here)
    if person.units:
        st.sidebar.caption(unit_names(term, person.units))


def banner() -> None:
    """In a demonstration, on every page: that it is one, and where it is said how to sign in."""
    if signing().way is Way.DEMONSTRATION:
        with st.container(key=DEMONSTRATION, width="content"):  # the bar above the page has room for it
            st.markdown(
                f":orange-badge[:material/visibility: {_('演示模式')}]",
                help=_("没有配置登录，不核对身份，只在本机运行。配置方法见 docs/sign-in.md。"),
                width="content",
            )


def turn_away(visit: Visit, term: Term) -> None:
    """The page of somebody who is not let in, and nothing else: sign in, or ask for a role."""
    here = signing()
    _left, middle, _right = st.columns([1, 2, 1])
    with middle:
        choose_language(st.container())
        if visit.problem is Problem.NO_ROLE:
            _without_role(visit, here)
        else:
            _signed_out(visit, here, term)


def _signed_out(visit: Visit, here: Signing, term: Term) -> None:
    st.title(_("如期"), anchor=False)
    st.markdown(titled(term, part="campus"))
    st.caption(_("各学院(系、部)开课准备情况的上报与统计。"))
    why = _WHY.get(visit.problem) if visit.problem else None
    if visit.problem is Problem.NOT_SIGNED_IN and (refusal := st.query_params.get(WHY)) in list(Refusal):
        why = _REFUSED[Refusal(refusal)]
    if why:
        minutes = round(here.idle.total_seconds() / 60)
        st.warning(_(why).format(claim=here.claim, minutes=minutes), icon=":material/info:")
    if here.way is Way.HEADER:
        st.info(_("没有收到登录信息。请从学校统一身份认证入口进入。"), icon=":material/lock:")
        return
    if here.way is Way.CAS:
        anew = visit.problem in {Problem.IDLE, Problem.SIGNED_OUT}
        # Whoever was signed out for doing nothing says the password again: the campus may remember them.
        query = urlencode({"to": _asked_for(), "anew": int(anew)})
        st.link_button(_("登录"), f"{SIGN_IN}?{query}", type="primary", icon=":material/login:")
        return
    with st.container(horizontal=True):
        if st.button(_("登录"), type="primary", icon=":material/login:"):
            st.login(here.provider)
        if visit.problem in {Problem.NO_LOGIN, Problem.UNVERIFIED}:
            _sign_out(here)


def _asked_for() -> str:
    """The page that somebody asked for who has to sign in first, with what its address says."""
    chosen = {name: value for name, value in st.query_params.items() if name != WHY}
    name = urlsplit(st.context.url or "").path.rpartition("/")[2]
    asked = name if any(PAGES.glob(f"*/{name}.py")) else ""
    return f"{asked}?{urlencode(chosen)}" if chosen else asked


def _without_role(visit: Visit, here: Signing) -> None:
    person = visit.person
    st.title(_("还没有权限"), anchor=False)
    st.markdown(_("您已登录，但还没有分配角色。您的登录名是："))
    st.code(person.login, language=None)
    ask = os.environ.get(CONTACT, "").strip() or _("教务处")
    request = _("请把登录名告诉{contact}，由教务管理人员在“人员”页分配角色；分配后刷新本页即可。")
    st.markdown(request.format(contact=escaped(ask)))
    with st.container(horizontal=True):
        st.button(_("刷新"), icon=":material/refresh:")
        _sign_out(here)


def _sign_out(here: Signing) -> None:
    if here.way is Way.OPENID:
        if st.button(_("退出"), icon=":material/logout:"):
            identity.sign_out(identity.person())
            st.logout()
    else:
        st.link_button(_("退出"), SIGN_OUT, icon=":material/logout:")
