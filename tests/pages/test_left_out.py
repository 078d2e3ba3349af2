from __future__ import annotations

import pandas as pd
import pytest

from access import Person, Role
from metrics.lists.missing import Missing, missing_students
from metrics.standing import Standing
from pages.topics.left_out_lists import _taken
from schema.figures import CAMPUS
from schema.term import load_term
from services import cache
from services.desk import Desk
from store import open_store
from store.acts import read_acts
from tests.metrics.making import feb
from tests.pages.opening import opened, words

TERM = load_term()
EVE = {"on": "2020-02-23"}


def listed(url: str) -> pd.DataFrame:
    with open_store(url) as store:
        return missing_students(cache.facts(store, TERM), TERM, feb(23))


def test_student_affairs_see_each_student_once_and_narrow_the_list(sample: str) -> None:
    """The list by counsellor holds every student once; what is lacking and words narrow it."""
    found = listed(sample)
    app = opened("left_out", **{"as": "student-affairs"}, **EVE)
    shown = app.dataframe[1].value
    assert sorted(shown["student_id"]) == sorted(found["student_id"].unique())
    app.pills(key="lacks").set_value(["not_notified"]).run()
    lacking = found[found["not_notified"]]
    assert set(app.dataframe[1].value["student_id"]) == set(lacking["student_id"])
    app.segmented_control(key="list_by").set_value("class_id").run()
    assert len(app.dataframe[1].value) == len(lacking)
    one = lacking.iloc[0]
    app.text_input(key="left_out_search").set_value(one["student_id"]).run()
    assert set(app.dataframe[1].value["student_name"]) == {one["student_name"]}
    app.text_input(key="left_out_search").set_value("查无此人").run()
    assert "没有符合条件的学生" in words(app)
    assert not app.exception


@pytest.mark.parametrize(("who", "tables"), [("leader", 4), ("network", 1)])
def test_others_see_numbers_and_no_name(sample: str, who: str, tables: int) -> None:
    """No student is in a table of theirs, and there is no list to take along."""
    found = listed(sample)
    app = opened("left_out", **{"as": who}, **EVE)
    frames = [table.value for table in app.dataframe]
    assert len(frames) == tables
    cells = {str(cell) for frame in frames for cell in frame.to_numpy().ravel()}
    assert not cells & set(found["student_id"])
    assert not any(column.startswith("student_") for frame in frames for column in frame)
    assert not app.text_input
    assert not any("联系名单" in button.label for button in app.download_button)
    with open_store(sample) as store:
        units = (
            Missing(Standing(cache.facts(store, TERM), TERM)).by_unit(feb(23)).set_index("unit").loc[CAMPUS]
        )
    due, unlisted = int(units["classes"]), int(units["unlisted"])
    assert f"名单覆盖 {due - unlisted:,} / {due:,} 个教学班" in words(app)
    assert app.metric[3].value == f"{found.loc[found['not_joined'], 'student_id'].nunique()} 人"
    named, rest = int(units["not_joined"]), int(units["unlisted_not_joined"])
    assert app.metric[0].value == f"{named + rest:,} 人次"
    assert f"其中 {named:,} 人次有姓名，{rest:,} 人次没有名单" in words(app)


def test_a_reporter_sees_the_own_unit_before_the_campus(sample: str) -> None:
    """The cards, the table and what cannot be listed begin with it; the campus stands beside, and no name."""
    app = opened("left_out", **{"as": "reporter"}, **EVE)
    own = TERM.unit_names[0]
    with open_store(sample) as store:
        units = Missing(Standing(cache.facts(store, TERM), TERM)).by_unit(feb(23)).set_index("unit")
    lacking = units["not_joined"] + units["unlisted_not_joined"]
    assert app.metric[0].value == f"{lacking[own]:,} 人次"
    assert f"全校：未进群 {lacking[CAMPUS]:,} 人次" in words(app)
    assert next(iter(app.dataframe[0].value["unit"])) == own
    assert f"{units['unlisted'][own]:,} 个教学班" in words(app)
    assert app.metric[3].value == "没有名单"  # nobody is known by name, which is not nobody
    assert "名单内一个不少" not in words(app)
    assert "measure" not in {choice.key for choice in app.segmented_control}
    cells = {str(cell) for table in app.dataframe for cell in table.value.to_numpy().ravel()}
    assert not cells & set(listed(sample)["student_id"])


def test_a_list_is_made_once_it_is_written_down_who_takes_it(sample: str) -> None:
    """The log comes first: a list that cannot be logged is not handed out."""
    rows = pd.DataFrame({"student_id": ["1", "1", "2"]})
    with open_store(sample) as store:
        desk = Desk(store, TERM, Person("xuegong", "学工", Role.STUDENT_AFFAIRS))
        assert _taken(desk, "名单.csv", rows, lambda: b"list") == b"list"
        act = read_acts(store, TERM.name).iloc[-1]
    assert (act["act"], act["who"], act["detail"]) == (
        "downloaded",
        "xuegong",
        '{"file": "名单.csv", "students": 2}',
    )
