"""Teachers: distinct people by 教师工号, else by name within their unit; a cell may name several."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from metrics.basis.groups import every_place, places
from metrics.counting import TEACHERS, Counting
from metrics.moments import ALWAYS
from metrics.names import listed
from metrics.provenance import SOURCE, placed
from metrics.relations import as_pandas, lazily
from metrics.standing import Standing, collected
from schema.places import HOME, ISOLATED, OFFICE, OTHER

# Where one sheet gives a teacher several places, the one that most asks for attention counts.
_ATTENTION = {HOME: 0, OTHER: 1, ISOLATED: 2, OFFICE: 3}


class Teachers:
    """The teachers of classes due, as changes."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._counting = Counting(standing)

    @cached_property
    def due(self) -> pd.DataFrame:
        """Distinct teachers of classes due."""
        return self._people(self._classes, "always")

    @cached_property
    def of_first_day(self) -> pd.DataFrame:
        """Distinct teachers with a class whose first session is on the first day of teaching."""
        return self._people(self._starting, "always")

    @cached_property
    def notified(self) -> pd.DataFrame:
        """Those of the first day who were notified, by 教师通知日期 of one of these classes."""
        groups = collected(self._standing.groups)
        notified = groups[groups["teacher_notified_on"].notna()]
        starting = notified[notified["class_no"].isin(self._starting["class_no"])]
        return self._people(self._each(starting), "teacher_notified_on")

    @cached_property
    def placed(self) -> pd.DataFrame:
        """Distinct teachers whose 授课地点 is known for a class of theirs."""
        return self._people(self._placed, "known_since")

    def latest_in(self, place: str) -> pd.DataFrame:
        """Distinct teachers in a place (``home`` or ``office``), from when that was said until it changed.

        A person is in one place: what one unit reports last holds in every unit that knows a place.
        """
        stays = self._stays[self._stays["place"] == place]
        # Where somebody is, the row of the stay says, whichever of their classes it is about.
        told = ("place", *SOURCE, "class_id") if self._counting.tracing else ("place",)
        stays = stays[["teacher_key", "stay", "begins", "ends", *told]]
        known = self._placed.drop(columns=list(told)).merge(stays, on="teacher_key")
        known = known.assign(on=np.maximum(known["known_since"], known["begins"]))
        known = known[~(known["ends"] <= known["on"])]
        # Each stay is counted like a person of its own: somebody may come home again.
        stays_of = replace(TEACHERS, person="stay")
        begun, over = (
            as_pandas(self._counting.people(lazily(rows), day, stays_of))
            for rows, day in ((known, "on"), (known[known["ends"].notna()], "ends"))
        )
        return pd.concat([begun, over.assign(change=-over["change"])], ignore_index=True)

    @cached_property
    def _stays(self) -> pd.DataFrame:
        """One row a teacher and place: from the day ``begins`` to the day ``ends`` (NaT: still)."""
        named = every_place(self._standing)
        known = self._places.set_index("class_no")["known_since"]
        named = named[named["received_on"] >= known.reindex(named["class_no"].to_numpy()).array]
        named = placed(named, "location")
        rows = self._each(named.assign(attention=named["place"].map(_ATTENTION)))
        rows = rows.assign(teacher=pd.factorize(rows["teacher_key"], sort=True)[0])
        order = ["teacher", "received_at", "submission", "attention", "class_no"]
        rows = rows.take(np.lexsort([rows[name].to_numpy() for name in reversed(order)]))
        rows = rows.drop_duplicates(["teacher", "received_on"], keep="last")
        teacher, place = rows["teacher"], rows["attention"]
        moved = (teacher != teacher.shift()) | (place != place.shift())
        rows = rows[moved].rename(columns={"received_on": "begins"})
        same = rows["teacher"] == rows["teacher"].shift(-1)
        return rows.assign(ends=rows["begins"].shift(-1).where(same), stay=np.arange(len(rows)))

    @cached_property
    def _places(self) -> pd.DataFrame:
        return places(self._standing)

    @cached_property
    def _placed(self) -> pd.DataFrame:
        return self._each(self._places)

    @cached_property
    def _classes(self) -> pd.DataFrame:
        return self._each(self._standing.due_rows).assign(always=pd.Timestamp(ALWAYS))

    @cached_property
    def of_planned(self) -> pd.DataFrame:
        """One row a class ever planned and teacher: the columns of the class, and ``teacher_key``."""
        return self._each(self._standing.planned_rows)

    @property
    def names(self) -> dict[str, str]:
        """``teacher_key`` → the name of the teacher."""
        each = self._each(self._standing.planned_rows, "teacher_key", "teacher_name")
        return dict(zip(each["teacher_key"], each["teacher_name"], strict=True))

    @cached_property
    def _starting(self) -> pd.DataFrame:
        first_day = pd.Timestamp(self._standing.term.first_teaching_day)
        return self._classes[self._classes["first_session_on"] == first_day]

    def _each(self, rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
        """``rows`` of classes once for each teacher of the class, with the ``teacher_key`` of each."""
        numbers, of_class = rows["class_no"].to_numpy(), self._of_class["class_no"].to_numpy()
        begins, ends = (np.searchsorted(of_class, numbers, side) for side in ("left", "right"))
        several = ends - begins
        # The teachers of a class stand side by side: from where its own begin, one after the other.
        before = np.cumsum(several) - several
        places = np.repeat(begins - before, several) + np.arange(several.sum())
        named = {name: self._of_class[name].array.take(places) for name in columns or ("teacher_key",)}
        return rows.take(np.repeat(np.arange(len(rows)), several)).assign(**named)

    @cached_property
    def _of_class(self) -> pd.DataFrame:
        """One row a class, in the order of their numbers, and teacher: ``teacher_key``, ``teacher_name``."""
        return self._standing.piece("teachers of classes", ("plan",), self._of_plan)

    def _of_plan(self) -> pd.DataFrame:
        planned = self._standing.planned_rows
        codes, cells = pd.MultiIndex.from_frame(planned[["teacher_id", "teacher", "unit"]]).factorize()
        # Cells are read once, however many classes say the same.
        of_cells = [teachers_in(None if pd.isna(ids) else ids, named, unit) for ids, named, unit in cells]
        order = np.argsort(planned["class_no"].to_numpy())
        several = [of_cells[code] for code in codes[order]]
        return pd.DataFrame(
            {
                "class_no": np.repeat(planned["class_no"].to_numpy()[order], list(map(len, several))),
                "teacher_key": pd.array([key for each in several for key in each], dtype="str"),
                "teacher_name": pd.array([name for each in several for name in each.values()], dtype="str"),
            }
        )

    def _people(self, rows: pd.DataFrame, day: str) -> pd.DataFrame:
        return as_pandas(self._counting.people(lazily(rows), day, TEACHERS))


def teachers_in(ids: str | None, teacher: str, unit: str) -> dict[str, str]:
    """The teachers of a class and their names: by 教师工号 where they have one, else by name within the unit.

    Numbers and names stand in the same order; of more names than numbers the last have none, and of more
    numbers than names the last have the whole cell for a name.
    """
    numbers, names = listed(ids or ""), listed(teacher)
    keys = dict.fromkeys([*numbers, *(f"{name}·{unit}" for name in names[len(numbers) :])])
    return {key: names[place] if place < len(names) else teacher for place, key in enumerate(keys)}
