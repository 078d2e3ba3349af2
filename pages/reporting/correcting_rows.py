"""Rows to correct one below the other: on a phone a grid would have to be pushed aside at every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from schema import limits
from schema.findings import Finding
from schema.reading import Written
from services.rows_to_correct import RowToCorrect
from ui.language import gettext, language
from ui.words import escaped

_ = gettext
AT_ONCE = 10  # rows that are shown; the next ones come once these are right


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """What costs the row first."""
    return sorted(findings, key=lambda finding: not finding.is_error)


def mark(finding: Finding) -> str:
    """How grave it is."""
    return "×" if finding.is_error else "!"


def edit(rows: Sequence[RowToCorrect], key: str) -> None:
    """Each of ``rows`` with what is wrong and a field for each cell in which it is; the others folded.

    Like those of a grid the fields are held in the browser until something is pressed.
    """
    for number, row in enumerate(rows):
        with st.container(border=True, gap="xsmall"):
            st.markdown(_("**第 {row} 行**").format(row=row.row))
            for finding in ordered(row.findings):
                st.caption(f"{mark(finding)} {escaped(finding.message(language()))}")
            wrong = {place for place in row.places if place in row.cells} or set(row.cells)
            _fields(row, sorted(wrong), f"{key} {number}")
            if others := sorted(set(row.cells) - wrong):
                with st.expander(_("这一行的其他格")):
                    _fields(row, others, f"{key} {number}")


def _fields(row: RowToCorrect, places: Sequence[int], key: str) -> None:
    marks = {each.column_no: mark(each) for each in reversed(ordered(row.findings))}
    for place in places:
        cell: Written = row.cells[place]
        st.text_input(
            f"{marks.get(place, '')} {escaped(cell.title)}".strip(),
            value=cell.text,
            max_chars=max(limits.MAX_TEXT, len(cell.text)),
            key=f"{key} {place}",
            on_change="ignore",
        )


def typed(rows: Sequence[RowToCorrect], key: str) -> Iterator[dict[int, str | None]]:
    """The texts in the fields that :func:`edit` showed of each row, by position; none where it did not."""
    for number, row in enumerate(rows):
        fields = {place: f"{key} {number} {place}" for place in row.cells}
        yield {place: st.session_state[field] for place, field in fields.items() if field in st.session_state}
