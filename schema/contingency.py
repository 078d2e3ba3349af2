"""预案: the eight special matters, the students whom they concern, and the daily health checks."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, DateRule, SheetForm, SheetKind, Vocabulary

EXAMS, WHOLE_TERM, IN_NEED, STAYING_ONLINE = "测验考试", "全学期教学", "困难学生", "返校后网络教学"
POSTPONED, LATE_ISOLATED, QUARANTINE, SUSPECTED = "延期到校", "晚来隔离", "返校隔离", "疑似症状"
# In the order of the notice's table: the number of an item is its place, from 1.
ITEMS = Vocabulary(
    {
        EXAMS: ("1", "考试", "课程考试", "测验、考试", "课程测验考试", "考试与衔接", "一盘棋", "exams"),
        WHOLE_TERM: ("2", "全学期网络教学", "持续网络教学", "疫情持续", "whole term"),
        IN_NEED: ("3", "困难学生帮扶", "160名困难学生", "一生一策", "students in need"),
        STAYING_ONLINE: ("4", "返校后继续网络教学", "无法进教室", "校园网承载", "staying online"),
        POSTPONED: ("5", "申请延期", "延期到校申请", "学生延期到校", "延期返校", "postponed"),
        LATE_ISOLATED: ("6", "湖北晚来学生", "隔离学生", "晚来学生", "湖北晚来、隔离学生", "late or isolated"),
        QUARANTINE: ("7", "隔离14天", "湖北籍学生隔离", "返校隔离14天", "湖北籍返校隔离", "quarantine"),
        SUSPECTED: ("8", "疑似", "出现疑似症状", "疑似症状处置", "suspected"),
    },
    closed=True,
)
QUARANTINE_DAYS = 14  # the notice, table 2, row 7
STATES = Vocabulary(
    {
        "未启动": ("未开始", "没有启动", "not started"),
        "制定中": ("起草中", "编制中", "正在制定", "draft"),
        "已报送": ("已提交", "已上报", "报送", "submitted"),
        "已批准": ("已审核", "已通过", "批准", "approved"),
        "执行中": ("实施中", "进行中", "已启动", "running"),
        "已结束": ("已完成", "结束", "完成", "closed"),
    },
    closed=True,
)
LEARNING = Vocabulary(
    {
        "在线学习": ("网络学习", "线上", "网络教学", "在线", "网课", "online"),
        "课堂录像": ("录像", "课堂视频", "视频录制", "同学录制", "录制视频", "recordings"),
        "课堂学习": ("线下", "正常上课", "进课堂", "classroom"),
    },
    closed=True,
)
DECISIONS = Vocabulary(
    {
        "同意": ("批准", "准许", "通过", "approved", "granted"),
        "不同意": ("不批准", "未通过", "驳回", "不予同意", "refused"),
        "待定": ("审核中", "待审", "待审核", "未决定", "pending"),
    },
    closed=True,
)
_ITEM_ALIASES = ("特殊工作", "预案事项名称", "预案类别", "工作事项", "预案项目", "预案", "Matter")

_REGISTER = SheetForm(
    table="contingency",
    name="register",
    title="预案登记",
    title_en="register",
    key=("unit", "item"),
    anchor="item",
    columns=(
        c.unit(whole_campus=True),
        c.choice("item", "预案事项", "Item", ITEMS, *_ITEM_ALIASES, "事项", required=True),
        c.done_on("submitted_on", "报送日期", "Submitted On", "提交日期", "预案提交日期", "报送时间", "上报日期", "提交时间",
                  "Submitted"),
        c.choice("state", "状态", "State", STATES, "预案状态", "进展", "进展状态", "Status"),
        c.text("owner", "责任人", "Owner", "负责人", "预案负责人", "牵头人"),
        c.yesno("joint", "与课堂教学衔接", "Joint with Classroom Teaching", "衔接", "是否衔接", "课堂衔接", "有无衔接安排",
                "网络教学与课堂教学衔接"),
        c.text("exam_method", "测验考试方式", "Exam Method", "考试方式", "考核方式", "测验方式", "网络考试方式"),
        c.count("courses", "应设计课程数", "Courses", "课程数", "课程总数", "应做全学期设计课程数"),
        c.count("courses_designed", "已完成全学期设计课程数", "Courses Designed", "已设计课程数", "全学期设计课程数",
                "完成设计课程数", at_most="courses"),
        c.yesno("network_load", "校园网承载准备", "Network Load", "承载准备", "网络承载", "校园网承载", "承载量准备"),
        Column("starts_on", "启动日期", "Starts On", ColumnType.DATE, date_rule=DateRule.PLANNED,
               aliases=("启动时间", "执行日期", "开始日期", "实施日期")),
        Column("ends_on", "结束日期", "Ends On", ColumnType.DATE, date_rule=DateRule.PLANNED,
               aliases=("结束时间", "完成日期", "终止日期")),
        c.text("content", "预案要点", "Content", "预案内容", "主要内容", "内容", "要点"),
    ),
    signs=("item",),
)  # fmt: skip

_CASES = SheetForm(
    table="contingency_cases",
    name="cases",
    title="涉及学生",
    title_en="students concerned",
    key=("unit", "item", "student_id"),
    anchor="student_id",
    in_order=(("symptoms_at", "reported_at"),),
    columns=(
        c.unit(),
        c.choice("item", "预案事项", "Item", ITEMS, *_ITEM_ALIASES, "情形", "学生类别", required=True),
        c.STUDENT_ID,
        c.STUDENT_NAME,
        c.counselor(),
        c.text("reason", "事由", "Reason", "理由", "申请理由", "延期理由", "原因", "情况说明"),
        c.choice("decision", "处理决定", "Decision", DECISIONS, "审批结果", "审核结果", "处理意见", "审批意见", "处理结果"),
        c.done_on("decided_on", "决定日期", "Decided On", "审批日期", "审核日期", "处理日期", "Decided"),
        c.choice("learning", "学习方式", "Learning", LEARNING, "学习形式", "上课方式", "听课方式"),
        c.text("partner", "结对同学", "Partner", "结对人", "结对学生", "一帮一", "帮扶同学", "结对子"),
        Column("isolated_on", "隔离开始日期", "Isolated On", ColumnType.DATE, date_rule=DateRule.PLANNED,
               aliases=("隔离日期", "开始隔离日期", "隔离起始日期", "隔离时间", "Isolated")),
        c.moment("symptoms_at", "发现症状时间", "Symptoms At", "发现时间", "症状发现时间", "出现症状时间", "Symptoms"),
        c.moment("reported_at", "上报时间", "Reported At", "报告时间", "上报学校时间", "报送时间", "Reported"),
        c.text("health", "健康状况", "Health", "健康情况", "身体状况", "症状"),
    ),
    signs=("item", "reason", "decision", "learning", "isolated_on", "symptoms_at"),
)  # fmt: skip

_HEALTH_CHECKS = SheetForm(
    table="health_checks",
    name="checks",
    title="每日健康检查",
    title_en="daily health checks",
    key=("unit", "date"),
    anchor="returned",
    columns=(
        c.unit(),
        c.done_on("date", "日期", "Date", "统计日期", "检查日期", "体温测量日期", "填报日期", "Day", required=True),
        c.count("returned", "返校学生数", "Returned Students", "返校人数", "已返校人数", "在校学生数", "应检人数", "已返校学生数",
                required=True),
        c.count("checked", "已检人数", "Checked", "已测体温人数", "已检查人数", "健康检查人数", "晨午检人数", "实检人数",
                required=True, at_most="returned"),
        c.count("suspected", "疑似人数", "Suspected", "疑似症状人数", "异常人数", "发热人数", "疑似病例数",
                at_most="returned"),
    ),
    signs=("checked",),
)  # fmt: skip

CONTINGENCY = SheetKind(
    "contingency", "预案", "Contingencies", (_REGISTER, _CASES, _HEALTH_CHECKS)
)
