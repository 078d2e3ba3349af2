"""Who is to visit classes, and whose visits are arranged."""

from __future__ import annotations

from functools import cached_property

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.counting import VISITORS, Counting
from metrics.latest import latest_rows
from metrics.moments import ALWAYS
from metrics.names import people
from metrics.provenance import with_either
from metrics.standing import Frame, Standing, collected, lazily
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
        return self._counting.people(lazily(self._roster(visitor_kind)), "always", VISITORS)

    def with_visit(self, visitor_kind: str) -> Frame:
        """Those of the roster whom a visit arranged names, alone or among others."""
        named = self._roster(visitor_kind)[["unit_no", "visitor"]]
        arranged = self._named_in_visits.merge(named, on="visitor")
        return self._counting.people(lazily(arranged), "on", VISITORS)

    def _roster(self, visitor_kind: str) -> pd.DataFrame:
        return self._all[self._all["visitor_kind"] == visitor_kind]

    @cached_property
    def _all(self) -> pd.DataFrame:
        key = ("visitor", "visitor_kind")
        rows = collected(self._standing.received("visitors", ("unit", *key, "retired")))
        placed = self._standing.numbered(rows.assign(unit=rows["unit"].fillna(CAMPUS)), campus=True)
        latest = latest_rows(placed, ("unit_no", *key))
        staying = latest[~latest["retired"].fillna(False).astype(bool)]
        return _by_name(staying.assign(always=pd.Timestamp(ALWAYS)))

    @cached_property
    def _named_in_visits(self) -> pd.DataFrame:
        visits = collected(self._counting.first(self.arranged, ("visitor",), "on"))
        return _by_name(visits.drop(columns="unit_no", errors="ignore"))


def _by_name(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` with a row for each person whom ``visitor`` names, folded as names are compared."""
    names = [sorted(people(text)) for text in rows["visitor"]]
    each = rows.take(np.repeat(np.arange(len(rows)), [len(several) for several in names]))
    return each.assign(visitor=pd.array([name for several in names for name in several], dtype="str"))
