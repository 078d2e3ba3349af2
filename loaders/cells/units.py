"""Recognising the units of the term in cells and in the lines above a table."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from loaders.cells.text import Unreadable, is_blank, refuse_special
from loaders.characters import words_of
from schema.figures import CAMPUS
from schema.term import Term

_NOISE = re.compile(r"[\s()（）、,，·]")
# A short name such as 理学院 also ends longer ones (管理学院), so in running text it only counts
# after the start, a mark, a digit, or a word after which a unit is usually named.
_BEFORE = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|大学|校区|学期|季|年|度|各|分校|学校|单位|为|由|和|与|及|[春夏秋冬])$"
)
# Whom a table is about, or who gets a copy of it, is not who reports it.
_AUDIENCE = re.compile(
    r"(?:授课|教学|上课|服务|面向|适用)(?:对象|学院|单位|学生|专业|范围)|学生(?:所在|所属)?(?:学院|单位)|面向|开给|"
    r"抄送|主送|抄报|分送|呈报|呈送|发送|送达|收件(?:人|单位)?|听课(?:学院|单位|班级)|(?:报送|上报|报)(?:至|给|往)|"
    r"\b(?:audience|cc|for students of)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?:填报|报送|上报|填表|制表|开课|所属|承担|教学|申报)?(?:单位|学院|院系|部门)(?:\(.{0,6}\))?\s*[:：]"
)
_FIELD_END = re.compile(r"[;；。\n\t]|\s{2,}|\s(?=[^\s:：]{2,8}[:：])")
# 理学院2019级: students, not who teaches them.
_OF_STUDENTS = re.compile(r"^\(?(?:\d{2,4}级|[一二三四大]年级|各专业|.{0,8}专业)")
_SIMILAR = 75
_LINE_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)\s]\s*(?=\D)")
_LABEL = re.compile(r"^(?:填报|报送|上报|开课|所属)?(?:单位|学院|院系|部门)(?:\([^()]*\))?\s*:\s*")
# How many rows follow: 理学院（共3个班）, 理学院 12门.
_COUNT_BEHIND = re.compile(
    r"(?<=[院系部])[\s,:-]{0,3}(?:\(共?计?\s?\d+\D{1,6}\)|共计?\s?\d+\D{1,6}|\d+\D{1,6})$"
)
_PART = re.compile(r"(?:系|专业|教研室|教研组|实验室)$")
_REMARK = re.compile(r"(?<=.)\([^()]*\)$|^【|】$")
# Of whom else the row may be: 理学院（合开）, 理学院（并入汽车工程学院）.
_OF_OTHERS = re.compile(
    r"\([^()]{0,9}(?:合[开并办上作]|联合|并[入到]|代[开管报上]|转[到入至]|划[到入归]|挂靠|托管|[学系]院|原)[^()]{0,19}\)$|"
    r"\(代\)$"
)
# How the campus itself is written in a column of units.
_CAMPUS_NAMES = frozenset(
    (
        "全校",
        "校区",
        "学校",
        "校级",
        "全校区",
        "本校",
        "教务处",
        "网络中心",
        "学工处",
        "campus",
        "wholecampus",
    )
)


def bare(name: str) -> str:
    """``name`` reduced to what is compared: simplified, no blanks, brackets or commas, lower case."""
    return _NOISE.sub("", words_of(name)).lower()


@lru_cache(maxsize=16)
def _names(units: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {bare(name): full for full, names in units for name in (full, *names)}


def _known(term: Term) -> dict[str, str]:
    return _names(tuple((u.name, (u.name_en, *u.aliases)) for u in term.units))


def find_unit(name: str, term: Term) -> str | None:
    """The full name of the unit that ``name`` means, ``None`` if the term has none."""
    return _known(term).get(bare(name))


def read_unit(value: object, term: Term, whole_campus: bool = False) -> str | None:
    """The unit in a cell, ``None`` for blank; with ``whole_campus`` also the campus.

    Raises ``Unreadable`` with ``unknown_unit``.
    """
    refuse_special(value)
    if is_blank(value):
        return None
    if whole_campus and isinstance(value, str) and bare(value) in {*_CAMPUS_NAMES, bare(term.campus)}:
        return CAMPUS
    unit = _meant(value, term) if isinstance(value, str) else None
    if unit is None:
        raise Unreadable("unknown_unit", **_hint(str(value), term))
    return unit


def _meant(text: str, term: Term) -> str | None:
    """The unit of a cell with more than its name: 1.理学院, 理学院(公共课), 示例大学理学院, 理学院-数学系."""
    folded = words_of(text)
    plain = _LINE_NUMBER.sub("", folded)
    own = plain.removeprefix(words_of(term.campus).partition("(")[0])
    bare_name = own if _OF_OTHERS.search(own) else _REMARK.sub("", own)
    writings = (folded, plain, own, bare_name)
    found = next((unit for writing in writings if (unit := find_unit(writing, term))), None)
    whole, _, part = own.partition("-")
    if found is None and _PART.search(part) and find_unit(part, term) is None:
        return find_unit(whole, term)
    return found


def unit_of_line(text: str, term: Term) -> str | None:
    """The unit that a line between the rows of a table names and nothing else: 二、汽车工程学院（3个班）."""
    name = _LABEL.sub("", _LINE_NUMBER.sub("", words_of(text))).rstrip(":")
    return _meant(_COUNT_BEHIND.sub("", name), term)


def _hint(text: str, term: Term) -> dict[str, object]:
    best = process.extractOne(words_of(text), term.unit_names, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    if best is None:
        return {"hint_zh": "", "hint_en": ""}
    return {"hint_zh": f"是否应为“{best[0]}”？", "hint_en": f" Did you mean “{best[0]}”?"}


def units_named(lines: list[str], term: Term) -> set[str]:
    """Units that the title and note lines above a table name as those who report.

    Where a line says who does (填报单位：…), it alone counts.
    """
    fields = [field for line in lines for field in _fields(line)]
    reporting = [match.string[match.end() :] for field in fields if (match := _REPORTS.search(field))]
    named = _units_in(reporting, term) if reporting else set()
    return named or _units_in([field for field in fields if not _AUDIENCE.search(field)], term)


def _fields(line: str) -> list[str]:
    """The parts of a line that say a thing each: 填报单位：… 抄送：…."""
    return [field for field in _FIELD_END.split(words_of(line)) if field]


def _units_in(texts: list[str], term: Term) -> set[str]:
    known = _known(term)
    unit: set[str] = set()
    for line in texts:
        # Marks divide names here: 理学院、新能源学院 names two.
        text = _NOISE.sub("\n", line).lower()
        # Longest names first, each taken out of the text, so that a name inside another is not seen.
        for name in sorted(known, key=len, reverse=True):
            for match in reversed(list(re.finditer(re.escape(name), text))):
                if not _BEFORE.search(text[: match.start()]) or not _says_unit(name):
                    continue
                if not _OF_STUDENTS.match(text[match.end() :]):
                    unit.add(known[name])
                text = f"{text[: match.start()]}\n{text[match.end() :]}"
    return unit


def _says_unit(name: str) -> bool:
    """Short names such as 土木 or 新能源 mean other things too in running text."""
    return name.isascii() or name.endswith(("院", "系", "部"))
