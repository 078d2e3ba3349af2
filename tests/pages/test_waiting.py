from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

import store.intake
from store import StoreError
from tests.pages.opening import opened, words
from tests.pages.submitting import (
    button,
    confirmed,
    drafts,
    drop,
    dropped,
    groups,
    submissions,
    without_group,
)
from tests.pages.workbooks import UNIT, workbook


def test_nothing_is_taken_until_it_is_clean_where_that_was_chosen(
    sample: str, messy: tuple[str, bytes]
) -> None:
    """With an error left nothing can be confirmed; the corrected file takes the place of the first."""
    name, _content = messy
    app = dropped(messy)
    app.radio(key="policy").set_value("all_or_nothing").run()
    assert button(app, "确认上报").disabled
    assert drafts(sample) == [name]
    app = drop(app, (name, groups([without_group(sample)[0], "2020-02-21"])))
    assert "同名文件" in app.info[0].value
    assert drafts(sample) == [name]
    assert "已收下 1 行" in confirmed(app).success[0].value


def test_a_review_is_taken_up_in_another_session(sample: str) -> None:
    """What waits is listed, read anew for the unit chosen before, and confirmed there."""
    sheet = workbook([["教学班号", "建群日期"], ["99999999", "2020-02-21"]])
    first = opened("submit")
    first.selectbox(key="submitting_unit").set_value(UNIT).run()
    drop(first, ("建群.xlsx", sheet))
    second = opened("submit")
    assert "有 1 个文件等待确认" in second.info[0].value
    second = button(second, "接着处理").click().run()
    assert second.selectbox(key="submitting_unit").value == UNIT
    assert "已收下 1 行" in confirmed(second).success[0].value
    assert drafts(sample) == []


def test_what_waits_can_be_dropped_unread(sample: str, messy: tuple[str, bytes]) -> None:
    """Files of an earlier session need not be taken up to be let go."""
    dropped(messy)
    button(opened("submit"), "全部放弃").click().run()
    assert drafts(sample) == []


def test_more_files_than_may_wait_are_said_and_let_go(
    sample: str, messy: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be kept does not stand in the way of what waits already."""
    monkeypatch.setattr("schema.limits.MOST_DRAFTS", 1)
    app = dropped(messy, ("b.xlsx", groups(["x1", "2020-02-21"])))
    assert "b.xlsx" in app.error[0].value
    assert app.file_uploader[0].value == []
    assert "已收下 4 行" in confirmed(app).success[0].value


def test_somebody_else_does_not_see_what_waits(sample: str, messy: tuple[str, bytes]) -> None:
    """A review belongs to the person who began it."""
    dropped(messy)
    app = opened("submit", **{"as": "reporter"})
    assert "等待确认" not in words(app)


def test_a_review_confirmed_in_another_window_is_said_to_be(sample: str, messy: tuple[str, bytes]) -> None:
    """The second window stores nothing, and says so."""
    first = dropped(messy)
    second = button(opened("submit"), "接着处理").click().run()
    confirmed(first)
    before = submissions(sample)
    assert "已经在另一个窗口确认过" in confirmed(second).info[0].value
    assert submissions(sample) == before


def test_a_confirmation_that_was_cut_short_is_finished_later(
    sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file that could not be taken whole nothing is stored, and all of it is taken later."""
    book = openpyxl.load_workbook(BytesIO(groups(["x1", "2020-02-21"])))
    visits = book.create_sheet("听课")
    visits.append(["学院", "教学班号", "安排日期", "听课人", "听课人类别"])
    visits.append([UNIT, "x1", "2020-03-02", "钱", "校领导"])
    stream = BytesIO()
    book.save(stream)
    before = submissions(sample)

    app = dropped(("两张表.xlsx", stream.getvalue()))
    written = iter([store.intake._add])  # the second sheet finds the database gone

    def stopped(*sheet: object) -> object:
        for add in written:
            return add(*sheet)
        raise StoreError("database_unusable", url="sqlite:///x", problem="killed")

    with monkeypatch.context() as patch:
        patch.setattr("store.intake._add", stopped)
        assert "数据库暂时用不了" in confirmed(app).error[0].value
    assert submissions(sample) == before
    later = button(opened("submit"), "接着处理").click().run()
    assert [taken.value.count("已收下 1 行") for taken in confirmed(later).success] == [2]
    assert submissions(sample) == before + 2


def test_a_database_that_fails_on_confirmation_is_said_and_the_review_kept(
    sample: str, messy: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the store cannot be written, the submitter is told and may try again."""

    def fail(*_given: object, **_named: object) -> None:
        raise StoreError("database_unusable", url="sqlite:///x", problem="disk full")

    app = dropped(messy)
    monkeypatch.setattr("services.intake.add_submissions", fail)
    confirmed(app)
    assert "数据库暂时用不了" in app.error[0].value
    assert len(app.session_state["review"].files) == 1
