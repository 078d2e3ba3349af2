"""Materials shared with a class and visits paid to it during the month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from sample_data.campus import Class
from sample_data.pace import LAST, PACES, TROUBLE, TROUBLED_UNIT, material_day

_OPENING = (
    ("PPT", "第1章课件"),
    ("教学日历", "教学日历"),
    ("电子教材", "电子教材"),
    ("微课视频", "导学视频"),
    ("习题", "预习题"),
)
# What a week of teaching adds, and how often.
_WEEKLY = (
    ("PPT", "第{w}周课件", 0.36),
    ("作业", "第{w}周作业", 0.28),
    ("微课视频", "第{w}周微课", 0.10),
    ("习题", "第{w}周习题", 0.08),
)
_MONDAY = dt.date(2020, 2, 24)
_FAULTS = (
    ("个别学生网络卡顿", "课后提供录屏"),
    ("互动偏少", "增加随堂提问"),
    ("声音偶有中断", "更换耳机并提前测试"),
    ("课件字号偏小", "调整课件版式"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing shared with a class."""

    kind: str
    title: str
    uploaded_on: dt.date
    count: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: arranged by the end of ``arranged_on``, and done or not."""

    of: Class
    visitor: str
    visitor_kind: str
    arranged_on: dt.date
    planned_on: dt.date
    visited_on: dt.date | None
    mode: str
    absent: int
    score: int
    fault: tuple[str, str] | None


def share_items(of: Class, rng: Random) -> list[Item]:
    """All materials of one class, in order of days; none where the first never comes."""
    first = material_day(of.unit, rng)
    if first is None:
        return []
    opening = [_OPENING[0], *rng.sample(_OPENING[1:], rng.choice((0, 1, 1, 2, 3)))]
    items = [Item(kind, f"{of.course_name}{title}", first, _many(kind, rng)) for kind, title in opening]
    for week in range(1, 5):
        for kind, title, often in _WEEKLY:
            day = _MONDAY + dt.timedelta(days=(week - 1) * 7 + rng.randrange(5))
            quiet = of.unit == TROUBLED_UNIT and day in TROUBLE
            if rng.random() < often and first <= day <= LAST and not quiet:
                items.append(Item(kind, f"{of.course_name}{title.format(w=week)}", day, _many(kind, rng)))
    return sorted(items, key=lambda item: item.uploaded_on)


def _many(kind: str, rng: Random) -> int:
    """How many pieces an item has: videos and exercises come in numbers."""
    return rng.randint(2, 6) if kind in {"微课视频", "习题"} else 1


def item_row(of: Class, item: Item) -> dict[str, object]:
    """One row of 资料上传."""
    return {
        "unit": of.unit,
        "class_id": of.id,
        "material_kind": item.kind,
        "title": item.title,
        "uploaded_on": item.uploaded_on,
        "count": item.count,
    }


def pay_visits(of: Class, visitors: dict[str, list[str]], mode: str, rng: Random) -> list[Visit]:
    """The visits to one class: none, one, or for one in ten of those visited a second one."""
    if rng.random() >= PACES[of.unit].visited / 0.86:
        return []
    visits = [_visit(of, visitors, mode, rng)]
    if rng.random() < 0.1:
        visits.append(_visit(of, visitors, mode, rng))
    different = {(visit.visitor, visit.planned_on): visit for visit in visits}
    return list(different.values())


def _visit(of: Class, visitors: dict[str, list[str]], mode: str, rng: Random) -> Visit:
    week = rng.choices((0, 1, 2, 3), (38, 24, 20, 18))[0]
    if of.unit == TROUBLED_UNIT and week == 1:
        week = 3
    kind = rng.choices(("学院督导组", "校督导组", "校领导"), (76, 18, 6))[0]
    weekday = 0 if kind == "校领导" and week == 0 else rng.randrange(5)
    planned = _MONDAY + dt.timedelta(days=week * 7 + weekday)
    late = rng.choices((0, 1, 2), (82, 6, 2))[0]
    done = rng.random() < 0.88
    visited = planned + dt.timedelta(days=late if weekday + late < 5 else 0)
    return Visit(
        of,
        rng.choice(visitors[kind]),
        kind,
        arranged_on=_MONDAY + dt.timedelta(days=week * 7 - (2 if rng.random() < 0.8 else 1)),
        planned_on=planned,
        visited_on=visited if done else None,
        mode=mode,
        absent=rng.choice((0, 0, 0, 1, 1, 2, 3)),
        score=round(rng.gauss(89, 4)),
        fault=rng.choice(_FAULTS) if rng.random() < 0.22 else None,
    )


def visit_row(visit: Visit, through: dt.date) -> dict[str, object]:
    """One row of 听课, as known at the end of ``through``."""
    done = visit.visited_on if visit.visited_on and visit.visited_on <= through else None
    expected = len(visit.of.students)
    resolved = done + dt.timedelta(days=3) if done and visit.fault else None
    return {
        "unit": visit.of.unit,
        "class_id": visit.of.id,
        "planned_on": visit.planned_on,
        "visited_on": done,
        "visitor": visit.visitor,
        "visitor_kind": visit.visitor_kind,
        "mode": visit.mode,
        "expected": expected if done else None,
        "present": expected - visit.absent if done else None,
        "score": min(visit.score, 98) if done else None,
        "problem": visit.fault[0] if done and visit.fault else None,
        "action": visit.fault[1] if done and visit.fault else None,
        "resolved_on": resolved if resolved and resolved <= through else None,
    }
