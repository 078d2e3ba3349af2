"""What moved a figure, in words: a step a submission, a withdrawal or the passing of days."""

from __future__ import annotations

from typing import Any

import pandas as pd

from charts import Step, wording
from schema.figures import CAMPUS
from schema.language import gettext, language
from schema.term import Term
from services.moves import DAYS
from services.restatement_replay import WITHDRAWN
from services.words import form_title, kind_title

_ = gettext


def steps_of(moves: pd.DataFrame, term: Term, most: int) -> list[Step]:
    """A step for each of the ``most`` largest moves, in the order of time; the others together in one."""
    largest = set(moves["rate"].abs().sort_values(ascending=False, kind="stable").index[:most])
    shown = [
        Step(move_words(row, term), int(row.n), int(row.d), float(row.rate))
        for row in moves[[place in largest for place in moves.index]].itertuples()
    ]
    rest = moves[[place not in largest for place in moves.index]]
    if len(rest):
        name = _("其余 {count} 次").format(count=len(rest))
        shown.append(Step(name, int(rest["n"].sum()), int(rest["d"].sum()), float(rest["rate"].sum())))
    return shown


def move_words(row: Any, term: Term) -> str:
    """What a row of moves was: when, what, of whom, which sheet."""
    if row.act == DAYS:
        return _("日子推移")
    act = _("撤回") if row.act == WITHDRAWN else _("收到")
    unit = CAMPUS if pd.isna(row.unit) else row.unit
    kind = row.kind
    title = "" if pd.isna(kind) else kind_title(kind) if pd.isna(row.form) else form_title(kind, row.form)
    moment = pd.Timestamp(row.moment).tz_localize("UTC").tz_convert(term.timezone)
    day = wording.format_day(moment, language(), weekday=False)
    return f"{day} {act} {wording.unit_title(unit, term, language())} {title}".strip()
