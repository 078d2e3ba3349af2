import pandas as pd
import pytest

import charts
from charts import Look, theme
from schema.kinds import REPORTED_KINDS
from tests.charts.making import AS_OF, CIVIL, LOOK, SCIENCE, TERM, hovers, texts


def reports(*rows):
    """The frame of rows ``unit, kind, due (local day and hour), status``."""
    table = pd.DataFrame(rows, columns=["unit", "kind", "due", "status"])
    local = pd.to_datetime(table["due"]).dt.tz_localize("Asia/Shanghai").dt.tz_convert("UTC")
    return table.assign(due=local.dt.tz_localize(None).astype("datetime64[us]"))


TABLE = reports(
    (CIVIL, "groups", "2020-02-24 00:00", "on_time"),
    (CIVIL, "visits", "2020-02-24 00:00", "on_time"),
    (CIVIL, "enrollment", "2020-02-24 00:00", "missing"),
    (CIVIL, "enrollment", "2020-03-01 18:00", "pending"),
    (SCIENCE, "groups", "2020-02-24 00:00", "late"),
    (SCIENCE, "visits", "2020-02-24 00:00", "late"),
)


def cells(figure):
    """What is written at each place of the map."""
    drawn = figure.data[1]
    return {(x, y): text for x, y, text in zip(drawn.x, drawn.y, drawn.text, strict=True)}


def test_a_day_shows_the_worst_of_its_sheets_and_how_many_they_are():
    """All late is late; one of three missing is ×1; ahead is neither."""
    figure = charts.reports_calendar(TABLE, LOOK)
    assert figure.layout.yaxis.ticktext == (SCIENCE, CIVIL)
    assert cells(figure) == {(0, 0): "<b>!</b>", (0, 1): "<b>×</b>1", (1, 1): "<b>○</b>"}


def test_what_is_due_at_midnight_belongs_to_the_day_that_ends():
    """24:00 of the 23rd is the 23rd; days without anything due are left out, and marked by a line."""
    figure = charts.reports_calendar(TABLE, LOOK)
    assert figure.layout.xaxis.ticktext == ("2月<br>23日", "3月<br>1日")
    assert [shape.x0 for shape in figure.layout.shapes] == [0.5]
    assert any("只列有报表到期的日子" in text for text in texts(figure))


def test_a_unit_of_which_nothing_is_expected_that_day_has_no_cell():
    """An empty place is no state, and says nothing when it is pointed at."""
    figure = charts.reports_calendar(TABLE, LOOK)
    assert figure.data[0].z[0][1] is None
    assert figure.data[0].hoverongaps is False


def test_pointing_at_a_cell_names_every_sheet_with_its_state():
    """The number in the cell is explained by what stands behind it."""
    said = hovers(charts.reports_calendar(TABLE, Look(TERM, AS_OF, language="en")))
    assert any("Sun 23 Feb" in text and "× missing" in text and "✓ on time" in text for text in said)


def test_every_state_has_its_symbol_and_the_key_names_those_that_occur():
    """Colour alone says nothing."""
    key = charts.reports_calendar(TABLE, LOOK).layout.title.subtitle.text
    assert all(words in key for words in ("✓ 按时", "! 迟报", "× 未报", "○ 未到期"))
    late = TABLE[TABLE["status"] == "late"]
    assert "×" not in charts.reports_calendar(late, LOOK).layout.title.subtitle.text


def test_the_counts_are_told_to_those_who_do_not_see_them():
    """Worst first, as they are looked for."""
    alt = charts.alt_text(charts.reports_calendar(TABLE, LOOK))
    assert "未报 1；迟报 2；按时 2；未到期 1" in alt


@pytest.mark.parametrize("dark", [False, True])
def test_the_tints_are_those_of_the_theme(dark):
    """A state has one colour on every page."""
    scale = charts.reports_calendar(TABLE, Look(TERM, AS_OF, dark=dark)).data[0].colorscale
    fill = theme.palette(dark).status_fill
    assert [color for _, color in scale[::2]][:3] == [fill["bad"], fill["warn"], fill["good"]]


def test_a_month_of_days_fits_a_phone_with_few_labels():
    """Thirty narrow columns have small symbols, and labels that keep apart."""
    days = pd.date_range("2020-02-21", periods=30)
    table = reports(*[(SCIENCE, kind, day, "on_time") for day in days for kind in REPORTED_KINDS])
    figure = charts.reports_calendar(table, LOOK)
    assert figure.data[1].textfont.size < 9
    assert 3 <= len(figure.layout.xaxis.tickvals) <= 10
    assert figure.layout.xaxis.tickvals[-1] == 29


def test_an_unknown_state_is_refused():
    """A word that is no state is a mistake and not a colour."""
    with pytest.raises(ValueError, match="perhaps"):
        charts.reports_calendar(TABLE.assign(status="perhaps"), LOOK)
