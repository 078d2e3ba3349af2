"""What ``--correct`` says of cells, turned into corrections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import typer

from schema.corrections import CellPlace, Correction, Corrections

_OPTION = "--correct"
_WRITTEN = re.compile(
    r"(?:(?P<sheet>.+)!)?\$?(?P<letters>[A-Z]{1,3})\$?(?P<row>[1-9]\d{0,6})=(?P<text>.*)", re.DOTALL
)
_LETTERS = 26


def corrections_of(texts: list[str] | None, files: Sequence[Path]) -> Corrections:
    """The corrections that ``texts`` name, of the one file there is."""
    if texts and len(files) > 1:
        raise typer.BadParameter("of which file? Give one at a time", param_hint=_OPTION)
    return tuple(map(_correction, texts or ()))


def _correction(text: str) -> Correction:
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise typer.BadParameter(f"{text!r} is not written like 工作表!B7=正确的值", param_hint=_OPTION)
    sheet, column_no = written["sheet"], 0
    if sheet and sheet[0] == sheet[-1] == "'":  # as a spreadsheet writes names with blanks
        sheet = sheet[1:-1].replace("''", "'")
    for letter in written["letters"]:
        column_no = column_no * _LETTERS + ord(letter) - ord("A") + 1
    return Correction(CellPlace(sheet, int(written["row"]), column_no - 1), None, written["text"])
