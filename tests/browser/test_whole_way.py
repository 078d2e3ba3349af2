from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from schema.figures import CAMPUS
from tests.browser.looking import SECONDS, campus_rate, download, listed, settled, turn_to, visit
from tests.pages.workbooks import messy_groups

LAST_DAY = dt.datetime(2020, 3, 22)  # noqa: DTZ001 - as a spreadsheet has it


def classes_without_group(page: Page, folder: Path) -> list[str]:
    """The classes of the unit page's list of those without a group, from its download."""
    turn_to(page, "unit?unit=语言文学学院", "学院")
    page.get_by_role("tab", name="未建群").click()
    file = folder / "未建群.xlsx"
    button = page.get_by_role("tabpanel", name="未建群").get_by_role("button", name="下载 Excel")
    download(page, button).save_as(file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    return [str(row[headings.index("教学班号")]) for row in rows if row[0]]


def test_a_messy_workbook_moves_the_figure_that_leaves_in_the_export(
    screen: Page, address: str, tmp_path: Path
) -> None:
    """A college drops a messy sheet, sees what is wrong, confirms, sees it counted, and takes it along."""
    visit(screen, address, title="总览")
    before = campus_rate(screen, "建群率")
    missing = classes_without_group(screen, tmp_path)
    file = tmp_path / "语言文学学院建群补报.xlsx"
    file.write_bytes(messy_groups(missing[:3]))

    turn_to(screen, "submit", "上报")
    screen.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
    expect(screen.get_by_text("发现 1 处错误")).to_be_visible(timeout=SECONDS)
    screen.get_by_role("button", name="确认上报 1 张表，共 4 行").click()
    expect(screen.get_by_text("已收下 4 行")).to_be_visible(timeout=SECONDS)
    expect(screen.get_by_text("另有 1 行有错，没有收下。")).to_be_visible()

    listed(screen, "看板", "总览").click()
    settled(screen, "总览")
    after = campus_rate(screen, "建群率")
    assert float(after.rstrip(" %")) > float(before.rstrip(" %"))

    listed(screen, "看板", "导出").click()
    settled(screen, "导出")
    export = tmp_path / "导出.xlsx"
    download(screen, screen.get_by_role("button", name="下载 Excel")).save_as(export)
    assert exported_rate(export) == after


def exported_rate(file: Path) -> str:
    """The campus's rate of classes with a group on the last day, as the sheet of all figures has it."""
    sheet = openpyxl.load_workbook(file)["明细"]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if "group_creation" in row)
    key = rows[start].index("group_creation")
    for row in rows[start:]:
        if row[key] == "group_creation" and CAMPUS in row and LAST_DAY in row:
            n, d, rate, _remark, _id = row[-5:]
            assert rate == n / d
            return f"{rate * 100:.1f} %"
    raise AssertionError("the campus's figure is not in the export")
