"""Bring the catalogues in ``locales/`` up to the texts in the code: new ones added, others dropped.

Texts are Chinese in the code. After a change run ``python scripts/update_catalogue.py`` and
translate what it lists as missing. Read from the syntax tree, so texts inside f-strings are found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
# Where texts for readers stand in Chinese only; what is declared in both languages needs no catalogue.
SOURCES = ("dashboard.py", "cli.py", *(f"{room}/**/*.py" for room in ("charts", "exports", "services")))
SOURCES += tuple(f"{room}/**/*.py" for room in ("shell", "ui", "server", "pages"))
# The functions that take a text of the catalogue, and whether it has a plural in other languages.
TAKES_TEXT = {"_": False, "gettext": False, "lazy": False, "ngettext": True}
TAKES_TEXTS = "Texts"  # takes many, each by its id, which is its context


@dataclass(frozen=True, order=True)
class Text:
    """A text of the code: the line it stands on, whether it has a plural, and its context if any."""

    line: int
    text: str
    plural: bool = False
    context: str | None = None


def source_files() -> list[Path]:
    """The files in which texts for readers may stand."""
    return sorted(file for pattern in SOURCES for file in ROOT.glob(pattern))


def texts_of(file: Path) -> Iterator[Text]:
    """Every text that ``file`` takes from the catalogue."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == TAKES_TEXTS:
            named = ((keyword.arg, keyword.value) for keyword in node.keywords)
            yield from (
                Text(text.lineno, str(text.value), context=id) for id, text in named if _is_text(text)
            )
        elif name in TAKES_TEXT and node.args and _is_text(text := node.args[0]):
            yield Text(node.lineno, str(text.value), TAKES_TEXT[name])


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def extracted() -> Catalog:
    """The catalogue of all texts in the code, without translations."""
    template = Catalog(project="Ruqi")
    for file in source_files():
        for one in sorted(texts_of(file), key=lambda one: (one.line, one.text)):
            template.add((one.text, one.text) if one.plural else one.text, context=one.context)
    return template


def missing(catalogue: Catalog) -> list[str]:
    """The texts that have no translation, or not all of its forms."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def main() -> None:
    """Update every catalogue and say what is still to translate."""
    template = extracted()
    for file in sorted(LOCALES.glob("*/LC_MESSAGES/ruqi.po")):
        with file.open("rb") as source:
            catalogue = read_po(source, locale=file.parent.parent.name)
        created = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.creation_date = created
        with file.open("wb") as target:
            write_po(target, catalogue, width=100, sort_output=True, no_location=True)
        for text in missing(catalogue):
            print(f"{file.relative_to(ROOT)}: {text}")


if __name__ == "__main__":
    main()
