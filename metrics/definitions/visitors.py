"""Who is to visit classes, and whose visits are arranged."""

from __future__ import annotations

from functools import cached_property

import narwhals as nw

from metrics.counting import VISITOR, Counting
from metrics.names import people
from metrics.standing import ALWAYS, Frame, Standing, collected
from schema.indicators import CAMPUS


def arranged_visits(standing: Standing) -> Frame:
    """Visits with 安排日期, and ``on``: the earlier of it and the day on which they were first received.

    A sheet sent again names the visits of the weeks before; they were arranged all the same then.
    """
    planned = standing.visits.filter(~nw.col("planned_on").is_null())
    earlier = nw.col("first_received_on") < nw.col("planned_on")
    return planned.with_columns(on=nw.when(earlier).then("first_received_on").otherwise("planned_on"))


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
        return self._counting.people(
            self._roster(visitor_kind).with_columns(on=nw.lit(ALWAYS)), "visitor", "on", VISITOR
        )

    def with_visit(self, visitor_kind: str) -> Frame:
        """Those of the roster whom a visit arranged names, alone or among others."""
        named = self._roster(visitor_kind).select("unit_no", "visitor")
        return self._counting.people(
            self._named_in_visits.join(named, on="visitor"), "visitor", "on", VISITOR
        )

    def _roster(self, visitor_kind: str) -> Frame:
        kept = ~nw.col("retired").fill_null(False) & (nw.col("visitor_kind") == visitor_kind)
        return self._all.filter(kept)

    @cached_property
    def _all(self) -> Frame:
        key = ("visitor", "visitor_kind")
        rows = self._standing.received("visitors", ("unit", *key, "retired"))
        placed = rows.with_columns(unit=nw.col("unit").fill_null(CAMPUS))
        numbered = self._standing.numbered(placed, campus=True)
        return _by_name(self._standing.latest(numbered, ("unit_no", *key)))

    @cached_property
    def _named_in_visits(self) -> Frame:
        first = self._counting.first(self.arranged, ("visitor",), "on")
        return self._counting.first(_by_name(first.drop("unit_no", strict=False)), ("visitor",), "on")


def _by_name(rows: Frame) -> Frame:
    """``rows`` with a row for each person whom ``visitor`` names, folded as names are compared."""
    listed = collected(rows)
    listed["visitor"] = [sorted(people(names)) for names in listed["visitor"]]
    each: Frame = nw.from_native(listed.explode("visitor").dropna(subset=["visitor"])).lazy()
    return each.with_columns(nw.col("visitor").cast(nw.String))
