"""What figures come to, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from charts import wording
from metrics import compare
from metrics.indicators import indicator_by_id
from schema.figures import CAMPUS
from schema.term import Term
from ui.language import gettext, language
from ui.words import joined, unit_names

_ = gettext


def clause(figures: pd.DataFrame, indicator: str, unit: str = CAMPUS) -> str:
    """``开课率 99.2 %（3,280 / 3,306 门次）`` from the one day of ``figures``."""
    told = indicator_by_id(indicator)
    row = compare.of(figures, indicators=[indicator], units=[unit]).iloc[0]
    title = wording.indicator_title(indicator, language())
    if not row["d"]:
        return f"{title} {wording.no_data(language())}"
    rate = wording.format_rate(row["rate"], language=language())
    counted_in = told.counted.title if language() == "zh" else told.counted.title_en
    return _("{title} **{rate}**（{ratio} {counted_in}）").format(
        title=title, rate=rate, ratio=wording.format_ratio(row["n"], row["d"]), counted_in=counted_in
    )


def sentence(figures: pd.DataFrame, indicators: Sequence[str], unit: str = CAMPUS) -> str:
    """One sentence of several figures."""
    return _("{clauses}。").format(clauses=joined([clause(figures, id, unit) for id in indicators]))


def furthest(figures: pd.DataFrame, indicator: str, term: Term, limit: int = 3) -> str:
    """The units with the lowest rates below 100 % on the one day of ``figures``: ``理学院 81.2 %``."""
    units = compare.of(figures, indicators=[indicator])
    behind = units[(units["unit"] != CAMPUS) & (units["rate"] < 1)].sort_values("rate", kind="stable")
    return joined([with_rate(row.unit, row.rate, term) for row in behind.head(limit).itertuples()])


def with_rate(unit: str, rate: float, term: Term) -> str:
    """``理学院 81.2 %``."""
    return f"{wording.unit_title(unit, term, language())} {wording.format_rate(rate, language=language())}"


def silent(figures: pd.DataFrame, indicator: str, term: Term, units: Sequence[str]) -> str:
    """Which of ``units`` told nothing in the stretch of days of ``figures``."""
    told = compare.of(figures, indicators=[indicator], units=units)
    missing = list(told["unit"][told["d"] == 0])
    if not missing:
        return _("各学院(系、部)都报了授课情况。")
    return _("{count} 个学院(系、部)没有报授课情况：{names}。").format(
        count=len(missing), names=unit_names(term, missing)
    )
