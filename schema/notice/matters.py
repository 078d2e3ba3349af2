"""The eight special matters of the notice's second table: what each plan holds, and what to watch.

The facts are the notice's of 20 February 2020; the wording is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema import contingency as c


@dataclass(frozen=True, slots=True)
class Matter:
    """One row of the table.

    ``item`` is its word in the sheet; ``flags`` are columns of the register that the plan must fill in.
    """

    number: int
    item: str
    title: str
    title_en: str
    plan: str
    plan_en: str
    watch: str
    watch_en: str
    flags: tuple[str, ...] = ()


MATTERS: tuple[Matter, ...] = (
    Matter(1, c.EXAMS, "测验考试与全学期衔接", "Exams, and the term as a whole", "学院提出方案报教务处",
           "The unit sends its scheme to academic affairs", "网络教学与课堂教学衔接",
           "Online and classroom teaching must join up", ("joint", "exam_method")),
    Matter(2, c.WHOLE_TERM, "疫情持续时的网络教学", "Teaching online for as long as it takes",
           "教师做全学期设计，行政与学院保障平稳", "Teachers design the whole term; offices and units keep it steady",
           "网络测验和考试怎样进行", "How tests and exams are held online", ("courses_designed", "exam_method")),
    Matter(3, c.IN_NEED, "困难学生一生一策", "Students in need, one plan each", "学院认领本单位学生，逐人帮扶",
           "Each unit takes on its own students", "流量充值、学业指导、心理疏导", "Data, tutoring, counselling"),
    Matter(4, c.STAYING_ONLINE, "返校后仍不能进教室", "Back on campus, not yet in classrooms", "继续网络教学",
           "Teaching stays online", "校园网承载激增", "A surge on the campus network", ("network_load",)),
    Matter(5, c.POSTPONED, "申请延期到校", "Requests to come later", "无特殊理由不接受，否则按学生手册处理",
           "Not without special reason; else by the student handbook", "甄别特殊情况", "Tell special cases apart"),
    Matter(6, c.LATE_ISOLATED, "晚来学生与隔离学生", "Students who come late or are isolated",
           "网络教学期间随网课，课堂教学期间看同学录像", "Online while teaching is; else recordings by classmates",
           "一帮一结对子", "Paired one to one"),
    Matter(7, c.QUARANTINE, "返校后隔离十四天", "Fourteen days of quarantine", "同上，隔离期间学习不断",
           "As above: learning goes on in quarantine", "一帮一结对子", "Paired one to one"),
    Matter(8, c.SUSPECTED, "返校后疑似症状", "Suspected symptoms", "迅速上报，学校立即处置",
           "Reported at once, dealt with at once", "每日观察、测量体温", "Watched daily, temperature taken"),
)
