"""What is expected on the eve of a deadline of the sample term, for whom, and how it is said."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from access import Person, Role
from cli import app
from schema.as_of import AsOf
from schema.figures import CAMPUS
from schema.language import spoken_in
from schema.term import load_term
from services import deadlines
from services.desk import Desk
from services.forecasts import Expected, forecasts, lowest_of_each
from services.papers.ahead import ahead
from services.papers.scope import scope_of
from store import Store, open_store

TERM = load_term()
ADMIN = Person("jiaowu", "教务", Role.ADMIN)
EVE, DUE = dt.date(2020, 2, 22), TERM.due["groups"]
THEN = TERM.end_of(EVE)


@pytest.fixture(scope="module")
def store(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of the sample, in which deadlines may be moved."""
    copy = tmp_path_factory.mktemp("forecasts") / "ruqi.db"
    shutil.copy(sample_file, copy)
    with open_store(f"sqlite:///{copy}") as opened:
        yield opened


def test_on_the_eve_the_rate_is_expected_with_an_interval_that_holds_it(store: Store) -> None:
    """As known then: of every unit that has a course, and of the campus; said as an expectation."""
    told = forecasts(Desk(store, TERM, ADMIN), EVE, THEN)
    campus = told["group_creation", CAMPUS]
    assert campus.due == DUE
    assert campus.low <= campus.rate < campus.expected <= campus.high
    assert campus.in_words(TERM).startswith("按目前进度，预计 2月23日 周日 24:00 达 ")
    with spoken_in("en"):
        assert campus.in_words(TERM).startswith("At the present pace, expected: ")
    assert {unit for _id, unit in told} > {CAMPUS, "理学院"}
    assert ("group_creation", "语言文学学院") not in told  # it had not reported
    assert ("visit_coverage", CAMPUS) not in told  # it is due on no day
    assert all(indicator != "workgroup" for indicator, unit in told if unit != CAMPUS)  # one to count


def test_what_is_known_by_now_is_not_used_and_it_is_said_that_one_looks_back(store: Store) -> None:
    """On a day of the past the same is expected as was then, in words of the past; afterwards nothing is."""
    desk = Desk(store, TERM, ADMIN)
    then, now = forecasts(desk, EVE, THEN), forecasts(desk, EVE)
    assert {place: replace(each, looking_back=False) for place, each in now.items()} == then
    assert "当时预计" in now["group_creation", CAMPUS].in_words(TERM)
    assert forecasts(desk, dt.date(2020, 2, 24)) == {}


def test_while_the_day_lasts_what_is_there_already_is_the_least_that_is_expected(store: Store) -> None:
    """On the 23rd at noon the course is that up to midnight, and the rate that of noon."""
    desk = Desk(store, TERM, ADMIN, lambda: THEN + dt.timedelta(hours=12))
    told = forecasts(desk, dt.date(2020, 2, 23))
    earlier = forecasts(Desk(store, TERM, ADMIN), EVE, THEN)
    assert told
    assert any(each.rate > earlier[place].rate for place, each in told.items())
    assert all(each.low <= each.rate <= each.expected <= each.high for each in told.values())


def test_of_few_students_nothing_is_told_to_who_may_not_see_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three of 40 students, or all but three, are told of to student affairs and not to a leader."""
    rows = pd.DataFrame(
        [
            ("need_survey", "理学院", 3, 40),
            ("need_survey", "新能源学院", 37, 40),
            ("need_survey", "光电科学系", 20, 40),
        ],
        columns=["indicator", "unit", "n", "d"],
    ).assign(rate=0.5, expected=0.6, low=0.4, high=0.8)
    monkeypatch.setattr("services.forecasts._forecasts", lambda *_asked: rows)

    def units(role: Role) -> list[str]:
        return [unit for _id, unit in forecasts(Desk(store, TERM, Person("x", "x", role)), EVE, THEN)]

    assert units(Role.STUDENT_AFFAIRS) == list(rows["unit"])
    assert units(Role.LEADER) == ["光电科学系"]


def test_the_page_and_the_document_begin_with_what_is_least(store: Store) -> None:
    """An indicator a row, least expected first, with how many other units are told of."""
    desk = Desk(store, TERM, ADMIN)
    told = forecasts(desk, EVE, THEN)
    lowest = lowest_of_each(told, TERM.unit_names)
    rates = [told[indicator, level[0]].expected for indicator, level, _others in lowest]
    assert rates == sorted(rates)
    assert sum(len(level) + others for _id, level, others in lowest) == sum(
        unit != CAMPUS for _id, unit in told
    )
    scope = scope_of(desk, TERM.phase("preparation"), AsOf(TERM, EVE, THEN))
    (table,) = ahead(scope)
    assert len(table.rows) == sum(indicator in scope.ids for indicator, *_of in lowest)


def test_units_of_which_as_little_is_expected_are_least_together() -> None:
    """What reads the same is the same: neither of two units comes before the other."""
    low = Expected(THEN, 0.5, 0.601, 0.4, 0.8, looking_back=False)
    told = {("group_creation", unit): low for unit in ("理学院", "新能源学院", "土木工程系")}
    told["group_creation", "土木工程系"] = replace(low, expected=0.7)
    told["group_creation", "新能源学院"] = replace(low, expected=0.602)
    lowest = lowest_of_each(told, TERM.unit_names)
    assert lowest == [("group_creation", ["理学院", "新能源学院"], 1)]


def test_the_shell_prints_it_as_json(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same figures, with the deadline as a moment."""
    monkeypatch.setenv("DATABASE_URL", store.engine.url.render_as_string(hide_password=False))
    asked = [
        "forecast",
        "--on",
        "2020-02-22",
        "--known-at",
        THEN.isoformat(),
        "--unit",
        CAMPUS,
        "--format",
        "json",
    ]
    printed = CliRunner().invoke(app, [*asked, "--indicator", "group_creation"])
    (row,) = json.loads(printed.stdout)
    told = forecasts(Desk(store, TERM, ADMIN), EVE, THEN)["group_creation", CAMPUS]
    assert (row["expected"], row["low"], row["high"]) == (told.expected, told.low, told.high)
    assert dt.datetime.fromisoformat(row["due"]) == DUE


def test_a_deadline_that_is_moved_is_the_one_that_is_told_of(store: Store) -> None:
    """Two more days for groups: on the 24th they are still expected, by the 25th at midnight."""
    desk = Desk(store, TERM, ADMIN)
    groups = deadlines.in_force(desk)["groups"]
    deadlines.set_deadline(desk, replace(groups, due_after=groups.due_after + dt.timedelta(days=2)))
    day = dt.date(2020, 2, 24)
    told = forecasts(desk, day, TERM.end_of(day))
    assert {each.due for each in told.values()} == {DUE + dt.timedelta(days=2)}
    assert {"group_creation", "announcement"} <= {indicator for indicator, _unit in told}


def test_a_share_between_none_and_all_is_never_said_to_be_either() -> None:
    """99.8 % reads 99, 0.2 % reads 1."""
    told = Expected(DUE, 0.5, 0.998, 0.002, 1.0, looking_back=False)
    assert told.in_words(TERM).endswith("达 99 %（1–100）")
    assert told.in_brief() == "99 %（1–100）· 2月23日"
