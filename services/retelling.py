"""What was found in a submission, as it was said then, at the places that reading it again gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from schema.catalogue import WARNING
from schema.findings import Finding
from schema.language import chosen
from schema.reading import SheetReading


@dataclass(frozen=True, slots=True)
class Retold(Finding):
    """A finding in the words in which it was said: the rules may have changed since."""

    said_severity: str = WARNING
    said_zh: str = ""
    said_en: str = ""

    @property
    def severity(self) -> str:
        """``error`` or ``warning``, as it was."""
        return self.said_severity

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``, as it was."""
        return chosen(self.said_zh, self.said_en, language)


def retold(found: pd.DataFrame, again: Iterable[SheetReading]) -> list[Finding]:
    """``found`` (see :meth:`store.Store.findings`) with the columns that ``again`` found in the sheet."""
    columns = {
        finding.column: finding.column_no
        for reading in again
        for finding in reading.findings
        if finding.column_no is not None
    }
    said = found.astype(object).where(found.notna(), None)
    return [
        Retold(
            row.code, row.sheet, row.row, row.column, row.value, column_no=columns.get(row.column),
            said_severity=row.severity, said_zh=row.message_zh, said_en=row.message_en,
        )
        for row in said.itertuples()
    ]  # fmt: skip
