"""Repairs of cells to which a rule gives exactly one answer; each is offered, and none is made unasked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from loaders.cells.text import fold
from loaders.cells.units import bare
from schema.corrections import CellPlace
from schema.findings import Finding
from schema.reading import SheetReading
from schema.term import Term
from store.corrections import Change

# Why a repair is offered.
ZEROS, CASE, MARKS, DIGITS, NAME = "zeros", "case", "marks", "digits", "name"
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?E\+(\d+)", re.IGNORECASE)
_KIND_OF_UNIT = re.compile("(?:学院|教学部|院|系|部)$")
_FEWEST_CHARACTERS = 2
_SURE_DIGITS = 15  # a number in a spreadsheet keeps so many


@dataclass(frozen=True, slots=True)
class Repair:
    """One cell, what it would be changed to, and why; ``column`` is the title above it."""

    cause: str
    column: str
    change: Change


def offered(parts: Sequence[SheetReading], plan: Mapping[str, str], term: Term) -> dict[str, list[Repair]]:
    """The repairs of sheets by their cause; ``plan`` gives the unit of each class."""
    repairs: dict[CellPlace, Repair] = {}
    for part in parts:
        for finding in part.findings:
            if finding.row is None or finding.column_no is None:
                continue
            place = CellPlace(finding.sheet, finding.row, finding.column_no)
            answer = _answer(finding, part, plan, term)
            if answer is not None:
                change = (place, original(part, place, finding.value or ""), answer[1])
                repairs[place] = Repair(answer[0], finding.column or place.address, change)
    by_cause: dict[str, list[Repair]] = {}
    for repair in repairs.values():
        by_cause.setdefault(repair.cause, []).append(repair)
    return by_cause


def original(part: SheetReading, place: CellPlace, text: str) -> str:
    """What stands in a cell of the file, of which ``text`` was read or is shown."""
    before = [each.original for each in part.corrections if each.place == place]
    written = part.written.get(place.row, {}).get(place.column_no)
    return next((each for each in before if each is not None), written.text if written else text)


def _answer(
    finding: Finding, part: SheetReading, plan: Mapping[str, str], term: Term
) -> tuple[str, str] | None:
    """The cause and the one answer to a finding, where a rule gives one."""
    text = fold(finding.value or "")
    match finding.code:
        case "unknown_class":
            similar = str(finding.details.get("suggestion", ""))
            return _of_class(text, similar) if similar and _is_own(similar, part, plan) else None
        case "id_digits_lost" if part.positions.get("class_id") == finding.column_no:
            classes = list(_with_digits(text, plan))
            return (DIGITS, classes[0]) if len(classes) == 1 and _is_own(classes[0], part, plan) else None
        case "unknown_unit":
            return _beginning_with(_KIND_OF_UNIT.sub("", bare(text)), term.unit_names)
        case "unknown_choice":
            return _beginning_with(text, str(finding.details["choices"]).split("、"))
    return None


def _is_own(class_id: str, part: SheetReading, plan: Mapping[str, str]) -> bool:
    return part.unit is None or plan.get(class_id) == part.unit


def _of_class(text: str, similar: str) -> tuple[str, str]:
    if text.casefold() == similar.casefold():
        return CASE, similar
    digits = text.isdigit() and similar.isdigit()
    return (ZEROS if digits else MARKS), similar


def _with_digits(text: str, plan: Mapping[str, str]) -> Iterator[str]:
    """The classes of the plan that show ``text`` once stored as a number: rounded, or cut after 15 digits."""
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific is None:
        return
    decimals, length = scientific[2] or "", int(scientific[3]) + 1
    digits, step = scientific[1] + decimals, Decimal(1).scaleb(-len(decimals))
    for id in plan:
        if len(id) != length or not id.isdigit() or id.startswith("0"):
            continue
        rounded = Decimal(id).scaleb(1 - length).quantize(step, ROUND_HALF_UP)
        cut = len(digits) >= _SURE_DIGITS and id[:_SURE_DIGITS] == digits[:_SURE_DIGITS]
        if cut or rounded == Decimal(digits).scaleb(-len(decimals)):
            yield id


def _beginning_with(text: str, names: Sequence[str]) -> tuple[str, str] | None:
    beginning = [name for name in names if bare(name).startswith(text)]
    return (NAME, beginning[0]) if len(text) >= _FEWEST_CHARACTERS and len(beginning) == 1 else None
