"""Findings and refusals: one thing wrong at one place, or a whole file not taken.

The sentences stand in :mod:`schema.catalogue`; a finding carries the place and the details.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schema.catalogue import ERROR, FINDINGS, ROW_LOST_EN, ROW_LOST_ZH, WARNING
from schema.language import chosen
from schema.refusals import REFUSALS

# Findings of words that a person may explain once.
UNKNOWN_WORDS = frozenset({"unknown_unit", "unknown_choice"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, or doubtful, at one place of a submission.

    ``row`` is the row number that a spreadsheet shows, ``column`` the header as written in
    the sheet, ``value`` the text of the cell; each is ``None`` where it does not apply.
    An ``error`` costs the row, a ``warning`` does not, and a ``note`` only tells what was done. ``column_no`` is the position of the
    column in the sheet, from 0: the place to colour in a returned workbook.
    """

    code: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    column_no: int | None = field(default=None, compare=False)

    @property
    def severity(self) -> str:
        """``error``, ``warning`` or ``note``; a detail may lower or raise the catalogue's."""
        return str(self.details.get("severity", FINDINGS[self.code].severity))

    @property
    def is_error(self) -> bool:
        """Whether the row is lost."""
        return self.severity == ERROR

    @property
    def is_warning(self) -> bool:
        """Whether something is doubtful, and the row is taken all the same."""
        return self.severity == WARNING

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``: what was found and what to do."""
        sentence = FINDINGS[self.code]
        template = chosen(sentence.zh, sentence.en, language)
        words = template.format_map({"value": self.value or "", "column": self.column or "", **self.details})
        if sentence.severity == WARNING and self.is_error:
            words += chosen(ROW_LOST_ZH, ROW_LOST_EN, language)
        return words

    def as_dict(self) -> dict[str, object]:
        """The finding as the shell prints it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message_zh": self.message("zh"),
            "message_en": self.message("en"),
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a whole file, or a whole sheet, is not taken."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        sentence = REFUSALS[self.code]
        return chosen(sentence.zh, sentence.en, language).format_map(self.details)

    def as_dict(self) -> dict[str, str]:
        """The refusal as the shell prints it."""
        return {
            "code": self.code,
            "message_zh": self.message("zh"),
            "message_en": self.message("en"),
        }
