"""授课情况: sessions planned and held, and students present, by class or as totals of a unit."""

from __future__ import annotations

from dataclasses import replace

from schema import columns as c
from schema.model import Column, ColumnType, DateRule, SheetForm, SheetKind, Vocabulary
from schema.vocabulary import MODES

REPORTED, SAMPLED, FEEDBACK = "上报", "抽样", "学生反馈"
# Where a count comes from. Counts of different sources are never added up.
SOURCES = Vocabulary(
    {
        REPORTED: ("学院上报", "学院报送", "院系上报", "任课教师上报", "教学秘书上报", "上报数据", "教师上报", "统计上报", "reported", "report"),
        SAMPLED: ("抽查", "抽样检查", "抽样统计", "督导抽查", "抽样调查", "随机抽查", "督导组抽查", "听课抽查", "sampled", "sample"),
        FEEDBACK: ("学生上报", "学生反映", "问卷", "学生问卷", "学生反馈统计", "学生问卷调查", "问卷调查", "学生评教", "反馈", "feedback", "student feedback"),
    },
    closed=True,
)

HELD, NOT_HELD, DEFERRED = "已开", "未开", "延期"
# What stands below 是否开课 or 上课情况 beside 是 and 否.
LESSONS = Vocabulary(
    {
        HELD: (
            "正常", "正常上课", "正常开课", "正常授课", "正常进行", "上课正常", "开课正常", "授课正常", "已开课", "已上课", "已授课", "已上",
            "按时上课", "按时开课", "按时授课", "准时上课", "准时开课", "如期上课", "如期开课", "如期授课", "按时", "准时", "如期", "按计划进行",
            "已按时上课", "已按时开课", "已正常上课", "已正常开课", "已正常授课", "held", "taught", "normal", "as planned",
        ),
        NOT_HELD: (
            "未开课", "未上课", "未授课", "未上", "没开", "没上", "没开课", "没上课", "没有上课", "没有开课", "未正常上课", "未正常开课", "未正常授课",
            "未按时上课", "未按时开课", "未如期开课", "停课", "停上", "已停课", "取消", "not held", "cancelled",
        ),
        DEFERRED: (
            "延期开课", "延期上课", "已延期", "延后", "推迟", "推迟开课", "推迟上课", "顺延", "改期", "已改期", "调课", "已调课", "暂缓", "暂缓开课",
            "缓开", "deferred", "postponed",
        ),
    },
    closed=True,
)
_WHETHER_HELD = (
    "是否开课", "是否已开课", "是否正常开课", "是否按时开课", "是否如期开课", "是否按计划开课", "是否上课", "是否已上课", "是否正常上课", "是否按时上课",
    "是否授课", "是否已授课", "是否正常授课", "是否按时授课", "是否如期授课", "是否完成授课", "是否线上开课", "是否线上授课", "是否线上上课", "是否网上开课",
    "是否网络授课", "是否开展线上教学", "是否开展网络教学", "是否正常开展教学", "是否正常教学", "是否按课表上课", "是否按时开展教学", "开课与否", "上课与否",
    "授课与否", "开课", "上课", "正常开课", "正常上课", "正常授课", "按时开课", "按时上课", "是否正常", "是否如期", "是否正常进行", "开课是否正常",
    "上课是否正常", "授课是否正常", "教学是否正常", "开课情况", "上课情况", "授课情况", "上课状态", "授课状态", "Was Held", "Held?", "Lesson Held",
)

_DATE = c.done_on(
    "date", "日期", "Date", "课程日期", "教学日", "统计日", "数据日期", "上课日期", "授课日期", "统计日期", "统计时间", "时间", "开课日期", "授课时间", "教学日期", "上课日", "授课日", "上课时间",
    "Day", required=True,
)
_COUNTS = (
    c.count("planned", "应开门次", "Sessions Planned", "应开设门次", "应开门次数", "应上课次", "应上门数", "应授课门数", "应上课程门数", "应开设课程门数", "应开课程", "应开课程数", "应开课程门数", "应开教学班数", "计划课次", "计划上课门次", "计划开课", "计划开课门数", "计划授课次数", "当日应开", "当日应开门次", "当天应开门次", "今日应开门次", "当日应开课门次", "应开课门次", "应授课门次", "计划门次", "应上门次", "应开课次", "应开",
            "应开门数", "应开课门数", "应授课次数", "应上课次数", "应开课次数", "应上课门次", "应开课程门次", "计划授课门次", "应开课", "计划开课门次", "Planned", "Planned Sessions", required=True),
    c.count("held", "实开门次", "Sessions Held", "实际开出门次", "实际开课门数", "实际上课门数", "实际开出课程门数", "实际授课次数", "实开门次数", "实授课门数", "实开课程", "实开课程数", "实开课程门数", "实开课程门次", "实开教学班数", "已开设门次", "已开课次", "已授课门次", "已上课门次", "已上门次", "已开课门数", "已开课程数", "已开课程门数", "正常开课门次", "正常授课门次", "正常开课门数", "当日实开", "当日实开门次", "当天实开门次", "今日实开门次", "实际开课门次", "实开课门次", "实授课门次", "实上门次", "已开门次", "实开", "已开", "已开课", "已开门数", "已开课门次",
            "实开课次", "实开门数", "开课门次", "实际授课门次", "实授课次数", "实际上课门次", "实际上课次数", "实上课次数", "实际开课次数", "实开课门数", "实际开课", "实开课", "Held", "Held Sessions", required=True, at_most="planned"),
    c.count("expected", "应到人数", "Expected", "应到学生", "应到学生人数", "应到课学生", "应到课学生人数", "应到总人数", "应到学生总数", "应上课学生", "应上课学生数", "应上课学生人数", "应上线人数", "应参加学生数", "应签到人数", "应听课人数", "应出勤人次", "学生应到人数", "应到", "应到人次", "应到学生数", "应到课人数", "应到课人次", "应上课人数", "应出勤人数", "应上课人次", "应参加人数", "应到课学生数", "应到课",
            "Expected Students"),
    c.count("present", "实到人数", "Present", "实到学生", "实到学生人数", "实到课学生", "实到课学生数", "实到总人数", "学生实到人数", "实际到课学生数", "到课学生人数", "到课数", "在线人数", "在线学生数", "上线人数", "实上线人数", "实际上线人数", "实际出勤人次", "出勤人次", "签到学生数", "实签到人数", "实际签到人数", "实上课人数", "实上课学生数", "实际上课学生数", "实际上课学生人数", "实参加人数", "实际参加人数", "实到", "实到人次", "到课人数", "到课人次", "实际到课人数", "实到学生数",
            "出勤人数", "实际出勤人数", "实到课人数", "实到课人次", "实际到课人次", "实际上课人数", "到课学生数", "实到课", "签到人数", "Present Students", "Attendance", at_most="expected"),
)
_COUNTS_OF_CLASS = tuple(
    replace(count, answers=_WHETHER_HELD) if count.id == "held"
    else replace(count, stand_ins=c.ENROLLED) if count.id == "expected" else count
    for count in _COUNTS
)
_SOURCE = c.choice(
    "source", "数据来源", "Source", SOURCES, "来源", "统计来源", "统计方式", "数据口径", "口径", "统计渠道", "数据来源(口径)", "数据渠道", default=REPORTED
)
_REASONS = (
    c.count("deferred", "延期门次", "Deferred", "延期课次", "延期门数", "延期开课门数", "缓开门次", "缓开课门次", "暂缓门次", "调课次数", "调课数", "延期开课门次", "调课门次", "申请延期门次", "已调课门次", "延期授课门次", "延期上课门次", "调停课门次", "暂缓开课门次", "延期", "延期数", "Deferred Sessions",
            zero_words=c.NONE_AT_ALL),
    c.text("reason", "未开原因", "Reason", "未开课原因说明", "未开课理由", "未开说明", "未开课说明", "未授课原因说明", "未正常授课原因", "未正常上课原因", "未按时上课原因", "未按时授课原因", "未能开课原因", "未能按时开课原因", "未按计划开课原因", "缓开原因", "调课原因", "停课原因", "原因说明", "未开课原因", "原因", "延期原因", "未授课原因", "未上课原因", "未按时开课原因", "未正常开课原因", "未开课及延期原因", "说明"),
    c.count("accidents", "教学事故数", "Accidents", "事故起数", "事故次数", "教学事故", "事故数", "事故", "教学事故次数", "教学事故(起)", "教学事故起数", "教学事故数量", "Teaching Accidents",
            zero_words=c.NONE_AT_ALL),
)

_BY_CLASS = SheetForm(
    table="sessions",
    name="by_class",
    title="分教学班",
    title_en="by class",
    key=("class_id", "date", "source"),
    across="date",
    day_of_sheet="date",
    lesson=("planned", "held", "present"),
    apart=("节次", "上课节次", "授课节次", "课程节次", "教学节次", "课节", "大节", "第几节", "上课节", "时段", "上课时段", "授课时段", "时间段", "上课时间段",
           "上课时间", "授课时间", "开始时间", "起止时间", "上课起止时间", "具体时间", "第几次课", "课次", "Period", "Lesson", "Time"),
    columns=(
        c.unit(),
        c.CLASS_ID,
        _DATE,
        *_COUNTS_OF_CLASS,
        Column("mode", "授课方式", "Teaching Mode", ColumnType.SEVERAL, vocabulary=MODES,
               aliases=c.MODE_ALIASES, hint="多种方式用顿号分隔", hint_en="Separate several with a comma"),
        _SOURCE,
        *_REASONS,
        Column("moved_to", "补课日期", "Moved To", ColumnType.DATE, date_rule=DateRule.PLANNED,
               aliases=("补课日", "补上日期", "调整后日期", "调整后上课日期", "延期至", "延期到", "拟开课日期", "拟补课日期", "调课日期", "补授日期", "补课时间", "拟补课时间", "计划补课日期", "调课时间", "Make-up Date")),
    ),
    signs=("held", "planned", "present"),
)

_TOTALS = SheetForm(
    table="session_totals",
    name="totals",
    title="学院汇总",
    title_en="totals of the unit",
    key=("unit", "date", "source"),
    across="date",
    day_of_sheet="date",
    anchor="planned",
    columns=(
        c.unit(),
        _DATE,
        *_COUNTS,
        c.count("teachers", "授课教师数", "Teachers", "授课教师人数", "上课教师数", "教师人数", "开课教师数", "教师数", "上课教师人数", "开课教师人数", "授课教师人数(不重复)",
                "Teachers Teaching"),
        _SOURCE,
        *_REASONS,
    ),
    signs=("held", "planned", "present"),
)

SESSIONS = SheetKind(
    "sessions", "授课情况", "Sessions held", (_BY_CLASS, _TOTALS), replaced_by=("unit", "date", "source")
)
