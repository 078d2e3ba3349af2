"""The golden campus leaves the house: every file and chart of it says what a 0 and a blank mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest

import charts
import exports
from charts import Look, wording
from metrics import compute_figures, gaps
from metrics.states import with_states
from pages.phases.briefing import _counts, _figures_of, by_indicator, by_unit
from schema.as_of import AsOf
from schema.figures import CAMPUS
from tests.charts.making import hovers, texts
from tests.metrics.golden import SUBMISSIONS, TERM
from tests.metrics.making import feb, frames_of

DAYS = [feb(day) for day in (20, 22, 23, 26)]
Drawing = Callable[[pd.DataFrame], go.Figure]
LOOK = Look(TERM, "金")
# Charts of one indicator.
OF_ONE: dict[str, Drawing] = {
    "trend": lambda one: charts.trend(one, LOOK),
    "bars": lambda one: charts.bars(one, LOOK),
    "heat_by_day": lambda one: charts.heat_by_day(one, LOOK),
    "movers": lambda one: charts.movers(one, LOOK, since=DAYS[0], on=DAYS[-1]),
    "restatement": lambda one: charts.restatement(
        one[one["on"] == one["on"].max()], one[one["on"] == one["on"].max()], LOOK, rows="unit"
    ),
}
STATE_WORDS = {"not_reported": "未报", "not_due": "未到期", "unknown": "不详", "nothing": "不涉及"}
RATE = re.compile(r"([\d.]+) ?% *[（(]([\d,]+) / ([\d,]+)")


def cells(content: bytes) -> Iterator[tuple[str, object, str]]:
    """Every cell of a workbook that is filled: sheet, value, number format."""
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        for row in sheet.iter_rows():
            yield from (
                (sheet.title, cell.value, cell.number_format) for cell in row if cell.value is not None
            )


@pytest.fixture(scope="module")
def facts() -> Mapping[str, pd.DataFrame]:
    """All that was sent."""
    return frames_of(SUBMISSIONS)


@pytest.fixture(scope="module")
def figures(facts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All figures of four days, as if a spot check had found otherwise of one."""
    table = with_states(compute_figures(facts, term=TERM, days=DAYS), facts, TERM)
    return table.assign(contradicted=(table["indicator"] == "group_creation") & (table["unit"] == "甲学院"))


def drawings() -> Iterator[tuple[str, Drawing]]:
    """Every chart of figures, of an indicator that has all states and of those that have not."""
    for id in ("group_creation", "need_survey", "students_complete"):
        for name, draw in OF_ONE.items():
            yield f"{name}-{id}", lambda table, draw=draw, id=id: draw(table[table["indicator"] == id])
    yield "heat_by_indicator", lambda table: charts.heat_by_indicator(table, LOOK)
    for unit in TERM.unit_names:
        yield (
            f"small_multiples-{unit}",
            lambda table, unit=unit: charts.small_multiples(table[table["unit"].isin([unit, CAMPUS])], LOOK),
        )
        yield f"against_campus-{unit}", lambda table, unit=unit: charts.against_campus(table, LOOK, unit=unit)


def test_the_figures_workbook_and_csv_tell_four_kinds_of_nothing_apart(figures: pd.DataFrame) -> None:
    """Each figure that says nothing has its word, in every sheet and in the csv; what is contradicted its mark."""
    as_of = AsOf(TERM, DAYS[-1], TERM.end_of(DAYS[-1]))
    content = exports.figures_workbook(figures, as_of)
    book = openpyxl.load_workbook(BytesIO(content))
    rows = list(book["明细"].iter_rows(min_row=2, values_only=True))
    for row, figure in zip(rows, figures.sort_values("on", kind="stable").itertuples(), strict=True):
        words = (row[7] or "").split("；")
        assert (figure.state != "") == (STATE_WORDS.get(figure.state) in words), row
        assert figure.contradicted == ("⚑ 与抽查不符" in words), row
    for sheet in ("汇总", "分子与分母", "逐日"):
        said = {value for name, value, _ in cells(content) if name == sheet}
        assert set(STATE_WORDS.values()) - {"" if sheet == "逐日" else "未到期"} <= said
        assert any(shape.startswith('"⚑ "') for name, _value, shape in cells(content) if name == sheet)
    assert not any("无数据" in str(value) for _, value, _ in cells(content))
    plain = exports.figures_csv(figures, as_of).decode("utf-8-sig")
    assert "无数据" not in plain
    assert all(
        plain.count(word) >= list(figures["state"]).count(state) for state, word in STATE_WORDS.items()
    )


def test_a_table_of_a_briefing_writes_words_where_there_is_no_rate(figures: pd.DataFrame) -> None:
    """By unit and for the campus: the word before the counts, the mark on what is contradicted, else n / d."""
    today = figures[figures["on"] == figures["on"].max()]
    ids = list(figures["indicator"].drop_duplicates())
    of_units = by_unit(today, ids, TERM.unit_names)
    for id in ids:
        shown = [_counts(row) for row in _figures_of(of_units, id).itertuples()]
        own = today[(today["indicator"] == id) & (today["unit"] != CAMPUS)]
        for words, figure in zip(shown, own.itertuples(), strict=True):
            ratio = wording.format_ratio(figure.n, figure.d)
            expected = f"⚑ {ratio}" if figure.contradicted else ratio
            assert words.startswith(STATE_WORDS[figure.state]) if figure.state else words == expected
    campus = by_indicator(today, ids)
    assert _counts(next(_figures_of(campus, "rate").itertuples())) == "4 / 8"


@pytest.mark.parametrize(("name", "draw"), list(drawings()))
def test_every_chart_of_it_says_what_a_blank_means(name: str, draw: Drawing, figures: pd.DataFrame) -> None:
    """Written, on hover and aloud: 100.0 % is all, 0.0 % none and reported, and nothing reads 无数据."""
    figure = draw(figures)
    said = "\n".join([*texts(figure), *hovers(figure), charts.alt_text(figure)])
    assert "无数据" not in said, name
    for percentage, n, d in RATE.findall(re.sub(r"<[^>]+>", "", said)):
        assert (percentage == "100.0") == (n == d)
        assert (percentage == "0.0") == (n == "0")


def test_the_lists_of_it_name_who_is_not_counted(facts: Mapping[str, pd.DataFrame]) -> None:
    """Blank counts and classes of no plan are listed; as many as stand beside the rates."""
    lists = gaps(facts, TERM, DAYS[-1])
    assert list(lists["counts_blank"]["count"]) == ["notified", "received"]
    assert set(lists["not_in_plan"]["class_id"]) == {"999"}
    assert not any("无数据" in str(cell) for rows in lists.values() for cell in rows.to_numpy().ravel())
