"""All facts ever received, with where each row comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import Connection, Table, func, select, type_coerce
from sqlalchemy.types import NullType

from schema.kinds import form_of
from store.database import reading
from store.errors import StoreError
from store.frames import stacked
from store.rows import to_frame
from store.store import Store
from store.submissions import later_submissions, list_submissions, submissions_frame
from store.tables import ERASURES, FACTS_FORMS, FACTS_TABLES, SUBMISSIONS

_Column = npt.NDArray[Any]
# Rows turned into a frame at a time: the Python objects of more would cost more than the frame.
_CHUNK = 20_000


def read_facts(store: Store, table: str, term: str, tz: ZoneInfo) -> pd.DataFrame:
    """Every fact of ``table`` (a :attr:`schema.model.SheetForm.table`) ever received in ``term``.

    Never filtered: which rows stand at a moment is for ``metrics`` to say. Rows in order of
    submission and sheet. Columns: ``submission, source_row`` (``int64``), the form's with the
    dtypes of :class:`schema.reading.SheetReading` (``unit`` falls back on the submission's),
    ``submitted_unit`` (text), ``received_at`` (naive UTC, by which rows are ordered: ``ordered_at`` of
    :func:`store.submissions.read_submissions`), ``received_on`` (midnight of the
    day of receipt in ``tz``, naive), ``withdrawn_at`` (naive UTC or ``NaT``), ``lacking`` (text,
    see :func:`store.submissions.read_submissions`), ``whole`` (bool, likewise). Raises
    ``StoreError`` for an unknown table.
    """
    return read_all_facts(store, term, tz, (table,))[table]


def read_all_facts(
    store: Store, term: str, tz: ZoneInfo, tables: Iterable[str] = tuple(FACTS_TABLES)
) -> dict[str, pd.DataFrame]:
    """Facts of several tables as :func:`read_facts` gives them, all at one moment of the database."""
    with reading(store.engine) as connection:
        submitted = list_submissions(connection, term)
        return _all_facts(connection, term, submitted, _provenance(submitted, tz), tables)


@dataclass(frozen=True)
class LoadedFacts:
    """The facts of a term by table as they were at one moment, and of which submissions they are.

    ``provenance`` has a row for each submission, with or without rows of its own; ``fed`` the table of each.
    """

    tables: dict[str, pd.DataFrame]
    provenance: pd.DataFrame
    fed: npt.NDArray[np.object_]
    submitted: pd.DataFrame  # as :func:`store.submissions.read_submissions` has them
    erasures: int = 0  # how often something was erased before
    _states: dict[tuple[str, pd.Timestamp | None], bytes] = field(default_factory=dict, compare=False)
    _receipts: dict[str, tuple[_Column, ...]] = field(default_factory=dict, compare=False)

    def state(self, table: str, moment: pd.Timestamp | None = None) -> bytes:
        """What differs wherever the rows of ``table`` do, as known at ``moment`` (naive UTC; ``None``: all).

        It is made of the submissions received by then and of those of them that were withdrawn by then:
        the rows of a submission never change, but that names in them are erased.
        """
        if (table, moment) not in self._states:
            numbers, received, withdrawn = self._receipts_of(table)
            if moment is not None:
                until = np.datetime64(moment)
                by_then = received <= until
                numbers, withdrawn = numbers[by_then], withdrawn[by_then]
                withdrawn = np.where(withdrawn <= until, withdrawn, np.datetime64("NaT"))
            erased = self.erasures.to_bytes(8, "big")
            self._states[table, moment] = erased + numbers.tobytes() + withdrawn.tobytes()
        return self._states[table, moment]

    def grown(self, table: str) -> Callable[[Sequence[int]], bytes]:
        """What gives the :meth:`state` of ``table`` once further submissions have come, by their numbers."""
        numbers, _received, withdrawn = self._receipts_of(table)
        erased = self.erasures.to_bytes(8, "big")

        def state(further: Sequence[int]) -> bytes:
            every = np.append(numbers, np.array(further, dtype="int64"))
            none = np.full(len(further), "NaT", dtype="datetime64[us]")
            return erased + every.tobytes() + np.append(withdrawn, none).tobytes()

        return state

    def _receipts_of(self, table: str) -> tuple[_Column, ...]:
        """The numbers of the submissions of ``table``, when they were received, and withdrawn."""
        if table not in self._receipts:
            at, rows = np.flatnonzero(self.fed == table), self.provenance
            moments = (rows[name].to_numpy("datetime64[us]")[at] for name in ("received_at", "withdrawn_at"))
            self._receipts[table] = (rows["submission"].to_numpy("int64")[at], *moments)
        return self._receipts[table]

    def rows_of(self, submissions: Sequence[int]) -> dict[str, pd.DataFrame]:
        """The rows of some submissions, by table; a table without any is left out."""
        fed = set(self.fed[self.provenance["submission"].isin(submissions)])
        rows = {name: self.tables[name][self.tables[name]["submission"].isin(submissions)] for name in fed}
        return {name: of_table for name, of_table in rows.items() if len(of_table)}


def read_later_facts(
    store: Store, term: str, tz: ZoneInfo, earlier: LoadedFacts | None = None
) -> LoadedFacts:
    """All facts of the term, of which those that ``earlier`` has are not read again.

    That is safe because rows are only ever added: what is new of a known submission is at most that
    it was withdrawn. Frames to which nothing was added are those of ``earlier``.
    """
    with reading(store.engine) as connection:
        erasures = int(connection.execute(select(func.count()).select_from(ERASURES)).scalar_one())
        if earlier is None or earlier.erasures != erasures:
            submitted = list_submissions(connection, term)
            provenance = _provenance(submitted, tz)
            tables = _all_facts(connection, term, submitted, provenance, FACTS_TABLES)
            return LoadedFacts(tables, provenance, _fed(submitted), submitted, erasures)
        submitted = later_submissions(connection, term, earlier.submitted)
        provenance = _provenance(submitted, tz)
        known = provenance["submission"].isin(earlier.provenance["submission"])
        # A database may show a later number before an earlier one, so they are told apart one by one.
        new = [int(number) for number in provenance["submission"][~known]]
        fed = _fed(submitted)
        added = {
            name: _facts(connection, name, term, provenance, new)
            for name in set(fed[provenance["submission"].isin(new)])
        }
    tables = dict(earlier.tables)
    before = earlier.provenance["withdrawn_at"].reset_index(drop=True)
    after = provenance[known].reset_index(drop=True)
    withdrawn = after["submission"][after["withdrawn_at"].notna() & before.isna()]
    for name, frame in tables.items():
        if len(withdrawn) and frame["submission"].isin(withdrawn).any():
            places = np.searchsorted(provenance["submission"], frame["submission"])
            tables[name] = frame.assign(withdrawn_at=provenance["withdrawn_at"].array.take(places))
        if len(added.get(name, ())):
            whole = stacked([tables[name], added[name]])
            is_in_order = whole["submission"].is_monotonic_increasing
            tables[name] = (
                whole if is_in_order else whole.sort_values("submission", kind="stable", ignore_index=True)
            )
    return LoadedFacts(tables, provenance, fed, submitted, erasures)


def _fed(submitted: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The table into which each submission, by ascending number, may have brought rows."""
    order = np.argsort(submitted["submission"].to_numpy(), kind="stable")
    pairs = list(zip(submitted["kind"].tolist(), submitted["form"].fillna("").tolist(), strict=True))
    tables = {(kind, form): form_of(kind, form or None).table for kind, form in set(pairs)}
    named = np.array([tables[pair] for pair in pairs], dtype=object)
    return named[order]


def no_facts() -> dict[str, pd.DataFrame]:
    """The facts of a term in which nothing was received."""
    return {name: frame.copy(deep=False) for name, frame in _nothing().items()}


@cache
def _nothing() -> dict[str, pd.DataFrame]:
    provenance = _provenance(submissions_frame([]), ZoneInfo("UTC"))
    return {
        name: to_frame([], form).assign(**{column: provenance[column] for column in provenance.columns[1:]})
        for name, form in FACTS_FORMS.items()
    }


def _all_facts(
    connection: Connection, term: str, submitted: pd.DataFrame, provenance: pd.DataFrame, names: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """The facts of some tables; those to which no submission belongs are not asked for."""
    fed = set(_fed(submitted))
    unknown = set(names) - set(FACTS_FORMS)
    if unknown:
        raise StoreError("unknown_table", table=min(unknown), known=", ".join(FACTS_TABLES))
    return {
        name: _facts(connection, name, term, provenance) if name in fed else _nothing()[name].copy(deep=False)
        for name in names
    }


def _provenance(submitted: pd.DataFrame, tz: ZoneInfo) -> pd.DataFrame:
    """What each row of a submission says about where it comes from, by ascending submission."""
    local = submitted["received_at"].dt.tz_localize("UTC").dt.tz_convert(tz)
    provenance = pd.DataFrame(
        {
            "submission": submitted["submission"],
            "submitted_unit": submitted["unit"],
            "received_at": submitted["ordered_at"],
            "received_on": local.dt.tz_localize(None).dt.normalize().astype("datetime64[us]"),
            "withdrawn_at": submitted["withdrawn_at"],
            "lacking": submitted["lacking"],
            "whole": submitted["whole"],
        }
    )
    return provenance.sort_values("submission", ignore_index=True)


def _facts(
    connection: Connection,
    name: str,
    term: str,
    provenance: pd.DataFrame,
    submissions: Sequence[int] | None = None,
) -> pd.DataFrame:
    """The facts of a table, of all submissions of the term or of those that are named."""
    rows = _rows(connection, FACTS_TABLES[name], term, submissions)
    form = FACTS_FORMS[name]
    parts = [to_frame(part, form) for part in rows] or [to_frame([], form)]
    frame = parts[0] if len(parts) == 1 else stacked(parts)
    places = np.searchsorted(provenance["submission"], frame["submission"])
    about = {column: provenance[column].array.take(places) for column in provenance.columns[1:]}
    units = frame["unit"].fillna(pd.Series(about["submitted_unit"]))
    return frame.assign(unit=units, **about)


def _rows(
    connection: Connection, table: Table, term: str, submissions: Sequence[int] | None
) -> Iterable[Any]:
    """The rows of a term's submissions as the driver gives them, in chunks."""
    of_term = select(SUBMISSIONS.c.id).where(SUBMISSIONS.c.term == term)
    if submissions is not None:
        of_term = of_term.where(SUBMISSIONS.c.id.in_(submissions))
    statement = (
        select(*(type_coerce(column, NullType()) for column in table.columns))
        .where(table.c.submission.in_(of_term))
        .order_by(table.c.submission, table.c.source_row)
        .execution_options(yield_per=_CHUNK)
    )
    return connection.execute(statement).partitions()
