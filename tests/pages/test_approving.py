"""Approving with open eyes: the unusual apart, what lowers a figure first, a return that points at rows."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from schema.term import load_term
from store import open_store
from store.acts import read_acts
from store.comments import read_comments
from store.decisions import read_decisions
from tests.pages.opening import opened, words

TERM = load_term()
OWN = TERM.unit_names[0]


def press(app: AppTest, label: str) -> AppTest:
    """The page after a button was pressed."""
    return next(button for button in app.button if button.label.startswith(label)).click().run()


def test_ordinary_submissions_are_approved_in_one_press_and_the_unusual_stay(sample: str) -> None:
    """What is apart says why and from what on; the effect of the others is summed; one press approves these."""
    app = opened("history", units=OWN, kinds=["groups", "summaries"], together="1")
    apart, effect, ordinary = (table.value for table in app.dataframe[:3])
    assert set(apart["看过"]) == {""}
    assert apart["异常"].str.contains("骤升|下降").all()
    assert "超过 2.0 个百分点" in words(app)
    assert effect["全校变化"].str.contains("百分点").all()
    app = press(app, f"通过这 {len(ordinary)} 份")
    assert f"已通过 {len(ordinary)} 份" in app.success[0].value
    with open_store(sample) as store:
        decided = read_decisions(store, TERM.name).tail(len(ordinary))
    assert set(decided["submission"]) == set(ordinary["编号"])
    assert set(app.dataframe[0].value["编号"]) == set(apart["编号"])
    assert "都要逐份打开" in words(app)


def test_one_that_is_opened_shows_its_rows_and_is_noted_as_seen(sample: str) -> None:
    """Why it is apart, what lowers a figure first with the cell, and what is the same only as a count."""
    app = opened("history", units=OWN, kinds="groups", submission="30")
    said = words(app)
    assert "不变 " in said
    rows = next(table.value for table in app.dataframe if "单元格" in table.value or "类别" in table.value)
    assert set(rows["类别"]) <= {"▼ 使指标下降", "✓ 改正", "• 其余"}
    with open_store(sample) as store:
        last = read_acts(store).iloc[-1]
    assert (last["act"], last["who"], last["submission"]) == ("looked", "demo-admin", 30)


@pytest.mark.parametrize("who", ["admin", "reporter"])
def test_a_comment_is_said_where_it_belongs_and_counted_for_who_is_to_answer(sample: str, who: str) -> None:
    """What academic affairs asks stands on the unit's landing page, what the unit asks in the history."""
    app = opened("history", **{"as": who, "submission": "295"})
    next(field for field in app.text_input if field.label == "留言").input("请看 **第三行**")
    app = press(app, "留言")
    assert not app.exception
    with open_store(sample) as store:
        said = read_comments(store, TERM.name).iloc[-1]
    assert (said["submission"], said["text"]) == (295, "请看 **第三行**")
    page, other = ("tonight", "reporter") if who == "admin" else ("history", "admin")
    asked = opened(page, **{"as": other})
    assert any("1 条留言等您答复" in each.label for each in asked.expander)
    asked = press(asked, "不需要答复")
    assert not any("条留言等您答复" in each.label for each in asked.expander)
