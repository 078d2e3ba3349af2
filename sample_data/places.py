"""Where teachers teach, which classes share a group, and who was told late."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from sample_data.campus import Class
from sample_data.groups import Group

# Who does not teach at home sits in an office: most alone or apart from others, a few not.
_OFFICES = (
    "办公室（单人，已隔离）",
    "办公室（单人，已隔离）",
    "实验室（独立房间）",
    "办公室（隔位就座）",
    "办公室",
)
_UNKNOWN = 0.02
# In this unit the teachers of the first day were told when it was over.
_LATE_UNIT = "体育教学部"
_LATE = (dt.date(2020, 2, 24), dt.date(2020, 2, 25))
_FIRST_DAY = dt.date(2020, 2, 24)


def settle_groups(classes: list[Class], groups: dict[str, Group], seed: str) -> None:
    """Make the groups of a unit's classes agree with each other, in place.

    A teacher teaches all classes from one place, and parallel classes of one teacher may share a group.
    """
    first_of: dict[str, Group] = {}
    shared: dict[tuple[str, str], Group] = {}
    for c in classes:
        group = groups[c.id]
        place = first_of.setdefault(c.teacher_id, group).location
        notified = group.teacher_notified_on
        rng = Random(f"{seed}/{c.teacher_id}/place")
        if c.unit == _LATE_UNIT and c.first_session_on == _FIRST_DAY and rng.random() < 0.4:
            notified = rng.choice(_LATE)
        groups[c.id] = replace(group, location=_place(place, rng), teacher_notified_on=notified)
        _share(c, groups, shared, seed)


def _place(drawn: str | None, rng: Random) -> str | None:
    """The place as the report puts it; ``None`` where nobody asked the teacher."""
    if rng.random() < _UNKNOWN:
        return None
    return drawn if drawn == "居家" else rng.choice(_OFFICES)


def _share(of: Class, groups: dict[str, Group], shared: dict[tuple[str, str], Group], seed: str) -> None:
    """Most parallel classes join the group that its teacher made for the first one."""
    group = groups[of.id]
    if group.created_on is None:
        return
    older = shared.setdefault((of.course_id, of.teacher_id), group)
    fits = older.created_on is not None and older.created_on <= group.created_on
    if fits and Random(f"{seed}/{of.id}/shared").random() < 0.9:
        groups[of.id] = replace(group, group_no=older.group_no, platform=older.platform)
