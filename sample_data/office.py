"""What the offices of the campus know beside the plan: who visits, what was arranged, spot checks."""

from __future__ import annotations

import datetime as dt
from random import Random

from sample_data.campus import Class
from sample_data.diary import Diary, Rows
from sample_data.sessions import Lesson, Lessons
from schema.figures import CAMPUS

LEADERS, EXPERTS = "校领导", "校督导组"
_POSTS = {
    LEADERS: ("校区书记", "校区校长", "副校长", "副校长", "副书记", "副校长"),
    EXPERTS: ("教授", "副教授", "研究员"),
}
# On the eve these units had sent no visits of their own, and the offices had arranged none with them.
_NOT_YET = frozenset(("语言文学学院", "体育教学部", "新能源学院", "土木工程系"))
_EVE = dt.date(2020, 2, 23)
# On each of these days 教务处 looked for itself at some classes of some units.
CHECK_DAYS = tuple(dt.date(2020, month, day) for month, day in ((2, 23), (2, 29), (3, 7), (3, 14), (3, 21)))
_UNITS_A_DAY, _CLASSES_A_UNIT = 7, 12
_OVERSTATING, _UNTRUE = "经济管理学院", 0.12


def visitor_rows(diary: Diary) -> Rows:
    """听课人员名单: leaders and supervisors of the campus."""
    return [
        {
            "unit": CAMPUS,
            "visitor": name,
            "visitor_kind": kind,
            "post": posts[place % len(posts)],
            "retired": "否",
        }
        for kind, posts in _POSTS.items()
        for place, name in enumerate(diary.guests[kind])
    ]


def arranged_on_the_eve(diary: Diary) -> Rows:
    """Visits of leaders and supervisors in the first week, but for those whom nobody had asked yet."""
    unasked = {diary.guests[LEADERS][-1], *diary.guests[EXPERTS][-2:]}
    units = [unit for unit in diary.classes if unit not in _NOT_YET]
    rows = diary.visit_rows(units, {LEADERS, EXPERTS}, _EVE)
    return [row for row in rows if row["visitor"] not in unasked]


def check_rows(day: dt.date, diary: Diary, lessons: Lessons) -> Rows:
    """抽查核对 of one day: one thing of each class that was looked at."""
    rng = Random(f"{diary.seed}/checks/{day}")
    units = sorted({*rng.sample(sorted(diary.classes), _UNITS_A_DAY - 1), _OVERSTATING})
    return [
        {"unit": unit, "class_id": c.id, "checked_on": day, "checker": rng.choice(("教务科", "质量科"))}
        | _looked(c, day, diary, lessons[unit], rng)
        for unit in units
        for c in rng.sample(diary.classes[unit], min(_CLASSES_A_UNIT, len(diary.classes[unit])))
    ]


def _looked(of: Class, day: dt.date, diary: Diary, lessons: list[Lesson], rng: Random) -> dict[str, object]:
    """What was looked at, and what was found there."""
    untrue = of.unit == _OVERSTATING and rng.random() < _UNTRUE
    group, count = diary.groups[of.id], diary.counts[of.id][day]
    held = [lesson for lesson in lessons if lesson.of.id == of.id and lesson.on <= day and lesson.held]
    item = rng.choice(("课程建群", "资料上传", "学生进群", "授课测试", *(("到课",) * bool(held))))
    if item == "学生进群":
        members = count.joined - (rng.randint(3, 8) if of.unit == _OVERSTATING else 0)
        return {"check_item": item, "sampled": count.expected, "confirmed": max(0, members)}
    if item == "到课":
        return {"check_item": item, "sampled": held[-1].expected, "confirmed": held[-1].present}
    true = {
        "课程建群": group.created_on is not None and group.created_on <= day,
        "资料上传": any(i.uploaded_on <= day for i in diary.items[of.id]),
        "授课测试": group.tested_on is not None and group.tested_on <= day,
    }[item]
    return {"check_item": item, "holds": "是" if true and not untrue else "否"}
