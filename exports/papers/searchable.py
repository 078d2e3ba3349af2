"""A PDF whose text is found when it is searched for: 首 and not ⾸, which looks the same.

A font has one glyph for a character and for the radical that looks like it, and a browser that prints notes
of each glyph the lowest of its characters: the radical. What is seen stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, StreamObject

# Radicals that Unicode does not call the same as a character, and the characters that they look like.
_PAIRS = (
    "⺂乛 ⺃乚 ⺅亻 ⺉刂 ⺋㔾 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺞歺 ⺠民 "
    "⺡氵 ⺣灬 ⺤爫 ⺦丬 ⺨犭 ⺭礻 ⺯糹 ⺰纟 ⺱罓 ⺳㓁 ⺹耂 ⺺肀 ⺾艹 ⻂衤 ⻅见 ⻆角 ⻈讠 "
    "⻉贝 ⻋车 ⻌辶 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻖阝 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻟飠 ⻠饣 "
    "⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀"
)
_LIKE = {pair[0]: pair[1] for pair in _PAIRS.split()}
_BLOCKS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")  # radicals, and ideographs kept for older standards

_ONE = re.compile(rb"^(<[0-9A-F]+> <)([0-9A-F]{4})(>)$", re.MULTILINE)
_RANGE = re.compile(rb"^<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]{4})>$", re.MULTILINE)


def searchable(content: bytes) -> bytes:
    """The PDF with what its fonts say of their glyphs set right."""
    writer = PdfWriter(clone_from=BytesIO(content))
    for page in writer.pages:
        resources = page["/Resources"].get_object()
        fonts = resources.get("/Font", {}) if isinstance(resources, DictionaryObject) else {}
        for font in fonts.values():
            characters = font.get_object().get("/ToUnicode")
            if characters is not None and isinstance(stream := characters.get_object(), StreamObject):
                stream.set_data(as_written(stream.get_data()))
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def as_written(characters: bytes) -> bytes:
    """What a font tells of its glyphs, with characters in the place of what looks like them."""
    listed = _RANGE.sub(_each, characters)
    return _ONE.sub(lambda one: one[1] + _hexadecimal(int(one[2], 16)) + one[3], listed)


def _each(stretch: re.Match[bytes]) -> bytes:
    """A stretch of glyphs with the character of each, where one of them is a radical."""
    first, last, start = (int(number, 16) for number in stretch.groups())
    codes = range(start, start + last - first + 1)
    if not any(_BLOCKS.match(chr(code)) for code in codes):
        return stretch[0]
    each = b" ".join(b"<%s>" % _hexadecimal(code) for code in codes)
    return b"<%s> <%s> [%s]" % (stretch[1], stretch[2], each)


def _hexadecimal(code: int) -> bytes:
    character = chr(code)
    if _BLOCKS.match(character):
        character = _LIKE.get(character) or unicodedata.normalize("NFKC", character)
    return character.encode("utf-16-be").hex().upper().encode()
