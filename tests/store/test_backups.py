"""A backup holds everything, also one taken while others write, and comes back whole or not at all."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pandas.testing import assert_frame_equal

from schema.events import Event
from store import Store, StoreError, open_store
from store.backups import restore_backup, write_backup
from store.comments import Comment, Subject, add_comment, read_comments
from store.events import add_event, read_events, withdraw_event
from store.facts import read_all_facts
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_original, read_submissions
from store.withdrawals import add_withdrawal

TZ = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def filled(store, sent, of_each_form) -> Store:
    """A store with a sheet of every form, one of them withdrawn."""
    for number, reading in enumerate(of_each_form):
        receipt = add_submission(store, reading, b"content %d" % number, Envelope(**sent))
    signature = Signature(sent["received_at"] + dt.timedelta(days=1), "教务处")
    add_comment(store, sent["term"], Comment(Subject("理学院", receipt.submission, row=3), "请看"), signature)
    withdraw_event(
        store, add_event(store, sent["term"], Event(signature.at.date(), "停电"), signature), signature
    )
    add_withdrawal(store, receipt.submission, signature)
    return store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A new SQLite file, whichever database the backup comes from."""
    with open_store(f"sqlite:///{tmp_path / 'restored.db'}") as opened:
        yield opened


def assert_same(one: Store, other: Store, term: str) -> None:
    assert_frame_equal(read_submissions(one, term), read_submissions(other, term))
    facts, again = read_all_facts(one, term, TZ), read_all_facts(other, term, TZ)
    for name, frame in facts.items():
        assert_frame_equal(frame, again[name])


def test_what_is_restored_is_what_was_there(filled, empty, sent, tmp_path):
    """Facts, submissions and originals of either database come back, and new ones are numbered on."""
    file = tmp_path / "backup.db"
    written = write_backup(filled, file)
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.db"]
    restored = restore_backup(file, empty)
    assert restored == written
    assert_same(filled, empty, sent["term"])
    last = int(read_submissions(filled, sent["term"])["submission"].max())
    assert read_original(empty, last) == read_original(filled, last)
    assert_frame_equal(read_comments(empty, sent["term"]), read_comments(filled, sent["term"]))
    assert read_comments(empty, sent["term"])["row"].tolist() == [3]
    assert_frame_equal(read_events(empty, sent["term"]), read_events(filled, sent["term"]))
    assert read_events(empty, sent["term"])["text"].tolist() == ["停电"]


def test_a_restored_database_numbers_on(store, sent, a_group, tmp_path):
    """After rows that came with their numbers the next one gets a number of its own."""
    with open_store(f"sqlite:///{tmp_path / 'one.db'}") as source:
        first = add_submission(source, a_group, b"1", Envelope(**sent))
        write_backup(source, tmp_path / "backup.db")
    restore_backup(tmp_path / "backup.db", store)
    second = add_submission(store, a_group, b"2", Envelope(**sent))
    assert second.submission > first.submission


def test_a_backup_during_writes_is_of_one_moment(filled, sent, make, tmp_path):
    """What others add meanwhile is in it as a whole or not at all: the first sheets, without a gap."""
    is_over = threading.Event()
    failed: list[BaseException] = []

    def write() -> None:
        number = 0
        while not is_over.is_set():
            rows = [
                {"class_id": f"{number:05d}-{row}", "created_on": dt.date(2020, 2, 22)} for row in range(20)
            ]
            try:
                add_submission(filled, make("groups", rows), b"later %d" % number, Envelope(**sent))
            except BaseException as error:  # noqa: BLE001 - told by the test itself
                failed.append(error)
                return
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            write_backup(filled, tmp_path / f"{number}.db")
    finally:
        is_over.set()
        writer.join()
    assert failed == []
    for number in range(3):
        with closing(sqlite3.connect(tmp_path / f"{number}.db")) as backup:
            taken, rows = backup.execute(
                "SELECT (SELECT sum(taken) FROM submissions WHERE kind = 'groups'), (SELECT count(*) FROM groups)"
            ).fetchone()
            assert taken == rows


def test_a_file_that_is_there_is_left_as_it_is(filled, tmp_path):
    """Nobody's earlier backup is written over."""
    (tmp_path / "backup.db").write_bytes(b"mine")
    with pytest.raises(StoreError, match="already"):
        write_backup(filled, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_bytes() == b"mine"


def test_a_database_that_holds_something_is_left_as_it_is(filled, tmp_path, sent):
    """A backup does not mix with what is there."""
    write_backup(filled, tmp_path / "backup.db")
    before = read_submissions(filled, sent["term"])
    with pytest.raises(StoreError, match="empty"):
        restore_backup(tmp_path / "backup.db", filled)
    assert_frame_equal(read_submissions(filled, sent["term"]), before)


@pytest.mark.parametrize("harm", ["cut", "original", "other"])
def test_what_is_no_whole_backup_is_refused(filled, empty, tmp_path, sent, harm):
    """A file cut short, a changed original and any other file bring nothing into the database."""
    file = tmp_path / "backup.db"
    write_backup(filled, file)
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:20_000])
    elif harm == "original":
        changed = file.read_bytes().replace(b"content 0", b"content X")
        file.write_bytes(changed)
    else:
        file.write_text("no backup")
    with pytest.raises(StoreError, match="no whole backup"):
        restore_backup(file, empty)
    assert len(read_submissions(empty, sent["term"])) == 0
    assert list(tmp_path.glob("*.reading*")) == []


def test_nothing_is_restored_under_a_running_program(filled, tmp_path, sent):
    """A database that another process has open is left alone."""
    write_backup(filled, tmp_path / "backup.db")
    url = f"sqlite:///{tmp_path / 'used.db'}"
    program = f"from store import open_store; s = open_store({url!r}); c = s.engine.connect(); c.exec_driver_sql('SELECT 1'); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with open_store(url) as store, pytest.raises(StoreError, match="has this database open"):
            restore_backup(tmp_path / "backup.db", store)
        other.kill()
    with open_store(url) as store:
        restore_backup(tmp_path / "backup.db", store)
        assert len(read_submissions(store, sent["term"])) == len(read_submissions(filled, sent["term"]))
