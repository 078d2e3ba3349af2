"""What the shell prints wherever it is read, and what it says of a database that is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell.test_check import run

ROOT = Path(__file__).resolve().parents[2]
SHEET = "教学班号,平台,群号,建群日期\nCS101-01,QQ群,群🎉é,2020-02-21\n"
RECEIVED = ("--received-at", "2020-02-23T22:00:00+08:00")


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["for people", "as JSON"])
def test_output_survives_a_gbk_terminal_and_a_redirect(tmp_path: Path, options: tuple[str, ...]) -> None:
    """Characters that GBK lacks are escaped, so that JSON stays JSON, and nothing breaks off."""
    sheet = tmp_path / "建群.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "cli.py", "check", str(sheet), *options, *RECEIVED],
        cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "gbk"},
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    text = done.stdout.decode("gbk")
    assert "建群.csv" in text
    if options:
        assert "群🎉é" in json.dumps(json.loads(text), ensure_ascii=False)


@pytest.mark.parametrize("command", ["check", "figures", "federate", "publish"])
def test_a_command_ends_without_a_word_of_what_it_is_made_of(command: str) -> None:
    """Libraries that count what they have not got back at the end say nothing to whoever types a command."""
    told = [sys.executable, "cli.py", command, "--help"]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, check=True)
    assert (b"--" in done.stdout, done.stderr) == (True, b"")


@pytest.mark.parametrize("content", [b"SQLite format 3\0garbage", b"not a database at all" * 99])
def test_a_damaged_database_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    """`load` into a file that is no database ends in one sentence and exit 1."""
    (tmp_path / "ruqi.db").write_bytes(content)
    sheet = tmp_path / "建群.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    done = run("load", sheet, *RECEIVED, database=f"sqlite:///{tmp_path / 'ruqi.db'}")
    assert (done.exit_code, isinstance(done.exception, SystemExit)) == (1, True)
    assert done.stderr


def test_a_day_of_receipt_before_the_term_asks_first(tmp_path: Path) -> None:
    """Where nobody can be asked, loading for a day before the term wants --yes."""
    sheet = tmp_path / "建群.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    database = f"sqlite:///{tmp_path / 'ruqi.db'}"
    early = ("--received-at", "2019-02-23T22:00:00+08:00", "--unit", "理学院")
    asked = run("load", sheet, *early, database=database)
    assert (asked.exit_code, "--yes" in asked.stderr) == (2, True)
    assert (
        run("load", sheet, *early, "--yes", database=database).exit_code == 1
    )  # every row is of a later day


def test_each_file_is_told_of_as_it_is_kept(tmp_path: Path) -> None:
    """One line a sheet, file by file."""
    sheets = [tmp_path / f"{n}.csv" for n in range(2)]
    for n, sheet in enumerate(sheets):
        sheet.write_text(SHEET.replace("CS101-01", f"CS101-0{n}").replace("群🎉é", "1001"), encoding="utf-8")
    done = run("load", *sheets, *RECEIVED, "--unit", "理学院", database=f"sqlite:///{tmp_path / 'ruqi.db'}")
    assert [line.split(" · ")[0] for line in done.stdout.splitlines()] == ["✓ 0.csv", "✓ 1.csv"]
