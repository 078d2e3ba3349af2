"""The submission desk as its users have it: several sessions side by side over one database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import BrowserContext, Page, expect

from schema.term import load_term
from tests.browser.looking import SECONDS, campus_cell, campus_rate, download, turn_to, visit

UNIT = load_term().unit_names[0]
GROUPS, JOINING = "课程建群", "学生进群"
# Six faults of six sorts, each in a row of its own.
FAULTS: dict[tuple[int, str], object] = {
    (2, "建群日期"): "昨天",
    (3, "建群日期"): dt.date(2019, 2, 22),
    (4, "辅导员进群日期"): "2020-13-45",
    (5, "测试日期"): dt.date(2031, 1, 1),
    (6, "教师通知日期"): "02/03",
    (7, "首次上课日期"): "下周一",
}
UPLOAD = "[data-testid=stFileUploaderDropzoneInput]"


@pytest.fixture
def session(office: BrowserContext) -> Iterator[Callable[[], Page]]:
    """Opens a page of a session of its own."""
    pages: list[Page] = []

    def opened() -> Page:
        pages.append(office.new_page())
        return pages[-1]

    yield opened
    for page in pages:
        page.close()


def upload(page: Page, *files: Path) -> None:
    """Drop workbooks on the Submit page."""
    page.locator(UPLOAD).set_input_files(list(files))


def confirm(page: Page) -> None:
    """Press the button that makes it count."""
    button = page.get_by_role("button", name=re.compile("^确认上报"))
    expect(button).to_be_enabled(timeout=SECONDS)
    button.click()


def template(page: Page, kind: str, folder: Path) -> Path:
    """The unit's template for a kind, as its secretary downloads it from the Submit page."""
    choice = page.get_by_test_id("stButtonGroup").get_by_text(kind, exact=True)
    choice.wait_for(state="attached", timeout=SECONDS)
    folded = page.locator("details:not([open]) summary", has_text="下载填报模板")
    if folded.count():  # with something to review the templates are folded away
        folded.click()
    choice.click()
    file = folder / "模板.xlsx"
    for _ in range(20):  # the button is there before the choice has reached the server
        came = download(page, page.get_by_role("button", name=re.compile(r"^下载.*的模板$")).first)
        if f"{kind}模板" in came.suggested_filename:
            came.save_as(file)
            return file
    raise AssertionError(f"the template of {kind} never came")


def columns(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The header's row, and the column of each title."""
    row = next(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value == "教学班号")
    return row, {str(cell.value): cell.column for cell in sheet[row] if cell.value}


def fill(file: Path, changes: dict[tuple[int, str], object], to: Path) -> Path:
    """Write cells, named by the place of their row below the header and by title, as WPS would."""
    book = openpyxl.load_workbook(file)
    header, at = columns(book[GROUPS])
    for (place, title), value in changes.items():
        book[GROUPS].cell(header + place, at[title]).value = value
    book.save(to)
    return to


def remarks(file: Path) -> dict[str, str]:
    """Every comment in a returned workbook, by its cell, and that the list of findings links to it."""
    book = openpyxl.load_workbook(file)
    found = {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.comment and cell.fill.fill_type
    }
    links = [cell.hyperlink for cells in book["问题清单"].iter_rows() for cell in cells if cell.hyperlink]
    assert len(links) >= len(found)
    return found


def ruled(page: Page, said: str) -> None:
    """Wait for what the page says of an act."""
    expect(page.get_by_text(said).first).to_be_visible(timeout=SECONDS)


def number_of(page: Page) -> int:
    """The number that the Submit page gave to what was just confirmed."""
    told = page.get_by_text(re.compile(r"上报编号 \d+")).first
    expect(told).to_be_visible(timeout=SECONDS)
    return int(re.findall(r"上报编号 (\d+)", told.inner_text())[0])


def test_from_the_template_to_the_lock(session, decided: str, tmp_path: Path) -> None:
    """A secretary fills the template in with faults, corrects, is returned and approved; the lock holds."""
    secretary, office, leader = session(), session(), session()
    visit(leader, decided, "?as=leader", "总览")
    before = campus_rate(leader, "建群率")
    visit(secretary, decided, "submit?as=reporter", "上报")
    empty = template(secretary, GROUPS, tmp_path)
    sheet, first_row = tmp_path / "建群.xlsx", (1, "建群日期")
    classes = (1, 8, 9, 10)
    gone = {(place, title): None for place in classes for title in ("建群日期", "群号")}
    send_with_faults(secretary, fill(empty, gone | FAULTS, sheet), tmp_path)
    upload(secretary, fill(empty, gone, sheet))
    expect(secretary.get_by_text("没有发现问题。")).to_be_visible(timeout=SECONDS)
    expect(secretary.get_by_text("确认后指标的变化").first).to_be_visible()
    confirm(secretary)
    first = number_of(secretary)
    expect(leader.get_by_text(re.compile(r"数据有更新（.*课程建群")).first).to_be_visible(timeout=SECONDS)
    expect(campus_cell(leader, "建群率")).not_to_contain_text(before, timeout=SECONDS)

    send_back(office, decided, first, "有四个班的群怎么没有了？")
    turn_to(secretary, "history?as=reporter", "报送记录")
    expect(secretary.get_by_text("有四个班的群怎么没有了？").first).to_be_visible(timeout=SECONDS)
    turn_to(secretary, "submit?as=reporter", "上报")
    second = resubmit(
        secretary, fill(sheet, {(place, "建群日期"): dt.date(2020, 2, 17) for place in classes}, sheet)
    )
    approve(office, decided, second)

    changed = fill(sheet, {first_row: dt.date(2020, 2, 16)}, sheet)
    turn_to(secretary, "submit?as=reporter", "上报")
    upload(secretary, changed)
    expect(secretary.get_by_text("发现 1 处错误（该行未采用）")).to_be_visible(timeout=SECONDS)
    open_exception(office, "补报停电当日的数据")
    visit(secretary, decided, "submit?as=reporter", "上报")
    assert first < second < resubmit(secretary, changed)


def send_with_faults(page: Page, file: Path, folder: Path) -> None:
    """Upload a sheet with six faults: each is marked in the workbook that comes back, and nothing is taken."""
    upload(page, file)
    expect(page.get_by_text(re.compile(r"发现 \d+ 处错误（该行未采用）"))).to_be_visible(timeout=SECONDS)
    annotated = folder / "批注.xlsx"
    download(page, page.get_by_role("button", name="下载批注后的原表").first).save_as(annotated)
    assert len(remarks(annotated)) == 6
    expect(page.get_by_role("tab", name=re.compile("^变更"))).to_be_visible()
    page.get_by_text("全部改好再收").click()
    expect(page.get_by_role("button", name=re.compile("^确认上报"))).to_be_disabled(timeout=SECONDS)


def send_back(page: Page, address: str, number: int, comment: str) -> None:
    """Return a submission with a comment."""
    visit(page, address, f"history?as=admin&submission={number}", "报送记录")
    page.get_by_role("tab", name="退回").click()
    page.get_by_label(re.compile("^退回原因")).fill(comment)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="退回").click()
    ruled(page, f"已退回第 {number} 号。")


def approve(page: Page, address: str, number: int) -> None:
    """Approve a submission, through the day that is offered."""
    visit(page, address, f"history?as=admin&submission={number}", "报送记录")
    page.get_by_role("button", name="通过并锁定").click()
    ruled(page, f"已通过第 {number} 号。")


def open_exception(page: Page, reason: str) -> None:
    """Open an exception for the unit and kind of the submission that is shown."""
    page.get_by_role("tab", name="开放例外").click()
    page.get_by_label("开放理由").fill(reason)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="开放例外").click()
    ruled(page, "开放例外。")


def resubmit(page: Page, file: Path) -> int:
    """Send a corrected sheet from the Submit page; the number it got."""
    drop_waiting(page)
    upload(page, file)
    expect(page.get_by_text("没有发现问题。")).to_be_visible(timeout=SECONDS)
    confirm(page)
    return number_of(page)


def drop_waiting(page: Page) -> None:
    """Let go of what an earlier look at the page left to be confirmed."""
    waiting = page.get_by_role("button", name="全部放弃")
    if waiting.is_visible():
        waiting.click()
        expect(waiting).to_be_hidden(timeout=SECONDS)


def test_two_who_confirm_at_the_same_moment_are_both_kept(session, decided: str, tmp_path: Path) -> None:
    """Both sheets are kept, in order, and what counts is the later one."""
    first, second = session(), session()
    visit(first, decided, "submit?as=reporter", "上报")
    class_id = counted_classes(template(first, JOINING, tmp_path))[0][0]
    visit(second, decided, "submit?as=reporter-both", "上报")
    sent = {}
    for who, page, joined in (("reporter", first, 11), ("reporter-both", second, 12)):
        upload(page, counting(class_id, joined, tmp_path / f"{who}.xlsx"))
        expect(page.get_by_role("button", name=re.compile("^确认上报"))).to_be_enabled(timeout=SECONDS)
    for page in (first, second):
        page.get_by_role("button", name=re.compile("^确认上报")).click(no_wait_after=True)
    for page, joined in ((first, 11), (second, 12)):
        sent[number_of(page)] = joined
    assert len(sent) == 2
    for number in sent:
        visit(first, decided, f"history?as=reporter&submission={number}", "报送记录")
        expect(first.get_by_text(re.compile(f"#{number} · ")).first).to_be_visible(timeout=SECONDS)
    turn_to(first, "submit?as=reporter", "上报")
    counted = dict(counted_classes(template(first, JOINING, tmp_path)))
    assert counted[class_id] == sent[max(sent)]


def counting(class_id: str, joined: int, file: Path) -> Path:
    """A sheet of one class, as a college writes it without the template."""
    book = openpyxl.Workbook()
    book.active.append(["学院", "教学班号", "统计日期", "应进群人数", "已进群人数"])
    book.active.append([UNIT, class_id, "2020-03-22", 30, joined])
    book.save(file)
    return file


def counted_classes(file: Path) -> list[tuple[str, int]]:
    """The classes of a template for the students who joined, with what is known of its day."""
    sheet = openpyxl.load_workbook(file)[JOINING]
    header, at = columns(sheet)
    rows = (
        [sheet.cell(row, at[title]).value for title in ("教学班号", "已进群人数")]
        for row in range(header + 1, sheet.max_row + 1)
    )
    return [(class_id, count) for class_id, count in rows if class_id]
