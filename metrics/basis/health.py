"""Daily health checks: a unit that has begun to report owes every day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from metrics import plans
from metrics.moments import midnight
from metrics.relations import Frame, as_pandas, in_memory, lazily


def with_silent_days(rows: Frame, last_day: dt.date) -> Frame:
    """``rows`` (one a unit and ``date``) and one for each day in between, and to ``last_day``, without any.

    There nobody was ``checked`` of those who had ``returned`` by the report before; what else the row
    says is that report's.
    """
    end = midnight(last_day) + dt.timedelta(days=1)
    if not in_memory(rows):
        return lazily(plans.silent_days(rows.to_native(), end))
    return lazily(_with_silent_days(as_pandas(rows).sort_values(["unit_no", "date"], ignore_index=True), end))


def _with_silent_days(rows: pd.DataFrame, end: dt.datetime) -> pd.DataFrame:
    following = rows.groupby("unit_no")["date"].shift(-1).fillna(end)
    days = (following - rows["date"]).dt.days.clip(lower=1).to_numpy("int64")
    each = rows.take(np.repeat(np.arange(len(rows)), days)).reset_index(drop=True)
    after = np.arange(len(each)) - np.repeat(np.cumsum(days) - days, days)
    date = (each["date"] + pd.to_timedelta(after, unit="D")).astype("datetime64[us]")
    return each.assign(date=date, checked=each["checked"].mask(after > 0, 0))
