"""How each unit sends its sheets: the program, the layout, one workbook or several files."""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.layout import (
    Style,
    chinese_day,
    compact_day,
    dotted_day,
    iso_day,
    short_day,
    slashed_day,
)

_SIGNED = "填表人：            审核人：            （盖章）"
_SHORT = {
    "class_id": "教学班",
    "teacher": "任课教师",
    "course_name": "课程",
    "groups.created_on": "建群时间",
    "counselor_joined_on": "辅导员进群时间",
    "assistant": "助教/课代表",
    "as_of": "截止日期",
    "enrollment.expected": "应进群",
    "enrollment.joined": "已进群",
    "notified": "已通知",
    "received": "已收到资料人数",
    "material_kind": "材料类型",
    "title": "材料名称",
    "uploaded_on": "上传时间",
    "count": "份数",
    "planned_on": "计划听课日期",
    "visited_on": "听课时间",
    "visitor": "听课专家",
    "mode": "教学方式",
    "planned": "应开",
    "held": "实开",
    "sessions.expected": "应到",
    "sessions.present": "实到",
    "deferred": "延期门次",
    "accidents": "教学事故",
    "reported_at": "发生时间",
    "solved_at": "修复时间",
    "problem": "问题描述",
    "fault_kind": "故障类别",
    "situation": "学生现状",
    "measures": "帮扶措施",
    "summaries.measures": "改进措施",
    "item": "预案项目",
    "leader": "负责人",
    "leader_post": "职务",
}
_NOTED = {
    "enrollment.expected": "应进群人数（人）",
    "enrollment.joined": "已进群人数（人）",
    "notified": "已通知人数（人）",
    "received": "已收到\n资料人数",
    "class_id": "教学班编号",
    "groups.created_on": "建群日期\n（如2020-02-22）",
    "assistant": "学生助教（课代表）",
    "platform": "建群平台",
    "obstacles.platform": "授课平台",
    "fault_no": "故障编号",
    "reported_at": "报告时间\n（年月日 时:分）",
    "solved_at": "解决时间\n（未解决留空）",
    "planned": "应开课门次",
    "held": "实际开课门次",
    "in_need": "困难学生人数",
    "needs": "帮扶需求",
    "phase": "总结阶段",
}
_SYSTEM = {
    "unit": "开课单位",
    "class_id": "课程序号",
    "course_id": "课程编号",
    "groups.created_on": "创建日期",
    "platform": "教学平台",
    "as_of": "数据日期",
    "material_kind": "资料类别",
    "uploaded_on": "发布日期",
    "need_survey.as_of": "摸排日期",
    "sessions.date": "授课日期",
    "reason": "未开课原因",
    "reported_at": "报修时间",
    "solution": "处理结果",
    "owner": "负责人",
    "submitted_on": "提交时间",
}
_BANDS = {
    "课程群信息": ("platform", "group_no", "created_on", "counselor_joined_on", "assistant"),
    "授课准备": ("announced_on", "mode", "tested_on", "location", "teacher_notified_on"),
    "人数统计": ("expected", "joined", "notified", "received", "present"),
}


@dataclass(frozen=True, slots=True)
class Habit:
    """A unit's short name and its way of sending; ``dated`` is False for a roster without 进群日期."""

    short: str
    producer: str
    style: Style
    roster: bool = False
    dated: bool = True


HABITS: dict[str, Habit] = {
    "计算机科学与技术学院": Habit("计算机学院", "xlsxwriter", Style(title=True)),
    "信息科学与工程学院": Habit(
        "信息学院",
        "wps",
        Style(headers=_NOTED, bands=_BANDS, title=True, unit_line=True, total=True, serial=True),
    ),
    "汽车工程学院": Habit("汽车学院", "xls", Style(headers=_SHORT, title=True, dates=short_day)),
    "船舶与海洋工程学院": Habit(
        "船舶学院",
        "wps",
        Style(title=True, unit_line=True, dates=dotted_day, footer=_SIGNED, serial=True),
    ),
    "海洋科学与技术学院": Habit(
        "海洋学院", "html", Style(headers=_SYSTEM, unit_column=True, dates=slashed_day)
    ),
    "材料科学与工程学院": Habit(
        "材料学院",
        "xlsxwriter",
        Style(headers=_SHORT, title=True, total=True, blank_edge=True, merged="class_id"),
    ),
    "经济管理学院": Habit("经管学院", "pandas", Style(unit_column=True)),
    "语言文学学院": Habit(
        "语言学院",
        "wps",
        Style(
            headers=_NOTED,
            title=True,
            unit_line=True,
            people="人",
            dates=chinese_day,
            total=True,
            footer=_SIGNED,
        ),
    ),
    "理学院": Habit("理学院", "csv-gbk", Style(dates=iso_day)),
    "马克思主义学院": Habit("马院", "wps", Style(headers=_SYSTEM, title=True, unit_line=True)),
    "体育教学部": Habit(
        "体育部", "csv-bom", Style(headers=_SHORT, unit_column=True, dates=compact_day, serial=True)
    ),
    "新能源学院": Habit("新能源学院", "ods", Style(title=True, dates=iso_day), roster=True),
    "土木工程系": Habit(
        "土木系",
        "spreadsheetml",
        Style(
            title=True,
            unit_line=True,
            dates=chinese_day,
            footer=_SIGNED,
            merged="class_id",
            note="说明：每天22:00前报送；未完成的项目请留空，不要填“无”。",
        ),
    ),
    "光电科学系": Habit(
        "光电系",
        "xlsxwriter",
        Style(headers=_SHORT | {"received": "是否收到材料"}, title=True, dates=slashed_day),
        roster=True,
        dated=False,
    ),
}
# The office of academic affairs sends the plan and the visits of campus visitors for all units.
OFFICE = Habit("教务处", "xlsxwriter", Style(title=True, unit_column=True, serial=True))
