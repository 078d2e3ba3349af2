"""Students in need: surveyed as totals of each unit, and named one by one where a unit does so."""

from __future__ import annotations

from functools import cached_property
from operator import itemgetter
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.counting import STUDENTS, UNITS, Counting, Snapshots, summed
from metrics.keyed import latest_with_since, over_key
from metrics.latest import RECEIPT_ORDER
from metrics.relations import Columns, Frame, either, filled, first_of, kept, where, with_made
from metrics.standing import Standing

_SURVEYED = ("students", "surveyed", "in_need", "helped", "topped_up")
# What a record must hold to be complete.
_TEXTS = ("situation", "measures", "result", "owner")


class Need:
    """The totals of surveys, and the named students with the days that matter, as changes."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def named(self) -> Frame:
        """One row a unit and student: ``owner``, ``in_need_on`` and the days of what was done for them.

        In need from the day of first receipt, or of what was done for them if that was earlier;
        ``complete_since`` is blank where the record of the student lacks something.
        """
        days, key = ("claimed_on", "helped_on", "topped_up_on"), ("unit_no", "student_id")
        rows = self._standing.of_units("need", ("student_id", *days, *_TEXTS, "needs"), None)
        rows = over_key(rows, key, named_since=("received_on", "min"))
        rows = latest_with_since(
            with_made(rows, complete=_is_complete), key, {"complete": itemgetter("complete")}
        )
        rows = with_made(
            rows,
            in_need_on=lambda rows: first_of(rows["named_since"], *(rows[day] for day in days)),
            complete_since=lambda rows: either(rows["complete"], rows["complete_since"]),
        )
        return kept(rows)

    def of_named(self, day: str, *, owned: bool = False) -> Frame:
        """Distinct named students (with an ``owner`` if ``owned``), each from ``day``."""
        given = where(self.named, lambda rows: ~rows["owner"].isnull()) if owned else self.named
        return self._counting.people(given, day, STUDENTS)

    @cached_property
    def in_need(self) -> Frame:
        """Distinct named students in need."""
        return self.of_named("in_need_on")

    def surveyed(self, count: str) -> pd.DataFrame:
        """A total of the latest survey of each unit."""
        return summed(self._surveys.changes(count))

    def known_best(self, count: str, day: str) -> pd.DataFrame:
        """Named students from ``day`` while a unit names as many as it surveyed, else its ``count``.

        A unit that begins to name its students does not unsay its survey: of the two what knows of more
        students in need stands, for numerator and denominator alike.
        """
        surveyed, stays = self.surveyed(count), self._by_name
        named = summed(self.of_named(day))
        of_units = named[named["unit_no"] < self._standing.campus_no]
        last = stays[stays["ends"].isna()]
        # Who is in several units is one person of the campus, as far as these stand by names.
        by_name = self.named.filter(nw.col("unit_no").is_in(last["unit_no"].tolist()))
        people = summed(self._counting.people(by_name, day, STUDENTS))
        again = people[people["unit_no"] == self._standing.campus_no]
        again = again.assign(on=again["on"].clip(lower=last["begins"].max()) if len(last) else again["on"])
        unsaid = surveyed.assign(change=-surveyed["change"])
        by_name = _within(pd.concat([unsaid, of_units], ignore_index=True), stays)
        return pd.concat([surveyed, by_name, again], ignore_index=True)

    def told_best(self, count: str, day: str) -> pd.DataFrame:
        """Named students from ``day`` where a unit names any, else the ``count`` of its surveys."""
        surveyed = self.surveyed(count)
        of_others = surveyed[~surveyed["unit_no"].isin(self._named_by_day["unit_no"])]
        return pd.concat([of_others, summed(self.of_named(day))], ignore_index=True)

    @cached_property
    def _named_by_day(self) -> pd.DataFrame:
        """``unit_no``, ``on`` and ``change``: since when students are named, each by every unit."""
        return summed(self._counting.each(self.named, "in_need_on", STUDENTS))

    @cached_property
    def _by_name(self) -> pd.DataFrame:
        """``unit_no``, ``begins`` and ``ends`` (NaT: still): when a unit names as many as it surveyed."""
        named, surveys = self._named_by_day, summed(self._surveys.steps("in_need"))
        steps = pd.DataFrame(
            {
                "unit_no": np.append(named["unit_no"], surveys["unit_no"]).astype("int64"),
                "on": np.append(named["on"], surveys["on"]).astype("datetime64[us]"),
                "named": np.append(named["change"], np.zeros(len(surveys), dtype="int64")),
                "surveyed": np.append(np.zeros(len(named), dtype="int64"), surveys["change"]),
            }
        ).sort_values(["unit_no", "on"], ignore_index=True)
        unit_no = steps["unit_no"]
        known = steps[["named", "surveyed"]].groupby(unit_no).cumsum()
        # At the end of each day of each unit.
        over = ~steps.duplicated(["unit_no", "on"], keep="last")
        unit_no, known, on = unit_no[over], known[over], steps["on"][over]
        stands = (known["named"] > 0) & (known["named"] >= known["surveyed"])
        begun = stands.shift(fill_value=False) & (unit_no == unit_no.shift())
        unit_no, on, stands = (column[stands != begun] for column in (unit_no, on, stands))
        ends = on.shift(-1).where(unit_no == unit_no.shift(-1))
        return pd.DataFrame({"unit_no": unit_no, "begins": on, "ends": ends})[stands]

    @cached_property
    def _surveys(self) -> Snapshots:
        rows = kept(self._standing.of_units("need_survey", ("as_of", *_SURVEYED), ("as_of",)))
        order = ("as_of", *RECEIPT_ORDER)
        return Snapshots(self._counting, rows, key="unit_no", order=order, item=UNITS)


def _within(changes: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    """``changes`` of units as far as they hold between ``begins`` and ``ends`` of ``stays``."""
    units, days = changes["unit_no"].to_numpy(), changes["on"].to_numpy("datetime64[us]")
    change = changes["change"].to_numpy("int64")
    held: list[tuple[Any, Any, Any]] = []
    for unit_no, begins, ends in zip(*(stays[column].to_numpy() for column in stays), strict=True):
        theirs = np.flatnonzero((units == unit_no) & ~(days >= ends))
        held.append((theirs, np.maximum(days[theirs], begins), change[theirs]))
        if not np.isnat(ends):
            held.append((theirs, np.full(len(theirs), ends), -change[theirs]))
    if not held:
        return changes.head(0)
    taken, on, by = (np.concatenate(parts) for parts in zip(*held, strict=True))
    return changes.take(taken).assign(on=on, change=by)


def _is_complete(rows: Columns) -> Columns:
    complete = filled(rows["needs"])
    for text in _TEXTS:
        complete = complete & ~rows[text].isnull()
    return complete
