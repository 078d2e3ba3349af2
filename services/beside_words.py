"""What stands beside a figure in words: whom it leaves out, who counts 0 in it, what spot checks say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from charts.texts import text
from charts.wording import format_count, state_of
from metrics.outside import AS_ZERO, BLANK, NO_GROUP, NO_PLACE, NOT_SUM, SILENT, UNLISTED, UNPLANNED
from schema.figures import CAMPUS, CONTRADICTED
from schema.language import gettext, language, lazy
from services.beside import Beside
from services.words import joined

_ = gettext
LEFT_OUT = {
    SILENT: lazy("{count} 个学院(系、部)未报"),
    UNPLANNED: lazy("{count} 个计划外教学班"),
    UNLISTED: lazy("{count} 个教学班没有名单"),
    NO_GROUP: lazy("{count} 个教学班未建群"),
    NO_PLACE: lazy("{count} 位教师地点未知"),
}
# Who is in the denominator, and counts 0 for want of a number.
AS_ZERO_WORDS = {
    AS_ZERO: lazy("{count} 个学院(系、部)未报"),
    BLANK: lazy("{count} 个教学班人数留空"),
}
# In a table whose rows do not add up to that of the campus.
NOT_SUM_WORDS = lazy("全校不是各学院之和")


def remark(
    known: Beside, indicator: str, unit: str, linked: Callable[[str, str], str] = lambda words, _what: words
) -> str:
    """Whom the figure leaves out, who counts 0 in it, and what spot checks say of it; mostly nothing.

    Each of these words is passed through ``linked`` with what it is about: one of
    :data:`metrics.outside.WHAT`, or ``CONTRADICTED``.
    """
    own_counts = counts(known, indicator, unit)
    parts = [
        heading.format(
            who=joined(
                [linked(_(words[what]).format(count=format_count(count)), what) for what, count in own]
            )
        )
        for heading, words in _kinds()
        if (own := [(what, count) for what, count in own_counts if what in words])
    ]
    if _is_no_sum(known, indicator, unit):
        parts.append(linked(_(NOT_SUM_WORDS), NOT_SUM))
    if (indicator, unit) in known.contradicted:
        parts.append(linked(text("contradicted", language()), CONTRADICTED))
    return _("；").join(parts)


def remarks(known: Beside, figures: pd.DataFrame) -> list[str | None]:
    """A remark a row of ``figures``, mostly ``None``, after the word for why it says nothing."""
    return [
        _("；").join(filter(None, [state_words(row), remark(known, row.indicator, row.unit)])) or None
        for row in figures.itertuples()
    ]


def state_words(row: object) -> str:
    """Why the figure ``row`` says nothing, in a word; "" where it says something."""
    state = state_of(row)
    return text(state, language()) if state else ""


def _kinds() -> tuple[tuple[str, Mapping[str, str]], ...]:
    """What is said of whom: a heading with ``{who}``, and the words for each."""
    return (_("未计入：{who}"), LEFT_OUT), (_("按 0 计：{who}"), AS_ZERO_WORDS)


def counts(known: Beside, indicator: str, unit: str) -> list[tuple[str, int]]:
    """Whom the figure leaves out; that a unit itself is silent is what its figure says already."""
    counted = known.left_out.get((indicator, unit), {})
    return [
        (what, count)
        for what, count in counted.items()
        if what != NOT_SUM and (what not in {SILENT, AS_ZERO} or unit == CAMPUS)
    ]


def _is_no_sum(known: Beside, indicator: str, unit: str) -> bool:
    """Whether the figure of the campus is not the sum of those of its units."""
    return NOT_SUM in known.left_out.get((indicator, unit), {})
