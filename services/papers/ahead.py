"""What is expected by the deadlines that lie ahead, in a document: always with its interval."""

from __future__ import annotations

from collections.abc import Iterable

from charts import wording
from exports.papers.paper import Table
from schema.language import gettext, language
from services.forecasts import Expected, forecasts, lowest_of_each
from services.papers.scope import Scope
from services.words import joined

_ = gettext


def ahead(scope: Scope) -> list[Table]:
    """A row an indicator: the units of which least is expected; nothing where no deadline lies ahead."""
    expected = forecasts(scope.desk, scope.until, scope.known_at)
    lowest = [row for row in lowest_of_each(expected, scope.units) if row[0] in scope.ids]
    if not lowest:
        return []
    rows = tuple(
        (
            wording.indicator_title(indicator, language()),
            wording.units_alike(level, scope.term, language()),
            joined(_rates(expected[indicator, unit] for unit in level)),
            expected[indicator, level[0]].in_words(scope.term),
            str(others),
        )
        for indicator, level, others in lowest
    )
    headings = (_("指标"), _("预计最低的学院(系、部)"), _("现在"), _("到期时预计"), _("另有几个学院"))
    note = _("按近两天的进度推算，不是事实；括号内：同样的推算以往误差的中间九成。")
    return [Table(_("到期前预计"), headings, rows, frozenset({2, 4}), (0, 1, 3), note)]


def _rates(level: Iterable[Expected]) -> list[str]:
    """The rates as they are, each that is the same once, from the lowest."""
    rates = sorted({each.rate for each in level})
    return list(dict.fromkeys(wording.format_rate(rate, language=language()) for rate in rates))
