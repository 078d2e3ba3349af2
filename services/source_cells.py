"""The cells behind a fact: the row of the workbook it came from, as it was read."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from openpyxl.utils import get_column_letter

from schema.corrections import Corrections
from schema.kinds import form_of
from schema.reading import Places
from schema.term import Term
from services import cache, submission_history, submissions
from services.cache import kept
from services.desk import Desk
from store import Store, StoreError
from store.corrections import read_corrections
from store.submissions import read_original

_ROWS = 64  # kept at a time


@dataclass(frozen=True)
class SourceRow:
    """One row of one sheet, and the submission that brought it.

    ``cells`` has a row a column that is filled in: ``column`` (id), ``title`` (the header as it is
    written in the sheet, else as it is declared), ``value`` (as it was read: text, number, day, yes or
    no, a tuple of words) and ``cell`` (``D17``; NA where the file has no such column: what the
    submission itself said). ``corrections`` are those of cells of the row, which may be blank since;
    ``is_open`` says whether the person may take the whole file.
    """

    submission: pd.Series
    source_row: int
    cells: pd.DataFrame
    corrections: Corrections
    is_open: bool


def source_row(desk: Desk, submission: int, source_row: int) -> SourceRow:
    """The row ``source_row``, as a spreadsheet numbers it, of a submission.

    Raises ``StoreError`` where no row of that number was taken.
    """
    row_of_submission = submissions.seen_content(desk, submission)
    table = _cells(desk.store, desk.term, submission, source_row)
    all_of_it = read_corrections(desk.store, submission)
    own = tuple(each for each in all_of_it if each.place.row == source_row)
    return SourceRow(row_of_submission, source_row, table, own, submissions.gives_file(desk, submission))


@kept(_ROWS)
def _cells(store: Store, term: Term, submission: int, source_row: int) -> pd.DataFrame:
    sent = cache.submissions(store, term).set_index("submission").loc[submission]
    form = form_of(sent["kind"], None if pd.isna(sent["form"]) else sent["form"])
    facts = cache.facts(store, term)[form.table]
    rows = facts[(facts["submission"] == submission) & (facts["source_row"] == source_row)]
    if rows.empty:
        raise StoreError("unknown_row", submission=submission, row=source_row)
    _file, content = read_original(store, submission)
    corrections = read_corrections(store, submission)
    parts = submission_history.read_again(store, term, sent.where(sent.notna(), None), content, corrections)
    written = parts[0].places_of(source_row) if parts else Places({}, {})
    titles, places = written.titles, written.positions
    row = rows.iloc[0]
    cells = [
        (
            column.id,
            titles.get(column.id, column.title),
            row[column.id],
            f"{get_column_letter(places[column.id] + 1)}{source_row}" if column.id in places else None,
        )
        for column in sorted(form.columns, key=lambda column: places.get(column.id, len(form.columns)))
        if _is_filled(row[column.id])
    ]
    return pd.DataFrame(cells, columns=["column", "title", "value", "cell"])


def _is_filled(value: object) -> bool:
    return bool(value) if isinstance(value, tuple) else not pd.isna(value)
