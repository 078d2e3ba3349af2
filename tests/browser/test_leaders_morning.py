from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from pathlib import Path

import docx
import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.looking import SECONDS, download, press, settled, visit

UNIT = "船舶与海洋工程学院"


def cells(page: Page) -> dict[str, tuple[str, str]]:
    """The cells of the first row of a sheet that is shown: by title, where each stands and its value."""
    table = page.get_by_test_id("stTable").first
    table.wait_for(timeout=SECONDS)
    told = [text.strip() for text in table.locator("tbody").locator("th, td").all_inner_texts()]
    return {title: (cell, value) for cell, title, value in zip(*[iter(told)] * 3, strict=True)}


def written(value: object) -> str:
    """A cell of a workbook as the page writes it: a day is one, however the college has put it."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    day = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", str(value).strip())
    return dt.date(*map(int, day.groups())).isoformat() if day else str(value).strip()


def test_from_the_red_task_to_the_cell_of_the_workbook(screen: Page, address: str, tmp_path: Path) -> None:
    """A leader goes from the board by an overdue task, a unit and a class to the cell, and finds it there."""
    visit(screen, address, "tasks?as=leader&on=2020-02-24", "任务")
    expect(screen.get_by_text(re.compile("^学工处.*4 辅导员进群")).first).to_be_visible(timeout=SECONDS)
    screen.get_by_role("button", name="4 辅导员进群").click()
    task = screen.get_by_role("dialog")
    expect(task.get_by_text("逾期").first).to_be_visible(timeout=SECONDS)
    screen.wait_for_url("**task=4**", timeout=SECONDS)
    task.get_by_role("link", name=re.compile(UNIT)).click()

    settled(screen, "溯源")
    expect(screen.get_by_text(re.compile("下列各项之和为 .*，与指标相同"))).to_be_visible(timeout=SECONDS)
    assert "indicator=counselor_presence" in screen.url
    press(screen.get_by_test_id("stDataFrame").last, 18, 53)
    expect(screen.get_by_text("没有一行有效的上报把它计入完成数。")).to_be_visible(timeout=SECONDS)

    shown = cells(screen)
    came = download(screen, screen.get_by_role("button", name="下载原表").first)
    file = tmp_path / came.suggested_filename
    came.save_as(file)
    expect(screen.get_by_text(file.name).first).to_be_visible()
    # A class without a group is due by the plan, and lacks its counsellor for that.
    sheet = openpyxl.load_workbook(file)["开课计划"]
    for title in ("教学班号", "首次上课日期"):
        cell, value = shown[title]
        assert written(sheet[cell].value) == value


def test_from_the_page_of_a_phase_to_the_meeting_and_to_a_document(
    screen: Page, address: str, tmp_path: Path
) -> None:
    """One click fills the screen; arrows turn; type is read from the last row; the same leaves as Word.

    On paper the page has its content and not its filters.
    """
    visit(screen, address, "first_week?as=leader", "首周")
    prints_its_content_only(screen)
    came = download(screen, screen.get_by_role("button", name="Word"))
    came.save_as(tmp_path / "简报.docx")
    said = [one.text for one in docx.Document(tmp_path / "简报.docx").paragraphs]
    screen.get_by_role("link", name="汇报模式").click()
    slide = screen.locator(".deck .slide")
    expect(slide.locator("h2")).to_have_text("准备到什么程度", timeout=SECONDS)
    assert screen.evaluate(COVERED) == "deck"
    headings, place = {}, screen.locator(".deck output")
    seen: defaultdict[str, set[int]] = defaultdict(set)
    counted: dict[str, int] = {}
    while not headings.get(place.inner_text()):  # a slide that is too much for the screen has parts
        headings[place.inner_text()] = slide.locator("h2").inner_text()
        assert screen.evaluate(SMALLEST) >= 24
        assert screen.locator(".deck .stage").evaluate("(e) => e.scrollHeight - e.clientHeight") <= 1
        rows = slide.locator("tbody tr")
        seen[slide.locator("h2").inner_text()] |= {
            place for place in range(rows.count()) if rows.nth(place).is_visible()
        }
        counted[slide.locator("h2").inner_text()] = rows.count()
        screen.keyboard.press("ArrowRight")
    headings = list(dict.fromkeys(headings.values()))
    assert headings == ["准备到什么程度", "谁落后", "变了什么，为什么", "一个不少", "是否平稳", "要决定什么"]
    assert set(headings) <= set(said)
    assert {heading: len(rows) for heading, rows in seen.items()} == counted  # no row is on no screen
    assert max(counted.values()) > 12
    screen.keyboard.press("Home")
    expect(slide.locator("h2")).to_have_text("准备到什么程度")


# What stands in the middle and in the corners of the screen: the deck, or the page behind it.
COVERED = """() => {
  const places = [[20, 200], [innerWidth / 2, innerHeight / 2], [innerWidth - 20, innerHeight - 20]];
  const inside = (e) => e.shadowRoot ? "deck" : e.closest(".deck") ? "deck" : "page";
  const found = new Set(places.map(([x, y]) => inside(document.elementFromPoint(x, y))));
  return [...found].join();
}"""
# The smallest type on the slide in pixels, as large as a chart is drawn.
SMALLEST = """() => {
  const roots = [...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
  const slide = [document, ...roots].map((root) => root.querySelector(".deck .slide")).find(Boolean);
  const sizes = [...slide.querySelectorAll("*")].filter(
    (e) => e.tagName !== "title" && e.getClientRects().length && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
  ).map((e) => {
    const svg = e.closest("svg");
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    return parseFloat(getComputedStyle(e).fontSize) * scale;
  });
  return Math.min(...sizes);
}"""


def prints_its_content_only(page: Page) -> None:
    """What Ctrl+P shows: the page from edge to edge, without the sidebar, the menu and the buttons."""
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in ("stSidebar", "stHeader", "stDownloadButton", "stPageLink"):
        expect(page.get_by_test_id(hidden).first).to_be_hidden()
    for heading in ("授课", "评估与总结", "课程群与资料", "节点：存档与现在"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    page.emulate_media(media="screen")
