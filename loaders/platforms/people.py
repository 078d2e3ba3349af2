"""Who of a class a list names: 学号 as a whole in a column or a name, on the class's roster; nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from loaders.cells.text import fold
from loaders.platforms.evidence import Person

_WORD = re.compile(r"[0-9A-Za-z]+(?:[_-][0-9A-Za-z]+)*")
_PIECE = re.compile(r"[0-9A-Za-z]+")
_SHARED = re.compile("[＆&]")
_STAFF = re.compile(r"老师|教师|教授|助教|辅导员|teacher|^(?:TA|assistant)\b", re.IGNORECASE)
# A shorter number in a name may be a class or a year as well as a 学号.
_SHORTEST = 5


@dataclass
class Matched:
    """``students`` are 学号 → the first row of each; ``others`` count as people nobody could name.

    ``outside`` bear a 学号 that the roster lacks, ``staff`` are no students, ``again`` lists the rows
    of people who have several.
    """

    students: dict[str, Person] = field(default_factory=dict)
    others: dict[str, Person] = field(default_factory=dict)
    outside: list[Person] = field(default_factory=list)
    staff: dict[str, Person] = field(default_factory=dict)
    again: dict[str, list[int]] = field(default_factory=dict)


def match_people(people: Iterable[Person], roster: Mapping[str, str]) -> Matched:
    """Hold ``people`` against ``roster`` (学号 → name); empty where no roster stands."""
    matched, first = Matched(), dict[str, Person]()
    folded = {id.casefold(): id for id in roster}
    for person in people:
        id = student_id_of(person, folded)
        calls_itself = person.student_id is None and any(map(_STAFF.search, person.names))
        key = id or person.student_id or person.key or person.shown
        if key in first:
            if first[key].row != person.row:
                matched.again.setdefault(key, [first[key].row]).append(person.row)
            continue
        if key:
            first[key] = person
        if id is None and (person.is_staff or calls_itself):
            matched.staff[key] = person
        elif id is not None:
            matched.students[id] = person
        elif person.student_id is not None and roster:
            matched.outside.append(person)
        elif person.student_id is not None:
            matched.students[person.student_id] = person
        else:
            matched.others[key or f"row {person.row}"] = person
    return matched


def student_id_of(person: Person, folded: Mapping[str, str]) -> str | None:
    """The one 学号 of the roster that the person bears, ``None`` for none, for several, and in doubt.

    ``folded`` maps each 学号 in lower case to itself.
    """
    if person.student_id is not None:
        return folded.get(person.student_id.casefold())
    words = {
        word.casefold()
        for name in person.names
        for pattern in (_WORD, _PIECE)
        for word in pattern.findall(fold(name))
        if len(word) >= _SHORTEST
    }
    whole_words = {word for word in words if word in folded}
    # Beside another number of the same shape, which may be a 学号 that the roster lacks, none is certain.
    alike = {word for word in words if any(word.isdigit() and len(word) == len(id) for id in whole_words)}
    return folded[whole_words.pop()] if len(whole_words) == 1 and not alike - whole_words else None


def same_named(person: Person, roster: Mapping[str, str]) -> list[str]:
    """学号 of the students on ``roster`` whose whole name stands in the list: to be offered, not taken."""
    names = {fold(name) for name in person.names}
    return [id for id, name in roster.items() if name and fold(name) in names]


def shared_by(name: str) -> list[str]:
    """The people who share one name of a list: 甲＆乙 are two."""
    return [part.strip() for part in _SHARED.split(name) if part.strip()] or [name]
