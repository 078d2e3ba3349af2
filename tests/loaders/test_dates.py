"""Days in every usual writing, and what is left as a finding."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from loaders.cells.dates import Calendar, read_date
from loaders.cells.text import ErrorCell, FormulaCell, Unreadable

CALENDAR = Calendar(dt.date(2020, 2, 6), dt.date(2020, 7, 12), ZoneInfo("Asia/Shanghai"))
MAC = Calendar(dt.date(2020, 2, 6), dt.date(2020, 7, 12), ZoneInfo("Asia/Shanghai"), date1904=True)
THE_21ST = dt.date(2020, 2, 21)


@pytest.mark.parametrize(
    "written",
    [
        "2020-02-21", "2020-2-21", "2020/2/21", "2020.2.21", "2020.02.21", "2020年2月21日", "2020年02月21日",
        "2020 年 2 月 21 日", "2020年2月21号", "2020年2月21", "2020，2，21", "2020、2、21", "2020。2。21", "2020 02 21", "2月21日", "2月21号", "02月21日", "2-21", "2/21",
        "2.21", "02-21", "20200221", "２０２０年２月２１日", "２０２０－０２－２１", "2020－2－21", "2020—2—21",
        "43882", "43882.5", "2020-02-21 10:30", "2020-02-21 10:30:00", "2020-02-21T10:30:00",
        "2020-02-21T10:30:00+08:00", "2020-02-20T20:30:00Z", "2020/2/21 8:05", "2020年2月21日10时", "2020年2月21日 10:30",
        "2月21日上午", "2月21日 10:30", "2月21日晚8点", "2月21日（周五）", "2月21日（第2周）", "2020/2/21（第二周周五）", "2月21日 第2周 星期五", "2月21日 周五", "2020年2月21日星期五",
        "2020-02-21 Fri", "Friday, February 21, 2020", "Feb 21, 2020", "Feb. 21 2020", "February 21st, 2020",
        "21 Feb 2020", "21-Feb-2020", "21-Feb-20", "21 February", "Feb 21", "2/21/2020", "21/2/2020", "21.02.2020",
        "2/21/20", "20-2-21", "20.2.21", "20年2月21日", "二月二十一日", "二〇二〇年二月二十一日",
        "\u200b2020-02-21\ufeff", " 2020-02-21\u3000", "'2020-02-21", "2020-02-21 00:00:00", "20200221.0", "2020-02-21 24:00",
        "0221", "200221", "2020.2.21.", "2月21日。", "２。21", "2。21", "20200221103000", "202002211030",
        dt.date(2020, 2, 21), dt.datetime.fromisoformat("2020-02-21T23:59"), 43882, 43882.0, 43882.75, 20200221, 20200221.0, 2.21,
    ],
)  # fmt: skip
def test_reads_a_day_as_a_person_would(written: object) -> None:
    """Every usual writing of 21 February 2020 is read as that day."""
    assert read_date(written, CALENDAR) == THE_21ST


def test_counts_serials_from_1904_in_a_workbook_of_that_system() -> None:
    """A serial that carries no date format follows the workbook's date system."""
    assert read_date(43882 - 1462, MAC) == THE_21ST


@pytest.mark.parametrize(
    "written", ["", None, "-", "/", "无", "否", "×", "未建群", "尚未", "待定", "—", "N/A"]
)
def test_leaves_what_is_not_done_yet_blank(written: object) -> None:
    """A blank, a dash or a plain no in a date column is no day and no finding."""
    assert written is None or read_date(written, CALENDAR) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("02/03/2020", "doubtful_date"), ("3/2/20", "doubtful_date"), (2.2, "doubtful_date"), (2.3, "doubtful_date"),
        ("2月21日（周三）", "doubtful_date"), ("周三3-4", "doubtful_date"), ("星期三 5-6", "doubtful_date"), ("是", "yes_without_date"), ("√", "yes_without_date"),
        (True, "yes_without_date"), ("已完成", "yes_without_date"),
        ("2020-02-30", "bad_date"), ("20200230", "bad_date"), ("2月30日", "bad_date"), ("9月30日前", "bad_date"),
        ("2月下旬", "bad_date"), ("昨天", "bad_date"), ("2月21日-2月23日", "bad_date"), ("21日", "bad_date"),
        ("2020年2月", "bad_date"), ("周五", "bad_date"), ("约2月21日", "bad_date"), (0.5, "bad_date"), (45, "bad_date"),
        ("45人", "bad_date"), ("2020-02-21-2020-02-23", "bad_date"), (dt.time(10, 0), "bad_date"),
        (float("nan"), "bad_date"), (float("inf"), "bad_date"), ("13/14/2020", "bad_date"), (10**30, "bad_date"),
        (ErrorCell("#N/A"), "error_cell"), (FormulaCell("=TODAY()"), "formula_without_value"),
    ],
)  # fmt: skip
def test_leaves_what_a_person_would_doubt_as_a_finding(written: object, code: str) -> None:
    """What could be two days, or none, is never guessed."""
    with pytest.raises(Unreadable) as caught:
        read_date(written, CALENDAR)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "written",
    [
        "2020-02-21 08:00-09:40", "2020/2/21 10:05-11:45", "2020-02-21 19:00—20:35", "2020年2月21日 08:00-09:40",
        "2020-02-21 8:00~9:40", "2020-02-21 08:00 - 10:00", "2020-02-21(8:00-9:40)", "2月21日 8点-9点40", "2.21 1-2节",
        "2月21日(周五)第3、4节", "2020-02-21T22:00-05:30", "2.21上午8:00至9:40",
    ],
)  # fmt: skip
def test_a_lesson_from_one_clock_to_another_is_on_its_day(written: str) -> None:
    """The end of a lesson is no offset from UTC: it moves no day."""
    expected = THE_21ST if "T" not in written else THE_21ST + dt.timedelta(days=1)
    assert read_date(written, CALENDAR) == expected


@pytest.mark.parametrize("written", ["2020-02-21 20:00-05:00", "2020-02-21 22:00:00-05:00"])
def test_a_lesson_that_ends_before_it_begins_is_doubtful(written: str) -> None:
    """It may be an offset from UTC or a slip: which, nobody can tell."""
    with pytest.raises(Unreadable) as caught:
        read_date(written, CALENDAR)
    assert caught.value.code == "doubtful_date"


@pytest.mark.parametrize(
    ("written", "code"),
    [("0304", "doubtful_date"), ("0102", "doubtful_date"), ("0231", "bad_date"), ("1121", "bad_date")],
)
def test_four_digits_are_a_day_of_the_term_and_no_lessons(written: str, code: str) -> None:
    """0304 is how systems write the third and fourth lesson; 1121 lies outside the term."""
    with pytest.raises(Unreadable) as caught:
        read_date(written, CALENDAR)
    assert caught.value.code == code
