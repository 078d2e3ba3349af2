"""Who is late with what is missing, as plain text ready to paste into a chat group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Owed:
    """What ``unit`` owes of one kind, in the words of the message's language: ``count`` sheets."""

    unit: str
    kind: str
    period: str
    count: int = 1


def message_for_all(owed: Sequence[Owed], *, title: str, moment: str, language: str = "zh") -> str:
    """The reminder for the whole group: a line a unit, in the order of ``owed``.

    ``title`` is what the sheets are of (the term), ``moment`` the time of the list, both in words.
    With nothing owed it is a word of thanks.
    """
    units = _by_unit(owed)
    if language != "zh":
        return _english_for_all(units, _sum(owed), title, moment)
    head = f"【报送提醒】{title}，截至{moment}"
    if not units:
        return f"{head}\n到期的报表已全部收到，谢谢大家！"
    lines = [
        head,
        f"各位老师好！以下 {len(units)} 个学院(系、部)有 {_sum(owed)} 份报表已过报送时间，尚未收到：",
        *(f"{place}. {unit}：{_sheets(own, '、', '；')}" for place, (unit, own) in enumerate(units, 1)),
        "请尽快报送；已经报送的请忽略。有困难请与教务处联系，谢谢！",
    ]
    return "\n".join(lines)


def message_for_unit(
    owed: Sequence[Owed], *, unit: str, title: str, moment: str, language: str = "zh"
) -> str:
    """The reminder for one unit: a line a kind of sheet. ``owed`` of other units is left out."""
    own = [one for one in owed if one.unit == unit]
    if language != "zh":
        return _english_for_unit(own, unit, title, moment)
    head = f"【报送提醒】{title}，截至{moment}"
    if not own:
        return f"{head}\n{unit}的老师好！到期的报表已全部收到，谢谢！"
    lines = [
        head,
        f"{unit}的老师好！以下 {_sum(own)} 份报表已过报送时间，尚未收到：",
        *(f"· {line}" for line in _lines(own, "、")),
        "请尽快报送；已经报送的请忽略。有困难请与教务处联系，谢谢！",
    ]
    return "\n".join(lines)


def _english_for_all(units: list[tuple[str, list[Owed]]], count: int, title: str, moment: str) -> str:
    head = f"[Reporting reminder] {title}, as of {moment}"
    if not units:
        return f"{head}\nEvery sheet that was due has been received. Thank you all!"
    lines = [
        head,
        f"Dear colleagues, {_counted(count, 'sheet')} from {_counted(len(units), 'unit')} "
        f"{'are' if count > 1 else 'is'} past due and not received yet:",
        *(f"{place}. {unit}: {_sheets(own, ', ', '; ')}" for place, (unit, own) in enumerate(units, 1)),
        "Please send them soon, and disregard this if you have. Academic affairs is glad to help. Thank you!",
    ]
    return "\n".join(lines)


def _english_for_unit(own: list[Owed], unit: str, title: str, moment: str) -> str:
    head = f"[Reporting reminder] {title}, as of {moment}"
    if not own:
        return f"{head}\nDear colleagues of {unit}, every sheet that was due has been received. Thank you!"
    lines = [
        head,
        f"Dear colleagues of {unit}, {_counted(_sum(own), 'sheet')} "
        f"{'are' if _sum(own) > 1 else 'is'} past due and not received yet:",
        *(f"· {line}" for line in _lines(own, ", ")),
        "Please send them soon, and disregard this if you have. Academic affairs is glad to help. Thank you!",
    ]
    return "\n".join(lines)


def _sum(owed: Sequence[Owed]) -> int:
    return sum(one.count for one in owed)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s'[: count > 1]}"


def _by_unit(owed: Sequence[Owed]) -> list[tuple[str, list[Owed]]]:
    order = list(dict.fromkeys(one.unit for one in owed))
    ordered = sorted(owed, key=lambda one: order.index(one.unit))
    return [(unit, list(own)) for unit, own in groupby(ordered, key=lambda one: one.unit)]


def _lines(owed: Sequence[Owed], comma: str) -> list[str]:
    """A text a kind: its name and the periods owed."""
    kinds = dict.fromkeys(one.kind for one in owed)
    return [f"{kind} {comma.join(one.period for one in owed if one.kind == kind)}" for kind in kinds]


def _sheets(owed: Sequence[Owed], comma: str, join: str) -> str:
    return join.join(_lines(owed, comma))
