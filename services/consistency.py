"""What is doubtful between sheets: one sheet against the plan, the groups, and the days before.

Every rule gives warnings: the row is taken, and the submitter is told what does not go together.
They are asked of the facts as they would stand with the whole review, so that a group reported in
one sheet is known to the visits in another.

- *joined above plan*: more students in the group than the plan has enrolled.
- *visit without group*, *material without group*, *material before group*: the plan knows the class,
  but nothing that stands, nor this review, gives it a group by that day.
- *course name*, *teacher*: other than in the plan for that class id. Width, blanks and case do not
  count, nor the order of several teachers.
- *count falls*: joined, notified or received below what the day before it said of the class.
- *figure jumps*: see :mod:`metrics.jumps` for the rule and its source.
- what the figures will not count as the sheet seems to say: see :mod:`services.uncounted`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from charts import wording
from metrics.indicators import indicator_by_id
from metrics.jumps import HISTORY, LIMIT
from metrics.names import name_of, people, same
from metrics.received import Facts
from schema.findings import Finding
from schema.reading import SheetReading
from schema.term import Term
from services import uncounted
from services.known_facts import COUNTS, Known, at_cell, at_row, iso, numbers_of

# Table → the column with the day of which its rows speak.
_DONE_ON = {
    "groups": "created_on",
    "enrollment": "as_of",
    "roster": "joined_on",
    "materials": "uploaded_on",
    "visits": "visited_on",
}


def check(part: SheetReading, facts: Facts, term: Term, *, on: dt.date) -> list[Finding]:
    """What is doubtful in ``part``, as warnings at its cells; ``facts`` are with all parts of the review.

    ``on`` is the last day looked at for jumps. A part that was refused has nothing to be checked.
    """
    return check_all([part], Known(facts, term, on))[0]


def check_all(parts: Sequence[SheetReading], known: Known) -> list[list[Finding]]:
    """:func:`check` of every part, in order; what they are held against is worked out once."""
    return [
        [] if part.refused is not None or part.rows.empty else list(_findings(part, known)) for part in parts
    ]


def _findings(part: SheetReading, known: Known) -> Iterator[Finding]:
    if part.kind != "plan" and part.declaration.is_of_classes:
        yield from uncounted.class_called_off(part, known)
    for rule in _RULES.get((part.kind or "", part.form), ()):
        yield from rule(part, known)


def joined_above_plan(part: SheetReading, known: Known) -> Iterator[Finding]:
    """已进群人数 above the 选课人数 of the plan; of a roster, the students marked as joined."""
    rows = part.rows
    if part.form == "roster":
        marked = rows["joined"].astype("boolean").fillna(rows["joined_on"].notna()).astype(bool)
        joined = rows[marked].groupby("class_id")["student_id"].nunique()
        rows = rows.drop_duplicates("class_id")
        counts, column = numbers_of(rows["class_id"].map(joined).fillna(0)), "class_id"
    else:
        counts, column = numbers_of(rows["joined"]), "joined"
    enrolled = known.enrolled(rows["class_id"])
    above = counts > enrolled  # never where one of them is blank
    if not above.any():
        return
    for row, count, most in zip(rows[above].itertuples(), counts[above], enrolled[above], strict=True):
        yield at_row(part, "joined_above_plan", row, column, joined=int(count), enrolled=int(most))


def visit_without_group(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A visit to a class of the plan that has no group, or had none yet on the day of the visit."""
    for row in _of_plan(part.rows, known).itertuples():
        created_on = known.created_on.get(row.class_id)
        if created_on is None:
            yield at_row(part, "visit_without_group", row, "class_id")
        elif pd.notna(row.visited_on) and row.visited_on < created_on:
            days = {"date": iso(row.visited_on), "created_on": iso(created_on)}
            yield at_row(part, "visit_before_group", row, "visited_on", **days)


def material_before_group(part: SheetReading, known: Known) -> Iterator[Finding]:
    """Material of a class of the plan without a group (once a class), or from before its group."""
    reported: set[str] = set()
    for row in _of_plan(part.rows, known).itertuples():
        created_on = known.created_on.get(row.class_id)
        if created_on is not None and row.uploaded_on < created_on:
            days = {"date": iso(row.uploaded_on), "created_on": iso(created_on)}
            yield at_row(part, "material_before_group", row, "uploaded_on", **days)
        elif created_on is None and row.class_id not in reported:
            reported.add(row.class_id)
            yield at_row(part, "material_without_group", row, "class_id")


def names_as_in_plan(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A course or a teacher that is not the one that the plan has for the class id."""
    rows = _of_plan(part.rows, known)
    for column, parsed in (("course_name", name_of), ("teacher", people)):
        planned = rows["class_id"].map(known.due[column])
        for row, ours, theirs in zip(rows.itertuples(), rows[column], planned, strict=True):
            if pd.notna(ours) and not same(parsed(ours), parsed(theirs)):
                yield at_row(part, f"{column}_differs", row, column, planned=theirs)


def count_falls(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A count of a class below that of the day before in its series, or above that of the next."""
    snapshots = known.snapshots(part.rows["class_id"])
    ids, days = snapshots["class_id"].tolist(), snapshots["as_of"].tolist()
    own = (part.rows[name].tolist() for name in ("class_id", "as_of", "source_row"))
    numbers = {(id, day): number for id, day, number in zip(*own, strict=True)}
    classes = pd.factorize(snapshots["class_id"])[0]
    for count in COUNTS:
        given = np.flatnonzero(snapshots[count].notna())
        counts = snapshots[count].array.take(given).to_numpy("int64")
        for place in np.flatnonzero((np.diff(counts) < 0) & (np.diff(classes[given]) == 0)):
            row_before, row = given[place : place + 2]
            id, day, day_before = ids[row], days[row], days[row_before]
            ours = [one for one in (day, day_before) if (id, one) in numbers]
            if ours:
                before, after = (int(counts[at]) for at in (place, place + 1))
                fall = {"before": before, "day_before": iso(day_before), "after": after, "day": iso(day)}
                value = after if ours[0] == day else before
                yield at_cell(part, "count_falls", int(numbers[id, ours[0]]), count, value, **fall)


def figure_jumps(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A figure of the unit that jumps on the last day that the sheet speaks of."""
    last = part.rows[_DONE_ON[part.declaration.table]].max()
    if part.unit is None or pd.isna(last):
        return
    for jump in known.jumps(part.kind or "", part.unit, last.date()).itertuples():
        indicator = indicator_by_id(jump.indicator)
        details: dict[str, object] = {
            "indicator_zh": indicator.title,
            "indicator_en": indicator.title_en,
            "day": iso(jump.on),
            "score": f"{abs(jump.score):.1f}",
            "limit": LIMIT,
            "points": jump.points,
        }
        for language in ("zh", "en"):
            details[f"change_{language}"] = wording.format_change(jump.change, language)
            details[f"usual_{language}"] = wording.format_change(jump.usual, language)
        code = "jump_in_history" if jump.against == HISTORY else "jump_among_units"
        yield Finding(code, part.sheet, details=details)


def _of_plan(rows: pd.DataFrame, known: Known) -> pd.DataFrame:
    """The rows of classes that the plan knows; the others are found by the loaders."""
    return rows[rows["class_id"].isin(known.due.index)]


_RULES: Mapping[tuple[str, str | None], Sequence[Callable[[SheetReading, Known], Iterator[Finding]]]] = {
    ("plan", None): (uncounted.class_in_two_plans,),
    ("enrollment", "aggregate"): (
        joined_above_plan,
        uncounted.expected_below_plan,
        count_falls,
        figure_jumps,
    ),
    ("enrollment", "roster"): (joined_above_plan, uncounted.expected_below_plan, figure_jumps),
    ("groups", None): (names_as_in_plan, uncounted.group_without_day, figure_jumps),
    ("materials", None): (material_before_group, figure_jumps),
    ("visits", None): (visit_without_group, uncounted.visitor_unlisted, figure_jumps),
    ("sessions", "by_class"): (uncounted.totals_replaced, uncounted.session_again),
    ("need", "survey"): (uncounted.above_whole,),
    ("summaries", None): (uncounted.above_whole,),
    ("contingency", "register"): (uncounted.above_whole, uncounted.plan_without_day),
}
