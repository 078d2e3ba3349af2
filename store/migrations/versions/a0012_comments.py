"""What people say to each other about submissions, rows, figures and items of lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0012"
down_revision = "a0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of comments."""
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id")),
        sa.Column("row", sa.Integer),
        sa.Column("cell", sa.Text),
        sa.Column("indicator", sa.Text),
        sa.Column("on", sa.Date),
        sa.Column("listed", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("awaits", sa.Text),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text),
    )
    op.create_index("ix_comments_submission", "comments", ["submission"])
    guard(("comments",))


def downgrade() -> None:
    """There is no way back: it would forget what people said."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
