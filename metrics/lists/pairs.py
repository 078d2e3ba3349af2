"""Whether students are paired one to one: 一帮一结对子."""

from __future__ import annotations

import pandas as pd

from metrics.names import people

PAIRED, SHARED, SEVERAL, SELF, ALONE = "paired", "shared", "several", "self", "alone"
PAIRS = (PAIRED, SHARED, SEVERAL, SELF, ALONE)


def pair_states(rows: pd.DataFrame, counting: pd.Series | None = None) -> pd.Series:
    """How each student of ``rows`` is paired, in one of the words of :data:`PAIRS`.

    ``rows`` has ``unit``, ``student_id``, ``student_name`` and ``partner``. A partner who is named for
    several students of a unit is ``shared`` by them; ``several`` partners are not one; one who is the
    student is ``self``; without any a student is ``alone``. Partners are known by name and so within
    their unit only. Only rows of ``counting`` (all) take a partner up: who has helped one student to
    the end is free for the next.
    """
    named = [people(str(name)) if not pd.isna(name) else frozenset() for name in rows["partner"]]
    partners = pd.Series(named, index=rows.index, dtype=object)
    students = _students_of(rows, partners if counting is None else partners[counting])
    states = [
        _state(row.unit, own, _own_names(row), students)
        for row, own in zip(rows.itertuples(), named, strict=True)
    ]
    return pd.Series(states, index=rows.index, dtype="str")


def _students_of(rows: pd.DataFrame, partners: pd.Series) -> dict[tuple[str, str], set[str]]:
    """(unit, partner) → the students for whom they are named."""
    students: dict[tuple[str, str], set[str]] = {}
    for place, names in partners.items():
        for name in names:
            students.setdefault((rows.at[place, "unit"], name), set()).add(rows.at[place, "student_id"])
    return students


def _own_names(row: object) -> frozenset[str]:
    cells = [getattr(row, column) for column in ("student_id", "student_name")]
    return frozenset(name for one in cells if not pd.isna(one) for name in people(str(one)))


def _state(
    unit: str, partners: frozenset[str], own: frozenset[str], students: dict[tuple[str, str], set[str]]
) -> str:
    if not partners:
        return ALONE
    if partners & own:
        return SELF
    if len(partners) > 1:
        return SEVERAL
    return SHARED if any(len(students.get((unit, name), ())) > 1 for name in partners) else PAIRED
