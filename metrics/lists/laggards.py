"""Who holds the campus back: every figure that lacks something, the widest gap to the target first."""

from __future__ import annotations

import pandas as pd

from metrics.indicators import indicator_by_id
from metrics.states import due_day
from schema.figures import AHEAD, CAMPUS, NOT_REPORTED, STATE
from schema.notice import TASKS
from schema.term import Term

# Classes are visited one after another all term: by no day all of them.
LEVEL = ["indicator", "gap", STATE]  # where these are the same, nobody is further behind
ALL_TERM = {"visit_coverage"}


def laggards(figures: pd.DataFrame, term: Term) -> pd.DataFrame:
    """Of ``figures`` of one day, with their states, a row a unit and indicator that is short of its target.

    The columns of ``figures``, and ``missing`` (d - n, int64; 0 where nothing was reported and nothing is
    divided), ``gap`` (1 - rate, of what is not reported 1), ``late`` (Int64: days since it was due, NA
    where the term names no day) and ``others``: how many further units are short of the same indicator.
    What is not due yet, has nothing to count or no target, and the campus, are left out. The widest gap is
    first, of equal ones that with the most missing.
    """
    short = (figures["rate"] < 1) | (figures[STATE] == NOT_REPORTED)
    wanted = figures["indicator"].map(is_ranked).astype(bool)
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


def is_ranked(indicator: str) -> bool:
    """With a target, and not of others: no unit can catch up with what was counted of a few."""
    declared = indicator_by_id(indicator)
    return declared.has_target and not declared.is_of_others


def worst_of_each(rows: pd.DataFrame) -> pd.DataFrame:
    """Of :func:`laggards` the first row of each indicator, in their order, with those level with it.

    ``alike`` are the units with the same gap and state, its own the first; ``missing`` is what all of them
    lack.
    """
    level = rows.groupby(LEVEL, sort=False).agg(alike=("unit", tuple), missing=("missing", "sum"))
    first = rows.drop_duplicates("indicator").drop(columns="missing")
    return first.merge(level.reset_index(), on=LEVEL, how="left")


def _due(indicator: str, term: Term) -> pd.Timestamp:
    """The day by whose end it is due: of its sheet, else of the task of the notice; NaT for neither."""
    if indicator in ALL_TERM:
        return pd.NaT
    day = due_day(indicator_by_id(indicator).fed_by, term)
    tasks = [task.number for task in TASKS if indicator in task.indicators]
    if day is None and tasks:
        day = term.day_ending_at(min(map(term.due_of_task, tasks)))
    return pd.NaT if day is None else pd.Timestamp(day)
