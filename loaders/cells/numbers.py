"""Reading counts, scores and yes/no cells."""

from __future__ import annotations

import math
import re

from loaders.cells.numerals import is_run_of_digits, value_of
from loaders.cells.text import PENDING_WORDS, Unreadable, fold, is_blank, refuse_special, shown
from loaders.characters import words_of

# A count larger than any campus is a typing error, and would not fit the database column.
_LARGEST = 9_999_999
_PLAIN = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_COUNTED = re.compile(
    r"(?:共计|总计|共|计|总共|合计)?\s*(?P<number>.+?)\s*"
    r"(?:人次|门次|课次|(?:[名位个]?(?:同学|学生|教师|老师))"
    r"|人|名|个|份|件|位|门|次|节|起|例|项|条|套|本|篇|道|students?|people|persons?)?\s*[.,;、。]?",
    re.IGNORECASE,
)
_YES = frozenset(
    (
        "√ ✓ ✔ ☑ 是 有 对 y yes true t 1 ok 已 v 完成 已完成 是的 已进群 已入群 已进 已加群 进群 在群 joined "
        "已入 进了 已加 群内 "
        "已通知 通知到位 notified 已收到 已收 已接收 已领取 收到 received 属实 基本属实 符合 一致 相符 核实 "
        "参加 已参加 参与 已参与 已解决 已处理 已修复 已形成 已制定 已准备 已就绪 已安排 衔接 已衔接 "
        "已上传 上传了 已传 "
        "已建 已建群 已建好 已建立 已创建 建了 已通告 已公告 已发布 已测试 已测 测试完成 已听 已听课 听了"
    ).split()
)
_NO = frozenset(
    (
        "× ✗ ✘ ✕ ✖ ╳ ㄨ x 否 无 没有 没 不是 n no false f 0 未 未完成 尚未 还没有 "
        "未进群 未入群 未进 未入 未加 未加群 没进 没有进 没入 还没 不在 "
        "不在群 未通知 未收到 未收 未接收 未领取 不属实 失实 不符 不符合 不一致 不相符 "
        "未参加 不参加 未参与 不参与 未解决 未处理 未修复 未形成 未制定 未准备 未安排 未衔接 "
        "未上传 没上传 未传 "
        "未建 未建群 没建 没建群 尚未建 尚未建群 还没建 未建立 未创建 未通告 未公告 未发布 未测试 未测 没测 "
        "未听 未听课 没听 尚未听课"
    ).split()
)


_OF_HUNDRED = re.compile(r"\s?(?:分|/\s?100分?)$")
_ANSWER = re.compile(
    r"(?P<yes>[是有√✓✔]|已[^()\d\s]{1,3})\s*\(?(?P<day>(?:20\d\d[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?)\)?|"
    r"(?P<no>[否未×✗✘]|[未没][^()\d\s]{1,3})\s*\([^()已现后补是有进到]{1,20}\)"
)


def read_count(value: object) -> int | None:
    """The whole number in a cell, ``None`` for blank.

    Raises ``Unreadable`` with ``bad_count``, ``negative_count`` or ``fractional_count``.
    """
    refuse_special(value)
    if isinstance(value, bool):
        raise Unreadable("bad_count")
    number = float(value) if isinstance(value, int | float) else _number_in(value)
    if number is None:
        return None
    if not math.isfinite(number) or abs(number) > _LARGEST:
        raise Unreadable("bad_count")
    if number < 0:
        raise Unreadable("negative_count")
    if abs(number - round(number)) > 1e-9:
        raise Unreadable("fractional_count")
    return round(number)


def _number_in(value: object) -> float | None:
    if not isinstance(value, str):
        raise Unreadable("bad_count")
    text = words_of(value)
    # 无 and its like are blank elsewhere; before a count they could mean none or unknown.
    if text == "无":
        raise Unreadable("bad_count")
    if is_blank(text):
        return None
    match = _COUNTED.fullmatch(text)
    inner = match["number"] if match else text
    if _PLAIN.fullmatch(inner):
        return float(inner.replace(",", ""))
    spelled = value_of(inner)
    # 四五 is four or five, or forty-five.
    if spelled is None or (len(inner) > 1 and is_run_of_digits(inner)):
        raise Unreadable("bad_count")
    return float(spelled)


def read_score(value: object) -> float | None:
    """A score from 0 to 100, ``None`` for blank; raises ``Unreadable`` with ``bad_score``."""
    refuse_special(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        score = float(value)
    elif isinstance(value, str):
        text = fold(value)
        if is_blank(text):
            return None
        text = _OF_HUNDRED.sub("", text).strip()
        if not _PLAIN.fullmatch(text):
            raise Unreadable("bad_score")
        score = float(text.replace(",", ""))
    else:
        raise Unreadable("bad_score")
    if not 0 <= score <= 100:
        raise Unreadable("bad_score")
    return score


def yes_or_no(value: object) -> bool | None:
    """True, false, or ``None`` where the cell says neither; never raises."""
    word = words_of(shown(value)).lower().rstrip("。.!")
    return True if word in _YES else False if word in _NO else None


def _explained(value: object) -> tuple[bool | None, str | None]:
    """The answer before a remark that takes nothing back, and the day that stands beside a yes."""
    match = _ANSWER.fullmatch(words_of(value)) if isinstance(value, str) else None
    return (yes_or_no(match["yes"] or match["no"]), match["day"]) if match else (None, None)


def day_of_yes(value: object) -> str | None:
    """The day that a cell says beside its yes: 2月24日 of 是（2月24日）; never raises."""
    answer, day = _explained(value)
    return day if answer else None


def read_yesno(value: object) -> bool | None:
    """是 or 否 in any usual writing, ``None`` for blank; raises ``Unreadable`` with ``bad_yesno``."""
    refuse_special(value)
    answer = yes_or_no(value)
    if answer is None:
        answer, _day = _explained(value)
    if answer is not None or is_blank(value):
        return answer
    if isinstance(value, str) and words_of(value).lower() in PENDING_WORDS:
        return None
    raise Unreadable("bad_yesno")
