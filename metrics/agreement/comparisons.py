"""What a comparison is made of: pairs of a number that somebody reports and one that is held against it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import narwhals as nw
import pandas as pd

from metrics.basis.need import Need
from metrics.basis.students import Students
from metrics.moments import midnight
from metrics.names import people
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.kinds import form_of, kind_by_id
from schema.term import Term

# Column → type of a table of pairs, in order.
PAIR_TYPES = dict.fromkeys(("unit", "item", "item_kind", "label"), "str")
PAIR_TYPES |= {"on": "datetime64[us]", "reported": "Int64", "held": "Int64", "difference": "Int64"}
PAIR_TYPES |= dict.fromkeys(("said", "held_said", "hint"), "str")
PAIR_TYPES |= {"table": "str", "submission": "Int64", "source_row": "Int64"}
PAIR_TYPES |= {"held_table": "str", "held_submission": "Int64", "held_row": "Int64"}
# What is never added up: the kind of sheet, or the source, that pairs are of, and its pairs.
Part = tuple[str, pd.DataFrame]


class Records:
    """What stood at ``known_at`` (``None``: with all that was received), as far as ``on``."""

    def __init__(self, facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None) -> None:
        self.facts, self.term, self.on, self.known_at = facts, term, on, known_at
        self.day = pd.Timestamp(midnight(on))
        self.standing = Standing(facts, term, known_at, on=on, tracing=True)
        self.students = Students(self.standing)
        self._classes: dict[str, pd.DataFrame] = {}

    @cached_property
    def plan(self) -> pd.DataFrame:
        """The classes due by ``class_id``: the columns of the plan, ``submission`` and ``source_row``."""
        rows = self.rows("plan")
        due = rows[rows["class_id"].isin(self.standing.due_rows["class_id"])]
        return due.sort_values("class_id").set_index("class_id")

    def rows(self, kind: str, form: str | None = None) -> pd.DataFrame:
        """The standing rows of a form, and ``first_received_on``: when their key was first received."""
        declared = form_of(kind, form)
        key = list(declared.key)
        first = self.standing.received(declared.table, key).group_by(*key)
        days = first.agg(first_received_on=nw.col("received_on").min())
        return collected(self.standing.rows(declared).join(days, on=key, how="left"))

    def received(self, kind: str, form: str | None = None) -> pd.DataFrame:
        """:meth:`rows` of which something was received by the end of ``on``."""
        rows = self.rows(kind, form)
        return rows[rows["first_received_on"] <= self.day].reset_index(drop=True)

    def until(self, day: str, kind: str, form: str | None = None) -> pd.DataFrame:
        """:meth:`rows` about a ``day`` no later than ``on``."""
        rows = self.rows(kind, form)
        return rows[rows[day] <= self.day].reset_index(drop=True)

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """The rows of sessions by class up to the day, each with what its pair is about."""
        rows = self.by_owner(self.until("date", "sessions", "by_class"))
        named = rows.assign(item=rows["class_id"], item_kind="class", table="sessions")
        return named.assign(label=self.of_plan(rows["class_id"], "course_name"))

    @cached_property
    def session_totals(self) -> pd.DataFrame:
        """The totals of sessions by unit up to the day, each with what its pair is about."""
        rows = self.until("date", "sessions", "totals")
        return rows.assign(item=rows["unit"], item_kind="unit", table="session_totals")

    @cached_property
    def in_need(self) -> pd.DataFrame:
        """The students in need whom units name by the day, see :class:`metrics.basis.need.Need`."""
        rows = collected(Need(self.standing).named)
        named = rows.assign(unit=[self.term.unit_names[number] for number in rows["unit_no"]])
        return named[named["in_need_on"] <= self.day].reset_index(drop=True)

    @cached_property
    def visitors(self) -> pd.DataFrame:
        """Everybody whom a sheet of visits names by the day, once a unit and kind of visitor."""
        rows = self.by_owner(self.received("visits"))
        named = [people(names) for names in rows["visitor"]]
        one = zip(rows["visitor"], named, strict=True)
        rows["visitor"] = [[text] if len(names) == 1 else sorted(names) for text, names in one]
        each = rows.explode("visitor").sort_values(["submission", "source_row"], kind="stable")
        once = each.drop_duplicates(["unit", "visitor", "visitor_kind"], keep="last")
        return once.sort_values(["unit", "visitor_kind", "visitor"], ignore_index=True)

    @cached_property
    def roster_of_visitors(self) -> pd.DataFrame:
        """The roster of visitors as received by the day."""
        return self.received("visitors")

    def classes_in(self, kind: str) -> pd.DataFrame:
        """The classes that sheets of ``kind`` named by the day: ``class_id``, ``unit``, and where last."""
        if kind not in self._classes:
            forms = [form.table for form in kind_by_id(kind).forms if form.is_of_classes]
            self._classes[kind] = pd.concat([self._classes_of(table) for table in forms], ignore_index=True)
        return self._classes[kind]

    def _classes_of(self, table: str) -> pd.DataFrame:
        rows = self.standing.received(table, ("class_id", "unit", "source_row"))
        rows = rows.filter(nw.col("received_on") <= self.day.to_pydatetime())
        # Rosters are long, so that the engine looks for the last row of each class.
        last = rows.unique(subset=["class_id", "unit"], keep="last", order_by=["received_at", "submission"])
        last_rows = collected(last.select("class_id", "unit", "submission", "source_row"))
        return last_rows.sort_values(["submission", "source_row"], ignore_index=True).assign(table=table)

    def of_plan(self, classes: pd.Series, column: str) -> pd.Series:
        """``column`` of the plan for each class id; missing for a class that it does not know."""
        return classes.map(self.plan[column])

    def held_in_plan(self, classes: pd.Series) -> dict[str, object]:
        """Where the plan has each class: the columns of a pair that say so."""
        return {
            "held_table": "plan",
            "held_submission": self.of_plan(classes, "submission"),
            "held_row": self.of_plan(classes, "source_row"),
        }

    def by_owner(self, rows: pd.DataFrame) -> pd.DataFrame:
        """``rows`` under the unit of the plan, and under that which sent them where the plan has none."""
        return rows.assign(unit=self.of_plan(rows["class_id"], "unit").fillna(rows["unit"]))


def pairs(rows: pd.DataFrame, **columns: object) -> pd.DataFrame:
    """``rows`` with ``columns`` as pairs: what they lack is blank, ``difference`` is worked out.

    Columns as ``PAIR_TYPES``: ``item`` of ``item_kind`` is what the pair is about, under ``label`` and
    for the day ``on``; ``said`` and ``held_said`` are names that differ; ``hint`` is what may explain
    it. ``table``, ``submission`` and ``source_row`` say where the reported side stands, ``held_…`` where
    the other does.
    """
    whole = rows.assign(**columns).reindex(columns=list(PAIR_TYPES)).astype(PAIR_TYPES).reset_index(drop=True)
    whole["difference"] = whole["reported"] - whole["held"]
    return whole
