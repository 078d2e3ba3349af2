"""The sections of the pages about a phase: daily lines, movers, gates, then and now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

import charts
from charts import wording
from desk import comparison
from schema.indicators import CAMPUS, FIRST
from schema.term import Gate, Phase, Term
from ui import address, sources
from ui.filters import Filters
from ui.heat import rate_table
from ui.language import gettext, language
from ui.show import chart, chart_of_units, style

_ = gettext
_MOST_LINES = 3  # units beside the campus in one panel
_MOST_MOVERS = 5
_USUAL = "enrollment"  # the indicator about every student, "not one left out"
_IDS = [indicator.id for indicator in FIRST]


@dataclass(frozen=True)
class View:
    """A phase as the reader looks at it: the figures from the gate before it to the chosen day."""

    filters: Filters
    phase: Phase
    figures: pd.DataFrame
    since: dt.date
    until: dt.date
    gates: tuple[Gate, ...]

    @property
    def term(self) -> Term:
        """The term of the filters."""
        return self.filters.term

    @property
    def as_of(self) -> str:
        """The line at the foot of the charts."""
        return wording.as_of_line(self.until, self.filters.known_at, self.term, language())


def view_of(phase: Phase, filters: Filters, figures: pd.DataFrame) -> View:
    """The view of ``phase``: the eve of it is shown too, as what the first day starts from."""
    before = comparison.gate_before(filters.term, phase.starts)
    since = before.on if before else phase.starts
    until = min(max(filters.on, phase.starts), phase.ends)
    gates = tuple(gate for gate in filters.term.gates if since <= gate.on <= until)
    return View(filters, phase, comparison.on_days(figures, since, until), since, until, gates)


def note_before_start(view: View) -> None:
    """Say so when the chosen day lies before the phase."""
    if view.filters.on < view.phase.starts:
        day = wording.format_day(view.phase.starts, language())
        st.info(_("这一阶段从{day}开始，请把统计日选到这一天或以后。").format(day=day))


def choose_indicator() -> str:
    """The one indicator of the charts below, kept in the URL."""
    address.recall("indicator", _USUAL, address.one_of(_IDS))
    chosen = st.selectbox(
        _("指标"),
        _IDS,
        format_func=partial(wording.indicator_title, language=language()),
        key="indicator",
    )
    return str(chosen)


def daily_lines(view: View) -> None:
    """A panel an indicator: the campus, and the chosen units when they are few."""
    units = [CAMPUS, *view.filters.units[:_MOST_LINES]]
    lines = comparison.of(view.figures, units=units)
    title = _("{phase}逐日走势").format(phase=phase_name(view.phase))
    figure = charts.small_multiples(lines, term=view.term, as_of=view.as_of, title=title, **style())
    chart(figure, title)


def units_by_day(view: View, indicator: str) -> None:
    """The indicator by unit and day."""
    shown = comparison.of(view.figures, indicators=[indicator], units=[*view.filters.shown_units, CAMPUS])
    figure = charts.heat_by_day(shown, term=view.term, as_of=view.as_of, **style())
    chart(figure, _("{indicator}逐日").format(indicator=wording.indicator_title(indicator, language())))


def movers(view: View, indicator: str) -> None:
    """The units that moved fastest and slowest since the eve of the phase."""
    shown = comparison.of(view.figures, indicators=[indicator], units=view.filters.shown_units)
    figure = charts.movers(
        shown, since=view.since, on=view.until, term=view.term, as_of=view.as_of,
        limit=_MOST_MOVERS, **style(),
    )  # fmt: skip
    chart_of_units(
        figure, _("{indicator}变化").format(indicator=wording.indicator_title(indicator, language()))
    )


def gate_values(view: View) -> None:
    """The campus's indicators at every gate reached, in a table."""
    if not view.gates:
        return
    st.subheader(_("节点数值（全校）"), anchor=False)
    campus = comparison.of(view.figures, units=[CAMPUS])
    rate_table(
        comparison.by_gate(campus, view.gates),
        {gate.id: gate_title(gate) for gate in view.gates},
        name=_("节点数值（全校）"),
    )
    st.caption(view.as_of)


def restated_gates(view: View, indicator: str) -> None:
    """The campus at every gate, as known at its end and as known now."""
    if view.gates:
        _restatement(view, indicator, [CAMPUS], "on", [gate.on for gate in view.gates], _("全校各节点"))


def restated_units(view: View, indicator: str) -> None:
    """The units at the last gate, as known at its end and as known now."""
    if view.gates:
        gate = view.gates[-1]
        _restatement(view, indicator, view.filters.shown_units, "unit", [gate.on], gate_title(gate))


def _restatement(
    view: View, indicator: str, units: Sequence[str], rows: str, days: Sequence[dt.date], where: str
) -> None:
    then = sources.at_gates(view.term, [gate for gate in view.gates if gate.on in days])
    now = comparison.on_same_days(view.figures, then)
    name = wording.indicator_title(indicator, language())
    title = _("{indicator}：当时所知与现在所知（{where}）").format(indicator=name, where=where)
    figure = charts.restatement(
        comparison.of(then, indicators=[indicator], units=units),
        comparison.of(now, indicators=[indicator], units=units),
        rows=rows, term=view.term, as_of=view.as_of, title=title, **style(),
    )  # fmt: skip
    show = chart_of_units if rows == "unit" else chart
    show(figure, title)


def known_then(filters: Filters) -> pd.DataFrame:
    """The figures of every gate up to the chosen day as they were known at its end."""
    gates = [gate for gate in filters.term.gates if gate.on <= filters.on]
    return sources.at_gates(filters.term, gates)


def phase_name(phase: Phase) -> str:
    """The phase's name in the reader's language."""
    return phase.name if language() == "zh" else phase.name_en


def gate_title(gate: Gate) -> str:
    """The gate's name and day in the reader's language."""
    name = gate.name if language() == "zh" else gate.name_en
    return f"{name} {wording.format_day(gate.on, language(), weekday=False)}"
