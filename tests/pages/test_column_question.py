"""What a title means, asked and answered on the page."""

from __future__ import annotations

from tests.pages.submitting import dropped, shown, without_group
from tests.pages.workbooks import UNIT, workbook


def test_two_choices_read_a_sheet_and_the_next_needs_none(sample: str) -> None:
    """Titles that nobody knows are chosen once, with their first values beside them, and can be taken back."""
    number = without_group(sample)[0]
    sheet = workbook([["课堂代号", "课程名称", "开群时间点"], [number, "甲", "2020-02-22"]])
    app = dropped(("群.xlsx", sheet), unit=UNIT)
    next(box for box in app.selectbox if box.label == "表的类型").select("groups").run()
    for title, column in (("课堂代号", "class_id"), ("开群时间点", "created_on")):
        next(box for box in app.selectbox if title in box.label).select(column).run()
    assert not app.exception
    assert shown(app, "识别为")["收下行数"].tolist() == [1]
    later = dropped(("后.xlsx", sheet), unit=UNIT)
    assert not [box for box in later.selectbox if "这一列是" in box.label]
    assert [button.label for button in later.button].count("撤销") == 2
    next(button for button in later.button if button.label == "撤销").click().run()
    assert not later.exception
    assert [button.label for button in later.button].count("撤销") == 1
    assert [box for box in later.selectbox if "这一列是" in box.label]


def test_a_word_and_a_kind_are_chosen_once(sample: str) -> None:
    """A unit and a choice that nobody knows are set beside the sheet; the next one needs no word."""
    number = without_group(sample)[0]
    header = ["学院", "教学班号", "听课日期", "听课人", "听课人类别"]
    sheet = workbook([header, ["理工分院", number, "2020-02-24", "王伟", "督导"]])
    app = dropped(("听课.xlsx", sheet), unit=UNIT)
    for word, meaning in (("理工分院", UNIT), ("督导", "校督导组")):
        next(box for box in app.selectbox if f"“{word}”是" in box.label).select(meaning).run()
    assert not app.exception
    assert shown(app, "识别为")["收下行数"].tolist() == [1]
    later = dropped(("后.xlsx", sheet), unit=UNIT)
    assert not [box for box in later.selectbox if "”是" in box.label]
    assert len([line for line in later.text if "→" in line.value and "督导" in line.value]) == 1
