"""The words in which a sheet kind is declared: columns, vocabularies, forms and kinds.

Nothing here reads a workbook. A declaration says what a column means and how it may be
written; the loaders, the templates, the database tables and the documentation all follow it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ColumnType(StrEnum):
    """What a cell of the column holds, and so how it is read and stored."""

    ID = "id"  # text, leading zeros kept
    TEXT = "text"
    UNIT = "unit"  # a unit of the term, stored under its full name
    COUNT = "count"  # whole number, 0 or more
    SCORE = "score"  # number from 0 to 100, fractions allowed
    DATE = "date"  # calendar day
    MOMENT = "moment"  # day and clock, local; midnight stands for a day without a clock
    YESNO = "yesno"
    CHOICE = "choice"  # exactly one word of a closed vocabulary
    SEVERAL = "several"  # any number of words, separated as people separate them


class DateRule(StrEnum):
    """Which days make sense in a date column."""

    DONE = "done"  # a thing done: from the opening of the term's window to the day of receipt
    PLANNED = "planned"  # a plan: anywhere inside the term's window


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a column; ``aliases`` maps each to other ways of writing it.

    A *closed* vocabulary admits nothing else; an open one keeps unknown words as written.
    """

    aliases: Mapping[str, tuple[str, ...]]
    closed: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words themselves, in the order in which they are offered."""
        return tuple(self.aliases)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet kind.

    ``id`` is the name in code and output, ``title`` the Chinese header of the template,
    ``title_en`` the English one, ``aliases`` other headers under which colleges send it, ``stand_ins``
    those that mean it only where the sheet has no other column for it; under ``answers`` stands 是 or 否 for one
    or none of what it counts.
    A blank cell of an optional column reads as ``default``, and so does one that holds only one
    of ``blank_words``, as 未配置 does in a column of names; one of ``zero_words`` is a 0, as 无 is in a
    column of accidents. A column of ``people`` may name several in a cell, one of ``posts`` with the posts
    that they hold; ids of people are no names. A unit column of ``whole_campus`` also takes the campus itself.
    """

    id: str
    title: str
    title_en: str
    type: ColumnType
    required: bool = False
    aliases: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    date_rule: DateRule | None = None
    vocabulary: Vocabulary | None = None
    at_most: str | None = None
    default: int | str | None = None
    whole_campus: bool = False
    blank_words: tuple[str, ...] = ()
    zero_words: tuple[str, ...] = ()
    people: bool = False
    posts: bool = False
    hint: str = ""
    hint_en: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header under which the column is known."""
        return (self.title, self.title_en, self.id, *self.aliases, *self.stand_ins, *self.answers)


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One layout of a kind: most kinds have one, 学生进群 has an aggregate and a roster.

    ``name``, ``title`` and ``title_en`` tell it from the other forms of its kind.
    ``key`` names the columns that identify a row. The first key column of a tuple inside
    ``key_dates`` that is filled gives the date part of the key, and one of them is required;
    ``one_of`` lists groups of columns of which the header must show at least one.
    ``signs`` are columns that tell this form from the others: the header must show one, or one of
    ``weak_signs``, which other forms have too.
    ``across`` is a column whose values may stand side by side as titles, a column each; below them stands
    a mark, or one of ``across_cells``. A list that may be sent as the whole is the whole for every value of
    the column ``whole_of`` that it has. ``anchor`` is the column whose cell makes a row a row of data, not a title, total or footer.
    ``day_of_sheet`` is the column whose one day may stand above the table instead; with ``day_of_receipt``
    what a sheet without any day says is done counts from the day of receipt. ``word_of_sheet`` is the column whose one word may stand there. ``in_order`` pairs columns of which the second cannot lie before the first, ``advisory_order`` those
    of which a second that does is blanked. ``marks`` gives, for a column of days, titles of columns that
    say 是 or 否 of the same thing. ``lesson`` names the counts of lessons planned, of lessons held and of those who
    were there: a row that says 是 or 否 of the second, or gives only the third, tells of one lesson; rows of
    one key add up where columns titled ``apart`` tell them apart. ``of_campus`` names
    words of columns that make a row the campus's own where no unit is given, ``of_units`` words that are
    only a unit's.
    """

    table: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    name: str | None = None
    title: str = ""
    title_en: str = ""
    key_dates: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    signs: tuple[str, ...] = ()
    weak_signs: tuple[str, ...] = ()
    advisory_order: tuple[tuple[str, str], ...] = ()
    marks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    anchor: str = "class_id"
    across: str = ""
    across_cells: tuple[str, ...] = ()
    day_of_sheet: str = ""
    day_of_receipt: bool = False
    word_of_sheet: str = ""
    whole_of: str = ""
    in_order: tuple[tuple[str, str], ...] = ()
    lesson: tuple[str, str, str] | None = None
    apart: tuple[str, ...] = ()
    of_campus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def column(self, id: str) -> Column:
        """The column called ``id``; raises ``KeyError`` if the form has none."""
        for column in self.columns:
            if column.id == id:
                return column
        raise KeyError(f"no column {id!r} in {self.table}")

    @property
    def is_of_classes(self) -> bool:
        """Whether a row is about one class of the plan."""
        return "class_id" in self.key

    @property
    def stands_by_class(self) -> bool:
        """Whether which row of a class stands hangs on rows about that class alone."""
        return self.is_of_classes and self.whole_of in ("", "class_id")

    @property
    def names_students(self) -> bool:
        """Whether rows name students, so that few may see them."""
        return "student_id" in self.column_ids

    @property
    def tells_of_students(self) -> bool:
        """Whether rows say of single students what is hardship or health: even how many is told to few."""
        return self.names_students and "health" in self.column_ids

    @property
    def column_ids(self) -> tuple[str, ...]:
        """Ids of all columns in declared order."""
        return tuple(column.id for column in self.columns)


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of sheet that a unit or the office of academic affairs submits.

    ``replaced_by`` are the columns for which only one of its forms stands, that of the later
    submission; forms of a kind without any stand beside each other.
    """

    id: str
    title: str
    title_en: str
    forms: tuple[SheetForm, ...] = field(default=())
    replaced_by: tuple[str, ...] = ()
