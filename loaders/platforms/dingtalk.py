"""钉钉: 每日统计 of an attendance group, a row a person and day, with the times at which each came in."""

from __future__ import annotations

from loaders.cells.text import fold
from loaders.platforms.evidence import Asked, Evidence, Lesson, Person, person_of
from loaders.platforms.layout import Layout, day_in
from loaders.platforms.platform import Platform, titles_of
from loaders.platforms.tables import Table, tables_of

_TITLE = "钉钉"
_CLOCK = "打卡时间"
_STAFF = ("教师", "老师", "助教", "辅导员", "讲师", "教授")


def _read(layout: Layout, header: int, asked: Asked) -> list[Table] | None:
    places = layout.places(header)
    name, number = places["姓名"], places["工号"]
    deep = 1 if header + 1 < len(layout.rows) and not layout.written(header + 1, name) else 0
    titles = {place: _title(layout, header, deep, place) for place in range(len(layout.rows[header]))}
    clocks = [place for place, title in titles.items() if _CLOCK in title]
    if not clocks:
        return None
    post, day = places.get("职位"), places.get("日期")
    days: dict[str, list[tuple[int, Person, bool]]] = {}
    for row in layout.body(header + 1 + deep):
        person = person_of(row, layout.written(row, name), layout.written(row, number))
        if post is not None and any(word in layout.written(row, post) for word in _STAFF):
            person = Person(row + 1, person.names, person.student_id, is_staff=True)
        came = any(layout.written(row, place) for place in clocks)
        of_day = layout.written(row, day) if day is not None else _day_above(layout, header)
        days.setdefault(of_day, []).append((row, person, came))
    where = (day, titles[day]) if day is not None else (name, titles[name])
    evidence = Evidence(
        titles_of(_TITLE, "", "", asked),
        person=(name, titles[name]),
        lessons=tuple(_lesson(text, rows, where) for text, rows in days.items() if text),
        header=(header, header + 1 + deep),
        used=frozenset({name, number, *clocks, *(at for at in (post, day) if at is not None)}),
    )
    return tables_of(evidence, layout, asked)


def _title(layout: Layout, header: int, deep: int, place: int) -> str:
    """The title of a column, both lines of it where the header has two."""
    return "".join(dict.fromkeys(layout.written(header + line, place) for line in range(deep + 1)))


def _day_above(layout: Layout, header: int) -> str:
    """The one day of 统计日期 above the table; empty where it tells of several."""
    lines = (text for row in range(header) for _, text in layout.titles(row) if "生成" not in text)
    return next((day for line in lines if (day := day_in(fold(line)))), "")


def _lesson(day: str, rows: list[tuple[int, Person, bool]], where: tuple[int, str]) -> Lesson:
    """What people did on a day; all who are listed were expected."""
    present = tuple(person for _, person, came in rows if came)
    listed = sum(not person.is_staff for _, person, _ in rows)
    return Lesson(day, day, rows[0][0] + 1, where[0], where[1], present, listed)


PLATFORM = Platform(
    _TITLE,
    "每日统计：有打卡时间的人 → 授课情况，列出的都算应到 daily attendance: who came in → a lesson a day",
    (frozenset({"姓名", "工号", "部门", "UserId"}), frozenset({"姓名", "工号", "考勤组"})),
    _read,
)
