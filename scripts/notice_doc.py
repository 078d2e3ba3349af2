"""Where to see what the notice asks for: its sixteen tasks, its eight matters, its phases and checkpoints."""

from __future__ import annotations

import datetime as dt

from metrics.indicators import indicator_by_id
from schema.notice import GRADES, MATTERS, PARTIES, TASKS, Matter, Task
from schema.term import Term, load_term
from scripts.markdown import MARK, table

# Task → the pages, beside the board, on which its lists stand.
BEHIND: dict[int, tuple[str, ...]] = {
    1: (),
    2: ("contingency", "agreement"),
    3: ("unit",),
    4: ("unit",),
    5: ("left_out",),
    6: ("left_out",),
    7: ("unit",),
    8: ("first_day",),
    9: ("unit",),
    10: ("unit",),
    11: (),
    12: (),
    13: (),
    14: (),
    15: ("unit",),
    16: ("obstacles",),
}
# Phase → its page.
PAGES: dict[str, str] = {
    "preparation": "preparation",
    "first_day": "first_day",
    "first_week": "first_week",
    "first_month": "first_month",
}


def notice() -> str:
    """The tables of the notice, each row with what shows it and on which page."""
    term = load_term()
    lines = [
        "# 通知要求在哪里看 Where to see what the notice asks for",
        "",
        MARK,
        "",
        "页面写作地址，如 `/tasks?task=3`。每个数字都可在 `/trace` 追到上报、文件、工作表和行。",
        "A page is given by its address, such as `/tasks?task=3`. Every figure is traced on `/trace` to the submission, "
        "the file, the sheet and the row.",
        "",
        "## 表一：16 项任务 Sixteen tasks",
        "",
        *table(
            ("序号 no", "任务 task", "期限 due", "四方职责 duties", "指标 shown by", "页面 pages"),
            (_task(task, term) for task in TASKS),
        ),
        "",
        "职责轻重按动词分 the grade of a duty follows its verb: "
        + " > ".join(f"{zh} {en}（{verbs}）" for zh, en, verbs in GRADES.values()),
        "",
        "## 表二：8 项特殊工作 Eight special matters",
        "",
        *table(
            ("序号 no", "事项 matter", "预案 plan", "关注 watch", "页面 page"),
            map(_matter, MATTERS),
        ),
        "",
        "## 阶段与节点 Phases and checkpoints",
        "",
        *table(("节点 checkpoint", "冻结于 frozen at", "阶段 phase", "页面 page"), _checkpoints(term)),
    ]
    return "\n".join(lines) + "\n"


def _matter(matter: Matter) -> tuple[str, ...]:
    return (
        str(matter.number),
        f"{matter.title} {matter.title_en}",
        f"{matter.plan}<br>{matter.plan_en}",
        f"{matter.watch}<br>{matter.watch_en}",
        "`/contingency`",
    )


def _task(task: Task, term: Term) -> tuple[str, ...]:
    duties = (
        f"{PARTIES[party][0]}〔{GRADES[duty.grade][0]}〕{duty.text}" for party, duty in task.duties.items()
    )
    own = [id for duty in task.duties.values() for id in duty.indicators]
    indicators = dict.fromkeys([*task.indicators, *own])
    named = [f"{indicator_by_id(id).title} `{id}`" for id in indicators] + [
        f"`{count}` → 0" for count in task.counts
    ]
    pages = [f"tasks?task={task.number}", *BEHIND[task.number]]
    return (
        str(task.number),
        f"{task.title}<br>{task.title_en}",
        until(term.due_of_task(task.number), term),
        "<br>".join(duties),
        "<br>".join(named),
        " ".join(f"`/{page}`" for page in pages),
    )


def until(moment: dt.datetime, term: Term) -> str:
    """A deadline as people say it: midnight belongs to the day before, as 24:00."""
    local = moment.astimezone(term.timezone)
    if local.time() == dt.time():
        return f"{local.date() - dt.timedelta(days=1):%m-%d} 24:00"
    return f"{local:%m-%d %H:%M}"


def _checkpoints(term: Term) -> list[tuple[str, ...]]:
    names = {phase.id: f"{phase.name} {phase.name_en}" for phase in term.phases}
    return [
        (
            f"{checkpoint.name} {checkpoint.name_en}",
            f"{checkpoint.on:%m-%d} 24:00",
            names[checkpoint.phase],
            f"`/{PAGES[checkpoint.phase]}`",
        )
        for checkpoint in term.checkpoints
    ]
