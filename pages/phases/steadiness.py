"""平稳态势 on a page: the rule with its numbers, which the reader may change, and the evidence."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import pandas as pd
import streamlit as st

import metrics
from charts import wording
from charts.texts import text
from metrics import Judgement
from metrics.steady import CRITERIA, State, Verdict
from pages.phases.briefing import Briefing
from pages.phases.teaching import week_title
from pages.phases.view import View
from schema.term import Steady, Term
from ui import address
from ui.language import gettext, language, lazy
from ui.words import joined, unit_names

_ = gettext
_KEY = "steady_"
_FULL = 100.0
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
_NUMBERS = {
    "weeks": lazy("看最近几周"),
    "opening": lazy("全校开课率至少（%）"),
    "attendance": lazy("全校到课率至少（%）"),
    "spread": lazy("学院间差距至多（百分点）"),
    "change": lazy("与上周相差至多（百分点）"),
    "reporting": lazy("上报的学院至少（%）"),
}
_POINTS = {"spread", "change"}


def rule_of(term: Term) -> Steady:
    """The rule with the numbers that the reader chose, those of the term's file where nothing was chosen."""
    usual = {name: _shown(name, value) for name, value in asdict(term.steady).items()}
    for name, value in usual.items():
        address.recall(_KEY + name, value, partial(_read, name))
    chosen = {name: st.session_state[_KEY + name] for name in usual}
    return Steady(**{name: value if name == "weeks" else value / _FULL for name, value in chosen.items()})


def _shown(name: str, value: float) -> float:
    return value if name == "weeks" else round(value * _FULL, 1)


def _read(name: str, texts: list[str]) -> float | None:
    """A number of the address, where it can be one of the rule."""
    try:
        number = int(texts[0]) if name == "weeks" else float(texts[0])
    except (IndexError, ValueError):
        return None
    return number if (1 if name == "weeks" else 0) <= number <= _FULL else None


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


def show(briefing: Briefing, judgement: Judgement, title: str) -> None:
    """The rule, how the reader's differs from the term's, and the evidence of every week."""
    term = briefing.filters.term
    st.subheader(title, anchor=False)
    _numbers(term)
    if judgement.evidence.empty:
        st.info(_("第一周结束以后，这里列出每条标准的数值和依据。"), icon=":material/hourglass_empty:")
        return
    judged = judgement.evidence["week"].isin(judgement.weeks)
    _evidence_table(briefing, judgement.evidence[judged], title)
    if not judged.all():
        with st.expander(_("更早各周")):
            _evidence_table(briefing, judgement.evidence[~judged], f"{title} · {_('更早各周')}")


def _evidence_table(briefing: Briefing, evidence: pd.DataFrame, title: str) -> None:
    """The latest week first, the criteria in the order of the rule."""
    ranked = evidence.assign(later=-evidence["week"]).sort_values("later", kind="stable")
    rows = [_row(row, briefing.filters.term) for _place, row in ranked.iterrows()]
    texts = {
        "week": _("周"),
        "criterion": _("标准"),
        "value": _("数值"),
        "limit": _("要求"),
        "state": _("结论"),
        "evidence": _("依据"),
    }
    briefing.table(title, pd.DataFrame(rows), texts)


def _numbers(term: Term) -> None:
    usual = {name: _shown(name, value) for name, value in asdict(term.steady).items()}
    changed = [name for name in usual if st.session_state[_KEY + name] != usual[name]]
    with st.expander(_("判定标准（可以调整）"), expanded=bool(changed), icon=":material/tune:"):
        st.caption(
            _(
                "最近几周里，每周都要：全校开课率、到课率（上报）不低于标准，学院间最高与最低的差距、与上一周的变化不超过标准，曾经上报的学院绝大多数都上报。"
            )
        )
        for place, columns in enumerate((st.columns(3), st.columns(3))):
            for column, name in zip(columns, list(_NUMBERS)[3 * place : 3 * place + 3], strict=True):
                with column:
                    _number(name)
        if changed:
            st.button(_("恢复学期配置的标准"), on_click=_restore, args=(usual,), icon=":material/undo:")
    if changed:
        usual_words = joined([f"{_(_NUMBERS[name])} {usual[name]:g}" for name in changed])
        st.warning(
            _("现在用的是您调整过的标准；学期配置是：{usual}。").format(usual=usual_words),
            icon=":material/tune:",
        )


def _number(name: str) -> None:
    if name == "weeks":
        st.number_input(_(_NUMBERS[name]), min_value=1, max_value=20, step=1, key=_KEY + name)
    else:
        st.number_input(
            _(_NUMBERS[name]), min_value=0.0, max_value=_FULL, step=0.5, format="%.1f", key=_KEY + name
        )


def _restore(usual: dict[str, float]) -> None:
    for name, value in usual.items():
        address.choose_here(_KEY + name, value)


def _row(row: pd.Series, term: Term) -> dict[str, str]:
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


def judged(figures: pd.DataFrame, view: View, rule: Steady) -> Judgement:
    """The weeks that are over on the chosen day, held against ``rule``."""
    return metrics.judge(figures, metrics.weeks_of(view.term), view.until, rule)
