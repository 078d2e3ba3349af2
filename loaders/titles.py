"""The titles of columns as they are looked up, and what in a title changes its meaning.

Full-width forms, blanks, line breaks, punctuation, marks of required columns and remarks in
brackets do not count; a remark that makes another thing of the column does: 进群人数（%）,
建群日期（计划）, 已进群人数（2月21日）.
"""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.cells.text import clean, fold, plain, without_footnotes
from loaders.characters import simplified
from schema import limits
from schema.model import SheetForm

LONGEST_TITLE = 200  # with the remarks that some put into it
_BRACKETED = re.compile(r"[(\[{【〔〖<]([^()\[\]{}【】〔〕〖〗<>]*)[)\]}】〕〗>]")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[①-⑳])[.、)）\s]*(?=\D)")
_REMARK = re.compile(r"(?:\(?(?:必填|选填|可不填|如有)\)?|[:：])$")
_PUNCTUATION = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_SHARE = re.compile(r"[%‰]|百分比|占比|比例|比率")
# Measures of a thing, of which a count of things is another.
_UNITS = r"(?:页|分钟|小时|学时|课时|秒|千?字|兆|[kmg]b?)\s*$"
# How to fill the column in, whatever else such a remark says.
_HARMLESS = re.compile(
    rf"^\s*(?:如|例|格式|形如|样式|填|按|请|单位(?![:：]?\s*(?:[十百千万]|{_UNITS}))|精确|参照|见)|前|之后|以后|截[止至](?!上)|必填|选填|以内|"
    r"不超过|留空|空着|不填|则|时填|一致|相同|对应|开课计划",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    rf"^\s*(?:[男女]生?|率|上午|下午|晚上|线下)\s*$|^\s*(?:单位[:：]?\s*)?(?:[十百千万]+[人份次个]?\s*$|{_UNITS})|"
    r"累计|新增|[本每]周|[本每]月|其中|平均|上限|容量|留学生|贫困|困难生|(?<!不)(?<!不包)(?:含|包括)(?:任课)?(?:教师|老师|辅导员|助教)|"
    r"[%‰]|百分比|占比|比例|比率|计划|预计|预期|承诺|截[止至]上[周次]|拟|预备|目标|未|不含(?!(?:任课)?(?:教师|老师|辅导员|助教))|除外|去年|上学期|上周|昨日|上次|原|变更前|备用|"
    r"\bplan|\bnot\b|\blast\b|\bexpected\b|rate\b|percent|\d{1,2}\s*月\s*\d{1,2}|(?<!\d)\d{1,2}[./-]\d{1,2}(?!\d)|\d{1,2}[日号]",
    re.IGNORECASE,
)
# By when a thing is to be done, and not when it was.
_DEADLINE = re.compile(
    r"^\s*(?:(?:完成)?截[止至](?:日期|时间|日)?|最[晚迟](?:完成)?(?:日期|时间)?|(?:完成)?(?:限期|期限|时限)|按?要求(?:完成)?(?:日期|时间)?|"
    r"[应须需](?:于|在)?(?:完成)?(?:日期|时间)?|deadline|due(?:\s+(?:date|on|by))?)\s*$",
    re.IGNORECASE,
)
_SOME_DAY = re.compile(r"\d{1,2}\s*月\s*\d{1,2}|(?<!\d)\d{1,2}[./-]\d{1,2}(?!\d)|\d{1,2}\s*[日号]")
_HOW_TO_FILL = re.compile(r"^\s*(?:如|例|格式|形如|按|请)|[填报]")
# Whom or what a count, a day or a mark is of, where it is not the students of the class.
_OF_PART = re.compile(
    r"^\s*(?:仅|只|限)?(?:家长|教师|老师|任课教师|辅导员|(?:年级|行政|家长)群|行政班群?|研究生|本科生?|专科生?|新生|老生|重修生?|补修生?|旁听生?|"
    r"选修生?|外校|湖北籍?|隔离|(?:20)?\d\d级|[大研][一二三四]|差[额数]|缺(?:勤|席|额|数)?|大?约(?:数)?|估[计算]?|预估|概数|人次)"
    r"(?:学生|同学|人员|人数)?\s*$"
)
_OTHER_SCALE = re.compile(r"(?<!百)(?<!00)分制|满分\D{0,3}(?!100(?!\d))\d|等级|等第|星级")
_DAYS = re.compile(r"日期|时间|日$|date|\bon$", re.IGNORECASE)
_COUNTS = re.compile(r"数|人次|门次|[应已实][进到入]|count", re.IGNORECASE)
_PLANS = re.compile(r"(?:教学|开课|授课|培养)计划")  # of which the titles below are parts
# Words that turn a title into its opposite, or into another measure of the same thing.
_TURNS = re.compile(
    r"未|不|非|没|无|缺|应|已|实|拟|计划|预计|截止|截至|最晚|最迟|期限|时限|限期|要求|率|比例|占比|%|原|是否|新增|累计|首次|末次|上次|教师|学生|辅导员|助教|not|non|un(?=[a-z]{4})|plan",
    re.IGNORECASE,
)
# How well a title is known: by its own name, by that with a remark, by another one, by that with a remark, or
# because somebody has said what it means: that never goes before what is declared; as it stands in for it, or
# asks whether there was one of what is counted.
OWN, REMARKED, ALIAS, STRIPPED, HIDDEN, MAPPED, STANDS_IN, ANSWERED = 4, 3, 2, 1, 0, -1, -2, -3


def key_of(text: str) -> str:
    """``text`` as it is compared: letters and digits only, in lower case."""
    return _PUNCTUATION.sub("", text.lower())


def tells_apart(title: str, form: SheetForm) -> bool:
    """Whether the cells below a title tell rows of ``form`` about one thing apart, as lessons of a day."""
    return bool(form.apart) and not set(map(key_of, form.apart)).isdisjoint(header_keys(title))


def heading_of(title: str) -> str:
    """A title as mappings compare it: unlike :func:`key_of` it keeps every sign, since 人数% is not 人数."""
    return "".join(fold(title[: limits.LONGEST_HEADING]).lower().split())


def title_in(cell: object) -> str:
    """What of a cell may be a header, or a part of one: words, and no long sentence."""
    text = plain(cell)
    if not isinstance(text, str) or len(text) > LONGEST_TITLE or not _LETTER.search(text):
        return ""
    return simplified(clean(without_footnotes(text)))


@lru_cache(maxsize=16_384)
def title_keys(text: str) -> tuple[tuple[str, bool], ...]:
    """The forms in which a title is looked up, each with whether it is the whole title.

    A title of shares has none: no column holds them.
    """
    folded = fold(text)
    if _SHARE.search(folded):
        return ()
    unnumbered = _NUMBERING.sub("", folded)
    variants = [(folded, True), (unnumbered, True), (_REMARK.sub("", unnumbered), True)]
    if not changes_meaning(unnumbered):
        unbracketed = _BRACKETED.sub("", unnumbered)
        variants += [(unbracketed, False), (_REMARK.sub("", unbracketed), False)]
    return _distinct(variants)


def header_keys(text: str) -> tuple[str, ...]:
    """The forms in which a title is looked up, the most telling first."""
    return tuple(key for key, _ in title_keys(text))


def _distinct(variants: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    keys: dict[str, bool] = {}
    for text, whole in variants:
        if key := key_of(text):
            keys.setdefault(key, whole)
    return tuple(keys.items())


def changes_meaning(title: str) -> bool:
    """Whether a remark in brackets makes another thing of the column."""
    return any(
        _OTHER_THING.search(remark) and not _HARMLESS.search(remark)
        for remark in _BRACKETED.findall(fold(title))
    )


def is_deadline(title: str) -> bool:
    """Whether a remark makes of the day of a thing the one by which it is due: 建群日期（截止）."""
    return any(map(_DEADLINE.search, _BRACKETED.findall(fold(title))))


def limits_days(title: str) -> bool:
    """Whether a remark counts up to a day, and does not ask to fill in by it: 已进群人数（2月24日前）."""
    remarks = _BRACKETED.findall(fold(title))
    return any(_SOME_DAY.search(remark) and not _HOW_TO_FILL.search(remark) for remark in remarks)


def is_of_part(title: str) -> bool:
    """Whether a remark says that a count, a day or a mark is of others than the class: 是否进群（家长）."""
    return any(map(_OF_PART.search, _BRACKETED.findall(fold(title))))


def is_other_scale(title: str) -> bool:
    """Whether a remark says that scores are not out of a hundred: 评分（10分制）."""
    return any(map(_OTHER_SCALE.search, _BRACKETED.findall(fold(title))))


def turns_below(upper: str, last: str) -> bool:
    """Whether a title above makes another thing of a day or a count below it: 计划 above 建群日期."""
    remark = f"({_PLANS.sub('', fold(upper))})"
    if _DAYS.search(last):
        turned = is_deadline(remark) or (changes_meaning(remark) and not limits_days(remark))
    elif _COUNTS.search(last):
        turned = changes_meaning(remark) or limits_days(remark)
    else:
        return "是否" in last and is_of_part(remark)
    return turned or is_of_part(remark)


def turns(title: str) -> frozenset[str]:
    """The words of a title that decide which way it is meant."""
    return frozenset(word.lower() for word in _TURNS.findall(fold(title)))
