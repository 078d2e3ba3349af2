"""Whom a figure leaves out, as the board says it: in numbers that lead to the lists."""

from __future__ import annotations

from charts import wording
from schema.figures import CONTRADICTED
from services.beside import Beside
from services.beside_words import AS_ZERO_WORDS, LEFT_OUT, counts
from ui.beside import list_of
from ui.filters import Filters
from ui.language import gettext

_ = gettext


def short_links(known: Beside, indicator: str, unit: str, filters: Filters) -> list[tuple[str, str]]:
    """What stands beside a figure where words have no room: how many, the mark, and where each leads."""
    short = {
        **dict.fromkeys(LEFT_OUT, _("未计入 {count}")),
        **dict.fromkeys(AS_ZERO_WORDS, _("按 0 计 {count}")),
    }
    numbers = [
        (short[what].format(count=wording.format_count(count)), list_of(what, indicator, unit, filters))
        for what, count in counts(known, indicator, unit)
    ]
    is_contradicted = (indicator, unit) in known.contradicted
    mark = (wording.MARK, list_of(CONTRADICTED, indicator, unit, filters))
    return [*numbers, *([mark] if is_contradicted else [])]
