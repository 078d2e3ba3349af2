"""The front of the store: one object with everything that the other rooms may ask of it."""

from __future__ import annotations

import datetime as dt
import weakref
from collections.abc import Iterable
from typing import Self
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from schema.reading import SheetReading
from store import asking, writing
from store.acts import Acts
from store.checkpoints import Checkpoints
from store.class_answers import ClassAnswers
from store.database import connect, database_url, unusable
from store.database import reading as reading_of
from store.decisions import Decisions
from store.drafts import Drafts
from store.migrate import migrate
from store.people import People
from store.schedule import Schedule
from store.tables import FACTS_TABLES, HOUSE
from store.writing import Receipt


def open_store(url: str | None = None) -> Store:
    """Open the store at ``url``, else at ``DATABASE_URL``, else in ``var/ruqi.db`` of the project.

    A new database gets its tables, an older one the changes since; several processes may do this
    at once. Raises ``StoreError`` when the URL is of no supported sort, the database cannot be
    reached, or a newer program has changed it.
    """
    parsed = database_url(url)
    try:
        engine = connect(parsed)
        try:
            migrate(engine)
            return Store(engine)
        except BaseException:
            engine.dispose()
            raise
    except (SQLAlchemyError, OSError) as error:
        raise unusable(parsed, error) from error


class Store(Acts, Decisions, Schedule, People, Drafts, Checkpoints, ClassAnswers):
    """Submissions, the facts in them, and withdrawals: everything is added, nothing is changed.

    What the desk adds stands in the parts that this class is made of: decisions, deadlines, people,
    drafts, the frozen figures of checkpoints, and the log of acts.

    Safe to share between threads; each process opens its own. Moments passed in carry an offset
    (a naive one raises ``StoreError``); those in frames are naive UTC, ``datetime64[us]``.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # A store that is forgotten closes its connections all the same.
        weakref.finalize(self, engine.dispose)
        with engine.connect() as connection:
            self._name = connection.execute(select(HOUSE.c.name)).scalar_one()

    def submit(
        self,
        reading: SheetReading,
        content: bytes,
        *,
        unit: str | None,
        term: str,
        received_at: dt.datetime,
        submitter: str | None = None,
        rulings: str | None = None,
    ) -> Receipt:
        """Keep a sheet: its good rows, its findings and the ``content`` of its file, all or nothing.

        The same content for the same term, unit, kind, form and sheet that still stands is
        recognised, whatever the file is called, and nothing is stored. It is a new submission once it
        was withdrawn, once another of the kind for the unit or about one of its classes came after it,
        and when it is read otherwise than it was then. ``unit`` is ``None`` while nobody has said it.
        ``rulings`` is what
        :meth:`rulings` said when the sheet was held against locks and deadlines. Raises
        ``StoreError`` for a refused file, a naive ``received_at``, rows without a declared column,
        or rulings that have changed since.
        """
        return writing.submit(
            self._engine,
            reading,
            content,
            unit=unit,
            term=term,
            received_at=received_at,
            submitter=submitter,
            rulings=rulings,
        )

    def repeat_of(
        self, reading: SheetReading, digest: str, *, unit: str | None, term: str, received_at: dt.datetime
    ) -> int | None:
        """The standing submission that this sheet would only repeat were it submitted, or ``None``.

        ``digest`` is the SHA-256 of its file. A sheet after which another came, or that would be read
        otherwise than it was, is no repeat: see :meth:`submit`.
        """
        with reading_of(self._engine) as connection:
            return writing.repeat_of(
                connection, reading, digest, term=term, unit=unit, received_at=received_at
            )

    def withdraw(
        self,
        submission: int,
        *,
        at: dt.datetime,
        by: str | None = None,
        reason: str | None = None,
        rulings: str | None = None,
    ) -> None:
        """Let a submission no longer count from ``at`` on; before that moment it still does.

        ``rulings`` is as for :meth:`submit`. Raises ``StoreError`` when there is no such submission,
        it is withdrawn already, ``at`` is naive or lies before its receipt, or rulings have changed.
        """
        writing.withdraw(self._engine, submission, at=at, by=by, reason=reason, rulings=rulings)

    def version(self) -> str:
        """A text that changes with every submission and withdrawal, and differs between databases."""
        return f"{self._name}.{asking.version(self._engine)}"

    def rulings(self) -> str:
        """A text that changes with everything that may lock or open something, or tell files apart."""
        with reading_of(self._engine) as connection:
            return asking.count_rulings(connection)

    def submissions(self, term: str) -> pd.DataFrame:
        """All submissions of ``term`` in order of receipt, withdrawn ones too, one row each.

        Columns: ``submission, term, unit, kind, form, sheet, file, digest, submitter`` (text, but
        the first ``int64``), ``lacking`` (text: ``|column|column|`` that the sheet did not have),
        ``taken, errors, warnings`` (``int64``), ``received_at, withdrawn_at`` (naive UTC, ``NaT``
        while standing), ``withdrawn_by, reason`` (text).
        """
        return asking.submissions(self._engine, term)

    def findings(self, submission: int) -> pd.DataFrame:
        """What was found in a submission, in the words in which it was said then.

        Columns: ``code, severity, sheet, row, column, value, message_zh, message_en`` (text, but
        ``row`` ``Int64``). Raises ``StoreError`` when there is no such submission.
        """
        return asking.findings(self._engine, submission)

    def original(self, submission: int) -> tuple[str, bytes]:
        """The file of a submission: its name and its bytes, unchanged.

        Raises ``StoreError`` when there is no such submission.
        """
        return asking.original(self._engine, submission)

    def facts(self, table: str, term: str, tz: ZoneInfo) -> pd.DataFrame:
        """Every fact of ``table`` (a :attr:`schema.model.SheetForm.table`) ever received in ``term``.

        Never filtered: which rows stand at a moment is for ``metrics`` to say. Rows in order of
        submission and sheet. Columns: ``submission, source_row`` (``int64``), the form's with the
        dtypes of :class:`schema.reading.SheetReading` (``unit`` falls back on the submission's),
        ``submitted_unit`` (text), ``received_at`` (naive UTC), ``received_on`` (midnight of the
        day of receipt in ``tz``, naive), ``withdrawn_at`` (naive UTC or ``NaT``), ``lacking`` (text,
        see :meth:`submissions`). Raises
        ``StoreError`` for an unknown table.
        """
        return asking.facts(self._engine, (table,), term, tz)[table]

    def all_facts(
        self, term: str, tz: ZoneInfo, tables: Iterable[str] = tuple(FACTS_TABLES)
    ) -> dict[str, pd.DataFrame]:
        """Facts of several tables as :meth:`facts` gives them, all at one moment of the database."""
        return asking.facts(self._engine, tables, term, tz)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the store may still be used and opens new ones."""
        self._engine.dispose()
