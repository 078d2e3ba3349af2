"""Which class of ours is meant by the titles of a platform's export, as people have said it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert

from schema.platforms import ClassTitles
from store.acts import About, log
from store.database import writing
from store.latest import read_latest
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import CLASS_ANSWERS


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
    rows = read_latest(store, CLASS_ANSWERS, term, ("platform", "course", "group"), until)
    return {
        ClassTitles(row.platform, row.course, row.group): str(row.class_id)
        for row in rows
        if row.class_id is not None
    }
