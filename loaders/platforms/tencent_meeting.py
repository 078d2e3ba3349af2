"""腾讯会议: 成员参会概况 and 成员观看明细 with labels above the table, and lists that begin in row 1."""

from __future__ import annotations

import re

from loaders.platforms.evidence import Asked, Evidence, Lesson, Person
from loaders.platforms.layout import Layout, day_in
from loaders.platforms.people import shared_by
from loaders.platforms.platform import Platform, nameless, titles_of
from loaders.platforms.tables import Table, tables_of

_TITLE = "腾讯会议"
_ENTERED = ("首次入会时间", "入会时间", "首次观看时间", "观看开始时间", "开始观看时间", "进入时间")
_STAFF = ("主持人", "联席主持人", "会议创建者", "创建者", "老师", "助教", "主持")
_ACCOUNT_AND_NAME = re.compile(r"(?P<account>.*?)\((?P<name>[^()]*)\)")


def _read(layout: Layout, header: int, asked: Asked) -> list[Table]:
    labels = _labels(layout, header)
    places = layout.places(header)
    name = places["用户昵称"]
    entered = next((places[title] for title in _ENTERED if title in places), name)
    rows = layout.body(header + 1)
    blank = [row + 1 for row in rows if not layout.written(row, name)]
    people = {
        row: _people(layout, row, name, places.get("身份")) for row in rows if layout.written(row, name)
    }
    evidence = Evidence(
        titles_of(_TITLE, labels.get("会议主题", ("",))[0], labels.get("会议号", ("",))[0], asked),
        person=(name, layout.written(header, name)),
        lessons=tuple(_lessons(layout, people, entered, labels)),
        header=(header, header + 1),
        used=frozenset({name, entered, places.get("身份", name)}),
        only_students=False,
        findings=tuple(nameless(layout, header, name, blank)),
    )
    return tables_of(evidence, layout, asked)


def _labels(layout: Layout, header: int) -> dict[str, tuple[str, int, int]]:
    """Label → its value with row and column, from the lines above the table."""
    labels = {}
    for row in range(header):
        for place in range(len(layout.rows[row])):
            label, colon, value = layout.written(row, place).partition(":")
            if colon and value.strip():
                labels[label.strip()] = (value.strip(), row, place)
            elif colon:
                labels[label.strip()] = (layout.written(row, place + 1), row, place + 1)
    return {label: where for label, where in labels.items() if where[0]}


def _people(layout: Layout, row: int, name: int, role: int | None) -> list[Person]:
    """Those who share the name in a row: ``账号名(会中昵称)``, ``(昵称)``, ``甲＆乙``."""
    written = layout.written(row, name)
    match = _ACCOUNT_AND_NAME.fullmatch(written)
    account, called = (match["account"], match["name"] or match["account"]) if match else ("", written)
    is_staff = role is not None and layout.written(row, role) in _STAFF
    shared = shared_by(called)
    names = [(part, account) if len(shared) == 1 else (part,) for part in shared]
    return [Person(row + 1, both, key=both[0], is_staff=is_staff) for both in names]


def _lessons(
    layout: Layout, people: dict[int, list[Person]], entered: int, labels: dict[str, tuple[str, int, int]]
) -> list[Lesson]:
    """One lesson: on the day for which the meeting was set, else one for each day on which people came."""
    everybody = tuple(person for row in people.values() for person in row)
    value, row, place = labels.get("预定开始时间", ("", 0, 0))
    if day_in(value):
        title = f"{labels.get('会议号', ('',))[0]} {value}"
        return [Lesson(title, day_in(value), row + 1, place, "预定开始时间", everybody)] if everybody else []
    days: dict[str, list[int]] = {}
    for at in people:
        if day := day_in(layout.written(at, entered)):
            days.setdefault(day, []).append(at)
    return [
        Lesson(day, day, rows[0] + 1, entered, "入会时间", tuple(p for at in rows for p in people[at]))
        for day, rows in days.items()
    ]


PLATFORM = Platform(
    _TITLE,
    "成员参会概况、成员观看明细及首行即表头的名单：参会的学生 → 授课情况 people in a meeting → a lesson",
    (
        frozenset({"用户昵称", "首次入会时间"}),
        frozenset({"用户昵称", "入会时间"}),
        frozenset({"用户昵称", "观看时长"}),
    ),
    _read,
)
