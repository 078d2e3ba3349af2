"""What happened on a day, for the lines of charts, and its withdrawal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0014"
down_revision = "a0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables."""
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("unit", sa.Text),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Text),
    )
    op.create_table(
        "event_withdrawals",
        sa.Column("event", sa.Integer, sa.ForeignKey("events.id"), primary_key=True, autoincrement=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.Text),
    )
    guard(("events", "event_withdrawals"))


def downgrade() -> None:
    """There is no way back: it would forget what was noted."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
