"""What is said where no browser draws pictures."""

from __future__ import annotations

from schema.language import gettext, lazy

_UNAVAILABLE = lazy(
    "服务器上没有可用的浏览器，暂时不能生成图片。请安装 Chromium，或用环境变量 BROWSER_PATH 指明它的位置；"
    "现在可以先下载网页（HTML）格式。"
)


class ImageUnavailable(RuntimeError):
    """No picture can be drawn here; :meth:`message` says what to do, ``cause`` why."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"{self.message('en')} ({cause})")
        self.cause = cause

    def message(self, language: str = "zh") -> str:
        """The sentence for the user in ``language``."""
        return gettext(_UNAVAILABLE, language)
