"""Students in need: surveyed as totals of each unit, and named one by one where a unit does so."""

from __future__ import annotations

from functools import cached_property

import narwhals as nw

from metrics.counting import STUDENT, UNIT, Counting, Snapshots, small
from metrics.standing import RECEIPT_ORDER, Frame, Standing, collected

_SURVEYED = ("students", "surveyed", "in_need", "helped", "topped_up")
# What a record must hold to be complete.
_TEXTS = ("situation", "measures", "result", "owner")
_PERSON = ("unit_no", "student_id")
_EMPTY_LIST = 2  # signs of a list without words, written out: () or []


class Need:
    """The totals of surveys, and the named students with the days that matter, as changes."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def named(self) -> Frame:
        """One row a unit and student: ``owner``, ``in_need_on`` and the days of what was done for them.

        In need from the day of first receipt, or of what was done for them if that was earlier;
        ``complete_since`` is null where the record of the student lacks something.
        """
        days = ("claimed_on", "helped_on", "topped_up_on")
        rows = self._standing.of_units("need", ("student_id", *days, *_TEXTS, "needs"), None)
        complete = nw.col("needs").cast(nw.String).str.len_chars().fill_null(0) > _EMPTY_LIST
        for text in _TEXTS:
            complete = complete & ~nw.col(text).is_null()
        rows = rows.with_columns(
            complete=complete, first_received_on=nw.col("received_on").min().over(*_PERSON)
        )
        latest = self._standing.since_said(rows, {"complete": nw.col("complete")}, _PERSON)
        return small(
            latest.with_columns(
                in_need_on=nw.min_horizontal("first_received_on", *days),
                complete_since=nw.when(nw.col("complete")).then("complete_since"),
            ).drop("needs")
        )

    def of_named(self, day: str, rows: Frame | None = None) -> Frame:
        """Distinct named students (those of ``rows``), each from ``day``."""
        return self._counting.people(self.named if rows is None else rows, "student_id", day, STUDENT)

    @cached_property
    def in_need(self) -> Frame:
        """Distinct named students in need."""
        return self.of_named("in_need_on")

    def surveyed(self, count: str) -> Frame:
        """A total of the latest survey of each unit."""
        return self._surveys.changes(count)

    def known_best(self, count: str, day: str) -> Frame:
        """Named students from ``day`` where a unit names any, else the ``count`` of its surveys."""
        naming = nw.col("unit_no").is_in(self._naming)
        return nw.concat([self.surveyed(count).filter(~naming), self.of_named(day)])

    @cached_property
    def _naming(self) -> list[int]:
        return sorted(set(collected(self.named.select("unit_no"))["unit_no"]))

    @cached_property
    def _surveys(self) -> Snapshots:
        rows = self._standing.of_units("need_survey", ("as_of", *_SURVEYED), ("as_of",))
        return Snapshots(self._counting, rows, key="unit_no", order=("as_of", *RECEIPT_ORDER), kind=UNIT)
