from itertools import pairwise

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from charts.labels import broken_widths, column_width, lines_of, markup, spread, text_width


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_breaking_loses_nothing_but_spaces(words):
    """However a text is broken, its characters stay and stay in order."""
    assert "".join("".join(lines_of(words, 12, 100)).split()) == "".join(words.split())


@given(st.text("学院工程与科 (、)abc 9", min_size=1, max_size=60))
def test_no_line_is_wider_than_its_room(words):
    """Where there is a place to break, lines fit; only one long Latin word may stand out."""
    for line in lines_of(words, 12, 60):
        assert text_width(line, 12) <= 60 or " " not in line


def test_closing_marks_do_not_begin_a_line():
    """A full stop or a bracket stays with the character before it."""
    assert lines_of("一二三。四", 10, 30) == ["一二", "三。四"]


def test_markup_in_names_is_shown():
    """A name with angle brackets is written as it is and does not become bold."""
    assert markup(["<b>甲</b>", "R&D"]) == "&lt;b&gt;甲&lt;/b&gt;<br>R&amp;D"


@given(st.lists(st.floats(0, 250), min_size=1, max_size=5))
def test_labels_are_moved_apart_and_stay_inside(wanted):
    """Five labels of two lines fit into the plot without covering one another."""
    sizes = [32.0] * len(wanted)
    centres = sorted(spread(wanted, sizes, 0, 250))
    assert all(b - a >= 32 - 1e-6 for a, b in pairwise(centres))
    assert centres[0] >= 16 - 1e-6
    assert centres[-1] <= 234 + 1e-6


def test_labels_with_room_stay_where_they_are():
    """Labels that do not touch are not moved."""
    assert spread([50.0, 150.0], [30.0, 30.0], 0, 250) == [50.0, 150.0]


def test_a_column_is_as_wide_as_its_longest_words():
    """Whichever row they stand in, up to a line of prose; a cell without any takes no room."""
    names = pd.Series(["理学院"] * 50 + ["School of Naval Architecture and Ocean Engineering", None])
    assert column_width("学院", names.head(50)) == 3 * 14 + 20
    assert 310 < column_width("学院", names) < 360
    assert column_width("收到的工作表", names.head(0)) == 6 * 14 + 20
    assert column_width("说明", pd.Series(["长" * 1000])) == 440


def test_columns_of_words_give_way_where_a_table_has_no_room():
    """The widest go on in further lines, none narrower than its heading; numbers keep theirs."""
    remark = "School of Languages and Literature not reported, Department of Physical Education 45.5 %"
    frame = pd.DataFrame({"unit": ["School of Science"], "remark": [remark], "n": [12]})
    headings = {"unit": "Unit", "remark": "Units furthest behind", "n": "n"}
    assert broken_widths(frame, headings, 1_000) == {}
    assert broken_widths(frame, headings, 700) == {"remark": 440}
    narrow = broken_widths(frame, headings, 440)
    assert list(narrow) == ["remark"]
    assert narrow["remark"] + column_width("Unit", frame["unit"]) + column_width("n", frame["n"]) <= 440
    assert broken_widths(frame.assign(remark="few"), headings, 440) == {}
    least = broken_widths(frame, headings, 0)
    assert least["unit"] >= column_width("Unit", pd.Series(["Science"]))
    assert least["remark"] >= column_width("Units furthest behind", frame["remark"].head(0))
    assert len(lines_of(remark, 14 * 0.49 / 0.56, least["remark"] - 20)) <= 3
