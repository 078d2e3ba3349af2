"""The interface for other programs: what each is answered, by which token, in which form."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import pytest
from openapi_spec_validator import validate

from access import Denied
from metrics.lists.gaps import LISTS
from schema.feed import FORMATS, TABLES
from server.feed_description import described
from server.pace import Paces
from services import figures, tokens
from services.checkpoints import freeze_passed
from services.decisions import Return, send_back
from services.desk import Desk
from store import Store, StoreError
from store.acts import read_acts
from store.people import Granted, add_grant
from store.signature import Signature
from tests.server.programs import ask, ask_odata, at, token
from tests.server.visiting import NOW
from tests.services.rights.people import DAY, EVERY_ROLE, GROUPS, OF_UNIT, OWN, PEOPLE, READERS, TERM

pytestmark = pytest.mark.usefixtures("asked_here")
ASKED = {
    "figures": f"on={DAY}",
    "trace": f"on={DAY}&unit={OWN}&indicator=reporting",
    "lists": f"on={DAY}&unit={OWN}",
}


def test_the_description_is_openapi_and_names_every_table() -> None:
    """Programs that read descriptions can read this one, without a token."""
    document = ask("openapi.json").json()
    validate(document)
    assert document == described()
    assert set(document["paths"]) == {f"/{name}" for name in TABLES}


def test_each_role_is_answered_what_its_pages_show(campus: Store) -> None:
    """Roles × tables: what is asked of one unit is for those who see its details, and no way around it."""
    opened = {"submissions": {*READERS, "network"}, "lists": OF_UNIT, "trace": OF_UNIT}
    for login in sorted(EVERY_ROLE):
        secret = token(campus, login)
        for name in TABLES:
            wanted = 200 if login in opened.get(name, EVERY_ROLE) else 403
            ways = [name] if wanted == 200 else [name, f"odata/{name}", f"odata/{name}/$count"]
            for path in ways:
                answer = ask(f"{path}?{ASKED.get(name, '')}", secret)
                assert answer.status_code == wanted, (login, path, answer.text)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_answers_as_it_is_described(campus: Store, name: str) -> None:
    """Each row of JSON fits the schema; CSV and Parquet have the same columns and as many rows."""
    freeze_passed(campus, TERM, at(campus, "admin").facts, TERM.end_of(TERM.last_day))
    secret, path = token(campus, "admin"), f"{name}?{ASKED.get(name, '')}"
    rows = ask(path, secret).json()["rows"]
    schemas: dict[str, Any] = described()["components"]["schemas"]
    for row in rows:
        jsonschema.validate(row, schemas[name], format_checker=jsonschema.FormatChecker())
    csv = pd.read_csv(io.BytesIO(ask(path, secret, accept="text/csv").content), dtype=str)
    parquet = pd.read_parquet(io.BytesIO(ask(f"{path}&format=parquet", secret).content))
    assert list(csv) == list(parquet) == list(TABLES[name].columns)
    assert len(csv) == len(parquet) == len(rows)
    assert bool(rows) == (name != "checkpoints" or bool(TERM.checkpoints))


@pytest.mark.parametrize(
    "asked",
    [*(f"lists?on={DAY}&list={name}" for name in LISTS), "lists?known_at=2020-02-01T00:00:00%2B08:00"],
)
def test_a_column_has_its_type_also_where_it_holds_nothing(campus: Store, asked: str) -> None:
    """One list lacks what others have, and may be empty: numbers stay whole, days days, and none fails."""
    secret, (name, question) = token(campus, "admin"), asked.split("?")
    answers = {form: ask(f"{asked}&format={form}", secret).content for form in FORMATS}
    types = dict(pd.read_parquet(io.BytesIO(answers["parquet"]), dtype_backend="pyarrow").dtypes.astype(str))
    assert (types["on"], types["planned_on"]) == ("date32[day][pyarrow]",) * 2
    assert {types[column] for column in ("enrolled", "joined", "missing")} == {"int64[pyarrow]"}
    csv = pd.read_csv(io.BytesIO(answers["csv"]), dtype=str)
    assert list(csv) == list(TABLES[name].columns)
    assert not csv["enrolled"].str.contains(".", regex=False).any()
    whole = ask_odata(f"{name}?{question}&$filter=missing ge 0 or contains(kind, 'x') or on ge {DAY}", secret)
    assert len(whole.json()["value"]) == len(csv)
    assert b'.0,"' not in answers["json"]


def test_figures_are_those_of_the_pages(campus: Store) -> None:
    """The counts and states of a day, in whatever form, are those that the pages show."""
    shown = figures.all_series(at(campus, "leader"))
    shown = shown[shown["on"] == pd.Timestamp(DAY)]
    rows = pd.DataFrame(ask(f"figures?on={DAY}", token(campus, "leader")).json()["rows"])
    for column in ("indicator", "unit", "n", "d", "state"):
        assert list(rows[column]) == list(shown[column])
    one = ask(f"figures?on={DAY}&unit={OWN}&indicator=enrollment", token(campus, "other")).json()["rows"]
    assert [(row["indicator"], row["unit"], row["on"]) for row in one] == [("enrollment", OWN, str(DAY))]


def test_what_was_known_then_is_what_is_given(campus: Store) -> None:
    """Before anything had come, nothing was known."""
    rows = ask(f"figures?on={DAY}&known_at=2020-02-01T00:00:00%2B08:00", token(campus, "admin")).json()[
        "rows"
    ]
    assert {row["n"] for row in rows} == {0}
    assert {row["d"] for row in rows if row["indicator"] == "enrollment"} == {0}


def test_names_of_students_are_for_those_who_see_them_and_it_is_logged(campus: Store) -> None:
    """A leader gets the sums of a trace, the unit's reporter the names, and the log says so."""
    path = f"trace?on={DAY}&unit={OWN}&indicator=enrollment"
    seen = ask(path, token(campus, "own")).json()["rows"]
    masked = ask(path, token(campus, "leader")).json()["rows"]
    assert {row["student_name"] for row in masked} == {None}
    assert "学生" in {row["student_name"] for row in seen}
    total = [sum(row["change"] for row in rows if row["part"] == "n") for rows in (seen, masked)]
    assert total[0] == total[1]
    acts = read_acts(campus)
    own = acts[(acts["who"] == "own") & acts["act"].isin(["downloaded", "fetched"])]
    assert {"downloaded", "fetched"} <= set(own["act"])


def test_a_token_opens_no_more_than_it_says(campus: Store) -> None:
    """One that is for figures opens nothing else; it shows nothing of other tokens."""
    secret = token(campus, "admin", "figures")
    assert ask(f"figures?on={DAY}", secret).status_code == 200
    assert ask("submissions", secret).status_code == 403
    assert set(tokens.listed(at(campus, "leader"))["login"]) <= {"leader"}


def test_an_answer_that_is_still_true_costs_nothing(campus: Store) -> None:
    """Asked with its tag it is 304, until something comes, or the role changes; other forms have other tags."""
    secret, path = token(campus, "other"), f"figures?on={DAY}"
    tag = ask(path, secret).headers["etag"]
    for known in (f'"x", {tag}', f"W/{tag}"):
        again = ask(path, secret, **{"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
    assert ask(f"{path}&format=csv", secret).headers["etag"] != tag
    add_grant(campus, Granted("other", "外院秘书", "reporter", (OWN,)), Signature(NOW, "test"))
    assert ask(path, secret, **{"if-none-match": tag}).status_code == 200


def test_an_answer_is_another_once_something_was_decided_or_frozen(
    campus: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came is the same, and yet its state, or what a checkpoint kept, is not: no tag holds on to that."""
    secret, paths = token(campus, "admin"), ("submissions", "checkpoints", "odata/submissions")
    for act in (
        lambda: send_back(at(campus, "admin"), GROUPS, Return("再看一遍")),
        lambda: monkeypatch.setattr("services.checkpoints._count_frozen", lambda *_of: {"x": 4711}),
    ):
        tags = {path: ask(path, secret).headers["etag"] for path in paths}
        act()
        for path, tag in tags.items():
            assert ask(path, secret, **{"if-none-match": tag}).status_code == 200


_VERSION = """
import datetime as dt, sys
from access import Person, Role
from schema.term import load_term
from services import feed
from services.desk import Desk
from store import open_store
person, now = Person("leader", "leader", Role.LEADER), dt.datetime(2020, 3, 1, tzinfo=dt.UTC)
print(feed.version(Desk(open_store(sys.argv[1]), load_term(), person, lambda: now)))
"""


def test_every_server_knows_an_answer_by_the_same_tag(tmp_path: Path) -> None:
    """Behind a proxy a program asks now one server, now another: what one has said, the other knows."""
    said = {
        subprocess.run(
            [sys.executable, "-c", _VERSION, f"sqlite:///{tmp_path / 'one.db'}"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert "leader" in said.pop()


def test_a_token_that_is_good_for_nothing_gets_nothing(
    campus: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None, a made up one, one that was ended, one that is over, one whose person lost the role."""
    ended, revoked = token(campus, "students"), token(campus, "network")
    number = int(tokens.listed(at(campus, "students"))["token"].max())
    with pytest.raises(Denied):
        tokens.end(at(campus, "own"), number)
    tokens.end(at(campus, "students"), number)
    add_grant(campus, Granted("network", "网络中心", None, ()), Signature(NOW, "test"))
    over = tokens.make(Desk(campus, TERM, PEOPLE["leader"], lambda: NOW - dt.timedelta(2)), "x", (), 1)
    for secret in ("", "ruqi_made-up", "x", ended, revoked, over):
        answer = ask("term", secret)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("nothing", 404),
        ("figures?on=yesterday", 400),
        ("figures?known_at=2020-02-23T00:00:00", 400),
        ("figures?known_at=0001-01-01T00:00:00%2B23:59", 400),
        ("submissions?known_at=9999-12-31T23:59:59-23:59", 400),
        ("figures?unit=nowhere", 400),
        ("figures?indicator=happiness", 400),
        ("figures?list=no_group", 400),
        ("trace?unit=" + OWN, 400),
        ("figures?format=xls", 400),
    ],
)
def test_a_question_that_says_nothing_is_refused(campus: Store, path: str, status: int) -> None:
    """What is asked wrongly is told, and never answered with something else."""
    assert ask(path, token(campus, "admin")).status_code == status
    assert ask("term", token(campus, "admin"), accept="image/png").status_code == 406


def test_where_the_database_lies_is_told_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks, with whatever they take for a token, hears that it is away and not what it is."""

    def away() -> Store:
        raise StoreError("database_unusable", url="postgresql://ruqi@db-3.campus", problem="no route")

    monkeypatch.setattr("ui.session.store", away)
    answer = ask("term", "ruqi_made-up")
    assert (answer.status_code, answer.json()["title"]) == (503, "the store cannot be reached")


def test_whoever_asks_too_often_is_told(campus: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program waits its turn, and beyond some seconds is refused."""
    monkeypatch.setattr("server.feed_asking._BURST", 1)
    monkeypatch.setattr("server.feed_asking._PER_SECOND", 0.01)
    monkeypatch.setattr("server.feed_asking._paces", Paces())
    secret = token(campus, "admin")
    kept = [ask("term", secret) for _ in range(2)]
    assert [answer.status_code for answer in kept] == [200, 429]
    assert int(kept[1].headers["retry-after"]) > 0


def test_nobody_has_tokens_without_end(campus: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many good ones a person, each with a purpose and an end."""
    desk = at(campus, "no unit")
    for wrong in (("", (), 1), ("x", ("grants",), 1), ("x", (), 0), ("x", (), 9999)):
        with pytest.raises(ValueError, match="purpose"):
            tokens.make(desk, *wrong)
    monkeypatch.setattr("schema.limits.MOST_TOKENS", 1 + len(tokens.listed(desk)))
    tokens.make(desk, "x", (), 1)
    with pytest.raises(StoreError) as refused:
        tokens.make(desk, "y", (), 1)
    assert refused.value.code == "too_many_tokens"
