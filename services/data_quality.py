"""How good the data of each unit are, in counts that lead to what they count; there is no score.

Of what was received by then and not withdrawn: ``errors`` found in the sheets, cells ``corrected`` on the
page before they were taken, sheets ``late`` and ``missing`` by their deadlines, classes and numbers of
students and teachers that are not as in the plan (``against_plan``), and figures that spot checks contradict
(``against_checks``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from access import Action
from metrics.agreement.agreement import agreement
from metrics.moments import stored
from metrics.reporting import LATE, MISSING
from schema.language import gettext, lazy
from services import deadlines
from services.beside import beside
from services.cache import of_facts
from services.corrections import corrected_cells
from services.desk import Desk
from services.submitted import visible

_ = gettext
HEADINGS = {
    "errors": lazy("错误"),
    "corrected": lazy("更正的格"),
    "late": lazy("迟报的表"),
    "missing": lazy("到期未报的表"),
    "against_plan": lazy("与计划不一致"),
    "against_checks": lazy("与抽查不符的指标"),
}
COUNTS = tuple(HEADINGS)
# What is held against the plan; that a class is not reported yet is a gap of its figures, not of its data.
_AGAINST_PLAN = ("unplanned", "enrolled", "teachers")


def by_unit(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """A row for each unit whose submissions the person may see: ``unit``, ``COUNTS`` (int64), ``comparison``.

    ``comparison`` names what differs most from the plan, as the page of comparisons calls it; "" for none.
    """
    desk.check_any(Action.SEE_SUBMISSIONS)
    units = list(desk.units(Action.SEE_SUBMISSIONS))
    now = desk.now()
    until = min(desk.term.end_of(on), known_at or now, now)
    counts = pd.concat(
        [_sent(desk, until), _reported(desk, until, known_at), _against_plan(desk, on, known_at)], axis=1
    ).reindex(units)
    against = pd.Series([unit for _id, unit in beside(desk, on, known_at).contradicted], dtype="str")
    counts["against_checks"] = against.value_counts().reindex(units)
    counts["comparison"] = counts["comparison"].fillna("")
    counts[list(COUNTS)] = counts[list(COUNTS)].fillna(0).astype("int64")
    return counts.rename_axis("unit").reset_index()[["unit", *COUNTS, "comparison"]]


def line(row: pd.Series, linked: Callable[[str, str], str]) -> str:
    """The counts of a unit in words; what is not 0 is passed through ``linked`` with what it counts."""
    parts = []
    for what in COUNTS:
        words = f"{_(HEADINGS[what])} {row[what]:,}"
        parts.append(linked(words, what) if row[what] else words)
    return " · ".join(parts)


def _sent(desk: Desk, until: dt.datetime) -> pd.DataFrame:
    """``errors`` and ``corrected`` of what stood at ``until``, by unit."""
    listed, moment = visible(desk), pd.Timestamp(stored(until))
    stands = listed["withdrawn_at"].isna() | (listed["withdrawn_at"] > moment)
    standing = listed[(listed["received_at"] <= moment) & stands]
    cells = corrected_cells(desk, standing["submission"].tolist())
    counts = standing.assign(corrected=standing["submission"].map(cells).fillna(0))
    return counts.groupby("unit")[["errors", "corrected"]].sum()


def _reported(desk: Desk, until: dt.datetime, known_at: dt.datetime | None) -> pd.DataFrame:
    """``late`` and ``missing`` sheets of those due by ``until``, by unit."""
    reports = deadlines.reports(desk, until, known_at)
    is_of = {state: reports["status"] == state for state in (LATE, MISSING)}
    return pd.DataFrame(is_of).groupby(reports["unit"]).sum()


def _against_plan(desk: Desk, on: dt.date, known_at: dt.datetime | None) -> pd.DataFrame:
    """How much differs from the plan by unit, and the ``comparison`` in which most does."""
    sums = of_facts(desk.store, desk.term, agreement, on, known_at, _AGAINST_PLAN).sums
    keys = (sums["comparison"] + "." + sums["part"]).str.removesuffix(".")
    differing = sums.assign(comparison=keys)[sums["differing"] > 0]
    most = differing.sort_values("differing", ascending=False, kind="stable").drop_duplicates("unit")
    by_unit = differing.groupby("unit")["differing"].sum().rename("against_plan")
    return pd.concat([by_unit, most.set_index("unit")["comparison"]], axis=1)
