"""The responsibility board: headline, filters, a row a task, and the units beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from charts import theme, wording
from pages.board.short_links import short_links
from pages.board.tasks_words import (
    STATES,
    countdown,
    deadline,
    duty_words,
    gauge_line,
    grades,
    party_title,
    rule,
    short_title,
    state_badge,
    state_words,
    tally_line,
    task_title,
)
from schema.figures import CAMPUS
from schema.notice import PARTIES, Duty, Party
from schema.term import Term
from services.forecasts import Expected, Place, forecasts
from services.tasks import Gauge, Line, State
from ui import address
from ui.beside import beside_figures
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext, language, lazy
from ui.links import PLACE
from ui.show import is_dark, row_height, text_column
from ui.words import joined

_ = gettext
TASK, _STATES_SHOWN = "task", "states_of_tasks"
# The tasks in groups, in the notice's order: what each is called, and its first and last number.
GROUPS = (
    (lazy("组织与条件"), 1, 2),
    (lazy("课程群与学生"), 3, 7),
    (lazy("教师与材料"), 8, 10),
    (lazy("授课地点与测试"), 11, 12),
    (lazy("听课安排"), 13, 15),
    (lazy("技术障碍"), 16, 16),
)
# What and by when, what is measured, and the duties, as many beside each other as there is room for.
_WIDTHS, _DUTY_PIXELS = [1.8, 2.9, 5.3], 108
_ROW_PIXELS, _TASK_PIXELS = 28, 44
_BY_UNIT = "tasks by unit"
_LOOKS = {"red": "bad", "orange": "warn", "green": "good"}


def choose_place(term: Term) -> str:
    """The unit whose board is shown, or the campus."""
    places = [CAMPUS, *term.unit_names]
    address.recall(PLACE, CAMPUS, address.one_of(places))
    titled = partial(wording.unit_title, term=term, language=language())
    chosen = st.selectbox(_("范围"), places, format_func=titled, key=PLACE, label_visibility="collapsed")
    return str(chosen)


def headline(lines: Sequence[Line], term: Term) -> None:
    """How many tasks are in which state, and who carries those that are overdue or at risk."""
    counts = Counter(line.state for line in lines)
    figures, carried = st.columns([3, 4])
    with figures, st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(horizontal=True):
            for state in (State.DONE, State.OVERDUE, State.AT_RISK):
                st.metric(state_words(state), counts[state], width=96)
        others = [state for state in (State.NEARLY, State.UNDER_WAY, State.NO_DATA, None) if counts[state]]
        st.markdown("　".join(f"{state_badge(state)} {counts[state]}" for state in others))
        with st.popover(_("状态和职责怎样定"), icon=":material/rule:"):
            st.markdown(f"**{_('状态')}**\n{rule(term)}\n\n**{_('职责由重到轻')}**\n{grades()}")
    with carried, st.container(border=True, height="stretch"):
        st.markdown("  \n".join([f"**{_('谁的任务没有完成')}**", *_carriers(lines)]))


def _carriers(lines: Sequence[Line]) -> list[str]:
    """A line a party whose own tasks are overdue or at risk, the overdue ones first."""
    items = []
    for party in PARTIES:
        own = [line for line in lines if line.task.doer is party]
        bad = [
            (state, line) for state in (State.OVERDUE, State.AT_RISK) for line in own if line.state is state
        ]
        if bad:
            named = [
                f":{STATES[state][1]}[{line.task.number} {task_title(line.task)}]" for state, line in bad
            ]
            items.append(f":small[:gray[{party_title(party)}]　{joined(named)}]")
    return items or [f":green[✓ {_('没有逾期或告急的任务。')}]"]


def choose_states(lines: Sequence[Line]) -> list[State]:
    """The states to show, with how many tasks are in each; none chosen means all."""
    counts = Counter(line.state for line in lines)
    address.recall(_STATES_SHOWN, [], address.some_of([state.value for state in State]))
    kept = st.session_state[_STATES_SHOWN]
    chosen = st.pills(
        _("状态"),
        [state.value for state in State if counts[state] or state.value in kept],
        selection_mode="multi",
        key=_STATES_SHOWN,
        label_visibility="collapsed",
        format_func=lambda state: f"{state_words(State(state))} {counts[State(state)]}",
    )
    return [State(state) for state in chosen]


def rows(lines: Sequence[Line], place: str, filters: Filters) -> None:
    """A row a task under the heading of its group; who presses the title sees what is behind it."""
    expected = forecasts(desk(), filters.on, filters.known_at)
    for title, first, last in GROUPS:
        group = [line for line in lines if first <= line.task.number <= last]
        if not group:
            continue
        duties_above: dict[Party, Duty] = {}
        with st.container(gap="xsmall"):
            st.markdown(f"**{_(title)}**")
            for line in group:
                measures = [_with_remarks(gauge, place, filters, expected) for gauge in line.gauges]
                _row(line, measures, filters, duties_above)


def _with_remarks(gauge: Gauge, place: str, filters: Filters, expected: Mapping[Place, Expected]) -> str:
    """A figure, whom it leaves out and whether spot checks contradict it, as links, and what is expected."""
    links = short_links(beside_figures(filters), gauge.indicator, place, filters)
    parts = [gauge_line(gauge), *(f":small[[{words}]({target})]" for words, target in links)]
    if told := expected.get((gauge.indicator, place)):
        parts.append(f":small[:gray[{told.in_words(filters.term)}]]")
    return " ".join(parts)


def _row(line: Line, measures: Sequence[str], filters: Filters, duties_above: dict[Party, Duty]) -> None:
    with st.container(border=True):
        what, measured, duties = st.columns(_WIDTHS, gap="small")
        with what, st.container(gap=None):
            number = line.task.number
            st.button(
                f"**{number} {task_title(line.task)}**",
                key=f"{TASK} {number}",
                type="tertiary",
                on_click=address.choose_here,
                args=(TASK, number),
                help=_("看背后的学院和名单"),
            )
            due = _("截止 {moment}").format(moment=deadline(line, filters.term))
            st.markdown(f"{state_badge(line.state)} :small[{countdown(line.left)}]  \n:small[:gray[{due}]]")
        told = [*measures, *map(tally_line, line.tallies)]
        measured.markdown("  \n".join(told) or f":gray[{_('只按全校统计')}]")
        # On a phone server/front.js folds what is called so under a button.
        with duties, st.container(horizontal=True, gap="xsmall", key=f"duties {line.task.number}"):
            for party in PARTIES:
                st.markdown(_cell(line, party, duties_above), width=_DUTY_PIXELS)


def _cell(line: Line, party: Party, duties_above: dict[Party, Duty]) -> str:
    """A party's duty; one that the task above has too is told once, as the notice has it."""
    duty = line.task.duties.get(party)
    name = f":small[:gray[{short_title(party)}]]"
    if duty is None:
        return f"{name}  \n:gray[—]"
    if party is Party.NETWORK and duties_above.get(party) == duty:
        return f"{name}  \n:small[:gray[{_('同上')}]]"
    duties_above[party] = duty
    return f"{name}  \n{duty_words(duty)}"


def units_table(boards: Mapping[str, Sequence[Line]], filters: Filters) -> None:
    """Units down, tasks across, each state as its icon; a click opens that task of that unit."""
    units = [unit for unit in boards if unit != CAMPUS]
    numbers = [line.task.number for line in boards[CAMPUS]]
    states = pd.DataFrame(
        [[line.state for line in boards[unit]] for unit in units], columns=map(str, numbers)
    )
    names = [wording.unit_title(unit, filters.term, language()) for unit in units]
    icons = states.map(lambda state: STATES[state][0] if state else "")
    icons.insert(0, _("学院(系、部)"), names)
    st.dataframe(
        icons.style.apply(lambda _cells: states.map(_css), axis=None, subset=list(states)),
        hide_index=True,
        height="content",
        row_height=row_height(icons[icons.columns[0]]) or _ROW_PIXELS,
        key=_BY_UNIT,
        selection_mode="single-cell",
        on_select=partial(_open_clicked, units, numbers),
        column_config=_columns(boards[CAMPUS], icons[icons.columns[0]]),
        alt=_("各学院(系、部)各项任务的状态"),
    )
    st.caption("　".join(state_badge(state) for state in State))


def _open_clicked(units: Sequence[str], numbers: Sequence[int]) -> None:
    for row, column in st.session_state[_BY_UNIT].selection.cells:
        address.choose_here(PLACE, units[row])
        if column in map(str, numbers):
            address.choose_here(TASK, int(column))


def _columns(lines: Sequence[Line], units: pd.Series) -> dict[str, ColumnConfig]:
    heading = str(units.name)
    return {heading: text_column(heading, units, pinned=True)} | {
        str(line.task.number): st.column_config.TextColumn(
            help=task_title(line.task), width=_TASK_PIXELS, alignment="center"
        )
        for line in lines
    }


def _css(state: State | None) -> str:
    colors = theme.palette(is_dark())
    look = _LOOKS.get(STATES[state][1]) if state else None
    if look is None or state is State.NEARLY:
        return f"color: {colors.muted}"
    return f"background-color: {colors.status_fill[look]}; color: {colors.status[look]}; font-weight: 600"
