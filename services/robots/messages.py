"""Who is late with what is missing, as plain text ready to paste into a chat group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from schema.language import gettext, lazy, ngettext, spoken_in

_ = gettext
_CLOSING = lazy("请尽快报送；已经报送的请忽略。有困难请与教务处联系，谢谢！")


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
    with spoken_in(language):
        units = _by_unit(owed)
        if not units:
            return _message(title, moment, [_("到期的报表已全部收到，谢谢大家！")])
        count = _sum(owed)
        opening = ngettext("各位老师好！以下 {units}有 {count} 份报表已过报送时间，尚未收到：", count)
        named = ngettext("{count} 个学院(系、部)", len(units)).format(count=len(units))
        lines = [
            _("{place}. {unit}：{sheets}").format(place=place, unit=unit, sheets=_("；").join(_lines(own)))
            for place, (unit, own) in enumerate(units, 1)
        ]
        return _message(title, moment, [opening.format(count=count, units=named), *lines, _(_CLOSING)])


def message_for_unit(
    owed: Sequence[Owed], *, unit: str, title: str, moment: str, language: str = "zh"
) -> str:
    """The reminder for one unit: a line a kind of sheet. ``owed`` of other units is left out."""
    own = [one for one in owed if one.unit == unit]
    with spoken_in(language):
        if not own:
            thanks = _("{unit}的老师好！到期的报表已全部收到，谢谢！")
            return _message(title, moment, [thanks.format(unit=unit)])
        count = _sum(own)
        opening = ngettext("{unit}的老师好！以下 {count} 份报表已过报送时间，尚未收到：", count)
        lines = [f"· {line}" for line in _lines(own)]
        return _message(title, moment, [opening.format(unit=unit, count=count), *lines, _(_CLOSING)])


def _message(title: str, moment: str, lines: Sequence[str]) -> str:
    head = _("【报送提醒】{title}，截至{moment}").format(title=title, moment=moment)
    return "\n".join([head, *lines])


def _sum(owed: Sequence[Owed]) -> int:
    return sum(one.count for one in owed)


def _by_unit(owed: Sequence[Owed]) -> list[tuple[str, list[Owed]]]:
    order = list(dict.fromkeys(one.unit for one in owed))
    ordered = sorted(owed, key=lambda one: order.index(one.unit))
    return [(unit, list(own)) for unit, own in groupby(ordered, key=lambda one: one.unit)]


def _lines(owed: Sequence[Owed]) -> list[str]:
    """A text a kind: its name and the periods owed."""
    kinds = dict.fromkeys(one.kind for one in owed)
    periods = {kind: [one.period for one in owed if one.kind == kind] for kind in kinds}
    return [f"{kind} {_('、').join(own)}" for kind, own in periods.items()]
