"""When each person last did something, for sessions that end when nothing is done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a0015"
down_revision = "a0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a table; it is written over, as nobody's days are to be followed by it."""
    op.create_table(
        "last_acts",
        sa.Column("login", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Take the table away again."""
    op.drop_table("last_acts")
