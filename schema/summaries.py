"""总结: what a unit, and the campus, concluded after the first day, each week and the first month."""

from __future__ import annotations

from schema import columns as c
from schema.model import SheetForm, SheetKind, Vocabulary

FIRST_WEEK = "首周"
SUMMARY_PHASES = Vocabulary(
    {
        "首日": ("第一天", "首日总结", "2月24日", "首日教学总结", "24日", "first day"),
        FIRST_WEEK: ("第一周", "首周总结", "第1周", "第一周总结", "首周工作总结", "首周教学总结", "1", "week 1", "first week"),
        "第二周": ("次周", "第2周", "第二周总结", "第二周工作总结", "2", "week 2"),
        "第三周": ("第3周", "第三周总结", "第三周工作总结", "3", "week 3"),
        "首月": ("第一个月", "首月总结", "第四周", "第4周", "第四周总结", "首月工作总结", "首月教学总结", "4", "month", "first month"),
    },
    closed=True,
)

SUMMARIES = SheetKind(
    "summaries", "总结", "Summaries",
    (
        SheetForm(
            table="summaries",
            key=("unit", "phase"),
            anchor="phase",
            columns=(
                c.unit(whole_campus=True),
                c.choice("phase", "阶段", "Phase", SUMMARY_PHASES, "总结阶段", "时段", "周次", "总结类别", "总结周次", "所属阶段", "时间段", "总结时段", "Period",
                         required=True),
                c.done_on("submitted_on", "提交日期", "Submitted On", "提交时间", "总结日期", "完成日期", "评估日期",
                          "上报日期", "报送日期", "报送时间", "总结时间", "提交总结日期", "上报时间", "Submitted", required=True),
                c.yesno("classified", "分类评价", "Classified Evaluation", "是否分类评价", "分类性评价", "有无分类评价",
                        "是否做出分类评价", "是否分类性评价", "有分类评价", "是否作出分类评价", "是否分类"),
                c.yesno("measures", "改进办法", "Measures", "改进措施", "有无改进办法", "是否形成改进办法", "有无改进措施",
                        "是否有改进措施", "有改进办法", "是否提出改进办法", "是否制定改进办法", "是否有改进办法"),
                c.count("problems_found", "发现问题数", "Problems Found", "发现问题", "问题数", "问题总数", "发现问题个数", "查找问题数", "存在问题数", "问题个数", zero_words=c.NONE_AT_ALL),
                c.count("problems_closed", "已解决问题数", "Problems Closed", "解决问题数", "已解决问题", "已整改问题数",
                        "已解决", "解决问题个数", "已整改", "已整改数", "整改完成数", "已解决问题个数", at_most="problems_found"),
                c.count("exemplars", "典型数", "Exemplars", "选树典型", "选树典型数", "典型案例数", "典型案例", "选树典型个数", "优秀案例数", "典型个数", "选树典型案例数", zero_words=c.NONE_AT_ALL),
                c.count("spread", "已推广典型数", "Exemplars Spread", "推广典型数", "已推广", "推广数", "推广复用数", "已推广典型", "推广典型个数", "推广典型案例数", "推广应用数",
                        at_most="exemplars", zero_words=c.NONE_AT_ALL),
                c.count("teachers", "应自评教师数", "Teachers", "教师总数", "应自评", "任课教师数", "应自评教师人数", "授课教师数", "授课教师人数", "任课教师人数", "应评教师数"),
                c.count("self_evaluated", "已自评教师数", "Self-evaluated", "已自评", "自评教师数", "完成自评教师数",
                        "已自评教师人数", "完成自评教师人数", "自评教师人数", "已完成自评人数", "教师自评人数", at_most="teachers"),
                c.count("asked", "应反馈学生数", "Students Asked", "应反馈人数", "应反馈", "调查学生数", "发放问卷数",
                        "应反馈学生人数", "应参与学生数", "调查学生人数", "问卷发放数", "应答学生数"),
                c.count("answered", "已反馈学生数", "Students Answered", "已反馈人数", "已反馈", "反馈学生数", "回收问卷数",
                        "已反馈学生人数", "反馈学生人数", "参与反馈学生数", "问卷回收数", "有效问卷数", "学生反馈人数", at_most="asked"),
                c.text("content", "总结要点", "Content", "总结内容", "主要内容", "内容", "要点", "总结", "内容摘要", "主要做法", "总结摘要"),
            ),
            signs=("submitted_on",),
            word_of_sheet="phase",
        ),
    ),
)
