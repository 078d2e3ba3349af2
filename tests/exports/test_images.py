import gc
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import charts
import exports
from exports.images import browser, drawing
from schema.figures import CAMPUS
from tests.charts.making import AS_OF, SCIENCE, TERM, rising


def chart(title=None, **given):
    return charts.trend(rising([SCIENCE, CAMPUS]), charts.Look(TERM, AS_OF, **given), title=title)


def fake_program(folder, name, lines="exit 1"):
    program = folder / name
    program.write_text(f"#!/bin/sh\n{lines}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize("width", [390, 1100])
def test_a_chart_becomes_a_picture_of_the_width_asked_for(width):
    """A PNG at twice the dots, on white, with something drawn in the accent colour."""
    figure = chart()
    with Image.open(BytesIO(exports.chart_image(figure, "png", width=width))) as picture:
        assert picture.size == (2 * width, 2 * figure.layout.height)
        colors = {color: count for count, color in picture.convert("RGB").getcolors(1 << 20)}
    assert colors[(255, 255, 255)] > 10_000
    assert (0x0B, 0x5F, 0xA5) in colors


def test_chinese_is_drawn_with_chinese_glyphs():
    """Two different characters give two different pictures: neither is the box of a missing glyph."""

    def drawn(title):
        return exports.chart_image(chart(title=title), "png", width=390, scale=1)

    assert drawn("建") != drawn("群")


def test_a_dark_chart_is_drawn_on_dark():
    """The background of the page is not there in a picture, so it is painted."""
    with Image.open(BytesIO(exports.chart_image(chart(dark=True), "png", width=390, scale=1))) as picture:
        assert picture.convert("RGB").getpixel((1, 1)) == (0x11, 0x18, 0x1F)


def test_svg_holds_its_words_as_text():
    """Title, unit and description can be searched and read aloud, and the file is well-formed."""
    figure = chart()
    root = ET.fromstring(exports.chart_image(figure, "svg"))  # noqa: S314 - our own file
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "进群率走势"
    assert root.find(f"{space}desc").text == charts.alt_text(figure)
    written = "".join("".join(element.itertext()) for element in root.iter(f"{space}text"))
    assert "进群率走势" in written
    assert SCIENCE in written
    assert AS_OF in written


def test_pictures_asked_for_at_once_are_not_mixed_up():
    """Eight threads, eight titles: each gets its own chart from the one browser."""
    titles = [f"第{i}张" for i in range(8)]
    with ThreadPoolExecutor(8) as threads:
        pictures = list(threads.map(lambda t: exports.chart_image(chart(title=t), "svg"), titles))
    for title, picture in zip(titles, pictures, strict=True):
        assert f"<title>{title}</title>".encode() in picture


def test_the_browser_closes_when_idle_and_comes_back():
    """After a while without pictures no browser is left running; the next picture starts one."""
    place = drawing.Drawing(idle_seconds=0.2)
    figure, options = chart().to_dict(), {"format": "svg", "width": 390, "height": 300, "scale": 1}
    assert place.picture(figure, options)
    patience = threading.Event()
    for _ in range(100):
        if not place.is_open:
            break
        patience.wait(0.1)
    assert not place.is_open
    assert place.picture(figure, options)
    place.close()
    gc.collect()


def test_another_format_is_refused():
    """Only what the export page offers is drawn."""
    with pytest.raises(ValueError, match="png or svg"):
        exports.chart_image(chart(), "gif")


@pytest.mark.parametrize("lines", [None, "exit 1"])
def test_without_a_browser_the_error_says_what_to_do(monkeypatch, tmp_path, lines):
    """A missing browser and a broken one give the same clear sentence, in both languages."""
    path = fake_program(tmp_path, "broken", lines) if lines else str(tmp_path / "nothing")
    monkeypatch.setattr(drawing, "browser_path", lambda: path)
    place = drawing.Drawing()
    with pytest.raises(exports.ImageUnavailable, match="Install Chromium") as error:
        place.picture(chart().to_dict(), {"format": "png", "width": 390, "height": 300, "scale": 1})
    assert "请安装 Chromium" in error.value.message()
    assert "BROWSER_PATH" in error.value.message("en")
    assert not place.is_open
    gc.collect()


def test_the_page_needs_nothing_from_afar():
    """The HTML has language, title and description, and plotly.js inside: no address is loaded."""
    figure = chart(title="进群率 <走势>")
    page = exports.chart_html(figure).decode()
    assert '<html lang="zh-CN">' in page
    assert "<title>进群率 &lt;走势&gt;</title>" in page
    assert f'aria-label="{charts.alt_text(figure)}"' in unescape(page)
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=", page)
    assert "plotly.js v" in page
    assert '<html lang="en">' in exports.chart_html(chart(language="en")).decode()


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without any browser; the fixture is the folder on its PATH."""
    monkeypatch.setattr(browser.Chromium, "find_browser", lambda **_: None)
    for name in ("BROWSER_PATH", "CHROME_PATH", "CHROME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    return folder


def test_the_browser_that_is_named_comes_first(bare, monkeypatch, tmp_path):
    """A variable wins over the PATH, the PATH over Playwright's own, that over kaleido's, and a wrong one is passed over."""
    assert browser.browser_path() is None
    monkeypatch.setattr(browser.Chromium, "find_browser", lambda **_: "/of/kaleido")
    assert browser.browser_path() == "/of/kaleido"
    private = tmp_path / "playwright" / "chromium-1200" / "chrome-linux64"
    private.mkdir(parents=True)
    found = fake_program(private, "chrome")
    assert browser.browser_path() == found
    on_path = fake_program(bare, "google-chrome")
    assert browser.browser_path() == on_path
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    assert browser.browser_path() == on_path
    monkeypatch.setenv("BROWSER_PATH", fake_program(tmp_path, "mine"))
    assert browser.browser_path() == str(tmp_path / "mine")
