"""Indicators by 授课方式: which ways of teaching were tested, and which are visited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import narwhals as nw
import pandas as pd

from metrics.basis.modes import modes_named, modes_of_groups
from metrics.basis.visitors import arranged_visits
from metrics.moments import midnight
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.term import Term
from schema.vocabulary import MODES

_VISITED_BY = {"leader_visits": "校领导", "expert_visits": "校督导组", "unit_supervision": "学院督导组"}
BY_MODE = ("teaching_test", *_VISITED_BY)


def by_mode(
    facts: Facts, term: Term, indicator: str, on: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """Classes tested, or with a visit arranged, at the end of ``on``, by mode of teaching and unit.

    Columns: ``mode`` (str, NA for classes of which no mode is known), ``unit`` (of the term, the campus
    last), ``n`` and ``d`` (int64). ``d`` are the classes due that are taught so, ``n`` those of them with
    测试日期 ≤ ``on`` (``teaching_test``), or with a visit of leaders, experts or supervisors of the unit
    arranged by then. A class of several modes counts in each: the modes do not add up. Modes are those of the
    sheet of groups, else those that its visits name. In the order of the vocabulary, NA last.

    Raises ``ValueError`` for any other indicator.
    """
    if indicator not in BY_MODE:
        raise ValueError(f"no modes for {indicator!r}; only for {', '.join(BY_MODE)}")
    standing, day = Standing(facts, term, known_at, on=on), midnight(on)
    due = collected(standing.due.select("class_no", "unit_no"))
    groups = collected(standing.groups)
    visits = collected(arranged_visits(standing).filter(nw.col("on") <= day))
    if indicator == "teaching_test":
        reached = set(groups["class_no"][groups["tested_on"] <= day])
    else:
        reached = set(visits["class_no"][visits["visitor_kind"] == _VISITED_BY[indicator]])
    taught = due.assign(
        mode=_modes(due["class_no"], modes_of_groups(standing), visits), reached=due["class_no"].isin(reached)
    ).explode("mode")
    return _table(taught, term)


def _modes(
    classes: Iterable[int], of_groups: Mapping[int, list[str]], visits: pd.DataFrame
) -> list[list[str | None]]:
    """The modes of each class; one of nothing known is ``None``."""
    known: dict[int, list[str]] = {}
    for number, mode in zip(visits["class_no"], visits["mode"], strict=True):
        known[number] = [*known.get(number, []), *modes_named(mode)]
    known |= of_groups
    unknown: list[str | None] = [None]
    return [list(dict.fromkeys(known.get(number, ()))) or unknown for number in classes]


def _table(taught: pd.DataFrame, term: Term) -> pd.DataFrame:
    rows = []
    for mode in _in_order(taught["mode"]):
        of_mode = taught[taught["mode"].isna() if mode is None else taught["mode"] == mode]
        for number, unit in enumerate((*term.unit_names, CAMPUS)):
            at_all = of_mode["unit_no"] >= 0 if unit == CAMPUS else of_mode["unit_no"] == number
            rows.append((mode, unit, int(of_mode["reached"][at_all].sum()), int(at_all.sum())))
    table = pd.DataFrame(rows, columns=["mode", "unit", "n", "d"])
    return table.astype({"mode": "str", "unit": "str", "n": "int64", "d": "int64"})


def _in_order(modes: pd.Series) -> list[str | None]:
    present = set(modes.dropna())
    known = [word for word in MODES.words if word in present]
    return [*known, *sorted(present - set(known)), *([None] if modes.isna().any() else [])]
