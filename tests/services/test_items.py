from __future__ import annotations

import hashlib

import pandas as pd

from services.tracing import items_of, sources_of

COLUMNS = (
    "part", "item", "item_kind", "class_id", "course_name", "teacher", "student_name", "unit", "change",
    "table", "submission", "source_row", "kind", "form", "file", "sheet", "received_at",
)  # fmt: skip


def row(
    part: str, item: str | None, change: int, source_row: int | None, kind: str = "class"
) -> dict[str, object]:
    """One row behind a figure of one unit."""
    told = {"part": part, "item": item, "item_kind": kind, "class_id": "001" if kind == "student" else item}
    return told | {"unit": "甲学院", "change": change, "submission": 7, "source_row": source_row}


SECRET = b"a key"
BEHIND = pd.DataFrame(
    [
        row("n", "002", 30, 5),
        row("n", None, 12, None, "student"),
        row("d", "002", 31, 5),
        row("d", "003", 45, 9),
        row("d", None, 20, None, "student"),
    ],
    columns=list(COLUMNS),
)  # fmt: skip


def test_items_add_up_to_the_figure_those_that_lack_most_first() -> None:
    """A class that only the denominator has stands first; students who are not named stay one item."""
    found = items_of(BEHIND, SECRET)
    assert list(found["item"].fillna("?")) == ["003", "?", "002"]
    assert list(found["lacking"]) == [45, 8, 1]
    assert found["n"].sum() == 42
    assert found["d"].sum() == 96
    assert found["key"].is_unique


def test_an_item_leads_to_the_rows_that_say_it() -> None:
    """The rows of the item alone, first what counts in the numerator."""
    sources = sources_of(BEHIND, items_of(BEHIND, SECRET).iloc[2])
    assert list(sources["part"]) == ["n", "d"]
    assert list(sources["change"]) == [30, 31]
    assert list(sources["source_row"]) == [5, 5]


def test_a_visitor_is_one_item_whichever_classes_are_visited() -> None:
    """What the roster of visitors expects and what visits to classes fulfil belong together."""
    visit = row("n", "某领导", 1, 4, "visitor") | {"class_id": "001", "course_name": "高等数学"}
    listed = row("d", "某领导", 1, 2, "visitor") | {"class_id": None}
    behind = pd.DataFrame([visit, listed], columns=list(COLUMNS))
    (item,) = (one for _place, one in items_of(behind, SECRET).iterrows())
    assert (item["n"], item["d"]) == (1, 1)
    assert list(sources_of(behind, item)["source_row"]) == [4, 2]


def test_the_sheets_of_a_unit_are_one_item() -> None:
    """Two of four kinds of sheets have come: the unit lacks two."""
    sent = [row("n", kind, 1, None, "record") | {"class_id": None} for kind in ("groups", "visits")]
    due = row("d", "甲学院", 4, None, "unit") | {"class_id": None}
    behind = pd.DataFrame([*sent, due], columns=list(COLUMNS))
    found = items_of(behind, SECRET)
    assert [*found["item"], *found["lacking"]] == ["甲学院", 2]
    assert len(sources_of(behind, found.iloc[0])) == 3


def test_a_key_cannot_be_worked_out_from_what_it_names() -> None:
    """Whoever knows an item, and how keys are made, finds no key without the secret of the store."""
    keys = [set(items_of(BEHIND, secret)["key"]) for secret in (SECRET, b"another key")]
    assert not keys[0] & keys[1]
    plain = {hashlib.sha256("002\0class\x00002\0甲学院".encode()).hexdigest()[:n] for n in (12, 32)}
    assert not plain & (keys[0] | keys[1])
    assert {len(key) for key in keys[0]} == {32}
