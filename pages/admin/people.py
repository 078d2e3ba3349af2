"""人员: who has which role: given and taken by hand, or by a sheet that is looked at first."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

import exports
from access import Role, read_login
from charts import wording
from pages.admin import addresses
from schema.findings import Finding
from schema.term import Term, load_term
from services import people
from services.people_sheet import PeopleSheet, read_people
from store import StoreError
from ui.identity import desk
from ui.language import bracketed, gettext, language, lazy, ngettext
from ui.show import XLSX, download, head
from ui.words import escaped, joined, role_title, unit_names

_ = gettext
_SAID, _ROUND = "people said", "people round"
_STATUS = {
    "new": lazy("新增"),
    "changed": lazy("更改"),
    "revoked": lazy("停用"),
    "same": lazy("不变"),
}
_BADGES = {"new": "green", "changed": "blue", "revoked": "orange", "same": "gray"}
_NEW = ""


def main(term: Term) -> None:
    """The page: what was just done, who has which role, and the two ways to change that."""
    head(_("人员"))
    st.caption(_("角色决定每个人能看什么、做什么。更改在对方下一次点击时生效，并记入操作日志。"))
    done = st.session_state.pop(_SAID, None)
    if done:
        st.success(done, icon=":material/check:")
    listed = people.listed(desk())
    with_role = listed[listed["role"].isin(list(Role))]
    show_people(with_role, listed, term)
    by_hand, by_sheet, by_mail = st.tabs([_("新增或修改一人"), _("上传名单"), _("提醒邮箱")])
    with by_hand:
        change_one(listed, term)
    with by_sheet:
        change_many(listed, term)
    with by_mail:
        addresses.change_addresses(desk(), with_role)


def show_people(with_role: pd.DataFrame, listed: pd.DataFrame, term: Term) -> None:
    """Everybody who has a role; those who had one at the end, where the reader asks for them."""
    gone = len(listed) - len(with_role)
    rows = with_role
    if gone and st.toggle(ngettext("也显示已停用的 {count} 人", gone).format(count=gone)):
        rows = listed
    if rows.empty:
        st.info(_("还没有给任何人分配角色。"), icon=":material/info:")
        return
    st.dataframe(people_table(rows, term), hide_index=True, placeholder="", alt=_("人员"))
    counts = with_role["role"].value_counts()
    st.caption(joined([f"{role_title(role)} {counts[role]}" for role in Role if role in counts.index]))


def people_table(listed: pd.DataFrame, term: Term) -> pd.DataFrame:
    """Logins, roles and units in the reader's words, in the order of the roles."""
    order = [*Role, None]
    rows = [
        (
            order.index(Role(row.role) if row.role in list(Role) else None),
            row.login,
            row.name,
            role_title(Role(row.role)) if row.role in list(Role) else _("已停用"),
            unit_names(term, row.units),
            row.granted_at.tz_localize("UTC").tz_convert(term.timezone).strftime("%Y-%m-%d %H:%M"),
            "" if pd.isna(row.granted_by) else row.granted_by,
        )
        for row in listed.itertuples()
    ]
    titles = people.titles(language())
    headings = [titles["login"], titles["name"], titles["role"], titles["units"], _("更改时间"), _("更改人")]
    ordered = sorted(rows, key=lambda row: row[:2])
    return pd.DataFrame([row[1:] for row in ordered], columns=headings)


def change_one(listed: pd.DataFrame, term: Term) -> None:
    """Give one person a role, change it, or take it away."""
    known = {row.login: row for row in listed.itertuples()}
    labels = {_NEW: _("＋ 新增一人")}
    labels |= {
        row.login: row.login if row.name == row.login else bracketed(row.name, row.login)
        for row in known.values()
    }
    chosen = st.selectbox(_("人员"), list(labels), format_func=labels.__getitem__, key="person")
    before = known.get(chosen)
    # Every person has fields of their own, so that what is typed for one is not saved for another.
    key = f"{chosen} {st.session_state.get(_ROUND, 0)}"
    left, right = st.columns(2)
    login = left.text_input(
        _("登录名"),
        value=chosen,
        disabled=before is not None,
        key=f"login {key}",
        help=_("与统一身份认证给出的工号或邮箱完全一致。"),
    ).strip()
    name = right.text_input(_("姓名"), value=before.name if before else "", key=f"name {key}").strip()
    roles = list(Role)
    held = roles.index(before.role) if before and before.role in roles else None
    left, right = st.columns(2)
    role = left.selectbox(
        _("角色"), roles, index=held, format_func=role_title, placeholder=_("请选择"), key=f"role {key}"
    )
    units: list[str] = []
    if role is Role.REPORTER:
        units = right.multiselect(
            _("负责的学院(系、部)"),
            term.unit_names,
            default=[unit for unit in (before.units if before else ()) if unit in term.unit_names],
            format_func=partial(wording.unit_title, term=term, language=language()),
            placeholder=_("请选择"),
            key=f"units {key}",
        )
    save_one(login, name, role, units, held is not None)


def save_one(login: str, name: str, role: Role | None, units: list[str], has_role: bool) -> None:
    """The buttons under the fields, and what they do."""
    if login == desk().person.login and role is not Role.ADMIN:
        st.warning(
            _("这是您自己的账号：改为其他角色或停用后，您将不能再管理人员。"), icon=":material/warning:"
        )
    with st.container(horizontal=True):
        saved = st.button(_("保存"), type="primary", icon=":material/check:", disabled=not (login and role))
        revoked = has_role and st.button(_("停用"), icon=":material/person_off:")
    if saved and role:
        problems = people.problems(login, role, units)
        titles = people.titles(language())
        for column, code in problems:
            st.error(Finding(code, column=titles[column], value=login).message(language()))
        if not problems:
            grant(str(read_login(login)), name, role, units, _("已保存：{login}"))
    elif revoked:
        grant(login, name, None, [], _("已停用：{login}"))


def grant(login: str, name: str, role: Role | None, units: list[str], confirmation: str) -> None:
    """Change a role and begin anew; what the store refuses is said where the reader looks."""
    try:
        people.grant(desk(), login, name or login, role, units)
    except StoreError as error:
        st.error(error.message(language()))
        return
    begin_anew(confirmation.format(login=escaped(login)))


def begin_anew(confirmation: str) -> None:
    """Show the page with nothing typed and nothing uploaded, and what was done."""
    st.session_state[_SAID] = confirmation
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def change_many(listed: pd.DataFrame, term: Term) -> None:
    """Upload a sheet, see what it would change, agree."""
    st.caption(_("按登录名对照：表中有的人新增或更改，“停用”填“是”的取消角色，没有列出的人不受影响。"))
    with st.container(horizontal=True):
        title = _("人员名单")
        empty, whole = listed.head(0), listed
        download(
            _("下载空白模板"),
            partial(people.workbook, empty, language()),
            f"{title}_{_('模板')}.xlsx",
            XLSX,
        )
        download(_("下载现有名单"), partial(people.workbook, whole, language()), f"{title}.xlsx", XLSX)
    upload = st.file_uploader(
        _("名单（xlsx、xls、ods、csv）"), key=f"people sheet {st.session_state.get(_ROUND, 0)}"
    )
    if upload is not None:
        preview(read_people(upload.getvalue(), upload.name, term), listed, term)


def preview(sheet: PeopleSheet, listed: pd.DataFrame, term: Term) -> None:
    """What a sheet would change, what is wrong with it, and the button that makes it so."""
    if sheet.refused:
        st.error(sheet.refused.message(language()), icon=":material/block:")
        return
    if sheet.findings:
        if any(finding.is_error for finding in sheet.findings):
            st.warning(_("有错误的行没有采用。请改好后重新上传。"), icon=":material/warning:")
        st.dataframe(exports.findings_frame(sheet.findings, language()), hide_index=True, alt=_("检查结果"))
    changes = people.changes(sheet.entries, listed)
    counts = pd.Series([change.status for change in changes], dtype=object).value_counts()
    st.markdown(
        "　".join(f":{_BADGES[id]}-badge[{_(title)} {counts.get(id, 0)}]" for id, title in _STATUS.items())
    )
    wanted = [change for change in changes if change.status != "same"]
    if wanted:
        st.dataframe(changes_table(wanted, term), hide_index=True, placeholder="", alt=_("变动"))
    words = ngettext("确认 {count} 项更改", len(wanted)).format(count=len(wanted))
    if st.button(words, type="primary", disabled=not wanted, icon=":material/check:"):
        try:
            done = people.apply(desk(), wanted)
        except StoreError as error:
            st.error(error.message(language()))
            return
        begin_anew(ngettext("已更改 {count} 人。", done).format(count=done))


def changes_table(wanted: list[people.Change], term: Term) -> pd.DataFrame:
    """Before and after of everybody whom a sheet changes."""
    titles = people.titles(language())
    return pd.DataFrame(
        [
            {
                _("变动"): _(_STATUS[change.status]),
                titles["login"]: change.entry.login,
                titles["name"]: change.entry.name,
                _("原角色"): role_with_units(change.role_before, change.units_before, term),
                _("新角色"): role_with_units(change.entry.role, change.entry.units, term),
                titles["address"]: change.entry.address if change.is_moved else "",
            }
            for change in wanted
        ]
    )


def role_with_units(role: Role | None, units: tuple[str, ...], term: Term) -> str:
    """A role as the table of changes shows it."""
    if role is None:
        return "—"
    return role_title(role) + (f" · {unit_names(term, units)}" if units else "")


main(load_term())
