"""The tables of people: their roles, and when their visits end."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text

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
