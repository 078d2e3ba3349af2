"""Rows corrected on the page: offered repairs, edited cells, and what becomes of the review."""

from __future__ import annotations

import pytest

from schema.corrections import CellPlace
from schema.term import load_term
from services import corrections
from services.desk import Desk
from services.source_cells import source_row
from services.tracing import behind, items_of
from store import open_store
from store.drafts import read_drafts
from store.submissions import read_submissions
from tests.pages.opening import opened, words
from tests.pages.submitting import ADMIN, button, confirmed, dropped, shown, without_group
from tests.pages.workbooks import UNIT, workbook

TERM = load_term()
HEADER = ["教学班号", "建群日期"]


def lost_zeros(ids: list[str], day: str = "2020-02-22") -> bytes:
    """A sheet of groups whose ids a program has taken for numbers."""
    return workbook([HEADER, *([int(number), day] for number in ids)], heading=f"{UNIT}建群情况")


def test_lost_zeros_are_given_back_with_one_click(sample: str) -> None:
    """The classes are known again at once, a reload keeps it, and taken back they are as unknown as before."""
    ids = without_group(sample)[:2]
    app = dropped(("群.xlsx", lost_zeros(ids)))
    assert shown(app, "识别为")["提醒"].tolist() == [2]
    accept = button(app, f"补零为 {ids[0]} 等 2 处，全部接受")
    assert shown(app, "改为")["改为"].tolist() == ids
    accept.click().run()
    assert not app.exception
    assert shown(app, "识别为")[["提醒", "变更行"]].to_numpy().tolist() == [[0, 2]]
    later = button(opened("submit"), "接着处理").click().run()
    assert shown(later, "识别为")["提醒"].tolist() == [0]
    button(later, "全部撤销").click().run()
    assert shown(later, "识别为")["提醒"].tolist() == [2]


def test_what_is_confirmed_is_what_was_corrected(sample: str) -> None:
    """A day that was none is corrected in another window, read again in this one, counts, and is traced."""
    (number,) = without_group(sample)[:1]
    sheet = workbook([HEADER, [number, "2020-02-30"], ["", "2020-02-22"]], heading=f"{UNIT}建群情况")
    app = dropped(("群.xlsx", sheet))
    assert button(app, "更正并重新检查")
    with open_store(sample) as store:
        desk = Desk(store, TERM, ADMIN)
        (draft,) = read_drafts(store, TERM.name, ADMIN.login)
        corrections.correct(desk, draft.draft, [(CellPlace("进群", 3, 1), "2020-02-30", "2020-02-22")])
    app.run()
    assert shown(app, "识别为")[["错误", "提醒"]].to_numpy().tolist() == [[1, 0]]
    confirmed(app)
    assert number not in without_group(sample)
    with open_store(sample) as store:
        (latest,) = read_submissions(store, TERM.name)["submission"].tail(1)
        row = source_row(Desk(store, TERM, ADMIN), latest, 3)
    assert [(each.original, each.corrected, each.made_by) for each in row.corrections] == [
        ("2020-02-30", "2020-02-22", ADMIN.login)
    ]
    assert row.cells.set_index("column").loc["created_on", "cell"] == "B3"
    traced = opened("trace", indicator="group_creation", place=UNIT, item=key_of(sample, number))
    said = words(traced).replace("\\", "")  # what might be markup is escaped
    assert "B3 原为“2020-02-30”" in said
    assert "更正为“2020-02-22”" in said
    history = opened("history", submission=str(latest))
    assert shown(history, "更正人")[["单元格", "原值", "改为"]].to_numpy().tolist() == [
        ["B3", "2020-02-30", "2020-02-22"]
    ]


def test_on_a_phone_a_row_is_corrected_in_fields_of_its_own(
    sample: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong stands above its cell, the other cells are folded; what is typed counts whatever is pressed."""
    monkeypatch.setattr("pages.reporting.correcting.on_a_phone", lambda: True)
    (number,) = without_group(sample)[:1]
    app = dropped(("群.xlsx", workbook([HEADER, [number, "2020-02-30"]], heading=f"{UNIT}建群情况")))
    assert "第 3 行" in words(app)
    wrong, other = (
        next(field for field in app.text_input if field.label == label)
        for label in ("! 建群日期", "教学班号")
    )
    assert (wrong.value, other.value) == ("2020-02-30", number)
    wrong.set_value("2020-02-22")
    button(app, "更正并重新检查").click().run()
    assert not app.exception
    assert shown(app, "识别为")[["错误", "变更行"]].to_numpy().tolist() == [[0, 1]]
    assert shown(app, "改为")[["原值", "改为"]].to_numpy().tolist() == [["2020-02-30", "2020-02-22"]]


def key_of(url: str, class_id: str) -> str:
    """By what the page of traces knows a class of the unit."""
    with open_store(url) as store:
        rows = behind(Desk(store, TERM, ADMIN), "group_creation", UNIT, TERM.last_day)
        items = items_of(rows, store.secret)
    return str(items.set_index("class_id").loc[class_id, "key"])
