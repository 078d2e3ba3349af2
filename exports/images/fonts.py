"""The font in which pictures are lettered that no browser draws: the one a browser here would take."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charts import theme
from schema.language import gettext, lazy

_NONE = lazy("这台机器上没有中文字体，不能生成图片。请管理员安装 Noto Sans CJK 一类的字体。")
# Where systems without fontconfig keep theirs.
_USUAL = (
    "C:/Windows/Fonts/msyh.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
)
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Font:
    """A file of fonts, and the number of the one in it."""

    file: str
    number: int = 0


class NoFont(RuntimeError):
    """No font here has Chinese characters."""

    def message(self, language: str = "zh") -> str:
        """The sentence for the user."""
        return gettext(_NONE, language)


@cache
def chinese_font() -> Font:
    """The first of the families of :data:`charts.theme.FONTS` that is installed, else any for Chinese.

    Raises :class:`NoFont`.
    """
    program = shutil.which("fc-match")
    if program is not None:
        families = theme.FONTS.replace('"', "").replace(", ", ",")
        asked = [program, "--format", "%{lang}\n%{index}\n%{file}", f"{families}:lang=zh-cn"]
        answer = subprocess.run(  # noqa: S603 - our own arguments
            asked, capture_output=True, check=False, timeout=_SECONDS, text=True
        )
        languages, *place = answer.stdout.split("\n")
        if "zh-cn" in languages.split("|"):
            # The upper half of the number names a weight of a variable font.
            return Font(place[1], int(place[0]) & 0xFFFF)
    for file in _USUAL:
        if Path(file).is_file():
            return Font(file)
    raise NoFont
