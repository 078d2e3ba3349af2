"""Who holds the campus back: every figure that lacks something, the widest gap to the target first."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from metrics.indicators import indicator_by_id
from metrics.states import due_day
from schema.figures import AHEAD, CAMPUS, NOT_REPORTED, STATE
from schema.notice import TASKS
from schema.term import Term

# A share that is looked at and has no target.
_WITHOUT_TARGET = {"teaching_at_home"}
# Classes are visited one after another all term: by no day all of them.
_ALL_TERM = {"visit_coverage"}
# What somebody else counted of a unit, and counts of little: no unit can catch up with them.
_OF_OTHERS = ("_sampled", "_feedback")


def laggards(figures: pd.DataFrame, term: Term) -> pd.DataFrame:
    """Of ``figures`` of one day, with their states, a row a unit and indicator that is short of its target.

    The columns of ``figures``, and ``missing`` (d - n, int64; 0 where nothing was reported and nothing is
    divided), ``gap`` (1 - rate, of what is not reported 1), ``late`` (Int64: days since it was due, NA
    where the term names no day) and ``others``: how many further units are short of the same indicator.
    What is not due yet, has nothing to count or no target, and the campus, are left out. The widest gap is
    first, of equal ones that with the most missing.
    """
    short = (figures["rate"] < 1) | (figures[STATE] == NOT_REPORTED)
    wanted = ~figures["indicator"].isin(_WITHOUT_TARGET) & ~figures["indicator"].str.endswith(_OF_OTHERS)
    rows = figures[short & wanted & (figures["unit"] != CAMPUS) & ~figures[AHEAD]]
    due = {id: _due(str(id), term) for id in rows["indicator"].unique()}
    days = (rows["on"] - rows["indicator"].map(due).astype("datetime64[us]")).dt.days
    told = rows.assign(
        missing=rows["d"] - rows["n"],
        gap=(1 - rows["rate"]).fillna(1.0),
        late=days.astype("Int64"),
        others=rows.groupby("indicator")["unit"].transform("size") - 1,
    )
    told = told[~(told["late"] < 0).fillna(False).astype(bool)]
    return told.sort_values(["gap", "missing"], ascending=False, kind="stable", ignore_index=True)


def worst_of_each(rows: pd.DataFrame) -> pd.DataFrame:
    """Of :func:`laggards` the first row of each indicator, in their order."""
    return rows.drop_duplicates("indicator").reset_index(drop=True)


def _due(indicator: str, term: Term) -> pd.Timestamp:
    """The day by whose end it is due: of its sheet, else of the task of the notice; NaT for neither."""
    if indicator in _ALL_TERM:
        return pd.NaT
    day = due_day(indicator_by_id(indicator).fed_by, term)
    tasks = [task.number for task in TASKS if indicator in task.indicators]
    if day is None and tasks:
        day = term.local_day(min(map(term.due_of_task, tasks)) - dt.timedelta(microseconds=1))
    return pd.NaT if day is None else pd.Timestamp(day)
