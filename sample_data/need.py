"""Students who cannot learn online without help: found, taken on, helped, each with a plan of their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from sample_data.campus import Campus, Student
from sample_data.diary import Diary, Rows
from sample_data.people import names

# The notice counts 160; the units found 158 by name, and nobody has said yet who the other two are.
_TOTAL = 158
_PLANS = (
    (
        "家在山区，手机信号不稳定",
        "网络信号、手机流量",
        "联系村委会接入宽带",
        "信号稳定，按时上课",
    ),
    ("与弟妹共用一部手机上课", "学习设备", "学院借出平板电脑并邮寄到家", "设备已收到，能独立上课"),
    ("每月流量只有5GB，不够听直播", "手机流量", "充值一个月流量，另给低清录播", "流量够用，没有缺课"),
    ("教材和笔记留在宿舍", "教材资料", "任课教师提供电子教材和讲义照片", "资料齐全，作业按时交"),
    ("上学期两门课不及格，基础薄弱", "学业指导", "任课教师每周单独答疑一次", "能跟上进度"),
    (
        "父母在防疫一线，独自在家",
        "心理疏导",
        "心理教师每周通话，辅导员常联系",
        "情绪平稳，按时上课",
    ),
    (
        "家里收入中断，生活拮据",
        "生活困难、手机流量",
        "发放临时困难补助，充值一个月流量",
        "安心上课",
    ),
    ("在集中隔离点，网络拥挤", "网络信号", "错峰看录播，教师课后答疑", "没有落下课程"),
)
_HEALTH = ("良好",) * 9 + ("感冒，已痊愈", "慢性病，规律服药", "居家隔离，体温正常", "手部受伤，恢复中")
_START = dt.date(2020, 2, 20)
# Day after _START on which a student is found, and days from there to being taken on: some never are.
_FOUND = (0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 6)
_CLAIMED = (0, 0, 0, 0, 0, 0, 1, 1, 3, 9)
_HELPED = (0, 0, 0, 0, 1, 1, 3)
# Share of a unit's students that were asked, by the day.
_ASKED = {22: 0.84, 23: 0.962, 24: 0.981}
_ASKED_LATER = 0.996


@dataclass(frozen=True, slots=True)
class Case:
    """One student in need, with the true days; ``None`` where a thing never happened."""

    student: Student
    counselor: str
    plan: tuple[str, str, str, str]
    owner: str
    partner: str | None
    health: str
    found_on: dt.date
    claimed_on: dt.date | None
    helped_on: dt.date | None
    topped_up_on: dt.date | None
    result_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Need:
    """The students in need and the number of students, by unit."""

    cases: dict[str, list[Case]]
    students: dict[str, int]

    def survey_rows(self, unit: str, on: dt.date) -> Rows:
        """困难学生帮扶 as totals: one row, none for a unit without students."""
        students = self.students.get(unit, 0)
        if not students:
            return []
        share = _ASKED.get(on.day, _ASKED_LATER) if on.month == 2 else _ASKED_LATER
        cases = [case for case in self.cases[unit] if case.found_on <= on]
        return [
            {
                "unit": unit,
                "as_of": on,
                "students": students,
                "surveyed": min(students, round(students * share) + len(unit) % 3),
                "in_need": len(cases),
                "helped": sum(_by(case.helped_on, on) is not None for case in cases),
                "topped_up": sum(_by(case.topped_up_on, on) is not None for case in cases),
            }
        ]

    def student_rows(self, unit: str, through: dt.date) -> Rows:
        """困难学生帮扶, one row a student, as known at the end of ``through``."""
        return [_row(case, through) for case in self.cases.get(unit, []) if case.found_on <= through]


def find_need(campus: Campus, diary: Diary, seed: str) -> Need:
    """Who is in need on ``campus``: in all :data:`_TOTAL`, by the size of each unit."""
    by_unit: dict[str, list[Student]] = {}
    for student in campus.students:
        by_unit.setdefault(student.unit, []).append(student)
    wanted = _shares({unit: len(students) for unit, students in by_unit.items()})
    cases = {
        unit: _cases(students, wanted[unit], diary, Random(f"{seed}/{unit}/need"))
        for unit, students in by_unit.items()
    }
    return Need(cases, {unit: len(students) for unit, students in by_unit.items()})


def _shares(sizes: dict[str, int]) -> dict[str, int]:
    """:data:`_TOTAL` divided by size, the largest remainders rounded up."""
    total = sum(sizes.values())
    exact = {unit: _TOTAL * size / total for unit, size in sizes.items()}
    shares = {unit: int(value) for unit, value in exact.items()}
    left = _TOTAL - sum(shares.values())
    for unit in sorted(exact, key=lambda unit: shares[unit] - exact[unit])[:left]:
        shares[unit] += 1
    return shares


def _cases(students: list[Student], count: int, diary: Diary, rng: Random) -> list[Case]:
    unit = students[0].unit
    owners = sorted({c.teacher for c in diary.classes[unit]})
    partners = names(rng, count)
    chosen = sorted(rng.sample(students, count), key=lambda student: student.id)
    return [
        _case(s, diary.counselor_of(s), owners, partner, rng)
        for s, partner in zip(chosen, partners, strict=True)
    ]


def _case(student: Student, counselor: str, owners: list[str], partner: str, rng: Random) -> Case:
    plan = rng.choice(_PLANS)
    listed = _START + dt.timedelta(days=rng.choice(_FOUND))
    claimed = _later(listed, _CLAIMED, 0.965, rng)
    helped = _later(claimed, _HELPED, 0.98, rng)
    return Case(
        student,
        counselor,
        plan,
        owner=counselor if rng.random() < 0.4 else rng.choice(owners),
        partner=partner if rng.random() < 0.8 else None,
        health=rng.choice(_HEALTH),
        found_on=listed,
        claimed_on=claimed,
        helped_on=helped,
        topped_up_on=helped if "手机流量" in plan[1] and rng.random() < 0.85 else None,
        result_on=_later(helped, (4, 6, 8, 11, 15), 0.95, rng),
    )


def _later(day: dt.date | None, after: tuple[int, ...], share: float, rng: Random) -> dt.date | None:
    if day is None or rng.random() >= share:
        return None
    return day + dt.timedelta(days=rng.choice(after))


def _by(day: dt.date | None, through: dt.date) -> dt.date | None:
    return day if day is not None and day <= through else None


def _row(case: Case, through: dt.date) -> dict[str, object]:
    claimed, result = _by(case.claimed_on, through), _by(case.result_on, through)
    situation, needs, measures, effect = case.plan
    return {
        "unit": case.student.unit,
        "student_id": case.student.id,
        "student_name": case.student.name,
        "counselor": case.counselor,
        "situation": situation,
        "needs": needs,
        "measures": measures if claimed else None,
        "result": effect if result else None,
        "owner": case.owner if claimed else None,
        "partner": case.partner if claimed else None,
        "claimed_on": claimed,
        "helped_on": _by(case.helped_on, through),
        "topped_up_on": _by(case.topped_up_on, through),
        "health": case.health,
    }
