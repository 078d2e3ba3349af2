"""Corrected cells: laid over a sheet before anything is read in it, and said one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.cells.text import shown
from loaders.formats.grid import Grid
from schema.corrections import CellPlace, Correction, Corrections
from schema.findings import Finding
from schema.reading import SheetReading

_LONGEST_SHOWN = 200


@dataclass(frozen=True)
class Layer:
    """The corrections that hold in a sheet, each with the text that stood there, and those that do not."""

    held: Corrections = ()
    unfit: Sequence[tuple[Correction, str]] = ()


def lay_over(grid: Grid, corrections: Iterable[Correction]) -> Layer:
    """Write the corrections of the sheet into ``grid``; one made over another text is left out.

    What a merged cell says of its other rows stays: a correction is about one row.
    """
    held: list[Correction] = []
    unfit: list[tuple[Correction, str]] = []
    for correction in corrections:
        place = correction.place
        if place.sheet != grid.name:
            continue
        text = _standing(grid, place)
        if text is None or correction.original not in (None, text):
            unfit.append((correction, text or ""))
        else:
            held.append(replace(correction, original=text))
    for correction in held:
        row, column = correction.place.row - 1, correction.place.column_no
        grid.corrected[row, column] = grid.rows[row][column]
        grid.rows[row][column] = correction.corrected
    grid.changed({correction.place.column_no for correction in held})
    return Layer(tuple(held), unfit)


def _standing(grid: Grid, place: CellPlace) -> str | None:
    """The text that stands in a cell; ``None`` outside the sheet."""
    try:
        return shown(grid.cell(place.row - 1, place.column_no))
    except IndexError:
        return None


def said_of_corrections(layer: Layer, readings: Sequence[SheetReading]) -> list[SheetReading]:
    """``readings`` of a sheet with what was corrected in it, each at the reading that has the row."""
    if not layer.held and not layer.unfit:
        return list(readings)
    notes = [(each, "corrected", "") for each in layer.held]
    notes += [(each, "correction_unfit", text) for each, text in layer.unfit]
    own: list[list[Finding]] = [[] for _ in readings]
    rows = [_rows_of(reading) for reading in readings]
    for correction, code, text in notes:
        owner = next((n for n, known in enumerate(rows) if correction.place.row in known), 0)
        own[owner].append(_finding(correction, code, text, readings[owner]))
    return [
        replace(reading, findings=_in_order([*reading.findings, *new]), corrections=layer.held)
        for reading, new in zip(readings, own, strict=True)
    ]


def said_of_absent(corrections: Iterable[Correction], sheets: Iterable[str | None]) -> list[Finding]:
    """A finding for each correction of a sheet that is not read: ``sheets`` are those that are."""
    names = set(sheets)
    absent = [each.place for each in corrections if each.place.sheet not in names]
    return [
        Finding("correction_of_no_sheet", details={"name": place.sheet or "", "cell": place.address})
        for place in absent
    ]


def _rows_of(reading: SheetReading) -> set[int]:
    taken = set(reading.rows["source_row"].tolist()) if "source_row" in reading.rows else set()
    return taken | {finding.row for finding in reading.findings if finding.row is not None}


def _finding(correction: Correction, code: str, text: str, reading: SheetReading) -> Finding:
    place, before, after = correction.place, correction.original or "", correction.corrected
    title = next(
        (reading.titles[id] for id, at in reading.positions.items() if at == place.column_no), place.address
    )
    details = {
        **{f"before_{language}": words for language, words in _quoted(before).items()},
        **{f"after_{language}": words for language, words in _quoted(after).items()},
        "standing": text[:_LONGEST_SHOWN],
    }
    value = before[:_LONGEST_SHOWN] or None
    return Finding(code, place.sheet, place.row, title, value, details, place.column_no)


def _quoted(text: str) -> dict[str, str]:
    cut = f"“{text[:_LONGEST_SHOWN]}”"
    return {"zh": cut, "en": cut} if text else {"zh": "空白", "en": "nothing"}


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: finding.row or 0)
