"""A roster sent as the whole on the page of submission: what goes is told before it is confirmed."""

from __future__ import annotations

from services import cache
from store import open_store
from tests.pages.submitting import TERM, confirmed, dropped, groups, shown
from tests.pages.workbooks import workbook


def test_a_tick_makes_a_roster_the_whole_and_names_who_goes(sample: str) -> None:
    """Without it nobody goes; with it one student is named, and counts no more once it is confirmed."""
    with open_store(sample) as store:
        roster = cache.facts(store, TERM)["roster"]
    unit, class_id = roster[["unit", "class_id"]].iloc[0]
    students = roster[roster["class_id"] == class_id].drop_duplicates("student_id", keep="last")
    rows = [[unit, class_id, id, "某某", "是"] for id in students["student_id"].iloc[:-1]]
    left = f"{class_id}·{students['student_id'].iloc[-1]}"
    app = dropped(("名单.xlsx", workbook([["学院", "教学班号", "学号", "姓名", "是否进群"], *rows])))
    said = [text for table in app.dataframe for text in table.value.get("问题与处理办法", ())]
    assert not any(left in text for text in said)
    app = app.checkbox[0].set_value(True).run()
    assert any(left in text for text in shown(app, "问题与处理办法")["问题与处理办法"])
    confirmed(app)
    with open_store(sample) as store:
        after = cache.facts(store, TERM)["roster"]
    assert after[after["whole"]]["class_id"].unique().tolist() == [class_id]


def test_a_sheet_that_is_no_list_is_not_asked(sample: str) -> None:
    """Groups of classes are no list that could be the whole."""
    app = dropped(("建群.xlsx", groups(["000001", "2月21日"])))
    assert not [box for box in app.checkbox if "全部名单" in box.label]
