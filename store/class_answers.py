"""Which class of ours is meant by the titles of a platform's export, as people have said it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select

from schema.platforms import ClassTitles
from store.acts import About, log
from store.database import reading, writing
from store.opening import Housed
from store.rows import storable
from store.tables import CLASS_ANSWERS
from store.types import as_utc


class ClassAnswers(Housed):
    """Answers; the latest for the same titles holds, and one without a class takes it back."""

    def answer_class(
        self, term: str, titles: ClassTitles, class_id: str | None, *, at: dt.datetime, by: str | None
    ) -> None:
        """Let the exports with ``titles`` be about ``class_id`` from now on (``None``: ask again)."""
        said = {
            "platform": storable(titles.platform),
            "course": storable(titles.course),
            "group": storable(titles.group),
            "class_id": storable(class_id),
        }
        moment = {"term": storable(term), "answered_at": as_utc(at, "at"), "answered_by": storable(by)}
        with writing(self._engine) as connection:
            connection.execute(insert(CLASS_ANSWERS).values(said | moment))
            log(connection, "class_answered", at=at, who=by, about=About(term), detail=said)

    def class_answers(self, term: str, *, until: dt.datetime | None = None) -> dict[ClassTitles, str]:
        """Titles → class as answered in ``term``, up to and including the moment ``until``."""
        columns = CLASS_ANSWERS.c
        statement = select(CLASS_ANSWERS).where(columns.term == term).order_by(columns.id)
        if until is not None:
            statement = statement.where(columns.answered_at <= as_utc(until, "until"))
        with reading(self._engine) as connection:
            rows = connection.execute(statement).all()
        answers = {ClassTitles(row.platform, row.course, row.group): row.class_id for row in rows}
        return {titles: str(class_id) for titles, class_id in answers.items() if class_id is not None}
