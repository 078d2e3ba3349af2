"""平稳态势: whether teaching runs steadily, by a stated rule, with the evidence for every part of it.

The rule (:class:`schema.term.Steady`, adjustable in the term's file) is held against each of the last
full weeks: 开课率 and 到课率 of the campus, as units report them, are high enough, do not lie far apart
between units and have not moved far since the week before, and hardly any unit has stopped
reporting. Teaching is steady when all of this holds in all of these weeks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

import pandas as pd

from metrics.windows import Week, weekly
from schema.figures import CAMPUS
from schema.term import Steady

OPENING, ATTENDANCE, DUE = "session_opening", "attendance", "group_creation"
# Criterion → the indicator it looks at and the entry of the rule that holds its limit.
CRITERIA: dict[str, tuple[str, str]] = {
    "opening": (OPENING, "opening"),
    "attendance": (ATTENDANCE, "attendance"),
    "opening_spread": (OPENING, "spread"),
    "attendance_spread": (ATTENDANCE, "spread"),
    "opening_change": (OPENING, "change"),
    "attendance_change": (ATTENDANCE, "change"),
    "reporting": (OPENING, "reporting"),
}
_AT_LEAST = {"opening", "attendance", "reporting"}
# Differences of fractions are exact only up to the last digits of floating-point numbers.
_EXACT = 12
_COLUMNS = (
    "week",
    "starts",
    "ends",
    "criterion",
    "value",
    "limit",
    "state",
    "n",
    "d",
    "n_before",
    "d_before",
    "lowest",
    "lowest_n",
    "lowest_d",
    "highest",
    "highest_n",
    "highest_d",
    "silent",
)
_COUNTS = ("n", "d", "n_before", "d_before", "lowest_n", "lowest_d", "highest_n", "highest_d")


class State(StrEnum):
    """How a criterion of a week came out."""

    HOLDS = "holds"
    FAILS = "fails"
    NO_DATA = "no_data"
    FIRST_WEEK = "first_week"  # nothing before it to have changed from


class Verdict(StrEnum):
    """What can be said of the teaching."""

    STEADY = "steady"
    NOT_STEADY = "not_steady"
    TOO_EARLY = "too_early"  # not enough full weeks yet
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Judgement:
    """The ``verdict``, the numbers of the ``weeks`` it is about, and the ``evidence``.

    ``evidence`` has a row for each full week × criterion, of earlier weeks too: ``week`` (int64),
    ``starts, ends`` (midnights), ``criterion``, ``value`` and ``limit`` (fractions), ``state``, the ``n`` and
    ``d`` behind the value and those of the week before (Int64), the ``lowest`` and the ``highest`` unit
    with their n and d, and ``silent``: the units that owe a report and sent none for this week (a
    tuple of names).
    """

    verdict: Verdict
    weeks: tuple[int, ...]
    evidence: pd.DataFrame


def judge(figures: pd.DataFrame, weeks: Sequence[Week], on: dt.date, rule: Steady) -> Judgement:
    """The weeks that are over at the end of ``on``, held against ``rule``.

    ``figures`` are the cumulative ones of 开课率 and 到课率, of every unit and the campus, on every day
    from the one before the first week to ``on``, and those of 建群率, whose denominator says which units
    have classes due and so owe a report. A unit reported a week when it told of sessions planned in it.
    What the first week changed from cannot be asked, so it decides nothing.
    """
    over = [week for week in weeks if week.ends <= on]
    owing = figures[(figures["indicator"] == DUE) & (figures["unit"] != CAMPUS) & (figures["d"] > 0)]
    due = list(dict.fromkeys(owing["unit"]))
    weekly_figures = weekly(figures[figures["indicator"].isin([OPENING, ATTENDANCE])], over, on)
    by_week = {
        (str(indicator), int(number)): rows
        for (indicator, number), rows in weekly_figures.groupby(["indicator", "week"], sort=False)
    }
    rows = [row for week in over for row in _rows(by_week, week, rule, due)]
    counts = dict.fromkeys(_COUNTS, "Int64")
    numbers = {"week": "int64", "value": "float64", "limit": "float64"}
    texts = dict.fromkeys(("criterion", "state", "lowest", "highest"), "str")
    days = dict.fromkeys(("starts", "ends"), "datetime64[us]")
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    evidence = frame.astype(counts | numbers | texts | days)
    judged = tuple(week.number for week in over[-rule.weeks :])
    return Judgement(_verdict(evidence, judged, rule), judged, evidence)


def _verdict(evidence: pd.DataFrame, judged: Sequence[int], rule: Steady) -> Verdict:
    if len(judged) < rule.weeks:
        return Verdict.TOO_EARLY
    states = set(evidence["state"][evidence["week"].isin(judged)])
    if State.FAILS in states:
        return Verdict.NOT_STEADY
    return Verdict.NO_DATA if State.NO_DATA in states else Verdict.STEADY


def _rows(
    by_week: Mapping[tuple[str, int], pd.DataFrame], week: Week, rule: Steady, due: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for criterion, (indicator, entry) in CRITERIA.items():
        now = by_week[indicator, week.number]
        before = by_week.get((indicator, week.number - 1), now.head(0))
        if criterion == "reporting":
            of_indicator = [rows for (of, _number), rows in by_week.items() if of == indicator]
            measured = _reporting(of_indicator, now, due)
        elif entry == "spread":
            measured = _spread(now)
        elif entry == "change":
            measured = _change(now, before)
        else:
            measured = _rate(now)
        limit = getattr(rule, entry)
        first = entry == "change" and before.empty
        state = State.FIRST_WEEK if first else _state(criterion, measured.get("value"), limit)
        head = {"week": week.number, "starts": week.starts, "ends": week.ends, "criterion": criterion}
        yield {**head, "limit": limit, "state": state, "silent": (), **measured}


def _state(criterion: str, value: float | None, limit: float) -> State:
    if value is None or pd.isna(value):
        return State.NO_DATA
    value, limit = round(value, _EXACT), round(limit, _EXACT)
    holds = value >= limit if criterion in _AT_LEAST else value <= limit
    return State.HOLDS if holds else State.FAILS


def _rate(now: pd.DataFrame) -> dict[str, Any]:
    campus = now[now["unit"] == CAMPUS].iloc[0]
    return {"value": campus["rate"], "n": campus["n"], "d": campus["d"], **_ends(now)}


def _spread(now: pd.DataFrame) -> dict[str, Any]:
    rates = now["rate"][now["unit"] != CAMPUS]
    return {"value": rates.max() - rates.min(), **_ends(now)}


def _change(now: pd.DataFrame, before: pd.DataFrame) -> dict[str, Any]:
    if before.empty:
        return {}
    last, first = (frame[frame["unit"] == CAMPUS].iloc[0] for frame in (now, before))
    counts = {"n": last["n"], "d": last["d"], "n_before": first["n"], "d_before": first["d"]}
    return {"value": abs(last["rate"] - first["rate"]), **counts}


def _reporting(weeks: Sequence[pd.DataFrame], now: pd.DataFrame, due: Sequence[str]) -> dict[str, Any]:
    """Units that reported the week / units with classes ``due``, and any other that reported a week."""
    with_sessions = [week["unit"][(week["unit"] != CAMPUS) & (week["d"] > 0)] for week in weeks]
    ever = list(dict.fromkeys([*due, *chain.from_iterable(with_sessions)]))
    reported = set(now["unit"][now["d"] > 0])
    silent = tuple(unit for unit in ever if unit not in reported)
    counts = {"n": len(ever) - len(silent), "d": len(ever)}
    return {"value": counts["n"] / counts["d"] if ever else None, **counts, "silent": silent}


def _ends(now: pd.DataFrame) -> dict[str, Any]:
    """The lowest and the highest unit with their counts; nothing where no unit has a rate."""
    units = now[now["unit"] != CAMPUS].dropna(subset="rate")
    if units.empty:
        return {}
    extremes = {"lowest": units.loc[units["rate"].idxmin()], "highest": units.loc[units["rate"].idxmax()]}
    return {
        name: value
        for end, row in extremes.items()
        for name, value in ((end, row["unit"]), (f"{end}_n", row["n"]), (f"{end}_d", row["d"]))
    }
