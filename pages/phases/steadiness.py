"""平稳态势 on a page: the rule with its numbers, which the reader may change, and the evidence."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

import pandas as pd
import streamlit as st

from metrics import Judgement
from pages.phases.briefing import Briefing
from schema.term import Steady, Term
from services.papers.steadiness import evidence_headings, evidence_row
from ui import address
from ui.language import gettext, lazy
from ui.words import joined

_ = gettext
_KEY = "steady_"
_FULL = 100.0
_NUMBERS = {
    "weeks": lazy("看最近几周"),
    "opening": lazy("全校开课率至少（%）"),
    "attendance": lazy("全校到课率至少（%）"),
    "spread": lazy("学院间差距至多（百分点）"),
    "change": lazy("与上周相差至多（百分点）"),
    "reporting": lazy("上报的学院至少（%）"),
}


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


def show(briefing: Briefing, judgement: Judgement, title: str) -> None:
    """The rule, how the reader's differs from the term's, and the evidence of every week."""
    term = briefing.filters.term
    st.header(title, anchor=False)
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
    rows = [evidence_row(row, briefing.filters.term) for _place, row in ranked.iterrows()]
    briefing.table(title, pd.DataFrame(rows), evidence_headings())


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
