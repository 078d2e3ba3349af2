"""Charts and tables of a document by themselves: what is drawn of a blank, and how wide columns are."""

from __future__ import annotations

import re

import pytest

from exports.papers.drawing import Sheet, svg
from exports.papers.paper import Chart, Series, Table, widths


def test_not_reported_is_no_bar_and_no_zero() -> None:
    """A unit that has not reported has the word beside its name, and no length."""
    chart = Chart("bars", "t", "m", ("甲", "乙"), (Series("s", (None, 0.5), ("未报", "50.0 %")),))
    drawn = svg(chart, Sheet(width=400, type=10))
    assert "<title>甲 未报</title>" in drawn
    assert re.findall(r'width="([\d.]+)" height', drawn)[0] == "0.0"


def test_columns_are_as_wide_as_what_cannot_be_broken() -> None:
    """A rate is never broken across lines, however little room a slide has."""
    table = Table("t", ("Unit", "Rate"), (("School of Information Science", "100.0 %"),), frozenset({1}))
    name, rate = widths(table, (0, 1), 14)
    assert name + rate == pytest.approx(14)
    assert rate >= 0.56 * 7
