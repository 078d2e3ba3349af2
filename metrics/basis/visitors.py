"""Who is to visit classes, and whose visits are arranged."""

from __future__ import annotations

from functools import cached_property

import narwhals as nw

from metrics.counting import VISITORS, Counting, always
from metrics.keyed import joined, latest, read_apart
from metrics.names import listed
from metrics.provenance import with_either
from metrics.relations import Columns, Frame, either, kept, where, with_made
from metrics.standing import Standing
from schema.figures import CAMPUS


def arranged_visits(standing: Standing) -> Frame:
    """Visits with 安排日期, and ``on``: the earlier of it and the day on which they were first received.

    A sheet sent again names the visits of the weeks before; they were arranged all the same then.
    """
    planned = standing.visits.filter(~nw.col("planned_on").is_null())
    return with_either(
        planned,
        "on",
        "first_received_on",
        "planned_on",
        lambda rows: rows["first_received_on"] < rows["planned_on"],
    )


class Visitors:
    """The roster of visitors against the visits arranged; names are compared as people write them."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def arranged(self) -> Frame:
        """See :func:`arranged_visits`."""
        return arranged_visits(self._standing)

    def on_roster(self, visitor_kind: str) -> Frame:
        """Distinct people of the roster, always: who has no unit is of the campus."""
        return self._counting.people(self._roster(visitor_kind), "always", VISITORS)

    def with_visit(self, visitor_kind: str) -> Frame:
        """Those of the roster whom a visit arranged names, alone or among others."""
        arranged = joined(self._named_in_visits, self._roster(visitor_kind), "visitor", ("unit_no",))
        return self._counting.people(arranged, "on", VISITORS)

    def _roster(self, visitor_kind: str) -> Frame:
        return where(self._all, lambda rows: rows["visitor_kind"] == visitor_kind)

    @cached_property
    def _all(self) -> Frame:
        key = ("visitor", "visitor_kind")
        rows = self._standing.received("visitors", ("unit", *key, "retired"))
        placed = self._standing.numbered(with_made(rows, unit=_unit_or_campus), campus=True)
        staying = where(latest(placed, ("unit_no", *key)), lambda rows: ~either(rows["retired"], True, False))
        return kept(with_made(_by_name(staying), always=always))

    @cached_property
    def _named_in_visits(self) -> Frame:
        return kept(_by_name(self._counting.first(self.arranged, ("visitor",), "on")))


def _unit_or_campus(rows: Columns) -> Columns:
    return either(~rows["unit"].isnull(), rows["unit"], CAMPUS)


def _by_name(rows: Frame) -> Frame:
    """``rows`` with a row for each person whom ``visitor`` names, folded as names are compared."""
    return read_apart(rows, ("visitor",), "visitor", listed)
