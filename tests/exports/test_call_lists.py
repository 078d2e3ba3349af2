from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd

from exports.call_lists import call_book, call_list, list_headings, pair_list, sheet_names
from metrics.lists.missing import LACKS


def missing(
    class_id: str, student_id: str, counselor: str | None, *lacks: str, **more: Any
) -> dict[str, Any]:
    row = {
        "student_id": student_id, "student_name": f"学生{student_id}", "student_unit": "甲学院", "class_id": class_id,
        "course_name": f"课程{class_id}", "teacher": f"教师{class_id}", "counselor": counselor, "unit": "甲学院",
    }  # fmt: skip
    return {**row, **{lack: lack in lacks for lack in LACKS}, "submission": 1, "source_row": 2, **more}


ROWS = pd.DataFrame(
    [
        missing("001", "0007", "赵/钱", "not_joined", "no_material"),
        missing("002", "0007", "赵/钱", "not_notified"),
        missing("002", "0008", "赵:钱", "not_joined", student_name="=1+1"),
        missing("001", "0009", None, "no_material", student_name=None, teacher=None),
        missing("001", "0010", None, "no_material"),
        missing("001", "0011", None, "no_material"),
    ]
).astype({"counselor": "str", "student_name": "str", "teacher": "str"})


def opened(language: str = "zh", rows: pd.DataFrame = ROWS) -> Any:
    made = call_book(rows, title="联系名单", notes=["只含名单"], language=language)
    return openpyxl.load_workbook(BytesIO(made))


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_every_counsellor_has_a_sheet_and_nobody_s_students_come_last() -> None:
    """Names that spreadsheets refuse are mended and told apart; the overview leads to each."""
    book = opened()
    assert book.sheetnames == ["总览", "赵 钱", "赵 钱 (2)", "未注明"]
    assert cells(book["总览"])[:5] == [
        ["辅导员", "学生数", "未进群", "未通知", "未收到资料"],
        ["赵/钱", 1, 1, 1, 1], ["赵:钱", 1, 1, 0, 0], ["未注明", 3, 0, 0, 3],
        ["合计（学生不重复计）", 5, 2, 1, 4],
    ]  # fmt: skip
    assert book["总览"]["A3"].hyperlink.location == "'赵 钱 (2)'!A1"
    assert cells(book["总览"])[6][0] == "只含名单"


def test_a_student_is_one_row_with_a_line_for_each_class() -> None:
    """What is lacking and who teaches stand beside each class, ids keep their zeros, two columns are to fill in."""
    headings, row = cells(opened()["赵 钱"])
    assert headings == [
        "姓名", "学号", "学生所在学院", "班数", "教学班", "缺什么", "授课教师", "联系结果", "备注",
    ]  # fmt: skip
    assert row == [
        "学生0007", "0007", "甲学院", 2, "课程001（001）\n课程002（002）", "未进群、未收到资料\n未通知",
        "教师001\n教师002", None, None,
    ]  # fmt: skip
    sheet = opened("en")["Not stated"]
    assert [cell.value for cell in sheet[1]][-4:] == ["Lacking", "Teacher", "Outcome of the call", "Remarks"]
    assert [cell.value for cell in sheet[2]][:6] == [
        None,
        "0009",
        "甲学院",
        1,
        "课程001（001）",
        "without material",
    ]


def test_a_name_that_looks_like_a_formula_is_text() -> None:
    """No program that opens the workbook computes it."""
    cell = opened()["赵 钱 (2)"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_book_of_nobody_is_an_overview_of_zeros() -> None:
    """Nobody missing is good news, not an error."""
    book = opened(rows=ROWS[:0])
    assert book.sheetnames == ["总览"]
    assert cells(book["总览"])[1] == ["合计（学生不重复计）", 0, 0, 0, 0]


def test_names_of_sheets_are_short_and_no_two_alike() -> None:
    """Upper and lower case are alike to spreadsheets, and one name they keep for themselves."""
    assert sheet_names(["长" * 40, "长" * 40, "Ann", "ANN", "History", "'", "总\x00览"]) == [
        "长" * 31, "长" * 27 + " (2)", "Ann", "ANN (2)", "History (2)", "—", "总览",
    ]  # fmt: skip


def test_lists_for_the_page_follow_the_counsellors_or_the_classes() -> None:
    """By counsellor a row a student, by class a row a student and class."""
    by_counselor = call_list(ROWS)
    assert list(by_counselor["student_id"]) == ["0007", "0008", "0009", "0010", "0011"]
    assert by_counselor["lacking_in"][0] == "课程001（001） 未进群、未收到资料；课程002（002） 未通知"
    assert by_counselor.loc[0, ["classes", *LACKS]].tolist() == [2, 1, 1, 1]
    assert by_counselor["counselor"].iloc[-1] == "未注明"
    by_class = pair_list(ROWS, by="class_id", language="en")
    assert list(by_class["class_id"]) == ["001"] * 4 + ["002"] * 2
    assert by_class["lacking"][0] == "not in the group, without material"
    assert list_headings(["class_id", "classes"], "zh") == {"class_id": "教学班号", "classes": "班数"}
    assert call_list(ROWS[:0]).empty
    assert pair_list(ROWS[:0], by="unit").empty
