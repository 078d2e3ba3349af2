"""Comments on submissions and their rows, on figures and on items of lists: added, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import pandas as pd
from sqlalchemy import Connection, insert, select

from schema import limits
from store.acts import About, log
from store.database import reading, writing
from store.errors import StoreError
from store.frames import listed, texts
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables_of_notes import COMMENTS

# Who is asked to answer.
UNIT, OFFICE = "unit", "office"
_COLUMNS = (
    "id",
    "unit",
    "submission",
    "row",
    "cell",
    "indicator",
    "on",
    "listed",
    "item",
    "text",
    "awaits",
    "made_at",
    "made_by",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a comment is about.

    A ``submission``, or its ``row`` (as a spreadsheet numbers it), or of that the ``cell`` of a column; the
    figure of an ``indicator`` ``on`` a day; or the ``item`` (a class) of the ``listed`` gaps. ``unit`` is
    whose it is; ``None`` for what is the campus's.
    """

    unit: str | None
    submission: int | None = None
    row: int | None = None
    cell: str | None = None
    indicator: str | None = None
    on: dt.date | None = None
    listed: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said about a subject, and which of ``UNIT`` and ``OFFICE`` is to answer, if anybody."""

    about: Subject
    text: str
    awaits: str | None = None


def add_comment(store: Store, term: str, comment: Comment, signature: Signature) -> None:
    """Say something; raises ``StoreError`` for nothing, and for more than a comment holds."""
    if not comment.text.strip():
        raise StoreError("comment_blank")
    with writing(store.engine) as connection:
        insert_comments(connection, term, [comment], signature)
        about = comment.about
        # What was said, and about whom, stands in the comment alone: the log is read by others.
        place = {"row": about.row, "indicator": about.indicator, "on": about.on, "listed": about.listed}
        detail = {name: value for name, value in place.items() if value is not None}
        of = About(term, about.unit, submission=about.submission)
        log(connection, "commented", signature, of, detail)


def insert_comments(
    connection: Connection, term: str, comments: Sequence[Comment], signature: Signature
) -> None:
    """Keep comments in the transaction of ``connection``; raises ``StoreError`` for one that is too long."""
    if any(len(comment.text) > limits.MAX_TEXT for comment in comments):
        raise StoreError("comment_too_long", most=limits.MAX_TEXT)
    rows = [
        {
            "term": storable(term),
            **asdict(comment.about),
            "text": storable(comment.text),
            "awaits": comment.awaits,
            **signature.columns("made"),
        }
        for comment in comments
    ]
    if rows:
        connection.execute(insert(COMMENTS), rows)


def read_comments(store: Store, term: str) -> pd.DataFrame:
    """Every comment of ``term`` in order.

    Columns: ``comment`` (int64), those of :class:`Subject` (``submission`` and ``row`` Int64, ``on`` a day
    or NaT, else text), ``text, awaits, made_by`` (text) and ``made_at`` (naive UTC).
    """
    statement = (
        select(*(COMMENTS.c[name] for name in _COLUMNS))
        .where(COMMENTS.c.term == term)
        .order_by(COMMENTS.c.id)
    )
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    types = texts("unit", "cell", "indicator", "listed", "item", "text", "awaits", "made_by")
    types |= {"comment": "int64", "submission": "Int64", "row": "Int64"}
    return listed(rows, ("comment", *_COLUMNS[1:]), moments=("made_at",), days=("on",), types=types)
