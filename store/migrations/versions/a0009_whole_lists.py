"""Which sheets were sent as the whole list, so that whom they leave out is listed no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a0009"
down_revision = "a0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column to the submissions; none of those that are there already was sent as the whole."""
    op.add_column("submissions", sa.Column("whole", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """There is no way back: whoever was left out would be listed again."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
