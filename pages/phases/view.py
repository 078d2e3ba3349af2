"""The sections of the pages about a phase: daily lines, movers, checkpoints, then and now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

import charts
from charts import wording
from metrics import compare
from metrics.indicators import FIRST
from pages.phases import checkpoints
from schema.figures import CAMPUS
from schema.term import Checkpoint, Phase, Steady, Term
from services.events import on_line
from services.papers.scope import Scope, scope_of
from ui import address, identity
from ui.checkpoints import frozen as frozen_figures
from ui.filters import Filters
from ui.language import gettext, language
from ui.links import UNIT, UNIT_STATE
from ui.show import chart, reader_look

_ = gettext
_MOST_LINES = 3  # units beside the campus in one panel
_MOST_MOVERS = 5
_USUAL = "enrollment"  # the indicator about every student, "not one left out"
_IDS = [indicator.id for indicator in FIRST]


@dataclass(frozen=True)
class View:
    """A phase as the reader looks at it: the figures from the checkpoint before it to the chosen day.

    Those of that day are marked where spot checks contradict them.
    """

    filters: Filters
    scope: Scope
    figures: pd.DataFrame
    checkpoints: tuple[Checkpoint, ...]

    @property
    def term(self) -> Term:
        """The term of the filters."""
        return self.filters.term

    @property
    def phase(self) -> Phase:
        """The phase that is looked at."""
        return self.scope.phase

    @property
    def since(self) -> dt.date:
        """The first day that is shown."""
        return self.scope.since

    @property
    def until(self) -> dt.date:
        """The chosen day, or that of the phase which is nearest to it."""
        return self.scope.until

    @property
    def as_of(self) -> str:
        """The line at the foot of the charts."""
        return self.scope.as_of


def view_of(phase: str, filters: Filters, rule: Steady | None = None) -> View:
    """The view of the phase of that id: its eve is shown too, as what the first day starts from."""
    term = filters.term
    scope = scope_of(identity.desk(), term.phase(phase), filters.both_times, filters.units, rule)
    shown = compare.on_days(scope.figures, scope.since, scope.until)
    reached = tuple(one for one in term.checkpoints if scope.since <= one.on <= scope.until)
    return View(filters, scope, shown, reached)


def require_begun(view: View) -> None:
    """Stop the page with a word when the chosen day lies before the phase: nothing in it is missing yet."""
    if view.filters.on < view.phase.starts:
        day = wording.format_day(view.phase.starts, language())
        st.info(_("这一阶段从{day}开始，请把统计日选到这一天或以后。").format(day=day))
        st.stop()


def choose_indicator(ids: Sequence[str] = _IDS, usual: str = _USUAL) -> str:
    """The one indicator, among ``ids``, of what follows; kept in the URL."""
    address.recall("indicator", usual, address.one_of(ids))
    if st.session_state["indicator"] not in ids:  # chosen on a page that has others
        address.choose_here("indicator", usual)
    chosen = st.selectbox(
        _("指标"),
        ids,
        format_func=partial(wording.indicator_title, language=language()),
        key="indicator",
    )
    return str(chosen)


def campus_and_few(view: View) -> list[str]:
    """The campus and the chosen units that have room in a panel; how many have none is said."""
    left = len(view.filters.units) - _MOST_LINES
    if left > 0:
        words = _("图中只画全校和前 {shown} 个学院，其余 {count} 个见下面的表。")
        st.caption(words.format(shown=_MOST_LINES, count=left))
    return [CAMPUS, *view.filters.units[:_MOST_LINES]]


def daily_lines(view: View) -> None:
    """A panel an indicator: the campus, and the chosen units when they are few."""
    units = campus_and_few(view)
    lines = compare.of(view.figures, indicators=_IDS, units=units)
    title = _("{phase}逐日走势").format(phase=view.scope.name)
    look = on_line(identity.desk(), reader_look(view.term, view.as_of), view.filters.known_at)
    figure = charts.small_multiples(lines, look, title=title)
    chart(figure, title)


def chart_of_units(figure: go.Figure, name: str) -> None:
    """Show a chart of units; a click on one opens its page."""
    chosen = st.plotly_chart(
        figure,
        theme=None,
        key=name,
        alt=charts.alt_text(figure),
        config=charts.modebar(name, language()),
        on_select="rerun",
        selection_mode="points",
    )
    for point in chosen.selection.points:
        unit = point["customdata"][0]
        address.choose(UNIT_STATE, unit)
        st.switch_page(UNIT, query_params={**address.current(), UNIT_STATE: unit})


def units_by_day(view: View, indicator: str) -> None:
    """The indicator by unit and day."""
    rates = compare.of(view.figures, indicators=[indicator], units=[*view.filters.shown_units, CAMPUS])
    figure = charts.heat_by_day(rates, reader_look(view.term, view.as_of))
    chart(figure, _("{indicator}逐日").format(indicator=wording.indicator_title(indicator, language())))


def movers(view: View, indicator: str) -> None:
    """The units that moved fastest and slowest since the eve of the phase."""
    rates = compare.of(view.figures, indicators=[indicator], units=view.filters.shown_units)
    if compare.on_day(rates, view.since)["rate"].isna().all():
        words = _("{day}还没有{indicator}，各学院(系、部)此后的变化无从比较。")
        day = wording.format_day(view.since, language(), weekday=False)
        title = wording.indicator_title(indicator, language())
        st.caption(words.format(day=day, indicator=title))
        return
    look = reader_look(view.term, view.as_of)
    figure = charts.movers(rates, look, since=view.since, on=view.until, limit=_MOST_MOVERS)
    chart_of_units(
        figure, _("{indicator}变化").format(indicator=wording.indicator_title(indicator, language()))
    )


def restated_checkpoints(view: View, indicator: str) -> None:
    """The campus at every checkpoint that is over, as it was frozen and as known now."""
    known = [checkpoint for checkpoint in view.checkpoints if checkpoints.is_known(checkpoint, view.filters)]
    _restatement(view, indicator, "on", known, _("全校各节点"))


def restated_units(view: View, indicator: str) -> None:
    """The units at the last checkpoint that is over, as they were frozen and as known now."""
    frozen = set(frozen_figures(view.term)["gate"])
    over = [
        checkpoint
        for checkpoint in view.checkpoints
        if checkpoint.id in frozen and checkpoints.is_known(checkpoint, view.filters)
    ]
    if over:
        _restatement(view, indicator, "unit", over[-1:], checkpoints.title_of(over[-1]))


def _restatement(view: View, indicator: str, rows: str, marked: Sequence[Checkpoint], where: str) -> None:
    """A row for each unit, or a row for each of the days of ``marked`` and the campus."""
    units = view.filters.shown_units if rows == "unit" else [CAMPUS]
    frozen = frozen_figures(view.term)
    then = frozen[frozen["gate"].isin([checkpoint.id for checkpoint in marked])]
    then = compare.of(then, indicators=[indicator], units=units)
    if then.empty:
        return
    now = compare.of(compare.on_same_days(view.figures, then), indicators=[indicator], units=units)
    name = wording.indicator_title(indicator, language())
    title = _("{indicator}：存档与现在所知，{where}").format(indicator=name, where=where)
    figure = charts.restatement(then, now, reader_look(view.term, view.as_of), rows=rows, title=title)
    show = chart_of_units if rows == "unit" else chart
    show(figure, title)


def readiness_and_checkpoints(view: View) -> None:
    """The first indicators day by day; one of the phase's by unit; its checkpoints, then and now."""
    st.header(_("课程群与资料"), anchor=False)
    then_and_now(view, readiness(view))


def readiness(view: View) -> str:
    """The first indicators day by day, and one of the phase's by unit, which is given."""
    daily_lines(view)
    indicator = choose_indicator(view.scope.ids)
    units_by_day(view, indicator)
    movers(view, indicator)
    return indicator


def then_and_now(view: View, indicator: str) -> None:
    """The checkpoints of the phase, as they were frozen and as known now."""
    restated_checkpoints(view, indicator)
    checkpoints.show(view.filters, view.checkpoints, view.scope.ids, indicator)
    restated_units(view, indicator)
