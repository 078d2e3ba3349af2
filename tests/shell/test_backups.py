"""A backup and its restoring in a shell: words for people, JSON for programs, a sentence for what fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app


def run(*arguments: str | Path):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_backup_comes_back_and_tells_what_it_holds(
    tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sample term in an empty database gives the figures that it gave; a second time is refused."""
    file = tmp_path / "备份.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{sample_file}")
    before = run("figures", "--on", "2020-03-22").stdout
    written = run("backup", file, "--json")
    assert json.loads(written.stdout)["rows"]["submissions"] > 700
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / '新.db'}")
    restored = run("restore", file)
    assert "已从" in restored.stdout
    assert "逐个核对无误" in restored.stdout
    assert run("figures", "--on", "2020-03-22").stdout == before
    again = run("restore", file, "--language", "en")
    assert again.exit_code == 1
    assert "已有数据" in again.stderr
