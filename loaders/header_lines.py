"""The lines of a header put together: by which texts each of its columns can be looked up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.cells.text import fold, is_empty
from loaders.declared import is_count
from loaders.formats.grid import Merge
from loaders.titles import key_of, title_in, turns_below

# Words that say what is asked of the title above them, and nothing without it.
_GENERAL = re.compile(
    "日期|时间|人数|数量|个数|姓名|名称|类型|类别|情况|人|数|是否|编号|号|方式|备注|结果|占比|比例|date|time|name|number|count|type",
    re.IGNORECASE,
)
# A column beside its parts: 应进群人数 of 男, 女 and 合计.
_WHOLE = frozenset("合计 小计 总计 总数 共计 计 全部 Total".split())
# The day beside the one that was planned.
_DONE = re.compile(r"(?:日期|时间)/(?:实际|实际完成|已?完成)(?:日期|时间)?")
_DAY_AND_CLOCK = ("日期", "时间")  # of one thing, in two columns
_DIGIT = re.compile(r"\d")
_GENERAL_ENDING = re.compile(r"(?:情况|信息|记录|安排|统计|完成情况)$")


Path = list[tuple[str, str]]  # what it can be looked up by, in order of preference, and the title


def paths_of(texts: list[list[str]], merges: Sequence[Merge], row: int) -> list[Path]:
    """For each column the headers it can be looked up by, the most telling first."""
    block = [list(line) for line in texts]
    if len(block) > 1:
        _fill_merges(block, merges, row)
        _drop_titles(block)
    paths: list[Path] = []
    for column in range(len(block[0]) if block else 0):
        parts = list(dict.fromkeys(line[column] for line in block if line[column]))
        if not parts:
            paths.append([])
            continue
        above = _parent_to_the_left(block, column) if len(block) > 1 else ""
        # 合计 belongs to a title to the left by the parts beside it; without any it begins a line of totals.
        is_alone = _is_whole(parts[-1]) and not (column and block[-1][column - 1])
        paths.append(_path(parts, "" if above in parts or is_alone else above))
    return paths


def _path(parts: list[str], above: str) -> Path:
    """How a header of one or several lines can be looked up.

    A general word below another title says nothing by itself: the 日期 of 试讲 is no date of this sheet.
    """
    last, title = parts[-1], "/".join(parts)
    uppers = parts[:-1] or ([above] if above else [])
    if not uppers:
        return [(last, last)]
    title = title if len(parts) > 1 else f"{above}/{last}"
    upper = "".join(uppers)
    bare = _GENERAL_ENDING.sub("", upper)
    if _is_whole(last) or _DONE.fullmatch(f"{fold(upper)[-2:]}/{fold(last)}"):
        return [(upper, title)]
    path = [(upper + last, title), (bare + last, title), (last + upper, title)]
    if turns_below(upper, last):
        return path
    if not _GENERAL.fullmatch(fold(last)):
        # 已进群人数 of QQ群 and 微信群: its parts, and no group.
        return path if is_count(upper) and not is_count(last) else [path[0], (last, last), *path[1:]]
    if key_of(fold(upper)).endswith(key_of(fold(last))) or (
        last in _DAY_AND_CLOCK and upper[-2:] in _DAY_AND_CLOCK
    ):
        path.append((upper, title))
    return path if len(parts) > 1 else [*path, (last, last)]


def _is_whole(text: str) -> bool:
    return "".join(text.split()) in _WHOLE


def divided(titles: Sequence[str], below: Sequence[object], merges: Sequence[Merge], row: int) -> set[int]:
    """Columns over which a title in ``row``, the last of a header, is spread: below it stand its parts."""
    texts = [title_in(cell) for cell in below]
    if any(map(_DIGIT.search, texts)) or any(
        not text and not is_empty(cell) for text, cell in zip(texts, below, strict=True)
    ):
        return set()
    covered: set[int] = set()
    for top, left, bottom, right in merges:
        covered.update(range(left + 1, right + 1) if top <= row <= bottom else ())
    places: set[int] = set()
    for place, (title, text) in enumerate(zip(titles, texts, strict=False)):
        if text and place and texts[place - 1] and (not title or place in covered):
            places |= {place - 1, place}
    return places


def _drop_titles(block: list[list[str]]) -> None:
    """Take out a line that says the same of every column: it is the title of the table."""
    for line in block[:-1]:
        titles = {text for text in line if text}
        if len(titles) == 1 and sum(map(bool, line)) >= sum(map(bool, block[-1])):
            line[:] = [""] * len(line)


def _parent_to_the_left(block: list[list[str]], column: int) -> str:
    """The nearest upper header to the left: formats without merges leave its other cells blank."""
    return next((block[0][left] for left in range(column, -1, -1) if block[0][left]), "")


def _fill_merges(block: list[list[str]], merges: Sequence[Merge], first: int) -> None:
    last = first + len(block) - 1
    for top, left, bottom, right in merges:
        if top < first or top > last:
            continue
        text = block[top - first][left] if left < len(block[0]) else ""
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, len(block[0]) - 1) + 1):
                block[row - first][column] = text
