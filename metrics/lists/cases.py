"""The students whom the special matters concern: who asked to come later, is isolated, or has symptoms.

A case is there from the first day that its row names, else from the receipt of its first row.
Every list names single students: :mod:`services.contingencies` decides who sees it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from metrics.lists.listed import by_then, from_day, listed
from metrics.lists.pairs import PAIRS, pair_states
from metrics.received import Facts
from metrics.standing import Standing
from schema.contingency import LATE_ISOLATED, POSTPONED, QUARANTINE, QUARANTINE_DAYS, SUSPECTED
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.term import Term

PLANNED, RUNNING, FINISHED, UNDATED = "planned", "running", "finished", "undated"
STAGES = (RUNNING, PLANNED, FINISHED, UNDATED)
GRANTED, REFUSED, OPEN, UNSAID = "同意", "不同意", "待定", "unsaid"
PERSON = ("unit", "student_id", "student_name", "counselor")
_FORM = form_of("contingency", "cases")
_SOURCE = ("submission", "source_row")
_CLOCKLESS = pd.Timedelta(0)


def postponements(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Requests to come later; adds ``reason``, ``decision``, ``decided_on`` and ``lacks``.

    ``lacks`` is a tuple of ``reason`` and ``decision``, whichever is not said. A decision of a later
    day is not there yet.
    """
    rows = _cases(listed(Standing(facts, term, known_at), _FORM, units), on, POSTPONED)
    later = rows["decided_on"] > pd.Timestamp(on)
    rows["decision"] = rows["decision"].mask(later)
    rows["decided_on"] = rows["decided_on"].mask(later)
    rows["lacks"] = [
        tuple(id for id in ("reason", "decision") if pd.isna(row[id])) for _place, row in rows.iterrows()
    ]
    return rows[[*PERSON, "reason", "decision", "decided_on", "lacks", *_SOURCE]]


def isolation(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Students who are isolated or in quarantine, of matters 6 and 7.

    Adds ``item``, ``learning``, ``partner``, ``isolated_on``, ``day`` (Int64: day n of 14, the first is
    ``isolated_on``), ``stage`` (``planned`` before, ``running``, ``finished`` after day 14, ``undated``)
    and ``pair``, see :func:`metrics.lists.pairs.pair_states`.
    """
    rows = _cases(listed(Standing(facts, term, known_at), _FORM, units), on, LATE_ISOLATED, QUARANTINE)
    day = (pd.Timestamp(on) - rows["isolated_on"]).dt.days.astype("Int64") + 1
    stage = pd.Series(UNDATED, index=rows.index, dtype="str").mask((day < 1).fillna(False), PLANNED)
    stage = stage.mask(day.between(1, QUARANTINE_DAYS).fillna(False), RUNNING)
    rows["stage"] = stage.mask((day > QUARANTINE_DAYS).fillna(False), FINISHED)
    rows["day"] = day.where(rows["stage"] == RUNNING)
    rows["pair"] = pair_states(rows, rows["stage"] != FINISHED)
    added = ("item", "learning", "partner", "isolated_on", "day", "stage", "pair")
    return rows[[*PERSON, *added, *_SOURCE]]


def suspected(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Students with suspected symptoms; adds ``symptoms_at``, ``reported_at``, ``minutes``, ``health``.

    ``minutes`` (Int64) from the symptoms to the report are there only where both have a clock.
    """
    rows = _cases(listed(Standing(facts, term, known_at), _FORM, units), on, SUSPECTED)
    rows["reported_at"] = rows["reported_at"].where(by_then(rows["reported_at"], on))
    took = rows["reported_at"] - rows["symptoms_at"]
    timed = _has_clock(rows["reported_at"]) & _has_clock(rows["symptoms_at"])
    rows["minutes"] = took.where(timed).dt.total_seconds().floordiv(60).astype("Int64")
    return rows[[*PERSON, "symptoms_at", "reported_at", "minutes", "health", *_SOURCE]]


def _has_clock(moments: pd.Series) -> pd.Series:
    return moments.notna() & (moments - moments.dt.normalize() > _CLOCKLESS)


def _cases(rows: pd.DataFrame, on: dt.date, *items: str) -> pd.DataFrame:
    """Those of ``rows`` that are of one of ``items`` and had begun by the end of ``on``."""
    days = from_day(rows, "isolated_on", "symptoms_at", "reported_at", "decided_on")
    return rows[rows["item"].isin(items) & by_then(days, on)].reset_index(drop=True)


def postponement_counts(requests: pd.DataFrame) -> pd.DataFrame:
    """Requests by unit and last the campus: ``students``, one column a decision, what is not said.

    Columns: ``unit``, ``students``, ``同意``, ``不同意``, ``待定``, ``unsaid`` (no decision) and
    ``without_reason``; counts int64.
    """
    decided = {word: requests["decision"].eq(word) for word in (GRANTED, REFUSED, OPEN)}
    marks = {**decided, UNSAID: requests["decision"].isna(), "without_reason": requests["reason"].isna()}
    return _counted(requests, marks)


def isolation_counts(students: pd.DataFrame) -> pd.DataFrame:
    """Students of :func:`isolation` by unit and last the campus, each once.

    Columns: ``unit``, ``students``, one for each of :data:`STAGES` and of ``PAIRS`` (of those whose
    isolation is not finished); counts int64.
    """
    students = students.drop_duplicates(["unit", "student_id"], keep="last")
    going = students["stage"] != FINISHED
    marks = {stage: students["stage"] == stage for stage in STAGES}
    return _counted(students, marks | {pair: going & (students["pair"] == pair) for pair in PAIRS})


def suspected_counts(cases: pd.DataFrame) -> pd.DataFrame:
    """Cases of :func:`suspected` by unit and last the campus.

    Columns: ``unit``, ``students``, ``untimed`` (int64), ``median`` and ``longest`` minutes (Float64).
    """
    counts = _counted(cases, {"untimed": cases["minutes"].isna()})
    by_unit = cases.groupby("unit", sort=False)["minutes"]
    for name, counted, campus in (
        ("median", by_unit.median(), cases["minutes"].median()),
        ("longest", by_unit.max(), cases["minutes"].max()),
    ):
        values = [campus if unit == CAMPUS else counted[unit] for unit in counts["unit"]]
        counts[name] = pd.array(values, dtype="Float64")
    return counts


def _counted(rows: pd.DataFrame, marks: dict[str, pd.Series]) -> pd.DataFrame:
    """How many rows of each unit, and last of the campus, have each mark; empty without rows."""
    flags = pd.DataFrame({"students": True, **marks}, index=rows.index).fillna(False).astype("int64")
    sums = flags.groupby(rows["unit"], sort=False).sum()
    if len(sums):
        sums.loc[CAMPUS] = flags.sum()
    return sums.rename_axis("unit").reset_index().astype({"unit": "str", **dict.fromkeys(flags, "int64")})
