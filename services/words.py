"""Sentences about figures, which pages and documents share: they read the same wherever they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

import pandas as pd

from charts import wording
from charts.texts import text
from metrics import compare
from metrics.indicators import indicator_by_id
from metrics.moments import aware
from schema.figures import CAMPUS
from schema.kinds import all_forms, form_of, kind_by_id
from schema.language import bracketed, gettext, language, titled
from schema.model import SheetForm
from schema.term import Term
from services.tasks import Gauge

_ = gettext


def joined(names: Sequence[str]) -> str:
    """Names one after the other."""
    return _("、").join(names)


def unit_names(term: Term, units: Sequence[str]) -> str:
    """Names of units one after the other."""
    return joined([wording.unit_title(unit, term, language()) for unit in units])


@cache
def declared_titles(spoken: str) -> dict[str, str]:
    """The title of every column of a sheet, by its id; of those of one id that of the first sheet."""
    columns = [column for _kind, form in reversed(all_forms()) for column in form.columns]
    return {column.id: titled(column, spoken) for column in columns}


def kind_title(kind: str | None) -> str:
    """The title of a sheet kind; a dash for none."""
    return "—" if kind is None else titled(kind_by_id(kind))


def form_title(kind: str | None, form: str | None) -> str:
    """The title of a kind with that of its form where it has several."""
    if not form or kind is None:
        return kind_title(kind)
    return bracketed(kind_title(kind), titled(form_of(kind, form)))


def form_headings(*forms: SheetForm) -> dict[str, str]:
    """The heading of each column as ``forms`` declare it, the first of them first: other kinds share ids."""
    return {column.id: titled(column) for form in reversed(forms) for column in form.columns}


def moment_of(moment: pd.Timestamp, term: Term) -> str:
    """A moment of the store in the words of the reader's place and language."""
    return wording.format_moment(aware(moment), term.timezone, language())


def clause(figures: pd.DataFrame, indicator: str, unit: str = CAMPUS) -> str:
    """``开课率 99.2 %（3,280 / 3,306 门次）`` from the one day of ``figures``."""
    declared = indicator_by_id(indicator)
    row = compare.of(figures, indicators=[indicator], units=[unit]).iloc[0]
    title = wording.indicator_title(indicator, language())
    if wording.state_of(row):
        return f"{title} **{wording.format_figure(row, language())}**"
    rate = wording.format_figure(row, language(), counts=False)
    counted_in = titled(declared.counted)
    return _("{title} **{rate}**（{ratio} {counted_in}）").format(
        title=title, rate=rate, ratio=wording.format_ratio(row["n"], row["d"]), counted_in=counted_in
    )


def sentence(figures: pd.DataFrame, indicators: Sequence[str], unit: str = CAMPUS) -> str:
    """One sentence of several figures; of totals it says up to which day they are."""
    said = clauses(figures, indicators, unit)
    if "since" in figures or figures.empty:
        return said
    until = wording.span(figures["on"].iloc[0].date(), language=language(), weekday=False)
    return _("{until}，{clauses}").format(until=wording.capitalized(until), clauses=said)


def clauses(figures: pd.DataFrame, indicators: Sequence[str], unit: str = CAMPUS) -> str:
    """The same where the day is said already."""
    return _("{clauses}。").format(clauses=joined([clause(figures, id, unit) for id in indicators]))


def furthest(figures: pd.DataFrame, indicator: str, term: Term, limit: int = 3) -> str:
    """The units with the lowest rates below 100 % on the one day of ``figures``: ``理学院 81.2 %``.

    One that has not reported stands there as such. Those of one rate stand there together, or none of them.
    """
    units = compare.of(figures, indicators=[indicator])
    behind = units[(units["unit"] != CAMPUS) & (units["rate"] < 1)].sort_values("rate", kind="stable")
    told = [wording.format_figure(row, language(), counts=False) for row in behind.itertuples()]
    names: list[str] = []
    said = 0
    for rate, level in behind.groupby(pd.Series(told, behind.index), sort=False)["unit"]:
        if said and said + len(level) > limit:
            break
        names.append(f"{wording.units_alike(list(level), term, language())} {rate}")
        said += len(level)
    more = len(behind) - said
    return joined(names) + (_("（其余 {count} 个）").format(count=more) if more else "")


def with_rate(unit: str, rate: float, term: Term) -> str:
    """``理学院 81.2 %``."""
    return f"{wording.unit_title(unit, term, language())} {wording.format_rate(rate, language=language())}"


def gauge_rate(gauge: Gauge) -> str:
    """The rate of an indicator of a task, or why it says nothing."""
    return text(gauge.why, language()) if gauge.why else wording.format_rate(gauge.rate, language=language())


def silent(figures: pd.DataFrame, indicator: str, term: Term, units: Sequence[str]) -> str:
    """Which of ``units`` told nothing in the stretch of days of ``figures``."""
    own = compare.of(figures, indicators=[indicator], units=units)
    missing = list(own["unit"][own["d"] == 0])
    if not missing:
        return _("各学院(系、部)都报了授课情况。")
    return _("{count} 个学院(系、部)没有报授课情况：{names}。").format(
        count=len(missing), names=unit_names(term, missing)
    )


def week_title(row: pd.Series) -> str:
    """``第1周 2月24日–3月1日``; of a week that is not over, up to which day it counts."""
    first, last = (wording.format_day(row[day], language(), weekday=False) for day in ("starts", "ends"))
    week = text("week_of", language(), week=int(row["week"]), first=first, last=last)
    if row.get("on", row["ends"]) >= row["ends"]:
        return week
    until = wording.span(row["on"], language=language(), weekday=False)
    return text("week_running", language(), week=week, span=until)


def plain_value(value: object) -> str | None:
    """A cell as people write it; ``None`` for blank."""
    if isinstance(value, tuple):
        return "、".join(value) or None
    if pd.isna(value):
        return None
    if pd.api.types.is_bool(value):
        return _("是") if value else _("否")
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
