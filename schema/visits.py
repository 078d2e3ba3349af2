"""听课: supervision visits, planned and done."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, DateRule, SheetForm, SheetKind
from schema.vocabulary import VISITOR_KINDS

VISITS = SheetKind(
    "visits", "听课", "Supervision visits",
    (
        SheetForm(
            table="visits",
            key=("class_id", "visitor"),
            key_dates=("planned_on", "visited_on"),
            columns=(
                c.unit(),
                c.CLASS_ID,
                Column(
                    "planned_on", "安排日期", "Planned On", ColumnType.DATE,
                    date_rule=DateRule.PLANNED,
                    aliases=("听课计划日期", "听课计划时间", "拟听课日", "预定听课日期", "安排听课日", "预计听课时间", "计划听课日期", "安排听课日期", "安排听课时间", "拟听课日期", "计划日期", "安排时间", "计划听课时间",
                             "听课安排日期", "听课安排时间", "拟听课时间", "计划听课日", "预计听课日期", "听课日期(计划)", "听课时间(计划)", "听课日期(拟)", "听课日期(预计)", "排定日期", "Planned", "Planned Date"),
                    hint="安排与听课日期至少填一个", hint_en="Give this day or the day visited",
                ),
                c.done_on(
                    "visited_on", "听课日期", "Visited On", "听课完成时间", "实际听课日", "督导日期", "督导时间", "随堂听课日期", "线上听课日期", "线上听课时间", "在线听课日期", "看课日期", "看课时间", "听课时间", "实际听课日期", "听课日",
                    "实际听课时间", "完成日期", "听课完成日期", "实际日期", "已听课日期", "Visited", "Visit Date", "Date Visited",
                ),
                Column(
                    "visitor", "听课人", "Visitor", ColumnType.TEXT, required=True, people=True, posts=True,
                    aliases=("听课教师姓名", "听课专家姓名", "听课领导姓名", "听课者姓名", "听课督导姓名", "督导专家姓名", "督导教师", "督导人员", "听课老师", "听课人姓名", "听课专家", "听课领导", "听课教师", "督导", "督导专家", "听课人员",
                             "督导姓名", "听课者", "督导员", "听课督导", "听课人员姓名", "听课成员", "Observer", "Visitor Name"),
                ),
                Column(
                    "visitor_kind", "听课人类别", "Visitor Kind", ColumnType.CHOICE, required=True,
                    vocabulary=VISITOR_KINDS,
                    aliases=("听课者身份", "听课人角色", "听课教师类别", "听课身份", "听课人类型", "听课人身份", "人员类别", "督导类别", "听课类别", "身份", "类别",
                             "督导类型", "听课人员类别", "听课人员类型", "听课人员身份", "听课者类别", "人员类型", "听课组别", "听课类型", "Visitor Type", "Visitor Category", "Observer Type", "Observer Kind", "Observer Category"),
                ),
                Column(
                    "mode", "授课方式", "Teaching Mode", ColumnType.TEXT, aliases=c.MODE_ALIASES,
                ),
                c.count("expected", "应到人数", "Expected", "应到学生", "应上课学生数", "应上线人数", "应到", "应到学生数", "应到学生人数",
                        "应到课人数", "应出勤人数", "应上课人数", "Expected Students", stand_ins=c.ENROLLED),
                c.count("present", "实到人数", "Present", "实到学生", "在线人数", "上线人数", "实上线人数", "实际在线人数", "在线学生数", "实际到课学生数", "学生到课人数", "到课学生人数", "实到", "实到学生数", "到课人数", "实到学生人数",
                        "出勤人数", "实到课人数", "实际到课人数", "到课学生数", "实际出勤人数", "实际人数", "签到人数", "Present Students", "Attendance", at_most="expected"),
                Column(
                    "score", "评分", "Score", ColumnType.SCORE,
                    aliases=("听课总分", "课堂教学评分", "综合得分", "总体评分", "教学评分", "评教分数", "得分", "分数", "听课评分", "评价得分", "总评分", "打分", "评价分数", "听课得分", "课堂评分", "评价", "综合评分", "Rating"),
                    hint="0 到 100", hint_en="0 to 100",
                ),
                Column(
                    "problem", "问题", "Problem", ColumnType.TEXT,
                    aliases=("问题及建议", "问题和建议", "存在问题及建议", "存在的问题及建议", "存在问题和建议", "存在问题与建议", "存在的问题与建议", "发现问题及建议", "发现的主要问题", "主要问题及建议", "主要问题和建议", "问题与不足", "问题反馈", "不足之处", "存在不足", "存在的不足", "不足与建议", "存在问题", "发现问题", "发现的问题", "存在的问题", "主要问题", "问题描述", "问题与建议",
                             "Problems", "Issue", "Issues"),
                ),
                Column(
                    "action", "整改措施", "Action", ColumnType.TEXT,
                    aliases=("整改方案", "整改落实", "整改落实情况", "改进情况", "处理措施", "解决办法", "解决方案", "整改", "改进措施", "解决措施", "整改情况", "措施", "Measures", "Corrective Action"),
                ),
                c.done_on(
                    "resolved_on", "整改完成日期", "Resolved On", "整改时间", "解决时间", "整改到位日期", "整改落实日期", "完成整改时间", "改进完成日期", "整改日期", "整改完成时间", "解决日期",
                    "完成整改日期", "Resolved", "Resolved Date",
                ),
            ),
            signs=("visitor", "visitor_kind", "visited_on"),
            word_of_sheet="visitor_kind",
            across="visitor_kind",
            across_cells=("visitor",),
            advisory_order=(("visited_on", "resolved_on"),),
            marks={"visited_on": ("是否听课", "是否已听课", "听课与否")},
        ),
    ),
)
