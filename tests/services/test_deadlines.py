from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from access import Person, Role
from metrics import reports_by_period
from metrics.lists.laggards import laggards
from schema.deadlines import Deadline
from services import deadlines, figures, reminding
from services.desk import Desk
from services.locks import open_at
from services.robots.robots import NotSent
from store import open_store
from store.acts import read_acts
from tests.metrics.making import Submission, at, feb, frames_of, small_term
from tests.services.robots.group_chat import group

TERM = small_term("甲学院", "乙学院")
DAILY = Deadline("enrollment", "daily", feb(22), feb(24), dt.timedelta())
ONCE = Deadline("groups", "once", feb(20), feb(23), dt.timedelta(hours=-6))
FORCE = {one.kind: one for one in (DAILY, ONCE)}
ADMIN = Person("admin", "教务", Role.ADMIN)


def reports(moment: dt.datetime) -> pd.DataFrame:
    """甲学院 has sent its groups, and the counts of the 22nd and 23rd; 乙学院 nothing."""
    counts = [{"class_id": "1", "as_of": feb(day), "expected": 1, "joined": 1} for day in (22, 23)]
    sent = [
        Submission(1, "groups", "甲学院", at(22), [{"class_id": "1"}]),
        Submission(2, "enrollment", "甲学院", at(23, 9), counts),
    ]
    return reports_by_period(frames_of(sent), TERM, list(FORCE.values()), moment)


def test_the_countdown_is_to_the_next_moment_at_which_something_is_due():
    """On the morning of the 23rd the groups are due next, in nine hours, and one unit is waited for."""
    then = deadlines.countdown(reports(at(23, 9)), at(23, 9))
    assert (then.due, then.left) == (at(23, 18), dt.timedelta(hours=9))
    assert len(then.sheets) == 2
    assert list(then.waiting["unit"]) == ["乙学院"]


def test_after_the_last_deadline_there_is_nothing_to_count_down_to():
    """The moment of due itself is past."""
    assert deadlines.countdown(reports(at(24, 23)), at(24, 23)).due == at(25, 0)
    assert deadlines.countdown(reports(at(25, 0)), at(25, 0)) is None


def test_the_late_list_has_what_is_missing_and_for_how_long():
    """What is late but there is not asked for; what is not due yet neither."""
    late = deadlines.late_list(reports(at(24, 9)), at(24, 9))
    assert [tuple(row) for row in late[["unit", "kind", "overdue"]].to_numpy()] == [
        ("乙学院", "groups", pd.Timedelta(hours=15)),
        ("乙学院", "enrollment", pd.Timedelta(hours=33)),
        ("乙学院", "enrollment", pd.Timedelta(hours=9)),
    ]


def test_the_calendar_ends_with_what_is_due_next():
    """Deadlines far ahead are not shown as a wall of empty days."""
    assert deadlines.shown_days(reports(at(22, 9)), at(22, 9))["due"].nunique() == 1
    assert len(deadlines.shown_days(reports(at(26)), at(26))) == 8


def test_a_day_of_the_past_is_looked_at_from_its_end():
    """A chosen day before the last with data, and any day of a term that is over."""
    assert deadlines.moment_of(feb(22), feb(23), TERM, at(24, 9)) == at(23, 0)
    assert deadlines.moment_of(feb(23), feb(23), TERM, at(200)) == at(24, 0)


def test_the_last_day_with_data_is_looked_at_from_now_while_the_term_lasts():
    """At ten in the morning nobody wants to know how long it was at midnight."""
    assert deadlines.moment_of(feb(23), feb(23), TERM, at(24, 10)) == at(24, 10)
    assert deadlines.moment_of(feb(23), feb(22), TERM, at(23, 10)) == at(23, 10)


def test_periods_are_named_by_their_days_and_what_is_sent_once_by_the_day_of_due():
    """As a secretary would say it."""
    weekly = FORCE | {"visits": Deadline("visits", "weekly", feb(20), feb(30), dt.timedelta())}
    assert deadlines.period_title("enrollment", feb(22), feb(22), FORCE) == "2月22日"
    assert deadlines.period_title("visits", feb(24), feb(30), weekly) == "2月24日–3月1日"
    assert deadlines.period_title("groups", feb(20), feb(23), FORCE) == "2月23日前"
    assert deadlines.period_title("groups", feb(20), feb(23), FORCE, "en") == "by 23 Feb"
    later = {"groups": Deadline("groups", "once", feb(20), feb(23), dt.timedelta(hours=12))}
    assert deadlines.period_title("groups", feb(20), feb(23), later) == "2月24日前"


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (49.5, "2天1小时", "2 d 1 h"),
        (48, "2天", "2 d"),
        (9.25, "9小时15分钟", "9 h 15 min"),
        (0.004, "0分钟", "0 min"),
    ],
)
def test_time_is_told_in_two_units_at_most(hours, zh, en):
    """Nobody counts minutes two days ahead."""
    span = dt.timedelta(hours=hours)
    assert (deadlines.time_left(span), deadlines.time_left(span, "en")) == (zh, en)


def test_the_reminder_says_who_owes_what_in_the_words_of_the_reader():
    """Names of units, of sheets and of days, in both languages."""
    late = deadlines.late_list(reports(at(24, 9)), at(24, 9))
    owed = deadlines.owed_sheets(late, term=TERM, deadlines=FORCE)
    assert "1. 乙学院：课程建群 2月23日前；学生进群 2月22日、2月23日" in deadlines.reminder(
        owed, at(24, 9), term=TERM
    )
    assert "甲学院的老师好！到期的报表已全部收到" in deadlines.reminder(
        owed, at(24, 9), term=TERM, unit="甲学院"
    )
    owed = deadlines.owed_sheets(late, term=TERM, deadlines=FORCE, language="en")
    english = deadlines.reminder(owed, at(24, 9), term=TERM, unit="乙学院", language="en")
    assert "3 sheets are past due" in english
    assert "Mon 24 Feb 09:00" in english


def test_a_long_run_of_missing_periods_is_told_by_its_ends_and_its_number():
    """Nobody reads a list of thirty days; two are still named one by one."""
    daily = {"enrollment": Deadline("enrollment", "daily", feb(10), feb(24), dt.timedelta())}
    rows = [{"class_id": "1", "as_of": feb(22), "expected": 1, "joined": 1}]
    sent = [Submission(1, "enrollment", "甲学院", at(22), rows)]
    moment = at(26)
    late = deadlines.late_list(reports_by_period(frames_of(sent), TERM, list(daily.values()), moment), moment)
    said = deadlines.reminder(deadlines.owed_sheets(late, term=TERM, deadlines=daily), moment, term=TERM)
    assert "1. 甲学院：学生进群 2月10日–2月21日共12份、2月23日、2月24日\n" in said
    assert "以下 2 个学院(系、部)有 29 份报表" in said


def test_open_exceptions_are_those_that_have_begun_and_are_not_over():
    """The one that ends next comes first."""
    rows = [
        ("甲", at(22), at(26), None),
        ("乙", at(22), at(25), None),
        ("丙", at(22), at(26), at(23)),
        ("丁", at(22), at(23), None),
        ("戊", at(25), at(26), None),
    ]
    moments = ["opened_at", "ends_at", "ended_at"]
    table = pd.DataFrame(rows, columns=["unit", *moments])
    for column in moments:
        table[column] = pd.to_datetime(table[column], utc=True).dt.tz_localize(None)
    assert list(open_at(table, at(24))["unit"]) == ["乙", "甲"]


def test_the_desk_looks_by_the_deadlines_that_were_set_and_the_exceptions_that_were_opened(tmp_path):
    """What academic affairs sets holds at once; the others keep the term's own."""
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        desk = Desk(store, TERM, ADMIN)
        before = deadlines.reports(desk, at(26))
        assert set(before["kind"]) == set(TERM.due)
        deadlines.set_deadline(desk, DAILY)
        after = deadlines.reports(desk, at(26))
        assert deadlines.in_force(desk)["enrollment"] == DAILY
    assert (after["kind"] == "enrollment").sum() == 6
    assert set(after["status"]) == {"missing"}


def test_a_deadline_that_is_moved_decides_what_is_not_due_yet_and_who_is_late(office):
    """Groups, due on the 23rd by the file, are given two more days: nobody is reproached on the 24th."""
    desk = office.desk(when=at(24, 9))
    groups = {"days": [feb(24)], "indicators": ["group_creation"], "units": ["甲学院"]}

    def told():
        status = figures.reporting(desk, feb(24)).status.set_index(["unit", "kind"])["status"]
        return figures.table(desk, **groups)["state"].item(), status["甲学院", "groups"]

    assert told() == ("not_reported", "missing")
    later = replace(deadlines.in_force(desk)["groups"], due_after=dt.timedelta(days=2))
    deadlines.set_deadline(desk, later)
    assert told() == ("not_due", "pending")
    assert desk.dated.due["groups"] == at(26, 0)
    assert laggards(figures.table(desk, **groups), desk.dated).empty


def test_a_reminder_is_sent_once_and_logged_with_its_robot(tmp_path, monkeypatch):
    """The log says who reminded whom by which robot, and nothing of its address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store, group("wecom") as chat:
        monkeypatch.setenv("RUQI_WECOM_URL", chat.url)
        desk = Desk(store, TERM, ADMIN)
        assert [robot.service for robot in reminding.robots(desk)] == ["wecom"]
        assert reminding.remind(desk, "wecom", "请报送", unit="甲学院") == 1
        logged = read_acts(store, TERM.name).iloc[-1]
    assert chat.texts == ["请报送"]
    assert (logged["act"], logged["who"], logged["unit"]) == ("reminded", "admin", "甲学院")
    assert "wecom" in logged["detail"]
    assert "key" not in logged["detail"]


def test_a_robot_that_is_not_configured_sends_nothing(tmp_path, monkeypatch):
    """The page offers only the configured ones; whoever asks for another is told."""
    monkeypatch.delenv("RUQI_FEISHU_URL", raising=False)
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store, pytest.raises(NotSent, match="没有配置"):
        reminding.remind(Desk(store, TERM, ADMIN), "feishu", "请报送")
