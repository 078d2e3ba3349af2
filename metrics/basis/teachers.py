"""Teachers: distinct people by 教师工号, else by name within their unit; a cell may name several."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from metrics.basis.groups import every_place, places
from metrics.counting import TEACHERS, Counting, always
from metrics.keyed import joined, latest, looked_up, read_apart, runs
from metrics.latest import RECEIPT_ORDER
from metrics.moments import midnight
from metrics.names import listed
from metrics.provenance import SOURCE, placed
from metrics.relations import (
    Columns,
    Frame,
    as_pandas,
    either,
    kept,
    lazily,
    number_of,
    picked,
    stacked,
    where,
    with_made,
)
from metrics.standing import Standing
from schema.places import HOME, ISOLATED, OFFICE, OTHER

# Where one sheet gives a teacher several places, the one that most asks for attention counts.
_ATTENTION = {HOME: 0, OTHER: 1, ISOLATED: 2, OFFICE: 3}
_CELLS = ("teacher_id", "teacher", "unit")


class Teachers:
    """The teachers of classes due, as changes."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def due(self) -> Frame:
        """Distinct teachers of classes due."""
        return self._always(self._standing.due)

    @cached_property
    def of_first_day(self) -> Frame:
        """Distinct teachers with a class whose first session is on the first day of teaching."""
        return self._always(self._starting)

    @cached_property
    def notified(self) -> Frame:
        """Those of the first day who were notified, by 教师通知日期 of one of these classes."""
        told = where(self._standing.groups, lambda rows: ~rows["teacher_notified_on"].isnull())
        starting = looked_up(told, self._starting, "class_no", (), known=True)
        return self._counting.people(self._each(starting), "teacher_notified_on", TEACHERS)

    @cached_property
    def placed(self) -> Frame:
        """Distinct teachers whose 授课地点 is known for a class of theirs."""
        return self._counting.people(self._placed, "location_since", TEACHERS)

    def latest_in(self, place: str) -> Frame:
        """Distinct teachers in a place (``home`` or ``office``), from when that was said until it changed.

        A person is in one place: what one unit reports last holds in every unit that knows a place.
        """
        stays = where(self._stays, lambda rows: rows["place"] == place)
        # Where somebody is, the row of the stay says, whichever of their classes it is about.
        told = (*SOURCE, "class_id") if self._counting.tracing else ()
        known = picked(self._placed, ("unit_no", "teacher_key", "location_since"))
        known = joined(known, stays, "teacher_key", ("run", "begins", "ends", *told))
        known = where(
            with_made(known, on=_known_there),
            lambda rows: rows["ends"].isnull() | (rows["ends"] > rows["on"]),
        )
        # Each stay is counted like a person of its own: somebody may come home again.
        stays_of = replace(TEACHERS, person="run")
        begun = self._counting.people(known, "on", stays_of)
        over = self._counting.people(where(known, lambda rows: ~rows["ends"].isnull()), "ends", stays_of)
        return stacked(begun, with_made(over, change=lambda rows: -rows["change"]))

    @cached_property
    def _stays(self) -> Frame:
        """One row a teacher and place: from the day ``begins`` to the day ``ends`` (blank: still)."""
        named = looked_up(
            every_place(self._standing), self._places, "class_no", ("location_since",), known=True
        )
        named = where(named, lambda rows: rows["received_on"] >= rows["location_since"])
        if self._counting.tracing:
            named = lazily(placed(as_pandas(named), "location"))
        said = self._each(with_made(named, attention=_attention))
        of_days = latest(said, ("teacher_key", "received_on"), (*RECEIPT_ORDER, "attention", "class_no"))
        return kept(with_made(runs(of_days, "teacher_key", "received_on", "place"), begins="received_on"))

    @cached_property
    def _places(self) -> Frame:
        return kept(places(self._standing))

    @cached_property
    def _placed(self) -> Frame:
        return self._each(self._places)

    @cached_property
    def of_planned(self) -> Frame:
        """One row a class ever planned and teacher: the columns of the class, and ``teacher_key``."""
        return self._each(self._standing.planned)

    @property
    def names(self) -> dict[str, str]:
        """``teacher_key`` → the name of the teacher."""
        planned = self._standing.planned_rows
        cells = planned[list(_CELLS)].drop_duplicates().astype(object)
        cells = cells.where(cells.notna(), None).itertuples(index=False)
        return {key: name for of_class in cells for key, name in teachers_in(*of_class).items()}

    @cached_property
    def _starting(self) -> Frame:
        first_day = midnight(self._standing.term.first_teaching_day)
        return where(self._standing.due, lambda rows: rows["first_session_on"] == first_day)

    def _always(self, classes: Frame) -> Frame:
        return self._counting.people(with_made(self._each(classes), always=always), "always", TEACHERS)

    def _each(self, rows: Frame) -> Frame:
        """``rows`` of classes once for each teacher of the class, with the ``teacher_key`` of each."""
        return joined(rows, self._of_class, "class_no", ("teacher_key",))

    @cached_property
    def _of_class(self) -> Frame:
        """One row a class and teacher: ``class_no`` and ``teacher_key``."""
        return self._standing.piece("teachers of classes", ("plan",), self._of_plan)

    def _of_plan(self) -> Frame:
        planned = picked(self._standing.planned, ("class_no", *_CELLS))
        return picked(read_apart(planned, _CELLS, "teacher_key", teachers_in), ("class_no", "teacher_key"))


def teachers_in(ids: str | None, teacher: str, unit: str) -> dict[str, str]:
    """The teachers of a class and their names: by 教师工号 where they have one, else by name within the unit.

    Numbers and names stand in the same order; of more names than numbers the last have none, and of more
    numbers than names the last have the whole cell for a name.
    """
    numbers, names = listed(ids or ""), listed(teacher)
    keys = dict.fromkeys([*numbers, *(f"{name}·{unit}" for name in names[len(numbers) :])])
    return {key: names[place] if place < len(names) else teacher for place, key in enumerate(keys)}


def _attention(rows: Columns) -> Columns:
    return number_of(rows["place"], _ATTENTION, _ATTENTION[OFFICE])


def _known_there(rows: Columns) -> Columns:
    return either(rows["begins"] > rows["location_since"], rows["begins"], rows["location_since"])
