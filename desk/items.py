"""What a figure counts, item by item: in its numerator, only in its denominator, and by which rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd

ITEM = ("item", "item_kind", "class_id", "unit")
_NAMES = ("course_name", "teacher", "student_name")
_SOURCE = ("part", "change", "submission", "source_row", "kind", "form", "file", "sheet", "received_at")


def items_of(behind: pd.DataFrame) -> pd.DataFrame:
    """A row an item of what :meth:`desk.front.Desk.behind` gives, those that lack most first.

    Columns: ``item``, ``item_kind``, ``class_id``, ``unit`` and the names as there (``item`` is NA where
    the person may not see who it is), ``n``, ``d`` and ``lacking`` (d - n), int64, and ``key``, by which
    an address names it: nobody's name or number can be read from it. The sums of ``n`` and of ``d`` are
    those of the figure.
    """
    parts = behind.assign(
        n=behind["change"].where(behind["part"] == "n", 0), d=behind["change"].where(behind["part"] == "d", 0)
    )
    told = {name: (name, "first") for name in _NAMES} | {part: (part, "sum") for part in ("n", "d")}
    sums = parts.groupby(list(ITEM), dropna=False, sort=False).agg(**told).reset_index()
    sums["key"] = [_key(names) for names in zip(*(sums[name] for name in ITEM), strict=True)]
    found = sums.assign(lacking=sums["d"] - sums["n"]).astype(dict.fromkeys(("n", "d", "lacking"), "int64"))
    return found.sort_values("lacking", ascending=False, kind="stable", ignore_index=True)


def sources_of(behind: pd.DataFrame, item: pd.Series) -> pd.DataFrame:
    """The rows of sheets behind one item, n first; a row of a sheet that says both counts in both."""
    same = pd.Series(True, index=behind.index)
    for name in ITEM:
        same &= behind[name].isna() if pd.isna(item[name]) else behind[name] == item[name]
    return behind.loc[same, list(_SOURCE)].reset_index(drop=True)


def _key(names: Sequence[object]) -> str:
    return hashlib.sha256("\0".join(map(str, names)).encode()).hexdigest()[:12]
