"""Dependencies point one way, modules stay small, and the check of that sees what it should."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.import_rules import ALLOWED, breaches, modules, parsed

ROOT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LINES_SHARED_BY_PAGES = 1_600
# How much is left of what new code does without: these numbers are only ever lowered.
MANY_PARAMETERS, FUNCTIONS_WITH_MANY = 6, 17
LINES_LAID_OUT_BY_HAND = 25


def test_every_import_follows_the_table_of_the_architecture() -> None:
    """No module imports a room, or a library, that the table does not give to its room."""
    assert "\n".join(map(str, breaches(ROOT))) == ""


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    """A module that outgrows one idea is split."""
    lengths = {str(path.relative_to(ROOT)): _lines(path) for path in modules(ROOT)}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_what_pages_share_stays_small() -> None:
    """What one page alone uses stands at that page, not in ui."""
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "ui").glob("*.py")) <= (
        LINES_SHARED_BY_PAGES
    )


def test_no_function_is_longer_than_forty_lines() -> None:
    """A function that does several things is several functions."""
    lengths = {
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}": function.end_lineno
        - function.lineno
        + 1
        for path in modules(ROOT)
        for function in _functions(path)
    }
    assert {place: n for place, n in lengths.items() if n > LONGEST_FUNCTION} == {}


def test_few_functions_take_six_parameters_or_more() -> None:
    """What always travels together is one value."""
    many = [
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}"
        for path in modules(ROOT)
        for function in _functions(path)
        if len(_parameters(function)) >= MANY_PARAMETERS
    ]
    assert len(many) <= FUNCTIONS_WITH_MANY, "\n".join(many)


def test_the_formatter_lays_out_nearly_everything() -> None:
    """A line that the formatter must leave alone is a rare exception."""
    by_hand = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("# fmt: skip")
        for path in modules(ROOT)
    }
    assert sum(by_hand.values()) <= LINES_LAID_OUT_BY_HAND, {name: n for name, n in by_hand.items() if n}


def test_every_test_says_what_it_proves() -> None:
    """Each test has a docstring of its own, so that a failure can be read without the code."""
    silent = [
        f"{path.relative_to(ROOT)}:{function.lineno}: {function.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for function in _functions(path)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert "\n".join(silent) == ""


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("pages/board/one.py", "import pages.phases.two", "no folder of pages imports another"),
        ("pages/board/one.py", "from ..phases.two import show", "no folder of pages imports another"),
        ("pages/board/one.py", "import cli", "pages may not import cli"),
        ("charts/bars.py", "from metrics import compute_figures", "charts may not import metrics"),
        ("charts/bars.py", "def f():\n    import streamlit as st", "streamlit is known to dashboard, pages, server, ui"),
        ("metrics/rates.py", "from importlib import import_module\nimport_module('store.tables')", "may not import store"),
        ("loaders/read.py", "import sqlalchemy.orm", "sqlalchemy is known to store only"),
        ("schema/plan.py", "from loaders import read_workbook", "it may import nothing of ours"),
        ("cli.py", "from ui import filters", "cli may not import ui"),
        ("helpers.py", "x = 1", "no line in the table"),
    ],
)  # fmt: skip
def test_a_breach_is_found_and_its_file_is_named(tmp_path: Path, file: str, text: str, why: str) -> None:
    """Each way of breaking a rule is found where it stands, and nothing else is."""
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    found = breaches(tmp_path)
    assert [breach.file for breach in found] == [file]
    assert why in found[0].why


def test_what_the_table_allows_is_no_breach(tmp_path: Path) -> None:
    """Rooms below, the room itself and outside libraries may be imported."""
    text = "import plotly\nimport schema\nfrom metrics.indicators import INDICATORS\nfrom charts import bars\nfrom . import theme\n"
    (tmp_path / "charts").mkdir()
    (tmp_path / "charts" / "lines.py").write_text(text, encoding="utf-8")
    section = tmp_path / "pages" / "board" / "overview.py"
    section.parent.mkdir(parents=True)
    section.write_text("from pages.board import news\nfrom pages.board.news import watch\n", encoding="utf-8")
    assert breaches(tmp_path) == []


def test_the_table_has_no_circle() -> None:
    """The rooms can be put in an order in which each imports earlier ones only."""
    left = {room: {one.partition(".")[0] for one in needs} for room, needs in ALLOWED.items()}
    while left:
        ready = [room for room, needs in left.items() if not needs & set(left)]
        assert ready, f"these import each other: {sorted(left)}"
        for room in ready:
            del left[room]


def _parameters(function: ast.FunctionDef) -> list[str]:
    taken = function.args
    names = [one.arg for one in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)]
    return [name for name in names if name not in {"self", "cls"}]


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef))


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
