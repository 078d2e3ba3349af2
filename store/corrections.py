"""Corrected cells: those of files that wait, the latest word of a cell holding, and those of submissions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from schema.corrections import CellPlace, Correction, Corrections
from store.database import reading, writing
from store.errors import StoreError
from store.rows import storable
from store.signature import Signature
from store.store import Store
from store.tables import CORRECTIONS, DRAFT_CORRECTIONS, DRAFTS

# What is done to a cell of a file that waits: the text to read in it, or ``None`` to take that back.
Change = tuple[CellPlace, str, str | None]  # place, the text that stands there, the text to read


def add_draft_corrections(store: Store, draft: int, changes: Sequence[Change], signature: Signature) -> None:
    """Correct cells of a draft of whoever signs; raises ``StoreError`` where they have no such draft."""
    made = signature.columns("made")
    rows = [
        {
            "draft": draft,
            **_place(place),
            "original": storable(original),
            "corrected": storable(corrected),
            **made,
        }
        for place, original, corrected in changes
    ]
    own = select(DRAFTS.c.id).where(DRAFTS.c.id == draft, DRAFTS.c.owner == signature.by)
    with writing(store.engine) as connection:
        if connection.execute(own).first() is None:
            raise StoreError("no_such_draft", draft=draft)
        if rows:
            connection.execute(insert(DRAFT_CORRECTIONS), rows)


def drop_draft_corrections(connection: Connection, draft: int) -> None:
    """Forget the corrections of a draft that goes."""
    connection.execute(delete(DRAFT_CORRECTIONS).where(DRAFT_CORRECTIONS.c.draft == draft))


def read_draft_versions(store: Store, owner: str) -> dict[int, int]:
    """Draft of ``owner`` → a number that changes with every correction; none for one without any."""
    columns = DRAFT_CORRECTIONS.c
    statement = (
        select(columns.draft, func.max(columns.id))
        .join(DRAFTS, DRAFTS.c.id == columns.draft)
        .where(DRAFTS.c.owner == owner)
        .group_by(columns.draft)
    )
    with reading(store.engine) as connection:
        return {int(draft): int(last) for draft, last in connection.execute(statement)}


def read_draft_corrections(store: Store, draft: int, owner: str) -> Corrections:
    """The corrections of a draft of ``owner`` that hold, in the order of the sheet."""
    columns = DRAFT_CORRECTIONS.c
    own = select(DRAFTS.c.id).where(DRAFTS.c.id == draft, DRAFTS.c.owner == owner).scalar_subquery()
    statement = select(DRAFT_CORRECTIONS).where(columns.draft == own).order_by(columns.id)
    with reading(store.engine) as connection:
        rows = connection.execute(statement).all()
    latest = {CellPlace(row.sheet, row.row, row.column_no): row for row in rows}
    return _in_order(_correction(row) for row in latest.values() if row.corrected is not None)


def insert_corrections(
    connection: Connection, submission: int, corrections: Iterable[Correction], signature: Signature
) -> None:
    """Keep the corrections of a submission; what nobody signed was made by ``signature``."""
    rows = [
        {
            "submission": submission,
            **_place(each.place),
            "original": storable(each.original or ""),
            "corrected": storable(each.corrected),
            **Signature(each.made_at or signature.at, each.made_by or signature.by).columns("made"),
        }
        for each in corrections
    ]
    if rows:
        connection.execute(insert(CORRECTIONS), rows)


def read_corrections(store: Store, submission: int) -> Corrections:
    """The corrections with which a submission was read, in the order of the sheet."""
    statement = select(CORRECTIONS).where(CORRECTIONS.c.submission == submission)
    with reading(store.engine) as connection:
        return _in_order(map(_correction, connection.execute(statement).all()))


def corrected_submissions(store: Store) -> set[int]:
    """The submissions of which a cell was corrected."""
    with reading(store.engine) as connection:
        return set(connection.execute(select(CORRECTIONS.c.submission).distinct()).scalars())


def written(corrections: Iterable[Correction]) -> list[tuple[str | int | None, ...]]:
    """Corrections as plain values: what tells two submissions of the same bytes apart."""
    return [
        (
            *each.place._replace(sheet=storable(each.place.sheet)),
            storable(each.original),
            storable(each.corrected),
        )
        for each in _in_order(corrections)
    ]


def _place(place: CellPlace) -> dict[str, Any]:
    return {"sheet": storable(place.sheet), "row": place.row, "column_no": place.column_no}


def _correction(row: Row[Any]) -> Correction:
    place = CellPlace(row.sheet, row.row, row.column_no)
    return Correction(place, row.original, row.corrected, row.made_at, row.made_by)


def _in_order(corrections: Iterable[Correction]) -> Corrections:
    return tuple(sorted(corrections, key=lambda each: (each.place.sheet or "", *each.place[1:])))
