from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import func, select

from schema.findings import Finding, Refusal
from store import FACTS_TABLES, Store, StoreError
from store.facts import read_all_facts, read_facts
from store.intake import Envelope, add_submission
from store.signature import Signature
from store.submissions import read_findings, read_original, read_submissions
from store.tables import CONTENTS, SUBMISSIONS
from store.versions import read_version
from store.withdrawals import add_withdrawal

TZ = ZoneInfo("Asia/Shanghai")


def count(store: Store, table: Any) -> int:
    """How many rows the table has."""
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_rows_come_back_as_they_were_handed_over(store, of_each_form, sent):
    """Each form's rows, filled or blank, come back with the same values and dtypes."""
    for reading in of_each_form:
        add_submission(store, reading, b"x", Envelope(**sent | {"unit": None}))
        facts = read_facts(store, reading.declaration.table, sent["term"], TZ)
        assert_frame_equal(facts[list(reading.rows.columns)], reading.rows)


def test_each_row_says_where_it_comes_from(store, make, sent, a_group):
    """Facts carry the submission, its unit, and the moment and local day of receipt."""
    add_submission(
        store, make("groups", [{"class_id": "9"}]), b"other term", Envelope(**sent | {"term": "2019秋"})
    )
    received = dt.datetime(2020, 2, 22, 17, 5, 6, 789, tzinfo=dt.UTC)
    receipt = add_submission(store, a_group, b"x", Envelope(**sent | {"received_at": received}))
    row = read_facts(store, "groups", sent["term"], TZ).iloc[0]
    assert row["submission"] == receipt.submission
    assert row["submitted_unit"] == "理学院"
    assert row["received_at"] == pd.Timestamp("2020-02-22T17:05:06.000789")
    assert row["received_on"] == pd.Timestamp("2020-02-23")
    assert pd.isna(row["withdrawn_at"])


def test_facts_have_the_same_dtypes_with_rows_and_without(store, sent, a_group):
    """An empty table looks like a filled one."""
    before = read_facts(store, "groups", sent["term"], TZ)
    add_submission(store, a_group, b"x", Envelope(**sent))
    after = read_facts(store, "groups", sent["term"], TZ)
    assert (len(before), len(after)) == (0, 1)
    assert before.dtypes.to_dict() == after.dtypes.to_dict()
    assert {str(after[name].dtype) for name in ("received_at", "received_on", "withdrawn_at")} == {
        "datetime64[us]"
    }


def test_a_row_without_a_unit_takes_the_one_of_its_submission(store, make, sent):
    """A row's own unit stays, a blank one is the submission's."""
    rows = [{"class_id": "1", "unit": "土木工程系"}, {"class_id": "2"}]
    add_submission(store, make("groups", rows), b"x", Envelope(**sent))
    assert read_facts(store, "groups", sent["term"], TZ)["unit"].tolist() == ["土木工程系", "理学院"]


def test_all_tables_can_be_had_at_once(store, sent, a_group):
    """All facts of a term come table by table, as they do one by one."""
    add_submission(store, a_group, b"x", Envelope(**sent))
    facts = read_all_facts(store, sent["term"], TZ)
    assert set(facts) == set(FACTS_TABLES)
    assert_frame_equal(facts["groups"], read_facts(store, "groups", sent["term"], TZ))


def test_more_rows_than_one_chunk_come_back_in_order(store, make, sent):
    """A long sheet is read in parts and put together again."""
    reading = make("groups", [{"class_id": f"{number:06d}"} for number in range(20_001)])
    assert add_submission(store, reading, b"x", Envelope(**sent)).taken == 20_001
    assert (
        read_facts(store, "groups", sent["term"], TZ)["class_id"].tolist()
        == reading.rows["class_id"].tolist()
    )


def test_the_list_of_submissions_is_in_order_of_receipt(store, make, sent, a_group):
    """The list tells of each submission of the term, earliest received first."""
    late = add_submission(store, a_group, b"late", Envelope(**sent, submitter="王秘书"))
    early = make("materials", [], sheet=None, file="资料.csv", unit=None)
    at = dt.datetime(2020, 2, 20, 9, tzinfo=TZ)
    early_id = add_submission(
        store, early, b"early", Envelope(**sent | {"received_at": at, "unit": None})
    ).submission
    listed = read_submissions(store, sent["term"])
    assert listed["submission"].tolist() == [early_id, late.submission]
    told = ["unit", "kind", "form", "sheet", "file", "submitter", "taken", "errors", "warnings"]
    assert listed[told].astype(object).where(listed[told].notna(), None).to_numpy().tolist() == [
        [None, "materials", None, None, "资料.csv", None, 0, 0, 0],
        ["理学院", "groups", None, "Sheet1", "报送.xlsx", "王秘书", 1, 0, 0],
    ]
    assert listed["received_at"].tolist() == [
        pd.Timestamp("2020-02-20T01:00"),
        pd.Timestamp("2020-02-23T15:30"),
    ]
    assert read_submissions(store, "2019秋").dtypes.to_dict() == listed.dtypes.to_dict()


def test_findings_are_kept_in_the_words_in_which_they_were_said(store, make, sent):
    """Findings come back with place, value and both sentences, and are counted by severity."""
    findings = [
        Finding("missing_value", "Sheet1", 4, "教学班号"),
        Finding("bad_date", "Sheet1", 7, "建群日期", "二月\0"),
        Finding("bad_date", "Sheet1", 8, "建群日期", "\ud800"),
    ]
    receipt = add_submission(
        store, make("groups", [{"class_id": "1"}], findings=findings), b"x", Envelope(**sent)
    )
    kept = read_findings(store, receipt.submission)
    told = kept.astype(object).where(kept.notna(), None).to_dict("records")
    assert told[:2] == [finding.as_dict() for finding in findings[:2]]
    assert told[2]["value"] == "\ufffd"
    listed = read_submissions(store, sent["term"]).iloc[0]
    assert (listed["errors"], listed["warnings"]) == (1, 2)


def test_a_submission_without_findings_has_an_empty_list(store, sent, a_group):
    """No findings is a frame without rows."""
    assert read_findings(store, add_submission(store, a_group, b"x", Envelope(**sent)).submission).empty


def test_the_original_comes_back_unchanged(store, sent, a_group):
    """The bytes of the workbook are kept as they came."""
    content = bytes(range(256)) * 400
    receipt = add_submission(store, a_group, content, Envelope(**sent))
    assert read_original(store, receipt.submission) == ("报送.xlsx", content)


def test_a_workbook_of_two_units_is_kept_once(store, sent, a_group):
    """Content is addressed by what it is, whoever sends it."""
    for unit in ("理学院", "土木工程系"):
        add_submission(store, a_group, b"consolidated", Envelope(**sent | {"unit": unit}))
    assert (count(store, CONTENTS), count(store, SUBMISSIONS)) == (1, 2)


def test_the_same_bytes_again_are_recognised_and_not_counted(store, sent, a_group):
    """A repeat, even under another name and at another time, adds nothing and says what stands."""
    first = add_submission(store, a_group, b"x", Envelope(**sent))
    renamed = dataclasses.replace(a_group, file="副本.xlsx")
    later = sent["received_at"] + dt.timedelta(days=1)
    again = add_submission(store, renamed, b"x", Envelope(**sent | {"received_at": later}))
    assert (again.submission, again.taken, again.duplicate_of) == (None, 0, first.submission)
    assert count(store, SUBMISSIONS) == len(read_facts(store, "groups", sent["term"], TZ)) == 1


@pytest.mark.parametrize("differing", ["content", "unit", "term", "sheet", "kind", "form"])
def test_what_differs_in_anything_that_matters_counts(store, make, sent, differing):
    """Other bytes, or the same for another unit, term, sheet, kind or form, are no repeat."""
    reading = make("enrollment", [], form="aggregate")
    add_submission(store, reading, b"x", Envelope(**sent))
    others = {
        "sheet": {"sheet": "Sheet2"},
        "kind": {"kind": "groups", "form": None},
        "form": {"form": "roster"},
    }
    changed = others.get(differing, {})
    other = make(
        changed.get("kind", "enrollment"),
        [],
        form=changed.get("form", "aggregate"),
        sheet=changed.get("sheet", "Sheet1"),
    )
    arguments = sent | ({differing: "土木工程系"} if differing in sent else {})
    receipt = add_submission(store, other, b"y" if differing == "content" else b"x", Envelope(**arguments))
    assert receipt.duplicate_of is None
    assert count(store, SUBMISSIONS) == 2


def test_a_repeat_without_unit_is_recognised_too(store, sent, a_group):
    """An unknown unit equals an unknown unit."""
    first = add_submission(store, a_group, b"x", Envelope(**sent | {"unit": None}))
    assert (
        add_submission(store, a_group, b"x", Envelope(**sent | {"unit": None})).duplicate_of
        == first.submission
    )


@pytest.mark.parametrize("offset", [dt.UTC, TZ, dt.timezone(dt.timedelta(hours=-9, minutes=-30))])
def test_a_moment_is_the_same_whatever_its_offset(store, sent, a_group, offset):
    """Moments are kept as UTC to the microsecond."""
    moment = dt.datetime(2020, 2, 23, 15, 59, 59, 999_999, tzinfo=dt.UTC)
    receipt = add_submission(
        store, a_group, b"x", Envelope(**sent | {"received_at": moment.astimezone(offset)})
    )
    add_withdrawal(store, receipt.submission, Signature(moment.astimezone(offset)))
    with store.engine.connect() as connection:
        assert connection.execute(select(SUBMISSIONS.c.received_at)).scalar_one() == moment
    listed = read_submissions(store, sent["term"]).iloc[0]
    assert listed["received_at"] == listed["withdrawn_at"] == pd.Timestamp("2020-02-23T15:59:59.999999")


def test_a_time_without_offset_is_refused(store, sent, a_group):
    """A naive time of receipt says which argument and shows how to write it."""
    naive = dt.datetime(2020, 2, 23, 23, 30)  # noqa: DTZ001
    with pytest.raises(
        StoreError, match=r"received_at needs a time with its offset.*2020-02-23T23:30:00"
    ) as caught:
        add_submission(store, a_group, b"x", Envelope(**sent | {"received_at": naive}))
    assert caught.value.code == "naive_moment"
    assert "带时区" in caught.value.message("zh")
    assert count(store, SUBMISSIONS) == 0


def test_a_refused_file_is_not_stored(store, sent, a_group):
    """Of a refused file nothing is kept."""
    refused = dataclasses.replace(a_group, refused=Refusal("no_header"))
    with pytest.raises(StoreError, match="was refused"):
        add_submission(store, refused, b"x", Envelope(**sent))
    assert count(store, CONTENTS) == 0


def test_rows_without_a_declared_column_are_refused_by_name(store, sent, a_group):
    """A frame that lacks columns is refused with their names."""
    lacking = dataclasses.replace(a_group, rows=a_group.rows.drop(columns=["created_on", "source_row"]))
    with pytest.raises(StoreError, match="groups lack the columns source_row, created_on"):
        add_submission(store, lacking, b"x", Envelope(**sent))


def test_text_that_no_database_can_keep_is_made_storable(store, make, sent):
    """NUL and broken surrogates, in cells or names, become the replacement character."""
    reading = make("groups", [{"class_id": "1", "teacher": "张\0三"}], file="\ud800报送\0.xlsx")
    receipt = add_submission(store, reading, b"x", Envelope(**sent))
    assert read_facts(store, "groups", sent["term"], TZ)["teacher"].tolist() == ["张\ufffd三"]
    assert read_original(store, receipt.submission)[0] == "\ufffd报送\ufffd.xlsx"


def test_a_failure_on_the_way_leaves_nothing(store, sent, a_group, make):
    """Where a row cannot be kept, neither the submission nor its bytes are there."""
    unkeepable = make("groups", [{"class_id": "1"}, {"class_id": None}])
    version = read_version(store)
    with pytest.raises(Exception, match="class_id"):
        add_submission(store, unkeepable, b"x", Envelope(**sent))
    assert (count(store, CONTENTS), count(store, SUBMISSIONS), read_version(store)) == (0, 0, version)
    assert add_submission(store, a_group, b"x", Envelope(**sent)).taken == 1


def test_an_unknown_table_is_refused_with_the_known_ones(store, sent):
    """Asking for facts that are not declared names those that are."""
    with pytest.raises(StoreError, match=r"no facts called 'students'.*roster"):
        read_facts(store, "students", sent["term"], TZ)


@pytest.mark.parametrize("ask", [read_findings, read_original])
def test_an_unknown_submission_is_said_to_be_unknown(store, ask):
    """Asking about a submission that is not there says so."""
    with pytest.raises(StoreError, match="no submission 7"):
        ask(store, 7)
