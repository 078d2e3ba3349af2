"""Nobody left out 一个不少: who is not in a group yet, was not notified, has no material.

Students can be named only where a class stands by a roster; where it stands by counts, or nothing
was reported, there are only places still missing. Each of ``LACKS`` ends for a student on the day
from which the indicator counts the student, so that the places of a lack are its ``d - n``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.basis.students import COUNTS, Students
from metrics.moments import midnight
from metrics.received import Facts
from metrics.relations import collected, lazily
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.term import Term

# What a student can lack in a class → the indicator whose gap it is, and the count of a class.
LACKS: Mapping[str, str] = {
    "not_joined": "enrollment",
    "not_notified": "notification",
    "no_material": "material_receipt",
}
# What it is all made of.
_TABLES = ("plan", "roster", "enrollment")
_COUNTED = {"not_joined": "joined", "not_notified": "notified", "no_material": "received"}
ROSTER, TOTALS, NOTHING = "roster", "totals", "nothing"  # by what a class stands
_CLASS = ("class_id", "course_name", "teacher", "unit")
_TOLD = ("student_name", "student_unit", "counselor", "source_row")
_PAIR = ("student_id", "student_name", "student_unit", *_CLASS[:3], "counselor", "unit")
_NEVER = np.datetime64("9999-12-31", "us")
# Columns of the list of students, by type; the last four hold an entry a class.
_STUDENT = {
    **dict.fromkeys(("counselor", "student_id", "student_name", "student_unit"), "str"),
    **dict.fromkeys(("classes", *LACKS), "int64"),
    **dict.fromkeys(("class_ids", "course_names", "teachers", "lacks"), "object"),
}

Days = npt.NDArray[np.datetime64]


def missing_students(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """See :meth:`Missing.students`; ``units`` (all) are those of the classes."""
    rows = Missing(Standing(facts, term, known_at, on=on)).students(on)
    return rows if units is None else rows[rows["unit"].isin(units)].reset_index(drop=True)


class Missing:
    """Who and what is missing by ``standing``, on the days on which the lists are as there.

    What takes time is worked out once, for all these days. Frames are pandas: text ``str``, counts int64.
    """

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._students = Students(standing)
        self._units = standing.term.unit_names

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row a student and class that stands by a roster, whatever the student lacks.

        ``student_id``, ``student_name``, ``student_unit`` (学生所在学院, else the unit of the class),
        ``class_id``, ``course_name``, ``teacher``, ``counselor``, ``unit`` (of the class), a column of
        days for each of ``LACKS``: until when, NaT for ever; ``ends``: from when on the class stands
        by totals, NaT for never; and the ``submission`` and ``source_row`` that say so. A student has one
        counsellor: whom the latest roster names, else the plan, else NA.
        """
        return self._standing.piece("missing pairs", _TABLES, self._paired)

    def _paired(self) -> pd.DataFrame:
        until = {lack: _until(lack) for lack in LACKS}
        names = ("class_id", "student_id", *_TOLD)
        roster_rows = lazily(collected(self._standing.received("roster", names).select("submission", *names)))
        marks = self._students.roster.select("class_no", "student_id", "submission", "ends", **until)
        rows = lazily(collected(marks)).join(lazily(collected(self._due)), on="class_no")
        rows = rows.join(roster_rows, on=["class_id", "student_id", "submission"])
        pairs = collected(rows.with_columns(student_unit=nw.coalesce("student_unit", "unit")))
        days, place = (*LACKS, "ends"), ("submission", "source_row")
        types: dict[str, Any] = dict.fromkeys((*_PAIR, "planned"), "str")
        types |= dict.fromkeys(days, "datetime64[us]") | dict.fromkeys(place, "int64")
        pairs = pairs.astype(types).sort_values(["class_id", "student_id"], ignore_index=True)
        return pairs.assign(counselor=_counselors(pairs))[[*_PAIR, *days, *place]]

    def students(self, on: dt.date) -> pd.DataFrame:
        """Of :attr:`pairs` those who lack something at the end of ``on``, each lack as bool."""
        day = pd.Timestamp(midnight(on))
        standing = self.pairs[~(self.pairs["ends"] <= day)]
        rows = standing.assign(**{lack: ~(standing[lack] <= day) for lack in LACKS}).drop(columns="ends")
        return rows[rows[list(LACKS)].any(axis=1)].reset_index(drop=True)

    def by_day(self, days: Sequence[dt.date], units: Sequence[str] | None = None) -> pd.DataFrame:
        """How many still lack something at the end of each day: a row a day and lack.

        ``on`` (midnight), ``lack``, and of the classes that stand by a roster ``students`` (distinct,
        lacking it in at least one) and ``pairs``. ``units`` (all) are those of the classes.
        """
        chosen = self._units if units is None else units
        calendar = np.array(sorted(set(days)), dtype="datetime64[us]")
        pairs = self.pairs[self.pairs["unit"].isin(chosen)]
        students, _ids = pd.factorize(pairs["student_id"])
        parts = []
        for lack in LACKS:
            until = pairs[[lack, "ends"]].min(axis=1).fillna(_NEVER).to_numpy()
            counts = {"students": _after(_last(until, students), calendar), "pairs": _after(until, calendar)}
            parts.append(pd.DataFrame({"on": calendar, "lack": lack} | counts))
        table = pd.concat(parts).astype({"lack": "str", "on": "datetime64[us]"})
        return table.sort_values("on", kind="stable", ignore_index=True)

    def places(self, on: dt.date) -> pd.DataFrame:
        """Every class due with the places that are missing at the end of ``on``, by unit and class.

        ``class_id``, ``course_name``, ``teacher``, ``unit``, ``counselor`` (of the plan), ``form`` (by what
        it stands: ``roster``, ``totals`` or ``nothing``), ``as_of`` (its latest 统计日期, else NaT),
        ``expected``, each of ``LACKS``, and ``unnamed``: how many of each lack are of students in the plan
        who are on no roster. Only the students of a ``roster`` can be listed.
        """
        day = pd.Timestamp(midnight(on))
        counted = self._snapshots[self._snapshots["as_of"] <= day].groupby("class_no").last()
        classes = self._classes.join(counted)
        # Before the first snapshot of a class the plan says how many are expected, and at least how many.
        expected = classes[["expected", "enrolled"]].max(axis=1)
        gaps = {lack: expected - classes[count].fillna(0) for lack, count in _COUNTED.items()}
        form = np.where(classes["as_of"].isna(), NOTHING, TOTALS)
        counts = pd.DataFrame({"form": form, "expected": expected, "unnamed": 0} | gaps)
        counts = self._rosters(day).combine_first(counts.astype({"form": "str"}))[list(counts)]
        classes = classes[[*_CLASS, "planned", "as_of"]].rename(columns={"planned": "counselor"}).join(counts)
        types = dict.fromkeys(("expected", *LACKS, "unnamed"), "int64") | {
            "form": "str",
            "as_of": "datetime64[us]",
        }
        return classes.astype(types).reset_index(drop=True)

    def by_unit(self, on: dt.date) -> pd.DataFrame:
        """A row a unit of the term, in its order, and the campus last; every column but ``unit`` a count.

        Of classes that stand by a roster: ``students`` (distinct, not in the group of at least one
        class), ``students_any`` (distinct, lacking anything), and the pairs of each of ``LACKS``.
        ``classes`` due; ``unlisted`` of them stand by no roster, ``unreported`` of these by nothing at
        all; ``unlisted_<lack>`` are their places, and those of students of the plan who are on no roster.
        """
        return self._standing.piece(("missing by unit", on), _TABLES, lambda: self._by_unit(on)).copy()

    def _by_unit(self, on: dt.date) -> pd.DataFrame:
        places, rows = self.places(on), self.students(on)
        by_roster, absent = places["form"] == ROSTER, rows[rows["not_joined"]]
        lacks, listed = list(LACKS), places[by_roster]
        named = listed.assign(**listed[lacks].sub(listed["unnamed"], axis=0))
        unnamed = places.assign(**places[lacks].where(~by_roster, places["unnamed"], axis=0))
        counted = {
            "students": _distinct(absent),
            "students_any": _distinct(rows),
            **_sums(named, ""),
            "classes": _size(places),
            "unlisted": _size(places[~by_roster]),
            "unreported": _size(places[places["form"] == NOTHING]),
            **_sums(unnamed, "unlisted_"),
        }
        units = pd.DataFrame(counted).reindex(list(self._units)).fillna(0)
        # A student may lack something in classes of several units.
        distinct = {"students": absent["student_id"].nunique(), "students_any": rows["student_id"].nunique()}
        campus = pd.DataFrame([units.sum().to_dict() | distinct], index=[CAMPUS])
        both = pd.concat([units, campus]).astype("int64")
        return both.rename_axis("unit").reset_index().astype({"unit": "str"})

    @property
    def _due(self) -> nw.LazyFrame[Any]:
        """Classes due of the units of the term; ``planned`` is the counsellor of the plan."""
        due = self._standing.due.filter(nw.col("unit_no") >= 0).select(
            "class_no", "unit_no", *_CLASS, "enrolled"
        )
        plan = self._standing.rows(form_of("plan", None)).select("class_id", planned="counselor")
        return due.join(plan, on="class_id", how="left")

    def _rosters(self, day: pd.Timestamp) -> pd.DataFrame:
        """``form``, ``expected`` and each lack by ``class_no``, of the classes that stand by a roster."""
        numbers = pd.Series(self._classes.index, index=self._classes["class_id"])
        pairs = self.pairs[~(self.pairs["ends"] <= day)]
        lacks = pd.DataFrame({lack: ~(pairs[lack] <= day) for lack in LACKS}).assign(expected=1)
        counts = lacks.groupby(pairs["class_id"].map(numbers).astype("int64")).sum()
        # Who is in the plan and on no roster lacks everything, and cannot be named.
        unlisted = collected(self._students.unlisted).set_index("class_no")["places"]
        unlisted = unlisted.reindex(counts.index, fill_value=0)
        return counts.add(unlisted, axis=0).assign(unnamed=unlisted, form=ROSTER).astype({"form": "str"})

    @cached_property
    def _classes(self) -> pd.DataFrame:
        classes = collected(self._due).sort_values(["unit_no", "class_id"]).set_index("class_no")
        return classes.astype(dict.fromkeys((*_CLASS, "planned"), "str"))

    @cached_property
    def _snapshots(self) -> pd.DataFrame:
        return collected(self._students.snapshots.select("class_no", "as_of", *COUNTS)).sort_values("as_of")


def missing_by_counselor(rows: pd.DataFrame) -> pd.DataFrame:
    """Of rows of :meth:`Missing.students` a row a ``counselor``: ``students`` and the pairs of each lack.

    ``students`` are distinct. Most students first; those without a counsellor (NA) last.
    """
    grouped = rows.groupby("counselor", dropna=False)
    counts = grouped[list(LACKS)].sum().astype("int64")
    counts.insert(0, "students", grouped["student_id"].nunique().astype("int64"))
    table = counts.reset_index().astype({"counselor": "str"})
    by = {"unnamed": True, "students": False, "counselor": True}
    order = table.assign(unnamed=table["counselor"].isna())
    order = order.sort_values([*by], ascending=[*by.values()], ignore_index=True)
    return order.drop(columns="unnamed")


def missing_by_student(rows: pd.DataFrame) -> pd.DataFrame:
    """Of rows of :meth:`Missing.students` one a student, with all classes in which something is lacking.

    ``counselor``, ``student_id``, ``student_name``, ``student_unit`` (several with ``、``), ``classes`` (how
    many), in how many each of ``LACKS``, and as tuples, an entry a class: ``class_ids``,
    ``course_names``, ``teachers`` and ``lacks`` (each a tuple of ``LACKS``). By student.
    """
    ordered = rows.sort_values(["student_id", "class_id"])
    grouped = ordered.groupby("student_id")
    students = grouped[["counselor", "student_name"]].first().join(grouped[list(LACKS)].sum())
    students["classes"] = sizes = grouped.size()
    ends = sizes.to_numpy().cumsum()
    bounds = list(zip(ends - sizes, ends, strict=True))

    def entries(values: Iterable[Any]) -> list[tuple[Any, ...]]:
        listed = list(values)
        return [tuple(listed[start:end]) for start, end in bounds]

    flags = ordered[list(LACKS)].itertuples(index=False, name=None)
    units = entries(ordered["student_unit"])
    lists = {
        "student_unit": ["、".join(dict.fromkeys(names)) for names in units],
        "class_ids": entries(ordered["class_id"]),
        "course_names": entries(ordered["course_name"]),
        "teachers": entries(ordered["teacher"]),
        "lacks": entries(tuple(compress(LACKS, of)) for of in flags),
    }
    return students.assign(**lists).reset_index()[list(_STUDENT)].astype(_STUDENT)


def _until(lack: str) -> nw.Expr:
    """The day from which a student of a roster counts, null for never; as the indicator has it."""
    mark = _COUNTED[lack]
    if mark == "joined":
        return nw.col("joins_on")
    return nw.when(nw.col(mark).fill_null(False)).then(f"{mark}_since")


def _counselors(pairs: pd.DataFrame) -> pd.Series:
    """The counsellor of each row's student: the last named by a roster, else the first of the plan."""
    by_receipt = pairs.sort_values("submission", kind="stable").dropna(subset="counselor")
    named = by_receipt.drop_duplicates("student_id", keep="last").set_index("student_id")["counselor"]
    planned = pairs.dropna(subset="planned").drop_duplicates("student_id").set_index("student_id")["planned"]
    # Mapped by an empty series a column of names would become one of numbers.
    by_roster, by_plan = (pairs["student_id"].map(who).astype("str") for who in (named, planned))
    return by_roster.fillna(by_plan)


def _last(until: npt.NDArray[Any], students: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Until when each student lacks it in the last of the classes."""
    last = np.zeros(int(students.max()) + 1 if len(students) else 0, dtype="int64")
    np.maximum.at(last, students, until.astype("datetime64[us]").astype("int64"))
    return last.astype("datetime64[us]")


def _after(until: npt.NDArray[Any], calendar: Days) -> npt.NDArray[Any]:
    """How many of ``until`` lie after each day."""
    ended = np.searchsorted(np.sort(until.astype("datetime64[us]")), calendar, side="right")
    return np.asarray(len(until) - ended, dtype="int64")


def _distinct(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("unit")["student_id"].nunique()


def _size(classes: pd.DataFrame) -> pd.Series:
    return classes.groupby("unit").size()


def _sums(places: pd.DataFrame, before: str) -> dict[str, pd.Series]:
    return {f"{before}{lack}": places.groupby("unit")[lack].sum() for lack in LACKS}
