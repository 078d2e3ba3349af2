"""困难学生帮扶: who cannot learn online without help, and what is done for each of them."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, SheetForm, SheetKind, Vocabulary

NEEDS = Vocabulary(
    {
        "手机流量": ("流量", "流量充值", "流量不足", "上网流量", "手机流量充值", "流量费", "流量补助", "data", "mobile data"),
        "网络信号": ("网络", "宽带", "无网络", "信号差", "网络条件", "上网条件", "网络环境", "network"),
        "学习设备": ("设备", "电脑", "手机", "无电脑", "学习终端", "终端", "电脑设备", "硬件", "device"),
        "教材资料": ("教材", "资料", "书籍", "materials"),
        "学业指导": ("学业", "学习指导", "课程指导", "学业辅导", "课业辅导", "学业帮扶", "tutoring"),
        "心理疏导": ("心理", "心理辅导", "心里纾解", "心理支持", "心理帮扶", "心理关怀", "counselling"),
        "生活困难": ("经济困难", "家庭困难", "经济资助", "生活补助", "生活", "hardship"),
    },
    closed=False,
)

_SURVEY = SheetForm(
    table="need_survey",
    name="survey",
    title="摸排汇总",
    title_en="survey totals",
    key=("unit", "as_of"),
    day_of_sheet="as_of",
    anchor="students",
    columns=(
        c.unit(),
        c.done_on("as_of", "统计日期", "As Of", "统计时间", "截止日期", "截至日期", "数据日期", "摸排日期", "日期", "填报日期",
                  "As-of Date", "Date", required=True),
        c.count("students", "学生总数", "Students", "学生人数", "应摸排人数", "在校生人数", "总人数", "应摸排学生数", "应排查人数", "学生数", "在籍学生数", "应摸排",
                "Students Total", required=True),
        c.count("surveyed", "已摸排人数", "Surveyed", "摸排人数", "已摸排", "已排查人数", "排查人数", "已摸排学生数", "已摸排学生人数", "完成摸排人数", "摸排学生数", "已排查学生数", "实际摸排人数",
                "Students Surveyed", required=True, at_most="students"),
        c.count("in_need", "困难学生数", "In Need", "困难学生人数", "有困难人数", "网络学习困难学生数", "困难人数", "困难学生", "网络学习困难学生人数", "存在困难人数", "存在困难学生数", "需帮扶人数", "困难生人数", "有困难学生数",
                "Students in Need", at_most="students"),
        c.count("helped", "已帮扶人数", "Helped", "已帮扶", "帮扶人数", "已解决人数", "已帮扶学生数", "已帮扶学生人数", "已落实帮扶人数", "落实帮扶人数", "Students Helped",
                at_most="in_need"),
        c.count("topped_up", "流量充值人数", "Topped Up", "充值人数", "已充值人数", "手机流量充值人数", "已充值流量人数", "充值学生数", "流量充值", "Data Top-ups",
                at_most="in_need"),
    ),
    signs=("surveyed",),
)

_STUDENTS = SheetForm(
    table="need",
    name="students",
    title="一人一行",
    title_en="one row a student",
    key=("unit", "student_id"),
    anchor="student_id",
    columns=(
        c.unit(),
        c.STUDENT_ID,
        c.STUDENT_NAME,
        c.counselor(),
        c.text("situation", "现状", "Situation", "学生现状", "困难情况", "基本情况", "情况", "困难现状", "存在困难", "困难原因", "具体困难", "困难说明", "学习困难情况", "家庭情况", "网络学习困难情况"),
        Column(
            "needs", "需求", "Needs", ColumnType.SEVERAL, vocabulary=NEEDS,
            aliases=("学生需求", "帮扶需求", "需求类型", "困难类型", "困难类别", "需要", "具体需求", "学生具体需求", "Need"),
            hint="多项用顿号分隔", hint_en="Separate several with a comma",
        ),
        c.text("measures", "措施", "Measures", "帮扶措施", "一生一策", "帮扶方案", "具体措施", "帮扶办法", "帮扶内容", "帮扶举措", "帮扶计划", "解决措施", "一生一策措施", "采取措施"),
        c.text("result", "效果", "Result", "帮扶效果", "成效", "帮扶成效", "进展", "帮扶结果", "帮扶情况", "解决情况", "落实情况", "实施效果", "目前效果", "Effect"),
        c.text("owner", "责任人", "Owner", "帮扶责任人", "认领人", "负责人", "帮扶负责人", "帮扶人", "责任教师", "责任老师", "包保人", "联系教师", "帮扶教师", "责任人姓名"),
        c.text("partner", "结对人", "Partner", "结对同学", "结对学生", "一帮一", "结对帮扶人", "帮扶同学", "结对子", "结对帮扶学生", "一对一帮扶人", "帮扶学生", "一帮一同学", "结对对象"),
        c.done_on("claimed_on", "认领日期", "Claimed On", "认领时间", "确认日期", "建档日期", "认领(确认)日期", "Claimed"),
        c.done_on("helped_on", "帮扶落实日期", "Helped On", "落实日期", "帮扶日期", "帮扶时间", "落实时间", "帮扶完成日期", "帮扶完成时间", "完成日期", "解决时间", "解决日期", "Helped"),
        c.done_on("topped_up_on", "流量充值日期", "Topped Up On", "充值日期", "充值时间", "流量充值时间", "手机流量充值日期", "流量充值", "充值到账日期", "Topped Up"),
        c.text("health", "健康状况", "Health", "健康情况", "身体状况", "身体情况", "本人健康状况", "身体健康状况"),
    ),
    signs=("situation", "needs", "measures", "result", "owner", "claimed_on", "helped_on"),
    whole_of="unit",
)

NEED = SheetKind("need", "困难学生帮扶", "Students in need", (_SURVEY, _STUDENTS))
