"""Sessions planned and held, students expected and present: by class, or as totals of a unit.

For each unit, day and source one of the two forms stands alone, that of the later submission.
Counts of different sources are never added up. A session that was deferred 延期 is owed on its own day
until it was made up: from the day 补课日期, when the class reports sessions held on it, it is no longer
owed for the day on which it was not held.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.counting import CLASSES, UNITS, Counting
from metrics.standing import RECEIPT_ORDER, SOURCE, Frame, Standing, collected, lazily

_BOTH = ~nw.col("expected").is_null() & ~nw.col("present").is_null()
# Students count only in rows that give both of the numbers of a rate.
COUNTS: Mapping[str, nw.Expr] = {
    "planned": nw.col("planned"),
    "held": nw.col("held"),
    "expected": nw.when(_BOTH).then("expected"),
    "present": nw.when(_BOTH).then("present"),
}
_COLUMNS = ("planned", "held", "expected", "present", "accidents")
_PLACE = ["unit_no", "date", "source"]


class Sessions:
    """What stands of the sheets of sessions, as changes of ``counts``."""

    def __init__(self, standing: Standing, counts: Mapping[str, nw.Expr] = COUNTS) -> None:
        self._standing, self._counts = standing, counts
        self._counting = Counting(standing)

    def changes(self, count: str, source: str) -> pd.DataFrame:
        """One of the counts by one source."""
        rows = self.rows[self.rows["source"] == source]
        if not self._counting.tracing:
            return self._counting.few(rows, "date", UNITS, by=count)
        by_class = rows["by_class"].astype(bool)
        parts = [(rows[by_class], CLASSES), (rows[~by_class], UNITS)]
        return pd.concat([self._counting.few(part, "date", item, by=count) for part, item in parts])

    @cached_property
    def rows(self) -> pd.DataFrame:
        """Of each unit, day and source the rows of the form received last, ``by_class`` or not.

        Untraced these are sums: days and submissions are few, however many classes there are.
        """
        totals = self._standing.of_units("session_totals", ("date", "source", *_COLUMNS), ("date", "source"))
        sessions = collected(self._standing.sessions)
        whole = pd.concat([sessions, _made_up(sessions)], ignore_index=True).astype(sessions.dtypes.to_dict())
        of_classes = self._counted(lazily(whole), by_class=True)
        rows = pd.concat([of_classes, self._counted(lazily(totals), by_class=False)], ignore_index=True)
        return later_form(rows)

    def _counted(self, rows: Frame, *, by_class: bool) -> pd.DataFrame:
        place = (*_PLACE, *RECEIPT_ORDER)
        counts = self._counts
        if self._counting.tracing:
            kept = ("class_id",) if by_class else ()
            counted = rows.select(*dict.fromkeys((*place, *SOURCE, *kept)), **counts)
        else:
            counted = rows.select(*place, **counts).group_by(*place).agg(nw.col(*counts).sum())
        listed = collected(counted).fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))
        return listed.assign(by_class=by_class)


def _made_up(rows: pd.DataFrame) -> pd.DataFrame:
    """For each row of sessions that made up deferred ones, a row that takes these off what is owed."""
    deferred = rows[(rows["deferred"] > 0) & rows["moved_to"].notna() & (rows["moved_to"] > rows["date"])]
    owed = (deferred["planned"] - deferred["held"]).clip(lower=0)
    deferred = deferred.assign(owed=np.minimum(owed, deferred["deferred"]).astype("int64"))
    place = ["class_no", "source", "moved_to"]
    owed = deferred.groupby(place, as_index=False)["owed"].sum()
    made_up = rows[rows["held"] > 0].merge(
        owed.rename(columns={"moved_to": "date"}), on=["class_no", "source", "date"]
    )
    planned = -np.minimum(made_up["owed"], made_up["held"]).astype("int64")
    blank = dict.fromkeys(("held", "expected", "present", "accidents"))
    return made_up.assign(planned=planned, **blank)[list(rows)]


def later_form(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each unit, day and source the rows of the form, ``by_class`` or not, that was received last."""
    places = rows.groupby(_PLACE, sort=False, dropna=False).ngroup().to_numpy()
    order = np.lexsort([rows[name].to_numpy() for name in reversed(RECEIPT_ORDER)])
    by_class = rows["by_class"].to_numpy(bool)
    stands = np.zeros(len(rows), dtype=bool)
    stands[places[order]] = by_class[order]  # of rows of one place the last to be written stays
    return rows[by_class == stands[places]]
