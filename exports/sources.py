"""The sources of figures as a sheet and as csv: which submissions they rest on."""

from __future__ import annotations

import pandas as pd

from charts import wording
from charts.texts import text
from exports.book import COUNT, MOMENT
from exports.cells import Cell
from exports.tables import csv_bytes
from schema.figures import CAMPUS
from schema.kinds import form_of, kind_by_id
from schema.language import bracketed, titled
from schema.term import Term

_HEADINGS = ("kind", "unit", "submission", "file", "sheet", "received_at", "taken", "digest")
SHAPES = {_HEADINGS.index("received_at"): MOMENT, _HEADINGS.index("taken"): COUNT}


def source_table(sources: pd.DataFrame, term: Term, language: str) -> tuple[list[str], list[list[Cell]]]:
    """Headings, and a row a submission: kind, unit, number, file, sheet, receipt, rows taken, SHA-256.

    ``sources`` has the columns ``kind, form, unit, submission, file, sheet, received_at`` (naive UTC),
    ``taken`` (negative: too few to be told) and ``digest``; a ``file`` that the reader may not see is
    missing. Times are the term's.
    """
    rows = [_row(row, term, language) for _place, row in sources.iterrows()]
    return [text(f"col_{id}", language) for id in _HEADINGS], rows


def sources_csv(sources: pd.DataFrame, *, term: Term, language: str = "zh") -> bytes:
    """The same as csv in UTF-8 with BOM: what stands beside the csv of the figures."""
    return csv_bytes(*source_table(sources, term, language))


def _row(row: pd.Series, term: Term, language: str) -> list[Cell]:
    received = row["received_at"].tz_localize("UTC").tz_convert(term.timezone).tz_localize(None)
    unit = CAMPUS if pd.isna(row["unit"]) else row["unit"]
    file = text("not_for_you", language) if pd.isna(row["file"]) else str(row["file"])
    sheet = None if pd.isna(row["sheet"]) else str(row["sheet"])
    return [
        _kind(row, language),
        wording.unit_title(unit, term, language),
        int(row["submission"]),
        file,
        sheet,
        received.to_pydatetime(),
        int(row["taken"]) if row["taken"] >= 0 else text("few", language),
        row["digest"],
    ]


def _kind(row: pd.Series, language: str) -> str:
    title = titled(kind_by_id(row["kind"]), language)
    if pd.isna(row["form"]):
        return title
    return bracketed(title, titled(form_of(row["kind"], row["form"]), language), language)
