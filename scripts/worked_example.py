"""A small term worked out by hand: the sheets that came in, and what each indicator makes of them.

``docs/indicators.md`` prints both, and a test reads the sheets as if they had been sent. There are two units,
甲学院 and 乙学院; every sheet came at noon of the 26th of February, the first teaching day is the 24th, and
the figures are those of the campus at the end of the 26th.
"""

from __future__ import annotations

from charts.wording import format_rate, format_ratio
from schema.figures import CAMPUS
from schema.kinds import kind_by_id

UNITS = ("甲学院", "乙学院")
# Who sent it (``None``: academic affairs), the kind, and the lines of the sheet.
SHEETS: tuple[tuple[str | None, str, str], ...] = (
    (None, "plan", """
学院,课程名称,教学班号,教师工号,授课教师,首次上课日期,选课人数
甲学院,船舶原理,001,101,赵一,2020-02-24,40
甲学院,船舶结构,002,102,钱二,2020-02-24,30
乙学院,高等数学,003,103,孙三,2020-02-25,2
"""),
    ("甲学院", "groups", """
教学班号,建群日期,辅导员进群日期,学生助教/课代表,教学安排通告日期,测试日期,授课地点,教师通知日期
001,2020-02-20,2020-02-21,李助,2020-02-22,2020-02-22,家中,2020-02-20
002,2020-02-21,,,,,,
"""),
    ("甲学院", "enrollment", """
教学班号,统计日期,应进群人数,已进群人数,已通知人数,已收到资料人数
001,2020-02-25,40,38,40,36
002,2020-02-25,30,15,20,
"""),
    ("乙学院", "enrollment", """
教学班号,学号,姓名,进群日期
003,1901,周甲,2020-02-21
003,1902,吴乙,
"""),
    ("甲学院", "materials", """
教学班号,资料类型,资料名称,上传日期
001,PPT,第一讲,2020-02-22
001,习题,第一章,2020-02-23
"""),
    ("甲学院", "visits", """
教学班号,安排日期,听课日期,听课人,听课人类别
001,2020-02-22,2020-02-24,周校长,校领导
002,2020-02-26,,吴督导,学院督导组
"""),
    (None, "visitors", """
听课人,听课人类别
周校长,校领导
郑校长,校领导
冯教授,校督导组
"""),
    ("甲学院", "workgroups", """
工作组类别,组长,组长职务,成立日期
学院工作组,王院长,院长,2020-02-20
纪律检查组,李书记,书记,2020-02-20
"""),
    (None, "workgroups", f"""
学院,工作组类别,组长,组长职务,成立日期
{CAMPUS},校区工作组,周校长,校领导,2020-02-20
"""),
    ("甲学院", "need", """
统计日期,学生总数,已摸排人数,困难学生数,已帮扶人数
2020-02-22,100,90,4,3
"""),
    ("甲学院", "need", """
学号,姓名,现状,需求,措施,效果,责任人,认领日期
1801,陈一,无网络,手机流量,已充值,能上课,李书记,2020-02-22
1802,陈二,无电脑,学习设备,,,,
"""),
    ("甲学院", "obstacles", """
编号,报告时间,问题描述,解决时间
1,2020-02-24 08:10,平台打不开,2020-02-24 09:00
2,2020-02-25 10:00,声音卡顿,
"""),
    ("甲学院", "sessions", """
教学班号,日期,应开门次,实开门次,应到人数,实到人数,数据来源
001,2020-02-24,2,2,80,76,上报
002,2020-02-25,1,0,,,上报
001,2020-02-24,1,1,40,37,抽样
001,2020-02-24,2,1,40,30,学生反馈
"""),
    ("甲学院", "summaries", """
阶段,提交日期,分类评价,改进办法,发现问题数,已解决问题数,典型数,已推广典型数,应自评教师数,已自评教师数,应反馈学生数,已反馈学生数
首周,2020-02-26,是,是,5,3,2,1,2,1,70,56
"""),
    (None, "summaries", f"""
学院,阶段,提交日期,分类评价,改进办法
{CAMPUS},首周,2020-02-26,是,是
"""),
    ("甲学院", "contingency", """
预案事项,报送日期,状态,应设计课程数,已完成全学期设计课程数
全学期教学,2020-02-25,已报送,10,4
返校后网络教学,2020-02-25,已报送,,
测验考试,,制定中,,
"""),
    ("甲学院", "contingency", """
日期,返校学生数,已检人数
2020-02-25,50,48
"""),
)  # fmt: skip

# Indicator → what is counted in n and in d: an item, and how many it counts where that is not one.
WORKED: dict[str, tuple[str, str]] = {
    "group_creation": ("001 002", "001 002 003"),
    "counselor_presence": ("001", "001 002 003"),
    "assistant_assignment": ("001", "001 002"),
    "enrollment": ("001:38 002:15 003:1", "001:40 002:30 003:2"),
    "notification": ("001:40 002:20", "001:40 002:30 003:2"),
    "material_receipt": ("001:36", "001:40 002:30 003:2"),
    "material_coverage": ("001", "001 002 003"),
    "visit_arrangement": ("甲学院", "甲学院 乙学院"),
    "visit_coverage": ("001", "001 002 003"),
    "reporting": ("groups enrollment:2 materials visits", "甲学院:4 乙学院:4"),
    "workgroup": ("甲学院", "甲学院 乙学院"),
    "discipline_group": ("甲学院", "甲学院 乙学院"),
    "campus_workgroup": (CAMPUS, CAMPUS),
    "need_survey": ("甲学院:90", "甲学院:100"),
    "need_support": ("甲学院:3", "甲学院:4"),
    "assistant_coverage": ("001", "001 002 003"),
    "teachers_notified": ("101", "101 102"),
    "announcement": ("001", "001 002 003"),
    "teacher_place": ("101", "101 102 103"),
    "teaching_at_home": ("101", "101"),
    "teaching_test": ("001", "001 002 003"),
    "students_complete": ("1901", "1901 1902"),
    "leader_visits": ("周校长", "周校长 郑校长"),
    "expert_visits": ("", "冯教授"),
    "unit_supervision": ("甲学院", "甲学院 乙学院"),
    "obstacles_solved": ("1", "1 2"),
    "session_opening": ("001:2", "001:2 002"),
    "session_opening_sampled": ("001", "001"),
    "session_opening_feedback": ("001", "001:2"),
    "attendance": ("001:76", "001:80"),
    "attendance_sampled": ("001:37", "001:40"),
    "attendance_feedback": ("001:30", "001:40"),
    "campus_evaluation": (CAMPUS, CAMPUS),
    "unit_summary": ("甲学院", "甲学院 乙学院"),
    "problems_closed": ("甲学院:3", "甲学院:5"),
    "exemplars_spread": ("甲学院", "甲学院:2"),
    "self_evaluation": ("甲学院", "甲学院:2"),
    "student_feedback": ("甲学院:56", "甲学院:70"),
    "plans_submitted": ("全学期教学 返校后网络教学", "甲学院:8 乙学院:8"),
    "whole_term_design": ("甲学院:4", "甲学院:10"),
    "health_checks": ("甲学院:48", "甲学院:100"),
    "need_claimed": ("1801", "1801 1802"),
    "need_records": ("1801", "1801 1802"),
}


def items(written: str) -> dict[str, int]:
    """Each item of one side of :data:`WORKED` with how many it counts."""
    pairs = (each.partition(":") for each in written.split())
    return {item: int(count or 1) for item, _colon, count in pairs}


def totals(indicator: str) -> tuple[int, int]:
    """The n and the d of ``indicator``."""
    n, d = (sum(items(side).values()) for side in WORKED[indicator])
    return n, d


def sheets_section() -> list[str]:
    """The sheets that came in, as lines of markdown."""
    lines = [
        "## 例表 The sheets of the examples",
        "",
        f"两个学院：{'、'.join(UNITS)}；2月24日开始上课；各表都在2月26日中午收到。每项定义之后的例是{CAMPUS}截至2月26日的数字："
        "先写数到的，再写应数的；冒号后是数量。",
        "Two units; teaching starts on 24 February; every sheet came at noon of the 26th. The example after "
        "each definition is the campus's figure up to the 26th: what counts in n, then in d, each with its "
        "number behind the colon.",
        "",
    ]
    for unit, kind, rows in SHEETS:
        title = kind_by_id(kind).title
        lines += [f"{title}（{unit or '教务处'}）", "", "```csv", *rows.strip().splitlines(), "```", ""]
    return lines


def example_line(indicator: str) -> str:
    """The figure of ``indicator``, and what it is made of."""
    n, d = totals(indicator)
    sides = " / ".join(side or "—" for side in WORKED[indicator])
    return f"例 example: {sides} = {format_ratio(n, d)} = **{format_rate(n / d)}**"
