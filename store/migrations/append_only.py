"""The triggers that make a table append-only, for the migrations to put on each new table."""

from __future__ import annotations

from alembic import op

_SAYS = "is append-only: record a withdrawal or submit again"


def guard(tables: tuple[str, ...]) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE, where there is one) on ``tables`` from now on."""
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql(tables)
    else:
        _guard_sqlite(tables)


def _guard_sqlite(tables: tuple[str, ...]) -> None:
    for table in tables:
        for act in ("update", "delete"):
            op.execute(
                f'CREATE TRIGGER "{table}_no_{act}" BEFORE {act.upper()} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'table {table} {_SAYS}'); END"
            )


def _guard_postgresql(tables: tuple[str, ...]) -> None:
    op.execute(
        "CREATE OR REPLACE FUNCTION ruqi_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'table % {_SAYS}', TG_TABLE_NAME; END $$"
    )
    for table in tables:
        op.execute(
            f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION ruqi_append_only()"
        )
