from __future__ import annotations

import csv
import datetime as dt
from io import BytesIO, StringIO

import openpyxl
import pandas as pd

import exports
from schema.as_of import AsOf
from tests.charts.making import CIVIL, EVE, SCIENCE, TERM, figures

FIGURES = figures([("group_creation", SCIENCE, EVE, 3, 4)])
SOURCES = pd.DataFrame(
    [
        ("plan", None, None, 1, "开课计划.xlsx", "Sheet1", pd.Timestamp("2020-02-18 01:00"), 40, "a" * 64),
        ("groups", None, SCIENCE, 7, "=建群.csv", None, pd.Timestamp("2020-02-22 15:30"), 1200, "b" * 64),
        ("enrollment", "roster", CIVIL, 9, None, None, pd.Timestamp("2020-02-23 02:00"), 8, "c" * 64),
    ],
    columns=["kind", "form", "unit", "submission", "file", "sheet", "received_at", "taken", "digest"],
).astype(dict.fromkeys(("form", "unit", "file", "sheet"), "str"))
HEADINGS = ("表", "学院(系、部)", "上报编号", "文件", "工作表", "收到时间", "采用行数", "SHA-256")


def test_a_workbook_of_figures_says_which_submissions_they_rest_on():
    """A row a submission with its file, sheet and fingerprint, at the hour of the campus; who may not see
    a file reads so.
    """
    content = exports.figures_workbook(
        FIGURES, AsOf(TERM, EVE, dt.datetime(2020, 2, 24, tzinfo=dt.UTC)), exports.Enclosed(sources=SOURCES)
    )
    headings, *rows = openpyxl.load_workbook(BytesIO(content))["来源"].iter_rows(values_only=True)
    assert headings == HEADINGS
    received = dt.datetime(2020, 2, 22, 23, 30)  # noqa: DTZ001 - cells have no zone
    assert rows[1] == ("课程建群", SCIENCE, 7, "=建群.csv", None, received, 1200, "b" * 64)
    assert [row[1] for row in rows] == ["全校", SCIENCE, CIVIL]
    assert rows[2][0].startswith("学生进群（")
    assert rows[2][3] == "（无权查看）"


def test_without_a_submission_it_is_said():
    """No empty sheet: nothing stands, and that is written there."""
    content = exports.figures_workbook(
        FIGURES,
        AsOf(TERM, EVE, dt.datetime(2020, 2, 24, tzinfo=dt.UTC)),
        exports.Enclosed(sources=SOURCES.head(0)),
    )
    assert openpyxl.load_workbook(BytesIO(content))["来源"]["A2"].value == "没有有效的上报"


def test_the_sources_stand_beside_the_csv_of_figures():
    """The same rows as csv; a file's name that looks like a formula does not run."""
    text = exports.sources_csv(SOURCES, term=TERM).decode("utf-8-sig")
    headings, *rows = csv.reader(StringIO(text))
    assert tuple(headings) == HEADINGS
    assert rows[1] == ["课程建群", SCIENCE, "7", "'=建群.csv", "", "2020-02-22 23:30", "1200", "b" * 64]
