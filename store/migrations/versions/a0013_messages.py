"""Reminders that send themselves: rules, addresses, subscriptions, messages and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.append_only import guard

revision = "a0013"
down_revision = "a0012"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add six tables; all but that of addresses are append-only."""
    _create_rules()
    _create_messages()
    guard(("reminder_rules", "mail_stops", "subscriptions", "messages", "message_outcomes"))


def _create_rules() -> None:
    op.create_table(
        "reminder_rules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("quiet_starts", sa.Integer),
        sa.Column("quiet_ends", sa.Integer),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.Column("set_by", sa.Text),
    )
    op.create_table(
        "addresses",
        sa.Column("login", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.Column("set_by", sa.Text),
    )
    op.create_table(
        "mail_stops",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("stopped", sa.Boolean, nullable=False),
        sa.Column("stopped_at", _MOMENT, nullable=False),
        sa.Column("stopped_by", sa.Text),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("phase", sa.Text),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("at_minute", sa.Integer, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.Column("set_by", sa.Text),
    )


def _create_messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("send_at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("kept_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("term", "key", name="uq_messages_term"),
    )
    op.create_table(
        "message_outcomes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message", sa.Integer, sa.ForeignKey("messages.id"), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("ended_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_message_outcomes_message", "message_outcomes", ["message"])


def downgrade() -> None:
    """There is no way back: who wants no mail would get it again."""
    raise NotImplementedError("messages were sent and stopped; start a new database instead")
