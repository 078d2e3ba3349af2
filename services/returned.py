"""What a returned submission is about: the cells at which people point, else those found wanting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl.utils import get_column_letter

from schema.findings import Finding
from schema.kinds import form_of
from schema.reading import SheetReading
from services import cache, comments, row_changes, submissions
from services.annotated import retold
from services.desk import Desk
from store.submissions import read_findings


@dataclass(frozen=True)
class Place:
    """A row of a sheet, or its cell of a ``column`` (id), and what is said of it.

    ``cell`` is its address (``C14``), ``None`` for a row as a whole and where the file is gone; ``title`` is
    written above it, ``value`` was read there; of a row it is the tuple of what that is known by. ``said``
    is a comment, which may be blank, or what was found then.
    """

    row: int
    cell: str | None
    title: str | None
    value: object
    said: str | Finding


def places(desk: Desk, submission: int) -> list[Place]:
    """Where a returned submission is to be looked at, in the order of its rows.

    Raises :class:`access.Denied` for who does not see its rows.
    """
    row = submissions.seen_content(desk, submission)
    said = comments.of_submission(desk, submission)
    pointed = said[said["row"].notna()]
    parts = row_changes.read_again(desk.store, desk.term, int(submission))
    if pointed.empty:
        found = retold(read_findings(desk.store, int(submission)), parts)
        listed = [_found(one) for one in found if one.row is not None and (one.is_error or one.is_warning)]
    else:
        listed = [_pointed(desk, row, one, parts) for _place, one in pointed.iterrows()]
    return sorted(listed, key=lambda place: place.row)


def _found(finding: Finding) -> Place:
    row, column = int(finding.row or 0), finding.column_no
    cell = None if column is None else f"{get_column_letter(column + 1)}{row}"
    return Place(row, cell, finding.column, finding.value, finding)


def _pointed(desk: Desk, submission: pd.Series, said: pd.Series, parts: Sequence[SheetReading]) -> Place:
    """A comment on a row or a cell, beside what was read there; a row that was not taken holds nothing."""
    form = form_of(submission["kind"], None if pd.isna(submission["form"]) else submission["form"])
    facts, number = cache.facts(desk.store, desk.term)[form.table], int(said["row"])
    is_it = (facts["submission"] == submission["submission"]) & (facts["source_row"] == number)
    rows = facts[is_it].to_dict("records")
    if pd.isna(said["cell"]):
        known = tuple(rows[0][id] for id in form.key) if rows else ()
        return Place(number, None, None, known, str(said["text"]))
    column = str(said["cell"])
    places = parts[0].places_of(number) if parts else None
    position = places.positions.get(column) if places else None
    title = places.titles.get(column) if places else None
    return Place(
        number,
        None if position is None else f"{get_column_letter(position + 1)}{number}",
        title or form.column(column).title,
        rows[0][column] if rows else None,
        str(said["text"]),
    )
