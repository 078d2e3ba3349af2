"""Every regular expression over what users send takes time in proportion to its length.

One that goes back over what it has read can be held for hours by a cell of a few thousand characters.
Each is fed with characters that it looks for, repeated and in turn, and with all of them in order.
"""

from __future__ import annotations

import ast
import itertools
import re
import re._parser as parser  # type: ignore[import-not-found]
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("access", "exports", "loaders", "metrics", "schema", "services")
_SAMPLES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
# Characters tried at first, and how long an expression may take for them before it is looked at again.
_FEW, _SOON = 2_000, 0.004
# Twice as long takes twice the time; what machine and caches add is allowed for.
_GROWTH = 3.2


@dataclass(frozen=True)
class Expression:
    """A pattern, where it is written, its flags, and whether it is held against a text as a whole."""

    place: str
    pattern: str | bytes
    flags: int
    is_anchored: bool


def _expressions() -> Iterator[Expression]:
    """Every pattern written in the rooms."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            source = path.read_text("utf-8")
            if not re.search(r"\bre\.", source):
                continue
            nodes = list(ast.walk(ast.parse(source)))
            names = {id(node.value): node.targets[0] for node in nodes if isinstance(node, ast.Assign)}
            for node in filter(_is_expression, nodes):
                name = getattr(names.get(id(node)), "id", None)
                called = {node.func.attr} if name is None else set(re.findall(rf"\b{name}\.(\w+)", source))
                is_only_whole = bool(called) and called <= {"match", "fullmatch"}
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                for pattern in _patterns(node.args[0], path):
                    yield Expression(place, pattern, _flags(node), is_only_whole)


def _patterns(written: Any, path: Path) -> Iterator[str | bytes]:
    """A pattern that is written out, or put together from names of its module; none of names of a function."""
    if isinstance(written, ast.Constant):
        yield written.value
        return
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    with suppress(NameError):
        yield eval(compile(ast.Expression(written), str(path), "eval"), vars(module))  # noqa: S307


def _is_expression(node: Any) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr != "escape"
        and bool(node.args)
    )


def _flags(node: Any) -> int:
    given = [*node.args[1:], *(keyword.value for keyword in node.keywords if keyword.arg == "flags")]
    named = [each.attr for part in given for each in ast.walk(part) if isinstance(each, ast.Attribute)]
    return sum(int(getattr(re, name)) for name in named if name.isupper())


def _letters(tree: Any) -> Iterator[str]:
    """A character for each place of a parsed expression: whatever parts it has are gone through."""
    for kind, about in tree:
        if str(kind) in {"LITERAL", "NOT_LITERAL"}:
            yield chr(about)
        elif str(kind) == "RANGE":
            yield chr(about[0])
        elif str(kind) == "CATEGORY":
            yield _SAMPLES.get(str(about), "!")
        elif str(kind) == "ANY":
            yield "x"
        else:
            yield from _letters_within(about)


def _letters_within(about: Any) -> Iterator[str]:
    if isinstance(about, list) and all(isinstance(one, tuple) and len(one) == 2 for one in about):
        yield from _letters(about)
    elif isinstance(about, (list, tuple, parser.SubPattern)):
        for part in about:
            yield from _letters(part) if isinstance(part, parser.SubPattern) else _letters_within(part)


def _seeds(pattern: str | bytes, flags: int) -> list[str]:
    """Short texts that an expression may go back over when they are repeated."""
    letters = list(_letters(parser.parse(pattern, flags)))
    each = list(dict.fromkeys(letters))[:12]
    pairs = ["".join(pair) for pair in itertools.permutations(each[:6], 2)]
    return list(
        dict.fromkeys([*each, *pairs, *("".join(letters[:n]) for n in range(2, min(len(letters), 24)))])
    )


def _seconds(written: Expression, seed: str, length: int) -> float:
    expression = re.compile(written.pattern, written.flags)
    text: Any = (seed * (length // len(seed) + 1))[:length]
    if isinstance(written.pattern, bytes):
        text = text.encode()
    start = time.process_time()
    expression.match(text)
    expression.fullmatch(text)
    if not written.is_anchored:
        for _ in expression.finditer(text):
            pass
    return time.process_time() - start


EXPRESSIONS = list(_expressions())


@pytest.mark.parametrize("written", EXPRESSIONS, ids=[written.place for written in EXPRESSIONS])
def test_twice_as_long_takes_twice_the_time(written: Expression) -> None:
    """No repeated text makes an expression take more than its length."""
    for seed in _seeds(written.pattern, written.flags):
        if _seconds(written, seed, _FEW) < _SOON:
            continue
        once = min(_seconds(written, seed, 2 * _FEW) for _ in range(3))
        twice = min(_seconds(written, seed, 4 * _FEW) for _ in range(3))
        assert twice < _GROWTH * once, f"{seed!r} repeated: {once:.3f} s, twice as long {twice:.3f} s"


def test_the_expressions_are_found() -> None:
    """The scan sees the expressions of the readers, those inside functions too."""
    assert len(EXPRESSIONS) > 100
