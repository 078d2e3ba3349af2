from __future__ import annotations

import datetime as dt
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import inspect

from store import open_store
from store.facts import read_facts
from store.intake import Envelope, add_submission
from store.metadata import METADATA
from store.submissions import read_original, read_submissions
from store.versions import read_version

TZ = ZoneInfo("Asia/Shanghai")
ROOT = Path(__file__).resolve().parents[2]
Worker = subprocess.Popen[str]


def start_worker() -> Worker:
    """Another process, which waits for commands."""
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("worker.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def tell(worker: Worker, line: str) -> None:
    """Send a line."""
    worker.stdin.write(line + "\n")
    worker.stdin.flush()


def answer(worker: Worker) -> Any:
    """Wait for the next line."""
    return json.loads(worker.stdout.readline())


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Worker]]:
    """Three other processes, waiting for commands; the last tests kill one each."""
    started = [start_worker() for _ in range(3)]
    yield started
    for worker in started:
        worker.stdin.close()
        worker.wait(timeout=20)
        worker.stdout.close()


@pytest.fixture
def at_once(workers: list[Worker]) -> Callable[..., list[Any]]:
    """Give each process its command, let all go at the same moment, and collect their answers."""

    def run(*commands: dict[str, Any]) -> list[Any]:
        chosen = workers[: len(commands)]
        for worker, command in zip(chosen, commands, strict=True):
            tell(worker, json.dumps(command))
        assert [answer(worker) for worker in chosen] == ["ready"] * len(chosen)
        for worker in chosen:
            tell(worker, "go")
        return [answer(worker) for worker in chosen]

    return run


@pytest.fixture
def pickled(tmp_path: Path, a_group, sent) -> str:
    """The file from which a process reads what it is to submit."""
    file = tmp_path / "sent.pickle"
    file.write_bytes(pickle.dumps((a_group, sent)))
    return str(file)


def test_processes_that_open_a_new_database_at_once_all_find_it_ready(url, at_once):
    """The tables are made once, and every process sees the same database."""
    versions = at_once(*[{"act": "open", "url": url}] * 3)
    assert len(set(versions)) == 1
    with open_store(url) as store:
        assert read_version(store) == versions[0]
        assert set(METADATA.tables) <= set(inspect(store.engine).get_table_names())


def test_the_same_file_from_several_processes_at_once_counts_once(url, store, at_once, pickled, sent):
    """Of simultaneous submissions of the same bytes one counts, and the others name it."""
    contents = [f"file {number}" for number in range(20)]
    command = {"act": "submit", "url": url, "sent": pickled, "contents": contents}
    answers = at_once(command, command, command)
    for outcomes in zip(*answers, strict=True):
        counted = [submission for submission, _ in outcomes if submission is not None]
        repeats = [duplicate_of for submission, duplicate_of in outcomes if submission is None]
        assert len(counted) == 1
        assert repeats == counted * 2
    assert (
        len(read_submissions(store, sent["term"])) == len(read_facts(store, "groups", sent["term"], TZ)) == 20
    )


def test_different_files_from_several_processes_at_once_all_count(url, store, at_once, pickled, sent):
    """Writers wait for each other and none is lost."""
    commands = [
        {
            "act": "submit",
            "url": url,
            "sent": pickled,
            "contents": [f"{name}{number}" for number in range(15)],
        }
        for name in "abc"
    ]
    answers = at_once(*commands)
    ids = [submission for outcomes in answers for submission, _ in outcomes]
    assert None not in ids
    assert sorted(ids) == sorted(read_submissions(store, sent["term"])["submission"])
    assert read_version(store).endswith(".45.0.0")


def test_one_of_several_simultaneous_withdrawals_counts(url, store, at_once, a_group, sent):
    """A submission is withdrawn once; the others are told that it is."""
    receipt = add_submission(store, a_group, b"x", Envelope(**sent))
    at = dt.datetime(2020, 2, 25, tzinfo=TZ).isoformat()
    answers = at_once(*[{"act": "withdraw", "url": url, "submission": receipt.submission, "at": at}] * 3)
    assert answers.count(None) == 1
    assert answers.count({"error": "already_withdrawn"}) == 2


def test_a_process_killed_before_its_commit_leaves_nothing(url, store, workers, pickled, a_group, sent):
    """While a submission is under way nobody sees it; killed, it was never there, and may be sent again."""
    version = read_version(store)
    worker = workers.pop()
    tell(worker, json.dumps({"act": "hang", "url": url, "sent": pickled, "contents": ["x"]}))
    assert answer(worker) == "ready"
    tell(worker, "go")
    assert answer(worker) == "written"
    assert read_facts(store, "groups", sent["term"], TZ).empty
    assert read_version(store) == version
    worker.kill()
    worker.communicate(timeout=20)
    assert read_submissions(store, sent["term"]).empty
    assert read_version(store) == version
    receipt = add_submission(store, a_group, b"x", Envelope(**sent))
    assert (receipt.taken, receipt.duplicate_of) == (1, None)
    assert read_original(store, receipt.submission)[1] == b"x"
