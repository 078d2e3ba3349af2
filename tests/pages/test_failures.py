from __future__ import annotations

from pathlib import Path

import pytest

from store import Store
from tests.pages.opening import PAGES, opened

READING = [page for page in PAGES if page != "submit"]


@pytest.mark.parametrize("page", READING)
def test_a_database_that_cannot_be_reached_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """An unreachable database gives a sentence that does not say where it lies, not a traceback."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://ruqi:secret@127.0.0.1:1/ruqi")
    app = opened(page)
    assert not app.exception
    assert "数据库" in app.error[0].value
    assert not any(word in app.error[0].value for word in ("secret", "127.0.0.1", "ruqi"))


@pytest.mark.parametrize("page", PAGES)
def test_a_missing_term_file_is_said_in_a_sentence(
    empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, page: str
) -> None:
    """Without the term's file every page says which file to look at, in the reader's language."""
    monkeypatch.setenv("RUQI_TERM_FILE", str(tmp_path / "missing.toml"))
    app = opened(page, lang="en")
    assert not app.exception
    assert "term.toml" in app.error[0].value
    assert "missing.toml" in app.caption[0].value


def test_what_nobody_foresaw_is_a_sentence_too(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected failure shows no traceback and no words of the program."""
    opened()

    def fail(_store: Store) -> str:
        raise RuntimeError("inner words")

    monkeypatch.setattr("services.cache.read_version", fail)
    monkeypatch.setattr("services.desk.read_version", fail)
    app = opened()
    assert not app.exception
    assert len(app.error) == 1
    assert "inner words" not in app.error[0].value
    assert "服务器日志" in app.error[0].value
