"""Moments in every usual writing, and what is left as a finding."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from loaders import Receipt, read_workbook
from loaders.cells.dates import Calendar
from loaders.cells.moments import read_moment
from loaders.cells.text import ErrorCell, Unreadable
from schema.term import load_term

SHANGHAI = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(dt.date(2020, 2, 6), dt.date(2020, 7, 12), SHANGHAI)
MAC = Calendar(dt.date(2020, 2, 6), dt.date(2020, 7, 12), SHANGHAI, date1904=True)
DAY = dt.datetime.fromisoformat("2020-02-24")
TEN_PAST_EIGHT = dt.datetime.fromisoformat("2020-02-24 08:10")


@pytest.mark.parametrize(
    "written",
    [
        "2020-02-24 08:10", "2020-02-24 8:10:00", "2020/2/24 8:10", "2020.2.24 8:10", "2.24 8:10", "2-24 8:10",
        "2月24日 8:10", "2月24日8点10分", "2月24日上午8点10分", "2月24号早上8:10", "2020年2月24日8时10分", "2月24日 周一 8:10",
        "2020年2月24日（周一）8:10", "二月二十四日八点十分", "２０２０年２月２４日　８：１０", "2020-02-24T08:10", "2020-02-24T08:10:00+08:00",
        "2020-02-24T00:10:00Z", "2020-02-24T00:10:00.000Z", "2020-02-24 00:10Z", "20200224 08:10", "202002240810",
        "20200224081000", 202002240810, 20200224081000.0, "2/24/2020 8:10 AM", "Feb 24, 2020 8:10 am",
        43885 + 490 / 1440, "43885.34027777778", TEN_PAST_EIGHT, TEN_PAST_EIGHT.replace(tzinfo=SHANGHAI),
        TEN_PAST_EIGHT.replace(microsecond=400), dt.datetime.fromisoformat("2020-02-24T00:10:00+00:00"),
    ],
)  # fmt: skip
def test_reads_a_moment_as_a_person_would(written: object) -> None:
    """Every usual writing of 08:10 on 24 February 2020 is read as that moment."""
    assert read_moment(written, CALENDAR) == TEN_PAST_EIGHT


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("2020/2/24 下午2点半", "14:30"), ("2月24日下午2:30", "14:30"), ("2月24日 2:30 PM", "14:30"), ("2月24日14点半", "14:30"),
        ("2月24日中午12点", "12:00"), ("2月24日中午1点20", "13:20"), ("2月24日下午12点半", "12:30"), ("2月24日 12:30 PM", "12:30"),
        ("2月24日晚8点", "20:00"), ("2月24日晚上11:59", "23:59"), ("2月24日 20：05", "20:05"), ("2月24日凌晨1点", "01:00"),
        ("2月24日凌晨12点半", "00:30"), ("2月24日 12:30 am", "00:30"), ("2月24日8点整", "08:00"), ("2月24日23时", "23:00"),
    ],
)  # fmt: skip
def test_knows_the_parts_of_a_day(written: str, clock: str) -> None:
    """Afternoon and evening move the clock on, noon and midnight do not."""
    assert read_moment(written, CALENDAR) == dt.datetime.fromisoformat(f"2020-02-24 {clock}")


@pytest.mark.parametrize("written", ["2月24日晚上12点", "2020-02-24 24:00"])
def test_the_end_of_a_day_is_the_start_of_the_next(written: str) -> None:
    """24:00 is midnight of the 25th."""
    assert read_moment(written, CALENDAR) == dt.datetime.fromisoformat("2020-02-25")


@pytest.mark.parametrize(
    "written",
    [
        "2020-02-24", "2月24日", "2月24日上午", "2.24", 2.24, "20200224", 20200224, 43885, "43885", "2020-02-24 00:00",
        dt.date(2020, 2, 24), DAY,
    ],
)  # fmt: skip
def test_a_day_without_a_clock_is_midnight(written: object) -> None:
    """A number that is a day gives no clock, not even 2.24 with its fraction."""
    assert read_moment(written, CALENDAR) == DAY


def test_counts_serials_from_1904_in_a_workbook_of_that_system() -> None:
    """A serial that carries no date format follows the workbook's date system."""
    assert read_moment(43885 - 1462 + 490 / 1440, MAC) == TEN_PAST_EIGHT


@pytest.mark.parametrize("written", ["", None, "-", "未解决", "尚未修复", "处理中", "正在处理", "待定", "否"])
def test_leaves_what_has_not_happened_blank(written: object) -> None:
    """A fault that nobody solved yet has no moment, and no finding."""
    assert written is None or read_moment(written, CALENDAR) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2月24日 25:10", "bad_clock"), ("2月24日 8:75", "bad_clock"), ("2月24日 24:01", "bad_clock"),
        ("2月24日晚上2点", "bad_clock"), ("2月24日上午14点", "bad_clock"), ("202002242510", "bad_clock"),
        ("8:10", "bad_date"), (dt.time(8, 10), "bad_date"), ("24日8:10", "bad_date"), ("2月24日8点多", "bad_date"),
        ("当天下午", "bad_date"), ("已解决", "yes_without_date"), ("√", "yes_without_date"), ("2月30日 8:10", "bad_date"),
        ("2月24日（周三）8:10", "doubtful_date"), ("02/03/2020 8:10", "doubtful_date"), (ErrorCell("#N/A"), "error_cell"),
        (202013240810, "bad_date"), (float("nan"), "bad_date"),
    ],
)  # fmt: skip
def test_leaves_what_a_person_would_doubt_as_a_finding(written: object, code: str) -> None:
    """A clock that no day has, or a day that could be two, is never guessed."""
    with pytest.raises(Unreadable) as caught:
        read_moment(written, CALENDAR)
    assert caught.value.code == code


@pytest.mark.parametrize(("reported", "solved"), [
    ("2.24 8:00", "8:10"), ("2月24日上午8点", "8点10分"), ("2020-02-24T08:00", "08:10:00"), ("2月24日", "8:10"),
])  # fmt: skip
def test_a_clock_alone_is_of_the_day_of_the_moment_before_it(reported: str, solved: str) -> None:
    """Where that gives none, nobody can tell; and no fault is solved before it was reported."""
    text = f"学院,编号,报告时间,问题描述,解决时间\n理学院,1,{reported},卡顿,{solved}\n理学院,2,待定,卡顿,8:10\n理学院,3,2.24 9:00,卡顿,8:10\n"
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    (reading,) = read_workbook(text.encode(), "表.csv", Receipt(load_term(), received))
    assert [str(moment) for moment in reading.rows["solved_at"]] == ["2020-02-24 08:10:00"]
    said = {(finding.code, finding.row) for finding in reading.findings}
    assert {("bad_date", 3), ("wrong_order", 4)} <= said
