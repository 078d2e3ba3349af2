"""The invented campus: units, courses, classes, students and who sits in which class."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from sample_data.courses import SYLLABUS, course_titles
from sample_data.people import names
from schema.term import Term

# Unit → (classes, students): 1,200 classes; three units teach everyone and have no students.
SIZES: dict[str, tuple[int, int]] = {
    "计算机科学与技术学院": (132, 1560),
    "信息科学与工程学院": (136, 1640),
    "汽车工程学院": (104, 1210),
    "船舶与海洋工程学院": (86, 930),
    "海洋科学与技术学院": (58, 610),
    "材料科学与工程学院": (92, 1080),
    "经济管理学院": (108, 1290),
    "语言文学学院": (118, 470),
    "理学院": (128, 420),
    "马克思主义学院": (78, 0),
    "体育教学部": (94, 0),
    "新能源学院": (28, 330),
    "土木工程系": (24, 290),
    "光电科学系": (14, 170),
}
# Year of study → units that teach everyone, with how many classes each student takes there.
_COMMON: dict[int, dict[str, int]] = {
    1: {"体育教学部": 1, "马克思主义学院": 1, "语言文学学院": 1, "理学院": 2},
    2: {"体育教学部": 1, "马克思主义学院": 1, "语言文学学院": 1, "理学院": 1},
    3: {"马克思主义学院": 1},
    4: {},
}
_CLASSES_A_STUDENT = 8
# Parallel classes of one course, in a unit that teaches its own students and in one for all.
_SECTIONS = (1, 2, 2, 3, 4)
_SECTIONS_COMMON = (3, 5, 6, 8)
_MONDAY = dt.date(2020, 2, 24)


@dataclass(frozen=True, slots=True)
class Student:
    """A student: number, name, home unit and year of study (1 to 4)."""

    id: str
    name: str
    unit: str
    year: int


@dataclass(slots=True)
class Class:
    """A class 教学班 of the plan; ``students`` grows while students enrol."""

    id: str
    unit: str
    course_id: str
    course_name: str
    year: int
    teacher_id: str
    teacher: str
    first_session_on: dt.date
    counselor: str
    students: list[Student] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Campus:
    """Every class by unit, in the term's order of units, and all students."""

    classes: dict[str, list[Class]]
    students: list[Student]


def build_campus(term: Term, seed: str) -> Campus:
    """The campus of ``term``; the same ``seed`` gives the same campus."""
    rng = Random(f"{seed}/campus")
    numbers = {unit: i for i, unit in enumerate(term.unit_names, start=1)}
    classes = {unit: _classes(unit, numbers[unit], Random(f"{seed}/{unit}")) for unit in SIZES}
    students = _students(numbers, rng)
    for student in students:
        _enrol(student, classes, rng)
    return Campus(classes, students)


def _classes(unit: str, number: int, rng: Random) -> list[Class]:
    """The classes of a unit: courses with one to four parallel classes, spread over the years."""
    wanted, _ = SIZES[unit]
    letters, _ = SYLLABUS[unit]
    teachers = names(rng, max(5, wanted * 2 // 3))
    counselors = names(rng, max(2, wanted // 20))
    classes: list[Class] = []
    titles = iter(enumerate(course_titles(unit), start=1))
    while len(classes) < wanted:
        order, title = next(titles)
        sections = rng.choice(_SECTIONS_COMMON if wanted > 60 and unit in _COMMON[1] else _SECTIONS)
        for section in range(1, 1 + min(sections, wanted - len(classes))):
            person = rng.randrange(len(teachers))
            classes.append(
                Class(
                    id=f"{number:02d}{order:04d}{section:02d}",
                    unit=unit,
                    course_id=f"{letters}{20000 + order * 7}",
                    course_name=title,
                    year=_year_of(unit, order),
                    teacher_id=f"0{number:02d}{person + 101:03d}",
                    teacher=teachers[person],
                    first_session_on=_first_session(rng),
                    counselor=rng.choice(counselors),
                )
            )
    return classes


def _year_of(unit: str, order: int) -> int:
    """The year of study that a course is for; common courses go to the years that take them."""
    years = [year for year, common in _COMMON.items() if unit in common] or [1, 2, 3, 4]
    return years[order % len(years)]


def _first_session(rng: Random) -> dt.date:
    """Mostly in the first week, a fifth in the second."""
    day = rng.choice((0, 0, 0, 1, 1, 2, 2, 3, 3, 4))
    return _MONDAY + dt.timedelta(days=day + (7 if rng.random() < 0.2 else 0))


def _students(numbers: dict[str, int], rng: Random) -> list[Student]:
    """Ten thousand students with numbers that begin with the year in which they came."""
    total = sum(count for _, count in SIZES.values())
    invented = iter(names(rng, total))
    return [
        Student(f"{2020 - year}{numbers[unit]:02d}{i:04d}", next(invented), unit, year)
        for unit, (_, count) in SIZES.items()
        for i, year in enumerate((1 + k % 4 for k in range(count)), start=1)
    ]


def _enrol(student: Student, classes: dict[str, list[Class]], rng: Random) -> None:
    """Put a student into the common classes of the year, then into those of the home unit."""
    taken: set[str] = set()
    for unit, count in _COMMON[student.year].items():
        _choose(student, [c for c in classes[unit] if c.year == student.year], count, taken, rng)
    own = [c for c in classes[student.unit] if c.year == student.year]
    _choose(student, own, _CLASSES_A_STUDENT - len(taken), taken, rng)
    rest = [c for c in classes[student.unit] if abs(c.year - student.year) == 1]
    _choose(student, rest, _CLASSES_A_STUDENT - len(taken), taken, rng)


def _choose(student: Student, offered: list[Class], count: int, taken: set[str], rng: Random) -> None:
    """Enrol in up to ``count`` different courses of those offered, any parallel class of each."""
    shuffled = rng.sample(offered, len(offered))
    for offer in shuffled:
        if count <= 0:
            return
        if offer.course_id not in taken:
            taken.add(offer.course_id)
            offer.students.append(student)
            count -= 1
