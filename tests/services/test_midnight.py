"""Midnight, and machines in other time zones: a day ends at 24:00 of the term's own place."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from charts import wording
from loaders import Receipt, read_workbook
from metrics import compute_figures, reporting_timeliness
from services import cache
from services.differences import stored_rows
from store import Store, open_store
from store.facts import read_all_facts
from store.intake import Envelope, add_submission
from tests.services.sheets import at, feb, plan_row, sheet, small_term

TERM = small_term("甲学院", "乙学院")
BEFORE = at(24, 0) - dt.timedelta(seconds=1)  # 23:59:59 of the 23rd
MIDNIGHT = at(24, 0)
ZONES = ("America/New_York", "Pacific/Kiritimati")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """甲学院 sends its groups at the last second of the 23rd, 乙学院 at the first of the 24th."""
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as opened:
        plan = [plan_row("001", "甲学院"), plan_row("002", "乙学院")]
        sent = (
            (sheet("plan", plan, unit=None), at(20, 9)),
            (sheet("groups", [{"class_id": "001", "created_on": feb(23)}], unit="甲学院"), BEFORE),
            (sheet("groups", [{"class_id": "002", "created_on": feb(23)}], unit="乙学院"), MIDNIGHT),
        )
        for part, moment in sent:
            content = f"{part.kind}{part.unit}".encode()
            add_submission(
                opened, part, content, Envelope(unit=part.unit, term=TERM.name, received_at=moment)
            )
        yield opened


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The server's own time zone is another one than the term's."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def reported(store: Store, day: int, known_at: dt.datetime | None = None) -> list[int]:
    """The n of 报送率 of both units at the end of a day."""
    facts = cache.facts(store, TERM)
    figures = compute_figures(
        facts, term=TERM, days=[feb(day)], known_at=known_at, indicators=["reporting"], units=TERM.unit_names
    )
    return list(figures["n"])


def test_the_last_second_belongs_to_the_day_and_midnight_to_the_next(store: Store, zone: str) -> None:
    """Both are in time for a deadline at 24:00; by day, the second counts for the 24th alone."""
    assert reported(store, 23) == [1, 0]
    assert reported(store, 24) == [1, 1]
    status = reporting_timeliness(cache.facts(store, TERM), TERM, feb(24)).set_index(["unit", "kind"])[
        "status"
    ]
    assert (status["甲学院", "groups"], status["乙学院", "groups"]) == ("on_time", "on_time")
    late = reporting_timeliness(cache.facts(store, TERM), TERM, feb(23)).set_index(["unit", "kind"])["status"]
    assert (late["甲学院", "groups"], late["乙学院", "groups"]) == ("on_time", "missing")


def test_what_came_at_midnight_is_known_at_the_end_of_the_day(store: Store, zone: str) -> None:
    """As known at 24:00 what arrived at that moment is known, and what it says of the 23rd counts for it."""
    facts = cache.facts(store, TERM)
    for known_at, n in ((BEFORE, [1, 0]), (TERM.end_of(feb(23)), [1, 1])):
        figures = compute_figures(
            facts, term=TERM, days=[feb(23)], known_at=known_at, indicators=["group_creation"],
            units=TERM.unit_names,
        )  # fmt: skip
        assert list(figures["n"]) == n


def test_moments_are_written_and_read_in_the_place_of_the_term(store: Store, zone: str) -> None:
    """Whatever zone the server keeps: the day of a receipt, a moment in words, and a frozen moment."""
    received = read_all_facts(store, TERM.name, TERM.timezone)["groups"].sort_values("submission")
    assert [day.date() for day in received["received_on"]] == [feb(23), feb(24)]
    assert wording.format_moment(BEFORE.astimezone(dt.UTC), TERM.timezone) == "2月23日 周日 23:59"
    assert wording.format_moment(MIDNIGHT.astimezone(dt.UTC), TERM.timezone) == "2月23日 周日 24:00"
    assert TERM.local_day(dt.datetime(2020, 2, 23, 11, 0, tzinfo=ZoneInfo("America/New_York"))) == feb(24)


@pytest.mark.parametrize("written", ["2020-02-23 24:00", "2020-02-24 00:00", "2020-02-23T16:00:00Z"])
def test_24_00_of_a_day_and_0_00_of_the_next_are_one_moment(written: str, zone: str) -> None:
    """However a cell writes it, also in the world's time, it is the first moment of the 24th."""
    text = f"编号,报告时间,问题描述\n1,{written},卡顿\n".encode()
    (reading,) = read_workbook(text, "障碍.csv", Receipt(TERM, at(25, 9), "甲学院", "obstacles"))
    assert list(reading.findings) == []
    assert stored_rows(reading)["reported_at"].iloc[0] == dt.datetime(2020, 2, 24)  # noqa: DTZ001 - local time
