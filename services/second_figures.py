"""What stands beside the indicators of a unit: kinds of material a class, and visits by who made them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from charts import wording
from charts.texts import text
from schema.figures import CAMPUS
from schema.language import gettext, language, lazy, ngettext
from services import figures
from services.desk import Desk

_ = gettext
_VISITORS = {
    "校领导": lazy("校领导听课"),
    "校督导组": lazy("校督导组听课"),
    "学院督导组": lazy("学院督导组听课"),
}


class SecondFigure(NamedTuple):
    """A figure in words, and what it is seen beside, if anything."""

    title: str
    value: str
    beside: str | None


def second_figures(desk: Desk, on: dt.date, known_at: dt.datetime | None, unit: str) -> list[SecondFigure]:
    """Those of ``unit``, which may be the campus, on the day ``on``."""
    kinds = figures.material_kinds(desk, on, known_at).set_index("unit")["mean"]
    campus = _("全校 {mean}").format(mean=_mean(kinds[CAMPUS])) if unit != CAMPUS else None
    told = [SecondFigure(_("每班资料种类（平均）"), _mean(kinds[unit]), campus)]
    for row in figures.visits(desk, on, known_at).query("unit == @unit").itertuples():
        done = ngettext("{count} 门次", row.done).format(count=wording.format_count(row.done))
        planned = _("已安排 {count} 门次").format(count=wording.format_count(row.planned))
        told.append(SecondFigure(_(_VISITORS[row.visitor_kind]), done, planned))
    return told


def _mean(mean: float) -> str:
    return text("nothing", language()) if wording.is_missing(mean) else f"{mean:.1f}"
