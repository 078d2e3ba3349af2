"""When somebody signed out, in which order things were done whatever the clock said, and what was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0011"
down_revision = "a0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables and two columns; until now no clock is known to have gone back."""
    op.create_table(
        "sign_outs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("signed_out_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_sign_outs_login", "sign_outs", ["login"])
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("files", sa.Integer, nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_by", sa.Text),
    )
    op.add_column("submissions", sa.Column("ordered_at", sa.DateTime(timezone=True)))
    op.add_column("decisions", sa.Column("last_submission", sa.Integer))
    guard(("sign_outs", "erasures"))


def downgrade() -> None:
    """There is no way back: sessions that were ended would be open again."""
    raise NotImplementedError("ended sessions cannot be opened again; start a new database instead")
