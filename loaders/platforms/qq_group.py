"""QQ群: the list of members as people copy it from the page of the group."""

from __future__ import annotations

from loaders.platforms.evidence import Asked, Evidence, Person
from loaders.platforms.layout import Layout, day_in
from loaders.platforms.platform import Platform, titles_of
from loaders.platforms.tables import Table, tables_of
from schema.findings import Finding

_TITLE = "QQ群"
_CARDS = ("群名片", "群昵称")
_NAMES = ("昵称", "成员")
_STAFF = ("群主", "管理员")
_JOINED = ("入群时间", "加群时间")


def _read(layout: Layout, header: int, asked: Asked) -> list[Table]:
    places = layout.places(header)
    cards = [places[title] for title in (*_CARDS, *_NAMES) if title in places]
    joined = next(places[title] for title in _JOINED if title in places)
    number, role = places.get("QQ号"), places.get("群职务")
    opens = asked.term.opens.isoformat()
    early = {row: day for row in layout.body(header + 1) if (day := _day(layout, row, joined)) < opens}
    people = [
        Person(
            row + 1,
            tuple(name for place in cards if (name := layout.written(row, place))),
            key=layout.written(row, number) if number is not None else "",
            is_staff=role is not None and layout.written(row, role) in _STAFF,
            joined_at="" if row in early else layout.rows[row][joined],
        )
        for row in layout.body(header + 1)
    ]
    evidence = Evidence(
        titles_of(_TITLE, _group_name(layout, header), "", asked),
        person=(cards[0], layout.written(header, cards[0])),
        members=tuple(people),
        joined=(joined, layout.written(header, joined)),
        header=(header, header + 1),
        used=frozenset(place for place in (*cards, joined, number, role) if place is not None),
        only_students=False,
        findings=tuple(
            Finding(
                "joined_before_term",
                layout.grid.name,
                row + 1,
                layout.written(header, joined),
                day,
                {"opens": opens},
                joined,
            )
            for row, day in early.items()
        ),
    )
    return tables_of(evidence, layout, asked)


def _day(layout: Layout, row: int, joined: int) -> str:
    """The day since when somebody is in; after all days where it is not a plain date."""
    return day_in(layout.written(row, joined)) or "9999"


def _group_name(layout: Layout, header: int) -> str:
    """The one text above the table, as people write the name of the group there."""
    above = [title for row in range(header) for _, title in layout.titles(row)]
    return above[0].removeprefix("群名称：").removeprefix("群名：") if len(above) == 1 else ""


PLATFORM = Platform(
    _TITLE,
    "成员名单：群名片或昵称中的学号、入群时间 → 学生进群 "
    "members: 学号 in card or nickname, day of joining → enrollment",
    tuple(frozenset({card, joined}) for card in (*_CARDS, "昵称") for joined in _JOINED),
    _read,
)
