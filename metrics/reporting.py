"""Who has reported what, and when: first receipts of standing submissions, and how timely they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from metrics.moments import as_stored, midnight
from metrics.received import Facts
from metrics.relations import Frame, collected
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.kinds import REPORTED_KINDS
from schema.term import Term

ON_TIME, LATE, MISSING = "on_time", "late", "missing"
STATUSES = (ON_TIME, LATE, MISSING)


def first_receipts(standing: Standing) -> Frame:
    """``unit_no``, ``kind``, ``received_at``, ``received_on``: the first standing submission of each.

    The unit is the one the submission is for, whether or not its classes are in the plan; either
    form of a kind counts. What nobody has put a unit to is nobody's report.
    """
    named = standing.submissions.filter(nw.col("unit_no") >= 0)
    return named.group_by("unit_no", "kind").agg(nw.col("received_at", "received_on").min())


def reporting_timeliness(
    facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """Whether each unit of the term has reported each kind by the end of ``on``, and in time.

    Columns: ``unit``, ``kind``, ``status`` (``on_time``, ``late`` or ``missing``), ``received_at``
    (naive UTC, NaT where missing). One row for each unit × reported kind, in the order of the term
    and of the register. On time is what was first received no later than the term's deadline for
    the kind; a kind without a deadline cannot be late.
    """
    received = first_receipts(Standing(facts, term, known_at)).filter(nw.col("received_on") <= midnight(on))
    first = collected(received.select("unit_no", "kind", "received_at"))
    first["unit"] = [term.unit_names[number] for number in first["unit_no"]]
    wanted = pd.MultiIndex.from_product([term.unit_names, REPORTED_KINDS], names=["unit", "kind"])
    moments = first.set_index(["unit", "kind"])["received_at"].astype("datetime64[us]")
    sheets = moments.reindex(wanted).reset_index()
    deadlines = {kind: as_stored(due) for kind, due in term.due.items()}
    due = pd.to_datetime(sheets["kind"].map(deadlines))
    sheets.insert(2, "status", judged(sheets["received_at"], due))
    return sheets


def judged(received_at: pd.Series, due: pd.Series) -> pd.Series:
    """One of ``STATUSES`` for each report: in time is what was received no later than it was due.

    NaT in ``received_at`` is missing; what has no moment in ``due`` cannot be late.
    """
    status = pd.Series(ON_TIME, index=received_at.index, dtype="str")
    return status.mask(received_at > due, LATE).mask(received_at.isna(), MISSING)


def reporting_rates(reports: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Counts and rates of ``reports`` for each value of the columns ``by``, in the order of the table.

    Columns: ``by``, ``on_time``, ``late``, ``missing``, ``expected`` (their sum, int64),
    ``reporting_rate`` ((on_time + late) / expected) and ``on_time_rate`` (on_time / expected): of what
    is expected, not of what was received. What is pending is not expected yet; where nothing is,
    the rates are NaN.
    """
    marks = pd.DataFrame({status: (reports["status"] == status).astype("int64") for status in STATUSES})
    counts = marks.groupby([reports[column] for column in by], sort=False).sum()
    counts = counts.rename_axis(columns=None).reset_index()
    counts["expected"] = counts[list(STATUSES)].sum(axis=1)
    expected = counts["expected"].where(counts["expected"] > 0)
    counts["reporting_rate"] = ((counts[ON_TIME] + counts[LATE]) / expected).astype("float64")
    counts["on_time_rate"] = (counts[ON_TIME] / expected).astype("float64")
    return counts


def timeliness_shares(sheets: pd.DataFrame) -> pd.DataFrame:
    """The ``reporting_rates`` of ``sheets`` by unit, the campus last under the name of the campus."""
    campus = reporting_rates(sheets.assign(unit=CAMPUS), ["unit"])
    return pd.concat([reporting_rates(sheets, ["unit"]), campus], ignore_index=True)
