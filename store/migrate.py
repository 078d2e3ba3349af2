"""Bring a database to the tables that this program knows, however many processes open it."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from store.database import masked, reading, writing
from store.errors import StoreError
from store.revision import MIGRATIONS, head, revision_of


def migration_config() -> Config:
    """Alembic's configuration; the connection is put in its ``attributes``."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def migrate(engine: Engine) -> None:
    """Apply the missing migrations in one transaction, one process at a time.

    Raises ``StoreError`` when the database comes from a newer program.
    """
    with reading(engine) as connection:
        current = revision_of(connection)
    if current == head():
        return
    config = migration_config()
    script = ScriptDirectory.from_config(config)
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise StoreError("database_newer", url=masked(engine.url), revision=current)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
