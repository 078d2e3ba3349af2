"""What a phase comes to, in a few sentences: the first thing on its page and in its document."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from charts import wording
from metrics import compare
from schema.figures import CAMPUS
from schema.language import gettext, language
from services import figures, words
from services.papers import steadiness
from services.papers.scope import Scope

_ = gettext
OPENING, ATTENDANCE = "session_opening", "attendance"
TAUGHT = (OPENING, ATTENDANCE)
_TROUBLES = ("accidents", "open_obstacles")
_EVE = ("group_creation", "enrollment", "notification", "material_coverage")


def headline(scope: Scope) -> list[str]:
    """The sentences of the phase."""
    return _OF_PHASE[scope.phase.id](scope)


def _preparation(scope: Scope) -> list[str]:
    return [_until(scope) + words.clauses(scope.today, _EVE), _joined(scope), _received(scope)]


def _joined(scope: Scope) -> str:
    """Which units have most students outside of their groups; where nobody is due, nothing is done."""
    behind = words.furthest(scope.today, "enrollment", scope.term)
    if behind:
        return _("学生进群最靠后：{units}。").format(units=behind)
    campus = compare.of(scope.today, indicators=["enrollment"], units=[CAMPUS])
    return _("学生都已进群。") if campus["d"].any() else _("还没有要进群的学生。")


def _first_day(scope: Scope) -> list[str]:
    return [_taught(scope), troubles(_counts(scope)), _silent(scope)]


def _first_week(scope: Scope) -> list[str]:
    concluded = words.sentence(scope.today, ("problems_closed", "exemplars_spread", "unit_summary"))
    return [
        _taught(scope),
        _concluded(scope.today) + concluded,
        troubles(_counts(scope)) + _silent(scope),
    ]


def _first_month(scope: Scope) -> list[str]:
    return [
        _taught(scope),
        steadiness.verdict(scope.judgement, scope.rule, scope.term),
        words.sentence(scope.today, ("enrollment", "visit_coverage", "problems_closed")),
    ]


_OF_PHASE: dict[str, Callable[[Scope], list[str]]] = {
    "preparation": _preparation,
    "first_day": _first_day,
    "first_week": _first_week,
    "first_month": _first_month,
}


def _until(scope: Scope) -> str:
    """``首周（2月24日–3月1日）：``, the phase and its days up to the chosen one."""
    days = [wording.format_day(day, language(), weekday=False) for day in (scope.phase.starts, scope.until)]
    span = "–".join(dict.fromkeys(days))
    return _("{phase}（{days}）：").format(phase=scope.name, days=span)


def _taught(scope: Scope) -> str:
    return _until(scope) + words.sentence(scope.stretch, TAUGHT)


def _silent(scope: Scope) -> str:
    return words.silent(scope.stretch, OPENING, scope.term, scope.units)


def _counts(scope: Scope) -> pd.DataFrame:
    return figures.counts(scope.desk, scope.until, scope.known_at)


def troubles(counts: pd.DataFrame) -> str:
    """Accidents and open obstacles of the campus in a sentence; what nobody reported is said to be so."""
    campus = counts[counts["unit"] == CAMPUS].set_index("count")
    accidents, obstacles = (campus.loc[count] for count in _TROUBLES)
    clauses = [
        _("上报教学事故 **{count}** 起").format(count=wording.format_count(accidents["n"]))
        if accidents["known"]
        else _("教学事故尚无上报"),
        _("未解决的技术障碍 **{count}** 件").format(count=wording.format_count(obstacles["n"]))
        if obstacles["known"]
        else _("技术障碍尚无上报"),
    ]
    return _("{one}，{other}。").format(one=clauses[0], other=clauses[1])


def _concluded(today: pd.DataFrame) -> str:
    """Whether the campus has evaluated the first week, in a sentence."""
    row = compare.of(today, indicators=["campus_evaluation"], units=[CAMPUS]).iloc[0]
    return _("校区首周评估已完成。") if row["n"] else _("校区首周评估尚未完成。")


def _received(scope: Scope) -> str:
    """How many sheets were received on the day, in a sentence."""
    day = figures.received(scope.desk, scope.until, scope.known_at)
    if day.empty:
        return _("当日没有收到上报。")
    names = words.joined([f"{words.kind_title(row.kind)} {row.sheets}" for row in day.itertuples()])
    return _("当日收到上报 {count} 份：{kinds}。").format(
        count=wording.format_count(day["sheets"].sum()), kinds=names
    )
