"""How ready the campus is, and who is behind: figures held against their targets, gap first."""

from __future__ import annotations

import pandas as pd

from charts import wording
from exports.papers.paper import Chart, Section, Series, Table, numbers
from metrics import compare
from metrics.indicators import Counted, indicator_by_id
from metrics.lists.laggards import laggards
from schema.figures import CAMPUS, NOT_REPORTED, STATE
from schema.language import gettext, language, titled
from services.beside_words import remark
from services.papers import titles
from services.papers.ahead import ahead
from services.papers.headlines import headline
from services.papers.scope import Scope, indicator_span
from services.words import joined, unit_names

_ = gettext
_MOST_BARS, _MOST_LINES = 10, 15
_BY_UNIT = 5  # indicators of the table of units


def readiness(scope: Scope) -> Section:
    """The sentences of the phase, the figures furthest from their targets, and all of them with n and d."""
    targets = scope.with_target
    campus = targets[targets["unit"] == CAMPUS]
    sentences = [*headline(scope), _trust(scope)]
    lowest = campus.sort_values("rate", kind="stable").head(_MOST_BARS)
    chart = None
    if len(lowest):
        names = [wording.indicator_title(id, language()) for id in lowest["indicator"]]
        series = numbers(lowest, _("全校完成率"), language())
        measure = _("单位：%，目标 100；{until}").format(until=_until(scope))
        if "since" in lowest and lowest["since"].notna().any():
            days = wording.span(scope.until, scope.phase.starts, language(), weekday=False)
            measure += _("，授课为 {days}").format(days=days)
        chart = Chart("bars", titles.of_campus(campus), measure, tuple(names), (series,))
    return Section("readiness", _("准备到什么程度"), tuple(sentences), chart, (_all_figures(scope),))


def _until(scope: Scope) -> str:
    return wording.span(scope.until, language=language(), weekday=False)


def _trust(scope: Scope) -> str:
    """How far the figures can be relied on: what spot checks say otherwise."""
    against = [id for id, unit in sorted(scope.beside.contradicted) if unit == CAMPUS and id in scope.ids]
    if not against:
        return (
            _("抽查没有发现与全校上报数字不符的指标。") if scope.beside.checks else _("还没有抽查可以核对。")
        )
    titles = joined([wording.indicator_title(id, language()) for id in against])
    return _("与抽查不符（{mark}）：{titles}；用这些数字前先看“核对”页。").format(
        mark=wording.MARK, titles=titles
    )


def _all_figures(scope: Scope) -> Table:
    rows = []
    for _place, row in scope.campus.iterrows():
        known = remark(scope.beside, row["indicator"], CAMPUS)
        rate = wording.format_figure(row, language(), counts=False)
        counted = titled(indicator_by_id(row["indicator"]).counted)
        ratio = wording.format_ratio(row["n"], row["d"])
        rows.append((indicator_span(row), rate, f"{ratio} {counted}", known))
    headings = (
        _("指标（{days}）").format(days=_until(scope)),
        _("完成率"),
        _("完成 / 应完成"),
        _("说明"),
    )
    return Table(_("全校各项指标"), headings, tuple(rows), frozenset({1, 2}), (0, 1))


def behind(scope: Scope) -> Section:
    """Units and indicators by what is missing, with days late; what was not reported stands there as such."""
    gaps = laggards(scope.own, scope.desk.dated)
    sentences = _said_of(gaps, scope)
    tables = [_gap_table(gaps, scope), *ahead(scope), _unit_table(scope)]
    kept = tuple(table for table in tables if table.rows)
    return Section("behind", _("谁落后"), tuple(sentences), _gap_chart(gaps, scope), kept)


def _said_of(gaps: pd.DataFrame, scope: Scope) -> list[str]:
    if gaps.empty:
        return [_("有数据的学院(系、部)各项指标都已完成。")]
    units = list(dict.fromkeys(gaps["unit"]))
    said = _("**{count}** 个学院(系、部)共有 {gaps} 项没有完成；").format(count=len(units), gaps=len(gaps))
    sentences = [said + _widest(gaps, scope)]
    whole = [unit for unit in scope.term.unit_names if unit not in units]
    if whole:
        names = unit_names(scope.term, whole)
        sentences.append(_("没有差项的：{names}。").format(names=names))
    return sentences


def _widest(gaps: pd.DataFrame, scope: Scope) -> str:
    """The widest of ``gaps``, :func:`laggards`; where several are as wide, how many."""
    worst = gaps.iloc[0]
    level = gaps[gaps["gap"] == worst["gap"]]
    if len(level) > 1:
        rates = dict.fromkeys(
            wording.format_figure(row, language(), counts=False) for _place, row in level.iterrows()
        )
        return _("差得最多的有 {count} 项，都是{rates}。").format(
            count=len(level), rates=_(" 或 ").join(rates)
        )
    return _("差得最多的是{unit}的{indicator} **{rate}**（还差：{missing}）。").format(
        unit=wording.unit_title(worst["unit"], scope.term, language()),
        indicator=wording.indicator_title(worst["indicator"], language()),
        rate=wording.format_figure(worst, language(), counts=False),
        missing=_missing(worst),
    )


def _late(days: object) -> str:
    """How many days late; a dash where the term names no day."""
    return "—" if pd.isna(days) else _("{count} 天").format(count=days)


def _missing(row: pd.Series) -> str:
    if not row["d"]:
        return _("未报")
    counted = indicator_by_id(row["indicator"]).counted
    if counted is Counted.UNITS:  # of a unit itself
        return _("未完成")
    return f"{wording.format_count(row['d'] - row['n'])} {titled(counted)}"


def _gap_table(gaps: pd.DataFrame, scope: Scope) -> Table:
    rows = tuple(
        (
            wording.unit_title(row["unit"], scope.term, language()),
            indicator_span(row),
            wording.format_figure(row, language(), counts=False),
            _missing(row),
            _late(row["late"]),
        )
        for _place, row in gaps.head(_MOST_LINES).iterrows()
    )
    more = len(gaps) - len(rows)
    title = _("差得最多的 {count} 项").format(count=len(rows))
    note = _("其余 {more} 项见看板“导出”。").format(more=more) if more > 0 else ""
    headings = (_("学院(系、部)"), _("指标"), _("完成率"), _("还差"), _("逾期"))
    return Table(title, headings, rows, frozenset({2, 3, 4}), (0, 1, 2), note)


def _unit_table(scope: Scope) -> Table:
    """A row a unit: the indicators that are furthest from their targets on the campus."""
    targets = scope.with_target
    campus = targets[targets["unit"] == CAMPUS].sort_values("rate", kind="stable")
    ids = list(campus["indicator"].head(_BY_UNIT))
    rows = []
    for unit in scope.term.unit_names:
        own = scope.own[scope.own["unit"] == unit].set_index("indicator")
        cells = [wording.format_figure(own.loc[id], language(), counts=False) for id in ids]
        rows.append((wording.unit_title(unit, scope.term, language()), *cells))
    titles = [indicator_span(row) for _place, row in campus.head(_BY_UNIT).iterrows()]
    numbers_at = frozenset(range(1, len(ids) + 1))
    title = _("各学院(系、部)：全校最低的 {count} 项").format(count=len(ids))
    return Table(title, (_("学院(系、部)"), *titles), tuple(rows) if ids else (), numbers_at, (0, 1))


def _gap_chart(gaps: pd.DataFrame, scope: Scope) -> Chart | None:
    """The units in the indicator that most of them lack, the lowest first."""
    if gaps.empty:
        return None
    campus = scope.campus.set_index("indicator")["rate"].fillna(0.0)
    short = gaps["indicator"].value_counts(sort=False)
    id = max(short.index, key=lambda one: (short[one], -campus.get(one, 0.0)))
    units = compare.of(scope.own, indicators=[id])
    units = units[units["unit"] != CAMPUS].sort_values("rate", kind="stable", na_position="first")
    units = units[(units["d"] > 0) | (units[STATE] == NOT_REPORTED)]
    name = wording.indicator_title(id, language())
    title = titles.of_lacking(gaps[gaps["indicator"] == id], scope.term)
    names = tuple(wording.unit_title(unit, scope.term, language()) for unit in units["unit"])
    measure = f"{wording.measure_line(id, language())} · {_until(scope)}"
    series: Series = numbers(units, name, language())
    return Chart("bars", title, measure, names, (series,))
