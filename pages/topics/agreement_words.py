"""The words of the comparisons: what is held against what, who holds which, and what is to be sent."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from charts import wording
from schema.kinds import form_of
from schema.language import titled
from schema.sessions import REPORTED, SAMPLED
from schema.term import Term
from ui.language import gettext, language, lazy
from ui.words import form_title, kind_title

_ = gettext


@dataclass(frozen=True)
class Compared:
    """A comparison in words: its title, both sides, and the sheets in which they stand.

    ``reported_in`` and ``held_in`` are kinds and forms; ``None`` stands for the part of the comparison.
    """

    title: str
    reported: str
    held: str
    reported_in: tuple[str, str | None] | None
    held_in: tuple[str, str | None]


_PLAN = ("plan", None)
_BY_CLASS, _TOTALS, _SESSIONS = ("sessions", "by_class"), ("sessions", "totals"), ("sessions", None)
_VISITS, _VISITORS = ("visits", None), ("visitors", None)
COMPARED = {
    "unplanned": Compared(
        lazy("表中的教学班是否在开课计划内"), lazy("表中的教学班"), lazy("其中在计划内"), None, _PLAN
    ),
    "unreported": Compared(
        lazy("计划内的教学班是否都上报了"), lazy("已上报的教学班"), lazy("计划内的教学班"), None, _PLAN
    ),
    "enrolled": Compared(
        lazy("应进群人数与选课人数"),
        lazy("上报的应进群人数"),
        lazy("计划的选课人数"),
        ("enrollment", "aggregate"),
        _PLAN,
    ),
    "both_forms": Compared(
        lazy("同一教学班的汇总与名单"),
        lazy("汇总的应进群人数"),
        lazy("名单上的学生"),
        ("enrollment", "aggregate"),
        ("enrollment", "roster"),
    ),
    "teachers": Compared(
        lazy("授课教师与开课计划"), lazy("写明教师的教学班"), lazy("其中与计划一致"), ("groups", None), _PLAN
    ),
    "need_total": Compared(
        lazy("困难学生总数与通知数"), lazy("各学院合计"), lazy("通知数"), None, ("need", "survey")
    ),
    "need_named": Compared(
        lazy("困难学生的摸排数与名单"),
        lazy("摸排的困难学生"),
        lazy("名单上的困难学生"),
        ("need", "survey"),
        ("need", "students"),
    ),
    "unexplained": Compared(
        lazy("未开的门次是否都说明了延期"),
        lazy("未开门次"),
        lazy("已说明延期门次"),
        _SESSIONS,
        _SESSIONS,
    ),
    "made_up": Compared(lazy("到期的补课是否已补"), lazy("到期应补"), lazy("当日已补"), _BY_CLASS, _BY_CLASS),
    "session_totals": Compared(
        lazy("授课情况的分班合计与学院汇总"), lazy("分教学班合计"), lazy("学院汇总"), _BY_CLASS, _TOTALS
    ),
    "visitors_listed": Compared(
        lazy("听课人是否在听课人员名单上"),
        lazy("听课表中的听课人"),
        lazy("其中在名单上"),
        _VISITS,
        _VISITORS,
    ),
    "visitors_visiting": Compared(
        lazy("听课人员名单上的人是否有听课"),
        lazy("有听课安排或记录"),
        lazy("名单上的听课人"),
        _VISITS,
        _VISITORS,
    ),
}
# State of a comparison → its icon, its colour and its word.
STATES = {
    "differs": ("×", "red", lazy("不一致")),
    "agrees": ("✓", "green", lazy("一致")),
    "only_reported": ("–", "gray", lazy("没有对照数")),
    "only_held": ("–", "gray", lazy("没有上报数")),
    "nothing": ("–", "gray", lazy("都没有数")),
}
_SOURCES = {REPORTED: lazy("上报数"), SAMPLED: lazy("抽样数")}


def state_words(state: str) -> str:
    """A state as icon and word."""
    icon, _color, word = STATES[state]
    return f"{icon} {_(word)}"


def title_of(comparison: str, part: str) -> str:
    """What is compared, and of which part: a kind of sheet, a form, a source, a count."""
    title, detail = _(COMPARED[comparison].title), _part(comparison, part)
    return _("{part}：{title}").format(title=title, part=wording.capitalized(detail)) if detail else title


def _part(comparison: str, part: str) -> str:
    if not part:
        return ""
    if comparison in ("unplanned", "unreported"):
        return kind_title(part)
    if comparison in ("enrolled", "need_total"):
        form = form_of("enrollment" if comparison == "enrolled" else "need", _form(part))
        return titled(form)
    if comparison == "session_totals":
        column = form_of("sessions", "totals").column(part)
        return titled(column)
    return _(_SOURCES.get(part, lazy("学生反馈数")))


def _form(part: str) -> str:
    return {"named": "students"}.get(part, part)


def what_to_send(comparison: str, part: str, state: str) -> str:
    """What has to be sent so that the two sides can be compared."""
    compared = COMPARED[comparison]
    kind = ("need", _form(part)) if comparison == "need_total" else (part, None)
    reported, held = form_title(*(compared.reported_in or kind)), form_title(*compared.held_in)
    if state == "only_held":
        return _("还没有“{sheet}”可比：请各学院(系、部)上报。").format(sheet=reported)
    if state == "only_reported":
        if comparison == "need_total":
            return _("通知数没有写在学期配置里，请管理员补上。")
        return _("还没有“{sheet}”可以对照，请补报。").format(sheet=held)
    if reported == held:
        return _("还没有可比的“{sheet}”。").format(sheet=reported)
    return _("要比较，“{reported}”和“{held}”都得有。").format(reported=reported, held=held)


def numbered(values: pd.Series) -> pd.Series:
    """Differences with their sign: ``+2``, ``-3``, and 0."""
    return values.map(lambda value: f"{int(value):+,}" if value else "0", na_action="ignore")


def unit_words(unit: object, term: Term) -> str:
    """The name of a unit; rows that name none say so."""
    return _("未写明学院") if pd.isna(unit) else wording.unit_title(str(unit), term, language())


def place_words(rows: pd.DataFrame, submission: str, row: str) -> list[str | None]:
    """``#12 · 34``: number of the submission and row of its sheet."""
    both = zip(rows[submission], rows[row], strict=True)
    return [None if pd.isna(number) else f"#{number} · {place}" for number, place in both]
