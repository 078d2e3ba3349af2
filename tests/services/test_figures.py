from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from access import Person, Role
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.reading import SheetReading
from schema.term import load_term
from services import cache, figures
from services.desk import Desk
from store import FACTS_TABLES, Store, open_store
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.withdrawals import add_withdrawal

TERM = load_term()
UNIT = "理学院"
EVE = dt.date(2020, 2, 23)


def reading(kind: str, **columns: list[Any]) -> SheetReading:
    """A sheet of rows of ``kind``; a column that is not named is blank."""
    length = len(columns["class_id"])
    rows = pd.DataFrame({name: columns.get(name, [None] * length) for name in form_of(kind, None).column_ids})
    return SheetReading(
        f"{kind}.xlsx", "Sheet1", kind, None, UNIT, None, rows.assign(source_row=range(2, length + 2))
    )


def at(day: int, hour: int) -> dt.datetime:
    """A moment of February 2020, as the campus tells the time."""
    return dt.datetime(2020, 2, day, hour, tzinfo=TERM.timezone)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two classes due, of which one has a group; that was received at noon and withdrawn at 18:00."""
    plan = reading(
        "plan", unit=[UNIT] * 2, course_name=["分析"] * 2, class_id=["01", "02"], teacher=["张三"] * 2,
        first_session_on=[dt.date(2020, 2, 24)] * 2, enrolled=[30, 40],
    )  # fmt: skip
    groups = reading("groups", class_id=["01"], created_on=[dt.date(2020, 2, 22)])
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as opened:
        add_submission(opened, plan, b"plan", Envelope(unit=UNIT, term=TERM.name, received_at=at(20, 9)))
        receipt = add_submission(
            opened, groups, b"groups", Envelope(unit=UNIT, term=TERM.name, received_at=at(23, 12))
        )
        add_withdrawal(opened, receipt.submission or 0, Signature(at(23, 18)))
        yield opened


@pytest.mark.parametrize(("known_at", "n"), [(at(23, 11), 0), (at(23, 13), 1), (at(23, 19), 0), (None, 0)])
def test_figures_are_those_known_at_the_moment_asked_for(store, known_at, n):
    """The same store answers for before a submission, after it, and after its withdrawal."""
    desk = Desk(store, TERM, Person("jiaowu", "教务", Role.ADMIN))
    found = figures.table(
        desk, days=[EVE], known_at=known_at, indicators=["group_creation"], units=[UNIT, CAMPUS]
    )
    assert found[["unit", "n", "d"]].to_numpy().tolist() == [[UNIT, n, 2], [CAMPUS, n, 2]]


def test_facts_of_a_term_are_loaded_whole(store):
    """All tables are there, withdrawn rows included."""
    facts = cache.facts(store, TERM)
    assert set(facts) == set(FACTS_TABLES)
    assert (len(facts["plan"]), len(facts["groups"])) == (2, 1)
