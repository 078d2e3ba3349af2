"""预案: the eight special matters, the students whom they concern, and the daily health checks."""

from __future__ import annotations

from schema import columns as c
from schema.model import Column, ColumnType, DateRule, SheetForm, SheetKind, Vocabulary

EXAMS, WHOLE_TERM, IN_NEED, STAYING_ONLINE = "测验考试", "全学期教学", "困难学生", "返校后网络教学"
POSTPONED, LATE_ISOLATED, QUARANTINE, SUSPECTED = "延期到校", "晚来隔离", "返校隔离", "疑似症状"
# In the order of the notice's table: the number of an item is its place, from 1.
ITEMS = Vocabulary(
    {
        EXAMS: ("1", "考试", "课程考试", "测验、考试", "课程测验考试", "考试与衔接", "一盘棋", "课程测验、考试情况", "要提前考虑课程测验、考试情况", "测验考试与衔接", "全学期一盘棋", "exams"),
        WHOLE_TERM: ("2", "全学期网络教学", "持续网络教学", "疫情持续", "疫情持续不退", "疫情持续期间网络教学", "全学期网络教学设计", "全学期设计", "whole term"),
        IN_NEED: ("3", "困难学生帮扶", "160名困难学生", "160名困难学生(现状、需求、效果)", "困难学生一生一策", "160人", "一生一策", "students in need"),
        STAYING_ONLINE: ("4", "返校后继续网络教学", "无法进教室", "学生返校后,仍无法进入教室上课", "返校后仍无法进入教室上课", "返校后无法进教室", "返校后仍网络教学", "校园网承载", "staying online"),
        POSTPONED: ("5", "申请延期", "延期到校申请", "学生延期到校", "延期返校", "学生申请延期到校", "(学校确定开学报到日期后)学生申请延期到校", "申请延期到校", "延期报到", "postponed"),
        LATE_ISOLATED: ("6", "湖北晚来学生", "隔离学生", "晚来学生", "湖北晚来学生、隔离学生", "湖北学生", "晚来、隔离学生", "湖北晚来、隔离学生", "late or isolated"),
        QUARANTINE: ("7", "隔离14天", "湖北籍学生隔离", "返校隔离14天", "湖北籍返校隔离", "湖北籍学生返校后隔离14天", "返校后隔离14天", "返校后隔离", "14天隔离", "quarantine"),
        SUSPECTED: ("8", "疑似", "出现疑似症状", "疑似症状处置", "学生返校后出现疑似症状", "返校后出现疑似症状", "返校疑似症状", "suspected"),
    },
    closed=True,
)
QUARANTINE_DAYS = 14  # the notice, table 2, row 7
STATES = Vocabulary(
    {
        "未启动": ("未开始", "没有启动", "尚未启动", "未制定", "not started"),
        "制定中": ("起草中", "编制中", "拟定中", "修订中", "正在编制", "拟制中", "制订中", "正在制定", "draft"),
        "已报送": ("已提交", "已上报", "已上报教务处", "已报教务处", "已报", "报送", "submitted"),
        "已批准": ("已审核", "已通过", "已备案", "审核通过", "已批复", "批准", "approved"),
        "执行中": ("实施中", "进行中", "已启动", "正在执行", "正在实施", "已实施", "在执行", "running"),
        "已结束": ("已完成", "结束", "完成", "closed"),
    },
    closed=True,
)
LEARNING = Vocabulary(
    {
        "在线学习": ("网络学习", "线上", "网络教学", "在线", "网课", "在线听课", "线上学习", "网上学习", "参加网课", "直播听课", "online"),
        "课堂录像": ("录像", "课堂视频", "视频录制", "同学录制", "录制视频", "看录像", "观看录像", "课堂录播", "录播", "同学录课", "看课堂视频", "recordings"),
        "课堂学习": ("线下", "正常上课", "进课堂", "随堂上课", "线下学习", "现场上课", "返校上课", "classroom"),
    },
    closed=True,
)
DECISIONS = Vocabulary(
    {
        "同意": ("批准", "准许", "准予", "已同意", "已批准", "同意延期", "准予延期", "通过", "approved", "granted"),
        "不同意": ("不批准", "未通过", "驳回", "不予同意", "不予批准", "不准", "拒绝", "不接受", "不同意延期", "refused"),
        "待定": ("审核中", "待审", "待审核", "未决定", "审批中", "核实中", "待核实", "待审批", "待研究", "pending"),
    },
    closed=True,
)
_ITEM_ALIASES = ("特殊工作", "预案事项名称", "预案类别", "工作事项", "预案项目", "预案", "预案名称", "预案事项(序号)", "特殊情况", "工作项目", "Matter")

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
        c.done_on("submitted_on", "报送日期", "Submitted On", "提交日期", "预案提交日期", "报送时间", "上报日期", "提交时间", "上报时间", "预案报送日期", "报送教务处日期",
                  "Submitted"),
        c.choice("state", "状态", "State", STATES, "预案状态", "进展", "进展状态", "完成状态", "当前状态", "执行状态", "落实状态", "预案进展", "Status"),
        c.text("owner", "责任人", "Owner", "负责人", "预案负责人", "联系人", "责任领导", "责任人姓名", "牵头人"),
        c.yesno("joint", "与课堂教学衔接", "Joint with Classroom Teaching", "衔接", "是否衔接", "课堂衔接", "有无衔接安排",
                "网络教学与课堂教学衔接", "与实体课堂衔接", "与实体课堂教学衔接", "课堂教学衔接", "是否与课堂教学衔接", "是否考虑衔接"),
        c.text("exam_method", "测验考试方式", "Exam Method", "考试方式", "考核方式", "测验方式", "网络考试方式", "考试考核方式", "网络测验考试方式", "测验/考试方式"),
        c.count("courses", "应设计课程数", "Courses", "课程数", "课程总数", "应做全学期设计课程数", "课程门数", "应设计课程门数", "开课课程数"),
        c.count("courses_designed", "已完成全学期设计课程数", "Courses Designed", "已设计课程数", "全学期设计课程数",
                "完成设计课程数", "已完成设计课程数", "已完成设计门数", "已设计门数", "已完成全学期设计门数", at_most="courses"),
        c.yesno("network_load", "校园网承载准备", "Network Load", "承载准备", "网络承载", "校园网承载", "承载量准备", "校园网承载量", "是否做好承载准备", "校园网承载量准备", "网络承载准备"),
        Column("starts_on", "启动日期", "Starts On", ColumnType.DATE, date_rule=DateRule.PLANNED,
               aliases=("启动时间", "执行日期", "开始日期", "实施日期", "拟启动日期", "拟启动时间", "开始时间", "执行时间", "实施时间")),
        Column("ends_on", "结束日期", "Ends On", ColumnType.DATE, date_rule=DateRule.PLANNED,
               aliases=("结束时间", "完成日期", "终止日期", "完成时间", "拟结束日期", "计划完成日期")),
        c.text("content", "预案要点", "Content", "预案内容", "主要内容", "内容", "要点"),
    ),
    signs=("item",),
)

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
        c.choice("item", "预案事项", "Item", ITEMS, *_ITEM_ALIASES, "情形", "学生情形", "涉及事项", "情况类别", "类别", "学生类别", required=True),
        c.STUDENT_ID,
        c.STUDENT_NAME,
        c.counselor(),
        c.text("reason", "事由", "Reason", "理由", "申请理由", "延期理由", "原因", "情况说明", "事由说明", "具体事由", "申请事由", "特殊理由", "具体情况"),
        c.choice("decision", "处理决定", "Decision", DECISIONS, "审批结果", "审核结果", "处理意见", "审批意见", "是否同意", "审批情况", "学院意见", "决定", "处理结果"),
        c.done_on("decided_on", "决定日期", "Decided On", "审批日期", "审核日期", "处理日期", "审批时间", "批准日期", "决定时间", "审核时间", "Decided"),
        c.choice("learning", "学习方式", "Learning", LEARNING, "学习形式", "上课方式", "听课方式", "学习安排", "教学安排", "上课安排"),
        c.text("partner", "结对同学", "Partner", "结对人", "结对学生", "一帮一", "帮扶同学", "结对子"),
        Column("isolated_on", "隔离开始日期", "Isolated On", ColumnType.DATE, date_rule=DateRule.PLANNED,
               aliases=("隔离日期", "开始隔离日期", "隔离起始日期", "隔离时间", "隔离开始时间", "隔离起始时间", "开始隔离时间", "隔离起始日", "起始日期", "Isolated")),
        c.moment("symptoms_at", "发现症状时间", "Symptoms At", "发现时间", "症状发现时间", "出现症状时间", "出现症状日期", "症状出现时间", "发病时间", "发现症状日期", "Symptoms"),
        c.moment("reported_at", "上报时间", "Reported At", "报告时间", "上报学校时间", "上报学校日期", "报告学校时间", "上报日期", "报送时间", "Reported"),
        c.text("health", "健康状况", "Health", "健康情况", "身体状况", "症状", "目前健康状况", "症状描述", "体温及症状", "体温"),
    ),
    signs=("item", "reason", "decision", "learning", "isolated_on", "symptoms_at"),
)

_HEALTH_CHECKS = SheetForm(
    table="health_checks",
    name="checks",
    title="每日健康检查",
    title_en="daily health checks",
    key=("unit", "date"),
    day_of_sheet="date",
    anchor="returned",
    columns=(
        c.unit(),
        c.done_on("date", "日期", "Date", "统计日期", "检查日期", "体温测量日期", "测温日期", "健康检查日期", "日报日期", "填报日期", "Day", required=True),
        c.count("returned", "返校学生数", "Returned Students", "返校人数", "已返校人数", "在校学生数", "在校人数", "返校学生人数", "已返校学生人数", "返校总人数", "应测人数", "应检学生数", "应检人数", "已返校学生数",
                required=True),
        c.count("checked", "已检人数", "Checked", "已测体温人数", "已检查人数", "健康检查人数", "晨午检人数", "检查人数", "已测温人数", "测温人数", "实测人数", "已健康检查人数", "已检学生数", "实检人数",
                required=True, at_most="returned"),
        c.count("suspected", "疑似人数", "Suspected", "疑似症状人数", "异常人数", "发热人数", "疑似", "发热及疑似人数", "有疑似症状人数", "出现症状人数", "体温异常人数", "疑似病例数",
                at_most="returned", zero_words=c.NONE_AT_ALL),
    ),
    signs=("checked",),
)

CONTINGENCY = SheetKind(
    "contingency", "预案", "Contingencies", (_REGISTER, _CASES, _HEALTH_CHECKS)
)
