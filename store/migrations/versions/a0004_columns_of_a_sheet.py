"""Which columns of its form a sheet did not have: of these it says nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a0004"
down_revision = "a0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column to the submissions; those that are there already count as having had all columns."""
    op.add_column("submissions", sa.Column("lacking", sa.Text))


def downgrade() -> None:
    """There is no way back: it would forget what sheets left unsaid."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
