"""The term as data, and back: whoever reads a publication needs no file of the campus."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from zoneinfo import ZoneInfo

from schema import limits
from schema.term import Board, Campus, Checkpoint, Phase, Steady, Term, Unit


def data_of(term: Term) -> dict[str, Any]:
    """All that ``term`` says, but the file of its letterhead, in words that JSON has."""
    data = asdict(term)
    del data["letterhead"]
    plain: dict[str, Any] = _plain(data)
    return plain


def term_of(data: Mapping[str, Any]) -> Term:
    """The term that :func:`data_of` gave.

    Raises one of :data:`exports.published.manifest.UNREADABLE` for what it did not give.
    """
    term = Term(
        **{name: data[name] for name in ("name", "campus", "campus_en", "students_in_need")},
        timezone=ZoneInfo(data["timezone"]),
        opens=_day(data["opens"]),
        closes=_day(data["closes"]),
        phases=tuple(Phase(**_with_days(phase, "starts", "ends")) for phase in data["phases"]),
        checkpoints=tuple(Checkpoint(**_with_days(each, "on")) for each in data["checkpoints"]),
        units=tuple(Unit(unit["name"], unit["name_en"], tuple(unit["aliases"])) for unit in data["units"]),
        due=_moments(data["due"]),
        task_due=_moments(data["task_due"]),
        board=Board(**data["board"]),
        steady=Steady(**data["steady"]),
        week_1=_maybe_day(data["week_1"]),
        names_kept_until=_maybe_day(data["names_kept_until"]),
        publishing=Campus(**data["publishing"]),
        name_en=data.get("name_en", ""),
    )
    _require_likely(term)
    return term


def _require_likely(term: Term) -> None:
    """Raise ``ValueError`` for days that are no term's, and for what is no text where there is to be one."""
    days = [term.opens, term.closes, *(day for each in term.phases for day in (each.starts, each.ends))]
    days += [each.on for each in term.checkpoints]
    if not term.phases or (max(days) - min(days)).days > limits.MOST_DAYS_OF_TERM:
        raise ValueError(f"the days of the term, {min(days)} to {max(days)}")
    own = term.publishing
    texts = [term.name, term.name_en, term.campus, term.campus_en]
    texts += [text or "" for text in (own.id, own.region, own.region_en)]
    texts += [text for unit in term.units for text in (unit.name, unit.name_en, *unit.aliases)]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"the names of the campus, {texts[:7]}")


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case dt.date():
            return value.isoformat()
        case ZoneInfo():
            return value.key
        case _:
            return value


def _with_days(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: _day(data[name]) for name in names}}


def _moments(data: Mapping[str, str]) -> dict[str, dt.datetime]:
    return {name: dt.datetime.fromisoformat(text) for name, text in data.items()}


def _maybe_day(text: str | None) -> dt.date | None:
    return None if text is None else _day(text)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
