"""Who was there, as 钉钉 and the viewers' sheet of 腾讯会议 tell it."""

from __future__ import annotations

import pytest

from tests.loaders.test_platforms_attendance import ROSTERS, sessions
from tests.workbooks.exports import (
    CLASS,
    MEETING,
    ONE_SHEET,
    PRODUCERS,
    Writer,
    codes,
    read,
    table,
    write_wps,
)

DINGTALK = """
每日统计表 统计日期：2020-03-02 至 2020-03-03
报表生成时间：2020-03-04 08:00
姓名|考勤组|部门|工号|职位|UserId|日期|班次|上班1打卡时间|上班1打卡结果|下班1打卡时间|下班1打卡结果
王老师|数据结构|教务|T01|教师|u1|20-03-02 星期一|课|07:50|正常|09:41|正常
林一|数据结构|计科1901|20190001||u2|20-03-02 星期一|课|08:00|正常||缺卡
周二|数据结构|计科1901|20190002||u3|20-03-02 星期一|课|08:01|正常|09:40|正常
吴三|数据结构|计科1901|20190003||u4|20-03-02 星期一|课||旷工||旷工
林一|数据结构|计科1901|20190001||u2|20-03-03 星期二|课|08:20|迟到|09:40|正常
周二|数据结构|计科1901|20190002||u3|20-03-03 星期二|课||请假||请假
"""


@pytest.mark.parametrize("write", PRODUCERS)
def test_daily_attendance_of_dingtalk_is_a_lesson_a_day(write: Writer) -> None:
    """Who came in was there, whoever is listed was expected; teachers are none of them."""
    readings = read(write([table("每日统计", DINGTALK)]), "数据结构.xlsx", f"钉钉/数据结构={CLASS}")
    assert sessions(readings) == [("2020-03-02", 1, 3, 2), ("2020-03-03", 1, 2, 1)]
    assert {"staff_not_counted", "columns_not_used"} <= set(codes(readings[0]))


@pytest.mark.parametrize("write", ONE_SHEET)
def test_the_viewers_of_a_meeting_were_there(write: Writer) -> None:
    """成员观看明细 alone gives the lesson; beside the overview of the same meeting it adds nothing, and is said."""
    viewers = MEETING.replace("首次入会时间", "首次观看时间").replace("累计参会时长", "观看时长")
    answer = f"腾讯会议/数据结构第3讲/123 456 789={CLASS}"
    readings = read(write([table("成员观看明细", viewers)]), "会议.xlsx", answer, rosters=ROSTERS)
    assert sessions(readings) == [("2020-03-02", 1, 4, 3)]


def test_a_meeting_is_not_counted_twice_for_its_two_sheets() -> None:
    """The second of them is named as read already."""
    book = write_wps([table("成员参会概况", MEETING), table("成员观看明细", MEETING)])
    readings = read(book, "会议.xlsx", f"腾讯会议/数据结构第3讲/123 456 789={CLASS}", rosters=ROSTERS)
    assert sessions(readings) == [("2020-03-02", 1, 4, 3)]
    assert [f.sheet for r in readings for f in r.findings if f.code == "lessons_read_already"] == [
        "成员观看明细"
    ]
