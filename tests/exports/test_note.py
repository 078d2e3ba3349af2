"""A receipt as a picture, drawn without a browser."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

import exports
from exports.images import fonts


def note(*paragraphs: str) -> Image.Image:
    """The picture of a note."""
    return Image.open(BytesIO(exports.note_image("已收下，3月22日 23:31，待审", paragraphs)))


def test_a_note_grows_with_what_it_says_and_nothing_is_cut() -> None:
    """It is as wide as a telephone at twice the dots; a longer text takes more lines; the margins stay free."""
    short, long = note("听课：已收下 139 行。"), note("听课：已收下 139 行。" * 20, "a" * 200)
    assert short.width == long.width == 780
    assert long.height > short.height + 400
    for picture in (short, long):
        band = picture.getpixel((0, 0))
        below = next(y for y in range(picture.height) if picture.getpixel((0, y)) != band)
        margins = [picture.crop((x, below, x + 20, picture.height)) for x in (0, 760)]
        assert [margin.getcolors(16) for margin in margins] == [
            [(20 * (picture.height - below), (255, 255, 255))]
        ] * 2
        assert len(picture.getcolors(1 << 20)) > 20  # letters, with the shades of their edges


def test_a_machine_without_a_chinese_font_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes in the place of characters would be worse than no picture."""
    monkeypatch.setattr(fonts, "_USUAL", ())
    monkeypatch.setattr(fonts.shutil, "which", lambda _name: None)
    fonts.chinese_font.cache_clear()
    with pytest.raises(fonts.NoFont) as raised:
        note("听课")
    assert "Noto Sans CJK" in raised.value.message("zh")
    fonts.chinese_font.cache_clear()
