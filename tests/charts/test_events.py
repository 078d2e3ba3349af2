"""Events on lines: where they fall, what stands for what, and that no number lies over another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import charts
from charts.events import event_rows
from charts.labels import NARROWEST
from schema.events import Event
from schema.figures import CAMPUS
from tests.charts.making import CIVIL, LOOK, SCIENCE, rising

FAULT = Event(dt.date(2020, 2, 22), "学习通登录故障")
POWER = Event(dt.date(2020, 2, 22), "停电", SCIENCE)
LATER = Event(dt.date(2020, 3, 3), "换平台", CIVIL)
BEFORE = Event(dt.date(2020, 2, 10), "放假")
NOTED = replace(LOOK, events=(LATER, FAULT, POWER, BEFORE))


def drawn(figure: charts.trend, axes: str = "x") -> list[tuple[object, str]]:
    """The day and the numbers of each label of events on one axis."""
    labels = [each for each in figure.layout.annotations if each.text and each.text[0] in "①②③"]
    return [(each.x, each.text) for each in labels if each.xref == axes]


def lines_at(figure: charts.trend, day: dt.date) -> int:
    """How many upright lines stand at a day."""
    return sum(shape.type == "line" and shape.x0 == shape.x1 == day for shape in figure.layout.shapes)


@pytest.mark.parametrize(
    ("units", "labels"),
    [
        ((CAMPUS,), [(FAULT.day, "①")]),
        ((SCIENCE, CAMPUS), [(FAULT.day, "①②")]),
        ((CIVIL,), [(FAULT.day, "①"), (LATER.day, "②")]),
    ],
)
def test_a_line_shows_the_events_of_the_campus_and_of_its_units(units, labels) -> None:
    """With a line at the day, a number beside it, and its words below; what lies before the days is not shown."""
    figure = charts.trend(rising(units), NOTED)
    assert drawn(figure) == labels
    assert lines_at(figure, FAULT.day) == 1
    foot = " ".join(each.text or "" for each in figure.layout.annotations)
    assert "① 2月22日 学习通登录故障" in foot.replace("<br>", "")
    assert ("停电" in foot) == (SCIENCE in units)
    assert "放假" not in foot


def test_panels_show_them_in_each_and_say_once_what_they_are() -> None:
    """A line and a number a panel, the words once at the foot."""
    figure = charts.small_multiples(rising((SCIENCE, CAMPUS), ("enrollment", "group_creation")), NOTED)
    assert drawn(figure) == drawn(figure, "x2") == [(FAULT.day, "①②")]
    assert sum("学习通登录故障" in (each.text or "") for each in figure.layout.annotations) == 1


def test_numbers_of_days_beside_each_other_stand_in_rows_of_their_own() -> None:
    """No number lies over another on the narrowest screen, and days far apart share a row."""
    events = [Event(FAULT.day + dt.timedelta(days=place), "故障") for place in (0, 1, 2, 20)]
    first, last = LOOK.term.first_day, LOOK.term.last_day
    assert event_rows(events, first, last, NARROWEST / 2) == [0, 1, 2, 0]


def test_a_chart_without_events_is_as_it_was() -> None:
    """Nothing is drawn, and no room taken."""
    table = rising((CAMPUS,))
    plain = charts.trend(table, LOOK)
    assert plain == charts.trend(table, replace(LOOK, events=(BEFORE, LATER)))
    assert charts.trend(table, NOTED).layout.height > plain.layout.height
