"""平稳态势 in words: the verdict with its reasons, and the evidence for every part of it."""

from __future__ import annotations

import pandas as pd

from charts import wording
from charts.texts import text
from metrics import Judgement
from metrics.steady import CRITERIA, State, Verdict
from schema.language import gettext, language, lazy
from schema.term import Steady, Term
from services.words import joined, unit_names, week_title

_ = gettext
_POINTS = {"spread", "change"}
_CRITERIA = {
    "opening": lazy("全校开课率"),
    "attendance": lazy("全校到课率"),
    "opening_spread": lazy("学院间开课率差距"),
    "attendance_spread": lazy("学院间到课率差距"),
    "opening_change": lazy("开课率与上周相差"),
    "attendance_change": lazy("到课率与上周相差"),
    "reporting": lazy("报送授课情况的学院"),
}
_STATES = {
    State.HOLDS: lazy("✓ 达到"),
    State.FAILS: lazy("× 未达到"),
    State.NO_DATA: lazy("– 未报"),
    State.FIRST_WEEK: lazy("– 首周无从比较"),
}


def verdict(judgement: Judgement, rule: Steady, term: Term) -> str:
    """The verdict in a sentence, with the reasons where it is not a good one."""
    judged = judgement.evidence[judgement.evidence["week"].isin(judgement.weeks)]
    if judgement.verdict is Verdict.STEADY:
        return _("最近 {weeks} 周各项都达到标准：**态势平稳**。").format(weeks=rule.weeks)
    if judgement.verdict is Verdict.TOO_EARLY:
        return _("**还不能判断态势是否平稳**：标准要看满 {weeks} 周，目前满 {done} 周。").format(
            weeks=rule.weeks, done=len(judgement.weeks)
        )
    wanted = State.FAILS if judgement.verdict is Verdict.NOT_STEADY else State.NO_DATA
    reasons = joined([_reason(row, term) for _place, row in judged[judged["state"] == wanted].iterrows()])
    if judgement.verdict is Verdict.NOT_STEADY:
        return _("**尚不能称态势平稳**：{reasons}。").format(reasons=reasons)
    return _("**数据不足，不能判断态势是否平稳**：{reasons}。").format(reasons=reasons)


def _reason(row: pd.Series, term: Term) -> str:
    reason = _("第{week}周{criterion} {value}（标准 {limit}）").format(
        week=row["week"], criterion=_title(row), value=_value(row), limit=_limit(row)
    )
    return reason + (_("，缺 {names}").format(names=unit_names(term, row["silent"])) if row["silent"] else "")


def evidence_headings() -> dict[str, str]:
    """The headings of :func:`evidence_row`."""
    return {
        "week": _("周"),
        "criterion": _("标准"),
        "value": _("数值"),
        "limit": _("要求"),
        "state": _("结论"),
        "evidence": _("依据"),
    }


def evidence_row(row: pd.Series, term: Term) -> dict[str, str]:
    """A criterion of a week: what it came to, what is asked, whether it holds, and by which counts."""
    return {
        "week": week_title(row),
        "criterion": _title(row),
        "value": _value(row),
        "limit": _limit(row),
        "state": _(_STATES[State(row["state"])]),
        "evidence": _evidence(row, term),
    }


def _title(row: pd.Series) -> str:
    title = _CRITERIA[row["criterion"]]
    return _(title)


def _value(row: pd.Series) -> str:
    if wording.is_missing(row["value"]):
        return "—"
    if CRITERIA[row["criterion"]][1] in _POINTS:
        return f"{wording.points(row['value'])} {text('points', language())}"
    return wording.format_rate(row["value"], language=language())


def _limit(row: pd.Series) -> str:
    if CRITERIA[row["criterion"]][1] in _POINTS:
        return f"≤ {wording.points(row['limit'])} {text('points', language())}"
    return f"≥ {wording.format_rate(row['limit'], language=language())}"


def _evidence(row: pd.Series, term: Term) -> str:
    """N and d, those of the week before, the lowest and the highest unit, who is silent."""
    parts = []
    if not pd.isna(row["n"]):
        parts.append(wording.format_ratio(row["n"], row["d"]))
    if not pd.isna(row["n_before"]):
        parts.append(_("上周 {ratio}").format(ratio=wording.format_ratio(row["n_before"], row["d_before"])))
    for end, word in (("lowest", _("最低")), ("highest", _("最高"))):
        if not pd.isna(row[end]) and not (end == "highest" and not pd.isna(row["n"])):
            name = wording.unit_title(row[end], term, language())
            parts.append(f"{word} {name} {wording.format_ratio(row[f'{end}_n'], row[f'{end}_d'])}")
    if row["silent"]:
        parts.append(_("未报 {names}").format(names=unit_names(term, row["silent"])))
    return _("；").join(parts)
