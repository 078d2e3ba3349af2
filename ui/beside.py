"""What stands beside a figure on a page: whom it leaves out, with the list one click away, and the mark."""

from __future__ import annotations

import pandas as pd

from metrics.outside import NO_GROUP, NO_PLACE, NOT_SUM, SILENT, UNLISTED, UNPLANNED
from schema.figures import CAMPUS
from services.beside import Beside, beside
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, lazy
from ui.links import trace_address
from ui.words import joined

_ = gettext
MARK = "⚑"
_LEFT_OUT = {
    SILENT: lazy("{count} 个学院(系、部)未报"),
    UNPLANNED: lazy("{count} 个计划外教学班"),
    UNLISTED: lazy("{count} 个教学班没有名单"),
    NO_GROUP: lazy("{count} 个教学班未建群"),
    NO_PLACE: lazy("{count} 位教师地点未知"),
}
# In a table whose rows do not add up to that of the campus.
_NOT_SUM = lazy("全校不是各学院之和")
# Of which figure the items are those that a narrower one leaves out.
_WIDER = {NO_GROUP: "group_creation", NO_PLACE: "teacher_place"}


def beside_figures(filters: Filters, *, first_only: bool = False) -> Beside:
    """What stands beside the figures of the day of ``filters``: all of them, or those known already."""
    return beside(identity.desk(), filters.on, filters.known_at, first_only=first_only)


def no_rate(known: Beside, indicator: str, unit: str) -> str:
    """The word for a figure without denominator: nothing was reported, or there is nothing to count."""
    return _("未报") if known.is_silent(indicator, unit) else _("不涉及")


def remark(known: Beside, indicator: str, unit: str) -> str:
    """Whom the figure leaves out and what spot checks say of it, in words; mostly nothing."""
    parts = [_(_LEFT_OUT[what]).format(count=count) for what, count in _counts(known, indicator, unit)]
    left_out = [_("未计入：{who}").format(who=joined(parts))] if parts else []
    not_sum = [_(_NOT_SUM)] if _is_no_sum(known, indicator, unit) else []
    against = [_("{mark} 与抽查不符").format(mark=MARK)] if (indicator, unit) in known.contradicted else []
    return _("；").join([*left_out, *not_sum, *against])


def remarks(known: Beside, figures: pd.DataFrame) -> list[str | None]:
    """A remark a row of ``figures``, mostly ``None``; of a figure without denominator, why it has none."""
    return [
        (remark(known, row.indicator, row.unit) if row.d else no_rate(known, row.indicator, row.unit)) or None
        for row in figures.itertuples()
    ]


def remark_links(known: Beside, indicator: str, unit: str, filters: Filters) -> str:
    """The same as markdown, every number a link to its list and the mark one to 核对."""
    parts = [
        f"[{_(_LEFT_OUT[what]).format(count=count)}]({_list_of(what, indicator, unit, filters)})"
        for what, count in _counts(known, indicator, unit)
    ]
    left_out = [_("未计入：{who}").format(who=joined(parts))] if parts else []
    if _is_no_sum(known, indicator, unit):
        left_out.append(f"[{_(_NOT_SUM)}]({trace_address(indicator, unit, filters)})")
    if (indicator, unit) in known.contradicted:
        left_out.append(f"[{_('{mark} 与抽查不符').format(mark=MARK)}]({address.to('agreement')})")
    return _("；").join(left_out)


def short_links(known: Beside, indicator: str, unit: str, filters: Filters) -> list[str]:
    """The same where there is no room for words: how many are left out, and the mark."""
    numbers = [
        f"[{_('未计入 {count}').format(count=count)}]({_list_of(what, indicator, unit, filters)})"
        for what, count in _counts(known, indicator, unit)
    ]
    is_contradicted = (indicator, unit) in known.contradicted
    return [*numbers, *([f"[{MARK}]({address.to('agreement')})"] if is_contradicted else [])]


def _counts(known: Beside, indicator: str, unit: str) -> list[tuple[str, int]]:
    """Whom the figure leaves out; that a unit itself is silent is what its figure says already."""
    counts = known.left_out.get((indicator, unit), {})
    return [
        (what, count)
        for what, count in counts.items()
        if what != NOT_SUM and (what != SILENT or unit == CAMPUS)
    ]


def _is_no_sum(known: Beside, indicator: str, unit: str) -> bool:
    return NOT_SUM in known.left_out.get((indicator, unit), {})


def _list_of(what: str, indicator: str, unit: str, filters: Filters) -> str:
    """Where those are listed whom a figure leaves out."""
    if what == UNPLANNED:
        return address.to("unit", unit=unit) if unit != CAMPUS else address.to("agreement")
    if what == UNLISTED:
        return address.to("left_out")
    return trace_address(_WIDER.get(what, indicator), unit, filters)
