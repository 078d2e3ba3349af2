from __future__ import annotations

import sqlite3
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from store import StoreError, database, open_store
from store.facts import read_all_facts
from store.intake import Envelope, add_submission
from store.submissions import read_original, read_submissions
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
        "mysql://h/d?password=secret",
        "postgresql://u:p@secret@h/d",
        "postgresql://u:p@se:secret@h/d",
        "postgresql://u:p@secret@h:5432/d",
        "postgresql://u:secret",
        "postgresql://u:20200223",
        "sqlite://u:secret@h/d",
        "sqlite://",
        "sqlite:///:memory:",
        "ruqi.db",
    ],
)
def test_other_databases_are_refused_and_no_password_is_shown(url):
    """What cannot keep the data is refused with the two ways that can."""
    with pytest.raises(StoreError, match="use sqlite:///path/to/file or postgresql://") as caught:
        open_store(url)
    for word in ("secret", "20200223"):
        assert word not in f"{caught.value!r} {caught.value.told_operator('zh')} {caught.value.details}"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgres://ruqi:secret@127.0.0.1:1/ruqi", r"ruqi:\*\*\*@127.0.0.1:1/ruqi cannot be used"),
        ("postgres://ruqi@127.0.0.1:1/ruqi?password=secret", "ruqi@127.0.0.1:1/ruqi cannot be used"),
        ("postgres:///ruqi?host=127.0.0.1&port=1&sslpassword=secret", "///ruqi cannot be used"),
    ],
)
def test_a_server_that_does_not_answer_is_said_so_without_the_password(url, told):
    """An unreachable server is named, with the reason and without its password, wherever that stands."""
    with pytest.raises(StoreError, match=told) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)
    assert "DATABASE_URL" in caught.value.told_operator("zh")
    assert not any(word in caught.value.message("zh") for word in ("127.0.0.1", "ruqi", "DATABASE_URL"))


def test_a_file_that_is_no_database_is_said_so(tmp_path):
    """A file of another sort is not touched."""
    file = tmp_path / "ruqi.db"
    file.write_bytes(b"PK\x03\x04" * 500)
    with pytest.raises(StoreError, match="file is not a database"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == b"PK\x03\x04" * 500


def test_a_damaged_database_is_a_sentence(tmp_path, sent, a_group):
    """Where pages are not whole, it is said that they are not and what to do, when it is opened and later."""
    file = tmp_path / "ruqi.db"
    with open_store(f"sqlite:///{file}") as store:
        add_submission(store, a_group, b"x" * 200_000, Envelope(**sent))
    whole = file.read_bytes()
    file.write_bytes(whole[: 16 * 4096] + b"\xff" * (len(whole) - 16 * 4096))
    with pytest.raises(StoreError) as caught:
        look_through(f"sqlite:///{file}", sent["term"])
    assert caught.value.code == "database_damaged"
    assert "恢复" in caught.value.told_operator("zh")


def look_through(url: str, term: str) -> None:
    """Open a store and read all that there is."""
    with open_store(url) as store:
        read_all_facts(store, term, ZoneInfo("UTC"))
        read_original(store, 1)


@pytest.mark.parametrize("is_closed", [True, False], ids=["at rest", "with a log beside it"])
def test_a_store_that_can_only_be_read_is_read(tmp_path, monkeypatch, sent, a_group, is_closed):
    """All that was stored is seen, what stands in the log beside the file too; writing is refused in words."""
    file = tmp_path / "ruqi.db"
    writer = open_store(f"sqlite:///{file}")
    add_submission(writer, a_group, b"x", Envelope(**sent))
    if is_closed:
        writer.close()
    before = file.read_bytes()
    monkeypatch.setattr(database, "is_writable", lambda _file: False)
    with open_store(f"sqlite:///{file}") as store:
        assert read_submissions(store, sent["term"])["submission"].tolist() == [1]
        assert read_original(store, 1)[1] == b"x"
        with pytest.raises(StoreError) as caught:
            add_submission(store, a_group, b"y", Envelope(**sent))
    assert caught.value.code == "database_read_only"
    assert file.read_bytes() == before
    writer.close()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("attempt to write a readonly database", "database_read_only"),
        ("cannot execute INSERT in a read-only transaction", "database_read_only"),
        ("cannot set transaction read-write mode during recovery", "database_read_only"),
        ("database disk image is malformed", "database_damaged"),
        ('invalid page in block 7 of relation "base/5/2619"', "database_damaged"),
        ("connection refused", "database_unusable"),
    ],
)
def test_each_way_in_which_a_database_fails_has_its_sentence(said, code):
    """Both databases say it in their words, and people read what to do."""
    assert database.unusable(database.database_url("postgres://h/d"), OSError(said)).code == code


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
