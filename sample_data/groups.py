"""What happened in the group of each class: created, joined by the counsellor, announced, tested."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from sample_data.campus import Class
from sample_data.pace import FIRST, MOVING_DAYS, MOVING_SHARE, PACES, group_day

_PLATFORMS = ("QQ群", "QQ群", "QQ群", "微信群", "企业微信", "钉钉群")
_TOOLS = ("雨课堂", "学习通", "腾讯课堂", "腾讯会议", "中国大学MOOC", "智慧树")
_MODES = tuple(
    tuple(text.split("、"))
    for text in ("直播", "直播、录播", "MOOC、研讨", "SPOC、直播", "录播、线上答疑", "MOOC", "语音直播")
)
_PLACES = ("居家",) * 14 + ("办公室", "教研室")


@dataclass(frozen=True, slots=True)
class Group:
    """The true days of one class's group; ``None`` where a thing never happened."""

    created_on: dt.date | None
    counselor_joined_on: dt.date | None
    assistant: str | None
    assistant_on: dt.date | None
    announced_on: dt.date | None
    tested_on: dt.date | None
    teacher_notified_on: dt.date
    moved_on: dt.date | None
    group_no: str
    platform: tuple[str, ...]
    mode: tuple[str, ...]
    location: str | None


def form_group(of: Class, rng: Random) -> Group:
    """The story of the group of one class."""
    pace = PACES[of.unit]
    created = group_day(of.unit, rng)
    old = created is not None and created < FIRST
    moved = rng.choice(MOVING_DAYS) if old and rng.random() < MOVING_SHARE else None
    helped = created if created and rng.random() < pace.assistants else None
    return Group(
        created_on=created,
        counselor_joined_on=_after(created, 3, pace.counselors, rng),
        assistant=rng.choice(of.students).name if helped else None,
        assistant_on=_after(helped, 4, 1.0, rng),
        announced_on=_after(created, 3, 0.97, rng),
        tested_on=dt.date(2020, 2, rng.choice((17, 18, 19, 20, 21, 21, 22, 22, 22, 23, 23))),
        teacher_notified_on=dt.date(2020, 2, rng.choice((20, 20, 21, 21, 22, 23))),
        moved_on=moved,
        group_no=f"0{rng.randrange(10**7, 10**8)}",
        platform=_platforms(rng),
        mode=rng.choice(_MODES),
        location=rng.choice(_PLACES),
    )


def group_row(of: Class, group: Group, through: dt.date) -> dict[str, object]:
    """The row of a report that knows what happened up to the end of ``through``."""
    days = {
        name: day if (day := getattr(group, name)) and day <= through else None
        for name in ("created_on", "counselor_joined_on", "announced_on", "tested_on", "teacher_notified_on")
    }
    exists = days["created_on"] is not None
    return {
        "unit": of.unit,
        "class_id": of.id,
        "course_id": of.course_id,
        "course_name": of.course_name,
        "teacher": of.teacher,
        "platform": "、".join(group.platform) if exists else None,
        "group_no": group.group_no if exists else None,
        **days,
        "assistant": group.assistant if group.assistant_on and group.assistant_on <= through else None,
        "mode": "、".join(group.mode),
        "location": group.location,
        "first_session_on": of.first_session_on,
    }


def _after(day: dt.date | None, most: int, share: float, rng: Random) -> dt.date | None:
    """A day up to ``most`` days after ``day``, and not before the notice asked for it; or never."""
    if day is None or rng.random() >= share:
        return None
    return max(day, FIRST - dt.timedelta(days=2)) + dt.timedelta(days=rng.choice((0, 0, 0, 0, 0, 1, 1, most)))


def _platforms(rng: Random) -> tuple[str, ...]:
    """A place to talk and, for two in three classes, a tool to teach with."""
    talk = rng.choice(_PLATFORMS)
    return (talk, rng.choice(_TOOLS)) if rng.random() < 0.66 else (talk,)
