"""Classes of the plan from which an id differs only as programs and habits change ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.cells.text import fold

_MARKS = re.compile(r"[\s_.\-/]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
# What people add behind an id: 班, or a remark in brackets.
_SUFFIX = re.compile(r"(?:\([^()]{0,60}\)|班){1,9}$")


class SimilarIds:
    """The ids of the plan by what is left of them without zeros, case, marks and suffixes.

    Exact rules, no likeness: an id is offered only where one class of the plan, and no other,
    comes out the same.
    """

    def __init__(self, plan: Iterable[str]) -> None:
        self._ids = list(plan)
        self._by_form: dict[str, set[str]] | None = None

    def find(self, class_id: str) -> str | None:
        """The one class of the plan that ``class_id`` may be; ``None`` for none or several."""
        if self._by_form is None:  # most sheets name no unknown class
            self._by_form = {}
            for known in self._ids:
                for form in _forms(known):
                    self._by_form.setdefault(form, set()).add(known)
        candidates = set().union(*(self._by_form.get(form, set()) for form in _forms(class_id)))
        return next(iter(candidates)) if len(candidates) == 1 else None

    def hint(self, class_id: str) -> dict[str, object]:
        """The details of a finding that offer that class."""
        similar = self.find(class_id)
        if similar is None:
            return {"hint_zh": "", "hint_en": ""}
        zh, en = _difference(class_id, similar)
        return {
            "hint_zh": f"是否应为“{similar}”？{zh}",
            "hint_en": f" Did you mean “{similar}”?{en}",
            "suggestion": similar,
        }


def _forms(id: str) -> set[str]:
    """The id without marks, and without the zeros that lead its numbers as well."""
    folded = fold(id).casefold()
    bare = _SUFFIX.sub("", folded) or folded
    return {_MARKS.sub("", bare), _MARKS.sub("", _LEADING_ZEROS.sub("", bare))}


def _difference(id: str, known: str) -> tuple[str, str]:
    """Why the two differ, where one cause is sure."""
    if id.isdigit() and known.lstrip("0") == id.lstrip("0"):
        return "（前导零可能被表格软件去掉了）", " (A spreadsheet may have dropped the leading zeros.)"
    return "", ""
