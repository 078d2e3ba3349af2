"""Sessions, technical obstacles and summaries, as people lay them out."""

from __future__ import annotations

import datetime as dt

from sample_data import markup, producers
from sample_data.layout import Cell, Table
from tests.workbooks.case import Case, Sheet, cell_grid, padded, typed

_AT = dt.datetime.fromisoformat


def _sessions() -> list[Case]:
    """A bad week by class: ids merged over the days, counts with their word, and a source that nobody knows."""
    text = """
    授课情况统计表（第2周）
    填报单位：船舶与海洋工程学院
    教学班号|课程名称|上课日期|应开课门次|实际开课门次|应到人数|实到人数|授课方式|数据来源|延期门次|未开原因|教学事故数|补课日期
    04000101|船舶原理|2|1|1|45|43|直播+慕课|学院上报|||0|
    |船舶原理|4|1|0|||直播|上报|1|平台故障|无|3月11日
    04000102|船舶设计|3.5|2门次|２|90人次|85|录播|抽查|||未发生|
    04000199|船舶振动|3月6日|1|1|30|29|直播||||0|
    04000102|船舶设计|3月6日|1|2|45|44|录播||||0|
    04000102|船舶设计|3月7日|1|1|40|41|录播||||0|
    04000102|船舶设计|2020年3月8日|一|1|40|38|直播|学生问卷||||
    04000101|船舶原理|3月6日|1|1|45|44|直播|群里看的|||0|
    合计|||8|7|295|280|||1||0|
    填表人：冉栩屿        审核人：            （盖章）
    """
    days: dict[tuple[int, int], Cell] = {
        (4, 2): dt.date(2020, 3, 2),
        (5, 2): dt.date(2020, 3, 4),
        (4, 3): 1,
        (4, 4): 1,
        (5, 4): 0,
    }
    grid = typed(padded(cell_grid(text)), days)
    table = Table("授课情况", grid, [(0, 0, 0, 12), (1, 0, 1, 12), (3, 0, 4, 0)], (2,))
    rows: dict[int, dict[str, object]] = {
        4: {
            "class_id": "04000101", "date": "2020-03-02", "planned": 1, "held": 1, "expected": 45, "present": 43,
            "mode": ["直播", "慕课"], "source": "上报", "deferred": None, "accidents": 0,
        },
        5: {
            "class_id": "04000101", "date": "2020-03-04", "held": 0, "expected": None, "deferred": 1,
            "reason": "平台故障", "accidents": 0, "moved_to": "2020-03-11",
        },
        6: {"date": "2020-03-05", "planned": 2, "held": 2, "expected": 90, "source": "抽样", "accidents": 0},
        7: {"class_id": "04000199", "source": "上报"},
        10: {"date": "2020-03-08", "planned": 1, "source": "学生反馈", "accidents": None},
    }  # fmt: skip
    found = [
        (7, "教学班号", "warning", "unknown_class"),
        (8, "实际开课门次", "error", "count_exceeds"),
        (9, "实到人数", "error", "count_exceeds"),
        (11, "数据来源", "error", "unknown_choice"),
    ]
    unit = "船舶与海洋工程学院"
    return [
        Case(
            "通知-授课情况.xls",
            producers.write_xls([table]),
            [Sheet("授课情况", "sessions", 5, rows, found, form="by_class", unit=unit)],
            unit=unit,
            plan={"04000101": unit, "04000102": unit},
            received_at="2020-03-09T20:00:00+08:00",
        )
    ]


def _session_totals() -> list[Case]:
    """Totals of a unit day by day as text in GBK, with a subtotal that is no day; and one without its days."""
    text = """
    体育教学部每日授课情况汇总
    日期|应开课门次|实开课门次|应到课人次|到课人次|授课教师数|教学事故|原因
    2月24日|36|36|1,204|1180人次|18|无|
    2月25日|30门次|29|1001|970|15|0|教师生病1门次
    2020-2-26|28|29|900|880|14|0|
    小计|94|94|3105|3030|||
    """
    grid = padded(cell_grid(text))
    rows: dict[int, dict[str, object]] = {
        3: {
            "date": "2020-02-24", "planned": 36, "held": 36, "expected": 1204, "present": 1180, "teachers": 18,
            "accidents": 0, "source": "上报", "deferred": None,
        },
        4: {"date": "2020-02-25", "planned": 30, "held": 29, "reason": "教师生病1门次"},
    }  # fmt: skip
    found = [(5, "实开课门次", "error", "count_exceeds")]
    dayless = [[row[0], *row[1:]] for row in grid[1:]]
    dayless[0][0] = "校区"
    return [
        Case(
            "通知-授课汇总GBK.csv",
            producers.write_csv_gbk([Table("", grid)]),
            [Sheet(None, "sessions", 2, rows, found, form="totals", unit="体育教学部")],
            unit="体育教学部",
            received_at="2020-02-26T21:00:00+08:00",
        ),
        Case(
            "拒收-授课缺日期.xlsx",
            producers.write_wps([Table("Sheet1", dayless)]),
            refused="missing_columns",
            unit="体育教学部",
        ),
    ]


def _obstacles() -> list[Case]:
    """Clocks in every writing; rows numbered beside their own numbers, and one that has none of its own."""
    text = """
    网络教学技术障碍登记表
    单位：汽车工程学院
    序号|故障编号|发生时间|教学班|任课教师|使用平台|故障类型|故障描述|解决时间|解决办法|处理人
    1|GZ01|-|03000101|苏砚汀|雨课堂|网络卡顿|课堂直播中断|-|改用热点|陆苇舟
    2|GZ02|2月24日 8:10|||钉钉|平台故障|无法登录|2020/2/24 下午2点半|重置密码|陆苇舟
    3|GZ03|-|03000102|顾霁澜|腾讯会议|软件使用|不会共享屏幕|2020-02-24T00:40:00Z|电话指导|陆苇舟
    4|GZ04|-||||设备|麦克风没有声音|-|寄送耳机|
    5|GZ05|2020.2.24 10:00|||雨课堂|校园网|掉线|2020.2.24 9:30||
    6|GZ06|2月24日晚8点|||学习通|其它|作业上传失败|未解决||
    7|GZ07|2月24日 25:00|||学习通|平台|卡顿|||
    8|GZ08|2020年2月23日（周日） 20：15|||钉钉|玄学|时好时坏|处理中||
    9||2月24日 9:00|||钉钉|平台|没有声音|||
    10|GZ10|2月24日 9:00|||钉钉|平台||||
    合计|8件
    注：解决时间精确到分
    """
    moments: dict[tuple[int, int], Cell] = {
        (4, 2): _AT("2020-02-24 08:05"), (4, 8): _AT("2020-02-24 08:40"), (6, 2): 43885 + 490 / 1440,
        (7, 2): dt.date(2020, 2, 24), (7, 8): _AT("2020-02-24 15:00"),
    }  # fmt: skip
    table = Table("障碍", typed(padded(cell_grid(text)), moments), [(0, 0, 0, 10), (1, 0, 1, 10)], (2,))
    rows: dict[int, dict[str, object]] = {
        4: {
            "fault_no": "GZ01", "reported_at": "2020-02-24T08:05:00", "solved_at": "2020-02-24T08:40:00",
            "class_id": "03000101", "teacher": "苏砚汀", "platform": "雨课堂", "fault_kind": "校园网",
            "problem": "课堂直播中断", "solution": "改用热点", "handler": "陆苇舟",
        },
        5: {
            "reported_at": "2020-02-24T08:10:00", "solved_at": "2020-02-24T14:30:00", "class_id": None,
            "fault_kind": "教学平台",
        },
        6: {"reported_at": "2020-02-24T08:10:00", "solved_at": "2020-02-24T08:40:00", "fault_kind": "软件配置"},
        7: {"reported_at": "2020-02-24T00:00:00", "solved_at": "2020-02-24T15:00:00", "fault_kind": "设备"},
        9: {"reported_at": "2020-02-24T20:00:00", "solved_at": None, "fault_kind": "其他"},
        11: {"reported_at": "2020-02-23T20:15:00", "solved_at": None, "fault_kind": None},
    }  # fmt: skip
    found = [
        (7, "发生时间", "warning", "clock_missing"),
        (8, "解决时间", "error", "wrong_order"),
        (10, "发生时间", "error", "bad_clock"),
        (11, "故障类型", "warning", "unknown_choice"),
        (12, "故障编号", "error", "missing_value"),
        (13, "故障描述", "error", "missing_value"),
    ]
    unit = "汽车工程学院"
    return [
        Case(
            "通知-技术障碍.xlsx",
            producers.write_xlsxwriter([table]),
            [Sheet("障碍", "obstacles", 6, rows, found, unit=unit)],
            unit=unit,
            received_at="2020-02-24T22:00:00+08:00",
        )
    ]


def _numbered_obstacles() -> list[Case]:
    """A short list that has only running numbers and days; sent on the web, and so all of it text."""
    text = """
    序号|报告日期|问题|处理情况
    1|2020/2/23|教师家中断网|改用热点
    2|2020/2/23|不会用雨课堂|进行中
    """
    rows: dict[int, dict[str, object]] = {
        2: {
            "fault_no": "1",
            "reported_at": "2020-02-23T00:00:00",
            "problem": "教师家中断网",
            "solution": "改用热点",
        },
        3: {"fault_no": "2", "solution": None},
    }
    found = [(row, "报告日期", "warning", "clock_missing") for row in (2, 3)]
    sheets = [Sheet(None, "obstacles", 2, rows, found, unit="语言文学学院")]
    data = markup.write_html([Table("", padded(cell_grid(text)))])
    return [Case("通知-技术障碍网页.xls", data, sheets, unit="语言文学学院")]


def _campus_obstacles() -> list[Case]:
    """The network centre's list: the campus under its names, a unit, and one that does not exist."""
    text = """
    编号|影响范围|报障时间|障碍类别|障碍描述|恢复时间|技术人员
    W01|全校|-|校园网|出口带宽拥塞|-|栗舟
    W02|网络中心|2020-02-23 9:05|平台故障|认证缓慢|2020-02-23 9:42|栗舟
    W03|校区|2020-02-23 10:05|系统|选课系统无法访问||栗舟
    W04|理学院|2020-02-23 11:00|上网|办公楼断网|2020-02-23 11:30|栗舟
    W05|物理学院|2020-02-23 12:00|上网|办公楼断网|2020-02-23 12:30|栗舟
    """
    moments = {(2, 2): _AT("2020-02-23 07:52"), (2, 5): _AT("2020-02-23 09:00")}
    rows: dict[int, dict[str, object]] = {
        2: {
            "unit": "全校", "fault_no": "W01", "reported_at": "2020-02-23T07:52:00",
            "solved_at": "2020-02-23T09:00:00",
        },
        3: {"unit": "全校", "fault_kind": "教学平台"},
        4: {"unit": "全校", "fault_kind": "教学平台", "solved_at": None},
        5: {"unit": "理学院", "fault_kind": None},
        6: {"unit": None},
    }  # fmt: skip
    found = [
        (5, "障碍类别", "warning", "unknown_choice"),
        (6, "障碍类别", "warning", "unknown_choice"),
        (6, "影响范围", "warning", "unknown_unit"),
    ]
    table = Table("网络中心", typed(padded(cell_grid(text)), moments), [], (0,))
    sheets = [Sheet("网络中心", "obstacles", 5, rows, found)]
    return [Case("通知-网络中心技术障碍.ods", producers.write_ods([table]), sheets)]


def _summaries() -> list[Case]:
    """A list of the office: two header rows, units merged over their phases, phases numbered and explained."""
    text = """
    各学院网络教学总结情况汇总表
    单位|总结阶段|提交时间|分类评价|改进措施|问题||典型||教师自评||学生反馈||总结要点
    |||||发现问题数|已解决|选树典型|已推广|应自评|已自评|应反馈|已反馈|
    理学院|首周（2.24-3.1）|3月1日|是|有|5个|4|2|1|86|80人|420|395|分三类评价
    |2|2020-3-8|是|是|3|3|1|1|86|86|||
    |第三周总结|2020.3.15|√|√|2|3|||||||
    土木系|首周|2020-03-03|没有|有|6|5|1|0|20|18|290|260|
    全校|首周总结|3月2日|是|是|12|8|6|4|||||校区评估
    光电系|期末|3月2日|是|是|1|1|||||||
    马院|1.首周||是|是|1|1|||||||
    合计||||||26|24
    汇总：教务处质量科          2020年3月16日
    """
    grid = padded(cell_grid(text))
    merges = [(0, 0, 0, 13), (1, 5, 1, 6), (1, 7, 1, 8), (1, 9, 1, 10), (1, 11, 1, 12), (3, 0, 5, 0)]
    merges += [(1, place, 2, place) for place in (0, 1, 2, 3, 4, 13)]
    rows: dict[int, dict[str, object]] = {
        4: {
            "unit": "理学院", "phase": "首周", "submitted_on": "2020-03-01", "classified": True, "measures": True,
            "problems_found": 5, "problems_closed": 4, "exemplars": 2, "spread": 1, "teachers": 86,
            "self_evaluated": 80, "asked": 420, "answered": 395, "content": "分三类评价",
        },
        5: {"unit": "理学院", "phase": "第二周", "submitted_on": "2020-03-08", "asked": None},
        7: {"unit": "土木工程系", "phase": "首周", "classified": False, "measures": True},
        8: {"unit": "全校", "phase": "首周", "submitted_on": "2020-03-02", "content": "校区评估"},
    }  # fmt: skip
    found = [
        (6, "已解决", "error", "count_exceeds"),
        (9, "总结阶段", "error", "unknown_choice"),
        (10, "提交时间", "error", "missing_value"),
    ]
    return [
        Case(
            "通知-阶段总结.xlsx",
            producers.write_wps([Table("总结", grid, merges, (1, 2))]),
            [Sheet("总结", "summaries", 4, rows, found)],
            received_at="2020-03-16T10:00:00+08:00",
        )
    ]


def cases() -> list[Case]:
    """All of them."""
    parts = (
        _sessions, _session_totals, _obstacles, _numbered_obstacles, _campus_obstacles, _summaries,
    )  # fmt: skip
    return [case for part in parts for case in part()]
