"""Cleaning of what a cell holds, before anything is made of it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

# Zero-width and directional marks, soft hyphen, byte-order mark and control characters except
# tab and line breaks; and the escape under which xlsx stores a carriage return.
_INVISIBLE = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|_x000[dD]_"
)
# Characters that NFKC would turn into digits and glue to those before them (52① is not 521, 2½ not
# 21/2); ordinary ones in another width are no such characters.
_MARKS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u215f\u2189"
    "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf\U0001f100-\U0001f10c"
)
_GLUED = re.compile(f"(?<=.)[{_MARKS}]", re.DOTALL)
_FRACTIONS = "\u00bc-\u00be\u2150-\u215f\u2189"
# Notes hang behind what they are about: 45①, CS103-01²; a fraction belongs to the number.
_FOOTNOTES = re.compile(f"(?<=[^\\s{_MARKS}])\\s*(?:(?![{_FRACTIONS}])[{_MARKS}])+$")
_STARS = re.compile(r"^[*＊★☆※†]+\s*|(?<=\S)\s*[*＊★☆※†]+$")
_PICTURE = re.compile(r"=\s*(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
# Beside what it names, that this is none any more: (作废)CS101-01, CS101-01（并入 CS102-01）.
_VOID = re.compile(
    r"[(\[【](?:已|全部|现)?(?:作废|删除?|停开|停课|取消|撤销|无效|不开|合并|并入|退出|离职)[^()\[\]【】]{0,20}[)\]】]|"
    r"^(?:作废|停开|取消|删除|无效)\s?[:：]|^[×✗✘]\s?(?=\w)|(?<=\w)\s?[×✗✘]$"
)
_NOT_NAMED = re.compile(
    r"(?:已|暂|本学期)?(?:停开|停课|取消|不开课?|缓开|延期(?:开课)?|作废|解散|合班|不需要|不用)|其[他它]|多[个种]|各种|若干|都行|"
    r"(?:[\u4e00-\u9fff]{0,4}群)?(?:已解散|已?满)|(?:老师|教师|学生)?自(?:定|学|行)[\u4e00-\u9fff]{0,4}|(?:并入|合入|同其[他它]|见).{1,20}|"
    r"(?:暂[未不]|[未不没])[\u4e00-\u9fff]?[建用]群?"
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
# Errors as text, in formats that keep only what was shown.
_ERROR_TEXTS = frozenset(
    "#N/A #REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC! ERR:502 ERR:504 ERR:508".split()
)
# What people write into a cell that holds nothing.
BLANK_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "/",
        "\\",
        "//",
        "无",
        "無",
        "暂无",
        "暫無",
        "空",
        "n/a",
        "na",
        "nan",
        "nat",
        "none",
        "null",
        "undefined",
        "空白",
        "(空)",
        "(空白)",
        "不适用",
        "不涉及",
    }
)
# What stands in another cell, and nobody can tell for sure in which.
_ELSEWHERE = frozenset("同左 同右 同下 见左 见右 见下 如下 同前 同后".split())
# A tick where a name or a word is asked for says yes, and not which; a cross says that there is none.
_TICKS = frozenset("√✓✔☑是有")
_CROSSES = frozenset("×✗✘✕✖╳ㄨ")
# What they write where something will come later: blank too, and never an answer.
PENDING_WORDS = frozenset(
    "待定 未定 待填 待补 待补充 待建 待建群 待测 待测试 待进群 待通知 待上传 待安排 "
    "暂缺 tbd pending 处理中 正在处理 解决中 正在解决 进行中 跟进中".split()
)


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows a formula error such as ``#N/A``."""

    text: str


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula whose result the file does not hold."""

    text: str


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number that its format shows among words (45人, CS101-07): an id is the text, a count the number."""

    text: str
    number: float


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell of which a person must be told something: ``code`` is that finding's.

    ``text`` is what the sheet shows; ``value`` what is read all the same, ``None`` where nothing may be.
    ``stored`` is the number behind a text that shows another.
    """

    text: str
    code: str
    value: str | float | None = None
    stored: float | None = None


class Unreadable(Exception):
    """A cell that no reader would take for a value without doubt; carries a finding's code."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def clean(text: str) -> str:
    """``text`` without invisible characters and surrounding blanks; the rest as written."""
    if text.isascii() and text.isprintable():
        return text.strip().removeprefix("'")
    return _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip().removeprefix("'")


def fold(text: str) -> str:
    """``text`` cleaned, with full-width forms and dashes in their plain ASCII shape (NFKC)."""
    if text.isascii():
        return clean(text)
    cleaned = clean(text)
    if not _GLUED.search(cleaned):
        return unicodedata.normalize("NFKC", cleaned).translate(_DASHES).strip()
    start, folded = 0, ""
    for mark in _GLUED.finditer(cleaned):
        folded += unicodedata.normalize("NFKC", cleaned[start : mark.start()]) + mark[0]
        start = mark.end()
    return (folded + unicodedata.normalize("NFKC", cleaned[start:])).translate(_DASHES).strip()


def without_footnotes(text: str) -> str:
    """``text`` without the circled or raised digits that hang behind it."""
    return text if text.isascii() else _FOOTNOTES.sub("", text)


def without_stars(text: str) -> str:
    """``text`` without the stars before or behind it that lead to a note."""
    return _STARS.sub("", text) or text


def plain(value: object) -> object:
    """The cell where only its words matter, as in a header or a note: marked ones as they are read."""
    if isinstance(value, ShownNumber):
        return value.text
    if isinstance(value, MarkedCell):
        return value.text if value.value is None else value.value
    return value


def is_blank(value: object) -> bool:
    """Whether the cell holds nothing a person would read as content."""
    if value is None or value == "":
        return True
    return isinstance(value, str) and fold(value).lower() in BLANK_WORDS


def is_cross(text: str) -> bool:
    """Whether a text is the mark for nothing; raises ``Unreadable`` for the one that says yes and no more."""
    if text in _TICKS:
        raise Unreadable("mark_without_word")
    return text in _CROSSES


def refuse_void(text: str) -> None:
    """Raise ``Unreadable`` for a folded name or id beside which it is said to be none any more."""
    if not text.isascii() and _VOID.search(text):
        raise Unreadable("marked_void")


def refuse_unnamed(text: str) -> None:
    """Raise ``Unreadable`` for a folded text that says what becomes of a class where a name is asked for."""
    if _NOT_NAMED.fullmatch(text):
        raise Unreadable("mark_without_word")


def is_empty(value: object) -> bool:
    """Whether nothing visible stands in the cell at all."""
    return value is None or (isinstance(value, str) and not clean(value))


def shown(value: object) -> str:
    """The cell as text for a finding: ISO days, whole numbers without ``.0``."""
    match value:
        case None:
            return ""
        case ErrorCell(text) | FormulaCell(text) | MarkedCell(text) | ShownNumber(text):
            return text
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case dt.datetime():
            return value.isoformat(sep=" ") if value.time() != dt.time() else value.date().isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case str():
            return clean(value)
    return str(value)


def refuse_special(value: object) -> None:
    """Raise ``Unreadable`` for an error, a formula without a saved result, a picture or a doubtful cell."""
    if isinstance(value, ErrorCell) or (type(value) is str and value.strip().upper() in _ERROR_TEXTS):
        raise Unreadable("error_cell")
    if isinstance(value, FormulaCell):
        raise Unreadable("formula_without_value")
    if isinstance(value, MarkedCell):
        raise Unreadable(value.code)
    if type(value) is str and value.strip() in _ELSEWHERE:
        raise Unreadable("refers_elsewhere")
    if type(value) is str and value[:1] == "=" and _PICTURE.match(value):
        raise Unreadable("picture_cell")
