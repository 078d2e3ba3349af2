"""What moved a figure, drawn as steps: they begin where the one before ended, in every format."""

from __future__ import annotations

import re
from io import BytesIO

import pptx
import pytest

from exports.papers.drawing import Sheet, svg
from exports.papers.formats import made
from exports.papers.paper import Chart, Paper, Section, Series, spans_of

NAMES = ("3月15日", "收到 甲", "撤回 乙", "3月22日")
LABELS = ("50.0 %", "▲ 30.0 百分点", "▼ 10.0 百分点", "70.0 %")
STEPS = Chart("steps", "t", "m", NAMES, (Series("变化", (0.5, 0.3, -0.1, 0.7), LABELS),))


def test_a_step_begins_where_the_one_before_ended() -> None:
    """The axis begins below the lowest; the figures at both ends are whole."""
    start, spans = spans_of(STEPS)
    assert 0 < start < 0.5
    assert [pytest.approx(span) for span in spans] == [(start, 0.5), (0.5, 0.8), (0.8, 0.7), (start, 0.7)]


def test_a_drawing_says_each_step_and_has_it_in_its_place() -> None:
    """What falls ends to the left of where it began, and every label is written."""
    drawn = svg(STEPS, Sheet(width=700, type=10))
    bars = [tuple(map(float, bar)) for bar in re.findall(r'x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)]
    (left, whole), (up, rise), (down, fall), (again, end) = bars
    assert left == again
    assert up == pytest.approx(left + whole, abs=0.2)
    assert down == pytest.approx(up + rise - fall, abs=0.2)
    assert left + end == pytest.approx(down, abs=0.2)
    assert all(f"<title>{name} {label}</title>" in drawn for name, label in zip(NAMES, LABELS, strict=True))


def test_slides_have_the_steps_as_a_chart_that_can_be_edited() -> None:
    """Where each begins, which is not seen, how large it is, and its number with its sign."""
    paper = Paper(
        "t", "c", "t", "a", "zh", (Section("changed", "变", (), STEPS),), (), "{page}", "{shown}{all}"
    )
    slides = pptx.Presentation(BytesIO(made(paper, "pptx"))).slides
    [chart] = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    below, steps, words = chart.plots[0].series
    assert list(below.values)[1:3] == pytest.approx([0.5, 0.7])
    assert list(steps.values)[1:3] == pytest.approx([0.3, 0.1])
    assert [words.points[place].data_label.text_frame.text for place in range(4)] == list(LABELS)
