"""Whatever is sent, and whatever stood before: a lock keeps the figures of its days as they are."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from metrics import compute_figures
from metrics.relations import collected
from metrics.standing import Standing
from services.differences import Comparing
from services.locks import Rules, held_back
from services.taken import with_parts
from tests.drawn import MANY, tried
from tests.metrics.drawing import DAYS, SHEETS, UNITS, terms
from tests.services.sheets import at, feb, frames_of, sheet, small_term

TERM = small_term(*UNITS)
NOW = at(28, 9)
NO_EXCEPTIONS = pd.DataFrame(
    {name: pd.Series(dtype="datetime64[us]") for name in ("opened_at", "ends_at", "ended_at")}
    | {name: pd.Series(dtype="str") for name in ("unit", "kind")}
)
FORMS = {
    "groups": ("groups", None),
    "enrollment": ("enrollment", "aggregate"),
    "roster": ("enrollment", "roster"),
    "materials": ("materials", None),
    "visits": ("visits", None),
}
FED_BY = {
    "groups": ("group_creation", "counselor_presence", "assistant_assignment"),
    "enrollment": ("enrollment", "notification", "material_receipt"),
    "materials": ("material_coverage",),
    "visits": ("visit_arrangement", "visit_coverage"),
}


@tried(MANY)
@given(drawn=terms(), data=st.data(), unit=st.sampled_from(UNITS), through=st.sampled_from(DAYS))
def test_no_sheet_moves_a_figure_of_a_locked_day(
    drawn: list[Any], data: st.DataObject, unit: str, through: dt.date
) -> None:
    """Of any sheet of any kind, what is let in after an approval leaves the approved days as they were."""
    table = data.draw(st.sampled_from(list(FORMS)))
    kind, form = FORMS[table]
    facts = frames_of(drawn)
    due = collected(Standing(facts, TERM).due)
    others = set(due["class_id"][due["unit"] != unit])
    rows = [row for row in data.draw(SHEETS[table]) if row["class_id"] not in others]
    part = sheet(kind, rows, unit=unit, form=form)
    rules = Rules({(unit, kind): through}, {}, NO_EXCEPTIONS)
    let_in = held_back(part, lambda: Comparing(facts, TERM), TERM, rules, at=NOW)
    days = [day for day in DAYS if day <= through]
    before, after = (
        compute_figures(known, term=TERM, days=days, units=[unit], indicators=FED_BY[kind])
        for known in (facts, with_parts(facts, [let_in], TERM, NOW))
    )
    pd.testing.assert_frame_equal(before, after)


def test_what_is_later_than_the_lock_is_let_in() -> None:
    """The property is not kept by refusing everything."""
    rows = [{"class_id": "001", "created_on": feb(day)} for day in (26,)]
    part = sheet("groups", rows, unit=UNITS[0])
    rules = Rules({(UNITS[0], "groups"): feb(23)}, {}, NO_EXCEPTIONS)
    assert len(held_back(part, lambda: Comparing(frames_of([]), TERM), TERM, rules, at=NOW).rows) == 1
