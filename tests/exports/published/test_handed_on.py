from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pyarrow import parquet as arrow

from exports.published import parquet
from exports.published.cells import Pseudonyms, handed_on
from exports.published.terms import data_of, term_of
from metrics import compute_figures
from metrics.names import people
from schema.kinds import all_forms
from schema.model import ColumnType
from schema.places import place_of
from schema.published import PLACES, PUBLISHED, Handed
from schema.term import load_term
from tests.exports.published import drawing
from tests.metrics.drawing import DAYS, UNITS, known_at
from tests.metrics.making import Submission, at, feb, frames_of, small_term

TERM = replace(small_term(*UNITS), week_1=feb(24), names_kept_until=feb(28), students_in_need=3)
KEY = Pseudonyms(b"a secret of an installation, never told")
FORMS = [form for _kind, form in all_forms()]
# What the cells of a column are replaced by, so that none of them may be found again.
REPLACED = {Handed.AS_KEY, Handed.AS_PEOPLE, Handed.AS_PLACE, Handed.AS_WORDS, Handed.AS_MARK, None}


def through_files(facts: dict[str, pd.DataFrame], pseudonyms: Pseudonyms) -> dict[str, pd.DataFrame]:
    """The facts as somebody reads them who has nothing but what is published."""
    return {
        table: parquet.facts_of(parquet.written(rows, parquet.schema_of(table)), table)
        for table, rows in handed_on(facts, pseudonyms).items()
    }


@settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(submissions=drawing.terms(), known_at=known_at)
def test_every_figure_is_the_same_of_what_is_published(
    submissions: list[Submission], known_at: object
) -> None:
    """Of all 43 indicators, every unit and day: what leaves counts as what stays does."""
    facts = frames_of(submissions)
    asked = {"term": TERM, "days": [feb(19), *DAYS, feb(40)], "known_at": known_at}
    published = through_files(facts, KEY)
    pd.testing.assert_frame_equal(compute_figures(published, **asked), compute_figures(facts, **asked))
    assert [dict(rows.dtypes) for rows in published.values()] == [
        dict(facts[table].dtypes) for table in published
    ]


def secret(table: str, column: str) -> str:
    return f"私密{table}格{column}"


def told() -> dict[str, pd.DataFrame]:
    """Facts in which every text tells where it stood, in every column of every form."""
    submissions = []
    for number, form in enumerate(FORMS, 1):
        row = {}
        for column in form.columns:
            text = secret(form.table, column.id)
            match column.type:
                case ColumnType.ID | ColumnType.TEXT:
                    row[column.id] = text
                case ColumnType.SEVERAL:
                    row[column.id] = (text,)
                case ColumnType.CHOICE if column.vocabulary and not column.vocabulary.closed:
                    row[column.id] = text
                case ColumnType.UNIT:
                    row[column.id] = UNITS[0]
        submissions.append(Submission(number, form.table, UNITS[0], at(22), [row]))
    return frames_of(submissions)


def test_no_name_id_or_text_is_in_what_is_published() -> None:
    """Neither the bytes of a file nor a value in it hold a text of any column but those of the plan's classes."""
    for table, rows in handed_on(told(), KEY).items():
        content = parquet.written(rows, parquet.schema_of(table))
        values = json.dumps(
            arrow.read_table(io.BytesIO(content)).to_pylist(), ensure_ascii=False, default=str
        )
        left = re.findall(r"私密\w*", values) + re.findall("私密\\w*", content.decode("utf-8", "ignore"))
        assert set(left) <= ({secret("plan", "class_id")} if table == "plan" else set()), table


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.table)
def test_a_column_leaves_as_it_is_only_where_it_is_declared_harmless(form: object) -> None:
    """No text is handed on as it is, nothing about health at all, and a column that nobody declared is blank."""
    ways = PUBLISHED[form.table]
    assert set(ways) <= set(form.column_ids)
    for column in form.columns:
        closed = column.vocabulary is not None and column.vocabulary.closed
        if column.type in (ColumnType.ID, ColumnType.TEXT, ColumnType.SEVERAL) or (
            column.type is ColumnType.CHOICE and not closed
        ):
            assert ways.get(column.id) in REPLACED | {Handed.AS_CLASS}
    assert not {"student_name", "health", "counselor", "remark", "reason", "content"} & set(ways)


def test_a_column_that_is_new_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the table of what leaves does not name is handed on blank, though it is there with its type."""
    ways = {name: way for name, way in PUBLISHED["plan"].items() if name != "enrolled"}
    monkeypatch.setitem(PUBLISHED, "plan", ways)
    plan = through_files(told(), KEY)["plan"]
    assert plan["enrolled"].isna().all()
    assert str(plan["enrolled"].dtype) == "Int64"


def test_people_are_compared_as_before() -> None:
    """A cell of names has the people of before, apart from how it is written, and no two cells become one."""
    texts = ["王伟", "王 伟", "王伟、李娜", "李娜/王伟", "王伟教授", "（", "WANG Wei"]
    written = [KEY.of_people(text) for text in texts]
    assert len(set(written)) == len(texts)
    for one, as_written in zip(texts, written, strict=True):
        for other, also in zip(texts, written, strict=True):
            assert (people(as_written) == people(also)) == (people(one) == people(other))
            assert (people(as_written) <= people(also)) == (people(one) <= people(other))
    assert {place_of(word): word for word in PLACES.values()} == PLACES


def test_rows_about_students_are_in_no_order() -> None:
    """Neither the place nor the number of a row tells which student of a sheet it was."""
    ids = [f"{number:03}" for number in range(40)]
    roster = Submission(1, "roster", UNITS[0], at(22), [{"class_id": "001", "student_id": id} for id in ids])
    facts = frames_of([roster])
    rows = handed_on(facts, KEY)["roster"]
    theirs = {KEY.of("student_id", id): place for place, id in enumerate(ids)}
    assert sorted(theirs) == rows["student_id"].tolist()
    assert [theirs[name] for name in rows["student_id"]] != list(range(40))
    assert rows["source_row"].tolist() == list(range(1, 41))


@pytest.mark.parametrize("term", [TERM, load_term()], ids=["small", "configured"])
def test_a_term_is_read_back_as_it_was(term: object) -> None:
    """All that a term says is in the manifest, but the path of its letterhead."""
    assert term_of(json.loads(json.dumps(data_of(replace(term, letterhead=feb))))) == replace(
        term, letterhead=None
    )
