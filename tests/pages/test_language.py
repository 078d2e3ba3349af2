from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from scripts import update_catalogue

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PLACES = re.compile(r"\{\w+\}")
CATALOGUES = sorted(update_catalogue.LOCALES.glob("*/LC_MESSAGES/ruqi.po"))
# Chinese that is no text for readers: the name of the product, of languages, values of the data.
NOT_TEXTS = {"如期 Ruqi", "语言 Language", "中文", "、", "：", "　", "？", "（", "）"}
KEYS = {"校领导", "校督导组", "学院督导组"}


@pytest.fixture(params=CATALOGUES, ids=lambda file: file.parent.parent.name)
def catalogue(request: pytest.FixtureRequest):
    """A catalogue as it is committed."""
    with request.param.open("rb") as source:
        return read_po(source, locale=request.param.parent.parent.name)


def test_no_text_lacks_its_translation(catalogue) -> None:
    """Every text of the code is in the catalogue, translated in all its forms."""
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue}
    wanted = {
        text for file in update_catalogue.source_files() for _, text, _ in update_catalogue.texts_of(file)
    }
    assert wanted - known == set()
    assert update_catalogue.missing(catalogue) == []


def test_no_translation_is_left_over(catalogue) -> None:
    """What the code no longer says is not in the catalogue."""
    wanted = {
        text for file in update_catalogue.source_files() for _, text, _ in update_catalogue.texts_of(file)
    }
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue}
    assert known - {""} - wanted == set()


def test_translations_fill_in_the_same_values(catalogue) -> None:
    """A translation has the places of its text, so that filling it in never fails."""
    for message in catalogue:
        text = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else message.string
        for form in forms if text else ():
            assert set(PLACES.findall(form)) == set(PLACES.findall(text)), text


@pytest.mark.parametrize("file", update_catalogue.source_files(), ids=lambda file: file.name)
def test_no_chinese_bypasses_the_catalogue(file: Path) -> None:
    """A Chinese text in a page stands in the catalogue, or is no text for readers."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    described = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if is_documented(node)}
    taken = {text for _, text, _ in update_catalogue.texts_of(file)}
    strings = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    bare = {text for text in strings - described - taken - NOT_TEXTS - KEYS if CHINESE.search(text)}
    assert bare == set()


def is_documented(node: ast.AST) -> bool:
    """Whether the node may have a docstring."""
    return isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
