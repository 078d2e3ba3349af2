"""The register of the eight special matters, and the daily health checks.

What a plan must hold stands with its matter, see :data:`schema.notice.MATTERS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from metrics.lists.listed import by_then, from_day, in_order, listed
from metrics.received import Facts
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.notice import MATTERS, Matter
from schema.term import Term

COMPLETE, LACKING, DRAFT, MISSING = "complete", "lacking", "draft", "missing"
STATUSES = (COMPLETE, LACKING, DRAFT, MISSING)
SENT_STATES = ("已报送", "已批准", "执行中", "已结束")
# What every plan must name, whatever its matter asks for beside it.
ALWAYS_ASKED = ("owner",)
_REGISTER, _CHECKS = form_of("contingency", "register"), form_of("contingency", "checks")
_FILLED = tuple(id for id in _REGISTER.column_ids if id not in {"unit", "item"})
_DAY = pd.Timedelta(days=1)


def register(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The eight plans of each of ``units`` (all, and last the campus), whether reported or not.

    Columns: ``unit``, ``item``, ``number`` (int64, from 1), ``status``, ``lacks`` (a tuple of ids of
    columns), what the sheet declares, ``submission`` and ``source_row`` (Int64). A plan is sent from
    its 报送日期 on, as in 预案报送率: ``complete`` when it names its owner and all that its matter asks
    for, else ``lacking``. One that is reported and not sent is a ``draft``, and lacks the day when its
    state says otherwise; ``missing`` is one of which nothing is reported.
    """
    rows = listed(Standing(facts, term, known_at), _REGISTER, units)
    rows = rows[by_then(from_day(rows, "submitted_on"), on)]
    undated = rows["submitted_on"].isna() & rows["state"].isin(SENT_STATES)
    rows = rows.assign(sent=by_then(rows["submitted_on"], on), undated=undated)
    rows["submitted_on"] = rows["submitted_on"].where(rows["sent"])
    grid = pd.DataFrame(
        [(unit, matter.item, matter.number) for unit in in_order(term, units) for matter in MATTERS],
        columns=["unit", "item", "number"],
    ).astype({"unit": "str", "item": "str", "number": "int64"})
    plans = grid.merge(rows, on=["unit", "item"], how="left")
    reported, sent = plans["submission"].notna(), plans["sent"].fillna(False).astype(bool)
    matters = {matter.item: matter for matter in MATTERS}
    plans["lacks"] = [
        _lacks(row, matters[str(row["item"])]) if known else ()
        for known, (_place, row) in zip(reported, plans.iterrows(), strict=True)
    ]
    whole = plans["lacks"].map(len) == 0
    status = pd.Series(MISSING, index=plans.index, dtype="str").mask(reported, DRAFT)
    plans["status"] = status.mask(sent, LACKING).mask(sent & whole, COMPLETE)
    columns = ["unit", "item", "number", "status", "lacks", *_FILLED, "submission", "source_row"]
    return plans[columns].astype({"submission": "Int64", "source_row": "Int64"})


def _lacks(row: pd.Series, matter: Matter) -> tuple[str, ...]:
    """The columns that a plan of ``matter`` must fill in and does not."""
    lacks = tuple(flag for flag in (*matter.flags, *ALWAYS_ASKED) if not _is_met(row, flag))
    return (*lacks, "submitted_on") if row["undated"] else lacks


def _is_met(row: pd.Series, flag: str) -> bool:
    value = row[flag]
    if pd.isna(value):
        return False
    if flag == "courses_designed":
        return not pd.isna(row["courses"]) and bool(value >= row["courses"])
    return bool(value)


def register_counts(register: pd.DataFrame, by: str) -> pd.DataFrame:
    """How many plans have each status, ``by`` a column (``item`` or ``unit``), of units only.

    One row a value in its order: the value and an int64 column for each of :data:`STATUSES`.
    """
    units = register[register["unit"] != CAMPUS]
    counts = units.groupby([by, "status"], sort=False).size().unstack(fill_value=0)
    ordered = counts.reindex(index=units[by].drop_duplicates(), columns=list(STATUSES), fill_value=0)
    return ordered.astype("int64").rename_axis(columns=None).reset_index()


def health_days(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The health checks of each unit and day up to ``on``, with the days on which it was silent.

    Columns: ``unit``, ``date``, ``returned``, ``checked``, ``suspected`` (Int64), ``silent`` (bool).
    A day is silent after the first day that the unit reported, when the report before it names students
    who have returned; it carries their number and no check.
    """
    rows = listed(Standing(facts, term, known_at), _CHECKS, units)
    rows = rows[by_then(rows["date"], on)]
    until = min(on, term.last_day)
    filled = [_with_silent(own, until) for _unit, own in rows.groupby("unit", sort=False)]
    columns = ["unit", "date", "returned", "checked", "suspected", "silent"]
    whole = pd.concat(filled) if filled else rows.assign(silent=False)
    return whole[columns].astype({"silent": bool}).reset_index(drop=True)


def _with_silent(own: pd.DataFrame, until: dt.date) -> pd.DataFrame:
    """The days of one unit, with those up to ``until`` on which it sent nothing."""
    last = max(own["date"].max(), pd.Timestamp(until))
    days = pd.date_range(own["date"].min(), last, freq=_DAY, name="date", unit="us")
    whole = own.set_index("date").reindex(days)
    whole["silent"] = whole["unit"].isna()
    whole["unit"] = own["unit"].iloc[0]
    whole["returned"] = whole["returned"].ffill()
    return whole[~whole["silent"] | (whole["returned"] > 0)].reset_index()


def health_totals(days: pd.DataFrame) -> pd.DataFrame:
    """What :func:`health_days` add up to, one row a unit and last the campus; empty without any day.

    Columns: ``unit``, ``returned`` (of the last day reported), ``checks`` and ``due`` (人次 of all days,
    silent ones too), ``suspected`` (人次), ``silent`` (days) and ``last_on``; counts int64.
    """
    reported = days[~days["silent"]]
    owed = days.groupby("unit", sort=False)["returned"].sum()
    sums = reported.groupby("unit", sort=False).agg(
        returned=("returned", "last"),
        checks=("checked", "sum"),
        suspected=("suspected", "sum"),
        last_on=("date", "max"),
    )
    sums.insert(2, "due", owed)
    sums["silent"] = days.groupby("unit", sort=False)["silent"].sum()
    if len(sums):
        campus = sums.drop(columns="last_on").sum()
        sums.loc[CAMPUS] = pd.Series({**campus, "last_on": sums["last_on"].max()})
    counts = dict.fromkeys(("returned", "checks", "due", "suspected", "silent"), "int64")
    whole = sums.rename_axis("unit").reset_index()
    return whole.astype({**counts, "unit": "str", "last_on": "datetime64[us]"})[
        ["unit", "returned", "checks", "due", "suspected", "silent", "last_on"]
    ]
