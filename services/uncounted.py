"""What a sheet seems to say and the figures will not count: said when it is read, not wondered about later.

Each rule is one of :mod:`services.consistency`: it gives warnings, and the rows are taken.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from metrics.latest import RECEIPT_ORDER
from metrics.lists.contingencies import SENT_STATES
from metrics.names import people
from metrics.relations import collected
from schema.findings import Finding
from schema.kinds import form_of
from schema.reading import SheetReading
from services.known_facts import Known, at_cell, at_row, iso, numbers_of

# Fewer than so many of the students in the plan are not a list or a count of the class.
_ENOUGH = 0.8


def expected_below_plan(part: SheetReading, known: Known) -> Iterator[Finding]:
    """应进群人数, or the students of a roster, far below the 选课人数 of the plan."""
    rows = part.rows
    if part.form == "roster":
        listed = rows.groupby("class_id")["student_id"].nunique()
        standing = known.rows(part.declaration).groupby("class_id")["student_id"].nunique()
        rows, column = rows.drop_duplicates("class_id"), "class_id"
        counts = numbers_of(rows["class_id"].map(standing.combine(listed, max, fill_value=0)))
    else:
        counts, column = numbers_of(rows["expected"]), "expected"
    enrolled = known.enrolled(rows["class_id"])
    far = counts < enrolled * _ENOUGH  # never where one of them is blank
    for row, count, most in zip(rows[far].itertuples(), counts[far], enrolled[far], strict=True):
        yield at_row(part, "expected_below_plan", row, column, count=int(count), enrolled=int(most))


def class_called_off(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A class that the plan calls off 停开, once a class."""
    if not known.called_off:
        return
    for row in part.rows.drop_duplicates("class_id").itertuples():
        if row.class_id in known.called_off:
            yield at_row(part, "class_called_off", row, "class_id")


def class_in_two_plans(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A class that the plan of another unit has too, or had until now."""
    planned = collected(known.standing.received("plan", ("class_id", "unit"))).sort_values([*RECEIPT_ORDER])
    units = part.rows.set_index("class_id")["unit"]
    planned = planned[planned["class_id"].isin(units.index)]
    own = planned["unit"] == planned["class_id"].map(units)
    others = planned.drop(planned[own].drop_duplicates("class_id", keep="last").index)
    before = others.drop_duplicates("class_id", keep="last").set_index("class_id")["unit"]
    for row in part.rows.itertuples():
        other = before.get(row.class_id)
        if other is not None and pd.notna(row.unit) and other != row.unit:
            yield at_row(part, "class_in_two_plans", row, "class_id", unit=row.unit, other=other)


def visitor_unlisted(part: SheetReading, known: Known) -> Iterator[Finding]:
    """Somebody who is to visit and is not on the roster of visitors of that kind, where there is any."""
    for row in part.rows.drop_duplicates(["visitor", "visitor_kind"]).itertuples():
        listed = known.visitors(row.visitor_kind, part.unit)
        missing = sorted(people(row.visitor) - listed)
        if listed and missing:
            names = "、".join(missing)
            yield at_row(part, "visitor_unlisted", row, "visitor", names=names, visitor_kind=row.visitor_kind)


def group_without_day(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A 群号 of a class without 建群日期, here or before; a day that cannot be read is said already."""
    unreadable = {one.row for one in part.findings if one.column == part.titles.get("created_on")}
    for row in part.rows[~part.rows["source_row"].isin(unreadable)].itertuples():
        if pd.notna(row.group_no) and row.class_id not in known.created_on.index:
            yield at_row(part, "group_without_day", row, "group_no")


def plan_without_day(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A plan that is 已报送, 已批准 or further and has no 报送日期, here or before."""
    standing = known.rows(part.declaration).dropna(subset=["submitted_on"])
    dated = set(zip(standing["unit"], standing["item"], strict=True))
    for row in part.rows.itertuples():
        unit = part.unit if pd.isna(row.unit) else row.unit
        if row.state in SENT_STATES and (unit, row.item) not in dated:
            yield at_row(part, "plan_without_day", row, "state")


def above_whole(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A count above the whole that stands from an earlier sheet, because this one has no column for it."""
    limited = [column for column in part.declaration.columns if column.at_most in part.lacking]
    if not limited:
        return
    key = list(part.declaration.key)
    standing = known.rows(part.declaration).set_index(key)
    for row in part.rows.assign(unit=part.rows["unit"].fillna(part.unit)).itertuples():
        place = tuple(getattr(row, column) for column in key)
        for column in limited:
            count, most = getattr(row, column.id), standing[column.at_most].get(place)
            if pd.notna(count) and pd.notna(most) and count > most:
                yield at_row(part, "above_whole", row, column.id, most=int(most))


def session_again(part: SheetReading, known: Known) -> Iterator[Finding]:
    """A class and day of which others were counted before: two lessons of a day are not added up."""
    place = ["class_id", "date", "source"]
    rows = known.ever(form_of("sessions", "by_class"))
    rows = rows[rows["class_id"].isin(part.rows["class_id"])].dropna(subset=["present"])
    before = {key: group["present"].astype(int).tolist() for key, group in rows.groupby(place, dropna=False)}
    for row in part.rows.dropna(subset=["present"]).itertuples():
        counts, present = before.get((row.class_id, row.date, row.source), []), int(row.present)
        if len(counts) > 1 and counts[-1] == present != counts[-2]:
            yield at_row(part, "session_again", row, "present", day=iso(row.date), before=counts[-2])


def totals_replaced(part: SheetReading, known: Known) -> Iterator[Finding]:
    """Sessions by class of a day for which totals of the whole unit stand: these count no more."""
    totals = known.rows(form_of("sessions", "totals"))
    totals = totals[totals["unit"] == part.unit].set_index(["date", "source"])
    for row in part.rows.drop_duplicates(["date", "source"]).itertuples():
        if (row.date, row.source) in totals.index:
            whole = totals.loc[(row.date, row.source)]
            numbers = {"held": int(whole["held"]), "planned": int(whole["planned"])}
            number, title = int(row.source_row), "date"
            yield at_cell(part, "totals_replaced", number, title, row.date, day=iso(row.date), **numbers)
