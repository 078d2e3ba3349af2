"""接口: tokens with which other programs read the figures in one's name: made, shown once, revoked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from metrics.moments import aware
from schema.feed import TABLES
from schema.language import chosen
from schema.limits import MOST_DAYS_OF_TOKEN
from schema.term import Term, load_term
from services import tokens
from store import StoreError
from ui.identity import desk, name_of
from ui.language import gettext, language
from ui.show import head
from ui.words import joined

_ = gettext
_SECRET = "token secret"  # noqa: S105 - the name of what the session keeps
_USUAL_DAYS = 90


def main(term: Term) -> None:
    """The page: the secret that was just made, the tokens, and a new one."""
    head(_("接口"))
    st.caption(
        _("其他程序凭令牌读取数字，读到的与您在页面上看到的一样，角色取消即失效。写法见 docs/api.md。")
    )
    told = _("Excel、Power BI 的 OData 地址是 {odata}，用户名任意，密码为令牌；接口的说明在 {description}")
    here = f"{_address()}/api/v1"
    st.caption(told.format(odata=f"`{here}/odata/`", description=f"<{here}/openapi.json>"))
    secret = st.session_state.pop(_SECRET, None)
    if secret:
        st.success(_("令牌只显示这一次，请现在复制保存："), icon=":material/key:")
        st.code(secret, language=None)
        st.code(f'curl -H "Authorization: Bearer {secret}" {_address()}/api/v1/figures', language="sh")
    listed = tokens.listed(desk())
    _show(listed, term)
    _make()


def _address() -> str:
    return str(st.context.url or "").rpartition("/")[0]


def _show(listed: pd.DataFrame, term: Term) -> None:
    if listed.empty:
        st.info(_("还没有令牌。"), icon=":material/info:")
        return
    good = tokens.is_good(listed, desk().now())
    # With their years: a token may last longer than one.
    days = {
        name: [f"{aware(at).astimezone(term.timezone):%Y-%m-%d %H:%M}" for at in listed[name]]
        for name in ("made_at", "ends_at")
    }
    states = [_("有效") if is_good else _("已失效") for is_good in good]
    opens = [joined([_title(name) for name in names]) if names else _("全部") for names in listed["tables"]]
    shown = {
        _("编号"): listed["token"],
        _("状态"): states,
        _("用途"): listed["label"],
        _("持有人"): [name_of(login, {}) for login in listed["login"]],
        _("可读"): opens,
        _("生成"): days["made_at"],
        _("有效至"): days["ends_at"],
    }
    st.dataframe(pd.DataFrame(shown), hide_index=True, alt=_("接口"))
    if good.any():
        _end(listed[good])


def _end(good: pd.DataFrame) -> None:
    labels = {row.token: f"{row.token} · {row.label}" for row in good.itertuples()}
    with st.form("end token", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            _("要撤销的令牌"), list(labels), format_func=labels.__getitem__, index=None, key="ended token"
        )
        is_pressed = st.form_submit_button(_("立即撤销"), icon=":material/block:")
    if is_pressed and number is not None:
        tokens.end(desk(), number)
        st.rerun()


def _make() -> None:
    st.subheader(_("新令牌"), anchor=False)
    with st.form("make token", clear_on_submit=True):
        label = st.text_input(_("用途"), placeholder=_("如：校领导驾驶舱"), max_chars=60, key="token label")
        names = st.multiselect(_("可读（不选为全部）"), list(TABLES), format_func=_title, key="token tables")
        days = st.number_input(_("有效天数"), 1, MOST_DAYS_OF_TOKEN, _USUAL_DAYS, key="token days")
        is_pressed = st.form_submit_button(_("生成新令牌"), type="primary", icon=":material/key:")
    if not is_pressed:
        return
    if not label.strip():
        st.warning(_("请写明用途。"), icon=":material/edit:")
        return
    try:
        st.session_state[_SECRET] = tokens.make(desk(), label, names, int(days))
    except StoreError as error:
        st.error(error.message(language()))
        return
    st.rerun()


def _title(name: str) -> str:
    table = TABLES[name]
    return f"{name}: {chosen(table.about, table.about_en)}"


main(load_term())
