"""The responsibility board in words: states, grades of duty, deadlines with what is left, the rule."""

from __future__ import annotations

import datetime as dt

from charts import wording
from charts.texts import text
from metrics.counts import COUNTS
from pages.board.colors import change_color
from schema.language import chosen, titled
from schema.notice import GRADES, PARTIES, Duty, Grade, Party, Task
from schema.term import Term
from services.tasks import Gauge, Line, State, Tally
from services.words import gauge_rate
from ui.language import gettext, language, lazy

_ = gettext
# State → its icon, its colour and its word.
STATES = {
    State.OVERDUE: ("×", "red", lazy("逾期")),
    State.AT_RISK: ("!", "orange", lazy("告急")),
    State.UNDER_WAY: ("◷", "blue", lazy("进行中")),
    State.NO_DATA: ("–", "gray", lazy("尚无可计")),
    State.NEARLY: ("≈", "green", lazy("基本完成")),
    State.DONE: ("✓", "green", lazy("完成")),
}
# The heavier a duty, the more it stands out; no colour of a state is among them.
_HEAVY = {Grade.ENSURE, Grade.LEAD}
_LIGHT = {Grade.COORDINATE, Grade.ASSIST}
_DAY = dt.timedelta(days=1)


def state_words(state: State) -> str:
    """A state as icon and word."""
    icon, _color, word = STATES[state]
    return f"{icon} {_(word)}"


def state_badge(state: State | None) -> str:
    """A state as a coloured badge in markdown; ``None`` is the campus's own affair."""
    if state is None:
        return f":gray-badge[{_('校区')}]"
    return f":{STATES[state][1]}-badge[{state_words(state)}]"


def task_title(task: Task) -> str:
    """The name of a task without its number."""
    return titled(task)


def party_title(party: Party) -> str:
    """The name of a party."""
    return chosen(*PARTIES[party])


def short_title(party: Party) -> str:
    """The name of a party where there is little room."""
    return _("学院、教师") if party is Party.UNIT else party_title(party)


def duty_words(duty: Duty) -> str:
    """A duty in markdown: its verb in the look of its grade, and what it says beside it."""
    verb, rest = _verb_of(duty)
    if duty.grade in _HEAVY:
        return f":primary-badge[**{verb}**] :small[{rest}]"
    if duty.grade in _LIGHT:
        return f":small[:gray[{verb} {rest}]]"
    return f":gray-badge[{verb}] :small[:gray[{rest}]]"


def _verb_of(duty: Duty) -> tuple[str, str]:
    """The verb of a duty and what follows it; the word of the grade where the text begins with none."""
    chinese, english, verbs = GRADES[duty.grade]
    if set(duty.text.split("、")) <= set(verbs.split("、")):
        return titled(duty, part="text"), ""
    leading = [verb for verb in verbs.split("、") if duty.text.startswith(verb)]
    verb = max(leading, key=len, default=chinese)
    return chosen((verb, duty.text.removeprefix(verb)), (english, duty.text_en))


def grades() -> str:
    """The grades of duty, the heaviest first, with the notice's own verbs; a list in markdown."""
    lines = []
    for grade, (chinese, _english, verbs) in GRADES.items():
        badge = duty_words(Duty(grade, f"{chinese} ", ""))
        lines.append(f"- {badge}{chosen(f'　:small[:gray[{verbs}]]', '')}")
    return "\n".join(lines)


def deadline(line: Line, term: Term) -> str:
    """When a task is due: ``2月23日 周日 24:00``."""
    return wording.format_moment(line.due, term.timezone, language())


def countdown(left: dt.timedelta) -> str:
    """What is left until a deadline, or how long it is past; hours up to two days, then days."""
    if not left:
        return _("已到期")
    long = abs(left) >= 2 * _DAY
    count = abs(left) // (_DAY if long else dt.timedelta(hours=1))
    if left > dt.timedelta():
        return (_("还有 {count} 天") if long else _("还有 {count} 小时")).format(count=count)
    return (_("已过 {count} 天") if long else _("已过 {count} 小时")).format(count=count)


def gauge_line(gauge: Gauge) -> str:
    """An indicator in one line of markdown: rate, name, n / d, and the change since the day before."""
    title = wording.indicator_title(gauge.indicator, language())
    ratio = wording.format_ratio(gauge.n, gauge.d)
    if gauge.reported < gauge.units:
        silent = _("{units} 个学院已报 {reported} 个").format(units=gauge.units, reported=gauge.reported)
        ratio = f"{ratio} · {silent}"
    line = f"{_mark(gauge.state)}**{gauge_rate(gauge)}** :small[{title}] :small[:gray[{ratio}]]"
    if wording.is_missing(gauge.change) or not gauge.change:
        return line
    return f"{line} :small[:{change_color(gauge.change)}[{wording.format_change(gauge.change, language())}]]"


def tally_line(tally: Tally) -> str:
    """A count whose target is 0 in one line of markdown."""
    known = COUNTS[tally.count]
    title = titled(known)
    if not tally.known:
        return f"{_mark(tally.state)}:small[{title}] :small[:gray[{text('not_reported', language())}]]"
    number = wording.format_count(tally.n)
    return f"{_mark(tally.state)}**{number}** :small[{title}] :small[:gray[{_('目标 0')}]]"


def _mark(state: State | None) -> str:
    return f":{STATES[state][1]}[{STATES[state][0]}] " if state else ""


def rule(term: Term) -> str:
    """How a task gets its state, as a list in markdown."""
    nearly, risk = (wording.format_rate(rate) for rate in (term.board.nearly, term.board.risk))
    conditions = {
        State.DONE: _("完成率 100 %，目标为 0 的计数都是 0"),
        State.NEARLY: _("已到期，完成率不低于 {nearly}").format(nearly=nearly),
        State.OVERDUE: _("已到期，完成率低于 {nearly}").format(nearly=nearly),
        State.AT_RISK: _("离期限不到 24 小时，完成率低于 {risk}").format(risk=risk),
        State.UNDER_WAY: _("未到期，也不告急"),
        State.NO_DATA: _("应完成数为 0；或开课后仍无人上报的计数"),
    }
    lines = [f"- {state_badge(state)} {words}" for state, words in conditions.items()]
    lines.append(f"- {_('一项任务有几个指标时取最差的一个；居家授课比例没有目标，不参与判定。')}")
    lines.append(f"- {_('计数不为 0 的任务不算完成：到期前为进行中，到期后为基本完成。')}")
    return "\n".join(lines)
