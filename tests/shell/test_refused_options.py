from __future__ import annotations

import pytest
from typer.testing import CliRunner

from cli import app


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--received-at", "2999-01-01T00:00:00+08:00"], "future"),
        (["--received-at", "0001-01-01T00:00:00+23:59"], "calendar"),
        (["--language", "fr"], "fr"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(tmp_path, options, said):
    """A moment to come, one before all calendars and an unknown language end in exit 2, never in a traceback."""
    sheet = tmp_path / "a.csv"
    sheet.write_text("教学班号,建群日期\n001,2020-02-22\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(sheet), *options])
    assert result.exit_code == 2
    assert said in result.output
