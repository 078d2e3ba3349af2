"""Whether a class of the plan is taught or called off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a0006"
down_revision = "a0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; the plans that are there already call no class off."""
    op.add_column("plan", sa.Column("state", sa.Text))


def downgrade() -> None:
    """There is no way back: classes that were called off would be due again."""
    raise NotImplementedError("submitted facts cannot be undone; start a new database instead")
