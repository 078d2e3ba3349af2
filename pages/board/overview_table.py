"""The heat table: units down, indicators across, one hue from 0 to 100 %, every figure a link."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st
from plotly.colors import sample_colorscale

from charts import theme, wording
from metrics import compare
from schema.figures import CAMPUS
from schema.kinds import REPORTED_KINDS
from services.beside import Beside
from services.figures import Reporting
from ui import address
from ui.beside import MARK, beside_figures, no_rate, remark, remark_links
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.links import trace_address
from ui.show import is_dark
from ui.words import kind_title

_ = gettext
_TABLE = "width: 100%; border-collapse: separate; border-spacing: 1px; font-size: 0.875rem"
_HEADING = "padding: 4px 6px; text-align: center; font-weight: 400; vertical-align: bottom"
_NAME = "padding: 3px 8px 3px 0; text-align: left; font-weight: 400"
_NARROW = "max-width: 40vw"  # leaves room for figures on a phone
_CELL = "padding: 3px 6px; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums"
_PLAIN = "color: inherit; text-decoration: none; display: block"
_MARK = "color: inherit; text-decoration: none; float: left"
_DUST = 1e-9  # of dividing: 29 of 100 is 29 per cent
_DEEP = 50  # from this percentage on the colours are too deep for the text of the page


def heat_table(
    figures: pd.DataFrame, *, filters: Filters, by: str | None = None, counts: bool = False
) -> None:
    """Show the figures of the day of ``filters``, with n / d where ``counts``.

    A unit leads to its page and a figure to what it is made of. Units stand in the order of the term,
    or from the lowest rate of the indicator ``by``; the campus is last. The table is written in HTML:
    a grid that sorts itself would cost the browser as much time as all the rest of the page.
    """
    day = compare.on_day(figures, filters.on)
    rates = compare.by_unit(day, filters.on)
    if by in rates.columns:
        units = rates.drop(index=CAMPUS, errors="ignore").sort_values(by, kind="stable", na_position="first")
        rates = rates.reindex([*units.index, *rates.index.intersection([CAMPUS])])
    ratios = _ratios(day, filters.on)
    ids = list(rates.columns)
    known = beside_figures(filters, first_only=True)
    lines = [_row(rates.loc[unit], ratios.loc[unit], filters, known, counts=counts) for unit in rates.index]
    name = _("各学院(系、部)各项指标，{day}").format(day=wording.span(filters.on, language=language()))
    st.html(
        f'<div style="overflow-x: auto"><table aria-label="{escape(name, quote=True)}" style="{_TABLE}">'
        f"<thead><tr>{_headings(ids)}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )
    left_out = {id: remark_links(known, id, CAMPUS, filters) for id in ids}
    st.caption(
        "　".join(
            f"{wording.indicator_title(id, language())} {words}" for id, words in left_out.items() if words
        )
    )


def _headings(ids: list[str]) -> str:
    """The heading of an indicator explains it when pointed at."""
    dark = is_dark()
    look = f"{_HEADING}; color: {theme.palette(dark).muted}"
    titles = (
        f'<th scope="col" title="{escape(wording.measure_line(id, language()), quote=True)}" style="{look}">'
        f"{escape(wording.indicator_title(id, language()))}</th>"
        for id in ids
    )
    return f'<th scope="col" style="{look}; {_pinned(dark)}">{_("学院(系、部)")}</th>{"".join(titles)}'


def _row(rates: pd.Series, ratios: pd.Series, filters: Filters, known: Beside, *, counts: bool) -> str:
    """A unit and its figures; pointed at, a rate says its n / d, and whom it leaves out."""
    unit, dark = str(rates.name), is_dark()
    name = escape(wording.unit_title(unit, filters.term, language()))
    weight = "font-weight: 600" if unit == CAMPUS else ""
    label = name if unit == CAMPUS else _link(address.to("unit", unit=unit), name)
    look = f"{_NAME}; {_pinned(dark)}; {weight}"
    cells = [f'<th scope="row" style="{look}"><div style="{_NARROW}">{label}</div></th>']
    for id, rate in rates.items():
        missing = wording.is_missing(rate)
        rate_words = no_rate(known, str(id), unit) if missing else wording.format_rate(rate)
        cell_text, hint = (ratios[id], rate_words) if counts else (rate_words, ratios[id])
        hint = " · ".join(part for part in (hint, remark(known, str(id), unit)) if part)
        link = _link(trace_address(str(id), unit, filters), escape(cell_text))
        if (id, unit) in known.contradicted:
            link = f"{_link(address.to('agreement'), MARK, _MARK)} {link}"
        cells.append(
            f'<td title="{escape(hint)}" style="{_CELL}; {_css(_whole_percent(rate), dark)}">{link}</td>'
        )
    return f"<tr>{''.join(cells)}</tr>"


def _link(target: str, label: str, look: str = _PLAIN) -> str:
    return f'<a href="{escape(target, quote=True)}" style="{look}">{label}</a>'


def _pinned(dark: bool) -> str:
    """The unit stays in sight on a narrow screen."""
    return f"position: sticky; left: 0; background: {theme.palette(dark).paper}"


def _ratios(day: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """Numerators over denominators, units × indicators."""
    written = [wording.format_ratio(n, d) for n, d in zip(day["n"], day["d"], strict=True)]
    return compare.by_unit(day.assign(written=written), on, "written")


def _whole_percent(rate: float) -> int | None:
    """The colour goes by the rate itself, in steps of one per cent."""
    return None if wording.is_missing(rate) else int(100 * rate + _DUST)


@lru_cache(maxsize=256)
def _css(percent: int | None, dark: bool) -> str:
    """The colours of a cell: deeper for more, none where there is no rate."""
    colors = theme.palette(dark)
    if percent is None:
        return f"color: {colors.muted}"
    (ground,) = sample_colorscale(theme.color_scale(dark), [percent / 100])
    return f"background-color: {ground}; color: {colors.paper if percent >= _DEEP else colors.text}"


# What a state means for the reader: how it is coloured, and its word.
_STATES = {
    "on_time": ("good", "green", lazy("按时")),
    "late": ("warn", "orange", lazy("迟报")),
    "missing": ("bad", "red", lazy("未报")),
}


def reports_table(report: Reporting, filters: Filters) -> None:
    """Show every unit's sheets, and how many came in time of those expected."""
    st.subheader(_("报送情况"), anchor=False)
    share = report.shares.set_index("unit").loc[CAMPUS]
    words = _("按时 {on_time}、迟报 {late}、未报 {missing}，共应报 {expected} 张；按时率 {share}（占应报）")
    counts = {id: wording.format_count(share[id]) for id in (*_STATES, "expected")}
    on_time = wording.format_rate(share["on_time_rate"], language=language())
    st.markdown(words.format(share=on_time, **counts))
    st.table(_states(report.status, filters))
    st.caption(filters.as_of)


def _states(status: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Units × kinds in words; a plain table, for a second grid would cost the browser more time."""
    wide = status.assign(status=status["status"].map(_words)).pivot(
        index="unit", columns="kind", values="status"
    )
    ordered = wide.reindex(index=list(filters.shown_units), columns=list(REPORTED_KINDS))
    names = [wording.unit_title(unit, filters.term, language()) for unit in ordered.index]
    return ordered.rename(columns=kind_title).set_axis(pd.Index(names, name=_("学院(系、部)")))


def _words(state: str) -> str:
    look, color, word = _STATES[state]
    return f":{color}[{theme.STATUS[look].icon} {_(word)}]"
