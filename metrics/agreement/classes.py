"""Whether sheets and plan speak of the same classes, students and teachers."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping

import narwhals as nw
import pandas as pd

from metrics.agreement.comparisons import Part, Records, pairs
from metrics.names import people, same
from metrics.provenance import placed
from metrics.relations import Frame, collected
from schema.kinds import REPORTED_KINDS

# Kinds of sheets whose rows are about classes; a visit is to some classes only, so that it is no gap
# when the sheet of visits says nothing about the others.
OF_CLASSES = (*REPORTED_KINDS, "sessions")
OF_EVERY_CLASS = tuple(kind for kind in OF_CLASSES if kind != "visits")
_WHERE = ("table", "submission", "source_row")
_SIMILAR = 2  # classes of the plan that are named as what may have been meant
_CUTOFF = 0.8  # of difflib's ratio, from which two ids are similar
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", "_": "", ".": "", " ": ""})


def unplanned(records: Records) -> Iterator[Part]:
    """Classes that a kind of sheet names, under the unit that sent them, and which are in the plan."""
    similar = _Similar(records.plan["unit"])
    for kind in OF_CLASSES:
        named = records.classes_in(kind).drop_duplicates(["unit", "class_id"], keep="last")
        known = named["class_id"].isin(records.plan.index)
        owners = zip(named["class_id"], named["unit"], known, strict=True)
        hints = ["" if planned else similar.of(id, unit) for id, unit, planned in owners]
        compared = pairs(
            named,
            item=named["class_id"],
            item_kind="class",
            reported=1,
            held=known.astype("int64"),
            hint=hints,
            label=records.of_plan(named["class_id"], "course_name"),
            **records.held_in_plan(named["class_id"]),
        )
        yield kind, compared


def unreported(records: Records) -> Iterator[Part]:
    """Classes of the plan, and about which of them each kind of sheet says something.

    Nothing stands on the side of the sheets where a unit sent none of the kind. Of sessions, only the
    classes whose first session lies on the day or before are asked for, and only of the units that
    report class by class.
    """
    for kind in OF_EVERY_CLASS:
        named = records.classes_in(kind)
        plan = records.plan.reset_index()
        senders = {*named["unit"], *records.by_owner(named)["unit"]}
        if kind == "sessions":
            asked = (plan["first_session_on"] <= records.day) & plan["unit"].isin(senders)
            plan = plan[asked].reset_index(drop=True)
        sent = named.sort_values(["submission", "source_row"]).drop_duplicates("class_id", keep="last")
        by_class = sent.set_index("class_id")
        has = plan["class_id"].isin(by_class.index).astype("Int64")
        compared = pairs(
            plan,
            item=plan["class_id"],
            item_kind="class",
            label=plan["course_name"],
            reported=has.where(plan["unit"].isin(senders)),
            held=1,
            **records.held_in_plan(plan["class_id"]),
            **{column: plan["class_id"].map(by_class[column]) for column in _WHERE},
        )
        yield kind, compared


def enrolled(records: Records) -> Iterator[Part]:
    """Students expected in the group of a class, by the form that stands for it, against 选课人数."""
    counted = _latest(records, records.students.snapshots)
    yield "aggregate", _against_plan(counted, records, reported=counted["expected"], on=counted["as_of"])
    ends = nw.col("ends")
    stands = ends.is_null() | (ends > records.day)
    listed = _rosters(records.students.roster.filter(stands))
    yield "roster", _against_plan(listed, records, reported=listed["students"])


def both_forms(records: Records) -> Iterator[Part]:
    """Classes reported both as totals and as a roster, and the students of each."""
    counted = _latest(records, records.standing.snapshots)
    listed = _rosters(records.standing.roster).set_index("class_id")
    counted = counted[counted["class_id"].isin(listed.index)].reset_index(drop=True)
    held = {column: counted["class_id"].map(listed[column]) for column in listed}
    compared = pairs(
        _of_plan(counted, records),
        on=counted["as_of"],
        reported=counted["expected"],
        held=held["students"],
        held_table="roster",
        held_submission=held["submission"],
        held_row=held["source_row"],
    )
    yield "", compared


def teachers(records: Records) -> Iterator[Part]:
    """Classes whose group names a teacher, and of which of them it is one of those of the plan."""
    rows = placed(records.received("groups").dropna(subset="teacher"), "teacher")
    rows = rows[rows["class_id"].isin(records.plan.index)].reset_index(drop=True)
    planned = records.of_plan(rows["class_id"], "teacher")
    both = zip(rows["teacher"], planned, strict=True)
    agree = [same(people(ours), people(theirs)) for ours, theirs in both]
    compared = pairs(
        records.by_owner(rows),
        item=rows["class_id"],
        item_kind="class",
        reported=1,
        label=records.of_plan(rows["class_id"], "course_name"),
        held=pd.Series(agree, dtype="boolean").astype("Int64"),
        said=rows["teacher"],
        held_said=planned,
        table="groups",
        **records.held_in_plan(rows["class_id"]),
    )
    yield "", compared


def _latest(records: Records, snapshots: Frame) -> pd.DataFrame:
    """The last snapshot of each class up to the day."""
    until = collected(snapshots.filter(nw.col("as_of") <= records.day.to_pydatetime()))
    last = until.sort_values("as_of", kind="stable").drop_duplicates("class_id", keep="last")
    return last.assign(table="enrollment").reset_index(drop=True)


def _rosters(roster: Frame) -> pd.DataFrame:
    """The distinct students of each class, and where the latest part of its roster begins."""
    rows = roster.with_columns(last=nw.col("submission").max().over("class_id"))
    begins = nw.when(nw.col("submission") == nw.col("last")).then("source_row")
    counts = (
        rows.with_columns(begins=begins)
        .group_by("class_id")
        .agg(
            nw.col("student_id").n_unique().alias("students"),
            nw.col("last").max().alias("submission"),
            nw.col("begins").min().alias("source_row"),
        )
    )
    return collected(counts.sort("class_id")).assign(table="roster")


def _of_plan(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    classes = rows["class_id"]
    return rows.assign(
        unit=records.of_plan(classes, "unit"),
        label=records.of_plan(classes, "course_name"),
        item=classes,
        item_kind="class",
    )


def _against_plan(rows: pd.DataFrame, records: Records, **reported: object) -> pd.DataFrame:
    held = records.of_plan(rows["class_id"], "enrolled")
    return pairs(
        _of_plan(rows, records),
        held=held,
        **reported,
        **records.held_in_plan(rows["class_id"]),
    )


class _Similar:
    """Classes of the plan that an unknown id may mean: those that read alike, else near ones of its unit."""

    def __init__(self, units: Mapping[str, str]) -> None:
        self._units = units
        self._alike: dict[str, list[str]] = {}
        self._found: dict[tuple[str, str], str] = {}
        for id in units.keys():  # noqa: SIM118 - of a Series, keys are the ids and iteration the units
            self._alike.setdefault(_alike(id), []).append(id)

    def of(self, id: str, unit: str) -> str:
        """Up to two ids, one after the other, or nothing."""
        if (id, unit) not in self._found:
            near = self._alike.get(_alike(id)) or difflib.get_close_matches(
                id, [other for other, owner in self._units.items() if owner == unit], _SIMILAR, _CUTOFF
            )
            self._found[id, unit] = "、".join(near[:_SIMILAR])
        return self._found[id, unit]


def _alike(id: str) -> str:
    return unicodedata.normalize("NFKC", id).upper().translate(_ALIKE).lstrip("0")
