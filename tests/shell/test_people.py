"""The shell's ``people``: the first administrator, and everybody after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.shell.test_check import run, workbook


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ruqi.db'}"


def people(database: str) -> list[list[object]]:
    done = run("people", "list", "--json", database=database)
    return [[row["login"], row["name"], row["role"], row["units"]] for row in json.loads(done.stdout)]


def test_a_new_installation_gets_its_first_administrator(database: str) -> None:
    """One command gives the role that all others are given by."""
    done = run("people", "grant", "Zhou@Sample.edu", "--role", "admin", "--name", "周若兰", database=database)
    assert done.exit_code == 0, done.stderr
    assert "教务管理" in done.stdout
    assert people(database) == [["zhou@sample.edu", "周若兰", "admin", []]]


def test_a_reporter_has_units_and_keeps_the_name(database: str) -> None:
    """Units are known by any of their names, and a change of role needs no name again."""
    run(
        "people",
        "grant",
        "1002",
        "--role",
        "reporter",
        "--name",
        "李思齐",
        "--unit",
        "理学院",
        database=database,
    )
    run(
        "people",
        "grant",
        "1002",
        "--role",
        "reporter",
        "--unit",
        "体育部",
        "--unit",
        "理学院",
        database=database,
    )
    assert people(database) == [["1002", "李思齐", "reporter", ["体育教学部", "理学院"]]]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("a b", "--role", "leader"), "不能作登录名"),
        (("1002", "--role", "reporter"), "学院(系、部)"),
        (("1002", "--role", "boss"), "boss"),
        (("1002", "--role", "reporter", "--unit", "没有的学院"), "没有的学院"),
        (("1002",), "--role"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(database: str, arguments: tuple[str, ...], word: str) -> None:
    """Nothing is stored, and the message says what was wrong."""
    done = run("people", "grant", *arguments, database=database)
    assert done.exit_code != 0
    assert word in done.stderr
    assert people(database) == []


def test_the_last_administrator_cannot_be_revoked(database: str) -> None:
    """Another one first; then the old one may go."""
    run("people", "grant", "1001", "--role", "admin", database=database)
    refused = run("people", "revoke", "1001", database=database)
    assert refused.exit_code == 1
    assert "最后一位教务管理" in refused.stderr
    run("people", "grant", "1002", "--role", "admin", database=database)
    assert run("people", "revoke", "1001", database=database).exit_code == 0
    assert run("people", "revoke", "1001", database=database).exit_code == 1
    assert people(database) == [["1002", "1002", "admin", []]]


def test_a_sheet_is_tried_before_it_is_loaded(database: str, tmp_path: Path) -> None:
    """A dry run changes nothing; loading takes the good rows and says where the others stand."""
    file = workbook(
        tmp_path / "人员.xlsx", ["登录名", "姓名", "角色", "学院"],
        ["1001", "周若兰", "教务管理", ""], ["1002", "李思齐", "学院填报", "理学院"], ["1003", "某人", "老板", ""],
    )  # fmt: skip
    tried = run("people", "load", file, "--dry-run", database=database)
    assert [line.split("\t")[:2] for line in tried.stdout.splitlines()[:2]] == [
        ["new", "1001"],
        ["new", "1002"],
    ]
    assert people(database) == []
    done = run("people", "load", file, database=database)
    assert done.exit_code == 1
    assert "[4 角色]" in done.stdout
    assert [row[0] for row in people(database)] == ["1001", "1002"]


def test_whoever_is_no_administrator_gives_no_roles(database: str) -> None:
    """Acting as somebody, the shell may do what that person may."""
    run("people", "grant", "1001", "--role", "leader", database=database)
    done = run("people", "grant", "1001", "--role", "admin", "--as", "1001", database=database)
    assert done.exit_code == 1
    assert "没有权限" in done.stderr
    assert people(database) == [["1001", "1001", "leader", []]]
