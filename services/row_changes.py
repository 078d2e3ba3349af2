"""What a submission changed, row by row: first what lowers a figure, then errors mended, then the rest.

A row is held against the one that it replaced. How far it moved a figure is what it counts in it less what
the row before it counted (:func:`metrics.behind`); what a class counted elsewhere and no longer does, such as
the other form of its kind, is added to the only row of that class, and else stands beside the rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
from openpyxl.utils import get_column_letter

from metrics.behind import behind_each
from schema import limits
from schema.figures import FigureKey
from schema.model import SheetForm
from schema.reading import SheetReading
from schema.term import Term
from services import cache, submission_history, submissions
from services.cache import kept
from services.desk import Desk
from services.differences import NEW, UNCHANGED
from services.standing_before import Arrival, arrival, standing_before
from store import Store, StoreError
from store.corrections import read_corrections
from store.submissions import read_findings, read_original

LOWERS, MENDED, REST = "lowers", "mended", "rest"
_ORDER = (LOWERS, MENDED, REST)
_KEPT = 32
_SEVERE = ("error", "warning")


class Moved(NamedTuple):
    """How far something moved an indicator."""

    indicator: str
    n: int
    d: int


@dataclass(frozen=True)
class RowChanges:
    """The rows of a submission that say something else than what stood, first those that lower a figure.

    ``rows``: ``group`` (``lowers``, ``mended`` or ``rest``), ``status`` (``new`` or ``changed``),
    ``source_row``, the columns by which a row is known, ``label``, ``moves`` (a tuple of :class:`Moved`) and
    ``values`` (of a new row: column → value of the cells that are filled in; of another nothing).
    ``cells``: the changed cells, ``source_row, column, old, new, old_submission`` and ``cell`` (``D17``, or
    ``None`` where the file is gone or has no such column). ``elsewhere`` is what moved a figure and stands in
    no row of the sheet: class (or ``None``) → moves. ``unchanged`` rows are only counted.
    """

    rows: pd.DataFrame
    cells: pd.DataFrame
    elsewhere: Mapping[str | None, tuple[Moved, ...]]
    addresses: Mapping[int, Mapping[str, str]]
    unchanged: int

    def count(self, group: str) -> int:
        """How many rows are of a group."""
        return int((self.rows["group"] == group).sum())


def changes(desk: Desk, submission: int) -> RowChanges:
    """What a submission changed when it came, against what stood just before it.

    Raises :class:`access.Denied` for who does not see its rows.
    """
    submissions.seen_content(desk, submission)
    return _changes(desk.store, desk.term, int(submission))


@kept(_KEPT, shared=True)
def _changes(store: Store, term: Term, number: int) -> RowChanges:
    came = arrival(store, term, number)
    received = came.rows
    listed, cells = standing_before(came, term).compare_received(received, came.form)
    moves, elsewhere, lowering = _moves(came, term, listed)
    mended = _mended(store, term, came, listed)
    rows = listed[listed["status"] != UNCHANGED]
    numbers = [int(row) for row in rows["source_row"]]
    groups = [LOWERS if row in lowering else MENDED if row in mended else REST for row in numbers]
    filled = _filled(received, came.form)
    statuses = zip(numbers, rows["status"], strict=True)
    rows = rows.assign(
        group=groups,
        moves=[moves.get(row, ()) for row in numbers],
        values=[filled[row] if status == NEW else {} for row, status in statuses],
    )
    place = rows["group"].map(_ORDER.index)
    rows = rows.assign(place=place).sort_values(["place", "source_row"], ignore_index=True)
    addresses = _addresses(store, term, number, numbers)
    cells = cells.assign(
        cell=[
            addresses.get(row, {}).get(column)
            for row, column in zip(cells["source_row"], cells["column"], strict=True)
        ]
    )
    unchanged = int((listed["status"] == UNCHANGED).sum())
    return RowChanges(rows.drop(columns="place"), cells, elsewhere, addresses, unchanged)


def _filled(received: pd.DataFrame, form: SheetForm) -> dict[int, dict[str, object]]:
    """Row → its filled cells by column."""
    columns = [id for id in form.column_ids if id != "unit"]
    return {
        int(row["source_row"]): {
            id: row[id]
            for id in columns
            if (len(row[id]) if isinstance(row[id], tuple) else not pd.isna(row[id]))
        }
        for row in received.to_dict("records")
    }


def _moves(
    came: Arrival, term: Term, listed: pd.DataFrame
) -> tuple[dict[int, tuple[Moved, ...]], dict[str | None, tuple[Moved, ...]], set[int]]:
    """How far each row moved which indicator, what moved one elsewhere, and the rows that lowered a rate."""
    if came.unit not in term.unit_names:
        return {}, {}, set()
    of_row: dict[int, list[Moved]] = defaultdict(list)
    elsewhere: dict[str | None, list[Moved]] = defaultdict(list)
    lowering: set[int] = set()
    figures = [FigureKey(indicator, str(came.unit), came.on) for indicator in came.indicators]
    ends = (behind_each(facts, term, figures, came.known_at) for facts in (came.before, came.after))
    for indicator, before, after in zip(came.indicators, *ends, strict=True):
        sums = _by_row(came, listed, before, after)
        n, d = (int(before.loc[before["part"] == part, "change"].sum()) for part in ("n", "d"))
        for place, (more_n, more_d) in sums.items():
            move = Moved(indicator, more_n, more_d)
            if isinstance(place, int):
                of_row[place].append(move)
                if _lowers(n, d, move):
                    lowering.add(place)
            else:
                elsewhere[place].append(move)
    return (
        {row: tuple(moves) for row, moves in of_row.items()},
        {place: tuple(moves) for place, moves in elsewhere.items()},
        lowering,
    )


def _by_row(
    came: Arrival, listed: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame
) -> dict[int | str | None, tuple[int, int]]:
    """Row of the sheet, or a class that has not just one, → how far it moved n and d."""
    replaced = {
        (int(row.old_submission), int(row.old_row)): int(row.source_row)
        for row in listed.itertuples()
        if not pd.isna(row.old_submission)
    }
    row_of = _rows_of_classes(came, listed, after)
    sums: dict[int | str | None, list[int]] = defaultdict(lambda: [0, 0])
    for one in _net(before, after).itertuples():
        row = None
        if one.table == came.form.table and not pd.isna(one.submission):
            place = (int(one.submission), int(one.source_row))
            row = place[1] if place[0] == came.number else replaced.get(place)
        class_id = None if pd.isna(one.class_id) else str(one.class_id)
        of = row_of.get(class_id, class_id) if row is None else row
        sums[of]["nd".index(one.part)] += int(one.change)
    return {place: (n, d) for place, (n, d) in sums.items() if n or d}


def _net(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What was counted before (taken off) and after, of the items that count otherwise than before.

    One that counts the same by another row, such as a teacher by another class, has moved nothing.
    """
    both = pd.concat([before.assign(change=-before["change"]), after], ignore_index=True)
    net = both.groupby(["part", "item_kind", "item"], dropna=False)["change"].transform("sum")
    return both[net != 0]


def _rows_of_classes(came: Arrival, listed: pd.DataFrame, after: pd.DataFrame) -> dict[str | None, int]:
    """Class → its only row in the sheet, or the only one of its rows that counts."""
    counting = after[(after["table"] == came.form.table) & (after["submission"] == came.number)]
    rows = [counting[["class_id", "source_row"]]]
    if "class_id" in listed:
        rows.insert(0, listed[["class_id", "source_row"]])
    only: dict[str | None, int] = {}
    for each in rows:
        numbers = each.dropna().drop_duplicates().groupby("class_id")["source_row"].agg(list)
        only |= {str(id): int(of_class[0]) for id, of_class in numbers.items() if len(of_class) == 1}
    return only


def _lowers(n: int, d: int, move: Moved) -> bool:
    """Whether a rate of ``n`` of ``d`` falls by what takes something away, or adds what is far below it."""
    falls = bool(d) and (n + move.n) * d < n * (d + move.d)
    return falls and (move.n <= 0 or move.n / max(move.d, 1) < n / d - limits.CLEARLY_BELOW)


def _mended(store: Store, term: Term, came: Arrival, listed: pd.DataFrame) -> set[int]:
    """The rows that stand instead of one in which something was wrong or doubtful, and have nothing of it."""
    still = _rows_with_findings(store, came.number)
    mended = set()
    found: dict[int, set[int]] = {}
    for row in listed[listed["old_submission"].notna()].itertuples():
        number = int(row.old_submission)
        if number not in found:
            found[number] = _rows_with_findings(store, number)
        if int(row.old_row) in found[number]:
            mended.add(int(row.source_row))
    mended |= _taken_at_last(store, term, came, listed)
    return mended - still


def _rows_with_findings(store: Store, number: int) -> set[int]:
    found = read_findings(store, number)
    severe = found["severity"].isin(_SEVERE) & found["row"].notna()
    return {int(row) for row in found["row"][severe]}


def _taken_at_last(store: Store, term: Term, came: Arrival, listed: pd.DataFrame) -> set[int]:
    """New rows whose key, word for word, stood in a row of the last sheet with errors that was not taken."""
    sent = cache.submissions(store, term)
    same = (sent["unit"] == came.unit) & (sent["kind"] == came.kind) & (sent["submission"] < came.number)
    same &= sent["form"].isna() if came.form.name is None else sent["form"] == came.form.name
    with_errors = sent[same & (sent["errors"] > 0)]
    if with_errors.empty or not (listed["status"] == NEW).any():
        return set()
    earlier = with_errors.iloc[-1]
    found = read_findings(store, int(earlier["submission"]))
    errors = {int(row) for row in found["row"][(found["severity"] == "error") & found["row"].notna()]}
    keys = set()
    for part in read_again(store, term, int(earlier["submission"])):
        places = [part.positions[id] for id in came.form.key if id in part.positions]
        for row in errors & set(part.written):
            texts = [part.written[row][place].text for place in places if place in part.written[row]]
            if len(texts) == len(came.form.key):
                keys.add(tuple(texts))
    new = listed[listed["status"] == NEW]
    rows = zip(new["source_row"], *(new[id].astype("str") for id in came.form.key), strict=True)
    return {int(row) for row, *key in rows if tuple(key) in keys}


def _addresses(store: Store, term: Term, number: int, rows: list[int]) -> dict[int, dict[str, str]]:
    """Row → column → its cell as a spreadsheet names it; nothing where the file is gone."""
    parts = read_again(store, term, number)
    if not parts:
        return {}
    return {
        row: {
            id: f"{get_column_letter(place + 1)}{row}"
            for id, place in parts[0].places_of(row).positions.items()
        }
        for row in rows
    }


@kept(_KEPT)
def read_again(store: Store, term: Term, number: int) -> list[SheetReading]:
    """The sheet of a submission as it was read; nothing where its file was erased."""
    sent = cache.submissions(store, term).set_index("submission", drop=False).loc[number]
    try:
        _file, content = read_original(store, number)
    except StoreError as error:
        if error.code != "original_erased":
            raise
        return []
    corrections = read_corrections(store, number)
    own = sent.where(sent.notna(), None)
    return submission_history.read_again(store, term, own, content, corrections)
