"""Tokens with which programs ask in a person's name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0016"
down_revision = "a0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tokens and their ends."""
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("tables", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
    )
    op.create_index("ix_tokens_login", "tokens", ["login"])
    op.create_table(
        "token_ends",
        sa.Column("token", sa.Integer, sa.ForeignKey("tokens.id"), primary_key=True, autoincrement=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Text),
    )
    guard(("tokens", "token_ends"))


def downgrade() -> None:
    """There is no way back: tokens that were ended would be forgotten."""
    raise NotImplementedError("ended tokens cannot be forgotten; start a new database instead")
