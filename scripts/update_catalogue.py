"""Bring the catalogues in ``locales/`` up to the texts in the code: new ones added, others dropped.

Texts are Chinese in the code. After a change run ``python scripts/update_catalogue.py`` and
translate what it lists as missing. Read from the syntax tree, so texts inside f-strings are found.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
SOURCES = ("dashboard.py", "pages/*/*.py", "ui/*.py")
# The functions that take a text of the catalogue, and whether it has a plural in other languages.
TAKES_TEXT = {"_": False, "gettext": False, "lazy": False, "ngettext": True}


def source_files() -> list[Path]:
    """The files in which texts for readers may stand."""
    return sorted(file for pattern in SOURCES for file in ROOT.glob(pattern))


def texts_of(file: Path) -> Iterator[tuple[int, str, bool]]:
    """Line, text and whether it has a plural, of every text that ``file`` takes from the catalogue."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        text = node.args[0]
        if name in TAKES_TEXT and isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield node.lineno, text.value, TAKES_TEXT[name]


def extracted() -> Catalog:
    """The catalogue of all texts in the code, without translations."""
    template = Catalog(project="Ruqi")
    for file in source_files():
        for _line, text, plural in sorted(texts_of(file)):
            where = [(file.relative_to(ROOT).as_posix(), 0)]
            template.add((text, text) if plural else text, locations=where)
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
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with file.open("wb") as target:
            write_po(target, catalogue, width=100, sort_output=True, include_lineno=False)
        for text in missing(catalogue):
            print(f"{file.relative_to(ROOT)}: {text}")


if __name__ == "__main__":
    main()
