"""What follows from a chart, in the words of its title: the same in documents and in pictures."""

from __future__ import annotations

import pandas as pd

from charts import wording
from metrics import compare
from metrics.lists.laggards import is_ranked, laggards, worst_of_each
from metrics.reporting import LATE, MISSING
from schema.figures import AHEAD, CAMPUS
from schema.language import gettext, language
from schema.term import Term

_ = gettext


def of_campus(campus: pd.DataFrame) -> str:
    """How many of the campus's ``campus`` figures of a day are done, and which is the lowest.

    Those that have a target and a denominator and are due; nothing is said of none.
    """
    ranked = campus[campus["indicator"].map(is_ranked).astype(bool) & (campus["d"] > 0) & ~campus[AHEAD]]
    if ranked.empty:
        return ""
    lowest = ranked.sort_values("rate", kind="stable").iloc[0]
    return _("{all} 项有目标的指标中 {done} 项已全部完成；最低的是{indicator} {rate}").format(
        all=len(ranked),
        done=int((ranked["n"] == ranked["d"]).sum()),
        indicator=wording.indicator_title(lowest["indicator"], language()),
        rate=wording.format_figure(lowest, language(), counts=False),
    )


def of_lacking(lacking: pd.DataFrame, term: Term) -> str:
    """How many units lack something of one indicator, and the lowest: rows of :func:`laggards`, not none."""
    worst = worst_of_each(lacking).iloc[0]
    return _("{indicator}：{count} 个学院(系、部)没有完成，最低 {lowest}").format(
        indicator=wording.indicator_title(worst["indicator"], language()),
        count=len(lacking),
        lowest=f"{wording.units_alike(worst['alike'], term, language())} "
        f"{wording.format_figure(worst, language(), counts=False)}",
    )


def of_units(today: pd.DataFrame, term: Term) -> str | None:
    """The same of the figures of one indicator and day, also where nothing lacks; ``None`` without target."""
    id = str(today["indicator"].iloc[0])
    lacking = laggards(today, term)
    if len(lacking):
        return of_lacking(lacking, term)
    told = today[(today["unit"] != CAMPUS) & (today["d"] > 0)]
    if not is_ranked(id) or told.empty or (told["n"] < told["d"]).any():
        return None
    title = wording.indicator_title(id, language())
    return _("{indicator}：有数据的学院(系、部)都已完成").format(indicator=title)


def of_changes(changes: pd.DataFrame, days: str) -> str | None:
    """How many units rose and fell between ``days``: :func:`metrics.compare.changes` of one indicator.

    ``None`` where none did.
    """
    units = changes[changes["unit"] != CAMPUS].dropna(subset="change")
    up, down = int((units["change"] > 0).sum()), int((units["change"] < 0).sum())
    if not up and not down:
        return None
    return _("{indicator} {days}：{up} 个学院(系、部)上升，{down} 个下降，{same} 个持平").format(
        indicator=wording.indicator_title(units["indicator"].iloc[0], language()),
        days=days,
        up=up,
        down=down,
        same=len(units) - up - down,
    )


def of_course(changes: pd.DataFrame, since: str) -> str | None:
    """Where the campus is and how it moved ``since`` (in words): the same rows."""
    campus = changes[changes["unit"] == CAMPUS].dropna(subset="rate")
    if campus.empty:
        return None
    row = campus.iloc[0]
    said = _("{indicator}：全校 {rate}").format(
        indicator=wording.indicator_title(row["indicator"], language()),
        rate=wording.format_rate(row["rate"], language=language()),
    )
    if pd.isna(row["change"]):
        return said
    change = wording.format_change(row["change"], language())
    return said + _("，自{day}以来{change}").format(day=since, change=change)


def of_reports(status: pd.DataFrame) -> str:
    """How many sheets are late and missing: the frame of :func:`metrics.reporting_timeliness`."""
    late, missing = (int((status["status"] == state).sum()) for state in (LATE, MISSING))
    if not late and not missing:
        return _("到期的表都已按时报送")
    return _("{missing} 份表未报，{late} 份迟报").format(missing=missing, late=late)


def of_restatement(then: pd.DataFrame, now: pd.DataFrame) -> str:
    """On how many of its days a figure is another one today: two tables of one indicator and unit."""
    both = then.merge(now, on=["indicator", "unit", "on"], suffixes=("", "_now"))
    moved = both[(both["n"] != both["n_now"]) | (both["d"] != both["d_now"])]
    title = wording.indicator_title(then["indicator"].iloc[0], language())
    if moved.empty:
        return _("{indicator}：各节点的数值至今没有更改").format(indicator=title)
    return _("{indicator}：{all} 个节点中 {count} 个的数值后来更改").format(
        indicator=title, all=len(both), count=len(moved)
    )


def of_unit(today: pd.DataFrame, unit: str, term: Term) -> str | None:
    """In how many figures of the day a unit is below the campus, and in which one furthest."""
    own = compare.against_campus(today, unit=unit, on=today["on"].iloc[0].date()).dropna(subset="gap")
    if own.empty:
        return None
    name, below = wording.unit_title(unit, term, language()), own[own["gap"] < 0].sort_values("gap")
    if below.empty:
        return _("{unit}：各项都不低于全校").format(unit=name)
    worst = below.iloc[0]
    return _("{unit}：{count} 项低于全校，最多的是{indicator} {gap}").format(
        unit=name,
        count=len(below),
        indicator=wording.indicator_title(worst["indicator"], language()),
        gap=wording.format_change(worst["gap"], language()),
    )


def has_units(today: pd.DataFrame) -> bool:
    """Whether the figures of a day say anything of a unit, not of the campus alone."""
    own = today[today["unit"] != CAMPUS]
    return bool((own["d"] > 0).any())
