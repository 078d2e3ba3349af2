import datetime as dt
from itertools import pairwise

from charts import phases
from charts.canvas import Look
from charts.labels import text_width
from charts.theme import SMALL_SIZE
from tests.charts.making import AS_OF, EVE, FIRST, MONTH, TERM, days

SHEET = Look(TERM, AS_OF)


def test_each_day_belongs_to_the_shortest_phase_that_holds_it():
    """The first day is not hidden by the week, nor the week by the month."""
    bands = phases.bands_of(TERM, TERM.first_day, MONTH)
    assert [(band.phase.id, band.first, band.last) for band in bands] == [
        ("preparation", dt.date(2020, 2, 20), EVE),
        ("first_day", FIRST, FIRST),
        ("first_week", dt.date(2020, 2, 25), dt.date(2020, 3, 1)),
        ("first_month", dt.date(2020, 3, 2), MONTH),
    ]


def test_days_without_a_phase_have_no_band():
    """A range that begins before the preparation leaves those days blank."""
    bands = phases.bands_of(TERM, dt.date(2020, 2, 10), dt.date(2020, 2, 21))
    assert [(band.first, band.last) for band in bands] == [(dt.date(2020, 2, 20), dt.date(2020, 2, 21))]


def test_names_of_phases_never_overlap():
    """On the narrowest plot names that would touch stand in rows below one another."""
    bands = phases.bands_of(TERM, TERM.first_day, MONTH)
    plot = 180
    places = phases.band_places(bands, SHEET, plot)
    per_day = plot / 32
    spans = [
        ((b.first - TERM.first_day).days * per_day, text_width(b.phase.name, SMALL_SIZE), place.row)
        for b, place in zip(bands, places, strict=True)
    ]
    assert not any(place.to_the_left for place in places)
    for one, other in ((a, b) for i, a in enumerate(spans) for b in spans[i + 1 :] if a[2] == b[2]):
        assert one[0] + one[1] <= other[0]


def test_a_name_that_has_no_room_before_the_edge_ends_where_its_band_does():
    """On the first days of a phase its name would run into what stands beside the plot."""
    bands = phases.bands_of(TERM, TERM.first_day, dt.date(2020, 2, 25))
    places = phases.band_places(bands, SHEET, 120)
    assert [place.to_the_left for place in places] == [False, False, True]
    label = phases.band_labels(bands, places, SHEET)[-1]
    assert (label["xanchor"], label["x"]) == ("right", phases.day_span(*bands[-1][1:])[1])


def test_few_days_are_labelled_and_checkpoints_come_first():
    """A month shows its weekends, a few days show themselves, and no two labels are too close."""
    ticks = phases.day_ticks(days(TERM.first_day, MONTH), TERM)
    assert ticks == [EVE, *(dt.date(2020, 3, day) for day in (1, 8, 15, 22))]
    assert phases.day_ticks(days(EVE, FIRST), TERM) == [EVE, FIRST]
    assert phases.day_ticks([EVE], TERM) == [EVE]
    for one, other in pairwise(phases.day_ticks(days(TERM.first_day, dt.date(2020, 3, 1)), TERM)):
        assert (other - one).days >= 3  # of eleven, on a plot that is a hundred and fifty pixels wide
    for one, other in pairwise(phases.day_ticks(days(TERM.first_day, MONTH), TERM, most=3)):
        assert (other - one).days >= 11


def test_a_checkpoint_is_marked_and_named():
    """The triangle on the axis says which checkpoint it is and which day."""
    trace = phases.checkpoint_marks(phases.checkpoints_of(TERM, EVE, FIRST), SHEET)
    assert trace["x"] == [EVE, FIRST]
    assert trace["text"] == ["节点 开课前夜：2月23日 周日", "节点 首日：2月24日 周一"]
