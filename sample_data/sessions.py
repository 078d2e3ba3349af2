"""Sessions of each class day by day: planned, held, who was there, and why some were not held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from sample_data.campus import Class
from sample_data.diary import Diary, Rows
from sample_data.pace import LAST, TROUBLE, TROUBLED_UNIT

_REASONS = (
    "教师身体不适，已申请调课",
    "授课平台故障，改期补授",
    "实验课待返校后补做",
    "与其他课程时间冲突，已调课",
)
_BAD_WEEK_REASON = "授课平台故障，改期补授"
_EXPLAINED = 0.78  # of what was not held
_FIRST_DAY = dt.date(2020, 2, 24)
# One class whose teacher did not appear: what the notice's eighth task means to prevent.
_ACCIDENT = ("汽车工程学院", _FIRST_DAY, "教师未按时上线，按教学事故处理")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was planned for one class on one day, and what became of it."""

    of: Class
    mode: str
    on: dt.date
    planned: int
    held: int
    expected: int
    present: int
    deferred: int = 0
    reason: str | None = None
    accidents: int = 0
    moved_to: dt.date | None = None


Lessons = dict[str, list[Lesson]]


@dataclass(frozen=True, slots=True)
class _Course:
    """A class in the month: sessions ``planned`` a day, how ``likely`` each is, how ``keen`` students are."""

    of: Class
    mode: str
    planned: int
    likely: float
    keen: float


def hold_lessons(diary: Diary) -> Lessons:
    """All lessons of the month by unit, in order of day and class."""
    by_unit: Lessons = {}
    for unit, classes in diary.classes.items():
        likely = Random(f"{diary.seed}/{unit}/sessions").uniform(0.976, 0.996)
        lessons = [
            lesson
            for c in classes
            for lesson in _lessons(c, "、".join(diary.groups[c.id].mode), likely, diary.seed)
        ]
        by_unit[unit] = sorted(lessons, key=lambda lesson: (lesson.on, lesson.of.id))
    _let_fail(by_unit)
    return by_unit


def _lessons(of: Class, mode: str, likely: float, seed: str) -> list[Lesson]:
    rng = Random(f"{seed}/{of.id}/sessions")
    days = {of.first_session_on}
    if rng.random() < 0.3:
        weekday = (of.first_session_on.weekday() + 2) % 5
        days.add(of.first_session_on + dt.timedelta(days=(weekday - of.first_session_on.weekday()) % 7))
    planned = 2 if rng.random() < 0.1 else 1
    course = _Course(of, mode, planned, likely, keen=rng.gauss(0.969, 0.012))
    lessons = []
    for first in sorted(days):
        weeks = (LAST - first).days // 7 + 1
        lessons += [_lesson(course, first + dt.timedelta(days=7 * week), rng) for week in range(weeks)]
    return lessons


def _lesson(course: _Course, day: dt.date, rng: Random) -> Lesson:
    of, planned = course.of, course.planned
    bad = of.unit == TROUBLED_UNIT and day in TROUBLE
    chance = 0.86 if bad else course.likely - (0.015 if day == _FIRST_DAY else 0.0)
    held = sum(rng.random() < chance for _ in range(planned))
    share = min(1.0, max(0.5, course.keen - (0.14 if bad else 0.0) + rng.gauss(0, 0.012)))
    expected = len(of.students) * held
    lesson = Lesson(of, course.mode, day, planned, held, expected, round(expected * share))
    if held == planned or rng.random() >= _EXPLAINED:
        return lesson
    return replace(
        lesson,
        deferred=planned - held,
        reason=_BAD_WEEK_REASON if bad else rng.choice(_REASONS),
        moved_to=day + dt.timedelta(days=rng.choice((7, 14, 26))),
    )


def _let_fail(lessons: Lessons) -> None:
    """The one teaching accident."""
    unit, day, reason = _ACCIDENT
    place = next(i for i, lesson in enumerate(lessons[unit]) if lesson.on == day)
    lesson = lessons[unit][place]
    held = lesson.planned - 1
    expected = len(lesson.of.students) * held
    lessons[unit][place] = replace(
        lesson,
        held=held,
        expected=expected,
        present=min(lesson.present, expected),
        reason=reason,
        deferred=0,
        moved_to=None,
        accidents=1,
    )


def class_rows(lessons: Iterable[Lesson]) -> Rows:
    """授课情况 by class: one row a lesson."""
    return [
        {
            "unit": lesson.of.unit,
            "class_id": lesson.of.id,
            "date": lesson.on,
            "planned": lesson.planned,
            "held": lesson.held,
            "expected": lesson.expected if lesson.held else None,
            "present": lesson.present if lesson.held else None,
            "mode": lesson.mode,
            "deferred": lesson.deferred or None,
            "reason": lesson.reason,
            "accidents": lesson.accidents,
            "moved_to": lesson.moved_to,
        }
        for lesson in lessons
    ]


def total_rows(lessons: Iterable[Lesson]) -> Rows:
    """授课情况 as totals of a unit: one row a day, teachers counted once."""
    by_day: dict[dt.date, list[Lesson]] = {}
    for lesson in lessons:
        by_day.setdefault(lesson.on, []).append(lesson)
    return [_total(day, those) for day, those in sorted(by_day.items())]


def _total(day: dt.date, those: list[Lesson]) -> dict[str, object]:
    reasons = dict.fromkeys(lesson.reason for lesson in those if lesson.reason)
    return {
        "unit": those[0].of.unit,
        "date": day,
        "planned": sum(lesson.planned for lesson in those),
        "held": sum(lesson.held for lesson in those),
        "expected": sum(lesson.expected for lesson in those),
        "present": sum(lesson.present for lesson in those),
        "teachers": len({lesson.of.teacher_id for lesson in those if lesson.held}),
        "deferred": sum(lesson.deferred for lesson in those),
        "reason": "；".join(reasons) or None,
        "accidents": sum(lesson.accidents for lesson in those),
    }


def looked_at(lessons: Iterable[Lesson], source: str, seed: str) -> Rows:
    """A small sample of ``lessons`` as somebody else counted them: supervisors, or the students asked."""
    lessons = list(lessons)
    rng = Random(f"{seed}/{source}")
    rows = class_rows(rng.sample(lessons, min(16, len(lessons))))
    for row in rows:
        row |= {"source": source, "reason": None, "deferred": None, "moved_to": None, "accidents": None}
        if isinstance(present := row["present"], int) and isinstance(row["expected"], int):
            row["present"] = max(0, present - rng.choice((0, 0, 1, 1, 2, 3)))
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["class_id"])))
