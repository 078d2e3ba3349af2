"""Mappings: what a title that no sheet declares means, as somebody has said it once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schema.kinds import KINDS

NOT_READ = "not_read"


@dataclass(frozen=True, slots=True, order=True)
class Heading:
    """A title in sheets of one kind: ``text`` is the title of a column as the loaders compare it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """What is set of a title: for a unit, or for the campus (``None``); without a meaning it is taken back."""

    unit: str | None
    heading: Heading
    meaning: str | None


@dataclass(frozen=True)
class Mappings:
    """``meanings`` gives for each heading the id of the column that it means, or ``NOT_READ``."""

    meanings: Mapping[Heading, str] = field(default_factory=dict)

    def leaves_out(self, kind: str, text: str) -> bool:
        """Whether a column of that title is not to be read."""
        return self.meanings.get(Heading(kind, text)) == NOT_READ

    @cached_property
    def by_text(self) -> dict[str, dict[str, str]]:
        """Title → name of the table → id of the column; what a form does not have means nothing there."""
        forms = {kind.id: kind.forms for kind in KINDS}
        columns: dict[str, dict[str, str]] = {}
        for heading, column in self.meanings.items():
            for form in forms.get(heading.kind, ()):
                if column in form.column_ids:
                    columns.setdefault(heading.text, {})[form.table] = column
        return columns


NO_MAPPINGS = Mappings()
