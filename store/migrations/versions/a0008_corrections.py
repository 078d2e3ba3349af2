"""Corrections of cells: of files that wait, and of submissions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0008"
down_revision = "a0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table for each; those of files that wait go with the file."""
    for table, owner, key in (
        ("corrections", "submission", "submissions.id"),
        ("draft_corrections", "draft", "drafts.id"),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column(owner, sa.Integer, sa.ForeignKey(key), nullable=False, index=True),
            sa.Column("sheet", sa.Text),
            sa.Column("row", sa.Integer, nullable=False),
            sa.Column("column_no", sa.Integer, nullable=False),
            sa.Column("original", sa.Text, nullable=False),
            sa.Column("corrected", sa.Text, nullable=table == "draft_corrections"),
            sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("made_by", sa.Text),
        )
    guard(("corrections",))


def downgrade() -> None:
    """There is no way back: it would forget what people corrected."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
