"""Which class the exports of a platform are about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0005"
down_revision = "a0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of answers."""
    op.create_table(
        "class_answers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("class_id", sa.Text),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Text),
    )
    guard(("class_answers",))


def downgrade() -> None:
    """There is no way back: it would forget what people answered."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
