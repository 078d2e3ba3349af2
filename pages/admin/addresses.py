"""Where mail to people goes, one after the other, as academic affairs enters it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from schema.language import LANGUAGES, bracketed
from services import addresses
from services.desk import Desk
from store import StoreError
from store.addresses import Address
from ui.language import gettext, language
from ui.show import table

_ = gettext
_DONE = "address done"


def change_addresses(here: Desk, with_role: pd.DataFrame) -> None:
    """Everybody with a role and their address, and a form for one of them."""
    st.caption(
        _(
            "提醒和简报发到这里；本人也可以在“自动提醒”页自己填写。停用、删除学期个人信息时一并删除，日志里不写地址。"
        )
    )
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/check:")
    if with_role.empty:
        return
    known = addresses.listed(here)
    names = dict(zip(with_role["login"], with_role["name"], strict=True))
    places = [known[login].address if login in known else None for login in names]
    worded = pd.DataFrame({"login": list(names), "name": list(names.values()), "address": places})
    table(worded, {"login": _("登录名"), "name": _("姓名"), "address": _("提醒邮箱")}, name=_("提醒邮箱"))
    login = st.selectbox(
        _("谁的邮箱"),
        list(names),
        format_func=lambda id: id if names[id] == id else bracketed(names[id], id),
        key="address of",
    )
    _change_one(here, login, known.get(login))


def _change_one(here: Desk, login: str, before: Address | None) -> None:
    with st.form(f"address {login}"):
        left, right = st.columns([3, 1])
        place = left.text_input(
            _("提醒邮箱"), before.address if before else "", help=_("留空并保存，就删除这个地址。")
        )
        spoken = right.selectbox(
            _("邮件用的语言"),
            list(LANGUAGES),
            index=list(LANGUAGES).index(before.language) if before else 0,
            format_func=LANGUAGES.__getitem__,
        )
        saved = st.form_submit_button(_("保存邮箱"))
    if saved:
        try:
            addresses.change(here, Address(login, place.strip(), str(spoken)))
        except StoreError as error:
            st.error(error.message(language()))
            return
        st.session_state[_DONE] = _("邮箱已保存。") if place.strip() else _("邮箱已删除。")
        st.rerun()
