from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import schema.language
from exports.papers import searchable
from exports.templates.words import EXAMPLES
from schema.language import LANGUAGES
from scripts import update_catalogue
from tests.import_rules import modules

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACES = re.compile(r"\{\w+\}")
CATALOGUES = sorted(update_catalogue.LOCALES.glob("*/LC_MESSAGES/ruqi.po"))
# Chinese that is no text for readers: the name of the product, of languages, values of the data.
NOT_TEXTS = {"如期 Ruqi", "语言 Language", "中文", "、", "：", "　", "？", "（", "）", searchable._PAIRS}
KEYS = {"校领导", "校督导组", "学院督导组"}
# What charts and workbooks write of days, of themselves, and as examples of what a cell holds.
MARKS = {
    "月",
    "月<br>",
    "日",
    " 周",
    "一二三四五六日",
    "保存为图片",
    "【如期】",
    "是",
    "否",
    *EXAMPLES.values(),
}
# Rooms whose every text goes through the catalogue; the shell speaks both languages at once.
WORDED = ("dashboard.py", "pages", "ui", "server", "charts", "exports", "services/robots")


@pytest.fixture(params=CATALOGUES, ids=lambda file: file.parent.parent.name)
def catalogue(request: pytest.FixtureRequest):
    """A catalogue as it is committed."""
    with request.param.open("rb") as source:
        return read_po(source, locale=request.param.parent.parent.name)


def known(catalogue) -> set[tuple[str, str | None]]:
    """The texts of a catalogue, each with its context."""
    ids = ((message.id, message.context) for message in catalogue)
    return {(id if isinstance(id, str) else id[0], context) for id, context in ids}


def wanted() -> set[tuple[str, str | None]]:
    """The texts of the code, each with its context."""
    files = update_catalogue.source_files()
    return {(one.text, one.context) for file in files for one in update_catalogue.texts_of(file)}


def test_no_text_lacks_its_translation(catalogue) -> None:
    """Every text of the code is in the catalogue, translated in all its forms."""
    assert wanted() - known(catalogue) == set()
    assert update_catalogue.missing(catalogue) == []


def test_no_translation_is_left_over(catalogue) -> None:
    """What the code no longer says is not in the catalogue."""
    assert known(catalogue) - {("", None)} - wanted() == set()


def test_translations_fill_in_the_same_values(catalogue) -> None:
    """A translation has the places of its text, so that filling it in never fails."""
    for message in catalogue:
        text = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else message.string
        for form in forms if text else ():
            assert set(PLACES.findall(form)) == set(PLACES.findall(text)), text


def worded_files() -> list[Path]:
    """The files of the rooms whose every text goes through the catalogue."""
    rooms = [update_catalogue.ROOT / room for room in WORDED]
    return [file for file in update_catalogue.source_files() if any(file.is_relative_to(r) for r in rooms)]


@pytest.mark.parametrize("file", worded_files(), ids=lambda file: file.name)
def test_no_chinese_bypasses_the_catalogue(file: Path) -> None:
    """A Chinese text of a page, chart or export stands in the catalogue, or is no text for readers."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    described = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if is_documented(node)}
    taken = {one.text for one in update_catalogue.texts_of(file)}
    strings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    bare = {text for text in strings - described - taken - NOT_TEXTS - KEYS - MARKS if CHINESE.search(text)}
    assert bare == set()


def asks_for_language(node: ast.AST) -> bool:
    """Whether the node compares something with the code of a language."""
    if not isinstance(node, ast.Compare):
        return False
    sides = [node.left, *node.comparators]
    return any(isinstance(side, ast.Constant) and side.value in LANGUAGES for side in sides)


def test_only_the_module_of_language_asks_which_language_it_is() -> None:
    """Nowhere else is a language compared with a code: a choice between languages has one place."""
    asking = [
        f"{file.relative_to(update_catalogue.ROOT)}:{node.lineno}"
        for file in modules(update_catalogue.ROOT)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if asks_for_language(node) and file != Path(schema.language.__file__)
    ]
    assert asking == []


@pytest.mark.parametrize(
    ("text", "asks"),
    [('x = language() == "zh"', True), ('x = "en" != a.language', True), ('x = language() == "left"', False)],
)
def test_a_question_for_the_language_is_recognised(text: str, asks: bool) -> None:
    """Either side may hold the code, and other comparisons are none of it."""
    assert any(map(asks_for_language, ast.walk(ast.parse(text)))) is asks


def is_documented(node: ast.AST) -> bool:
    """Whether the node may have a docstring."""
    return isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)


def test_pages_use_the_one_word_of_the_glossary_for_each_idea() -> None:
    """No text of a page or of the toolkit has a word that the glossary says is not used."""
    glossary = (update_catalogue.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in glossary.splitlines() if line.startswith("| ")]
    unused = {word for row in rows[1:] for word in row[-1].strip().split("、")} - {"—"}
    assert len(unused) > 15
    texts = [
        (file.name, one.text)
        for file in update_catalogue.source_files()
        if file.relative_to(update_catalogue.ROOT).parts[0] in {"dashboard.py", "pages", "ui", "server"}
        for one in update_catalogue.texts_of(file)
    ]
    assert [(file, text) for file, text in texts if any(word in text for word in unused)] == []


def test_no_translation_is_marked_as_doubtful() -> None:
    """What is marked so is not used, and its text would stay Chinese without a word."""
    catalogue = update_catalogue.ROOT / "locales" / "en" / "LC_MESSAGES" / "ruqi.po"
    marks = [line for line in catalogue.read_text(encoding="utf-8").splitlines() if line.startswith("#,")]
    assert [line for line in marks if "fuzzy" in line] == []
