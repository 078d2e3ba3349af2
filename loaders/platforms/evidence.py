"""What an export of a teaching platform says: who is in a class, who was in which lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.cells.words import PLAIN_ID
from schema.findings import Finding
from schema.platforms import ClassTitles, KnownClasses
from schema.term import Term


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a list, or one of the people who share it.

    ``row`` is the row that a spreadsheet shows; ``student_id`` stands in a column of its own, otherwise
    it is looked for in ``names``; ``key`` is the same for the rows of one person. ``is_staff`` says that
    the platform lists a teacher, an assistant or a host.
    """

    row: int
    names: tuple[str, ...]
    student_id: str | None = None
    key: str = ""
    is_staff: bool = False
    joined_at: object = None

    @property
    def shown(self) -> str:
        """What the list calls the person."""
        return next((name for name in self.names if name), self.student_id or "")


def person_of(row: int, name: str, student_id: str) -> Person:
    """The person in a row (from 0) with a column of 学号; what is none there is part of the name."""
    if PLAIN_ID.fullmatch(student_id):
        return Person(row + 1, (name,), student_id=student_id)
    return Person(row + 1, tuple(part for part in (name, student_id) if part))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: the cell that tells its day, where it stands, and who was there.

    ``title`` tells it from the other lessons of the file. ``row`` is the row that a spreadsheet shows,
    ``place`` the column from 0 and ``column`` what stands over the day. ``listed`` is how many
    students the platform lists for it, present or not; ``None`` where it lists only those present.
    """

    title: str
    day: object
    row: int
    place: int
    column: str
    present: tuple[Person, ...]
    listed: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one sheet says. ``members`` are all who are in the class or the group, where it lists them.

    ``person`` and ``joined`` are place and title of the columns that name people and tell since when
    they are in; ``used`` are the places of all columns that are read, ``header`` the first row of the
    header and the first below it. ``only_students`` says that everybody in
    the list counts as a student who is not marked otherwise.
    """

    titles: ClassTitles
    person: tuple[int, str]
    members: tuple[Person, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    joined: tuple[int, str] | None = None
    header: tuple[int, int] = (0, 1)
    used: frozenset[int] = frozenset()
    only_students: bool = True
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Asked:
    """What is known beside the sheets of one file, and what its sheets have said so far.

    ``plan`` maps each class to its unit. The sheets of a book are read one after the other: what one
    says of titles, lessons and members is kept in ``titles`` and ``read``.
    """

    file: str
    term: Term
    classes: KnownClasses = field(default_factory=KnownClasses)
    plan: Mapping[str, str] = field(default_factory=dict)
    titles: dict[str, ClassTitles] = field(default_factory=dict)
    read: set[tuple[str, ...]] = field(default_factory=set)
