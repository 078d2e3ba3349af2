"""Every chart of 导出, with what follows from it as its title: to look at, and to take as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

import charts
import exports
from charts import wording
from exports.images.images import DEFAULT_WIDTH
from metrics import compare
from schema.figures import CAMPUS
from services.events import on_line
from services.figures import at_checkpoints
from services.papers import titles
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext, language
from ui.show import chart, download, is_dark

_ = gettext
_PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
Draw = Callable[[charts.Look], go.Figure]


def show(figures: pd.DataFrame, status: pd.DataFrame, filters: Filters) -> None:
    """One chart to look at, and to take as PNG, SVG or HTML."""
    st.header(_("图表"), anchor=False)
    offered = drawings(figures, status, filters)
    name = st.selectbox(_("选择图表"), list(offered), key="chart")
    draw = offered[name]
    paper = on_line(desk(), charts.Look(filters.term, filters.as_of, language()), filters.known_at)
    file = f"{name.replace('：', '_').replace(': ', '_')}_{filters.on}"
    drawable = exports.browser_path() is not None
    with st.container(horizontal=True):
        for format, mime in _PICTURES.items():
            picture = partial(_picture, draw, replace(paper, width=DEFAULT_WIDTH), format)
            download(format.upper(), picture, f"{file}.{format}", mime, enabled=drawable)
        download("HTML", lambda: exports.chart_html(draw(paper)), f"{file}.html", "text/html")
    if not drawable:
        st.warning(_("服务器上没有找到浏览器，暂时不能生成 PNG 和 SVG；HTML 不受影响。"))
    chart(draw(replace(paper, dark=is_dark())), name)


def drawings(figures: pd.DataFrame, status: pd.DataFrame, filters: Filters) -> dict[str, Draw]:
    """Every chart that has something to show, by its name; each is drawn when it is looked at or taken."""
    campus = compare.of(figures, units=[CAMPUS])
    today = compare.on_day(figures, filters.on)
    whole = titles.of_campus(compare.of(today, units=[CAMPUS])) or None
    offered: dict[str, Draw] = {
        _("全校走势"): partial(charts.small_multiples, campus, title=whole),
        _("各学院(系、部)各项指标"): partial(charts.heat_by_indicator, figures, on=filters.on, title=whole),
    }
    if len(status):
        offered[_("报送状态")] = partial(charts.reporting_grid, status, title=titles.of_reports(status))
    for unit in filters.units:
        name = wording.unit_title(unit, filters.term, language())
        title = titles.of_unit(today, unit, filters.term)
        offered[name] = partial(charts.against_campus, figures, unit=unit, on=filters.on, title=title)
    for id in figures["indicator"].drop_duplicates():
        offered |= _drawings_of(id, figures, filters)
    return offered


def _drawings_of(id: str, figures: pd.DataFrame, filters: Filters) -> dict[str, Draw]:
    """The charts of one indicator, by name: of what the campus alone does no unit has a bar."""
    name = wording.indicator_title(id, language())
    one = compare.of(figures, indicators=[id])
    checkpoint = compare.checkpoint_before(filters.term, filters.on)
    since = checkpoint.on if checkpoint else filters.term.first_day
    changes = compare.changes(one, since=since, on=filters.on)
    day = wording.format_day(since, language(), weekday=False)
    offered: dict[str, Draw] = {
        _("{indicator}：走势"): partial(charts.trend, one, title=titles.of_course(changes, day)),
    }
    today = compare.on_day(one, filters.on)
    if titles.has_units(today):
        title = titles.of_units(today, filters.term)
        offered[_("{indicator}：排名")] = partial(charts.bars, one, on=filters.on, title=title)
        offered[_("{indicator}：逐日")] = partial(charts.heat_by_day, one, title=title)
    until = wording.format_day(filters.on, language(), weekday=False)
    moves = titles.of_changes(changes, f"{day} → {until}")
    if moves:
        moved = partial(charts.movers, one, since=since, on=filters.on, title=moves)
        offered[_("{indicator}：变化")] = moved
    then = compare.of(at_checkpoints(desk(), filters.on), indicators=[id], units=[CAMPUS])
    now = compare.of(compare.on_same_days(one, then), units=[CAMPUS])
    if len(then) and len(now):
        restated = partial(charts.restatement, then, now, rows="on", title=titles.of_restatement(then, now))
        offered[_("{indicator}：当时与现在")] = restated
    return {words.format(indicator=name): draw for words, draw in offered.items()}


def _picture(draw: Draw, look: charts.Look, format: str) -> bytes:
    return exports.chart_image(draw(look), format)
