"""The tables: submissions and what they brought, and one table of facts a form of sheet.

Facts tables follow the declarations in ``schema``; the migrations spell the same tables out, and
a test holds the two together. Every table but those of drafts and of last acts is append-only: triggers
refuse UPDATE and DELETE.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    func,
)

import store.tables_of_messages
import store.tables_of_notes
import store.tables_of_people  # noqa: F401
from schema.kinds import all_forms
from schema.model import SheetForm
from store.metadata import METADATA
from store.types import SQL_TYPES, UtcDateTime


def _correction_columns(*, taken_back: bool = False) -> list[Column[Any]]:
    """A cell, its text, what is read in it (nothing once it is ``taken_back``), who said so and when."""
    return [
        Column("sheet", Text),
        Column("row", Integer, nullable=False),
        Column("column_no", Integer, nullable=False),
        Column("original", Text, nullable=False),
        Column("corrected", Text, nullable=taken_back),
        Column("made_at", UtcDateTime, nullable=False),
        Column("made_by", Text),
    ]


# One row with a random name.
HOUSE = Table("house", METADATA, Column("name", String(32), primary_key=True))

# The bytes of every workbook, once, under their SHA-256.
CONTENTS = Table(
    "contents",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# ``fingerprint`` names the same bytes sent for the same purpose; ``occurrence`` counts how often they came
# to stand. Their uniqueness is what makes two simultaneous submissions of one file count once.
SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("unit", Text),
    Column("kind", Text, nullable=False),
    Column("form", Text),
    Column("sheet", Text),
    Column("file", Text, nullable=False),
    Column("digest", String(64), ForeignKey("contents.digest"), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("submitter", Text),
    Column("taken", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("findings", Text, nullable=False),  # JSON list, sentences as they were said
    Column("fingerprint", String(64), nullable=False),
    Column("occurrence", Integer, nullable=False),
    Column("lacking", Text),  # |column|column| that the sheet did not have; NULL for none
    Column("whole", Boolean, nullable=False, server_default=false()),  # sent as the whole list
    Column("ordered_at", UtcDateTime),  # where the clock had gone back when it came; NULL: as received
    UniqueConstraint("fingerprint", "occurrence"),
)

ORDERED_AT = func.coalesce(SUBMISSIONS.c.ordered_at, SUBMISSIONS.c.received_at, type_=UtcDateTime())

# The primary key allows one withdrawal a submission.
WITHDRAWALS = Table(
    "withdrawals",
    METADATA,
    Column("submission", Integer, ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
    Column("withdrawn_at", UtcDateTime, nullable=False),
    Column("withdrawn_by", Text),
    Column("reason", Text),
)

# What academic affairs decided about a submission; the latest decision is its state.
DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("decided_by", Text),
    Column("comment", Text),
    Column("locked_through", Date),
    Column("last_submission", Integer),  # the last one that was there when it was decided
)

# A time in which a unit may send a kind although it is locked or closed.
EXCEPTIONS = Table(
    "exceptions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", Text),
    Column("ends_at", UtcDateTime, nullable=False),
)
EXCEPTION_ENDS = Table(
    "exception_ends",
    METADATA,
    Column("exception", Integer, ForeignKey("exceptions.id"), primary_key=True, autoincrement=False),
    Column("ended_at", UtcDateTime, nullable=False),
    Column("ended_by", Text),
)

# Minutes from 24:00 of a period's last day; the latest row of a kind holds.
DEADLINES = Table(
    "deadlines",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("due_after", Integer, nullable=False),
    Column("closed_after", Integer),
    Column("set_at", UtcDateTime, nullable=False),
    Column("set_by", Text),
)

# Which class the exports of a platform are about; the latest answer to the same titles holds.
CLASS_ANSWERS = Table(
    "class_answers",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("course", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("class_id", Text),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("answered_by", Text),
)

# What a title, or a word in cells, means that no sheet declares, for a unit or the campus (NULL).
MAPPINGS = Table(
    "mappings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("unit", Text),
    Column("kind", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("meaning", Text),
    Column("set_at", UtcDateTime, nullable=False),
    Column("set_by", Text),
    Column("of_column", Text, nullable=False, server_default=""),
)

# What was erased.
ERASURES = Table(
    "erasures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("erased_at", UtcDateTime, nullable=False),
    Column("erased_by", Text),
)

# The log of everything that was done, written together with it.
ACTS = Table(
    "acts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", Text),
    Column("act", Text, nullable=False),
    Column("term", Text),
    Column("unit", Text),
    Column("kind", Text),
    Column("submission", Integer, ForeignKey("submissions.id")),
    Column("detail", Text, nullable=False),  # JSON object
)

# Files that wait for their owner to confirm them: no facts yet.
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("unit", Text),
    Column("kind", Text),
    Column("file", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)

# Cells of a submission that were read otherwise than they are written, who said so and when.
CORRECTIONS = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.id"), nullable=False, index=True),
    *_correction_columns(),
)

# The same of a file that waits; of a cell the latest row holds, and one without a text takes it back.
DRAFT_CORRECTIONS = Table(
    "draft_corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id"), nullable=False, index=True),
    *_correction_columns(taken_back=True),
)

# The figures of a checkpoint as they were known at its end, never worked out anew.
GATE_FIGURES = Table(
    "gate_figures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("gate", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("known_at", UtcDateTime, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("d", BigInteger, nullable=False),
    Column("frozen_at", UtcDateTime, nullable=False),
    UniqueConstraint("term", "gate", "indicator", "unit"),
)


def _facts_table(form: SheetForm) -> Table:
    """The table of a form's rows, kept in the order in which they stood in their sheets."""
    return Table(
        form.table,
        METADATA,
        Column("submission", Integer, ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
        Column("source_row", Integer, primary_key=True, autoincrement=False),
        *(Column(c.id, SQL_TYPES[c.type], nullable=not c.required) for c in form.columns),
        sqlite_with_rowid=False,
    )


FACTS_FORMS: dict[str, SheetForm] = {form.table: form for _, form in all_forms()}
FACTS_TABLES: dict[str, Table] = {name: _facts_table(form) for name, form in FACTS_FORMS.items()}
