"""Reading the names of people, and their ids."""

from __future__ import annotations

import re

from loaders.cells.numbers import yes_or_no
from loaders.cells.text import Unreadable, fold, refuse_unnamed, refuse_void
from loaders.cells.words import EDGES, LISTED, REMARK, read_id, read_key, read_text
from loaders.characters import simplified

_BETWEEN_PEOPLE = re.compile(r"[、,，;；/|＋+&\n\t]+")
_NAME = re.compile("[\u4e00-\u9fff·]{2,4}")
# 王　伟 is one name, spread out to the width of three characters.
_SPREAD_NAME = re.compile(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]")
_POST = re.compile(
    "^([\u4e00-\u9fff·]{2,4}?)(?:党委|常务|执行|教学)*副?(?:校长|院长|书记|处长|主任|系主任|科长|部长|教授|督导员?|组长|专家|老师|同志)$"
)
_POST_FIRST = re.compile(
    "^(?:校领导|督导员?|专家|(?:党委|常务|执行|教学)*副?(?:校长|院长|书记|处长|系主任|主任|科长|部长))"
    "[:\\s]*([\u4e00-\u9fff·]{2,3})$"
)
# What a post is of, or who has it: no name.
_NO_NAME = re.compile("全体|各位?|[本各]?[学院校系]{1,2}[区级]?|教学|党委|[专兼]职|[特外]聘|分管|有关|相关")
# That there is nobody yet, and that there is somebody without saying who.
_NOBODY = re.compile(
    "(?:无|未|没|待|暂|尚未|不需|不设)[\u4e00-\u9fff]{0,6}|[\u4e00-\u9fff]{0,6}(?:待定|未定|待选|待聘|空缺)"
)
_UNNAMED = re.compile(
    r"(?:已[配安落确选定]|见|另行|另见|若干|多[人名位]|同[左右前]).{0,8}|[\d.,/-]+\s?[人名个位]?|[一二两三四五六]\s?[人名位]|\?+"
)
# That others are meant too, or that it may be somebody else: 王伟等3人, 拟王伟, 王伟(代), 王伟?
_UNSURE = re.compile(
    r"^(?:拟|非|待定|暂定)|(?<=..)等(?:\d{1,3}|[几多两三四五])?[人位名]?$|\?$|→|\((?:代|拟|待|未|已?换|原|暂)[^()]{0,9}\)|"
    r"^原.{2,4}现"
)
# Of a citizen, and no 学号: six digits of a place, the day of birth, and four more.
LENGTH_OF_CITIZEN = 18
_CITIZEN = re.compile(r"\b\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]\b")
# A 学号 may begin with one character, as 研20190101 does.
_ID_OF_PERSON = re.compile("(?:[\u4e00-\u9fff](?=[0-9A-Za-z]{5}))?(?=[^\\d]*\\d)[0-9A-Za-z][0-9A-Za-z_./#-]*")


def read_people(value: object, posts: bool = False) -> str | None:
    """The names in a cell, with 、 between several; with ``posts`` without what each of them is.

    Raises ``Unreadable`` as :func:`read_text` does, and ``mark_without_word`` where somebody is not named.
    """
    text = read_text(value)
    if text is None or _NOBODY.fullmatch(simplified(text)):
        return None
    refuse_void(fold(text))
    refuse_unnamed(fold(text))
    if _UNNAMED.fullmatch(fold(text)) or _UNSURE.search(fold(text)):
        raise Unreadable("mark_without_word")
    if _NAME.fullmatch(text) and not posts:
        return text
    names: list[str] = []
    for part in map(str.strip, _BETWEEN_PEOPLE.split(LISTED.sub("\n", text) if LISTED.match(text) else text)):
        pieces = part.split()
        if len(pieces) > 1 and all(map(_NAME.fullmatch, pieces)):
            names += pieces
        else:
            names.append("".join(pieces) if _SPREAD_NAME.fullmatch(part) else part)
    names = [name for name in names if not _NOBODY.fullmatch(simplified(name)) and yes_or_no(name) is None]
    if posts:
        names = [_without_post(REMARK.sub("", fold(name)).strip()) or name for name in names]
    return "、".join(dict.fromkeys(name for name in names if name)) or None


def _without_post(name: str) -> str:
    bare = _POST.match(name) or _POST_FIRST.match(name)
    return name if bare is None or _NO_NAME.fullmatch(bare[1]) else bare[1]


def read_student(value: object) -> str | None:
    """The 学号 in a cell, one and no more; raises ``Unreadable`` also for a name, a year or a remark."""
    id = read_key(value)
    # Nothing is taken out of what stands around it: 张三(201901) may be the number of his class.
    return None if id is None else _of_person(EDGES.sub("", read_id(value) or ""))


def read_staff(value: object) -> str | None:
    """The 工号 in a cell, as written where there are several; raises ``Unreadable`` also for a name."""
    id = read_id(value)
    for each in () if id is None else _BETWEEN_PEOPLE.split(id):
        _of_person(each.strip())
    return id


def has_citizen(text: str) -> bool:
    """Whether one of the ids in ``text`` is a citizen's, which is no 学号."""
    return bool(_CITIZEN.search(text))


def _of_person(id: str) -> str:
    if not _ID_OF_PERSON.fullmatch(id) or _CITIZEN.fullmatch(id):
        raise Unreadable("bad_id")
    return id
