"""How fast each unit works: the curves of the story, and what is peculiar to a unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

FIRST, LAST = dt.date(2020, 2, 20), dt.date(2020, 3, 22)
# The notice of the 20th asks for groups and materials; some had begun after the decision of the 6th.
_BEGINNING = dt.date(2020, 2, 12)
_EVE = dt.date(2020, 1, 31)  # days of the curves are counted from here: 23 is 23 February, 30 is 1 March
# Share of classes done by the end of a day: a quarter before the notice, the rush on the 22nd and
# 23rd, stragglers until the middle of March, and a few that never come.
_GROUPS = ((19, 0.20), (20, 0.27), (21, 0.39), (22, 0.66), (23, 0.90), (24, 0.94), (30, 0.98), (44, 0.995))
_MATERIALS = ((19, 0.17), (20, 0.24), (21, 0.35), (22, 0.60), (23, 0.86), (24, 0.915), (30, 0.97), (44, 0.99))


@dataclass(frozen=True, slots=True)
class Pace:
    """A unit's habits: ``keen`` above 1 is earlier than the curve, ``visited`` a share of its classes."""

    keen: float
    visited: float
    counselors: float = 0.985
    assistants: float = 0.975


PACES: dict[str, Pace] = {
    "计算机科学与技术学院": Pace(2.4, 0.80),
    "信息科学与工程学院": Pace(1.6, 0.72),
    "汽车工程学院": Pace(1.1, 0.64),
    "船舶与海洋工程学院": Pace(1.0, 0.52, assistants=0.93),
    "海洋科学与技术学院": Pace(0.85, 0.66),
    "材料科学与工程学院": Pace(1.3, 0.70),
    "经济管理学院": Pace(1.2, 0.61),
    "语言文学学院": Pace(0.45, 0.55, counselors=0.95, assistants=0.92),
    "理学院": Pace(1.9, 0.74),
    "马克思主义学院": Pace(1.5, 0.83),
    "体育教学部": Pace(0.6, 0.38, counselors=0.90, assistants=0.88),
    "新能源学院": Pace(1.0, 0.75),
    "土木工程系": Pace(0.7, 0.0, assistants=0.90),
    "光电科学系": Pace(1.5, 0.86),
}

# One unit's bad week: its platform failed on 2 March, groups were rebuilt, students came back slowly.
TROUBLED_UNIT = "船舶与海洋工程学院"
TROUBLE: dict[dt.date, float] = {
    dt.date(2020, 3, 2 + i): share
    for i, share in enumerate((0.93, 0.83, 0.74, 0.77, 0.83, 0.87, 0.90, 0.95, 0.98))
}
# The whole campus dips after the first day: full groups move to other platforms.
MOVING_SHARE = 0.48  # of the groups older than the notice
MOVING_DAYS = (dt.date(2020, 2, 25), dt.date(2020, 2, 26), dt.date(2020, 2, 26))
MOVING_DIP = (0.42, 0.72, 0.91)


def group_day(unit: str, rng: Random) -> dt.date | None:
    """The day on which a class of ``unit`` gets its group, or ``None`` for never."""
    return _draw(_GROUPS, PACES[unit].keen, rng)


def material_day(unit: str, rng: Random) -> dt.date | None:
    """The day of a class's first material, or ``None`` for never."""
    return _draw(_MATERIALS, PACES[unit].keen, rng)


def _draw(curve: tuple[tuple[int, float], ...], keen: float, rng: Random) -> dt.date | None:
    """A day from the cumulative ``curve`` (day after ``_EVE`` → share)."""
    share = rng.random() ** keen
    earlier = (_BEGINNING - _EVE).days - 1
    for day, reached in curve:
        if share <= reached:
            return _EVE + dt.timedelta(days=rng.randint(earlier + 1, day))
        earlier = day
    return None


def days(first: dt.date = FIRST, last: dt.date = LAST) -> list[dt.date]:
    """All days from ``first`` to ``last``."""
    return [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
