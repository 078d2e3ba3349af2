"""From what an export says to tables of the declared kinds, which are then read like any sheet.

Who is in the group becomes rows of 学生进群, who was in a lesson rows of 授课情况, one a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from loaders.body import Body
from loaders.cells.text import fold, shown
from loaders.formats.grid import Refused
from loaders.header import Header
from loaders.platforms.evidence import Asked, Evidence, Lesson, Person
from loaders.platforms.layout import Layout
from loaders.platforms.people import Matched, match_people, same_named
from schema import limits
from schema.findings import Finding
from schema.kinds import form_of, kind_by_id
from schema.platforms import ClassTitles
from schema.unread import Unread

_LISTED = 12


@dataclass(frozen=True)
class Table:
    """Rows of a declared form, taken from a sheet of another layout.

    ``given`` are columns of the form that stand in no cell of the sheet: answers and counts.
    """

    header: Header
    body: Body
    findings: tuple[Finding, ...] = ()
    given: frozenset[str] = frozenset()
    unread: tuple[Unread, ...] = ()


@dataclass
class _Class:
    """The class that an export is about, with its roster (empty where none stands)."""

    id: str
    unit: str | None
    roster: Mapping[str, str]
    sheet: str | None
    evidence: Evidence
    listed: set[tuple[object, ...]] = field(default_factory=set)

    def once(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of ``findings`` that were not said of this sheet before: most people attend every lesson."""
        new = []
        for finding in findings:
            about = (finding.code, finding.row, finding.value, str(finding.details.get("names")))
            if about not in self.listed:
                self.listed.add(about)
                new.append(finding)
        return new


def tables_of(evidence: Evidence, layout: Layout, asked: Asked) -> list[Table]:
    """The tables of one sheet; raises ``Refused`` where the class or its roster is not known."""
    titles = evidence.titles
    id = asked.classes.answer(titles)
    if id is None:
        raise Refused("class_unanswered", **_named(titles), answer=str(titles))
    of = _Class(id, asked.plan.get(id), asked.classes.rosters.get(id, {}), layout.grid.name, evidence)
    tables = [*_roster(of, _new_members(of, asked)), *_sessions(of, _new_lessons(of, asked))]
    if not tables and (evidence.members or evidence.lessons):
        raise Refused("lessons_read_already", name=of.sheet or "", platform=titles.platform)
    if not tables:
        raise Refused("no_lesson_day", platform=titles.platform)
    unread = tuple(layout.left(*evidence.header, evidence.used))
    about = (*_said_of_sheet(of, unread), *evidence.findings)
    first = tables[0]
    return [replace(first, findings=(*about, *first.findings), unread=unread), *tables[1:]]


def _new_members(of: _Class, asked: Asked) -> tuple[Person, ...]:
    """The members whom no sheet before this one has listed."""
    items = {_identity(of, person): None for person in of.evidence.members}
    new = items.keys() - asked.read
    asked.read |= new
    return tuple(person for person in of.evidence.members if _identity(of, person) in new)


def _identity(of: _Class, person: Person) -> tuple[str, ...]:
    return ("member", of.id, person.student_id or "", person.key, *person.names)


def _new_lessons(of: _Class, asked: Asked) -> tuple[Lesson, ...]:
    """The lessons of which no sheet before this one has told."""
    new = {("lesson", of.id, lesson.title) for lesson in of.evidence.lessons} - asked.read
    asked.read |= new
    return tuple(item for item in of.evidence.lessons if ("lesson", of.id, item.title) in new)


def _named(titles: ClassTitles) -> dict[str, object]:
    return {"platform": titles.platform, "course": titles.course, "group": titles.group or "—"}


def _said_of_sheet(of: _Class, unread: Sequence[Unread]) -> Iterator[Finding]:
    named = _named(of.evidence.titles)
    yield Finding("class_by_answer", of.sheet, details={**named, "class_id": of.id})
    unused = dict.fromkeys(each.text for each in unread if each.reason == "not_reported")
    if unused:
        columns = "、".join(title or "（无列名）" for title in unused)
        yield Finding("columns_not_used", of.sheet, details={**named, "columns": columns})


def _roster(of: _Class, members: Sequence[Person]) -> list[Table]:
    """Rows of 学生进群 for the members who bear a 学号 of the class; nobody else is taken."""
    if not members:
        return []
    has_ids = any(person.student_id for person in members)
    if not has_ids and not of.roster:
        raise Refused("roster_needed", platform=of.evidence.titles.platform, class_id=of.id)
    matched = match_people(members, of.roster)
    if not matched.students:
        raise Refused("nobody_matched", platform=of.evidence.titles.platform, class_id=of.id)
    place, title = of.evidence.person
    columns = {"student_id": (place, title)}
    people = matched.students.values()
    cells: dict[str, list[object]] = {
        "class_id": [of.id] * len(people),
        "student_id": list(matched.students),
        "student_name": [of.roster.get(id) or _name_of(p) for id, p in matched.students.items()],
        "joined": ["是"] * len(people),
    }
    if of.evidence.joined:
        columns["joined_on"] = of.evidence.joined
        cells["joined_on"] = [person.joined_at for person in people]
    findings = of.once(_said_of_people(of, matched, counted=False))
    rows = [person.row for person in people]
    return [replace(_table(of, "roster", cells, columns, rows), findings=tuple(findings))]


def _name_of(person: Person) -> str | None:
    return person.names[0] if person.student_id and person.names else None


def _sessions(of: _Class, lessons: Sequence[Lesson]) -> list[Table]:
    """Rows of 授课情况, one for all lessons of a day."""
    days: dict[str, list[Lesson]] = {}
    for lesson in lessons:
        days.setdefault(_day_of(lesson.day), []).append(lesson)
    if not days:
        return []
    first = lessons[0]
    columns = {"date": (first.place, first.column)}
    findings: list[Finding] = []
    present = {day: sum(_present(of, lesson, findings) for lesson in held) for day, held in days.items()}
    expected = [_expected(of, held) for held in days.values()]
    cells: dict[str, list[object]] = {
        "class_id": [of.id] * len(days),
        "date": [held[0].day for held in days.values()],
        "planned": [len(held) for held in days.values()],
        "held": [len(held) for held in days.values()],
        "expected": ["" if count is None else count for count in expected],
        "present": list(present.values()),
    }
    if not any(expected):
        del cells["expected"]  # what nobody can tell leaves an earlier number as it is
    if None in expected:
        findings.append(_no_roster(of, "实到人数"))
    numbers = _distinct_rows([held[0].row for held in days.values()])
    return [replace(_table(of, "by_class", cells, columns, numbers), findings=tuple(findings))]


def _day_of(cell: object) -> str:
    """What is the same for lessons of one day: their date as a platform writes it."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return fold(shown(cell)).replace("/", "-").split(" ")[0]


def _expected(of: _Class, held: Sequence[Lesson]) -> int | None:
    """How many should have been there: the roster's, else what the platform lists, else unknown."""
    listed = [len(of.roster) or lesson.listed for lesson in held]
    return sum(map(int, listed)) if all(listed) else None  # type: ignore[arg-type]


def _present(of: _Class, lesson: Lesson, findings: list[Finding]) -> int:
    matched = match_people(lesson.present, of.roster)
    counted = of.evidence.only_students or not of.roster
    findings += of.once(_said_of_people(of, matched, counted=counted))
    return len(matched.students) + (len(matched.others) if counted else 0)


def _distinct_rows(rows: Iterable[int]) -> list[int]:
    """``rows`` made to differ: what one row of titles tells of several days needs a row for each."""
    taken: list[int] = []
    for row in rows:
        taken.append(max(row, taken[-1] + 1) if taken else row)
    return taken


def _no_roster(of: _Class, column: str) -> Finding:
    return Finding("no_roster_for_class", of.sheet, None, column, None, {"class_id": of.id})


def _said_of_people(of: _Class, matched: Matched, *, counted: bool) -> list[Finding]:
    """What is found about people; those whom a roster could have named are listed one by one."""
    place, title = of.evidence.person
    findings = [
        Finding("student_not_on_roster", of.sheet, p.row, title, p.student_id, {"class_id": of.id}, place)
        for p in matched.outside
    ]
    if of.roster or not counted:
        findings += [_not_matched(of, person, counted) for person in matched.others.values()]
    if matched.staff:
        names = [person.shown for person in matched.staff.values()]
        names_listed = "、".join(names[:_LISTED]) + ("…" if len(names) > _LISTED else "")
        details = {"count": len(names), "names": names_listed}
        findings.append(Finding("staff_not_counted", of.sheet, details=details))
    for rows in matched.again.values():
        listed = "、".join(map(str, rows[:_LISTED])) + ("…" if len(rows) > _LISTED else "")
        findings.append(Finding("same_person_again", of.sheet, rows[0], None, None, {"rows": listed}))
    return findings


def _not_matched(of: _Class, person: Person, counted: bool) -> Finding:
    place, title = of.evidence.person
    ids = "、".join(same_named(person, of.roster))
    hint_zh, hint_en = "请确认是谁，把学号写进名字。", " Find out who it is and write the id into the name."
    if ids:
        hint_zh = f"名单中同名的学号是 {ids}，请确认后把学号写进名字。"
        hint_en = f" The roster has the same name with the id {ids}: make sure and write it into the name."
    details = {
        "class_id": of.id,
        "effect_zh": "只按 1 人计入实到人数" if counted else "未计入",
        "effect_en": "counted as one person present, no more" if counted else "not counted",
        "hint_zh": hint_zh,
        "hint_en": hint_en,
    }
    return Finding("person_not_matched", of.sheet, person.row, title, person.shown or None, details, place)


def _table(
    of: _Class,
    form: str,
    cells: dict[str, list[object]],
    columns: Mapping[str, tuple[int, str]],
    numbers: list[int],
) -> Table:
    """A table; ``columns`` gives the place and the title of those that stand in the sheet.

    Columns without a place in the sheet get one behind all others, to be dropped again.
    """
    kind = kind_by_id("enrollment" if form == "roster" else "sessions")
    declared = form_of(kind.id, form)
    if of.unit is not None:
        cells = {"unit": [of.unit] * len(numbers), **cells}
    given = frozenset(id for id in cells if id not in columns)
    behind = {
        id: (limits.MAX_COLUMNS + place, declared.column(id).title) for place, id in enumerate(sorted(given))
    }
    standing = {**columns, **behind}
    places = {id: place for id, (place, _title) in standing.items()}
    header = Header(kind, declared, of.evidence.header[1], 0, places, dict(standing.values()))
    body = Body({id: cells[id] for id in places}, np.array(numbers, np.int64))
    return Table(header, body, given=given)
