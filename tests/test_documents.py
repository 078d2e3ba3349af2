"""The documents say what the code does: generated pages are current, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.generate_docs import documents

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
COMMAND = re.compile(r"^(?:python )?cli\.py (\w+)(.*)$", re.MULTILINE)


@pytest.mark.parametrize("name", documents())
def test_a_generated_document_follows_the_declarations(name: str) -> None:
    """What is committed in docs equals what `make docs` would write now."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == documents()[name], "run `make docs`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_to_a_file(page: Path) -> None:
    """A relative link in a document names a file that is here."""
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
