import csv
import datetime as dt
from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import pytest

import exports
from schema.as_of import AsOf
from schema.events import Event
from schema.figures import CAMPUS
from tests.charts.making import CIVIL, EVE, FIRST, NAVAL, SCIENCE, TERM, figures

KNOWN_AT = dt.datetime(2020, 2, 24, 16, tzinfo=dt.UTC)  # 2020-02-25 00:00 in the term's zone
FIGURES = figures(
    [
        ("group_creation", SCIENCE, EVE, 6052, 6231),
        ("group_creation", CIVIL, EVE, 1, 8),
        ("group_creation", NAVAL, EVE, 0, 0),
        ("group_creation", CAMPUS, EVE, 6053, 6239),
        ("reporting", SCIENCE, EVE, 3, 4),
        ("reporting", CIVIL, EVE, 4, 4),
        ("reporting", CAMPUS, EVE, 7, 56),
        ("group_creation", SCIENCE, FIRST, 6231, 6231),
        ("group_creation", CAMPUS, FIRST, 6232, 6239),
    ]
)
FIGURES["state"] = FIGURES["d"].map(lambda d: "" if d else "nothing")
MISSING = pd.DataFrame(
    [(SCIENCE, "visits", "missing"), (CIVIL, "groups", "on_time"), (CIVIL, "visits", "late")],
    columns=["unit", "kind", "status"],
)


def book(*enclosed, **options):
    data = exports.figures_workbook(FIGURES, AsOf(TERM, EVE, KNOWN_AT), *enclosed, **options)
    return openpyxl.load_workbook(BytesIO(data))


def test_the_tidy_sheet_has_every_figure_with_all_that_belongs_to_it():
    """Indicator, unit, day, known-at, n, d and the rate as a number shown in per cent."""
    sheet = book()["明细"]
    headings, *rows = list(sheet.iter_rows(values_only=True))
    assert headings == (
        "指标",
        "学院(系、部)",
        "截至日",
        "数据截至",
        "分子",
        "分母",
        "比率",
        "说明",
        "指标编号",
    )
    assert len(rows) == len(FIGURES)
    eve, known = dt.datetime(2020, 2, 23), dt.datetime(2020, 2, 25)  # noqa: DTZ001 - cells have no zone
    assert rows[0] == ("建群率", SCIENCE, eve, known, 6052, 6231, 6052 / 6231, None, "group_creation")
    assert rows[2][4:8] == (0, 0, None, "不涉及")
    assert sheet["G2"].number_format == "0.0%"
    assert sheet["E2"].number_format == "#,##0"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:I{len(FIGURES) + 1}"


def test_the_pivot_has_units_by_indicators_on_the_day():
    """Rate, n and d side by side, the units in the order of the term, the word where d is 0."""
    sheet = book()["分子与分母"]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("学院(系、部)", "建群率", None, None, "报送率", None, None)
    assert rows[1][1:] == ("比率", "分子", "分母", "比率", "分子", "分母")
    assert [row[0] for row in rows[2:]] == [NAVAL, SCIENCE, CIVIL, "全校"]
    assert rows[2][1:4] == ("不涉及", 0, 0)
    assert rows[4][1:] == (1 / 8, 1, 8, 1, 4, 4)
    assert "2月23日 周日" in sheet["A2"].value
    assert "2月24日 周一 24:00" in sheet["A2"].value


def test_days_stand_side_by_side_when_there_are_several():
    """A row for each indicator and unit, a column a day; one day alone needs no such sheet."""
    rows = list(book()["逐日"].iter_rows(values_only=True))
    assert rows[0] == ("指标", "学院(系、部)", "截至 2020-02-23", "截至 2020-02-24")
    assert ("建群率", SCIENCE, 6052 / 6231, 1) in rows
    one_day = FIGURES[FIGURES["on"] == pd.Timestamp(EVE)]
    data = exports.figures_workbook(one_day, AsOf(TERM, EVE, KNOWN_AT))
    assert "逐日" not in openpyxl.load_workbook(BytesIO(data)).sheetnames


def test_native_charts_show_sorted_bars_and_the_trend():
    """One bar chart for each indicator of the day and one line chart, drawn from cells."""
    workbook = book()
    charts = workbook["图表"]._charts
    assert sorted(type(chart).__name__ for chart in charts) == ["BarChart", "BarChart", "LineChart"]
    data = workbook["图表数据"]
    assert [(row[0].value, row[1].value) for row in data.iter_rows(2, 4, 1, 2)] == [
        (SCIENCE, 6052 / 6231),
        (CIVIL, 1 / 8),
        (NAVAL, None),
    ]


def test_a_chart_says_what_follows_from_it_and_none_is_empty():
    """How many units are short and which one most; an indicator without any rate has no chart."""
    charts = book()["图表"]._charts
    titles = [chart.title.tx.rich.p[0].r[0].t for chart in charts]
    assert "建群率 截至 2月23日：2 个学院(系、部)没有完成，最低 土木工程系 12.5 %" in titles
    nothing = figures([("group_creation", SCIENCE, EVE, 0, 0), ("reporting", SCIENCE, EVE, 4, 4)])
    data = exports.figures_workbook(nothing, AsOf(TERM, EVE, KNOWN_AT))
    (chart,) = openpyxl.load_workbook(BytesIO(data))["图表"]._charts
    assert chart.title.tx.rich.p[0].r[0].t == "报送率 截至 2月23日：有数据的学院(系、部)全部完成"


def test_it_opens_on_the_summary_and_prints_in_order():
    """What is read comes before the data; every sheet has an area to print and repeats its headings."""
    workbook = book(exports.Enclosed(MISSING))
    assert workbook.active.title == "汇总"
    names = workbook.sheetnames
    assert names[:4] == ["汇总", "图表", "未报与迟报", "说明"]
    assert names[4:] == ["明细", "分子与分母", "逐日", "图表数据"]
    for sheet in workbook.worksheets[:-1]:
        assert sheet.print_area, sheet.title
    assert workbook["汇总"].print_title_rows == "$3:$3"
    assert workbook["分子与分母"].print_title_cols == "$A:$A"
    rows = list(workbook["汇总"].iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("指标", "全校", NAVAL, SCIENCE, CIVIL)
    assert rows[1] == ("建群率", 6053 / 6239, "不涉及", 6052 / 6231, 1 / 8)


def test_who_has_not_reported_is_named():
    """What is missing comes first, then what is late; what came in time is not a reproach."""
    rows = list(book(exports.Enclosed(MISSING))["未报与迟报"].iter_rows(values_only=True))
    assert rows == [("学院(系、部)", "表", "报送状态"), (SCIENCE, "听课", "未报"), (CIVIL, "听课", "迟报")]
    nobody = book(exports.Enclosed(MISSING[:0]))["未报与迟报"]
    assert nobody["A2"].value == "全部已按时报送"
    assert "未报与迟报" not in book().sheetnames


def test_the_notes_say_what_is_divided_by_what():
    """A figure that leaves the house takes its definition along."""
    rows = list(book()["说明"].iter_rows(values_only=True))
    assert rows[1][:3] == ("建群率", "已建群的教学班", "应开教学班")


def test_the_workbook_can_be_english():
    """Sheets, headings, units and indicators follow the language."""
    workbook = book(exports.Enclosed(MISSING), language="en")
    assert workbook.sheetnames == [
        "Summary",
        "Charts",
        "Missing and late",
        "Notes",
        "Figures",
        "n and d",
        "Days",
        "Chart data",
    ]
    assert workbook["Figures"]["B2"].value == "School of Science"
    assert workbook["Missing and late"]["B2"].value == "Supervision visits"


def test_no_cell_of_the_workbook_is_a_formula():
    """A unit whose name looks like a formula stays text in every sheet."""
    table = figures([("enrollment", "=HYPERLINK(1)", EVE, 1, 2)])
    data = exports.figures_workbook(table, AsOf(TERM, EVE, KNOWN_AT))
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_csv_has_the_same_figures():
    """UTF-8 with BOM, a row a figure, the rate as a share, known-at with its offset."""
    data = exports.figures_csv(FIGURES, AsOf(TERM, known_at=KNOWN_AT))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == len(FIGURES)
    assert rows[0]["数据截至"] == "2020-02-25T00:00:00+08:00"
    assert float(rows[0]["比率"]) == 6052 / 6231
    assert (rows[2]["分母"], rows[2]["比率"]) == ("0", "")


def test_a_table_of_something_else_is_refused():
    """The workbook is made of a figures table and of nothing else."""
    with pytest.raises(ValueError, match="not a figures table"):
        exports.figures_workbook(MISSING, AsOf(TERM, EVE, KNOWN_AT))


def test_a_day_without_figures_still_makes_a_file():
    """An empty choice gives a workbook that opens, with headings and no rows."""
    data = exports.figures_workbook(FIGURES[:0], AsOf(TERM, EVE, KNOWN_AT))
    assert openpyxl.load_workbook(BytesIO(data))["明细"].max_row == 1


def test_events_have_a_sheet_where_there_are_any():
    """A row an event with its day and whose it is; without events there is no sheet."""
    events = [Event(EVE, "学习通登录故障"), Event(FIRST, "停电", SCIENCE)]
    rows = list(book(exports.Enclosed(events=events))["事件"].iter_rows(values_only=True))
    assert [(row[0].date(), *row[1:]) for row in rows[1:]] == [
        (EVE, "全校", "学习通登录故障"),
        (FIRST, SCIENCE, "停电"),
    ]
    assert "事件" not in book().sheetnames
