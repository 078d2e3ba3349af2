"""The exception to append-only: on both databases, whole or not at all, with every guard back at its end."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import StoreError
from store.acts import read_acts
from store.erasing import Change, Erasing, add_erasure
from store.facts import read_facts, read_later_facts
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_original, read_submissions
from store.versions import read_version
from tests.store.conftest import TERM, TZ


def test_what_is_erased_is_gone_and_everything_else_stands(store, make, sent):
    """Other cells, the submission and its digest stay; caches hear of it; nothing can be changed afterwards."""
    rows = [{"class_id": "001", "student_id": "2020001", "student_name": "张三", "joined": True}]
    add_submission(store, make("enrollment", rows, form="roster"), b"names", Envelope(**sent))
    earlier, version = read_later_facts(store, TERM, TZ), read_version(store)
    change = Change("roster", {"submission": 1, "source_row": 3}, {"student_id": "x1", "student_name": "x2"})
    digest = read_submissions(store, TERM)["digest"].iloc[0]
    at = Signature(sent["received_at"], "jiaowu")
    with pytest.raises(DBAPIError):
        add_erasure(
            store,
            Erasing(
                TERM, "term", [change, Change("roster", {"source_row": 3}, {"class_id": None})], [digest]
            ),
            at,
        )
    assert read_original(store, 1)[1] == b"names"
    add_erasure(store, Erasing(TERM, "term", [change], [digest]), at)
    row = read_facts(store, "roster", TERM, TZ).iloc[0]
    assert row[["class_id", "student_id", "student_name", "joined"]].tolist() == ["001", "x1", "x2", True]
    with pytest.raises(StoreError, match="was erased"):
        read_original(store, 1)
    assert read_submissions(store, TERM)["digest"].tolist() == [digest]
    assert read_version(store) != version
    later = read_later_facts(store, TERM, TZ, earlier)
    assert later.tables["roster"]["student_name"].tolist() == ["x2"]
    assert later.state("roster") != earlier.state("roster")
    assert read_acts(store)["act"].tolist() == ["submitted", "erased"]
    for statement in ("UPDATE roster SET class_id = class_id", "UPDATE contents SET size = size"):
        with pytest.raises(DBAPIError, match="append-only"):
            changed(store, statement)


def changed(store, statement: str) -> None:
    """Whatever a program might try."""
    with store.engine.begin() as connection:
        connection.execute(text(statement))
