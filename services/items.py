"""What a figure counts, item by item: in its numerator, only in its denominator, and by which rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

from schema.figures import CAMPUS

ITEM = ("item", "item_kind", "class_id", "unit")
_NAMES = ("course_name", "teacher", "student_name")
_SOURCE = ("part", "change", "submission", "source_row", "kind", "form", "file", "sheet", "received_at")


def items_of(behind: pd.DataFrame) -> pd.DataFrame:
    """A row an item of what :meth:`services.front.Desk.behind` gives, those that lack most first.

    Columns: ``item``, ``item_kind``, ``class_id``, ``unit`` and the names as there (``item`` is NA where
    the person may not see who it is), ``n``, ``d`` and ``lacking`` (d - n), int64, and ``key``, by which
    an address names it: nobody's name or number can be read from it. The sums of ``n`` and of ``d`` are
    those of the figure.
    """
    told = _comparable(behind)
    parts = told.assign(
        n=told["change"].where(told["part"] == "n", 0), d=told["change"].where(told["part"] == "d", 0)
    )
    columns = {name: (name, "first") for name in _NAMES} | {part: (part, "sum") for part in ("n", "d")}
    sums = parts.groupby(list(ITEM), dropna=False, sort=False).agg(**columns).reset_index()
    sums["key"] = [_key(names) for names in zip(*(sums[name] for name in ITEM), strict=True)]
    found = sums.assign(lacking=sums["d"] - sums["n"]).astype(dict.fromkeys(("n", "d", "lacking"), "int64"))
    return found.sort_values("lacking", ascending=False, kind="stable", ignore_index=True)


def sources_of(behind: pd.DataFrame, item: pd.Series) -> pd.DataFrame:
    """The rows of sheets behind one item, n first; a row of a sheet that says both counts in both."""
    told = _comparable(behind)
    same = pd.Series(True, index=told.index)
    for name in ITEM:
        same &= told[name].isna() if pd.isna(item[name]) else told[name] == item[name]
    return told.loc[same, list(_SOURCE)].reset_index(drop=True)


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


def _key(names: Sequence[object]) -> str:
    return hashlib.sha256("\0".join(map(str, names)).encode()).hexdigest()[:12]
