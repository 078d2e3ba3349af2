"""Which class of ours is meant by the titles of a platform's export, as people have said it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select

from schema.platforms import ClassTitles
from store.acts import About, log
from store.database import reading, writing
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import CLASS_ANSWERS
from store.types import as_utc


def add_class_answer(
    store: Store, term: str, titles: ClassTitles, class_id: str | None, signature: Signature
) -> None:
    """Let the exports with ``titles`` be about ``class_id`` from now on (``None``: ask again)."""
    answer = {
        "platform": storable(titles.platform),
        "course": storable(titles.course),
        "group": storable(titles.group),
        "class_id": storable(class_id),
    }
    values = {"term": storable(term)} | answer | signature.columns("answered")
    with writing(store.engine) as connection:
        connection.execute(insert(CLASS_ANSWERS).values(values))
        log(connection, "class_answered", signature, About(term), answer)


def read_class_answers(
    store: Store, term: str, *, until: dt.datetime | None = None
) -> dict[ClassTitles, str]:
    """Titles → class as answered in ``term``, up to and including the moment ``until``."""
    columns = CLASS_ANSWERS.c
    statement = select(CLASS_ANSWERS).where(columns.term == term).order_by(columns.id)
    if until is not None:
        statement = statement.where(columns.answered_at <= as_utc(until, "until"))
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    answers = {ClassTitles(row.platform, row.course, row.group): row.class_id for row in rows}
    return {titles: str(class_id) for titles, class_id in answers.items() if class_id is not None}
