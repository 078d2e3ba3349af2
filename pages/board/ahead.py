"""到期前预计: what is expected by the deadlines that lie ahead, the least of each indicator first."""

from __future__ import annotations

from collections.abc import Sequence

from charts import wording
from schema.figures import CAMPUS
from services.forecasts import Expected, forecasts, lowest_of_each
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext, language, ngettext
from ui.links import trace_address

_ = gettext
_LINES = 4


def ahead(filters: Filters) -> list[str]:
    """An indicator a line: the unit of which least is expected, or several, with the way to the figure."""
    expected = forecasts(desk(), filters.on, filters.known_at)
    lowest = lowest_of_each(expected, filters.shown_units)
    lines = [
        _line(indicator, level, others, expected[indicator, level[0]], filters)
        for indicator, level, others in lowest
    ]
    if lines[_LINES:]:
        rest = _("其余 {count} 项见各学院的页").format(count=len(lines) - _LINES)
        lines = [*lines[:_LINES], f":gray[{rest}]"]
    what_it_is = _("按近两天的进度推算，不是事实；括号内：同样的推算以往误差的中间九成。")
    return [*lines, f":gray[{what_it_is}]"] if lines else []


def _line(indicator: str, level: Sequence[str], others: int, expected: Expected, filters: Filters) -> str:
    name = wording.units_alike(level, filters.term, language())
    title = wording.indicator_title(indicator, language())
    more = ""
    if others:
        more = " · " + ngettext("另有 {count} 个学院", others).format(count=others)
    target = trace_address(indicator, CAMPUS if level[1:] else level[0], filters)
    return f":gray[{title}]　{name} [{expected.in_words(filters.term)}]({target}):gray[{more}]"
