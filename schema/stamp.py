"""The words of the stamp: what a template says of itself, so that its upload is recognised.

A template carries a hidden sheet whose rows name the term, the unit and the kind of each sheet.
The stamp says whose the sheets are and what was filled in beforehand; it never says what is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

VERSION = 1
# The names fit every format and every language, and no person would choose them.
STAMP_SHEET = "_如期"
CHOICES_SHEET = "_选项"
GUIDE_SHEETS = {"zh": "填写说明", "en": "Instructions"}
# Sheets of a stamped workbook that never hold data.
BESIDE_DATA = frozenset({STAMP_SHEET, CHOICES_SHEET, *GUIDE_SHEETS.values()})
# What stands before our words in a comment, so that they can be told from what people wrote.
OURS = {"zh": "【如期】", "en": "[Ruqi]"}
# The first cell of the sheet of findings in an annotated workbook.
FINDINGS_MARKS = {"zh": "如期 · 问题清单", "en": "Ruqi · Findings"}


_MAGIC, _TERM, _UNIT, _SHEET = "ruqi template", "term", "unit", "sheet"
_BETWEEN = ","

# What a template may fill in beforehand, by table. A row in which nothing else is filled says
# nothing yet. A stamp cannot widen this, or it could make rows that people wrote disappear.
GIVEN: dict[str, tuple[str, ...]] = {
    "plan": (),
    "groups": ("unit", "class_id", "course_id", "course_name", "teacher", "first_session_on"),
    "enrollment": ("unit", "class_id", "as_of", "expected"),
    "roster": ("unit", "class_id"),
    "materials": ("unit", "class_id"),
    "visits": ("unit", "class_id"),
    "workgroups": ("unit",),
    "need_survey": ("unit", "as_of", "students"),
    "need": ("unit",),
    "sessions": ("unit", "class_id", "date", "source"),
    "session_totals": ("unit", "date", "source"),
    "obstacles": ("unit",),
    "summaries": ("unit", "phase"),
    "contingency": ("unit", "item"),
    "contingency_cases": ("unit",),
    "health_checks": ("unit", "date"),
    "visitors": ("unit",),
    "checks": ("unit", "class_id"),
}
# The given columns that stand in the plan: the unit does not change them.
LOCKED = frozenset({"unit", "class_id", "course_id", "course_name", "teacher", "first_session_on"})


@dataclass(frozen=True, slots=True)
class StampedSheet:
    """One sheet of a template: its name, kind and form, and ids of the columns filled in beforehand."""

    name: str
    kind: str
    form: str | None
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a template says of itself; ``unit`` is ``None`` for one that is for no single unit."""

    term: str
    unit: str | None
    sheets: tuple[StampedSheet, ...]
    version: int = VERSION

    def rows(self) -> list[list[str]]:
        """The stamp as the text cells of its sheet."""
        return [
            [_MAGIC, str(self.version)],
            [_TERM, self.term],
            [_UNIT, self.unit or ""],
            *([_SHEET, s.name, s.kind, s.form or "", _BETWEEN.join(s.given)] for s in self.sheets),
        ]


def stamp_in(rows: Sequence[Sequence[str]]) -> Stamp | None:
    """The stamp that text cells hold, ``None`` if they hold none; what is damaged is left out."""
    lines = [[*row, *[""] * 5] for row in rows]
    if not lines or lines[0][0] != _MAGIC:
        return None
    values = {line[0]: line[1] for line in reversed(lines)}
    sheets = tuple(
        StampedSheet(name, kind, form or None, tuple(columns.split(_BETWEEN)))
        for word, name, kind, form, columns, *_ in lines
        if word == _SHEET and name
    )
    version = values[_MAGIC]
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0
    return Stamp(values.get(_TERM, ""), values.get(_UNIT) or None, sheets, number)

def without_ours(comment: str) -> str:
    """What people wrote in a comment that we may have added to."""
    start = min((at for mark in OURS.values() if (at := comment.find(mark)) >= 0), default=len(comment))
    return comment[:start].rstrip()
