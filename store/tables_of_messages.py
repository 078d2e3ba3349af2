"""The tables of reminders: their rules, who gets mail where, and every message with what became of it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from store.metadata import METADATA
from store.types import UtcDateTime

# What academic affairs set last for a term is what holds: all rules and the quiet hours together.
REMINDER_RULES = Table(
    "reminder_rules",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("rules", Text, nullable=False),  # JSON list
    Column("quiet_starts", Integer),  # minutes after midnight
    Column("quiet_ends", Integer),
    Column("set_at", UtcDateTime, nullable=False),
    Column("set_by", Text),
)

# Where mail to a login goes. Beside drafts the one table whose rows go: what is taken away is gone.
ADDRESSES = Table(
    "addresses",
    METADATA,
    Column("login", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Column("set_by", Text),
)

# Who wants no mail about a topic, or wants it again; the latest row of a login and topic holds.
MAIL_STOPS = Table(
    "mail_stops",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("stopped_at", UtcDateTime, nullable=False),
    Column("stopped_by", Text),
)

# Who gets the briefing of which phase each morning; the latest row of a login holds; without a phase it ends.
SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("phase", Text),
    Column("format", Text, nullable=False),
    Column("at_minute", Integer, nullable=False),
    Column("language", String(8), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Column("set_by", Text),
)

# Every message, kept before it is sent. The uniqueness of ``key`` is what makes it one message, whoever
# sends it; ``recipient`` is a login or a service of robots, never an address.
MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON object: units, kinds, counts and moments
    Column("send_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    UniqueConstraint("term", "key"),
)

MESSAGE_OUTCOMES = Table(
    "message_outcomes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("message", Integer, ForeignKey("messages.id"), nullable=False, index=True),
    Column("outcome", Text, nullable=False),
    Column("reason", Text),
    Column("ended_at", UtcDateTime, nullable=False),
)
