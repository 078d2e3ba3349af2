"""What a sentence of the catalogue is: a severity with the words in two languages."""

from __future__ import annotations

from dataclasses import dataclass

# A note tells what was done with a cell as somebody asked; nothing is wrong with it.
ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A severity with the same sentence in Chinese and in English."""

    severity: str
    zh: str
    en: str


# Said after a finding that usually blanks a cell, where it stands in a required column.
ROW_LOST_ZH = "此列必填，本行未采用。"
ROW_LOST_EN = " The column is required, so the row is not taken."
