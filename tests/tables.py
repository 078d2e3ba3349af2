"""The tables of a new database, made by what the migrations told the first one."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, event, inspect

from store.database import reading, writing
from store.migrate import migrate

# What changes nothing, or belongs to the transaction and not to the tables.
_NO_CHANGES = ("SELECT", "PRAGMA", "BEGIN", "SET")


class Recorded:
    """The statements of the migrations, by sort of database; running them again needs no compiling."""

    statements: ClassVar[dict[str, list[tuple[str, Any]]]] = {}

    @classmethod
    def migrate(cls, engine: Engine) -> None:
        """Give an empty database its tables and a name of its own; migrate any other."""
        with reading(engine) as connection:
            is_new = not inspect(connection).has_table("alembic_version")
        if is_new and engine.dialect.name in cls.statements:
            with writing(engine) as connection:
                _repeat(connection, cls.statements[engine.dialect.name])
        elif is_new:
            cls.statements[engine.dialect.name] = _recorded(engine)
        else:
            migrate(engine)


def _recorded(engine: Engine) -> list[tuple[str, Any]]:
    statements: list[tuple[str, Any]] = []

    def note(*call: Any) -> None:
        statements.append((call[2], call[3]))

    event.listen(engine, "before_cursor_execute", note)
    migrate(engine)
    event.remove(engine, "before_cursor_execute", note)
    return [each for each in statements if not each[0].lstrip().upper().startswith(_NO_CHANGES)]


def _repeat(connection: Connection, statements: list[tuple[str, Any]]) -> None:
    name = uuid.uuid4().hex
    for statement, parameters in statements:
        naming = {"name": name} if isinstance(parameters, dict) else (name,)
        is_name = statement.startswith("INSERT INTO house")
        connection.exec_driver_sql(statement, naming if is_name else parameters)
