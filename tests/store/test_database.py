from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from store import StoreError, database, open_store
from store.intake import Envelope, add_submission
from store.versions import read_version


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_url_means_psycopg_3(scheme):
    """The schemes that hosts hand out are understood, options and all."""
    url = database.database_url(f"{scheme}://ruqi:p%40ss@db:5433/ruqi?sslmode=require")
    assert (
        url.render_as_string(hide_password=False)
        == "postgresql+psycopg://ruqi:p%40ss@db:5433/ruqi?sslmode=require"
    )


def test_the_url_comes_from_the_environment_else_the_projects_own_file(monkeypatch):
    """An argument goes before DATABASE_URL, and that before var/ruqi.db of the project."""
    monkeypatch.setenv("DATABASE_URL", "sqlite:///environment.db")
    assert database.database_url("sqlite:///given.db").database == "given.db"
    assert database.database_url().database == "environment.db"
    monkeypatch.delenv("DATABASE_URL")
    root = Path(database.__file__).parent.parent
    assert database.database_url().database == str(root / "var" / "ruqi.db")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:secret@h/d",
        "postgres:/u:secret@h/d",
        "postgresql//u:secret@h/d",
        "u:secret@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "ruqi.db",
    ],
)
def test_other_databases_are_refused_and_no_password_is_shown(url):
    """What cannot keep the data is refused with the two ways that can."""
    with pytest.raises(StoreError, match="use sqlite:///path/to/file or postgresql://") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_said_so_without_the_password():
    """An unreachable server is named, with the reason and without its password."""
    with pytest.raises(StoreError, match=r"ruqi:\*\*\*@127.0.0.1:1/ruqi.* cannot be used") as caught:
        open_store("postgres://ruqi:secret@127.0.0.1:1/ruqi")
    assert "secret" not in str(caught.value)
    assert "DATABASE_URL" in caught.value.message("zh")


def test_a_file_that_is_no_database_is_said_so(tmp_path):
    """A file of another sort is not touched."""
    file = tmp_path / "ruqi.db"
    file.write_bytes(b"PK\x03\x04" * 500)
    with pytest.raises(StoreError, match="file is not a database"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == b"PK\x03\x04" * 500


def test_a_new_file_and_those_beside_it_are_nobody_elses(tmp_path, sent, a_group):
    """Names and originals are readable by the owner alone, whatever the machine's habit."""
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as store:
        add_submission(store, a_group, b"x", Envelope(**sent))
        assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}


def test_the_folder_of_the_file_is_made_and_the_file_is_in_wal_mode(tmp_path):
    """A new SQLite file appears where the URL says, ready for readers beside a writer."""
    file = tmp_path / "var" / "deep" / "ruqi.db"
    with open_store(f"sqlite:///{file}"), sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_sqlite_checks_foreign_keys(tmp_path):
    """Every connection has its foreign keys on."""
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as store, store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_a_writer_that_waited_too_long_is_told_why(tmp_path, monkeypatch, sent, a_group):
    """Where another holds the write lock for too long, nothing is stored and the reason is given."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with open_store(f"sqlite:///{tmp_path / 'ruqi.db'}") as store:
        with database.writing(store.engine), pytest.raises(StoreError, match="database is locked"):
            add_submission(store, a_group, b"x", Envelope(**sent))
        assert add_submission(store, a_group, b"x", Envelope(**sent)).submission == 1


def test_two_databases_never_share_a_version(tmp_path):
    """The version of one empty database differs from that of another."""
    with (
        open_store(f"sqlite:///{tmp_path / 'a.db'}") as one,
        open_store(f"sqlite:///{tmp_path / 'b.db'}") as other,
    ):
        assert read_version(one) != read_version(other)
