"""Acts in words: what each entry of the log is called, and what its details say."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from access import ROLES, Role
from charts import wording
from schema.deadlines import DAILY, ONCE, WEEKLY
from schema.term import Term
from ui.language import bracketed, gettext, language, lazy, ngettext
from ui.words import few_or, joined, role_title, unit_names

_ = gettext
ACTS = {
    "submitted": lazy("提交上报"),
    "withdrawn": lazy("撤回"),
    "approved": lazy("通过"),
    "returned": lazy("退回"),
    "exception_opened": lazy("例外开放"),
    "exception_ended": lazy("例外结束"),
    "deadline_set": lazy("设置期限"),
    "mapping_set": lazy("设定列名"),
    "class_answered": lazy("回答教学班"),
    "granted": lazy("分配角色"),
    "revoked": lazy("停用人员"),
    "token_made": lazy("生成令牌"),
    "token_ended": lazy("撤销令牌"),
    "fetched": lazy("接口读取"),
    "published": lazy("发布"),
    "signed_out": lazy("退出登录"),
    "looked": lazy("审核时打开"),
    "viewed": lazy("查看名单"),
    "commented": lazy("留言"),
    "event_added": lazy("记下事件"),
    "event_withdrawn": lazy("撤下事件"),
    "erased": lazy("删除个人信息"),
    "downloaded": lazy("下载文件"),
    "reminded": lazy("发送催报"),
    "reminders_set": lazy("设置提醒规则"),
    "messages_sent": lazy("定时发送"),
    "address_set": lazy("登记提醒邮箱"),
    "address_removed": lazy("删除提醒邮箱"),
    "subscribed": lazy("订阅简报"),
    "unsubscribed": lazy("取消订阅简报"),
    "mail_stopped": lazy("停止邮件"),
    "mail_resumed": lazy("恢复邮件"),
}
PERIODS = {ONCE: lazy("一次"), DAILY: lazy("每天"), WEEKLY: lazy("每周")}
# What was looked at, as the log names it.
_LISTS = {
    "left_out": lazy("一个不少"),
    "contingency": lazy("预案"),
    "trace": lazy("溯源"),
    "submission": lazy("上报内容"),
}
# Acts about where somebody's mail goes, and which of it: the log says whose.
_OF_MAIL = ("address_set", "address_removed", "subscribed", "unsubscribed", "mail_stopped", "mail_resumed")
_ROBOTS = {"dingtalk": lazy("钉钉"), "wecom": lazy("企业微信"), "feishu": lazy("飞书")}


def act_title(act: str) -> str:
    """What an act is called; one that is not known keeps its name."""
    return _(ACTS[act]) if act in ACTS else act


def details(act: str, text: str, term: Term) -> str:
    """The details of an entry as a sentence; ``text`` is what :func:`store.acts.read_acts` gives."""
    detail: dict[str, Any] = json.loads(text)
    tell = _TELLERS.get(act)
    return tell(detail, term) if tell else "；".join(f"{name}: {value}" for name, value in detail.items())


def names_in(acts: pd.DataFrame) -> dict[str, str]:
    """Login → name, as the log itself tells who was given a role."""
    grants = [json.loads(text) for text in acts["detail"][acts["act"].isin(["granted", "revoked"])]]
    return {one["login"]: one["name"] for one in grants}


def _submitted(detail: Mapping[str, Any], _term: Term) -> str:
    sentence = _("{file}，收下 {taken} 行，{errors} 处错误").format(
        file=detail["file"], taken=few_or(detail["taken"]), errors=detail["errors"]
    )
    corrected = int(detail.get("corrected", 0))
    more = ngettext("更正 {count} 格", corrected).format(count=wording.format_count(corrected))
    return joined([sentence, more]) if corrected else sentence


def _reason(detail: Mapping[str, Any], _term: Term) -> str:
    return str(detail.get("reason") or "")


def _decided(detail: Mapping[str, Any], _term: Term) -> str:
    parts = []
    if detail.get("locked_through"):
        day = wording.format_day(dt.date.fromisoformat(detail["locked_through"]), language())
        parts.append(_("锁定到 {day}").format(day=day))
    if detail.get("rows"):
        parts.append(_rows_of(detail["rows"]))
    return "；".join([*parts, *([detail["comment"]] if detail.get("comment") else [])])


def _event(detail: Mapping[str, Any], _term: Term) -> str:
    day = dt.date.fromisoformat(detail["on"])
    return f"{wording.format_day(day, language(), weekday=False)} {detail['text']}"


def _looked(detail: Mapping[str, Any], _term: Term) -> str:
    count = len(detail["unusual"])
    return ngettext("{count} 处异常", count).format(count=count) if count else ""


def _rows_of(rows: Sequence[int]) -> str:
    return _("第 {rows} 行").format(rows="、".join(map(str, sorted(set(rows)))))


def _commented(detail: Mapping[str, Any], _term: Term) -> str:
    if detail.get("indicator"):
        day = wording.format_day(dt.date.fromisoformat(detail["on"]), language())
        return f"{wording.indicator_title(detail['indicator'], language())} {day}"
    return _rows_of([detail["row"]]) if detail.get("row") else str(detail.get("listed") or "")


def _opened(detail: Mapping[str, Any], term: Term) -> str:
    until = wording.format_moment(dt.datetime.fromisoformat(detail["ends_at"]), term.timezone, language())
    return _("第 {number} 号例外，开放到 {until}：{reason}").format(
        number=detail["exception"], until=until, reason=detail["reason"]
    )


def _ended(detail: Mapping[str, Any], _term: Term) -> str:
    return _("第 {number} 号例外").format(number=detail["exception"])


def _deadline(detail: Mapping[str, Any], _term: Term) -> str:
    days = f"{detail['starts']} – {detail['ends']}"
    due = _("到期：末日 24:00 {shift}").format(shift=_shift(detail["due_after"]))
    closed = detail["closed_after"]
    over = _("不截止") if closed is None else _("截止：末日 24:00 {shift}").format(shift=_shift(closed))
    return "；".join([f"{_(PERIODS[detail['period']])} {days}", due, over])


def _answered(detail: Mapping[str, Any], _term: Term) -> str:
    titles = "/".join(part for part in (detail["platform"], detail["course"], detail["group"]) if part)
    return f"{titles} → {detail['class_id'] or '—'}"


def _mapped(said: Mapping[str, Any], _term: Term) -> str:
    of_column = f"{said['of_column']}: " if said.get("of_column") else ""
    return f"{of_column}{said['heading']} → {said['meaning'] or '—'}"


def _shift(minutes: int) -> str:
    """``+2:30`` for 150 minutes; nothing for none."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'+' if minutes > 0 else '−'}{hours}:{rest:02}" if minutes else ""


def _granted(detail: Mapping[str, Any], term: Term) -> str:
    roles = {role.value: role_title(role) for role in ROLES if isinstance(role, Role)}
    who = (
        detail["login"]
        if detail["name"] in {"", detail["login"]}
        else bracketed(detail["name"], detail["login"])
    )
    return joined(
        [
            who,
            *([roles.get(detail["role"], detail["role"])] if detail["role"] else []),
            *([unit_names(term, detail["units"])] if detail["units"] else []),
        ]
    )


def _downloaded(detail: Mapping[str, Any], _term: Term) -> str:
    return str(detail["file"])


def _erased(detail: Mapping[str, Any], _term: Term) -> str:
    whose = _("整个学期") if detail["scope"] == "term" else _("一名学生")
    words = _("{whose}：{rows} 处，{files} 个原文件")
    return words.format(whose=whose, rows=wording.format_count(detail["rows"]), files=detail["files"])


def _viewed(detail: Mapping[str, Any], _term: Term) -> str:
    name, _space, indicator = str(detail["list"]).partition(" ")
    title = _(_LISTS.get(name, name))
    return f"{title}：{wording.indicator_title(indicator, language())}" if indicator else title


def _reminded(detail: Mapping[str, Any], _term: Term) -> str:
    robot = _(_ROBOTS[detail["robot"]]) if detail["robot"] in _ROBOTS else detail["robot"]
    return _("{robot}，{count} 条消息").format(robot=robot, count=detail["messages"])


def _rules(detail: Mapping[str, Any], _term: Term) -> str:
    count = len(detail["rules"])
    return ngettext("{count} 条规则", count).format(count=count)


def _sent(detail: Mapping[str, Any], _term: Term) -> str:
    words = _("发出 {sent} 条，没有发出 {failed} 条，跳过 {skipped} 条")
    return words.format(sent=detail["sent"], failed=detail["failed"], skipped=detail["skipped"])


def _login(detail: Mapping[str, Any], _term: Term) -> str:
    return str(detail["login"])


def _token(detail: Mapping[str, Any], _term: Term) -> str:
    return f"{detail['token']} · {detail['label']}"


def _fetched(detail: Mapping[str, Any], _term: Term) -> str:
    return str(detail["table"])


def _published(detail: Mapping[str, Any], _term: Term) -> str:
    lasting = _("代号不变") if detail["pseudonyms"] else _("代号每次不同")
    return f"{detail['place']} · {lasting}"


_TELLERS = {
    "token_made": _token,
    "token_ended": _token,
    "fetched": _fetched,
    "published": _published,
    "viewed": _viewed,
    "erased": _erased,
    "event_added": _event,
    "event_withdrawn": _event,
    "signed_out": _reason,
    "submitted": _submitted,
    "withdrawn": _reason,
    "approved": _decided,
    "commented": _commented,
    "looked": _looked,
    "returned": _decided,
    "exception_opened": _opened,
    "exception_ended": _ended,
    "deadline_set": _deadline,
    "class_answered": _answered,
    "mapping_set": _mapped,
    "granted": _granted,
    "revoked": _granted,
    "downloaded": _downloaded,
    "reminded": _reminded,
    "reminders_set": _rules,
    "messages_sent": _sent,
    **dict.fromkeys(_OF_MAIL, _login),
}
