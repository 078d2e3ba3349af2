from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, insert, inspect, text
from sqlalchemy.exc import DBAPIError

from schema.corrections import CellPlace, Correction
from schema.deadlines import Deadline
from schema.events import Event
from schema.mappings import Heading, MappingEntry
from schema.platforms import ClassTitles
from schema.reminders import Reminding, Rule, Subscription
from store import Store, StoreError, open_store
from store.acts import read_acts
from store.addresses import add_mail_stop
from store.checkpoints import Freezing, add_frozen
from store.class_answers import add_class_answer
from store.comments import Comment, Subject, add_comment
from store.database import connect, database_url
from store.deadlines import add_deadline
from store.decisions import Decision, add_decision
from store.events import add_event, withdraw_event
from store.exceptions import Exemption, add_exception, add_exception_end
from store.intake import Envelope, add_submission
from store.mappings import add_mapping
from store.messages import Message, Outcome, add_messages, add_outcome
from store.metadata import METADATA
from store.migrate import migration_config
from store.people import Granted, add_grant
from store.reminders import add_reminding, add_subscription
from store.revision import head
from store.sign_outs import add_sign_out
from store.signature import Signature
from store.submissions import read_submissions
from store.tokens import Token, add_token, end_token
from store.versions import read_version
from store.withdrawals import add_withdrawal

# Drafts are no facts: they go when they are confirmed or dropped, and their corrections with them.
# What is written over or goes away: files that wait, when somebody last did something, and addresses of mail.
UNGUARDED = {"drafts", "draft_corrections", "last_acts", "addresses"}
GUARDED = sorted(set(METADATA.tables) - UNGUARDED)


@pytest.fixture(autouse=True)
def tables_made_once() -> None:
    """Here the migrations themselves are run, for every database."""


def test_the_migrated_tables_are_the_declared_ones(store):
    """Migrations and declarations give the same tables, columns, types and constraints."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_keys_and_order_of_columns_are_the_declared_ones(store):
    """Order of columns, blank or not, and primary and foreign keys agree as well."""
    migrated = MetaData()
    migrated.reflect(store.engine)
    for name, table in METADATA.tables.items():
        assert shape(migrated.tables[name]) == shape(table)


def shape(table: Table) -> list[tuple[object, ...]]:
    """What is to agree, column by column."""
    return [
        (
            column.name,
            column.nullable,
            column.primary_key,
            [key.target_fullname for key in column.foreign_keys],
        )
        for column in table.columns
    ]


def test_the_database_itself_refuses_to_change_or_delete_anything(store, of_each_form, sent):
    """UPDATE and DELETE are refused in every table, whoever asks."""
    correction = Correction(CellPlace("Sheet1", 3, 0), "123", "00123")
    for reading in of_each_form:
        receipt = add_submission(store, replace(reading, corrections=(correction,)), b"x", Envelope(**sent))
    act_on_everything(store, receipt.submission, sent["received_at"])
    quote = store.engine.dialect.identifier_preparer.quote
    for name in GUARDED:
        table = METADATA.tables[name]
        column = quote(table.columns[0].name)
        for statement in (f"UPDATE {quote(name)} SET {column} = {column}", f"DELETE FROM {quote(name)}"):
            with (
                pytest.raises(DBAPIError, match=f"table {name} is append-only"),
                store.engine.begin() as connection,
            ):
                connection.execute(text(statement))


def act_on_everything(store: Store, submission: int, at: dt.datetime) -> None:
    """Put at least one row into every table."""
    later, kind = at + dt.timedelta(hours=1), "groups"
    add_decision(store, submission, Decision("approved", locked_through=at.date()), Signature(at, "教务处"))
    exception = add_exception(
        store,
        "2020春",
        Exemption(unit="理学院", kind=kind, reason="补报", ends_at=later),
        Signature(at, "教务处"),
    )
    add_exception_end(store, exception, Signature(at, "教务处"))
    add_sign_out(store, Signature(at, "教务处"))
    withdraw_event(store, add_event(store, "2020春", Event(at.date(), "停电"), Signature(at)), Signature(at))
    add_comment(store, "2020春", Comment(Subject("理学院", submission), "请看"), Signature(at, "教务处"))
    with store.engine.begin() as connection:
        erased = {"term": "2020春", "scope": "term", "rows": 0, "files": 0, "erased_at": at}
        connection.execute(insert(METADATA.tables["erasures"]).values(erased))
    deadline = Deadline(kind, "once", at.date(), at.date(), dt.timedelta())
    add_deadline(store, "2020春", deadline, Signature(at, "教务处"))
    add_mapping(
        store, "2020春", MappingEntry(None, Heading("groups", "课堂代号"), "class_id"), Signature(at, "li")
    )
    add_class_answer(store, "2020春", ClassTitles("雨课堂", "数据结构"), "CS101-01", Signature(at, "li"))
    add_grant(store, Granted("li", "李", "admin"), Signature(at, None))
    frozen = pd.DataFrame(
        {"indicator": ["enrollment"], "unit": ["理学院"], "on": [pd.Timestamp(at.date())], "n": [3], "d": [4]}
    )
    add_frozen(store, Freezing("2020春", "eve", known_at=at, at=later), frozen)
    number = add_token(store, Token("li", "看板", (), at), "0" * 64, Signature(at, "li"))
    end_token(store, number, Signature(at, "li"))
    add_withdrawal(store, submission, Signature(at))
    add_reminding(store, "2020春", Reminding((Rule("at", 0, ("mail",)),)), Signature(at, "教务处"))
    wanted = Subscription("first_week", "docx", 450, "zh")
    add_subscription(store, "2020春", "li", wanted, Signature(at, "li"))
    add_mail_stop(store, "li", "reminders", Signature(at, "li"))
    add_messages(store, "2020春", [Message("k", "at", "mail", "li", {}, at, later)], at)
    add_outcome(store, 1, Outcome("sent"), at)


def test_each_table_has_its_guards(store):
    """No table was forgotten when the guards were put up."""
    catalogue = (
        "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if store.engine.dialect.name == "sqlite"
        else "SELECT DISTINCT event_object_table FROM information_schema.triggers"
    )
    with store.engine.connect() as connection:
        assert sorted(connection.execute(text(catalogue)).scalars()) == GUARDED


def test_opening_again_changes_nothing(store, url, sent, a_group):
    """A store that is opened again has what it had."""
    add_submission(store, a_group, b"x", Envelope(**sent))
    with open_store(url) as again:
        assert read_version(again) == read_version(store)
        assert len(read_submissions(again, sent["term"])) == 1


def test_a_database_of_a_newer_program_is_left_alone(store, url):
    """An unknown revision is refused by name and nothing is migrated."""
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'zz999'"))
    with pytest.raises(StoreError, match="at revision zz999, which this program does not know"):
        open_store(url)


def test_a_migration_that_fails_leaves_no_tables(url, monkeypatch):
    """Tables appear all together or not at all."""

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("no room")

    with monkeypatch.context() as patch:
        patch.setattr("store.migrations.append_only._guard_sqlite", fail)
        patch.setattr("store.migrations.append_only._guard_postgresql", fail)
        with pytest.raises(RuntimeError, match="no room"):
            open_store(url)
    with open_store(url) as store:
        assert (
            sorted(set(inspect(store.engine).get_table_names()) - {"alembic_version", *UNGUARDED}) == GUARDED
        )


def test_a_database_of_the_first_program_gets_its_log(url, sent):
    """What was submitted and withdrawn before there was a log is told in it."""
    engine = connect(database_url(url))
    with engine.begin() as connection:
        config = migration_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "a0001")
        for table, row in older_rows(sent["received_at"]):
            connection.execute(METADATA.tables[table].insert().values(row))
    engine.dispose()
    with open_store(url) as store:
        acts = read_acts(store)
        assert acts[["act", "who", "unit", "submission"]].values.tolist() == [
            ["submitted", "zhang", "理学院", 1],
            ["withdrawn", "li", "理学院", 1],
        ]
        assert acts["at"].iloc[0] == read_submissions(store, "2020春")["received_at"].iloc[0]


def older_rows(at: dt.datetime) -> list[tuple[str, dict[str, object]]]:
    """A submission and its withdrawal as the first program wrote them."""
    purpose = {"term": "2020春", "unit": "理学院", "kind": "groups", "file": "a.xlsx", "digest": "d" * 64}
    counts = {"taken": 0, "errors": 0, "warnings": 0, "findings": "[]", "fingerprint": "f", "occurrence": 1}
    return [
        ("contents", {"digest": "d" * 64, "size": 1, "content": b"x"}),
        ("submissions", {"id": 1, **purpose, **counts, "received_at": at, "submitter": "zhang"}),
        ("withdrawals", {"submission": 1, "withdrawn_at": at + dt.timedelta(hours=1), "withdrawn_by": "li"}),
    ]


def test_the_latest_migration_is_the_one_that_the_files_are_numbered_by() -> None:
    """Opening a database looks at the names of the files, and alembic at what they say."""
    assert head() == ScriptDirectory.from_config(migration_config()).get_current_head()
