"""Sessions planned and held, students expected and present: by class, or as totals of a unit.

For each unit, day and source one of the two forms stands alone, that of the later submission.
Counts of different sources are never added up.
"""

from __future__ import annotations

from functools import cached_property

import narwhals as nw

from metrics.counting import CLASS, UNIT, Counting, small
from metrics.standing import RECEIPT_ORDER, SOURCE, Frame, Standing

COUNTS = ("planned", "held", "expected", "present", "accidents")
_PLACE = ("unit_no", "date", "source")


class Sessions:
    """What stands of the sheets of sessions, as changes of ``COUNTS``."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    def changes(self, count: str, source: str) -> Frame:
        """One of ``COUNTS`` by one source; students only where expected and present are both given."""
        rows = self._rows.filter(nw.col("source") == source)
        if not self._counting.tracing:
            return self._counting.each(rows, "date", UNIT, by=nw.col(count))
        by_class = nw.col("by_class")
        return nw.concat(
            [
                self._counting.each(rows.filter(by_class), "date", CLASS, by=nw.col(count)),
                self._counting.each(rows.filter(~by_class), "date", UNIT, by=nw.col(count)),
            ]
        )

    @cached_property
    def by_class(self) -> Frame:
        """The standing rows of classes due, whether or not totals of their unit stand instead."""
        return self._standing.sessions

    @cached_property
    def _rows(self) -> Frame:
        totals = self._standing.of_units("session_totals", ("date", "source", *COUNTS), ("date", "source"))
        rows = nw.concat([self._counted(self.by_class, True), self._counted(totals, False)])
        return small(later_form(rows))

    def _counted(self, rows: Frame, by_class: bool) -> Frame:
        both = ~nw.col("expected").is_null() & ~nw.col("present").is_null()
        counts = {
            count: nw.when(both).then(count).otherwise(0) if count in ("expected", "present")
            else nw.col(count).fill_null(0)
            for count in COUNTS
        }  # fmt: skip
        counts = {count: value.cast(nw.Int64) for count, value in counts.items()}
        place = (*_PLACE, *RECEIPT_ORDER)
        if self._counting.tracing:
            class_id = nw.col("class_id") if by_class else nw.lit(None, nw.String)
            kept = rows.select(*dict.fromkeys((*place, *SOURCE)), class_id=class_id, **counts)
            return kept.with_columns(by_class=nw.lit(by_class))
        # Few days, units and submissions, however many classes: summed up before they are compared.
        sums = rows.select(*place, **counts).group_by(*place).agg(nw.col(*COUNTS).sum())
        return small(sums.with_columns(by_class=nw.lit(by_class)))


def later_form(rows: Frame) -> Frame:
    """Of ``rows``, told apart by ``by_class``, those of the form received last for their place."""
    last = rows.unique(subset=list(_PLACE), keep="last", order_by=list(RECEIPT_ORDER))
    forms = last.select(*_PLACE, stands=nw.col("by_class"))
    return rows.join(forms, on=list(_PLACE)).filter(nw.col("by_class") == nw.col("stands"))
