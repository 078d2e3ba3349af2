"""学生进群: how many students of each class have joined, as totals or one row a student."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, SheetForm, SheetKind

_AGGREGATE = SheetForm(
    table="enrollment",
    name="aggregate",
    title="汇总",
    title_en="totals",
    key=("class_id", "as_of"),
    columns=(
        c.unit(),
        c.CLASS_ID,
        c.done_on(
            "as_of", "统计日期", "As Of", "统计截止时间", "统计截至时间", "数据统计时间", "数据时间", "数据更新日期", "数据更新时间", "统计时间", "截止日期", "截至日期", "数据日期", "填报日期", "统计截止日期",
            "统计截至日期", "统计日", "日期", "截至时点", "统计时点", "数据截止日期", "数据截至日期", "数据统计日期", "截止时间", "截至时间", "统计日期(截止)", "统计日期(截至)", "统计时间(截止)", "统计时间(截至)", "日期(截止)", "日期(截至)", "上报日期", "As-of Date", "As Of Date", "Date",
            "Report Date", required=True,
            stand_ins=("填报时间", "上报时间", "数据导出日期", "数据导出时间", "导出日期", "导出时间"),
        ),
        c.count(
            "expected", "应进群人数", "Expected", "应到学生数", "学生数", "应加入学生数", "应加群", "应进班人数", "应入班人数", "应进班级人数", "应进群", "应进", "应到人数", "应入群人数", "应进群学生数", "学生总数",
            "应进群学生人数", "应加群人数", "应进人数", "应入群", "总人数", "应有人数", "应进群总人数", "应进群数", "应入群学生数", "学生人数", "应加群学生数", "应在群人数", "应进学生数", "应入人数", "应加入人数", "应加入群人数", "Expected Students", required=True,
            stand_ins=c.ENROLLED,
        ),
        c.count(
            "joined", "已进群人数", "Joined", "已进班人数", "已入班人数", "入班人数", "进班人数", "已加群", "实入群", "已加入学生数", "实际加入人数", "加入人数", "已入群总人数", "已加群总人数", "已进群", "已进", "实进", "已进群人数(累计)", "累计进群人数", "累计已进群人数", "实际进群人数", "实进群人数", "已入群人数", "进群人数",
            "已进群学生数", "已进群学生人数", "入群人数", "已加群人数", "实际进群", "实进人数", "已进人数",
            "已入群", "已进群数", "实际入群人数", "实入群人数", "已进群总人数", "已加入人数", "已入群学生数", "现有人数", "已在群人数", "在群人数", "群内人数", "群内学生数", "实际在群人数", "加群人数", "实际加群人数", "实加群人数", "进群数", "入群数", "进群学生数", "进群学生人数", "入群学生数", "已加群学生数", "已进学生数", "实际进群数", "实进群数", "实入群数", "已加入群人数", "已进入人数", "实进学生数", "实进学生人数", "实际进群学生数", "实际进群学生人数", "实际入群学生数", "Joined Students", "Students Joined", required=True, at_most="expected",
        ),
        c.count(
            "notified", "已通知人数", "Notified", "已通知到学生人数", "通知到学生人数", "已通知", "通知人数", "已通知学生数", "通知到位人数",
            "已通知学生人数", "通知到人数", "已通知到位人数", "已通知数", "通知学生数", "已通知学生", "通知学生人数", "通知到学生数", "已通知到学生数", "已通知到人数", "已告知人数", "告知人数", "通知到位学生数", "Notified Students", "Students Notified", at_most="expected",
        ),
        c.count(
            "received", "已收到资料人数", "Received", "收到资料学生人数", "已收到资料学生人数", "已收资料学生数", "资料收到人数", "收到资料人数", "已收到材料人数", "收到材料人数", "资料接收人数",
            "已接收资料人数", "材料接收人数", "已收到资料", "已收资料人数", "已收到电子资料人数", "已领资料人数", "已收材料人数", "收到电子材料人数", "已收到电子材料人数", "已收到教学材料人数", "收到教学资料人数", "领取资料人数", "已领取资料人数", "接收资料人数", "已获取资料人数", "获取资料人数", "收到资料学生数", "已收到资料学生数", "已收到材料学生数", "收到材料学生数",
            "Received Materials", "Materials Received", "Students with Materials", at_most="expected",
        ),
    ),
    signs=("expected", "joined"),
    across="as_of",
    day_of_sheet="as_of",
)

_ROSTER = SheetForm(
    table="roster",
    name="roster",
    title="一人一行",
    title_en="one row a student",
    key=("class_id", "student_id"),
    columns=(
        c.unit(),
        c.CLASS_ID,
        c.STUDENT_ID,
        c.STUDENT_NAME,
        c.counselor(),
        c.done_on(
            "joined_on", "进群日期", "Joined On", "加入时间", "加入日期", "加入班级时间", "入班时间", "入班日期", "进班时间", "进班日期", "进群时间", "入群日期", "入群时间", "加群日期", "学生进群日期",
            "加群时间", "学生进群时间", "入群日", "进群日", "实际进群日期", "Join Date", "Date Joined",
        ),
        c.yesno(
            "joined", "是否进群", "Joined", "已进群", "进群", "是否入班", "是否加入", "是否已加入", "入班情况", "是否加入班级", "是否加入群", "是否加入课程群", "是否进入课程群", "是否进课程群", "是否已进课程群", "是否在群内", "加群情况", "加群与否", "是否入群", "进群情况", "是否已进群", "入群情况", "入群",
            "进群与否", "是否加群", "是否在群", "是否已入群", "是否已加群", "已入群", "进群状态", "Has Joined", "In Group",
        ),
        c.yesno(
            "notified", "是否通知", "Notified", "已通知", "通知", "是否已经通知", "通知状态", "是否告知", "是否通知本人", "是否已通知", "通知情况", "是否通知到位",
            "是否通知到", "通知与否", "是否已通知到", "是否收到通知", "是否通知学生", "Has Been Notified",
        ),
        c.yesno(
            "received", "是否收到资料", "Received", "已收到资料", "收到资料", "是否收到材料", "资料接收情况",
            "是否已收到资料", "是否收到教学资料", "材料接收情况", "是否接收资料", "是否已收到材料", "是否收到电子资料", "是否收到电子材料", "是否领取资料", "是否收到教学材料", "资料是否收到", "收到材料",
            "Received Materials", "Materials Received",
        ),
        Column(
            "student_unit", "学生所在学院", "Student's Unit", ColumnType.UNIT,
            aliases=("学生所在院系", "学生所属院系", "学生学院", "学生院系", "学生所属学院", "学生单位", "学籍学院", "Home Unit"),
            hint="学生自己的学院(系、部)；留空则按开课学院", hint_en="The student's own unit; blank: the unit of the class",
        ),
    ),
    one_of=(("joined_on", "joined"),),
    signs=("student_id",),
    whole_of="class_id",
)

ENROLLMENT = SheetKind(
    "enrollment", "学生进群", "Student enrollment", (_AGGREGATE, _ROSTER), replaced_by=("class_id",)
)
