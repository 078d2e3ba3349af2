from __future__ import annotations

from tests.pages.opening import opened, words


def test_the_board_has_a_row_a_task_and_says_who_carries_what_is_late(sample: str) -> None:
    """Sixteen titles to press, the deadline with what is left of it, and the parties of what is overdue."""
    app = opened("tasks", on="2020-02-24")
    titles = [button.label for button in app.button if button.key and button.key.startswith("task ")]
    assert [title.strip("*").split()[0] for title in titles] == [str(number) for number in range(1, 17)]
    said = words(app)
    assert "截止 2月22日 周六 24:00" in said
    assert ":red-badge[× 逾期] :small[已过 24 小时]" in said
    assert ":gray[学工处]　:red[4 辅导员进群]" in said
    assert ":primary-badge[**确保**] :small[一个不少]" in said
    assert "[未计入 " in said
    assert "[按 0 计 " in said
    assert "[⚑](agreement" in said


def test_a_link_opens_a_task_of_one_unit(sample: str) -> None:
    """The unit's own figures stand there, what is the campus's alone does not, and the way to its lists."""
    app = opened("tasks", on="2020-02-24", place="语言文学学院", task="3", states_of_tasks="overdue")
    assert app.selectbox(key="place").value == "语言文学学院"
    said = words(app)
    assert "截止 2月23日 周日 24:00 · 已过 24 小时" in said
    assert "校区工作组" not in said
    assert app.query_params["task"] == "3"
    assert {"看语言文学学院的各项名单", "溯源"} <= {link.proto.label for link in app.get("page_link")}
