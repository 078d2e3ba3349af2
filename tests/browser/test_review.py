from __future__ import annotations

import re
from pathlib import Path
from shutil import copy

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TooLate

from scripts.bench.workbooks import write_roster
from tests.browser.looking import PATIENCE, SECONDS, campus_rate, download, settled, turn_to, visit
from tests.browser.test_looks import WIDER
from tests.pages.workbooks import messy_groups, workbook

SHIPS = "船舶与海洋工程学院"  # approved through the first of March
ROW, FIRST_CELL = 35, 110  # pixels: the height of a row, and a place beside its number
PAUSE, PRESSES = 500, 8  # milliseconds until a page that moved stands still, and how often a key is pressed


def taken(page: Page, button: str, folder: Path) -> list[str]:
    """The sheets of the workbook behind a button."""
    came = download(page, page.get_by_role("button", name=button))
    file = folder / came.suggested_filename
    came.save_as(file)
    return openpyxl.load_workbook(file).sheetnames


def test_a_review_outlives_its_page_on_a_phone(phone: Page, address: str, tmp_path: Path) -> None:
    """A file that waits is taken up after a reload, fits the screen, and comes back annotated."""
    file = tmp_path / "建群.xlsx"
    file.write_bytes(messy_groups(["08000101", "08000102"]))
    visit(phone, address, "submit?as=admin", "上报")
    phone.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    expect(phone.get_by_text("发现 1 处错误")).to_be_visible(timeout=SECONDS)
    visit(phone, address, "submit?as=admin", "上报")
    expect(phone.get_by_text("有 1 个文件等待确认")).to_be_visible(timeout=SECONDS)
    phone.get_by_role("button", name="接着处理").click()
    expect(phone.get_by_text("变更 2 行")).to_be_visible(timeout=SECONDS)
    phone.wait_for_function(f"!({WIDER})()", timeout=SECONDS)
    assert taken(phone, "下载批注后的原表", tmp_path) == ["问题清单", "建群情况"]
    phone.get_by_role("button", name="放弃，重新选择").click()
    expect(phone.get_by_text("变更 2 行")).to_be_hidden(timeout=SECONDS)


def test_a_reporter_takes_the_template_of_the_own_unit(screen: Page, address: str, tmp_path: Path) -> None:
    """One click, with the sheets of the unit in it."""
    visit(screen, address, "submit?as=reporter", "上报")
    sheets = taken(screen, "下载计算机科学与技术学院的模板", tmp_path)
    assert sheets[:4] == ["课程建群", "学生进群", "资料上传", "听课"]


def fill_in(file: Path) -> None:
    """One visit for the first class of a template, as a secretary writes it."""
    book = openpyxl.load_workbook(file)
    sheet = book["听课"]
    header = next(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == "教学班号")
    at = {cell.value: cell.column for cell in sheet[header]}
    visit_made = {"安排日期": "2020-03-20", "听课日期": "2020-03-20", "听课人": "钱", "听课人类别": "校领导"}
    for title, value in visit_made.items():
        sheet.cell(header + 1, at[title]).value = value
    book.save(file)


@pytest.mark.parametrize("size", ["screen", "phone"])
def test_one_changed_sheet_is_reported_from_the_landing_page_within_four_clicks(
    size: str, request: pytest.FixtureRequest, address: str, tmp_path: Path
) -> None:
    """Take the template of what is missing, choose the file, confirm; a fourth click takes it all back."""
    page, clicks = request.getfixturevalue(size), 0
    page.goto(f"{address}/?as=reporter")
    settled(page, "今晚")
    came = download(page, page.get_by_role("button", name=re.compile("^下载这 7 个班的模板")))
    clicks += 1
    came.save_as(file := tmp_path / came.suggested_filename)
    fill_in(file)
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploaderDropzone").get_by_test_id("stBaseButton-secondary").click()
    clicks += 1
    chooser.value.set_files(file)
    confirm = page.get_by_role("button", name="确认上报 1 张表，共 1 行")
    expect(confirm).to_be_enabled(timeout=SECONDS)
    confirm.click()
    clicks += 1
    receipt = page.get_by_test_id("stAlert").filter(has_text="待审").filter(has_text="已收下 1 行")
    expect(receipt).to_contain_text("听课覆盖率", timeout=SECONDS)
    assert clicks <= 4
    number = re.findall(r"上报编号 (\d+)", receipt.inner_text())[0]
    latest = page.get_by_text(f"最近一份：第 {number} 号")
    expect(latest).to_be_visible(timeout=SECONDS)
    picture = download(page, page.get_by_role("button", name="存成图片"))
    assert picture.suggested_filename.endswith(".png")
    page.wait_for_function(f"!({WIDER})()", timeout=SECONDS)
    page.get_by_role("button", name="撤回这次上报").click()
    expect(page.get_by_text("此前的内容恢复有效")).to_be_visible(timeout=SECONDS)
    expect(receipt).to_be_hidden()
    expect(latest).to_be_hidden(timeout=SECONDS)


def test_reading_can_be_stopped(screen: Page, address: str, tmp_path: Path) -> None:
    """Large sheets that nobody wants are let go of while they are read; the page says so and goes on."""
    first = write_roster(tmp_path / "名单1.xlsx", 60_000)
    files = [first, *(Path(copy(first, tmp_path / f"名单{number}.xlsx")) for number in range(2, 6))]
    visit(screen, address, "submit?as=admin", "上报")
    screen.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(files)
    screen.get_by_role("button", name="停止读取").click(timeout=SECONDS)
    expect(screen.get_by_text("已按您的要求停止读取").first).to_be_visible(timeout=SECONDS)
    expect(screen.get_by_role("button", name="停止读取")).to_be_hidden(timeout=SECONDS)


def overwrite(page: Page, row: int, before: str, after: str) -> None:
    """Write ``after`` over the cell that says ``before`` in a row (from 0) to correct, by the keyboard."""
    rows = page.get_by_test_id("stExpander").filter(has_text="在这里更正有错")
    grid, editor = rows.get_by_test_id("stDataFrame"), page.locator("#portal textarea")
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(PAUSE)
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + FIRST_CELL, box["y"] + (row + 1.5) * ROW)
    for _ in range(PRESSES):  # a grid that is being drawn does not listen
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_timeout(PAUSE)
        if editor.is_visible() and editor.input_value() == before:
            editor.fill(after)
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"no cell of the row says {before}")


def test_rows_in_error_are_corrected_on_the_spot(screen: Page, address: str, tmp_path: Path) -> None:
    """Lost zeros are accepted, the page is left and found again, a day is typed over, and the figure counts."""
    visit(screen, address, "?as=admin", "总览")
    before = campus_rate(screen, "建群率")
    rows = [["教学班号", "建群日期"], [4003601, "2020-03-10"], ["04099901", "2019-03-10"]]
    file = tmp_path / "丢零.xlsx"
    file.write_bytes(workbook(rows, "建群", f"{SHIPS}建群情况"))
    turn_to(screen, "submit?as=admin", "上报")
    screen.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    expect(screen.get_by_text("在这里更正有错的 1 行")).to_be_visible(timeout=SECONDS)
    screen.get_by_role("button", name="补零为 04003601，全部接受").click()
    expect(screen.get_by_text("已更正 1 格")).to_be_visible(timeout=SECONDS)
    visit(screen, address, "submit?as=admin", "上报")
    screen.get_by_role("button", name="接着处理").click()
    expect(screen.get_by_text("已更正 1 格")).to_be_visible(timeout=SECONDS)
    settled(screen)
    overwrite(screen, 0, "2019-03-10", "2020-03-10")
    screen.get_by_role("button", name="更正并重新检查").click()
    expect(screen.get_by_text("已更正 2 格")).to_be_visible(timeout=SECONDS)
    expect(screen.get_by_text("在这里更正有错的 1 行")).to_be_hidden(timeout=SECONDS)
    screen.get_by_role("button", name="确认上报 1 张表，共 2 行").click()
    expect(screen.get_by_text("已收下 2 行")).to_be_visible(timeout=SECONDS)
    turn_to(screen, "?as=admin", "总览")
    assert float(campus_rate(screen, "建群率").rstrip(" %")) > float(before.rstrip(" %"))


def choose(page: Page, box: str, option: str) -> None:
    """Choose in a drop-down whose label says ``box``, and once more where the page closed it as it was drawn."""
    for _ in range(PRESSES):
        settled(page)
        try:
            page.get_by_role("combobox", name=re.compile(box)).click(timeout=PATIENCE)
            page.get_by_role("option", name=option, exact=True).click(timeout=PATIENCE)
        except TooLate:
            page.keyboard.press("Escape")
            continue
        settled(page)
        return
    raise AssertionError(f"{option} could not be chosen for {box}")


def test_two_choices_teach_the_titles_of_a_unit(screen: Page, address: str, tmp_path: Path) -> None:
    """A sheet of titles that nobody knows goes in with two choices, and the next one of the unit with none."""
    rows = [["课堂代号", "课程名称", "开群时间点"], ["01999901", "数据结构", "2020-03-21"]]
    for name in ("群.xlsx", "次日.xlsx"):
        (tmp_path / name).write_bytes(workbook(rows))
    visit(screen, address, "submit?as=reporter", "上报")
    files = screen.locator("[data-testid=stFileUploaderDropzoneInput]")
    files.set_input_files(tmp_path / "群.xlsx")
    expect(screen.get_by_text("没有可以收下的行")).to_be_visible(timeout=SECONDS)
    settled(screen)
    choose(screen, "表的类型", "课程建群")
    choose(screen, "课堂代号", "教学班号")
    choose(screen, "开群时间点", "建群日期")
    expect(screen.get_by_role("button", name="确认上报 1 张表，共 1 行")).to_be_enabled(timeout=SECONDS)
    screen.get_by_role("button", name="放弃，重新选择").click()
    expect(screen.get_by_role("button", name="确认上报 1 张表，共 1 行")).to_be_hidden(timeout=SECONDS)
    files.set_input_files(tmp_path / "次日.xlsx")
    expect(screen.get_by_role("button", name="确认上报 1 张表，共 1 行")).to_be_enabled(timeout=SECONDS)
    expect(screen.get_by_text("没有认出来")).to_be_hidden()
    screen.get_by_role("button", name="放弃，重新选择").click()
