"""Both databases for every test of the store, and readings as the loaders would hand them over."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import psycopg
import pytest

from schema.findings import Finding
from schema.kinds import all_forms, form_of
from schema.model import ColumnType
from schema.reading import SheetReading
from scripts.postgres import postgres
from store import Store, migrate, open_store
from store.database import connect, database_url
from tests.tables import Recorded

TZ = ZoneInfo("Asia/Shanghai")
TERM = "2020春"
DTYPES = {
    ColumnType.DATE: "datetime64[us]",
    ColumnType.MOMENT: "datetime64[us]",
    ColumnType.COUNT: "Int64",
    ColumnType.SCORE: "Float64",
    ColumnType.YESNO: "boolean",
    ColumnType.SEVERAL: "object",
}
# A value of each type, none of them the easiest of its sort.
VALUES = {
    ColumnType.ID: "00123",
    ColumnType.TEXT: "=1+1 《高等数学》\n“甲”\\N\t𠮷",
    ColumnType.UNIT: "理学院",
    ColumnType.CHOICE: "PPT",
    ColumnType.SEVERAL: ("QQ群", '雨课堂, "直播"'),
    ColumnType.COUNT: 2**40,
    ColumnType.SCORE: 92.125,
    ColumnType.DATE: dt.date(2020, 2, 22),
    ColumnType.MOMENT: dt.datetime(2020, 2, 24, 8, 10, 30),  # noqa: DTZ001 - cells hold local times
    ColumnType.YESNO: False,
}
ReadingMaker = Callable[..., SheetReading]


@pytest.fixture(scope="session", name="postgres")
def _postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server, up to the name of the database."""
    with postgres() as address:
        with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
            # These databases need not survive a power cut.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield address


@pytest.fixture(scope="session")
def with_tables(postgres: str) -> str:
    """A database on that server with the tables of a new one, without its name: copied in a third of the time."""
    name = "with_tables"
    with psycopg.connect(postgres.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    engine = connect(database_url(postgres.format(name)))
    Recorded.migrate(engine)
    with engine.begin() as nameless:
        nameless.exec_driver_sql("SET LOCAL session_replication_role = replica")  # no guard is asked
        nameless.exec_driver_sql("DELETE FROM house")
    engine.dispose()
    return name


_numbers = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database on either kind of server; where a store is opened it may have its tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ruqi.db'}"
        return
    address = request.getfixturevalue("postgres")
    name, has_tables = f"ruqi_{next(_numbers)}", "store" in request.fixturenames
    with psycopg.connect(address.format("postgres"), autocommit=True) as connection:
        if has_tables and migrate.migrate == Recorded.migrate:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('with_tables')}")
            with psycopg.connect(address.format(name)) as own:
                own.execute("INSERT INTO house (name) VALUES (%s)", (uuid.uuid4().hex,))
        else:
            connection.execute(f"CREATE DATABASE {name}")
        yield address.format(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def make() -> ReadingMaker:
    """Makes a reading of rows given as mappings; what a row does not name is blank."""
    return _reading


def _reading(
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    form: str | None = None,
    unit: str | None = "理学院",
    file: str = "报送.xlsx",
    sheet: str | None = "Sheet1",
    findings: Sequence[Finding] = (),
) -> SheetReading:
    declared = form_of(kind, form)
    columns: dict[str, Any] = {}
    for column in declared.columns:
        values = [row.get(column.id, () if column.type is ColumnType.SEVERAL else None) for row in rows]
        columns[column.id] = pd.Series(values, dtype=DTYPES.get(column.type, "str"))
    columns["source_row"] = pd.Series(range(3, len(rows) + 3), dtype="int64")
    return SheetReading(file, sheet, kind, form, unit, None, pd.DataFrame(columns), tuple(findings))


@pytest.fixture
def of_each_form() -> list[SheetReading]:
    """A reading of every form with two rows: all filled, and blank where it may be."""
    readings = []
    for kind, form in all_forms():
        filled = {column.id: VALUES[column.type] for column in form.columns}
        needed = {column.id: VALUES[column.type] for column in form.columns if column.required}
        readings.append(_reading(kind.id, [filled, needed], form=form.name))
    return readings


@pytest.fixture
def a_group(make: ReadingMaker) -> SheetReading:
    """One class with a group."""
    return make("groups", [{"class_id": "00123", "created_on": dt.date(2020, 2, 22)}])


@pytest.fixture
def sent() -> dict[str, Any]:
    """The arguments of an ordinary submission, at 23:30 on the eve of teaching."""
    return {"unit": "理学院", "term": TERM, "received_at": dt.datetime(2020, 2, 23, 23, 30, tzinfo=TZ)}
