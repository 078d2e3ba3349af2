"""The sheets of the special matters: the register, the students concerned, the daily checks."""

from __future__ import annotations

from sample_data import producers
from sample_data.layout import Table
from tests.workbooks.case import Case, Sheet, cell_grid, padded, typed

_UNIT = "材料科学与工程学院"
_REGISTER = """
特殊工作预案登记表
特殊工作|预案内容|责任人|报送日期|状态|与课堂教学衔接|考试方式|课程数|已设计课程数|校园网承载准备|启动日期|结束日期|备注
-|平时测验线上进行|顾砚汀|2月28日|已报教务处|是|线上闭卷||||||
2.疫情持续不退|全学期网络教学设计|沈岫溪|２月２８日|已批复||课程论文|40门|37|||7月12日|
３|一人一策|沈岫溪|2020/2/28|正在执行||||||||
学生返校后，仍无法进入教室上课|错峰上课|程澍畔|3月1日|进行中|||||已准备|2020-04-07||
⑤|逐一核实|程澍畔|3月1日|已报||||||||
湖北晚来学生、隔离学生|结对子|程澍畔||起草中||||||||
第七项|隔离14天|程澍畔|3月1日|已报||||||||
出现疑似症状|每日测温|程澍畔|3月1日|已报|||10|12||||
8|每日测温|程澍畔|2020年3月5日|已报||||||||
1|平时测验线上进行|顾砚汀|2月28日|已报送|是|线上闭卷||||||
审核：            （学院盖章）
"""
_CASES = """
学号|姓名|辅导员|情形|延期理由|审批结果|审批日期|学习方式|结对同学|隔离日期|发现症状时间|上报时间|健康状况
2019060101|苏砚汀|陆苇舟|申请延期|父母患病需要照料|同意延期|3月10日||||||
2019060102|顾霁澜|陆苇舟|6|在湖北|||网课|沈岫溪||||良好
2019060103|程澍遥|陆苇舟|湖北籍学生返校后隔离14天||||看录像|叶棠遥|3月5日|||体温正常
2019060104|叶棠屿|陆苇舟|疑似|晨检发热|||||2020-03-19|3月19日 7:35|3月19日 7时52分|已就医
2019060105|温筱川|陆苇舟|疑似|咳嗽||||||3月19日 7:35|3月18日 9:00|
2019060106|柏岑舟|陆苇舟|隔离学生||||在线|沈岫溪|2021-03-05|||
2019060107|穆笙屿|陆苇舟|延期返校|实习未结束|看情况|||||||
"""
_CHECKS = """
返校学生每日健康检查统计表
体温测量日期|返校人数|已测体温人数|发热人数
3月16日|12人|12|0
3月17日|12|13|0
3.18|１２|11|1例
2020年3月19日|12|12|无
本周合计|48|48|1
"""


def _tables() -> list[Table]:
    register = typed(padded(cell_grid(_REGISTER)), {(3, 0): 1})
    return [
        Table("预案登记", register, [(0, 0, 0, 12)], (1,)),
        Table("涉及学生", padded(cell_grid(_CASES)), [], (0,)),
        Table("健康检查", padded(cell_grid(_CHECKS)), [(0, 0, 0, 3)], (1,)),
    ]


def _register() -> Sheet:
    """Matters by number, by name and as the notice words them; one twice, which counts once."""
    rows: dict[int, dict[str, object]] = {
        3: {
            "item": "测验考试", "content": "平时测验线上进行", "owner": "顾砚汀", "submitted_on": "2020-02-28",
            "state": "已报送", "joint": True, "exam_method": "线上闭卷", "courses": None,
        },
        4: {
            "item": "全学期教学", "submitted_on": "2020-02-28", "state": "已批准", "courses": 40,
            "courses_designed": 37, "ends_on": "2020-07-12",
        },
        5: {"item": "困难学生", "state": "执行中"},
        6: {"item": "返校后网络教学", "state": "执行中", "network_load": True, "starts_on": "2020-04-07"},
        7: {"item": "延期到校"},
        8: {"item": "晚来隔离", "submitted_on": None, "state": "制定中"},
        11: {"item": "疑似症状", "submitted_on": "2020-03-05"},
    }  # fmt: skip
    found = [
        (9, "特殊工作", "error", "unknown_choice"),
        (10, "已设计课程数", "error", "count_exceeds"),
        (12, "特殊工作", "warning", "repeated_row"),
    ]
    return Sheet("预案登记", "contingency", 7, rows, found, form="register", unit=_UNIT)


def _students() -> Sheet:
    """Who is concerned by which matter; a report before the symptoms costs the row."""
    rows: dict[int, dict[str, object]] = {
        2: {
            "student_id": "2019060101", "item": "延期到校", "reason": "父母患病需要照料", "decision": "同意",
            "decided_on": "2020-03-10", "learning": None,
        },
        3: {"item": "晚来隔离", "learning": "在线学习", "partner": "沈岫溪", "health": "良好"},
        4: {"item": "返校隔离", "learning": "课堂录像", "isolated_on": "2020-03-05"},
        5: {
            "item": "疑似症状", "isolated_on": "2020-03-19", "symptoms_at": "2020-03-19T07:35:00",
            "reported_at": "2020-03-19T07:52:00",
        },
        8: {"item": "延期到校", "decision": None},
    }  # fmt: skip
    found = [
        (6, "上报时间", "error", "wrong_order"),
        (7, "隔离日期", "error", "plan_outside_window"),
        (8, "审批结果", "warning", "unknown_choice"),
    ]
    return Sheet("涉及学生", "contingency", 5, rows, found, form="cases", unit=_UNIT)


def _health() -> Sheet:
    """One row a day; 无 is nobody, and the week's total is no day."""
    rows: dict[int, dict[str, object]] = {
        3: {"date": "2020-03-16", "returned": 12, "checked": 12, "suspected": 0},
        5: {"date": "2020-03-18", "returned": 12, "checked": 11, "suspected": 1},
        6: {"date": "2020-03-19", "suspected": 0},
    }
    found = [(4, "已测体温人数", "error", "count_exceeds")]
    return Sheet("健康检查", "contingency", 3, rows, found, form="checks", unit=_UNIT)


def cases() -> list[Case]:
    """All of them."""
    return [
        Case(
            "通知-特殊工作预案.xlsx",
            producers.write_xlsxwriter(_tables()),
            [_register(), _students(), _health()],
            unit=_UNIT,
            received_at="2020-03-20T10:00:00+08:00",
        )
    ]
