"""What of the facts leaves the campus, column by column: whatever is not named here stays.

A publication is for those who count: an office above the campus. It holds no name and no id of a student,
no free text and nothing about health. Of people it holds what tells them apart and nothing that names
them, and of texts on which a definition rests no more than what the definition reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from schema.places import HOME, ISOLATED, OFFICE, OTHER


class Handed(Enum):
    """How the cells of a column are handed on; blanks stay blank in every one of these ways."""

    AS_IS = auto()  # as they are: days, counts, yes and no, units, classes, words of closed vocabularies
    AS_CLASS = auto()  # a class of the plan as it is; what somebody wrote that is none by a pseudonym
    AS_KEY = auto()  # a pseudonym for each distinct text
    AS_PEOPLE = auto()  # a pseudonym for each person whom a cell names, and one for how the cell is written
    AS_PLACE = auto()  # which of the kinds of place it is, see :mod:`schema.places`
    AS_WORDS = auto()  # the words of the vocabulary; for any other a pseudonym
    AS_MARK = auto()  # that there is something


# What is written for each kind of place, a word that is read as that kind again; and that there is something.
PLACES = {HOME: "家", OFFICE: "办公室", ISOLATED: "单独", OTHER: "其他"}
MARK = "有"

# Version of the layout that docs/campuses.md describes.
LAYOUT = 1

_AS_IS, _CLASS, _KEY, _PEOPLE = Handed.AS_IS, Handed.AS_CLASS, Handed.AS_KEY, Handed.AS_PEOPLE
_PLACE, _WORDS, _MARK = Handed.AS_PLACE, Handed.AS_WORDS, Handed.AS_MARK


def _as_is(*columns: str) -> dict[str, Handed]:
    return {column: _CLASS if column == "class_id" else _AS_IS for column in columns}


# Table → its columns that are handed on, and how. A column that is not here is handed on blank; a table
# that is not here without any row.
PUBLISHED: Mapping[str, Mapping[str, Handed]] = {
    "plan": {
        **_as_is("unit", "class_id", "first_session_on", "enrolled"),
        "teacher": _PEOPLE,
        "teacher_id": _PEOPLE,
        "state": _WORDS,
    },
    "groups": {
        **_as_is("unit", "class_id", "created_on", "counselor_joined_on", "announced_on", "tested_on"),
        **_as_is("teacher_notified_on", "first_session_on"),
        "assistant": _MARK,
        "location": _PLACE,
        "mode": _WORDS,
        "platform": _WORDS,
    },
    "enrollment": _as_is("unit", "class_id", "as_of", "expected", "joined", "notified", "received"),
    "roster": {
        **_as_is("unit", "class_id", "joined_on", "joined", "notified", "received"),
        "student_id": _KEY,
    },
    "materials": {**_as_is("unit", "class_id", "material_kind", "uploaded_on", "count"), "title": _KEY},
    "visits": {
        **_as_is("unit", "class_id", "planned_on", "visited_on", "visitor_kind", "expected", "present"),
        "visitor": _PEOPLE,
        "mode": _WORDS,
    },
    "workgroups": {
        **_as_is("unit", "group_kind", "leader_post", "formed_on", "counselor_in", "secretary_in"),
        "group_name": _KEY,
        "leader": _KEY,
    },
    "need_survey": _as_is("unit", "as_of", "students", "surveyed", "in_need", "helped", "topped_up"),
    "need": {
        **_as_is("unit", "claimed_on", "helped_on", "topped_up_on"),
        "student_id": _KEY,
        **dict.fromkeys(("situation", "needs", "measures", "result", "owner"), _MARK),
    },
    "sessions": {
        **_as_is("unit", "class_id", "date", "planned", "held", "expected", "present", "source"),
        **_as_is("deferred", "accidents", "moved_to"),
        "mode": _WORDS,
    },
    "session_totals": {
        **_as_is("unit", "date", "planned", "held", "expected", "present", "teachers", "source"),
        **_as_is("deferred", "accidents"),
    },
    "obstacles": {
        **_as_is("unit", "reported_at", "class_id", "fault_kind", "solved_at"),
        "fault_no": _KEY,
        "problem": _KEY,
    },
    "summaries": {
        **_as_is("unit", "phase", "submitted_on", "classified", "measures", "problems_found"),
        **_as_is("problems_closed", "exemplars", "spread", "teachers", "self_evaluated", "asked", "answered"),
    },
    "contingency": _as_is(
        "unit", "item", "submitted_on", "state", "joint", "courses", "courses_designed", "network_load",
        "starts_on", "ends_on",
    ),
    # What single students have, and whether they are isolated, is of no indicator and stays.
    "contingency_cases": {},
    "health_checks": _as_is("unit", "date", "returned", "checked"),
    "visitors": {**_as_is("unit", "visitor_kind", "retired"), "visitor": _PEOPLE},
    "checks": _as_is("unit", "class_id", "check_item", "checked_on", "holds", "sampled", "confirmed"),
}
