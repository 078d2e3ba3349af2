"""How figures, changes, days and names are written: one way, in charts, pages and exports."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from charts.texts import text
from metrics.indicators import indicator_by_id
from schema.as_of import AsOf
from schema.figures import CAMPUS, CONTRADICTED, STATE
from schema.language import chosen, ngettext, titled
from schema.term import Term

_WEEKDAYS = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_ALIKE = 3  # units that are named where they are level
MARK = "⚑"  # beside a figure that spot checks contradict
_TENTH, _ALL = Decimal("0.1"), Decimal(100)
_BESIDE = 0.4  # of what was rounded away: under half a tenth, so that nothing reads another number


def no_data(language: str = "zh") -> str:
    """The word for a rate whose denominator is 0."""
    return text("no_data", language)


def percent(rate: float) -> Decimal:
    """``rate`` in per cent to one decimal, halves rounded up as spreadsheets show them.

    100.0 is all and 0.0 is none: what lies between reads 99.9 at the most and 0.1 at the least.
    """
    tenths = points(rate)
    return min(max(tenths, _TENTH), _ALL - _TENTH) if 0 < rate < 1 else tenths


def points(difference: float) -> Decimal:
    """A difference of two rates in percentage points, to one decimal."""
    return (Decimal(repr(float(difference))) * 100).quantize(_TENTH, ROUND_HALF_UP)


def bar(rate: float | None, state: str = "") -> float | None:
    """``rate`` for a column that writes its number with one decimal and sorts by it.

    It reads as :func:`percent` says, and lies as far beside that as keeps the order of the rates; none
    where a ``state`` says why there is nothing to read.
    """
    if rate is None or is_missing(rate) or state:
        return None
    written = float(percent(rate))
    return written + (100 * rate - written) * _BESIDE


def is_missing(rate: float | None) -> bool:
    """Whether there is no rate (``None`` or ``NaN``); a rate of 0 is one."""
    return rate is None or math.isnan(rate)


def format_count(value: float) -> str:
    """``6052`` → ``6,052``."""
    return f"{round(value):,}"


def counted_people(count: float, language: str = "zh") -> str:
    """``53 人``: students, each once."""
    return ngettext("{count} 人", round(count), language).format(count=format_count(count))


def counted_places(count: float, language: str = "zh") -> str:
    """``53 人次``: students, once for each class."""
    return ngettext("{count} 人次", round(count), language).format(count=format_count(count))


def format_ratio(n: float, d: float) -> str:
    """``6,052 / 6,231``."""
    return f"{format_count(n)} / {format_count(d)}"


def format_rate(
    rate: float | None, n: float | None = None, d: float | None = None, language: str = "zh"
) -> str:
    """``0.971`` → ``97.1 %``, with ``n`` and ``d`` → ``97.1 %  (6,052 / 6,231)``; none: ``无数据``."""
    if rate is None or is_missing(rate) or d == 0:
        return no_data(language)
    percentage = f"{percent(rate)} %"
    return percentage if n is None or d is None else f"{percentage}  ({format_ratio(n, d)})"


def unbroken(text: str) -> str:
    """``text`` in which no line breaks between a rate and its %."""
    return text.replace(" %", "\u00a0%")


def state_of(row: Any) -> str:
    """Why the figure ``row`` says nothing, one of ``schema.figures.STATES``; "" where it says something.

    A figure of a table without that column says nothing where nothing is divided, nobody knows why.
    """
    state = getattr(row, STATE, "")
    return state or ("no_data" if is_missing(row.rate) or row.d == 0 else "")


def format_figure(row: Any, language: str = "zh", *, counts: bool = True, mark: bool = True) -> str:
    """``97.1 %  (6,052 / 6,231)`` of a figure ``row``, or the word for why it says nothing.

    ``row`` has ``rate``, ``n``, ``d`` and perhaps ``state`` and ``contradicted`` (see ``schema.figures``): a
    class is counted in ``未报  (0 / 120)`` all the same. With the ``mark``, what spot checks contradict wears
    it. Without ``counts`` n and d are left out; of nothing divided by nothing they always are.
    """
    state = state_of(row)
    words = text(state, language) if state else f"{percent(row.rate)} %"
    if counts and row.d:
        words = f"{words}  ({format_ratio(row.n, row.d)})"
    return f"{MARK} {words}" if mark and is_contradicted(row) else words


def is_contradicted(row: Any) -> bool:
    """Whether spot checks contradict the figure ``row``."""
    return bool(getattr(row, CONTRADICTED, False))


def format_change(delta: float | None, language: str = "zh") -> str:
    """A difference of two rates in percentage points: ``0.013`` → ``▲ 1.3 百分点``.

    None is ``持平``, less than is written ``▲ 不足 0.1 百分点``; one that cannot be told is ``无从比较``.
    """
    if delta is None or is_missing(delta):
        return text("no_change", language)
    if not delta:
        return text("unchanged", language)
    written = points(abs(delta)) or text("under_a_tenth", language)
    return f"{'▲' if delta > 0 else '▼'} {written} {text('points', language)}"


def format_day(day: dt.date, language: str = "zh", *, weekday: bool = True) -> str:
    """``2月23日 周日`` or ``Sun 23 Feb``; takes dates, datetimes and pandas timestamps."""
    return chosen(_chinese_day, _english_day, language)(day, weekday)


def _chinese_day(day: dt.date, weekday: bool) -> str:
    name = f"{day.month}月{day.day}日"
    return f"{name} 周{_WEEKDAYS[day.weekday()]}" if weekday else name


def _english_day(day: dt.date, weekday: bool) -> str:
    name = f"{day.day} {_MONTHS_EN[day.month - 1]}"
    return f"{_WEEKDAYS_EN[day.weekday()]} {name}" if weekday else name


def span(on: dt.date, since: dt.date | None = None, language: str = "zh", *, weekday: bool = True) -> str:
    """What a figure covers: ``截至 2月23日 周日``; from ``since`` on, ``2月17日–2月23日`` or a day alone."""
    if since is None:
        return text("until_day", language, day=format_day(on, language, weekday=weekday))
    if since == on:
        return text("of_day", language, day=format_day(on, language, weekday=weekday))
    return "–".join(format_day(day, language, weekday=False) for day in (since, on))


def format_moment(moment: dt.datetime, timezone: ZoneInfo, language: str = "zh") -> str:
    """An aware ``moment`` in ``timezone``: ``2月24日 周一 08:30``; midnight ends the day before."""
    local = moment.astimezone(timezone)
    if local.time() == dt.time():
        return f"{format_day(local - dt.timedelta(days=1), language)} 24:00"
    return f"{format_day(local, language)} {local:%H:%M}"


def as_of_line(as_of: AsOf, language: str = "zh") -> str:
    """The line at a chart's foot: term, day of the figures, and what had been received by then."""
    parts = [term_title(as_of.term, language)]
    if as_of.on is not None:
        parts.append(span(as_of.on, language=language))
    if as_of.known_at is None:
        parts.append(text("known_now", language))
    else:
        moment = format_moment(as_of.known_at, as_of.term.timezone, language)
        parts.append(text("known_at", language, moment=moment))
    return " · ".join(parts)


def capitalized(words: str) -> str:
    """``words`` as they begin a line or a heading: nothing but the first letter changes."""
    return words[:1].upper() + words[1:]


def term_title(term: Term, language: str = "zh") -> str:
    """A term's name in ``language``, where it has one of its own there."""
    return chosen(term.name, term.name_en, language) or term.name


def unit_title(unit: str, term: Term, language: str = "zh") -> str:
    """A unit's full name in ``language``; a unit that the term does not know keeps its name."""
    if unit == CAMPUS:
        return text("campus", language)
    known = next((known for known in term.units if known.name == unit), None)
    return titled(known, language, "name") if known else unit


def units_alike(units: Sequence[str], term: Term, language: str = "zh") -> str:
    """Units that are level with each other: by name while they are few, else how many they are.

    Which of many equals comes first in a list is chance, and to name it would be unfair.
    """
    if len(units) > MOST_ALIKE:
        return text("units_alike", language, count=format_count(len(units)))
    return text("list_join", language).join(unit_title(unit, term, language) for unit in units)


def indicator_title(id: str, language: str = "zh") -> str:
    """An indicator's title in ``language``; raises ``KeyError`` for an unknown ``id``."""
    indicator = indicator_by_id(id)
    return titled(indicator, language)


def measure_line(id: str, language: str = "zh") -> str:
    """The unit of measure with what is divided by what: ``单位：%（已建群的教学班 / 应开教学班）``."""
    indicator = indicator_by_id(id)
    n, d = (titled(indicator, language, part) for part in ("n_means", "d_means"))
    return text("measure_of", language, n=n, d=d)
