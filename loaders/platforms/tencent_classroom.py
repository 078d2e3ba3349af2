"""腾讯课堂, attendance of one lesson: ``数据导出`` with those who were there or saw the recording."""

from __future__ import annotations

from loaders.platforms.evidence import Asked, Evidence, Lesson, Person
from loaders.platforms.layout import Layout, moment_cell
from loaders.platforms.platform import Platform, nameless, titles_of
from loaders.platforms.tables import Table, tables_of
from schema.findings import Finding

_TITLE = "腾讯课堂"
_USED = ("授课老师", "学生姓名", "学生ID", "是否观看直播", "是否观看回放")


def _read(layout: Layout, header: int, asked: Asked) -> list[Table]:
    places = layout.places(header)
    name, watched = places["学生姓名"], places["是否观看直播"]
    rows = layout.body(header + 1)
    teachers = (
        {layout.written(row, places.get("授课老师", name)) for row in rows} if "授课老师" in places else set()
    )
    present = tuple(_person(layout, row, places, teachers) for row in rows if _says_yes(layout, row, watched))
    replayed = [row for row in rows if not _says_yes(layout, row, watched)
                and _says_yes(layout, row, places.get("是否观看回放", watched))]  # fmt: skip
    findings = [Finding("replay_not_counted", layout.grid.name, details={"count": len(replayed)})] * bool(
        replayed
    )
    lesson, stated = _lesson(layout, header, tuple(person for person in present if person.key))
    findings += nameless(layout, header, name, [person.row for person in present if not person.key])
    students = [person for person in present if not person.is_staff and person.key]
    if stated is not None and stated != len({person.key for person in students}):
        findings.append(_differs(layout, stated, len({person.key for person in students})))
    evidence = Evidence(
        titles_of(_TITLE, "", "", asked),
        person=(name, "学生姓名"),
        lessons=lesson,
        header=(header, header + 1),
        used=frozenset(places[title] for title in _USED if title in places),
        findings=tuple(findings),
    )
    return tables_of(evidence, layout, asked)


def _says_yes(layout: Layout, row: int, place: int) -> bool:
    return layout.written(row, place) in ("是", "已观看", "Yes")


def _person(layout: Layout, row: int, places: dict[str, int], teachers: set[str]) -> Person:
    name = layout.written(row, places["学生姓名"])
    account = layout.written(row, places["学生ID"]) if "学生ID" in places else ""
    return Person(row + 1, (name, account), key=account or name, is_staff=name in teachers)


def _lesson(
    layout: Layout, header: int, present: tuple[Person, ...]
) -> tuple[tuple[Lesson, ...], int | None]:
    """The lesson with its day from the lines above, and how many watched by what stands there."""
    above = layout.find(["直播时间"])
    if above is None or above >= header:
        return (), None
    places = layout.places(above)
    place = places["直播时间"]
    day = moment_cell(layout.rows[above + 1][place])
    if not layout.written(above + 1, place):
        return (), None
    lesson = Lesson(layout.written(above + 1, place), day, above + 2, place, "直播时间", present)
    watched = layout.written(above + 1, places["直播观看人数"]) if "直播观看人数" in places else ""
    return (lesson,), int(watched) if watched.isdecimal() else None


def _differs(layout: Layout, stated: int, counted: int) -> Finding:
    return Finding(
        "presence_differs", layout.grid.name, None, "直播观看人数", str(stated), {"counted": counted}
    )


PLATFORM = Platform(
    _TITLE,
    "观看直播的人 → 授课情况 those who watched → a lesson",
    (frozenset({"学生姓名", "是否观看直播", "进入直播时间"}),),
    _read,
)
