"""Cells that the others of their column make doubtful: an id of two people, shares for counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from loaders.cells.text import fold, shown
from loaders.columns import Values
from loaders.sheet import Sheet
from schema.findings import Finding
from schema.model import ColumnType

_LETTERS = str.maketrans("OoIil", "00111")
_LIKE_DIGITS = re.compile(r"[OoIil]")
_IN_NAMES = re.compile(r"\([^()]*\)|[\s·•.]")
_LIKE_EACH_OTHER = frozenset({"class_id", "student_id"})
_FEWEST, _MOST_OF = 4, 0.8
_TEN_POINTS = 10
_FEW_STUDENTS, _FEWEST_ROWS = 10, 2


def check_others(sheet: Sheet) -> None:
    """Record what the other cells of its column make doubtful."""
    _check_students(sheet)
    _check_ids(sheet)
    _check_shares(sheet)
    _check_scales(sheet)
    _check_nothing(sheet)


def _check_students(sheet: Sheet) -> None:
    """Record a 学号 that two people have."""
    if {"student_id", "student_name"} <= set(sheet.values):
        _check_names(sheet)


def _check_ids(sheet: Sheet) -> None:
    """Record ids of classes and of people that look mistyped or shortened beside the others."""
    for id in _LIKE_EACH_OTHER.intersection(sheet.values):
        ids = sheet.values[id]
        for place, (zh, en) in _unlike_others(ids):
            for row in np.flatnonzero(ids.codes == place).tolist():
                sheet.add("id_unlike_others", row, id, hint_zh=zh, hint_en=en)


def _check_names(sheet: Sheet) -> None:
    ids, names = sheet.values["student_id"], sheet.values["student_name"]
    pairs = pd.unique(ids.codes.astype("int64") * len(names.raw) + names.codes)
    if len(pairs) == len(ids.raw) == len(set(ids.parsed)):  # no cell stands beside two names
        return
    named = sheet.frame[["student_id", "student_name"]].dropna().drop_duplicates()
    for _, rows in named[named["student_id"].duplicated(keep=False)].groupby("student_id"):
        first, name = rows.index[0], rows["student_name"].iat[0]
        for row, other in rows["student_name"].iloc[1:].items():
            if _bare(other) != _bare(name):
                details = {"name": other, "other": name, "other_row": int(sheet.numbers[first])}
                sheet.add("id_of_two", int(str(row)), "student_id", **details)


def _bare(name: str) -> str:
    return _IN_NAMES.sub("", fold(name))


def _unlike_others(ids: Values) -> Iterator[tuple[int, tuple[str, str]]]:
    """Positions of distinct ids that differ from most others as slips and spreadsheets make them differ."""
    texts = [id for id in ids.parsed if id]
    if all(issubclass(kind, int | float) for kind in set(map(type, ids.raw))):
        return
    if not (any(id.startswith("0") for id in texts) or _LIKE_DIGITS.search("".join(texts))):
        return
    lengths = Counter(len(id) for id in texts if id.isdigit())
    if sum(lengths.values()) < max(_FEWEST, _MOST_OF * len(texts)):
        return
    usual = lengths.most_common(1)[0][0]
    with_zero = sum(id.startswith("0") and len(id) == usual for id in texts)
    for place, id in enumerate(ids.parsed):
        if id is None:
            continue
        if len(id) == usual and not id.isdigit() and id.translate(_LETTERS).isdigit():
            yield place, ("像是把字母 O、l 当成了数字。", "It seems to have a letter in place of a digit.")
        elif id.isdigit() and len(id) < usual and id[0] != "0" and with_zero * 2 >= lengths[usual]:
            yield place, ("前导零可能被表格软件去掉了。", "A spreadsheet may have dropped its leading zeros.")


def _check_shares(sheet: Sheet) -> None:
    """Record a count that is 1 in every row where each class has many: 100 % in another format."""
    for column in sheet.form.columns:
        if column.at_most not in sheet.values or column.id not in sheet.values or column.zero_words:
            continue
        counts, most = sheet.frame[column.id].dropna(), sheet.frame[column.at_most]
        if len(counts) < _FEWEST_ROWS or not (counts == 1).all():
            continue
        if (most.loc[counts.index] >= _FEW_STUDENTS).fillna(False).all():
            title, place = sheet.title(column.id), sheet.place(column.id)
            sheet.findings.append(Finding("counts_like_shares", sheet.name, None, title, "1", {}, place))


def _check_nothing(sheet: Sheet) -> None:
    """Record nothing that was uploaded on a day, and students at lessons of which none was held."""
    frame = sheet.frame
    if sheet.form.table == "materials" and "count" in sheet.values:
        for row in np.flatnonzero((frame["count"] == 0).fillna(False)).tolist():
            sheet.add("nothing_uploaded", row, "count")
    if {"held", "present"} <= set(sheet.values):
        for row in np.flatnonzero(((frame["held"] == 0) & (frame["present"] > 0)).fillna(False)).tolist():
            sheet.add("present_at_nothing", row, "present", held=sheet.title("held"))


def check_nobody_due(sheet: Sheet) -> None:
    """Record classes of which nobody was due, where no plan says how many are; not at lessons not held."""
    if "expected" in sheet.values and sheet.form.is_of_classes:
        due = sheet.frame["expected"]
        held = sheet.frame["held"] if "held" in sheet.values else due + 1
        for row in np.flatnonzero(((due == 0) & (held != 0)).fillna(False)).tolist():
            sheet.add("nobody_due", row, "expected")


def _check_scales(sheet: Sheet) -> None:
    """Leave scores blank of which none is above ten: they are of another scale."""
    for column in sheet.form.columns:
        if column.type is not ColumnType.SCORE or column.id not in sheet.values:
            continue
        scores = sheet.frame[column.id]
        if scores.isna().all() or scores.max() > _TEN_POINTS or scores.max() == 0:
            continue
        for row in np.flatnonzero(scores.notna()).tolist():
            sheet.add("score_scale", row, column.id, most=shown(float(scores.max())))
        sheet.frame[column.id] = pd.array([pd.NA] * len(scores), dtype="Float64")
