"""The verdict on top of the overview: how ready, who holds it back, what changed, how far to trust it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from access import Action
from charts import gap, wording
from metrics.indicators import Counted, indicator_by_id
from metrics.lists.laggards import worst_of_each
from pages.board.colors import change_color
from pages.board.overview_figures import Glance
from schema.figures import CAMPUS
from schema.language import titled
from schema.term import Term
from services.beside import Beside
from services.beside_words import state_words
from services.figures import widest_gaps
from ui import address
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext, language, ngettext
from ui.links import trace_address
from ui.words import joined

_ = gettext
_NAMED, _LINES = 2, 4  # moves that are named, lines of who is behind


def verdict(view: Glance, behind: pd.DataFrame, known: Beside, since: str, filters: Filters) -> None:
    """The sentences, the first of them large."""
    first, *others = [
        ready(view.today, filters.term),
        held_back(behind, filters),
        moved(view.changes, since) if since else "",
        " ".join([trusted(known, view.today), *_to_quality()]),
    ]
    with st.container(border=True, gap="xsmall"):
        st.header(first, anchor=False)
        st.markdown("  \n".join(filter(None, others)))


def _to_quality() -> list[str]:
    """The way to the quality of the data of each unit, for those who may see what units sent."""
    if not desk().units(Action.SEE_SUBMISSIONS):
        return []
    return [f"[{_('各学院的数据质量')}]({address.to('agreement')}#quality)"]


def ready(today: pd.DataFrame, term: Term) -> str:
    """Of how many indicators the campus is done, nearly done, short, behind; which ones are behind."""
    campus = [row for row in today.itertuples() if row.unit == CAMPUS]
    bins = [(gap.bin_of(row, term), row) for row in campus]
    words = {gap.DONE: _("完成 {count}"), gap.NEARLY: _("接近 {count}"), gap.SHORT: _("有缺口 {count}")}
    words |= {gap.BEHIND: _("落后 {count}"), "": _("未到期或未报 {count}")}
    counts = {bin: sum(one == bin for one, _row in bins) for bin in words}
    told = joined([words[bin].format(count=count) for bin, count in counts.items() if count])
    lowest = sorted((row for bin, row in bins if bin == gap.BEHIND), key=lambda row: row.rate)[:_NAMED]
    named = joined(
        [
            f"{wording.indicator_title(row.indicator, language())} "
            f"{wording.format_figure(row, language(), counts=False)}"
            for row in lowest
        ]
    )
    sentence = _("全校 {all} 项指标：{told}").format(all=len(bins), told=told)
    words_ = _("{sentence}；最低 {named}。") if named else _("{clauses}。")
    return words_.format(sentence=sentence, named=named, clauses=sentence)


def held_back(behind: pd.DataFrame, filters: Filters) -> str:
    """The units that are short of the most indicators; where too many are of as many, how many."""
    if behind.empty:
        return _("没有学院(系、部)拖欠。")
    counts = behind["unit"].value_counts(sort=True)
    most = int(counts.iloc[0])
    level, others = counts[counts == most], counts[counts < most]
    if len(level) > wording.MOST_ALIKE:  # none of them is further behind than the others
        sentence = _("所有指标中欠得最多的有 {units} 个学院(系、部)，各欠 {count} 项。")
        return sentence.format(units=len(level), count=most)
    named, left = _next(others, filters)
    more = _("，其余 {count} 个").format(count=left) if left else ""
    sentence = _("所有指标中欠得最多的是**{unit}**（{count} 项），其次 {others}。")
    if len(level) > 1:
        sentence = _("所有指标中欠得最多的是**{unit}**（各 {count} 项），其次 {others}。")
    return sentence.format(
        unit=wording.units_alike(list(level.index), filters.term, language()),
        count=most,
        others=joined(named) + more or _("无"),
    )


def _next(counts: pd.Series, filters: Filters) -> tuple[list[str], int]:
    """The next of ``counts`` with their counts, equals together, and how many are left."""
    chosen = counts[counts > counts.iloc[_NAMED]] if len(counts) > _NAMED else counts
    if chosen.empty and len(counts):
        level = counts[counts == counts.iloc[0]]
        words = wording.units_alike(list(level.index), filters.term, language())
        return [f"{words} {level.iloc[0]}"], len(counts) - len(level)
    named = [
        f"{wording.unit_title(str(unit), filters.term, language())} {count}" for unit, count in chosen.items()
    ]
    return named, len(counts) - len(named)


def moved(changes: pd.DataFrame, since: str) -> str:
    """What rose and what fell most since the baseline of the page."""
    known = changes[changes["change"].notna() & (changes["change"] != 0)]
    if known.empty:
        return _("与{since}相比没有变化。").format(since=since)
    ranked = known.sort_values("change", ascending=False)
    falls = ranked[ranked["change"] < 0].iloc[::-1]
    rises = ranked[ranked["change"] > 0]
    chosen = [*rises.head(_NAMED).itertuples(), *falls.head(_NAMED).itertuples()]
    parts = [
        f"{wording.indicator_title(row.indicator, language())} "
        f":{change_color(row.change)}[{wording.format_change(row.change, language())}]"
        for row in chosen
    ]
    rest = len(known) - len(parts)
    more = _("，其余 {count} 项也有变动").format(count=rest) if rest else ""
    return _("与{since}相比：{parts}{more}。").format(since=since, parts=joined(parts), more=more)


def trusted(known: Beside, today: pd.DataFrame) -> str:
    """How many checks there were, and which figures of the page they contradict."""
    target = address.to("agreement")
    if not known.checks:
        return _("还没有抽查，所报的数字没有核对过。")
    keys = set(zip(today["indicator"], today["unit"], strict=True))
    against = sorted(id for id, unit in known.contradicted & keys)
    if not against:
        return _("抽查 {checks} 次，[所报与抽查相符]({target})。").format(checks=known.checks, target=target)
    named = joined([wording.indicator_title(id, language()) for id in dict.fromkeys(against)])
    return _("抽查 {checks} 次，[{count} 个数字与抽查不符]({target})（{named}），已标 {mark}。").format(
        checks=known.checks, count=len(against), target=target, named=named, mark=wording.MARK
    )


def who_is_behind(filters: Filters) -> pd.DataFrame:
    """Every gap of every indicator of the day, see :func:`services.figures.widest_gaps`."""
    return widest_gaps(desk(), filters.on, filters.known_at, filters.shown_units)


def lines(behind: pd.DataFrame, filters: Filters) -> list[str]:
    """The widest gaps, an indicator a line: unit, what is missing, since when, and the way to the list."""
    if behind.empty:
        return [f":green[✓ {_('全部完成')}]"]
    each = worst_of_each(behind)
    told = [_line(row, filters) for row in each.head(_LINES).itertuples()]
    rest = len(behind) - len(told)
    if rest > 0:
        told.append(f":gray[{_('其余 {count} 个缺口见下表和各指标的溯源').format(count=rest)}]")
    if desk().may(Action.REMIND):
        told.append(f"[{_('催报')}]({address.to('deadlines')})")
    return told


def _line(row: Any, filters: Filters) -> str:
    indicator, one = row.indicator, len(row.alike) == 1
    name = wording.units_alike(row.alike, filters.term, language())
    title = wording.indicator_title(indicator, language())
    target = trace_address(indicator, row.unit if one else CAMPUS, filters)
    what = joined([part for part in (state_words(row), _lacking(row)) if part])
    late = ""
    if not pd.isna(row.late) and row.late:
        late = " · " + ngettext("迟 {count} 天", int(row.late)).format(count=int(row.late))
    more, others = "", row.others + 1 - len(row.alike)
    if others:
        more = " · " + ngettext("另有 {count} 个学院", others).format(count=others)
    return f":gray[{title}]　{name} [{what}]({target})" + late + f":gray[{more}]"


def _lacking(row: Any) -> str:
    """What one unit lacks, or those that are level together; what a unit has or has not is not counted."""
    counted = indicator_by_id(row.indicator).counted
    if counted is Counted.UNITS:
        return "" if state_words(row) else _("未完成")
    if not row.missing:
        return ""
    words = _("差 {count} {counted}") if len(row.alike) == 1 else _("共差 {count} {counted}")
    return words.format(count=wording.format_count(row.missing), counted=titled(counted))
