"""A process beside the tests' own: opens, submits and withdraws on their word.

Reads one JSON command a line, makes it ready, says ``ready``, does it on ``go``, and answers with
one JSON line.
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from store import Store, StoreError, open_store
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.versions import read_version
from store.withdrawals import add_withdrawal


def say(answer: object) -> None:
    """Answer with one line."""
    print(json.dumps(answer), flush=True)  # noqa: T201 - standard output is how the worker answers


def prepare(act: str, url: str, **told: Any) -> Callable[[], object]:
    """What to do on ``go``; a store that is to be open by then is opened here."""
    if act == "open":
        return lambda: read_version(open_store(url))
    store = open_store(url)
    if act == "withdraw":
        return lambda: add_withdrawal(
            store, told["submission"], Signature(dt.datetime.fromisoformat(told["at"]))
        )
    if act == "hang":
        event.listen(store.engine, "commit", hang)
    return lambda: submit_all(store, **told)


def submit_all(store: Store, sent: str, contents: list[str]) -> list[list[int | None]]:
    """Submit the pickled reading once for each content."""
    reading, arguments = pickle.loads(Path(sent).read_bytes())  # noqa: S301 - written by the test itself
    receipts = [
        add_submission(store, reading, content.encode(), Envelope(**arguments)) for content in contents
    ]
    return [[receipt.submission, receipt.duplicate_of] for receipt in receipts]


def hang(_connection: object) -> None:
    """Everything is written but not committed: say so, and wait to be killed."""
    say("written")
    time.sleep(600)


for line in sys.stdin:
    act = prepare(**json.loads(line))
    say("ready")
    sys.stdin.readline()
    try:
        say(act())
    except StoreError as error:
        say({"error": error.code})
