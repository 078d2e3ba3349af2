"""The workbook that comes back: what was found, at its cell, in the sheets that were sent."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill, Protection

from exports.annotated.remarks import COLOURS
from loaders import Receipt, read_workbook
from schema.reading import SheetReading
from schema.term import load_term
from services import annotated as annotating
from services.annotated import annotated
from services.macros import has_macros
from tests.metrics.making import at
from tests.workbooks import filling
from tests.workbooks.filling import blank, fill

FOLDER = Path(__file__).parent.parent / "workbooks"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
FAULTY = [file for file, case in EXPECTED.items() if any(sheet["findings"] for sheet in case["sheets"])]
TERM = load_term()
OURS = {f"00{colour}" for colour in COLOURS.values()}
HEADER = ["教学班号", "建群日期", "平台", "群号"]


def read(data: bytes, file: str = "a.xlsx", case: dict[str, Any] | None = None) -> list[SheetReading]:
    case = case or {"unit": "理学院", "plan": None, "received_at": "2020-02-23T22:00:00+08:00"}
    return read_workbook(
        data,
        file,
        Receipt(
            term=TERM,
            unit=case["unit"],
            plan=case["plan"] or {},
            received_at=dt.datetime.fromisoformat(case["received_at"]),
        ),
    )


def returned(data: bytes, name: str = "a.xlsx", language: str = "zh", **options: Any) -> tuple[str, bytes]:
    result = annotated(data, name, read(data, name, **options), language)
    assert result is not None
    return result


def opened(data: bytes, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(*rows: list[Any]) -> Any:
    book = openpyxl.Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    return book


@pytest.mark.parametrize("file", FAULTY)
def test_every_finding_stands_at_its_cell_and_the_copy_reads_the_same(file: str) -> None:
    """Coloured, with a comment that says how grave it is and what to do; the list links to it."""
    data, case = (FOLDER / "files" / file).read_bytes(), EXPECTED[file]
    readings = read(data, file, case)
    name, content = returned(data, file, case=case)
    assert name == f"{Path(file).stem}（已标注）.xlsx"
    book = opened(content)
    findings = [finding for reading in readings for finding in reading.findings]
    for finding in findings:
        if finding.row is None:
            continue
        assert finding.column_no is not None
        sheet = book[finding.sheet or "Sheet1"]
        cell = sheet.cell(finding.row, finding.column_no + 1)
        anchor = next((r.start_cell for r in sheet.merged_cells.ranges if cell.coordinate in r), cell)
        told = f"{'错误' if finding.is_error else '提醒'}：{finding.message('zh')}"
        assert told in anchor.comment.text.replace(f"第 {finding.row} 行 ", "")
        assert anchor.fill.fgColor.rgb in OURS
    lines = list(book["问题清单"].iter_rows(min_row=4))
    assert [line[5].value for line in lines] == [finding.message("zh") for finding in findings]
    links = [line[2].hyperlink.location for line in lines if line[2].hyperlink]
    assert len(links) == sum(finding.row is not None for finding in findings)
    again = read(content, file, case)
    assert [(r.kind, r.form, r.unit) for r in again] == [(r.kind, r.form, r.unit) for r in readings]
    for before, after in zip(readings, again, strict=True):
        assert after.rows.equals(before.rows)
        assert [f.as_dict()["row"] for f in after.findings] == [f.as_dict()["row"] for f in before.findings]


def test_the_original_keeps_its_looks_its_protection_and_its_comments() -> None:
    """What the college made of its sheet is still there; our words follow theirs."""
    book = workbook(["001", "某日", "QQ群", None])
    sheet = book.active
    sheet.title = "建群"
    sheet["A2"].font = Font(name="仿宋", bold=True)
    sheet["C2"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["C2"].protection = Protection(locked=False)
    sheet["B2"].comment = Comment("问一下张老师", "李秘书")
    sheet.column_dimensions["C"].width = 33
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True
    _, content = returned(saved(book))
    back = opened(content)["建群"]
    assert (back["A2"].font.name, back["A2"].font.bold) == ("仿宋", True)
    assert (back["C2"].fill.fgColor.rgb, back["C2"].protection.locked) == ("0000FF00", False)
    assert (back.column_dimensions["C"].width, back.freeze_panes, back.protection.sheet) == (33, "B2", True)
    assert back["B2"].comment.text.startswith("问一下张老师\n\n【如期】\n提醒：")
    assert back["B2"].comment.author == "李秘书"
    assert opened(content).active.title == "问题清单"


def test_several_findings_of_one_cell_share_one_comment() -> None:
    """The graver one gives the colour, and both are told."""
    data = saved(workbook(["001", "2020-02-21", "QQ群", None], ["001", "2020-02-22", "QQ群", None]))
    readings = read_workbook(
        data, "a.xlsx", Receipt(term=TERM, unit="理学院", received_at=at(23), plan={"002": "理学院"})
    )
    result = annotated(data, "a.xlsx", readings)
    assert result is not None
    cell = opened(result[1])["Sheet"]["A2"]
    assert "错误：" in cell.comment.text
    assert "提醒：" in cell.comment.text
    assert cell.fill.fgColor.rgb == f"00{COLOURS['error']}"


def test_a_corrected_workbook_is_marked_anew() -> None:
    """Marks of the round before are taken back where the fault is mended; people's comments stay."""
    book = workbook(["001", "某日", "QQ群", None], ["002", "某日", "QQ群", None])
    book.active["B2"].comment = Comment("问一下张老师", "李秘书")
    _, first = returned(saved(book))
    book = opened(first)
    book["Sheet"]["B2"] = "2020-02-21"
    _, second = returned(saved(book))
    sheet = opened(second)["Sheet"]
    assert (sheet["B2"].comment.text, sheet["B2"].fill.fill_type) == ("问一下张老师", None)
    assert sheet["B3"].comment.text.count("【如期】") == 1
    assert opened(second).sheetnames == ["问题清单", "Sheet"]


def test_formulas_stay_formulas_with_their_results_and_text_stays_text() -> None:
    """A formula of the college still counts when the returned file is sent again unopened."""
    data = (FOLDER / "files" / "取值-公式有结果.xlsx").read_bytes()
    case = EXPECTED["取值-公式有结果.xlsx"]
    _, content = returned(data, case=case)
    formulas = [c for s in opened(data).worksheets for r in s.iter_rows() for c in r if c.data_type == "f"]
    kept = opened(content)
    assert formulas
    assert all(kept[c.parent.title][c.coordinate].value == c.value for c in formulas)
    for before, after in zip(read(data, case=case), read(content, case=case), strict=True):
        assert after.rows.equals(before.rows)
    book = workbook(["001", "=1+1", "=HYPERLINK(1)", None])
    for cell in book.active[2]:
        cell.data_type = "s"
    _, content = returned(saved(book))
    assert [c.data_type for c in opened(content)["Sheet"][2][:3]] == ["s", "s", "s"]


def test_text_that_looks_like_a_formula_never_runs_in_a_copy() -> None:
    """Cells of a csv, and the values shown in the list, are text; long ids are whole."""
    rows = "教学班号,建群日期,群号\r\n001,=1+1,12345678901234567890\r\n002,@SUM(A1),=cmd|x\r\n"
    name, content = returned(rows.encode("gb18030"), "建群.csv")
    assert name == "建群（已标注）.xlsx"
    sheet = opened(content)["Sheet1"]
    assert [[(c.value, c.data_type) for c in row] for row in sheet["A2:C3"]] == [
        [("001", "s"), ("=1+1", "s"), ("12345678901234567890", "s")],
        [("002", "s"), ("@SUM(A1)", "s"), ("=cmd|x", "s")],
    ]  # fmt: skip
    assert {c.data_type for row in opened(content)["问题清单"].iter_rows() for c in row if c.value} == {
        "s",
        "n",
    }
    assert sheet["B2"].comment is not None


def test_hidden_sheets_are_copied_hidden_and_each_table_of_a_page_becomes_a_sheet() -> None:
    """Nothing of the file is lost in the copy, and a refused sheet is told in the list."""
    data = (FOLDER / "files" / "布局-多个工作表.xls").read_bytes()
    case = EXPECTED["布局-多个工作表.xls"]
    _, content = returned(data, "多表.xls", case=case)
    states = {sheet.title: sheet.sheet_state for sheet in opened(content).worksheets}
    assert "hidden" in states.values()
    assert len(states) > len(case["sheets"])


def test_a_refused_sheet_comes_back_with_the_reason() -> None:
    """Missing columns have no cell; the list says them."""
    book = openpyxl.Workbook()
    book.active.append(["教学班号", "听课人", "听课日期"])
    book.active.append(["001", "钱七", "2020-02-22"])
    _, content = returned(saved(book))
    line = next(opened(content)["问题清单"].iter_rows(min_row=4, values_only=True))
    assert line[:3] == ("错误", "Sheet", None)
    assert "缺少必填列：听课人类别" in str(line[5])


def test_a_file_that_cannot_be_opened_does_not_come_back() -> None:
    """A password, a bomb, a picture: there is nothing to mark."""
    for file in ("拒收-加密.xlsx", "拒收-实体炸弹.xlsx", "拒收-图片.xlsx"):
        data = (FOLDER / "files" / file).read_bytes()
        assert annotated(data, file, read(data, file)) is None


def test_macros_are_not_handed_back() -> None:
    """What comes back from an xlsm is marked as any other file, and holds no program."""
    source = io.BytesIO(saved(workbook(["001", "某日", None, None])))
    stream = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, old.read(entry))
        new.writestr("xl/vbaProject.bin", b"macro")
    name, content = returned(stream.getvalue(), "建群.xlsm")
    assert name == "建群（已标注）.xlsx"
    assert not has_macros(content)
    assert opened(content)["Sheet"]["B2"].comment is not None


def test_what_is_too_large_to_keep_its_looks_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy of an xlsx has the same cells, marks and links."""
    data = saved(workbook(["001", "某日", "QQ群", 123456789012], ["002", dt.date(2020, 2, 22), None, 7]))
    monkeypatch.setattr(annotating, "_BUDGET", 0)
    _, content = returned(data)
    sheet = opened(content)["Sheet"]
    assert sheet["B2"].comment is not None
    assert (sheet["D2"].value, sheet["D2"].number_format, sheet["B3"].is_date) == (123456789012, "0", True)
    assert read(content)[0].rows.equals(read(data)[0].rows)


def test_a_workbook_of_which_openpyxl_sees_nothing_is_copied() -> None:
    """The strict variant of the format is read by the loaders only; nothing of it is lost."""
    transitional, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(workbook(["001", "某日", None, None])))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, old.read(entry).replace(transitional, strict))
    _, content = returned(stream.getvalue())
    cell = opened(content)["Sheet"]["B2"]
    assert cell.value == "某日"
    assert "读不出日期" in cell.comment.text


def test_a_merged_range_without_end_is_not_held_in_memory() -> None:
    """A range over the whole grid would be millions of cells: such a file is copied instead."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(workbook(["001", "某日", None, None])))) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for entry in old.namelist():
            merged = b'</sheetData><mergeCells count="1"><mergeCell ref="F1:XFD1048576"/></mergeCells>'
            new.writestr(entry, old.read(entry).replace(b"</sheetData>", merged))
    _, content = returned(stream.getvalue())
    assert opened(content, read_only=True)["Sheet"]["B2"].value == "某日"


@pytest.mark.parametrize("budget", [annotating._BUDGET, 0])
def test_a_returned_template_is_still_a_template(budget: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its stamp and its lists come back too, so that it can be corrected and sent again."""
    monkeypatch.setattr(annotating, "_BUDGET", budget)
    data = fill(blank(), {"学生进群": {1: {"已进群人数": 41}, 2: {"已进群人数": 40}}})
    readings = filling.read(data)
    result = annotated(data, "模板.xlsx", readings)
    assert result is not None
    (again,) = filling.read(result[1])
    assert [(f.code, f.row) for f in again.findings] == [("count_exceeds", 5)]
    assert list(again.rows["class_id"]) == ["00102"]
    sheet = opened(result[1])["学生进群"]
    assert sheet["F5"].comment is not None
    assert budget == 0 or (sheet.protection.sheet and len(sheet.data_validations.dataValidation) == 6)


def test_a_workbook_comes_back_in_english_too() -> None:
    """Comments, list and file name follow the language of the person."""
    name, content = returned(saved(workbook(["001", "某日", None, None])), language="en")
    assert name == "a (annotated).xlsx"
    book = opened(content)
    assert "[Ruqi]\nwarning: " in book["Sheet"]["B2"].comment.text
    assert "Findings" in book.sheetnames
