"""Reading ids, free text, choices and several-valued cells."""

from __future__ import annotations

import datetime as dt
import re

from loaders.cells.numbers import yes_or_no
from loaders.cells.text import (
    BLANK_WORDS,
    PENDING_WORDS,
    MarkedCell,
    ShownNumber,
    Unreadable,
    clean,
    fold,
    is_blank,
    is_cross,
    refuse_special,
    refuse_unnamed,
    refuse_void,
)
from loaders.characters import words_of
from schema import limits
from schema.model import Vocabulary

_STRAY_DECIMAL = re.compile(r"(\d+)\.0+")
# 群号：123456789 says once more what the title says.
_LABELLED = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z]{0,6}群(?:号码?)?|(?:QQ|微信)号?)\s*:?\s*(\d{5,12})", re.IGNORECASE
)
_SPACED_DIGITS = re.compile(r"\d+(?:[ \u00a0]+\d+)+")
_ARE_LONG = re.compile(r"\d{6,}(?:\s+\d{6,})+")
_SEPARATOR = re.compile(r"[、,;\n]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+\d+|\d\.\d+E\d+", re.IGNORECASE)
# Shown where a column is too narrow for its number.
_TOO_NARROW = re.compile("#+")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# What spreadsheets make of 1-2 and its like.
_TURNED_INTO_DAY = re.compile(
    rf"(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日|\d{{4}}年\d{{1,2}}月|\d{{1,2}}-(?:{_MONTHS})(?:-\d{{2,4}})?|(?:{_MONTHS})-\d{{2,4}}"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}[ T]0?0:00(?::00)?|\d{4}/\d{1,2}/\d{1,2}",
    re.IGNORECASE,
)
# 船舶原理(NA101-01): the name of a course and, in brackets, the id of its class.
_NAMED_ID = re.compile("[\u4e00-\u9fff][^\\d()]*\\(((?=[^()]*\\d)[0-9A-Za-z][0-9A-Za-z_.-]{2,40})\\)")
_BETWEEN_IDS = re.compile(r"\s*[/|+&]\s*|\s+|(?<=\d)\s*[和与及]\s*(?=[0-9A-Za-z-])")
_SPAN_OF_IDS = re.compile("[0-9A-Za-z_.\u4e00-\u9fff-]*\\d\\s*(?:~+|至|到|--)\\s*-?[0-9A-Za-z_.-]*\\d(?:班)?")
EDGES = re.compile("^[ ,;、。/#]+|[ ,;、。/#]+$")
# What people put around an id: “CS101-01”, #CS101-01, CS101-01(60人), 1. CS101-01.
_DRESSED_ID = re.compile(
    r"[《【\[\"“'‘](?P<quoted>[0-9A-Za-z_.-]{3,40})[》】\]\"”'’]|"
    r"(?:#|\(?\d{1,3}[.、)\s]\s?(?=[A-Za-z]))?(?P<id>(?=[^\s(]*\d)[0-9A-Za-z_.-]{2,39}[0-9A-Za-z])"
    r"(?:\(\d{1,4}人\))?"
)
# A word for more than one class, or for one that stands elsewhere.
_MANY = re.compile(
    r".*(?:等(?:\s*\d+\s*个)?(?:教学)?班?|全部(?:班级)?|所有(?:班级?)?|各班)|(?:全部|所有|各).{0,4}班级?|(?:共计?)?\d+个(?:教学)?班级?"
)
_NO_ID = re.compile(r"(?:详?见|参见|另见|同(?:左|右|下)).*|[^\w]+")
_HAS_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_LAST_NUMBER = re.compile(r"[-_.](\d+)$")
_AS_DAY = rf"\d{{1,2}}-(?:{_MONTHS})(?:-|$)|(?:{_MONTHS})-\d"
# What most ids look like: nothing in it to clean, and a digit, so none of the words for blank.
PLAIN_ID = re.compile(
    rf"(?!{_AS_DAY})[0-9A-Za-z_-]{{0,40}}[0-9][0-9A-Za-z_-]{{0,40}}",
    re.IGNORECASE,
)
DAY_OF_MONTH = re.compile(rf"^(?:{_AS_DAY})", re.IGNORECASE | re.MULTILINE)
_WORDS = "[\u4e00-\u9fff]{2,20}"
# Behind or before its id: the name of the course, unless it tells one class of it from another.
_ID_OF_NAME = r"(?=[^\s(]*\d)(?=[^\s(]*[A-Za-z])[0-9A-Za-z_.-]{4,40}"
_BESIDE_NAME = r"(?:\s{1,9}|\s?[/:|]\s?)"
_NAME_BESIDE = re.compile(
    rf"(?P<id>{_ID_OF_NAME})(?:{_BESIDE_NAME}(?P<behind>{_WORDS})|\((?P<inside>{_WORDS})\))|"
    rf"(?P<before>{_WORDS}){_BESIDE_NAME}(?P<last>{_ID_OF_NAME})"
)
_OF_ONE_CLASS = re.compile(
    "[重补辅选]修|[单双]周|实验|理论|上机|[大小合分]班|班$|双语|校区|停开|暂停|新增|第.*[组班节]"
)
_PUNCTUATION = re.compile(r"[、,，;；/|＋+&\n\t]|\band\b|(?<=\w)(?:和|及|与)(?=\w)|\s(?:和|及|与)\s")
# Most names: nothing in them to clean.
_PLAIN_TEXT = re.compile("[\u4e00-\u9fff0-9A-Za-z]{1,60}")
_NOTHING = BLANK_WORDS | PENDING_WORDS
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_NUMBERING = re.compile(r"^\(?\d{1,2}[.、)\s]+(?=\D)")
REMARK = re.compile(r"\([^()]*\)$")
# Which part a platform plays: 腾讯课堂（主）、QQ群（备用）.
_ITS_PART = re.compile(r"\((?:主|备|主要|备用|辅助|为主|为辅|直播|录播|答疑|直播课|首选|次选)\)$")
_HAN = re.compile("[\u4e00-\u9fff]")
_TAKES_BACK = re.compile(r"拟|待|代|计划|预计|未|不|非|原|暂|取消|另|或|[?]")
# 1.腾讯课堂 2.QQ群: numbers of a list.
LISTED = re.compile(r"(?:(?<=^)|(?<=[\s、,，;；]))(?:\(?\d{1,2}[.、)）]|[A-Z][.、])\s*(?=[^\d\s])|[①-⑳]\s*")
# A double keeps 15 digits for sure; longer ids typed as numbers have lost their tail.
_EXACT = 10**15


def read_id(value: object) -> str | None:
    """An id as text: leading zeros kept, a stray ``.0`` dropped; ``None`` for blank.

    Raises ``Unreadable`` with ``bad_id``, ``id_digits_lost`` or ``mark_without_word``.
    """
    value = value.text if isinstance(value, ShownNumber) else value
    if isinstance(value, MarkedCell) and value.code == "day_not_shown":
        raise Unreadable("id_became_date")
    refuse_special(value)
    if isinstance(value, str):
        return _id_in_text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= _EXACT:
            raise Unreadable("id_digits_lost")
        if float(value).is_integer() and value >= 0:
            return str(int(value))
    raise Unreadable("id_became_date" if isinstance(value, dt.date) else "bad_id")


def read_key(value: object) -> str | None:
    """An id that names the row: one and no more; an id that stands after its course's name is taken out.

    Raises ``Unreadable`` as :func:`read_id` does, and ``several_ids``.
    """
    if isinstance(value, str) and _LABELLED.fullmatch(fold(value)):
        raise Unreadable("bad_id")  # the number of a chat names no class and no student
    id = read_id(value)
    if id is None:
        return None
    refuse_void(id)
    id = EDGES.sub("", id) or id
    if match := _DRESSED_ID.fullmatch(id):
        id = match["id"] or match["quoted"]
    if match := _NAMED_ID.fullmatch(id):
        id = match[1]
    elif match := _NAME_BESIDE.fullmatch(id):
        name = match["behind"] or match["inside"] or match["before"]
        id = id if _OF_ONE_CLASS.search(name) else match["id"] or match["last"]
    if _MANY.fullmatch(id):
        raise Unreadable("several_ids")
    if _NO_ID.fullmatch(id) or id[-1] in "?？":
        raise Unreadable("bad_id")
    if _SEPARATOR.search(id) or _is_list(id):
        raise Unreadable("several_ids")
    return id


def _is_list(id: str) -> bool:
    """Whether the id reads as several, or as the first and the last of some: CS101-01/02, CS101-01~02."""
    if _SPAN_OF_IDS.fullmatch(id):
        return True
    parts = _BETWEEN_IDS.split(id)
    if len(parts) < 2 or not all(map(_HAS_DIGIT.search, parts)):
        return False
    first, *others = parts
    # A slash or a blank may belong to one id: 2020/CS101 is one, CS101-01/02 and CS101-01/CS101-02 are two.
    return all(_shape(part) == _shape(first) or _is_ending(part, first) for part in others)


def _shape(id: str) -> str:
    return _DIGITS.sub("0", id)


def _is_ending(part: str, id: str) -> bool:
    """Whether ``part`` is written in place of the last number of ``id``."""
    last = _LAST_NUMBER.search(id)
    ending = part.lstrip("-")
    return last is not None and ending.isdigit() and len(ending) <= len(last[1])


def _id_in_text(value: str) -> str | None:
    text = fold(value)
    if text.lower() in _NOTHING or is_cross(text):
        return None
    if _SCIENTIFIC.fullmatch(text) or _TOO_NARROW.fullmatch(text):
        raise Unreadable("id_digits_lost")
    if _TURNED_INTO_DAY.fullmatch(text):
        raise Unreadable("id_became_date")
    if _SPACED_DIGITS.fullmatch(text):
        if _ARE_LONG.fullmatch(text):
            raise Unreadable("several_ids")
        return "".join(text.split())
    if match := _STRAY_DECIMAL.fullmatch(text) or _LABELLED.fullmatch(text):
        return match[1]
    if len(text) > limits.MAX_ID:
        raise Unreadable("bad_id")
    return text


def read_text(value: object) -> str | None:
    """Free text as written, without invisible characters; ``None`` for blank, 无 and ×.

    Raises ``Unreadable`` with ``text_too_long`` or ``mark_without_word``.
    """
    value = value.text if isinstance(value, ShownNumber) else value
    refuse_special(value)
    if isinstance(value, str):
        if _PLAIN_TEXT.fullmatch(value):
            return None if is_cross(value) or value.lower() in _NOTHING else value
        text = clean(value)
        folded = fold(text).lower() if not text.isascii() else text.lower()
        if folded in _NOTHING or is_cross(text):
            return None
        if not _SAYS_SOMETHING.search(text):
            raise Unreadable("mark_without_word")
        if len(text) > limits.MAX_TEXT:
            raise Unreadable("text_too_long")
        return text
    if isinstance(value, bool):
        return "是" if value else None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return None if value is None else str(value)


def canonical(text: str, vocabulary: Vocabulary) -> str | None:
    """The word of ``vocabulary`` that ``text`` stands for, ``None`` if it has none."""
    wanted = _bare(text)
    for word, aliases in vocabulary.aliases.items():
        if wanted == _bare(word) or any(wanted == _bare(alias) for alias in aliases):
            return word
    return None


def _bare(text: str) -> str:
    return re.sub(r"[\s()、,.;:。]", "", words_of(text)).lower()


def _meant(text: str, vocabulary: Vocabulary) -> str | None:
    """As :func:`canonical`, for a word that people number or explain: 1.考试, 首周(2.24-3.1)."""
    folded = fold(text)
    plain = REMARK.sub("", folded)
    if _turns(folded[len(plain) :], plain, vocabulary):
        plain = folded
    variants = (folded, plain, _NUMBERING.sub("", folded), _NUMBERING.sub("", plain))
    return next((word for variant in variants if (word := canonical(variant, vocabulary))), None)


def _turns(remark: str, word: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands in brackets behind a word takes it back, or is another: PPT（拟）, PPT（习题）."""
    other = canonical(remark, vocabulary) if remark else None
    return bool(_TAKES_BACK.search(remark)) or other not in (None, canonical(word, vocabulary))


def read_choice(value: object, vocabulary: Vocabulary) -> str | None:
    """The one word of a closed vocabulary; raises ``Unreadable`` with ``unknown_choice``."""
    value = value.text if isinstance(value, ShownNumber) else value
    refuse_special(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
        value = str(int(value))  # a choice may be numbered
    if is_blank(value):
        return None
    if isinstance(value, str):
        refuse_void(fold(value))
    word = _meant(value, vocabulary) if isinstance(value, str) else None
    if word is None:
        raise Unreadable("unknown_choice", choices="、".join(vocabulary.words))
    return word


def read_several(value: object, vocabulary: Vocabulary) -> tuple[str, ...]:
    """All words in a cell in their order, each once; known ones in their usual spelling.

    Raises ``Unreadable`` with ``mark_without_word`` where one of them is a yes or a no: 未建.
    """
    refuse_special(value)
    text = read_text(value)
    if text is None:
        return ()
    if whole := canonical(text, vocabulary):
        return (whole,)
    refuse_unnamed(fold(text))
    words = [
        canonical(piece, vocabulary) or canonical(_ITS_PART.sub("", fold(piece)), vocabulary) or fold(piece)
        for part in _PUNCTUATION.split(LISTED.sub("\n", text))
        for piece in _split_blanks(part)
        if not is_blank(piece)
    ]
    if any(yes_or_no(word) is not None for word in words):
        raise Unreadable("mark_without_word")
    return tuple(dict.fromkeys(words))


def _split_blanks(part: str) -> list[str]:
    """Words divided by blanks only, unless the blank belongs to an English name."""
    pieces = part.split()
    if len(pieces) > 1 and not all(_HAN.search(piece) for piece in pieces):
        return [part]
    return pieces
