from __future__ import annotations

from pathlib import Path
from shutil import copy

import openpyxl
from playwright.sync_api import Page, expect

from scripts.bench.workbooks import write_roster
from tests.browser.looking import SECONDS, download, visit
from tests.browser.test_looks import WIDER
from tests.pages.workbooks import messy_groups


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


def test_reading_can_be_stopped(screen: Page, address: str, tmp_path: Path) -> None:
    """Large sheets that nobody wants are let go of while they are read; the page says so and goes on."""
    first = write_roster(tmp_path / "名单1.xlsx", 60_000)
    files = [first, *(Path(copy(first, tmp_path / f"名单{number}.xlsx")) for number in range(2, 6))]
    visit(screen, address, "submit?as=admin", "上报")
    screen.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(files)
    screen.get_by_role("button", name="停止读取").click(timeout=SECONDS)
    expect(screen.get_by_text("已按您的要求停止读取").first).to_be_visible(timeout=SECONDS)
    expect(screen.get_by_role("button", name="停止读取")).to_be_hidden(timeout=SECONDS)
