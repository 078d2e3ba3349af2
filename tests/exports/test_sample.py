"""The export of the sample term as a whole: what its cells, headings and charts say."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl

import exports
from access import Person, Role
from schema.as_of import AsOf
from schema.term import load_term
from services import figures
from services.desk import Desk
from store import open_store

DAYS = [dt.date(2020, 2, 23), dt.date(2020, 3, 1), dt.date(2020, 3, 22)]


def test_every_rate_title_and_heading_of_the_export_says_what_it_is(sample_file: Path) -> None:
    """100.0 % is all, 0.0 % none; sheets, columns and charts say up to which day they count."""
    term = load_term()
    with open_store(f"sqlite:///{sample_file}") as store:
        table = figures.table(Desk(store, term, Person("x", "x", Role.ADMIN)), days=DAYS)
    data = exports.figures_workbook(table, AsOf(term, DAYS[-1], term.end_of(DAYS[-1])))
    book = openpyxl.load_workbook(BytesIO(data))
    rates = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.number_format == "0.0%" and isinstance(cell.value, float)
    ]
    assert len(rates) > 1_000
    written = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "无数据" not in written
    assert {"未报", "不涉及"} <= written
    assert all(cell.value in (0, 1) or 0.0005 <= cell.value < 0.9995 for cell in rates)
    assert "截至日" in [cell.value for cell in book["明细"][1]]
    assert all("截至" in str(cell.value) for cell in book["逐日"][1][2:])
    assert "截至" in book["汇总"]["A2"].value
    with zipfile.ZipFile(BytesIO(data)) as package:
        drawn = [name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        assert drawn
        assert all("截至" in package.read(name).decode().partition("</c:title>")[0] for name in drawn)
