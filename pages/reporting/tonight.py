"""今晚: what a unit owes by the next deadline, what came back and why, what is missing; and reporting it."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from access import Action
from charts import wording
from pages.reporting import asked, returned
from pages.reporting.at_desk import at_desk, stoppable
from pages.reporting.submissions import state_words
from schema.term import Term, load_term
from services import deadlines, figures, templates, tonight
from services.tonight import State, Tile
from ui import address
from ui.filters import Filters, choose, today
from ui.identity import desk
from ui.language import gettext, language, lazy, ngettext
from ui.links import OPENED, UNIT_STATE
from ui.show import XLSX, download, head, needs_plan, table
from ui.words import headings, joined, kind_title

_ = gettext
_EVERY = 30.0  # seconds: the line about the deadline says minutes
# State → its icon, its colour and its word.
_STATES = {
    State.RETURNED: ("↩", "orange", lazy("退回")),
    State.OVERDUE: ("×", "red", lazy("逾期未报")),
    State.OWED: ("◷", "blue", lazy("待报")),
    State.WAITING: ("◷", "gray", lazy("待审")),
    State.SETTLED: ("✓", "green", lazy("通过")),
}


def main(term: Term) -> None:
    """Load, filter, show."""
    filters = choose(st.sidebar, term, with_units=False)
    head(_("今晚"), filters)
    needs_plan(figures.series(desk(), filters.known_at), term)
    unit = choose_unit(term)
    latest = figures.latest_day(desk(), today(term))
    moment = deadlines.moment_of(filters.on, latest, term, desk().now())
    tiles = tonight.tiles(desk(), unit, filters.both_times, moment)
    countdown(tiles, latest, filters)
    asked.section(desk(), term)
    for place, tile in zip(st.columns(len(tiles)), tiles, strict=True):
        with place, st.container(border=True, height="stretch", gap="xsmall"):
            show(tile, unit, filters)
    for tile in tiles:
        if tile.state is State.RETURNED and tile.number is not None:
            came_back(tile, tile.number)
    st.header(_("在这里上报"), anchor=False)
    with stoppable():
        at_desk(term, unfolded=False)


def choose_unit(term: Term) -> str:
    """The unit that is reported for, where there are several to choose from."""
    own = desk().person.units or desk().units(Action.SUBMIT)
    address.recall(UNIT_STATE, own[0], address.one_of(own))
    if len(own) > 1:
        titled = partial(wording.unit_title, term=term, language=language())
        st.selectbox(_("学院(系、部)"), own, format_func=titled, key=UNIT_STATE)
    return str(st.session_state[UNIT_STATE])


@st.fragment(run_every=_EVERY)
def countdown(tiles: list[Tile], latest: dt.date, filters: Filters) -> None:
    """The line about the next deadline, by the clock of now as long as the page stands open."""
    headline(tiles, deadlines.moment_of(filters.on, latest, filters.term, desk().now()), filters.term)


def headline(tiles: list[Tile], moment: dt.datetime, term: Term) -> None:
    """How long until the next deadline and of what, in one line; or that nothing is owed."""
    ahead = [tile.due for tile in tiles if tile.due is not None]
    open_now = [tile for tile in tiles if tile.state in {State.RETURNED, State.OVERDUE}]
    sentences = []
    if open_now:
        kinds = [kind_title(tile.kind) for tile in open_now]
        sentences.append(_("要先处理：{kinds}。").format(kinds=joined(kinds)))
    if ahead:
        due = min(ahead)
        kinds = [kind_title(tile.kind) for tile in tiles if tile.due == due]
        sentences.append(
            _("{kinds}在 {moment} 截止，还有 {left}。").format(
                kinds=joined(kinds),
                moment=wording.format_moment(due, term.timezone, language()),
                left=deadlines.time_left(due - moment, language()),
            )
        )
    elif not open_now:
        sentences.append(_("到期的都已报送，此后没有新的报送期限。"))
    st.header(" ".join(sentences), anchor=False)


def show(tile: Tile, unit: str, filters: Filters) -> None:
    """One kind of sheet: how it stands, why it came back, what it lacks, and the template of just that."""
    icon, color, word = _STATES[tile.state]
    st.markdown(f"**{kind_title(tile.kind)}**　:{color}-badge[{icon} {_(word)}]")
    for line in _lines(tile, filters.term):
        st.markdown(f":small[{line}]")
    if tile.reason:
        st.text(tile.reason)  # as it was written, and nothing in it is markup
    if len(tile.classes):
        missing(tile, filters)
        download(
            ngettext("下载这 {count} 个班的模板", len(tile.classes)).format(count=len(tile.classes)),
            partial(tonight.template_of_missing, desk(), unit, tile, filters.on, language()),
            templates.file_name(filters.term, unit, [tile.kind], language()),
            XLSX,
            key=f"missing of {tile.kind}",
        )


def came_back(tile: Tile, number: int) -> None:
    """The cells of a sheet that came back, which are looked up once somebody opens it."""
    title = _("{kind}：看退回的第 {number} 号，改哪些格").format(kind=kind_title(tile.kind), number=number)
    opened = st.expander(title, icon=":material/undo:", key=f"returned {number}", on_change="rerun")
    with opened:
        if not opened.open:
            return
        returned.opened(desk(), number)
        st.markdown(f"[{_('到报送记录答复')}]({address.to('history', **{OPENED: str(number)})})")


def missing(tile: Tile, filters: Filters) -> None:
    """The classes of which no sheet of a kind says anything yet, behind how many they are."""
    count = wording.format_count(len(tile.classes))
    title = ngettext("还没有写到的教学班 {count} 个", len(tile.classes)).format(count=count)
    with st.popover(title, type="tertiary", icon=":material/list:"):
        table(tile.classes, headings(["class_id", "course_name", "teacher"]), name=title)
        st.caption(filters.as_of)


def _lines(tile: Tile, term: Term) -> list[str]:
    lines = []
    if tile.overdue:
        lines.append(ngettext("{count} 期到期未报", tile.overdue).format(count=tile.overdue))
    if tile.due:
        moment = wording.format_moment(tile.due, term.timezone, language())
        lines.append(_("下一次截止 {moment}").format(moment=moment))
    if tile.received_at is not None:
        moment = wording.format_moment(tile.received_at, term.timezone, language())
        latest = _("最近一份：第 {number} 号，{moment} 收到").format(number=tile.number, moment=moment)
        # Else its own state is that of the tile.
        is_another = tile.state in {State.OVERDUE, State.OWED}
        stands = state_words(tile.stands).replace(" ", "\u00a0")  # the icon stays with its word
        lines.append(f"{latest}　{stands}" if is_another else latest)
    if tile.reason:
        lines.append(_("退回的理由："))
    return lines if lines or len(tile.classes) else [_("还没有报过。")]


main(load_term())
