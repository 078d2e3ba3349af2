"""What a font in a PDF tells of its glyphs, so that a search finds what was written."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

import exports
from exports.papers import searchable
from exports.papers.paper import Paper, Section
from exports.papers.printed import printed


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (b"<23> <2F74>", b"<23> <7ACB>"),  # of Kangxi
        (b"<21> <2EDA>", b"<21> <9875>"),  # of the supplement, for which Unicode has no rule
        (b"<0001> <0003> <2F08>", b"<0001> <0003> [<4EBA> <513F> <5165>]"),
        (b"<0C> <0D> <002B>", b"<0C> <0D> <002B>"),
        (b"<0000> <FFFF>", b"<0000> <FFFF>"),
        (b"<25> <9879>", b"<25> <9879>"),
    ],
)
def test_a_glyph_is_told_to_be_the_character(told: bytes, written: bytes) -> None:
    """Radicals become the characters that look like them, alone and in a row; the rest stays."""
    lines = b"1 beginbfchar\n%s\nendbfchar\n"
    assert searchable.as_written(lines % told) == lines % written


@pytest.mark.skipif(exports.browser_path() is None, reason="no browser on this machine")
def test_every_character_that_looks_like_a_radical_is_found_in_a_pdf() -> None:
    """Printed and read again, a text is what it was, whatever the font's glyphs are shared with."""
    text = "首页门马车长见风飞鱼鸟齐齿龙黄麦贝青食用日月工人生土木广自至入言文一高示大目网口子母无比而立心里"
    section = Section("one", text, ())
    paper = Paper(text, text, text, text, "zh", (section,), (), "第 {page} 页", "{shown}{all}")
    read = "".join(page.extract_text() for page in PdfReader(BytesIO(printed(paper))).pages)
    assert "".join(read.split()).count(text) >= 3
