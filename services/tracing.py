"""From a figure to the cells: what it is made of, in which file it stands, and who may see whom."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Sequence

import pandas as pd

import metrics
from access import Action
from metrics.basis.teachers import Teachers
from metrics.counting import STUDENT, TEACHER
from metrics.standing import Standing
from schema.figures import CAMPUS, FigureKey
from schema.kinds import form_of
from services import audit, cache
from services.cache import of_facts
from services.desk import Desk
from services.submitted import FAULTS, files_seen

_FILED = ("kind", "form", "file", "sheet", "received_at", "submitted_unit")
TRACE_COLUMNS = (
    "part",
    "item",
    "item_kind",
    "class_id",
    "course_name",
    "teacher",
    "student_name",
    "unit",
    "change",
    "table",
    "submission",
    "source_row",
    *_FILED,
)

ITEM = ("item", "item_kind", "class_id", "unit")
_FAULTS = form_of(FAULTS, None).table
_NAMES = ("course_name", "teacher", "student_name")
_KEY = 32  # characters of a key in an address: too many to be tried out
_SOURCE = ("part", "change", "submission", "source_row", "kind", "form", "file", "sheet", "received_at")


def behind(
    desk: Desk, indicator: str, unit: str, on: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """The rows that add up to a figure, see :func:`metrics.behind`, with where each is filed.

    Beside these ``course_name`` and ``teacher`` of the class (or the name of the teacher who is
    counted), ``student_name``, and of the submission ``kind``, ``form``, ``file``, ``sheet``,
    ``received_at`` (naive UTC) and ``submitted_unit``. ``file`` and ``sheet`` are missing where the
    person may not see the submissions of that unit. Students of a unit that the person may not
    see by name are one row for each class and submission, without ``item``, ``source_row`` and
    name: the sums remain.
    """
    desk.check(Action.SEE_DETAILS, None if unit == CAMPUS else unit)
    figure = FigureKey(indicator, unit, on)
    rows = _masked(desk, of_facts(desk.store, desk.term, metrics.behind, figure, known_at))
    rows = _with_classes(rows, Standing(desk.facts(), desk.term, known_at, on=on))
    rows = _with_students(rows, desk.facts())
    if _names_students(rows):
        audit.note_seen(desk, f"trace {indicator}", None if unit == CAMPUS else unit)
    return _filed(desk, rows)[list(TRACE_COLUMNS)]


def names_taken(desk: Desk, rows: pd.DataFrame, unit: str, file: str) -> None:
    """Log that ``file``, the ``rows`` of :func:`behind`, is handed to the person, where it names students."""
    desk.check(Action.SEE_DETAILS, None if unit == CAMPUS else unit)
    if _names_students(rows):
        audit.note_taken(desk, file, "enrollment", None if unit == CAMPUS else unit)


def _names_students(rows: pd.DataFrame) -> bool:
    return bool(((rows["item_kind"] == STUDENT) & rows["item"].notna()).any())


def _masked(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` in which only those students and obstacles are told apart that the person may see."""
    hidden = (rows["item_kind"] == STUDENT) & ~desk.reached(rows["unit"], Action.SEE_STUDENTS)
    hidden |= (rows["table"] == _FAULTS) & ~desk.reached(rows["unit"], Action.SEE_FAULTS)
    if not hidden.any():
        return rows
    by = [name for name in rows if name not in ("item", "source_row", "change")]
    sums = rows[hidden].groupby(by, dropna=False, sort=False)["change"].sum().reset_index()
    both = pd.concat([rows[~hidden], sums[sums["change"] != 0]]).sort_values(
        "part", ascending=False, kind="stable"
    )
    return both.reset_index(drop=True)[list(rows)].astype(rows.dtypes)


def _filed(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    listed = cache.submissions(desk.store, desk.term).rename(columns={"unit": "submitted_unit"})
    listed = listed.astype({"submission": "Int64"})
    filed = rows.merge(listed[["submission", *_FILED]], on="submission", how="left")
    filed.loc[~files_seen(desk, filed["submitted_unit"], filed["kind"]), ["file", "sheet"]] = None
    return filed


def _with_classes(rows: pd.DataFrame, standing: Standing) -> pd.DataFrame:
    """``rows`` with the course and the teacher of the class; of a teacher, the name."""
    plan = standing.planned_rows[["class_id", "course_name", "teacher"]]
    joined = rows.merge(plan, on="class_id", how="left")
    names = pd.Series(Teachers(standing).names, dtype="str")
    is_teacher = joined["item_kind"] == TEACHER
    joined["teacher"] = joined["teacher"].mask(is_teacher, joined["item"].map(names))
    return joined


def _with_students(rows: pd.DataFrame, facts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """``rows`` with the names of the students who are told apart, as the row of their sheet has them."""
    place = ["table", "submission", "source_row"]
    named = [
        facts[table][["submission", "source_row", "student_name"]].assign(table=table)
        for table in sorted(set(rows["table"][rows["item_kind"] == STUDENT].dropna()))
    ]
    if not named:
        return rows.assign(student_name=pd.Series(index=rows.index, dtype="str"))
    names = pd.concat(named, ignore_index=True).astype({"submission": "Int64", "source_row": "Int64"})
    joined = rows.merge(names, on=place, how="left")
    return joined.assign(student_name=joined["student_name"].where(joined["item_kind"] == STUDENT))


def items_of(behind: pd.DataFrame, secret: bytes) -> pd.DataFrame:
    """A row an item of what :func:`behind` gives, those that lack most first.

    Columns: ``item``, ``item_kind``, ``class_id``, ``unit`` and the names as there (``item`` is NA where
    the person may not see who it is), ``n``, ``d`` and ``lacking`` (d - n), int64, and ``key``, by which
    an address names it: without the ``secret`` of the store nobody's name or number can be found by it.
    The sums of ``n`` and of ``d`` are those of the figure.
    """
    comparable = _comparable(behind)
    parts = comparable.assign(
        n=comparable["change"].where(comparable["part"] == "n", 0),
        d=comparable["change"].where(comparable["part"] == "d", 0),
    )
    columns = {name: (name, "first") for name in _NAMES} | {part: (part, "sum") for part in ("n", "d")}
    sums = parts.groupby(list(ITEM), dropna=False, sort=False).agg(**columns).reset_index()
    sums["key"] = [key_of(names, secret) for names in zip(*(sums[name] for name in ITEM), strict=True)]
    items = sums.assign(lacking=sums["d"] - sums["n"]).astype(dict.fromkeys(("n", "d", "lacking"), "int64"))
    return items.sort_values("lacking", ascending=False, kind="stable", ignore_index=True)


def sources_of(behind: pd.DataFrame, item: pd.Series) -> pd.DataFrame:
    """The rows of sheets behind one item, n first; a row of a sheet that says both counts in both."""
    comparable = _comparable(behind)
    same = pd.Series(True, index=comparable.index)
    for name in ITEM:
        same &= comparable[name].isna() if pd.isna(item[name]) else comparable[name] == item[name]
    return comparable.loc[same, list(_SOURCE)].reset_index(drop=True)


def _comparable(behind: pd.DataFrame) -> pd.DataFrame:
    """``behind`` with items that numerator and denominator have in common.

    A visitor or a teacher is one, whichever class says so; sheets that a unit is to send are one
    item, that unit.
    """
    if _n_is_within_d(behind):
        return behind
    people = behind.assign(class_id=None, course_name=None)
    if _n_is_within_d(people):
        return people
    places = people["unit"].eq(CAMPUS).map({True: "campus", False: "unit"})
    return people.assign(item=people["unit"], item_kind=places)


def _n_is_within_d(behind: pd.DataFrame) -> bool:
    n, d = (
        set(behind.loc[behind["part"] == part, list(ITEM)].fillna("").itertuples(index=False, name=None))
        for part in ("n", "d")
    )
    return n <= d


def key_of(names: Sequence[object], secret: bytes) -> str:
    """What ``names`` are known by, of which none can be found by it without the ``secret``."""
    return hmac.digest(secret, "\0".join(map(str, names)).encode(), "sha256").hex()[:_KEY]
