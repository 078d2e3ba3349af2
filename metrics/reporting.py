"""Who has reported what, and when: first receipts of standing submissions, and how timely they were."""

from __future__ import annotations

import datetime as dt

import narwhals as nw
import pandas as pd

from metrics.standing import Facts, Frame, Standing, as_stored, collected, midnight
from schema.indicators import CAMPUS
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
    late = sheets["received_at"] > pd.to_datetime(sheets["kind"].map(deadlines))
    missing = sheets["received_at"].isna()
    status = pd.Series(ON_TIME, index=sheets.index).mask(late, LATE).mask(missing, MISSING)
    sheets.insert(2, "status", status)
    return sheets


def timeliness_shares(sheets: pd.DataFrame) -> pd.DataFrame:
    """Counts of ``reporting_timeliness`` by unit, the campus last.

    Columns: ``unit``, ``on_time``, ``late``, ``missing``, ``expected`` (their sum, int64) and
    ``on_time_share`` (on_time / expected: of what is expected, not of what was received).
    """
    units = sheets["unit"].unique()
    counts = pd.crosstab(sheets["unit"], sheets["status"]).reindex(
        index=units, columns=list(STATUSES), fill_value=0
    )
    counts.loc[CAMPUS] = counts.sum()
    counts["expected"] = counts.sum(axis=1)
    counts["on_time_share"] = counts[ON_TIME] / counts["expected"]
    return counts.rename_axis(index="unit", columns=None).reset_index()
