"""The documents say what the code does: generated pages are current, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.examples import refreshed
from scripts.generate_docs import documents

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("name", documents())
def test_a_generated_document_follows_the_declarations(name: str) -> None:
    """What is committed in docs equals what `make docs` would write now."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == documents()[name], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_to_a_file(page: Path) -> None:
    """A relative link in a document names a file that is here."""
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_of_the_program_that_a_document_names_is_there(page: Path) -> None:
    """A path in a document leads to where the thing is now."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)+\w+\.(?:py|toml|conf))`", text) if page.name != "CHANGELOG.md" else []
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_page_that_shows_what_the_notice_asks_for_is_there() -> None:
    """The sixteen tasks, the eight matters and the six checkpoints each name a page that exists."""
    text = (ROOT / "docs" / "notice.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`/([a-z_]+)", text))
    assert named > {"tasks", "contingency", "preparation", "first_day", "first_week", "first_month"}
    assert [page for page in named if not list((ROOT / "pages").glob(f"*/{page}.py"))] == []
    assert len(re.findall(r"^\| \d+ \|", text, re.MULTILINE)) == 16 + 8


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_an_example_prints_what_the_document_shows(name: str) -> None:
    """The shell sessions of a document, run anew, print just what is written under them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert refreshed(text) == text, "run `make docs`"


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_every_target_that_a_readme_names_is_in_the_makefile(name: str) -> None:
    """`make something` in a document is a target that exists."""
    named = set(re.findall(r"\bmake ([a-z]+)\b(?= *[#`\n])", (ROOT / name).read_text(encoding="utf-8")))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= targets
