"""Steady or not: the verdict by the rule of the term, the course of teaching, and the evidence."""

from __future__ import annotations

import pandas as pd

import metrics
from charts import wording
from exports.papers.paper import Chart, Section, Table, numbers
from metrics import compare
from schema.figures import CAMPUS
from schema.language import gettext, language
from services.papers.headlines import TAUGHT
from services.papers.scope import Scope
from services.papers.steadiness import evidence_headings, evidence_row, verdict
from services.words import sentence

_ = gettext


def steady(scope: Scope) -> Section:
    """Before teaching has begun there is nothing to judge, and it says so."""
    title = _("是否平稳")
    if scope.until < scope.term.first_teaching_day:
        day = wording.format_day(scope.term.first_teaching_day, language())
        return Section("steady", title, (_("{day}开课，开课以后才能判断是否平稳。").format(day=day),))
    rule = scope.rule
    sentences = [verdict(scope.judgement, rule, scope.term), sentence(scope.stretch, TAUGHT)]
    if rule != scope.term.steady:
        sentences.append(_("判定用的是调整过的标准，不是学期配置的标准。"))
    points = _points(scope).dropna(subset="rate")
    chart = _chart(points) if len(points) else None
    return Section("steady", title, tuple(sentences), chart, _evidence(scope))


def _points(scope: Scope) -> pd.DataFrame:
    """The campus's two rates by week, or by day as long as there is one week only; ``name`` says which."""
    own = compare.of(scope.figures, indicators=TAUGHT, units=[CAMPUS])
    weeks = metrics.weekly(own, metrics.weeks_of(scope.term), scope.until)
    if weeks["week"].nunique() > 1:
        return weeks.assign(name=[_("第{week}周").format(week=week) for week in weeks["week"]])
    eve = compare.day_before(scope.term.first_teaching_day)
    days = metrics.daily(compare.on_days(own, eve, scope.until))
    days = days[days["d"] > 0]
    return days.assign(name=[wording.format_day(on, language(), weekday=False) for on in days["on"]])


def _chart(points: pd.DataFrame) -> Chart:
    wide = {id: points[points["indicator"] == id].set_index("name") for id in TAUGHT}
    names = list(dict.fromkeys(points["name"]))
    series = tuple(
        numbers(own.reindex(names), wording.indicator_title(id, language()), language())
        for id, own in wide.items()
    )
    lowest = points.loc[points["rate"].idxmin()]
    title = _("最低的是{when}的{indicator} {rate}").format(
        when=lowest["name"],
        indicator=wording.indicator_title(lowest["indicator"], language()),
        rate=wording.format_rate(lowest["rate"], language=language()),
    )
    return Chart("lines", title, _("单位：%，全校，每周或每天分别统计"), tuple(names), series)


def _evidence(scope: Scope) -> tuple[Table, ...]:
    evidence = scope.judgement.evidence
    judged = evidence[evidence["week"].isin(scope.judgement.weeks)]
    ranked = judged.assign(later=-judged["week"]).sort_values("later", kind="stable")
    headings = evidence_headings()
    rows = tuple(
        tuple(evidence_row(row, scope.term)[id] for id in headings) for _place, row in ranked.iterrows()
    )
    if not rows:
        return ()
    return (Table(_("平稳态势的依据"), tuple(headings.values()), rows, frozenset({2, 3}), (1, 2, 4)),)
