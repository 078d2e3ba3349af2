"""What units set up before the first day, and what they concluded later: groups and summaries."""

from __future__ import annotations

import datetime as dt
from random import Random

from sample_data.diary import Diary, Rows
from sample_data.people import names
from schema.figures import CAMPUS

# Units whose groups came later than the 22nd, and the one that never formed a discipline group.
_FORMED_LATE = {"语言文学学院": dt.date(2020, 2, 24), "体育教学部": dt.date(2020, 2, 23)}
_WITHOUT_DISCIPLINE = "土木工程系"
_OFFICE_DAY = dt.date(2020, 2, 19)
# Phase of a summary → the last of its days.
PHASES = {
    "首周": dt.date(2020, 3, 1),
    "第二周": dt.date(2020, 3, 8),
    "第三周": dt.date(2020, 3, 15),
    "首月": dt.date(2020, 3, 22),
}
_UNCLASSIFIED = "汽车工程学院"
_NO_FIRST_WEEK = "语言文学学院"
# These write after the first week and at the end only.
_FEWER = ("体育教学部", "马克思主义学院", "光电科学系", "土木工程系")
# These have not sent the summary of the month yet.
_LAST_MONTH = ("土木工程系", "新能源学院")
_CONTENT = {
    "首周": "按直播、录播、慕课分类评价，互动和作业反馈仍需加强",
    "第二周": "录播课增加随堂测验，逐班跟进缺课学生",
    "第三周": "推广优秀课例，改进实验课线上方案",
    "首月": "教学秩序平稳，着手返校后的衔接",
}


def workgroup_rows(unit: str, seed: str) -> Rows:
    """工作组 of a unit: one led by the dean, one that checks discipline led by the secretary."""
    rng = Random(f"{seed}/{unit}/workgroups")
    dean, secretary, *members = names(rng, 9)
    formed = _FORMED_LATE.get(unit) or dt.date(2020, 2, rng.choice((20, 21, 21, 22)))
    post = "院长" if unit.endswith("院") else "部主任" if unit.endswith("部") else "系主任"
    row = {
        "unit": unit,
        "group_kind": "学院工作组",
        "group_name": "网络教学工作组",
        "leader": dean,
        "leader_post": post,
        "formed_on": formed,
        "members": "、".join(members[:4]),
        "counselor_in": "是",
        "secretary_in": "是",
    }
    if unit == _WITHOUT_DISCIPLINE:
        return [row]
    other = {
        "group_kind": "纪律检查组",
        "group_name": "教学纪律检查组",
        "leader": secretary,
        "leader_post": "书记",
        "members": "、".join(members[4:]),
        "counselor_in": rng.choice("是否"),
        "secretary_in": "否",
    }
    return [row, row | other]


def campus_workgroup(seed: str) -> Rows:
    """工作组 of the campus, led by a leader."""
    leader, *members = names(Random(f"{seed}/workgroups"), 7)
    return [
        {
            "unit": CAMPUS,
            "group_kind": "校区工作组",
            "group_name": "网络教学工作领导小组",
            "leader": leader,
            "leader_post": "校领导",
            "formed_on": _OFFICE_DAY,
            "members": "、".join(members),
            "counselor_in": "是",
            "secretary_in": "是",
        }
    ]


def summary_rows(unit: str, through: dt.date, diary: Diary) -> Rows:
    """总结: those of the phases that had ended by ``through``."""
    return [
        _summary(unit, phase, ends, diary)
        for phase, ends in PHASES.items()
        if ends <= through and _writes(unit, phase)
    ]


def _writes(unit: str, phase: str) -> bool:
    if phase == "首周":
        return unit != _NO_FIRST_WEEK
    return unit not in (_LAST_MONTH if phase == "首月" else _FEWER)


def _summary(unit: str, phase: str, ends: dt.date, diary: Diary) -> dict[str, object]:
    rng = Random(f"{diary.seed}/{unit}/{phase}")
    teachers = len({c.teacher_id for c in diary.classes[unit]})
    students = len({s.id for c in diary.classes[unit] for s in c.students})
    problems, exemplars = rng.randint(3, 9), rng.randint(1, 4)
    return {
        "unit": unit,
        "phase": phase,
        "submitted_on": ends,
        "classified": "否" if unit == _UNCLASSIFIED and phase == "首周" else "是",
        "measures": "是",
        "problems_found": problems,
        "problems_closed": problems - rng.choice((0, 0, 1, 1, 2)),
        "exemplars": exemplars,
        "spread": exemplars - rng.choice((0, 0, 1)),
        "teachers": teachers,
        "self_evaluated": round(teachers * rng.uniform(0.88, 1.0)),
        "asked": students,
        "answered": round(students * rng.uniform(0.62, 0.91)),
        "content": _CONTENT[phase],
    }


def campus_summary() -> Rows:
    """The campus's evaluation of the first week, a day after the week's end."""
    return [
        {
            "unit": CAMPUS,
            "phase": "首周",
            "submitted_on": dt.date(2020, 3, 2),
            "classified": "是",
            "measures": "是",
            "problems_found": 12,
            "problems_closed": 8,
            "exemplars": 6,
            "spread": 4,
            "content": "首周总体平稳；共性问题是高峰期卡顿和互动不足，选出六个典型课例推广",
        }
    ]
