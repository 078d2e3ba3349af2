"""The first day and week in a briefing: what went wrong, and what the first week came to."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import wording
from charts.texts import text
from metrics import COUNTS, compare
from metrics.indicators import QUALITY
from pages.phases.briefing import Briefing, by_indicator, by_unit, counts_heading
from schema.figures import CAMPUS, NOT_DUE, STATE
from schema.language import titled
from ui.language import gettext, language

_ = gettext
_TROUBLES = ("accidents", "open_obstacles")
QUALITY_IDS = tuple(one.id for one in QUALITY)
_OF_UNITS = ("problems_closed", "exemplars_spread", "self_evaluation", "student_feedback")


def counts(briefing: Briefing, reported: pd.DataFrame, figures: pd.DataFrame, title: str) -> None:
    """A row for each unit with accidents or open obstacles, and the campus."""
    view = briefing.view
    wide = reported[reported["count"].isin(_TROUBLES)].pivot(index="unit", columns="count", values="n")
    known = reported[reported["count"].isin(_TROUBLES)].pivot(index="unit", columns="count", values="known")
    places = [CAMPUS, *(unit for unit in view.filters.shown_units if wide.loc[unit].any())]
    solved = by_unit(compare.on_day(figures, view.until), ["obstacles_solved"], places)
    for count in _TROUBLES:
        solved[count] = [
            wording.format_count(wide.loc[place, count]) if known.loc[place, count] else _("未报")
            for place in places
        ]
    solved["name"] = [wording.unit_title(place, view.term, language()) for place in places]
    words = {id: titled(COUNTS[id]) for id in _TROUBLES}
    texts = {"name": _("学院(系、部)"), **words}
    measures = {"obstacles_solved": wording.indicator_title("obstacles_solved", language())}
    briefing.table(title, solved, texts, measures)


def quality(briefing: Briefing, figures: pd.DataFrame, title: str) -> None:
    """What the first week came to: evaluation, problems, exemplars, summaries, what people say."""
    today = compare.on_day(figures, briefing.view.until)
    rows = by_indicator(today, QUALITY_IDS)
    rows["counts"] = [counts_heading(id) for id in QUALITY_IDS]
    texts, after = {"indicator": _("指标")}, {"counts": _("数的是什么")}
    briefing.table(title, rows, texts, {"rate": _("完成率")}, after)


def quality_of_units(briefing: Briefing, figures: pd.DataFrame, title: str) -> None:
    """The same by unit: whether the summary is whole, and the counts in it."""
    view = briefing.view
    today = compare.on_day(figures, view.until)
    rows = by_unit(today, ["unit_summary", *_OF_UNITS], view.filters.shown_units)
    if (rows[f"unit_summary_{STATE}"] == NOT_DUE).all():
        st.info(_("首周总结还没有到期，也还没有学院(系、部)上交。"), icon=":material/hourglass_empty:")
        return
    rows["name"] = [wording.unit_title(unit, view.term, language()) for unit in rows["unit"]]
    rows["summary"] = [
        _summary(*each) for each in zip(rows["unit_summary_n"], rows[f"unit_summary_{STATE}"], strict=True)
    ]
    texts = {"name": _("学院(系、部)"), "summary": _("首周总结")}
    measures = {id: wording.indicator_title(id, language()) for id in _OF_UNITS}
    briefing.table(title, rows.sort_values("unit_summary_n", kind="stable"), texts, measures)


def _summary(whole: int, state: str) -> str:
    """Whether a summary has come; nothing is missing before it is due."""
    if whole:
        return _("✓ 已交")
    return f"○ {text(state, language())}" if state == NOT_DUE else _("× 未交或不全")
