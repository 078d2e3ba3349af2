"""What is said to somebody who may not."""

from __future__ import annotations

from schema.language import chosen


class Denied(Exception):
    """Somebody asked for what their role does not allow; nothing was done."""

    def __init__(self, login: str, action: str, unit: str | None = None) -> None:
        self.login, self.action, self.unit = login, action, unit
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``, which names no secret of the thing asked for."""
        about = chosen(f"（{self.unit}）", f" for {self.unit}", language) if self.unit else ""
        sentence = chosen(
            "您没有权限进行这项操作{about}。如确有需要，请联系教务处开通。",
            "You may not do this{about}. If you need to, ask academic affairs for the right.",
            language,
        )
        return sentence.format(about=about)

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error cross a process boundary whole."""
        return Denied, (self.login, self.action, self.unit)
