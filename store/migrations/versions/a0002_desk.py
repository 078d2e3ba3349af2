"""The submission desk: decisions, exceptions, deadlines, people, drafts, and the log of all acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0002"
down_revision = "a0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the desk's tables; all but the drafts are append-only, as everything else is."""
    _create_decisions()
    _create_deadlines()
    _create_people()
    guard(("decisions", "exceptions", "exception_ends", "deadlines", "grants", "acts"))
    _log_what_was_done_before()


def downgrade() -> None:
    """There is no way back: it would delete what was decided."""
    raise NotImplementedError("decisions and the log of acts cannot be undone; start a new database instead")


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("comment", sa.Text),
        sa.Column("locked_through", sa.Date),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_decisions_submission"),
    )
    op.create_table(
        "exceptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Text),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "exception_ends",
        sa.Column("exception", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Text),
        sa.ForeignKeyConstraint(["exception"], ["exceptions.id"], name="fk_exception_ends_exception"),
    )


def _create_deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date, nullable=False),
        sa.Column("due_after", sa.Integer, nullable=False),
        sa.Column("closed_after", sa.Integer),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.Text),
    )


def _create_people() -> None:
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text),
        sa.Column("units", sa.Text, nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by", sa.Text),
    )
    op.create_index("ix_grants_login", "grants", ["login"])
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("term", sa.Text),
        sa.Column("unit", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("submission", sa.Integer),
        sa.Column("detail", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_acts_submission"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("kind", sa.Text),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
    )


def _log_what_was_done_before() -> None:
    """An older database has submissions and withdrawals that no log tells of yet."""
    op.execute(
        "INSERT INTO acts (at, who, act, term, unit, kind, submission, detail) "
        "SELECT received_at, submitter, 'submitted', term, unit, kind, id, '{}' FROM submissions ORDER BY id"
    )
    op.execute(
        "INSERT INTO acts (at, who, act, term, unit, kind, submission, detail) "
        "SELECT w.withdrawn_at, w.withdrawn_by, 'withdrawn', s.term, s.unit, s.kind, s.id, '{}' "
        "FROM withdrawals w JOIN submissions s ON s.id = w.submission ORDER BY w.submission"
    )
