"""Indicators of teaching from the first day on: sessions, the first week's conclusions, contingencies."""

from __future__ import annotations

from functools import partial

from schema.indicators.model import Indicator

_teaching = partial(Indicator, family="teaching", kind="sessions")
_quality = partial(Indicator, family="quality", kind="summaries")
_contingency = partial(Indicator, family="contingency")
_HELD = ("实开门次", "sessions held", "应开门次", "sessions planned", "门次", "sessions")
_PRESENT = ("实到人次", "student places present", "应到人次", "student places expected", "人次", "student places")
_UNITS = ("全部学院(系、部)", "all units", "个学院(系、部)", "units")
_NEED = ("困难学生", "students in need", "人", "students")

TEACHING: tuple[Indicator, ...] = (
    _teaching("session_opening", "开课率", "Sessions held", *_HELD),
    _teaching("session_opening_sampled", "开课率（抽样）", "Sessions held (sampled)", *_HELD),
    _teaching("session_opening_feedback", "开课率（学生反馈）", "Sessions held (students' word)", *_HELD),
    _teaching("attendance", "到课率", "Attendance", *_PRESENT),
    _teaching("attendance_sampled", "到课率（抽样）", "Attendance (sampled)", *_PRESENT),
    _teaching("attendance_feedback", "到课率（学生反馈）", "Attendance (students' word)", *_PRESENT),
)
QUALITY: tuple[Indicator, ...] = (
    _quality("campus_evaluation", "校区首周评估", "Campus evaluation", "已完成的首周评估", "evaluations done", "首周评估",
             "evaluation of the first week", "项", "evaluations"),
    _quality("unit_summary", "学院首周总结", "Unit summaries", "首周总结含分类评价和改进办法的学院",
             "units whose summary has a classified evaluation and measures", *_UNITS),
    _quality("problems_closed", "问题解决率", "Problems closed", "已解决的问题", "problems closed", "发现的问题",
             "problems found", "个", "problems"),
    _quality("exemplars_spread", "典型推广率", "Exemplars spread", "已推广的典型", "exemplars spread", "选树的典型",
             "exemplars chosen", "个", "exemplars"),
    _quality("self_evaluation", "教师自评率", "Teachers' self-evaluation", "已自评的教师", "teachers who evaluated themselves",
             "应自评的教师", "teachers asked to", "人", "teachers"),
    _quality("student_feedback", "学生反馈率", "Student feedback", "已反馈的学生", "students who answered", "应反馈的学生",
             "students asked", "人", "students"),
)  # fmt: skip
CONTINGENCIES: tuple[Indicator, ...] = (
    _contingency("plans_submitted", "预案报送率", "Contingency plans", "已报送的预案", "plans submitted", "应报送的预案",
                 "plans expected", "项", "plans", "contingency"),
    _contingency("whole_term_design", "全学期设计率", "Whole-term designs", "已完成全学期设计的课程", "courses designed for the term",
                 "应设计的课程", "courses", "门", "courses", "contingency"),
    _contingency("health_checks", "每日健康检查率", "Daily health checks", "已检人次", "checks done", "应检人次",
                 "returned students × days", "人次", "checks", "contingency"),
    _contingency("need_claimed", "困难学生认领率", "Students in need claimed", "已认领的困难学生", "students claimed", *_NEED, "need"),
    _contingency("need_records", "一生一策完整率", "Complete records", "现状、需求、措施、效果、责任人齐全的困难学生",
                 "students with situation, needs, measures, result and owner", *_NEED, "need"),
)  # fmt: skip
