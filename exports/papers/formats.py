"""The formats of a document, by their ids; each imports what it needs when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from exports.papers.paper import Paper
from schema.language import gettext, lazy

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its ``title``, its media type, and where what makes it is: a module and a function."""

    title: str
    mime: str
    module: str
    function: str


FORMATS = {
    "docx": Format("Word", f"{_OFFICE}.wordprocessingml.document", "exports.papers.word", "word"),
    "pptx": Format(
        lazy("幻灯片"), f"{_OFFICE}.presentationml.presentation", "exports.papers.slides", "slides"
    ),
    "pdf": Format("PDF", "application/pdf", "exports.papers.printed", "printed"),
    "html": Format(lazy("网页"), "text/html", "exports.papers.page", "page"),
}


class TemplateUnusable(ValueError):
    """The template cannot be used: it is no document of Word, or has no place for the text."""

    def message(self, language: str = "zh") -> str:
        """The sentence for the user."""
        words = gettext("Word 模板不能使用，请管理员检查：{cause}", language)
        return words.format(cause=self.args[0])


def made(paper: Paper, format: str, letterhead: Path | None = None) -> bytes:
    """The document in ``format``; Word in the template ``letterhead``, by default in ours.

    Raises ``KeyError`` for another format, :class:`exports.ImageUnavailable` where a PDF needs a browser
    and there is none, :class:`TemplateUnusable` for a template that cannot be used.
    """
    chosen = FORMATS[format]
    make = getattr(import_module(chosen.module), chosen.function)
    content: bytes = make(paper, letterhead) if format == "docx" else make(paper)
    return content
