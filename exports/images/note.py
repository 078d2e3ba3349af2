"""A note as a picture to be sent to a chat: a green head and some paragraphs, drawn without a browser."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFont

from charts import theme
from exports.images.fonts import chinese_font

# Twice the dots of a telephone's width, so that small print is sharp there.
_WIDTH, _MARGIN, _GAP = 780, 40, 18
_HEAD_SIZE, _TEXT_SIZE = 34, 28
_HEAD = "#1a7f37"
_LEADING = 1.45
# What no line begins with.
_CLOSING = frozenset("，。；：、）！？,.;:)!?%")


def note_image(title: str, paragraphs: Sequence[str]) -> bytes:
    """A PNG of ``title`` and ``paragraphs``, as high as they need.

    May be called from any thread. Raises :class:`exports.images.fonts.NoFont`.
    """
    font = chinese_font()
    head, text = (ImageFont.truetype(font.file, size, index=font.number) for size in (_HEAD_SIZE, _TEXT_SIZE))
    titled, told = list(_lines(title, head)), [list(_lines(one, text)) for one in paragraphs]
    head_step, step = int(_HEAD_SIZE * _LEADING), int(_TEXT_SIZE * _LEADING)
    band = 2 * _GAP + head_step * len(titled)
    height = band + 2 * _GAP + sum(step * len(lines) + _GAP for lines in told)
    picture = Image.new("RGB", (_WIDTH, height), theme.LIGHT.paper)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, _WIDTH, band), fill=_HEAD)
    for place, line in enumerate(titled):
        draw.text((_MARGIN, _GAP + place * head_step), line, font=head, fill="#ffffff")
    top = band + _GAP
    for lines in told:
        for line in lines:
            draw.text((_MARGIN, top), line, font=text, fill=theme.LIGHT.text)
            top += step
        top += _GAP
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """``text`` broken where the picture ends: between words, and between any two Chinese characters."""
    line = ""
    for piece in _pieces(text):
        if line and font.getlength(line + piece.rstrip()) > _WIDTH - 2 * _MARGIN:
            yield line.rstrip()
            line = ""
        line += piece
        while font.getlength(line.rstrip()) > _WIDTH - 2 * _MARGIN:  # one word, longer than a line
            fits = next(
                n for n in range(len(line), 0, -1) if font.getlength(line[:n]) <= _WIDTH - 2 * _MARGIN
            )
            yield line[:fits]
            line = line[fits:]
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What is not broken: a word with the blank behind it, a character of Chinese with the mark behind it."""
    piece = ""
    for char in text:
        within_word = char.isascii() and piece[-1:].isascii() and not piece.endswith(" ")
        if piece and not within_word and char not in _CLOSING and char != " ":
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece
