"""What words in cells mean, beside titles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a0010"
down_revision = "a0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column in whose cells a word stands; what was set before is of titles, which stand in none."""
    op.add_column("mappings", sa.Column("of_column", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """There is no way back: it would forget what people set."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
