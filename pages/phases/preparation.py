"""准备: the tasks at the eve of teaching, who is behind, what came in since yesterday, and its checkpoint."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import wording
from metrics import compare
from pages.phases import checkpoints
from pages.phases import view as phase
from pages.phases.briefing import Briefing, by_indicator
from schema.figures import CAMPUS
from schema.language import titled
from schema.notice import TASKS
from schema.term import Term, load_term
from services.figures import received, reporting
from services.words import furthest
from ui.filters import choose
from ui.identity import desk
from ui.language import gettext, language
from ui.links import page
from ui.show import head, needs_plan
from ui.words import kind_title, unit_names

_ = gettext


def main(term: Term) -> None:
    """Load, filter, tell."""
    filters = choose(st.sidebar, term)
    head(_("准备"), filters)
    view = phase.view_of("preparation", filters)
    figures = view.scope.figures
    needs_plan(figures, term)
    phase.require_begun(view)
    briefing = Briefing(view)
    briefing.headline()
    tasks(briefing, figures, _("十六项任务"))
    came_in(briefing, _("当日收到"))
    phase.daily_lines(view)
    indicator = phase.choose_indicator(view.scope.ids)
    checkpoints.show(filters, view.checkpoints, view.scope.ids, indicator)
    briefing.remarks()


def tasks(briefing: Briefing, figures: pd.DataFrame, title: str) -> None:
    """A row a task and indicator: the campus's figure, the change since yesterday, the units behind."""
    st.header(title, anchor=False)
    view = briefing.view
    today = compare.on_day(figures, view.until)
    changes = compare.changes(
        compare.of(figures, units=[CAMPUS]), since=compare.day_before(view.until), on=view.until
    ).set_index("indicator")["change"]
    pairs = [(task, id) for task in TASKS for id in task.indicators]
    rows = by_indicator(today, [id for _task, id in pairs])
    rows["task"] = [f"{task.number} {titled(task)}" for task, _id in pairs]
    rows["change"] = [_changed(changes.get(id)) for id in rows["id"]]
    rows["behind"] = [furthest(today, id, view.term) for id in rows["id"]]
    texts = {"task": _("十六项任务"), "indicator": _("指标")}
    after = {"change": _("较昨日"), "behind": _("最靠后的学院(系、部)")}
    briefing.table(title, rows, texts, {"rate": _("完成率")}, after)
    st.caption(view.as_of)
    st.page_link(
        page("tasks"), label=_("看任务页：各方责任、期限和每个学院"), icon=":material/arrow_forward:"
    )


def _changed(change: float | None) -> str:
    return "" if wording.is_missing(change) else wording.format_change(change, language())


def came_in(briefing: Briefing, title: str) -> None:
    """What was received on the day, by kind of sheet."""
    st.header(title, anchor=False)
    view = briefing.view
    day = received(desk(), view.until, view.filters.known_at)
    if day.empty:
        st.info(_("这一天没有收到上报。"), icon=":material/inbox:")
    else:
        rows = pd.DataFrame(
            {
                "kind": [kind_title(kind) for kind in day["kind"]],
                "sheets": [wording.format_count(count) for count in day["sheets"]],
                "units": [wording.units_alike(units, view.term, language()) for units in day["units"]],
            }
        )
        briefing.table(title, rows, {"kind": _("表"), "sheets": _("份数"), "units": _("学院(系、部)")})
    _missing(briefing)


def _missing(briefing: Briefing) -> None:
    """Who has still not sent which of the sheets that everybody owes."""
    filters, until = briefing.filters, briefing.view.until
    status = reporting(desk(), until, filters.known_at).status
    missing = status[(status["status"] == "missing") & status["unit"].isin(filters.shown_units)]
    if missing.empty:
        st.success(_("四张表都已报齐。"), icon=":material/check:")
        return
    clauses = [
        _("**{kind}**：{units}").format(
            kind=kind_title(str(kind)), units=unit_names(filters.term, list(own["unit"]))
        )
        for kind, own in missing.groupby("kind", sort=False)
    ]
    st.markdown(_("还没有报：{kinds}").format(kinds=_("；").join(clauses)))


main(load_term())
