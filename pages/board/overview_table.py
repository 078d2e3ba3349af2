"""The heat table: units down, indicators across, the gap to the target in four bins, every figure a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from charts import gap, theme, wording
from charts.texts import text
from metrics import compare
from metrics.periods import PENDING
from metrics.reporting import STATUSES
from schema.figures import CAMPUS, NOT_REPORTED
from schema.kinds import REPORTED_KINDS
from schema.term import Term
from services.beside import Beside
from services.beside_words import remark
from services.figures import Reporting
from services.forecasts import Expected, Place, forecasts
from ui import address
from ui.beside import remark_links
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext, language, lazy
from ui.links import traces
from ui.words import kind_title

_ = gettext
_TABLE = "width: 100%; border-collapse: separate; border-spacing: 1px; font-size: 0.875rem"
_HEADING = "padding: 4px 6px; text-align: center; font-weight: 400; vertical-align: bottom"
_NAME = "padding: 3px 8px 3px 0; text-align: left; font-weight: 400"
_NARROW = "min-width: min(12em, 40vw)"  # words stay whole, and leave room for figures on a phone
_CELL = "padding: 3px 6px; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums"
_PAPER = theme.css(lambda dark: theme.palette(dark).paper)
_MUTED = theme.css(lambda dark: theme.palette(dark).muted)
_FAINT = theme.css(lambda dark: theme.palette(dark).faint)
_GRID = theme.css(lambda dark: theme.palette(dark).grid)
_PINNED = f"position: sticky; left: 0; background: {_PAPER}"  # the unit stays in sight on a narrow screen
# So faint that the word on them stays readable.
_STRIPES = f"background: repeating-linear-gradient(135deg, {_PAPER} 0 5px, {_GRID} 5px 7px)"
_WORD = "padding: 3px 6px; white-space: nowrap"
_STATE = "border-top: 1px solid color-mix(in srgb, currentcolor 15%, transparent)"
WORST, DENSE = "data-worst", "data-dense"  # the names by which server/front.css knows them
_PLAIN = "color: inherit; text-decoration: none; display: block; line-height: 24px"  # a finger finds it
_MARK = f"{_PLAIN}; min-width: 24px; text-align: left"
_BESIDE = "display: flex; justify-content: space-between"
_SWATCH = "display: inline-block; width: 1em; height: 1em; vertical-align: -0.15em; margin: 0 4px 0 12px"


def heat_table(
    figures: pd.DataFrame, known: Beside, *, filters: Filters, by: str | None = None, counts: bool = False
) -> None:
    """Show the figures of the day and what is ``known`` beside them, with n / d where ``counts``.

    A unit leads to its page and a figure to what it is made of. Units stand in the order of the term,
    or from the lowest rate of the indicator ``by``; the campus is last. The table is written in HTML:
    a grid that sorts itself would cost the browser as much time as all the rest of the page.
    """
    day = compare.on_day(figures, filters.on)
    rates = compare.by_unit(day, filters.on)
    if by in rates.columns:
        units = rates.drop(index=CAMPUS, errors="ignore").sort_values(by, kind="stable", na_position="first")
        rates = rates.reindex([*units.index, *rates.index.intersection([CAMPUS])])
    ids = list(rates.columns)
    shown = _Shown(filters, known, forecasts(desk(), filters.on, filters.known_at), counts=counts)
    figures_of = {(row.unit, row.indicator): row for row in day.itertuples()}
    trace = traces(filters)
    lines = [
        _row(unit, [(figures_of[unit, id], trace(id, unit)) for id in ids], shown) for unit in rates.index
    ]
    name = _("各学院(系、部)各项指标，{day}").format(day=wording.span(filters.on, language=language()))
    st.html(_scrolling(name, _headings(ids), lines) + _key(filters))
    left_out = {id: remark_links(shown.known, id, CAMPUS, filters) for id in ids}
    st.caption(
        "　".join(
            f"{wording.indicator_title(id, language())} {words}" for id, words in left_out.items() if words
        )
    )


def _headings(ids: list[str]) -> str:
    """The heading of an indicator explains it when pointed at."""
    look = f"{_HEADING}; color: {_MUTED}"
    titles = (
        f'<th scope="col" title="{escape(wording.measure_line(id, language()), quote=True)}" style="{look}">'
        f"{escape(wording.indicator_title(id, language()))}</th>"
        for id in ids
    )
    return f'<th scope="col" style="{look}; {_PINNED}">{_("学院(系、部)")}</th>{"".join(titles)}'


@dataclass(frozen=True)
class _Shown:
    """What is shown in and beside each figure: n / d where ``counts``, else when pointed at."""

    filters: Filters
    known: Beside
    expected: Mapping[Place, Expected]
    counts: bool


def _row(unit: str, row: Sequence[tuple[Any, str]], shown: _Shown) -> str:
    """A unit and its figures with their traces; pointed at: n / d, who is left out, what is expected."""
    name = escape(wording.unit_title(unit, shown.filters.term, language()))
    weight = "font-weight: 600" if unit == CAMPUS else ""
    label = name if unit == CAMPUS else _link(address.to("unit", unit=unit), name)
    look = f"{_NAME}; {_PINNED}; {weight}"
    worst = _worst([figure for figure, _trace in row], shown.filters.term)
    cells = [f'<th scope="row" style="{look}"><div style="{_NARROW}"{worst}>{label}</div></th>']
    cells += [_cell(figure, trace, shown) for figure, trace in row]
    return f"<tr>{''.join(cells)}</tr>"


def _worst(figures: Sequence[Any], term: Term) -> str:
    """Under the name, where a phone shows little else: what was not reported, else what lags most."""
    silent = [one for one in figures if wording.state_of(one) == NOT_REPORTED]
    behind = [one for one in figures if gap.bin_of(one, term) == gap.BEHIND]
    for figure in [*silent, *sorted(behind, key=lambda one: one.rate)][:1]:
        title = wording.indicator_title(figure.indicator, language())
        words = f"{title} {wording.format_figure(figure, language(), counts=False)}"
        return f' {WORST}="{escape(words, quote=True)}"'
    return ""


def _cell(figure: Any, trace: str, shown: _Shown) -> str:
    id, unit, term = figure.indicator, figure.unit, shown.filters.term
    words = wording.format_figure(figure, language(), counts=False)
    ratio = wording.format_ratio(figure.n, figure.d)
    first, hint = (ratio, words) if shown.counts and not wording.state_of(figure) else (words, ratio)
    expected = shown.expected.get((id, unit))
    hints = hint, remark(shown.known, id, unit), expected and expected.in_words(term)
    hint = " · ".join(part for part in hints if part)
    link = _link(trace, escape(first))
    if (id, unit) in shown.known.contradicted:
        mark = _link(address.to("agreement"), wording.MARK, _MARK)
        link = f'<div style="{_BESIDE}">{mark} {link}</div>'
    return f'<td title="{escape(hint)}" style="{_CELL}; {_css(figure, term)}">{link}</td>'


def _link(target: str, label: str, look: str = _PLAIN) -> str:
    return f'<a href="{escape(target, quote=True)}" style="{look}">{label}</a>'


def _css(figure: Any, term: Term) -> str:
    """The colours of a cell: warmer the more is missing, stripes where nothing was reported."""
    state = wording.state_of(figure)
    if state:
        return f"color: {_MUTED}{f'; {_STRIPES}' if state == NOT_REPORTED else ''}"
    bin = gap.bin_of(figure, term)
    ink = theme.css(lambda dark: gap.ink(bin, dark))
    return f"background-color: {_fill(bin)}; color: {ink}"


def _fill(bin: str) -> str:
    return theme.css(lambda dark: gap.fill(bin, dark))


def _key(filters: Filters) -> str:
    """What the colours mean."""
    looks = [
        (f"background: {_fill(bin)}", words) for bin, words in gap.bin_words(filters.term, language()).items()
    ]
    looks.append((_STRIPES, text("not_reported", language())))
    looks.append((f"border: 1px solid {_FAINT}", _("没有底色：还没到期")))
    parts = (
        f'<span style="white-space: nowrap"><i style="{_SWATCH}; {look}"></i>{escape(words)}</span>'
        for look, words in looks
    )
    return f'<div style="margin-top: 6px; font-size: 0.8125rem; color: {_MUTED}">{" ".join(parts)}</div>'


# What a state means for the reader: how it is coloured, and its word.
_STATES = {
    "on_time": ("good", lazy("按时")),
    "late": ("warn", lazy("迟报")),
    "missing": ("bad", lazy("未报")),
    "pending": (None, lazy("未到期")),
}


def reports_table(report: Reporting, filters: Filters) -> None:
    """Show every unit's sheets, and how many came in time of those expected."""
    st.header(_("报送情况"), anchor=False)
    share = report.shares.set_index("unit").loc[CAMPUS]
    words = _("按时 {on_time}、迟报 {late}、未报 {missing}，共应报 {expected} 张；按时率 {share}（占应报）")
    counts = {id: wording.format_count(share[id]) for id in (*STATUSES, "expected")}
    on_time = wording.format_rate(share["on_time_rate"], language=language())
    pending = int((report.status["status"] == PENDING).sum())
    ahead = _("；另有 {count} 张未到期").format(count=pending) if pending else ""
    st.markdown(words.format(share=on_time, **counts) + ahead)
    st.html(_states(report.status, filters))
    st.caption(filters.as_of)


def _states(status: pd.DataFrame, filters: Filters) -> str:
    """Units × kinds in words, written in HTML as the heat table is, and for the same reason."""
    states = status.pivot(index="unit", columns="kind", values="status")
    look = f"{_HEADING}; text-align: left; color: {_MUTED}"
    headings = [_("学院(系、部)"), *map(kind_title, REPORTED_KINDS)]
    first, *others = (f'<th scope="col" style="{look}">{escape(heading)}</th>' for heading in headings)
    head = first.replace(_HEADING, f"{_HEADING}; padding-left: 0") + "".join(others)
    lines = []
    for unit in filters.shown_units:
        name = escape(wording.unit_title(unit, filters.term, language()))
        words = [_words(states.at[unit, kind]) for kind in REPORTED_KINDS]
        cells = "".join(f'<td style="{_STATE}; {_WORD}">{word}</td>' for word in words)
        lines.append(f'<tr><th scope="row" style="{_NAME}; {_STATE}">{name}</th>{cells}</tr>')
    return _scrolling(_("报送情况"), head, lines, DENSE)


def _words(state: str) -> str:
    look, word = _STATES[state]
    color = theme.css(lambda dark: theme.palette(dark).status[look]) if look else _MUTED
    icon = theme.STATUS[look].icon if look else "○"
    return f'<span style="color: {color}">{icon} {escape(_(word))}</span>'


def _scrolling(name: str, head: str, lines: Sequence[str], mark: str = "") -> str:
    """A table called ``name`` that a narrow screen moves sideways by itself; ``mark`` gives it its looks."""
    return (
        '<div style="overflow-x: auto" tabindex="0">'
        f'<table aria-label="{escape(name, quote=True)}" style="{_TABLE}" {mark}>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )
