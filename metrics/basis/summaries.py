"""What units and the campus concluded: the latest summary of each, and those of the first week."""

from __future__ import annotations

from functools import cached_property

from metrics.counting import UNITS, Changes, Counting, Snapshots
from metrics.keyed import later_first, latest, over_key
from metrics.relations import Columns, Frame, either, kept, number_of, where, with_made
from metrics.standing import Standing
from schema.summaries import FIRST_WEEK, SUMMARY_PHASES

COUNTS = (
    "problems_found",
    "problems_closed",
    "exemplars",
    "spread",
    "teachers",
    "self_evaluated",
    "asked",
    "answered",
)


class Summaries:
    """The standing summaries, one a unit (or the campus) and phase."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def of_first_week(self) -> Frame:
        """The summary of the first week of each unit: ``whole`` or not, and ``submitted_on``.

        That is the first 提交日期 of its standing rows that say no less: sent again with a later one,
        it was there all the same.
        """
        rows = where(self._received, lambda rows: rows["phase"] == FIRST_WEEK)
        rows = with_made(rows, whole=lambda rows: either(rows["classified"] & rows["measures"], True, False))
        first = over_key(rows, ("unit_no", "whole"), submitted_on=("submitted_on", "min"))
        return latest(first, ("unit_no",))

    def rate(self, n: str, d: str) -> tuple[Changes, Changes]:
        """Two counts of the latest summary that gives ``d``: both of one summary, a blank ``n`` is 0.

        They grow from one summary to the next and are not added up.
        """
        given = where(self._cumulative, lambda rows: ~rows[d].isnull())
        rows = with_made(given, **{n: lambda rows: either(~rows[n].isnull(), rows[n], 0)})
        order = ("submitted_on", "place")
        snapshots = Snapshots(self._counting, rows, key="unit_no", order=order, item=UNITS)
        return snapshots.changes(n), snapshots.changes(d)

    @cached_property
    def _received(self) -> Frame:
        columns = ("phase", "submitted_on", "classified", "measures", *COUNTS)
        rows = self._standing.of_units("summaries", columns, None, campus=True)
        return where(rows, lambda rows: ~rows["submitted_on"].isnull())

    @cached_property
    def _cumulative(self) -> Frame:
        """The rows that stand for some days; of one day the summary of the later phase is the latest.

        A summary sent again stands from its own 提交日期 on, whatever the one before said of later days.
        """
        rows = later_first(self._received, ("unit_no", "phase"), "submitted_on", "again_on")
        stays = where(
            rows, lambda rows: rows["again_on"].isnull() | (rows["again_on"] > rows["submitted_on"])
        )
        return kept(with_made(stays, place=_place))


def _place(rows: Columns) -> Columns:
    """Which of the phases a summary is of, in their order."""
    return number_of(rows["phase"], {phase: number for number, phase in enumerate(SUMMARY_PHASES.words)}, -1)
