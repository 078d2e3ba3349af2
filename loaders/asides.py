"""Rows below a header that are no data: headings of pages, totals, signatures, notes, examples, hints.

Only rows that look like something else are looked at one by one; a row is left out for a reason,
and the reasons are handed on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from loaders.cells.text import is_blank, is_empty
from loaders.characters import words_of
from loaders.coded import Coded
from loaders.header import Header
from loaders.titles import key_of
from schema.model import ColumnType

_TOTAL = re.compile(
    r"(?:本页|全院|全系|全校|校区|学院|单位|班级|人数|数据)?(?:合计|小计|总计|共计|累计|总和|汇总|平均值?|均值)(?:[:：(（].*|\d.*|[人个门份].*)?|"
    r"其中(?:[:：].*)?|.{0,8}共计?\s*\d+\s*[个门人名位].{0,6}|[Σ∑计]|.{0,6}(?:完成|建群|进群|入群|通知|到课|出勤|上传|覆盖|听课)(?:率|数|比例|情况)|[未已](?:建群|进群|完成|通知)(?:数|班数)?|"
    r".{2,20}(?:小计|合计|总计)|共\s*\d+\s*\D{0,6}|(?:sub|grand)?[\s-]*totals?:?|sum:?|"
    # as the commands for subtotals of WPS and Excel write them
    r".{0,40}?(?:汇总|计数|平均值|最大值|最小值|求和|总数)|.{0,40}?\s(?:count|average|subtotal|total|max|min)|grand(?:count|average)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:.{0,8}共计?|计)?\d+(?:个|门|人|名|位|条|份|次)(?:教学班|班级|班|课程|学生|教师)?")
_FOOTER = re.compile(
    r"(?:单位|部门|学院|院系|教务处?|本表)?(?:填表|制表|汇总|填报|报送|上报|统计|审核|审批|复核|经办|负责|联系|签字|签章|盖章|公章|分管|主管|教学秘书|"
    r"院长|系主任|书记|备注|附注|说明|注意|温馨提示|提示|注|附|打印)"
    r"(?:人|者|单位|部门|时间|日期|领导|电话|方式|签字|签章|事项|院长|\(?盖章\)?|\d)*\s*[:：.、]"
    r"|[(]?以下(?:空白|无)"
    r"|(?:note|notes|remark|remarks|prepared by|reviewed by|signed|date)\s*[:：]", re.IGNORECASE)  # fmt: skip
# What a line that stands alone says when it is no class.
_LONE_NOTE = re.compile(
    r"(?:填表|制表|填报|审核|复核|统计|经办|负责|联系|报送|上报)(?:人|者|单位|时间|日期|电话)\s.*|.*[:：]$|.*(?:签字|签章|签名|盖章|公章).*|"
    r"(?:以上|上述|注|另|\*|※).*|.*(?:数据来源|来源于|截至|截止到|统计口径).*|[-—]*\s*(?:完|结束|end)\s*[-—]*|"
    r"\d{4}年\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]+[、.].*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"[-—\s]*第\s*\d+\s*页.*|[-—\s]*共\s*\d+\s*页.*|page\s*\d+.*|-\s*\d+\s*-|\d+\s*/\s*\d+\s*页",
    re.IGNORECASE,
)
_EXAMPLE_LABEL = r"(?:例|例如|示例|样例|范例|举例|填写示例|填表示例|示例行|example|e\.g\.)"
_EXAMPLE = re.compile(rf"\(?{_EXAMPLE_LABEL}\)?\d?[:：]?(?:\s.*|\(.*)?", re.IGNORECASE)
_MARKED_EXAMPLE = re.compile(rf".*\({_EXAMPLE_LABEL}\)", re.IGNORECASE)
_STARTS_EXAMPLE = re.compile(rf"[(\[【]?{_EXAMPLE_LABEL}(?:[)\]】]|\s*[:：]).+", re.IGNORECASE)
_SAYS_EXAMPLE = re.compile(
    r".{0,8}(?:请删除|勿删|[此本]行[为是]?(?:示例|样例|例)|(?:示例|样例)(?:课程|班级?|数据|教师|行)|填[写表](?:示例|样例)).{0,12}"
)
_EXAMPLE_WORDS = frozenset(
    "例 例： 例: （例） (例) 例如 示例 示例： 样例 范例 举例 填写示例 填表示例 "
    "示例行 （示例） (示例) Example example".split()
)
_TOTAL_WORDS = frozenset(
    "合计 合計 小计 小計 总计 總計 共计 总和 汇总 计数 总数 平均 平均值 合计： 合计: 总计： "
    "Total total TOTAL Subtotal Sum".split()
) | {"合 计", "总 计", "小 计", "合\u3000计", "Grand Total"}
_HINT = re.compile(
    r"\(?(?:必填|选填|可不填|可空|非必填|不填|可选|文本|文本格式|数字|整数|日期|日期格式|下拉|单选|可?多选|自动|required|optional|text|number|date)"
    r"[^\d]{0,12}\)?|\(?(?:如|例如|例|格式|请|按|填).{1,40}|与.{1,10}一致|.{0,8}全称|多[个项].{1,12}|yyyy.{0,12}|是/否|√/×|\(?[人个门份次分节位名]\)?|年?月日",
    re.IGNORECASE,
)
_SURE_HINT = re.compile(
    r"必填|选填|可不填|格式|下拉|请|填|如|例|一致|全称|多选|^\(|^[人个门份次分节位名]$|yyyy|required|optional",
    re.IGNORECASE,
)
_ORDERS = (
    "甲乙丙丁戊己庚辛壬癸",
    "一二三四五六七八九十",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
)
_LONG_NOTE, _LABEL_COLUMNS = 20, 3
_NUMBERED = re.compile(r"^\(?\d{1,2}[.、)\s]\s*(?=\D)")
_UNDER_HEADER = 3  # rows in which hints and numbers of columns may stand
_FEWEST_NUMBERS = 3
_HAN = re.compile("[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\D*[^\W\d_]\D*")

Row = Sequence[object]


@dataclass(frozen=True)
class Lines:
    """What stands above the rows, folded: the titles and notes ``above``, and the texts of the ``header``."""

    above: frozenset[str]
    header: frozenset[str]

    @classmethod
    def of(cls, above: Iterable[str], header: Iterable[str]) -> Lines:
        """From the texts as they are written."""
        return cls(*(frozenset(key_of(words_of(text)) for text in texts) for texts in (above, header)))


def rows_aside(rows: Sequence[Row], columns: Sequence[Coded], header: Header, lines: Lines) -> dict[int, str]:
    """Position of each of ``rows`` that is no data → why; ``columns`` are their cells the other way.

    A reason that ends in ``?`` is no sure one: a person must be told of the row.
    """
    place = header.columns[header.anchor]
    title, anchors = words_of(header.titles[place]), columns[place]
    odd = set(np.flatnonzero(anchors.rows_where(lambda value: _is_suspicious(value, title))).tolist())
    odd.update(_labelled(columns, place))
    odd.update(range(min(len(rows), _UNDER_HEADER)))
    reasons: dict[int, str] = {}
    for position in sorted(odd):
        reason = _reason(rows[position], header, anchors[position], lines)
        if reason in (None, "lone?") and position < _UNDER_HEADER:
            reason = _reason_under_header(rows[position]) or reason
        if reason is not None:
            reasons[position] = reason
    return {**reasons, **dict.fromkeys(_without_number(anchors, header, reasons), "no_id?")}


def _without_number(anchors: Coded, header: Header, reasons: Mapping[int, str]) -> list[int]:
    """Rows whose id has no digit where most ids have, that are left out for no other of ``reasons``."""
    if header.form.column(header.anchor).type is not ColumnType.ID:
        return []
    words = anchors.rows_where(_is_word)
    if not words.any():
        return []
    rows = [row for row in np.flatnonzero(words).tolist() if row not in reasons]
    others = np.count_nonzero(~words & anchors.rows_where(lambda cell: not is_blank(cell)))
    return rows if len(rows) <= others else []


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and not is_blank(cell) and _WORD.fullmatch(words_of(cell)) is not None


def is_page(text: str) -> bool:
    """Whether a line numbers the pages."""
    return bool(_PAGE.fullmatch(words_of(text)))


def _labelled(columns: Sequence[Coded], anchor: int) -> Iterable[int]:
    """Rows with the label of a total or an example in any column, or of a total to the left of the id."""
    words = _TOTAL_WORDS | _EXAMPLE_WORDS
    for place, column in enumerate(columns):
        yield from column.rows_with(words).tolist()
        if place < min(anchor, _LABEL_COLUMNS):
            yield from np.flatnonzero(column.rows_where(_is_total)).tolist()


def _is_total(value: object) -> bool:
    text = words_of(value) if isinstance(value, str) else ""
    # 合 计 is often spread out to fill its cell.
    return bool(_TOTAL.fullmatch(text) or _TOTAL.fullmatch("".join(text.split())))


def _is_suspicious(value: object, title: str) -> bool:
    if not isinstance(value, str):
        return value is None or isinstance(value, dt.date)
    if value.isascii() and value.isalnum() and not value.isalpha():
        return False
    text = words_of(value)
    return (
        is_blank(text) or text == title or not _DIGIT.search(text) or " " in text
        or _is_total(text)
        or (bool(_HAN.search(text)) and not text.endswith("班")) or bool(_PAGE.fullmatch(text))
        or bool(_COUNTED.fullmatch(text)) or bool(_STARTS_EXAMPLE.fullmatch(text))
        or bool(_FOOTER.match(text))
        or bool(_MARKED_EXAMPLE.fullmatch(text))
        or bool(_LONE_NOTE.fullmatch(text))
    )  # fmt: skip


def _reason(row: Row, header: Header, anchor: object, lines: Lines) -> str | None:
    filled = [cell for cell in row if not is_empty(cell)]
    if not filled:
        return "empty"
    if all(is_empty(row[place]) for place in header.columns.values()):
        return _reason_of_lone(words_of(str(filled[0])), lines.above) or "beside"
    if _repeats_header(row, lines.header):
        return "header"
    if len(set(map(str, filled))) == 1:
        text = words_of(str(filled[0]))
        reason = _reason_of_lone(text, lines.above, is_date=isinstance(filled[0], dt.date))
        return None if reason == "lone?" and _is_word_of(text, header) else reason
    return _reason_of_several(row, header, anchor, filled)


def _is_word_of(text: str, header: Header) -> bool:
    """Whether a text that stands alone is one of the words that name the rows of the form."""
    vocabulary = header.form.column(header.anchor).vocabulary
    return vocabulary is not None and text in {
        word for both in vocabulary.aliases.items() for word in (both[0], *both[1])
    }


def _reason_of_several(row: Row, header: Header, anchor: object, filled: Sequence[object]) -> str | None:
    """What a row with several texts is, judged by its labels."""
    texts = [words_of(cell) for cell in filled if isinstance(cell, str)]
    first = texts[0] if texts and isinstance(filled[0], str) else ""
    if _PAGE.fullmatch(first) and len(filled) <= _LABEL_COLUMNS:
        return "page"
    if _is_example(texts, anchor):
        return "example"
    if _is_total_row(row, header, anchor, texts):
        return "total"
    labels = [bool(_FOOTER.match(text) or _LONE_NOTE.fullmatch(text)) for text in texts]
    # A label alone makes no note of a row of data: 提示：网络异常 is a problem that someone had.
    return "note" if first and labels[0] and sum(labels) * 2 >= len(filled) else None


def _reason_of_lone(text: str, titles: frozenset[str], is_date: bool = False) -> str | None:
    """What a row is in which one text stands alone; ``None`` for a class of which nothing else is said."""
    if key_of(text) in titles:
        return "title"
    if _PAGE.fullmatch(text):
        return "page"
    if _is_total(text) or _COUNTED.fullmatch(text):
        return "total"
    if is_date or _FOOTER.match(text) or _LONE_NOTE.fullmatch(text) or len(text) > _LONG_NOTE:
        return "note"
    if _EXAMPLE.fullmatch(text):
        return "example"
    is_name = _HAN.search(text) and not _DIGIT.search(_NUMBERED.sub("", text))
    return "lone?" if is_name and not is_blank(text) else None


def _repeats_header(row: Row, header_texts: frozenset[str]) -> bool:
    """Whether every filled cell is a part of the header."""
    return all(
        isinstance(cell, str) and key_of(words_of(cell)) in header_texts for cell in row if not is_empty(cell)
    )


def _is_example(texts: list[str], anchor: object) -> bool:
    text = words_of(anchor) if isinstance(anchor, str) else ""
    return (
        bool(_MARKED_EXAMPLE.fullmatch(text) or _STARTS_EXAMPLE.fullmatch(text))
        or any(text in _EXAMPLE_WORDS for text in texts)
        or bool(texts and _EXAMPLE.fullmatch(texts[0]))
    )


def _is_total_row(row: Row, header: Header, anchor: object, texts: list[str]) -> bool:
    """Whether a label says so: in place of the id, left of it, or where no id stands."""
    text = words_of(anchor) if isinstance(anchor, str) else ""
    if _is_total(text):
        return True
    place = header.columns[header.anchor]
    if any(_is_total(cell) for cell in row[: min(place, _LABEL_COLUMNS)]):
        return True
    counted = bool(_COUNTED.fullmatch("".join(text.split())))
    if counted and not any(_DIGIT.search(other) for other in texts if other != text):
        return True
    labelled = any(map(_is_total, texts))
    return labelled and (is_blank(anchor) or counted or isinstance(anchor, int | float))


def _reason_under_header(row: Row) -> str | None:
    """Whether a row just below the header is an example, says how to fill the columns, or numbers them."""
    filled = [
        words_of(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell))
        for cell in row
        if not is_empty(cell)
    ]
    if (
        len(filled) >= 2
        and all(_HINT.fullmatch(text) for text in filled)
        and any(map(_SURE_HINT.search, filled))
    ):
        return "hint"
    if any(map(_SAYS_EXAMPLE.fullmatch, filled)):
        return "example"
    return "column_numbers" if len(filled) >= _FEWEST_NUMBERS and _is_counting(filled) else None


def _is_counting(texts: list[str]) -> bool:
    """Whether the texts count on from the start of one order, or of two: 甲 乙 丙 1 2 3."""
    runs: list[list[tuple[int, int]]] = []
    for text in texts:
        # The last may say how it is worked out: (5)=(4)/(3).
        numbered = _number_in_order(text.partition("=")[0].strip("()（）.、栏列"))
        if numbered is None:
            return False
        if runs and runs[-1][-1] == (numbered[0], numbered[1] - 1):
            runs[-1].append(numbered)
        else:
            runs.append([numbered])
    return len(runs) <= 2 and all(run[0][1] == 1 and len(run) > 1 for run in runs)


def _number_in_order(text: str) -> tuple[int, int] | None:
    if text.isascii() and text.isdigit() and not text.startswith("0"):
        return -1, int(text)
    for order, letters in enumerate(_ORDERS):
        if len(text) == 1 and text in letters:
            return order, letters.index(text) + 1
    return None
