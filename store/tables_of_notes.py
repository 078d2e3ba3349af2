"""The tables of what people say to each other about what was submitted and what follows from it."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text

from store.metadata import METADATA
from store.types import UtcDateTime

# A comment is about a submission, or one row or cell of it; about a figure of a day; or about an item of
# a list of gaps. ``awaits`` says who is asked to answer.
COMMENTS = Table(
    "comments",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("unit", Text),
    Column("submission", Integer, ForeignKey("submissions.id"), index=True),
    Column("row", Integer),  # as a spreadsheet numbers it
    Column("cell", Text),  # the id of the column
    Column("indicator", Text),
    Column("on", Date),
    Column("listed", Text),  # the name of the list
    Column("item", Text),  # the class
    Column("text", Text, nullable=False),
    Column("awaits", Text),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", Text),
)

# What happened on a day, to a unit or the campus (NULL), for the lines of charts; and its withdrawal.
EVENTS = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("unit", Text),
    Column("on", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("added_by", Text),
)
EVENT_WITHDRAWALS = Table(
    "event_withdrawals",
    METADATA,
    Column("event", Integer, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("withdrawn_at", UtcDateTime, nullable=False),
    Column("withdrawn_by", Text),
)
