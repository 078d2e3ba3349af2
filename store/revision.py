"""Which migrations a database has: asked whenever one is opened, so that what migrates may stay away."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from store.database import reading

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def head() -> str:
    """The latest migration: their files begin with their numbers, ``a0001`` and so on."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("a[0-9]*_*.py"))


def is_current(engine: Engine) -> bool:
    """Whether the database has the tables of this program, and is reached; raises ``StoreError`` if not."""
    with reading(engine) as connection:
        return revision_of(connection) == head()


def revision_of(connection: Connection) -> str | None:
    """The migration that a database was brought to last, as alembic notes it; ``None`` for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision
