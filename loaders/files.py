"""Several workbooks read together: a plan or a roster among them holds for all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pandas as pd

from loaders.reader import read_workbook
from loaders.request import Receipt
from schema.platforms import KnownClasses
from schema.reading import SheetReading


def read_together(
    files: Sequence[tuple[str, bytes]], receipt: Receipt, begin: Callable[[str], None] = lambda _name: None
) -> list[list[SheetReading]]:
    """Read several files; a plan among them holds for all the others, whatever their order.

    So do rosters, for those classes that exports of platforms are answered to be about. ``begin`` is
    called with the name of each file before it is read.
    """
    groups = []
    for name, data in files:
        begin(name)
        groups.append(read_workbook(data, name, receipt))
    known = receipt.known
    first = [reading for readings in groups for reading in readings]
    brought, rosters = plan_in(first), rosters_in(first, known.classes)
    if not brought and not rosters:
        return groups
    classes = replace(known.classes, rosters={**known.classes.rosters, **rosters})
    again = replace(receipt, plan={**receipt.plan, **brought}, known=replace(known, classes=classes))
    return [read_workbook(data, name, again) for name, data in files]


def rosters_in(readings: Iterable[SheetReading], known: KnownClasses) -> dict[str, dict[str, str]]:
    """学号 → name of each class that an export is answered to be about and a roster gives.

    What was read of an export itself is no roster to hold it against.
    """
    wanted = set(known.answers.values()) - set(known.rosters)
    rosters: dict[str, dict[str, str]] = {}
    for reading in readings:
        is_export = any(finding.code == "class_by_answer" for finding in reading.findings)
        if not wanted or is_export or reading.form != "roster" or reading.refused is not None:
            continue
        for row in reading.rows[reading.rows["class_id"].isin(wanted)].itertuples():
            name = "" if pd.isna(row.student_name) else row.student_name
            rosters.setdefault(row.class_id, {})[row.student_id] = name
    return rosters


def plan_in(readings: Iterable[SheetReading]) -> dict[str, str]:
    """Class → unit of every class in the plans among ``readings``."""
    plan: dict[str, str] = {}
    for reading in readings:
        if reading.kind == "plan" and reading.refused is None:
            plan.update(zip(reading.rows["class_id"], reading.rows["unit"], strict=True))
    return plan
