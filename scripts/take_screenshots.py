"""Take the pictures of the READMEs from the sample term, in the browser of ``RUQI_BROWSER``.

make screenshot
"""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, sync_playwright

from scripts.serving import ROOT, serving_sample

FOLDER = ROOT / "docs" / "screenshots"
FIRST_PORT = 8801
# The morning after the eve of teaching: most is done, and some are behind.
MOMENT = "on=2020-02-23&known_at=2020-02-24"
# What is written below the header for the picture of the review: corrections, and two slips.
_WRITTEN = (
    (1, "学生助教/课代表", "林小满"),
    (2, "辅导员进群日期", "昨天"),
    (3, "建群日期", dt.date(2019, 2, 21)),
    (4, "群号", "733481902"),
    (5, "建群日期", None),
)
SETTLE_MS = 2500


def main() -> None:
    """Write a picture for each page in ``PICTURES``."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving_sample(FIRST_PORT) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["RUQI_BROWSER"], args=["--no-sandbox"]
        )
        for name, (path, height, prepare) in PICTURES.items():
            page = browser.new_page(viewport={"width": 1440, "height": height}, locale="zh-CN")
            page.goto(f"{address}/{path}")
            prepare(page)
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=FOLDER / name)
            page.close()
            print((FOLDER / name).relative_to(ROOT))


def _wait_for_chart(page: Page) -> None:
    page.wait_for_selector("[data-testid=stPlotlyChart] .main-svg .trace", state="attached")


def _wait_for_table(page: Page) -> None:
    page.wait_for_selector("[data-testid=stDataFrame]", state="attached")


def _wait_for_board(page: Page) -> None:
    page.get_by_text("解决网络技术障碍").first.wait_for()


def _wait_for_tiles(page: Page) -> None:
    page.get_by_role("heading", name="在这里上报").wait_for()


def _review(page: Page) -> None:
    """Take the unit's template, write into it as a hurried secretary would, and upload it."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("^下载.*的模板$")).click()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "计算机学院建群补报.xlsx"
        waiting.value.save_as(file)
        book = openpyxl.load_workbook(file)
        sheet = book["课程建群"]
        header = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "教学班号")
        columns = {cell.value: cell.column for cell in sheet[header]}
        for place, title, value in _WRITTEN:
            sheet.cell(header + place, columns[title]).value = value
        for name in ("学生进群", "资料上传", "听课"):
            del book[name]
        book.save(file)
        page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
        page.get_by_text("确认后指标的变化").first.wait_for()


# file → address within the dashboard, height of the window, what is done before the picture
PICTURES: dict[str, tuple[str, int, Callable[[Page], None]]] = {
    "overview.png": (f"?{MOMENT}", 1128, _wait_for_chart),
    "tasks.png": (f"tasks?{MOMENT}", 1300, _wait_for_board),
    "trace.png": (f"trace?indicator=group_creation&place=语言文学学院&{MOMENT}", 1000, _wait_for_table),
    "unit.png": (f"unit?unit=体育教学部&{MOMENT}", 1180, _wait_for_chart),
    "first_month.png": ("first_month", 1180, _wait_for_chart),
    "tonight.png": ("?as=reporter", 1000, _wait_for_tiles),
    "submit.png": ("submit?as=reporter", 1560, _review),
    "deadlines.png": (f"deadlines?{MOMENT}", 1400, _wait_for_chart),
    "history.png": ("history?submission=676", 1250, _wait_for_table),
}


if __name__ == "__main__":
    main()
