"""Names as they are compared: width, blanks and case do not count, nor the order of several people."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_NAMES = re.compile(r"[、,，;；/|\n]+")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# What is put behind a name out of respect; a name of one character alone is left as it stands.
_TITLES = "(?:常务)?副?(?:校长|书记|院长|处长|主任|部长|教授|研究员|组长|督导员?|专家|老师|同志|先生|女士)"
_TITLE_BEHIND = re.compile(rf"(?<=[\u4e00-\u9fff·]{{2}}){_TITLES}$")
_TITLE_ALONE = re.compile(_TITLES)
# Nothing to part or to leave out: most names, and every number.
_ONE_WORD = re.compile(r"[0-9A-Za-z]+|[\u4e00-\u9fff]{2,3}")
_CHINESE_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")


def name_of(text: str) -> frozenset[str]:
    """A name of one thing, as a set of one; of nothing, an empty one."""
    word = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    return frozenset({word} if word else ())


def people(text: str) -> frozenset[str]:
    """The names of the people whom ``text`` lists."""
    return frozenset(listed(text))


def listed(text: str) -> list[str]:
    """The names that ``text`` lists, in its order, each once: without titles and bracketed remarks.

    Names of Chinese characters may also stand apart by blanks (王伟 李娜); one spread out (王 伟) is one.
    """
    if _ONE_WORD.fullmatch(text):
        return [text.casefold()]
    plain = _REMARK.sub(" ", unicodedata.normalize("NFKC", text))
    words = [word for cell in _BETWEEN_NAMES.split(plain) for word in _apart(cell)]
    names = ["".join(word.split()).casefold() for word in words]
    return list(dict.fromkeys(filter(None, (_TITLE_BEHIND.sub("", name) for name in names))))


def _apart(cell: str) -> list[str]:
    parts = [part for part in cell.split() if not _TITLE_ALONE.fullmatch(part)]
    parts = [_TITLE_BEHIND.sub("", part) for part in parts]
    return parts if parts and all(map(_CHINESE_NAME.fullmatch, parts)) else [cell]


def same(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether nothing speaks against it: one of the teachers of a class that several teach is no other."""
    return ours <= theirs or theirs <= ours
