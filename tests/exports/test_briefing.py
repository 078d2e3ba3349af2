from __future__ import annotations

from io import BytesIO

import pandas as pd
from openpyxl import load_workbook

from exports import Part, briefing_workbook
from schema.term import load_term

COUNTED = pd.DataFrame(
    {"unit": ["理学院", "土木工程系"], "x_n": [3280, 0], "x_d": [3306, 0], "x_rate": [3280 / 3306, None]}
)
SENT = pd.DataFrame(
    [("sessions", "totals", "理学院", 7, "授课.xlsx", "Sheet1", pd.Timestamp("2020-02-24 10:00"), 4, "ab")],
    columns=["kind", "form", "unit", "submission", "file", "sheet", "received_at", "taken", "digest"],
)


def test_every_table_has_a_sheet_between_the_headline_and_the_sources():
    """Rates are real percentages, blank where there is none; titles that are alike do not collide."""
    columns = {"unit": "学院", "x_rate": "开课率", "x_n": "n", "x_d": "d"}
    part = Part("授课", COUNTED, columns, rates=frozenset({"x_rate"}), counts=frozenset({"x_n", "x_d"}))
    content = briefing_workbook([part, part], ["首日简报", "开课率 99.2 %"], sources=SENT, term=load_term())
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["简报", "1 授课", "2 授课", "来源"]
    assert [row[0].value for row in book["简报"]] == ["首日简报", "开课率 99.2 %"]
    assert [[cell.value for cell in row] for row in book["1 授课"]] == [
        ["学院", "开课率", "n", "d"], ["理学院", 3280 / 3306, 3280, 3306], ["土木工程系", None, 0, 0],
    ]  # fmt: skip
    assert book["1 授课"]["B2"].number_format == "0.0%"
