"""The class that a line names above rows of its own: 教学班：(2019-2020-2)-CS101-01 程序设计 张老师."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from loaders.cells.text import MarkedCell, is_empty, shown
from loaders.characters import words_of
from loaders.titles import heading_of
from schema.plan import PLAN

_LABELS = sorted(
    {heading_of(title) for title in PLAN.forms[0].column("class_id").headers if not title.isascii()},
    key=len,
    reverse=True,
)
_TITLES = "|".join(map(re.escape, _LABELS))
_LABELLED = re.compile(
    rf"(?:^|[\s,;|])(?:\d{{1,2}}[.、]\s?)?(?:{_TITLES})\s?(?P<colon>:?)\s*(?P<said>[^,;|]*)", re.IGNORECASE
)
# What a line goes on with: 任课教师：张三  人数：40.
_FURTHER = re.compile(r"\s[^\s:]{1,12}:.*")
# With the term before it or without, and neither the term alone nor a day, nor a number of something.
_ID = re.compile(
    r"(?<![\w.-])(?!\(?\d{4}-\d{4}-\d(?!\)?-?\w)|20\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
    r"(?:\(\d{4}-\d{4}-\d\)-?)?(?=[A-Za-z_.-]*\d)[0-9A-Za-z](?:[0-9A-Za-z_.-]{0,38}[0-9A-Za-z])?"
    r"(?![0-9A-Za-z_.-])(?!\s?[级人个门名班日月])"
)
_LONGEST = 120
_MOST_CELLS = 12


def class_of_line(row: Sequence[object], plan: Container[str] = frozenset()) -> str | MarkedCell | None:
    """The class that a row names which is a line and no row of data; ``None`` for any other row.

    A line that says which class, and not in one id, gives a cell of which a person must be told. Without
    such words it is a line of one text in which one class of the ``plan`` stands.
    """
    texts = list(dict.fromkeys(words_of(shown(cell)) for cell in row if not is_empty(cell)))
    line = "  ".join(texts)
    if not texts or len(texts) > _MOST_CELLS or len(line) > _LONGEST:
        return None
    for text, following in zip(texts, [*texts[1:], ""], strict=True):
        labelled = _LABELLED.search(text)
        if labelled is None:
            continue
        # 教学班号 may have a cell of its own, and the class the next one.
        said = _FURTHER.sub("", f" {labelled['said']}").strip()
        is_told = _ID.fullmatch(following) or (labelled["colon"] and not following.endswith(":"))
        said = said or (following if is_told else "")
        ids = _ID.findall(said)
        return _one(ids, line) if ids or (labelled["colon"] and said) else None
    known = [id for id in _ID.findall(line) if id in plan] if len(texts) == 1 and line not in plan else []
    return _one(known, line) if known else None


def _one(ids: Sequence[str], line: str) -> str | MarkedCell:
    return ids[0] if len(set(ids)) == 1 else MarkedCell(line, "class_of_line_unclear")
