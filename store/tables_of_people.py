"""The tables of people: their roles, and when their visits end."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from store.metadata import METADATA
from store.types import UtcDateTime

# Who has which role; the latest row of a login holds, and one without a role takes it away.
GRANTS = Table(
    "grants",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("units", Text, nullable=False),  # JSON list
    Column("granted_at", UtcDateTime, nullable=False),
    Column("granted_by", Text),
)

# When somebody signed out: whatever they signed in by before is good for nothing.
SIGN_OUTS = Table(
    "sign_outs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False, index=True),
    Column("signed_out_at", UtcDateTime, nullable=False),
)

# When somebody last did something, and no more of it than the last moment.
LAST_ACTS = Table(
    "last_acts",
    METADATA,
    Column("login", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

# What programs show to be answered in a person's name: of the secret only its SHA-256 is kept.
TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("login", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("tables", Text, nullable=False),  # JSON list; empty for all
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
)
TOKEN_ENDS = Table(
    "token_ends",
    METADATA,
    Column("token", Integer, ForeignKey("tokens.id"), primary_key=True, autoincrement=False),
    Column("ended_at", UtcDateTime, nullable=False),
    Column("ended_by", Text),
)
