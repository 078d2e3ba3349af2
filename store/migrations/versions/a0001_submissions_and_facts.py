"""Submissions, their contents and withdrawals, and the facts of the first five kinds of sheet."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, name the house, and let nothing be changed afterwards."""
    _create_submissions()
    _create_classes()
    _create_enrollment()
    _create_materials()
    _create_visits()
    house = sa.table("house", sa.column("name", sa.String))
    op.bulk_insert(house, [{"name": uuid.uuid4().hex}])
    guard(("house", "contents", "submissions", "withdrawals"))
    guard(("plan", "groups", "enrollment", "roster", "materials", "visits"))


def downgrade() -> None:
    """There is no way back: it would delete what units submitted."""
    raise NotImplementedError("the first migration cannot be undone; start a new database instead")


def _create_submissions() -> None:
    op.create_table("house", sa.Column("name", sa.String(32), primary_key=True))
    op.create_table(
        "contents",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("form", sa.Text),
        sa.Column("sheet", sa.Text),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitter", sa.Text),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("occurrence", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["contents.digest"], name="fk_submissions_digest"),
        sa.UniqueConstraint("fingerprint", "occurrence", name="uq_submissions_fingerprint"),
    )
    op.create_table(
        "withdrawals",
        sa.Column("submission", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.Text),
        sa.Column("reason", sa.Text),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_withdrawals_submission"),
    )


def _create_facts(table: str, *columns: sa.Column[Any]) -> None:
    """A table of rows of submissions, kept in the order of their sheets."""
    op.create_table(
        table,
        sa.Column("submission", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("source_row", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=f"fk_{table}_submission"),
        sqlite_with_rowid=False,
    )


def _create_classes() -> None:
    _create_facts(
        "plan",
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("course_id", sa.Text),
        sa.Column("course_name", sa.Text, nullable=False),
        sa.Column("class_id", sa.Text, nullable=False),
        sa.Column("teacher_id", sa.Text),
        sa.Column("teacher", sa.Text, nullable=False),
        sa.Column("first_session_on", sa.Date, nullable=False),
        sa.Column("enrolled", sa.BigInteger, nullable=False),
        sa.Column("counselor", sa.Text),
    )
    _create_facts(
        "groups",
        sa.Column("unit", sa.Text),
        sa.Column("class_id", sa.Text, nullable=False),
        sa.Column("course_id", sa.Text),
        sa.Column("course_name", sa.Text),
        sa.Column("teacher", sa.Text),
        sa.Column("platform", sa.Text),
        sa.Column("group_no", sa.Text),
        sa.Column("created_on", sa.Date),
        sa.Column("counselor_joined_on", sa.Date),
        sa.Column("assistant", sa.Text),
        sa.Column("announced_on", sa.Date),
        sa.Column("mode", sa.Text),
        sa.Column("tested_on", sa.Date),
        sa.Column("location", sa.Text),
        sa.Column("teacher_notified_on", sa.Date),
        sa.Column("first_session_on", sa.Date),
    )


def _create_enrollment() -> None:
    _create_facts(
        "enrollment",
        sa.Column("unit", sa.Text),
        sa.Column("class_id", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("expected", sa.BigInteger, nullable=False),
        sa.Column("joined", sa.BigInteger, nullable=False),
        sa.Column("notified", sa.BigInteger),
        sa.Column("received", sa.BigInteger),
    )
    _create_facts(
        "roster",
        sa.Column("unit", sa.Text),
        sa.Column("class_id", sa.Text, nullable=False),
        sa.Column("student_id", sa.Text, nullable=False),
        sa.Column("student_name", sa.Text),
        sa.Column("counselor", sa.Text),
        sa.Column("joined_on", sa.Date),
        sa.Column("joined", sa.Boolean),
        sa.Column("notified", sa.Boolean),
        sa.Column("received", sa.Boolean),
    )


def _create_materials() -> None:
    _create_facts(
        "materials",
        sa.Column("unit", sa.Text),
        sa.Column("class_id", sa.Text, nullable=False),
        sa.Column("material_kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("uploaded_on", sa.Date, nullable=False),
        sa.Column("count", sa.BigInteger),
    )


def _create_visits() -> None:
    _create_facts(
        "visits",
        sa.Column("unit", sa.Text),
        sa.Column("class_id", sa.Text, nullable=False),
        sa.Column("planned_on", sa.Date),
        sa.Column("visited_on", sa.Date),
        sa.Column("visitor", sa.Text, nullable=False),
        sa.Column("visitor_kind", sa.Text, nullable=False),
        sa.Column("mode", sa.Text),
        sa.Column("expected", sa.BigInteger),
        sa.Column("present", sa.BigInteger),
        sa.Column("score", sa.Double),
        sa.Column("problem", sa.Text),
        sa.Column("action", sa.Text),
        sa.Column("resolved_on", sa.Date),
    )
