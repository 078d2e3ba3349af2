"""Templates as workbooks: headers, checks and prompts, locks, instructions, and the hidden stamp."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest

from exports.templates.sheet import FIRST_ROW, HEADER_ROW, TemplateSheet
from exports.templates.workbook import template_workbook
from loaders.declared import _index
from loaders.titles import header_keys
from schema.kinds import all_forms, form_of
from schema.model import ColumnType
from schema.stamp import BESIDE_DATA, CHOICES_SHEET, STAMP_SHEET, stamp_in
from schema.term import load_term
from tests.workbooks.filling import ALL, blank

TERM = load_term()
FORMS = [(kind.id, form.name) for kind, form in all_forms()]
KINDS = ("plan", *ALL, "roster")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def data_sheets(book: Any) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.title not in BESIDE_DATA]


def empty(kind: str, form: str | None) -> bytes:
    declared = form_of(kind, form)
    rows = pd.DataFrame({id: pd.Series(dtype=object) for id in declared.column_ids})
    return template_workbook([TemplateSheet(kind, declared, rows)], term=TERM, unit="理学院")


def checks(sheet: Any) -> dict[str, Any]:
    """The rule of each column, by its header."""
    return {
        sheet.cell(HEADER_ROW + 1, next(iter(rule.sqref.ranges)).min_col).value: rule
        for rule in sheet.data_validations.dataValidation
    }


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_every_declared_column_has_its_header_prompt_and_instruction(kind: str, form: str | None) -> None:
    """Titles stand exactly as declared; each cell says what it wants, and so do the instructions."""
    book = opened(empty(kind, form))
    (sheet,) = data_sheets(book)
    titles = [c.title for c in form_of(kind, form).columns if c.id != "unit"]
    assert [cell.value for cell in sheet[HEADER_ROW + 1] if cell.value] == titles
    rules = checks(sheet)
    assert list(rules) == titles
    for title, rule in rules.items():
        assert (rule.promptTitle, bool(rule.prompt)) == (title, True)
        assert len(rule.prompt) <= 255
        assert len(rule.error) <= 255
        assert len(rule.promptTitle) <= 32
    told = {row[0].value for row in book["填写说明"].iter_rows()}
    assert told.issuperset(titles)


def test_required_columns_are_marked_in_colour_and_in_words() -> None:
    """Whoever sees no colour reads 必填 above the header and in the prompt."""
    sheet = opened(blank("enrollment"))["学生进群"]
    needs = {c.value: sheet.cell(HEADER_ROW, c.column).value for c in sheet[HEADER_ROW + 1]}
    assert {title for title, need in needs.items() if need == "必填"} == {
        "统计日期",
        "应进群人数",
        "已进群人数",
    }
    assert needs["教学班号"] == "已填好"
    assert needs["上次进群数"] == "供参考"
    fills = {c.value: c.fill.fgColor.rgb for c in sheet[HEADER_ROW + 1]}
    assert fills["已进群人数"] != fills["已通知人数"]
    assert checks(sheet)["已进群人数"].prompt.startswith("必填")


@pytest.mark.parametrize("kind", KINDS)
def test_headers_and_given_ids_are_locked_and_the_rest_is_not(kind: str) -> None:
    """What people fill in, and the rows below, are open; the header and what the plan says are not."""
    (sheet,) = data_sheets(opened(blank(kind, unit=None if kind == "plan" else "理学院")))
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert all(cell.protection.locked for row in sheet.iter_rows(max_row=HEADER_ROW + 1) for cell in row)
    headers = {cell.value: cell.column for cell in sheet[HEADER_ROW + 1]}
    assert sheet.cell(FIRST_ROW + 1, headers["教学班号"]).protection.locked is (kind != "plan")
    for column in sheet.column_dimensions.values():
        assert not column.protection.locked
    last = sheet.cell(FIRST_ROW + 1, max(headers.values()))
    assert last.protection.locked is (sheet.cell(HEADER_ROW, last.column).value in {"供参考", "已填好"})
    for allowed in ("sort", "autoFilter", "formatColumns"):
        assert getattr(sheet.protection, allowed) is False  # not forbidden


def test_choices_are_lists_that_stop_only_where_nothing_else_is_read() -> None:
    """Closed words and yes/no stop; platforms only offer; a list fits into what Excel reads."""
    book = opened(blank("groups", "materials", "visits", "roster"))
    platform = checks(book["课程建群"])["平台"]
    assert (platform.type, platform.showErrorMessage) == ("list", False)
    assert '"QQ群,微信群' in platform.formula1
    for sheet, title in (("资料上传", "资料类型"), ("听课", "听课人类别"), ("学生进群名单", "是否进群")):
        rule = checks(book[sheet])[title]
        assert (rule.type, rule.showErrorMessage, rule.errorStyle or "stop") == ("list", True, "stop")
        assert len(rule.formula1) <= 257
    classes = checks(book["资料上传"])["教学班号"]
    assert (classes.type, classes.errorStyle) == ("list", "warning")
    (name,) = (name for name in book.defined_names if name == classes.formula1)
    assert book.defined_names[name].attr_text == f"'{CHOICES_SHEET}'!$A$1:$A$3"
    assert [row[0].value for row in book[CHOICES_SHEET].iter_rows(max_col=1)] == ["00101", "00102", "00103"]


def test_days_and_numbers_are_checked_while_they_are_typed() -> None:
    """A day of the wrong year, a fraction of a student, more present than expected: stopped at once."""
    book = opened(blank("visits"))
    rules = checks(book["听课"])
    first, last = (
        dt.date(1899, 12, 30) + dt.timedelta(int(rules["听课日期"].formula1)),
        rules["听课日期"].formula2,
    )
    assert (rules["听课日期"].type, first) == ("date", TERM.opens)
    assert dt.date(1899, 12, 30) + dt.timedelta(int(last)) == TERM.closes
    assert (rules["评分"].type, rules["评分"].formula1, rules["评分"].formula2) == ("decimal", "0", "100")
    assert rules["应到人数"].type == "whole"
    assert rules["实到人数"].formula1 == 'AND(ISNUMBER(J5),J5>=0,J5=INT(J5),OR($I5="",J5<=$I5))'


def test_ids_are_text_and_days_look_like_days() -> None:
    """An id keeps its zeros when typed, and a day is shown as 2020-02-23."""
    sheet = opened(blank("enrollment"))["学生进群"]
    headers = {cell.value: cell.column for cell in sheet[HEADER_ROW + 1]}
    id, day, count = (sheet.cell(FIRST_ROW + 1, headers[t]) for t in ("教学班号", "统计日期", "应进群人数"))
    assert (id.value, id.number_format) == ("00101", "@")
    assert (day.is_date, day.number_format) == (True, "yyyy-mm-dd")
    assert (count.value, count.number_format) == (40, "0")
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert "理学院" in sheet["A1"].value
    assert TERM.name in sheet["A1"].value


def test_the_stamp_and_the_choices_are_hidden() -> None:
    """The stamp says term, unit and sheets, and no menu shows it."""
    book = opened(blank(*ALL))
    assert (book[STAMP_SHEET].sheet_state, book[CHOICES_SHEET].sheet_state) == ("veryHidden", "hidden")
    assert book.active.title == "课程建群"
    rows = [[cell or "" for cell in row] for row in book[STAMP_SHEET].iter_rows(values_only=True)]
    stamp = stamp_in(rows)
    assert stamp is not None
    assert (stamp.term, stamp.unit) == (TERM.name, "理学院")
    assert [(s.name, s.kind) for s in stamp.sheets] == [
        ("课程建群", "groups"), ("学生进群", "enrollment"), ("资料上传", "materials"), ("听课", "visits"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", [*ALL, "roster"])
def test_columns_that_only_help_people_mean_nothing_to_the_loaders(kind: str, language: str) -> None:
    """No helper column is called like a declared one, in either language."""
    (sheet,) = data_sheets(opened(blank(kind, language=language)))
    table = {"enrollment": "enrollment", "roster": "roster"}.get(kind, kind)
    reference = {"zh": "供参考", "en": "for reference"}[language]
    for cell in sheet[HEADER_ROW + 1]:
        is_known = any(table in _index().get(key, ()) for key in header_keys(cell.value))
        assert is_known is (sheet.cell(HEADER_ROW, cell.column).value != reference)


def test_text_of_facts_never_runs_in_a_template() -> None:
    """What somebody sent as a formula comes back as text."""
    form = form_of("visits", None)
    rows = pd.DataFrame({"class_id": ["=1+1"], "visitor": ["@SUM(A1)"], "problem": ["http://example.com"]})
    sheet = opened(template_workbook([TemplateSheet("visits", form, rows)], term=TERM, unit="理学院"))["听课"]
    line = [cell for cell in sheet[FIRST_ROW + 1] if cell.value is not None]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in line] == [
        ("=1+1", "s", None), ("@SUM(A1)", "s", None), ("http://example.com", "s", None),
    ]  # fmt: skip


def test_every_type_of_column_has_words() -> None:
    """A type declared tomorrow must say what to write, or this fails today."""
    from exports.templates.words import asks_for, example_of

    for _, form in all_forms():
        for column in form.columns:
            for language in ("zh", "en"):
                assert asks_for(column, form, TERM, language)
            assert column.type is ColumnType.TEXT or example_of(column, TERM)
