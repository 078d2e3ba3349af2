"""Two counts in one cell, 45/43 below 应进/实进人数: the title says which of them stands first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from loaders.cells.text import FormulaCell, MarkedCell, fold, is_blank, shown
from loaders.coded import Coded
from loaders.declared import column_of_one, type_of
from loaders.titles import ANSWERED
from schema.model import ColumnType

_COUNTED = r"(?:学生)?人数|学生数|人次|门次|门数|课次|次数|数"
_REMARK = r"(?:\((?:单位:)?[人名门次]{1,2}\))?"
_NAME = r"[^/、|()\s]{1,20}"
_TITLES = (
    re.compile(rf"(?P<first>{_NAME})\s?[/、|]\s?(?P<second>{_NAME}){_REMARK}"),
    re.compile(rf"(?P<first>{_NAME})\s?\((?P<second>{_NAME})\)(?:{_COUNTED})?{_REMARK}"),
    re.compile(
        rf"(?:{_COUNTED})?\s?\((?P<first>{_NAME})\s?[/、|]\s?(?P<second>{_NAME})\)(?:{_COUNTED})?{_REMARK}"
    ),
)
_ENDING = re.compile(rf"(?:{_COUNTED})$")
_UNIT = r"\s{0,3}[人名个门次]{0,2}\s{0,3}"
_CELL = re.compile(rf"(\d{{1,7}}){_UNIT}(?:[/\\、|;]|(?P<open>\()|\s)\s{{0,3}}(\d{{1,7}}){_UNIT}(?(open)\))")


@lru_cache(maxsize=4_096)
def pair_called(title: str) -> dict[str, tuple[str, str]]:
    """By table name, the two counts that a title names in their order; empty for any other title."""
    text = fold(title)
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _TITLES)), None)
    if match is None:
        return {}
    ending = next((found[0] for found in _ENDING.finditer(text.rstrip(")"))), "")
    first, second = (_counts(match[name], ending) for name in ("first", "second"))
    return {table: (id, second[table]) for table, id in first.items() if second.get(table, id) != id}


def _counts(name: str, ending: str) -> dict[str, str]:
    """By table name, the count that a name means, by itself or with what ends the title."""
    counts: dict[str, str] = {}
    for text in (name, name + ending):
        for table, (id, known) in column_of_one(text).items():
            if known != ANSWERED and type_of(table, id) is ColumnType.COUNT:
                counts.setdefault(table, id)
    return counts


def part_of(cells: Sequence[object], part: int) -> Coded:
    """One of the two numbers of each cell; a cell that does not hold two is doubtful."""
    coded = Coded.of(cells)
    parts = np.fromiter((_part(cell, part) for cell in coded.values), object, len(coded.values))
    return Coded.of(parts[coded.codes])


def _part(cell: object, part: int) -> object:
    if is_blank(cell) or isinstance(cell, MarkedCell | FormulaCell):
        return cell
    numbers = _CELL.fullmatch(fold(cell)) if isinstance(cell, str) else None
    return numbers.groups()[::2][part] if numbers else MarkedCell(shown(cell), "pair_unclear")
