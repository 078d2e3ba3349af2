"""The tables: submissions and what they brought, and one table of facts a form of sheet.

Facts tables follow the declarations in ``schema``; the migrations spell the same tables out, and
a test holds the two together. Every table is append-only: triggers refuse UPDATE and DELETE.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from schema.kinds import all_forms
from schema.model import SheetForm
from store.types import SQL_TYPES, UtcDateTime

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

# One row with a random name, so that the versions of two databases never look alike.
HOUSE = Table("house", METADATA, Column("name", String(32), primary_key=True))

# The bytes of every workbook, once, under their SHA-256.
CONTENTS = Table(
    "contents",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# ``fingerprint`` names the same bytes sent for the same purpose; ``occurrence`` counts how often
# they came to stand (again after a withdrawal). Their uniqueness is what makes two simultaneous
# submissions of one file count once.
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
    UniqueConstraint("fingerprint", "occurrence"),
)

# The primary key allows one withdrawal a submission.
WITHDRAWALS = Table(
    "withdrawals",
    METADATA,
    Column("submission", Integer, ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
    Column("withdrawn_at", UtcDateTime, nullable=False),
    Column("withdrawn_by", Text),
    Column("reason", Text),
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
