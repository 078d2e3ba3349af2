"""Mappings: what a title, or a word in a cell, means that no sheet declares, as somebody has said it once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schema.kinds import KINDS, kind_by_id
from schema.model import ColumnType
from schema.term import Term

NOT_READ = "not_read"
# A header that is as well one of another kind: its titles mean a kind, in sheets of any.
ANY_KIND, OF_KIND = "any", "kind"


@dataclass(frozen=True, slots=True, order=True)
class Heading:
    """A title in sheets of one kind, or with ``column`` what stands in the cells of that column.

    ``text`` is the title, or the cell, as the loaders compare it. With the column ``OF_KIND`` it is all
    titles of a header, whose kind is asked for.
    """

    kind: str
    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """What is set of a title or a word: for a unit, or for the campus (``None``); without a meaning it is taken back."""

    unit: str | None
    heading: Heading
    meaning: str | None


@dataclass(frozen=True)
class Mappings:
    """``meanings`` gives for each heading what it means.

    That is the id of a column or ``NOT_READ`` for a title, the name of a unit or a word of the
    column's vocabulary for what stands in cells, the id of a kind for a header.
    """

    meanings: Mapping[Heading, str] = field(default_factory=dict)

    def leaves_out(self, kind: str, text: str) -> bool:
        """Whether a column of that title is not to be read."""
        return self.meanings.get(Heading(kind, text)) == NOT_READ

    def kind_of(self, titles: str) -> str | None:
        """The kind that a header means which may be of several."""
        return self.meanings.get(Heading(ANY_KIND, titles, OF_KIND))

    def words_of(self, kind: str) -> dict[str, dict[str, str]]:
        """Id of a column of ``kind`` → text of a cell → what it means there."""
        words: dict[str, dict[str, str]] = {}
        for heading, meaning in self.meanings.items():
            if heading.column and heading.kind == kind:
                words.setdefault(heading.column, {})[heading.text] = meaning
        return words

    @cached_property
    def by_text(self) -> dict[str, dict[str, str]]:
        """Title → name of the table → id of the column; what a form does not have means nothing there."""
        forms = {kind.id: kind.forms for kind in KINDS}
        columns: dict[str, dict[str, str]] = {}
        for heading, column in self.meanings.items():
            for form in () if heading.column else forms.get(heading.kind, ()):
                if column in form.column_ids:
                    columns.setdefault(heading.text, {})[form.table] = column
        return columns


NO_MAPPINGS = Mappings()


def meanings_for(heading: Heading, term: Term) -> tuple[str, ...]:
    """All that a heading can mean; raises ``KeyError`` for a kind or a column that there is not."""
    if heading.column == OF_KIND:
        return tuple(kind.id for kind in KINDS)
    forms = kind_by_id(heading.kind).forms
    if not heading.column:
        return (*dict.fromkeys(id for form in forms for id in form.column_ids), NOT_READ)
    column = next(form.column(heading.column) for form in forms if heading.column in form.column_ids)
    if column.type is ColumnType.UNIT:
        return term.unit_names
    return tuple(column.vocabulary.words) if column.vocabulary and column.vocabulary.closed else ()
