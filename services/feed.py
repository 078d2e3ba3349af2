"""What other programs can read: tables with the names, the rights and the truth of the pages.

Each answer is masked as the page would be for the same person. Moments are UTC, days are the term's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from access import Action
from metrics.indicators import INDICATORS, indicator_by_id
from metrics.lists.gaps import LISTS
from metrics.moments import stored
from metrics.states import not_due_yet
from schema.feed import TABLES
from schema.figures import CAMPUS
from services import checkpoints, figures, submitted, tracing
from services.desk import Desk
from services.small_counts import FEW
from services.tracing import key_of
from store.acts import About, add_act
from store.versions import read_whole_version

_ROOT = Path(__file__).resolve().parent.parent
_DEFINING = ("schema", "metrics", "services")  # the rooms that say what an answer holds
# What a column of each type of :mod:`schema.feed` is, also where it has no value at all.
_KEPT = {
    "string": "str",
    "date": "datetime64[us]",
    "moment": "datetime64[us]",
    "integer": "int64",
    "integer?": "Int64",
    "number": "float64",
    "boolean": "bool",
}
# By what a row is the same whenever it is asked for, beside what the question says.
_OF_LIST = ("list", "unit", "class_id", "kind", "count")
_OF_TRACE = ("part", "item", "item_kind", "class_id", "unit", "table", "submission", "source_row")


@dataclass(frozen=True)
class Question:
    """Which rows: of which day (``None``: all up to today), as known when, which units and indicators."""

    on: dt.date | None = None
    known_at: dt.datetime | None = None
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def rows(desk: Desk, name: str, question: Question) -> pd.DataFrame:
    """The rows of the table ``name``, its columns in order and of their types, whatever they hold.

    It is logged that they were fetched. Raises ``KeyError`` for a table that is none, ``ValueError`` for a
    question that cannot be answered, ``Denied`` and ``StoreError``.
    """
    table = TABLES[name]
    unknown = _unknown(question.units, (*desk.term.unit_names, CAMPUS))
    unknown += _unknown(question.indicators, [one.id for one in INDICATORS])
    unknown += _unknown(question.lists, LISTS)
    if unknown:
        raise ValueError(f"not known: {', '.join(unknown)}")
    kept = {column: _KEPT.get(type, _KEPT[type.rstrip("?")]) for column, type in table.columns.items()}
    made = _ROWS[name](desk, question)[list(kept)].astype(kept)
    # Not how many rows: a few may be students of whom others only see that they are few.
    add_act(desk.store, "fetched", desk.signed(), About(term=desk.term.name), {"table": name})
    return made


def version(desk: Desk) -> str:
    """A text that changes with whatever may change an answer: what came, was decided, is due, who asks."""
    desk.check(Action.SEE_RATES)
    now = desk.now()
    person = desk.person
    day = now.astimezone(desk.term.timezone).date()
    known = (read_whole_version(desk.store), checkpoints.count(desk), desk.term.text, _definitions())
    return repr((*known, not_due_yet(desk.dated, now), day, person.role, person.units))


@cache
def _definitions() -> str:
    """What changes with the program, and so with what a figure means: the same in every server of one."""
    program = hashlib.sha256()
    for room in _DEFINING:
        for module in sorted((_ROOT / room).rglob("*.py")):
            program.update(module.read_bytes())
    return program.hexdigest()


def _unknown(asked: tuple[str, ...], known: Collection[str]) -> list[str]:
    return [each for each in asked if each not in known]


def _figures(desk: Desk, question: Question) -> pd.DataFrame:
    table = figures.all_series(desk, question.known_at)
    last = pd.Timestamp(_day(desk, question))
    days = table["on"] == last if question.on else table["on"] <= last
    return _chosen(table[days], question)


def _checkpoints(desk: Desk, question: Question) -> pd.DataFrame:
    frozen = checkpoints.frozen_with_states(desk)
    rates = (frozen["n"] / frozen["d"]).where(frozen["d"] > 0)
    frozen = frozen.assign(rate=rates).rename(columns={"gate": "checkpoint"})
    if question.on:
        frozen = frozen[frozen["on"] == pd.Timestamp(question.on)]
    if question.known_at:
        frozen = frozen[frozen["known_at"] <= stored(question.known_at)]
    return _chosen(frozen, question)


def _submissions(desk: Desk, question: Question) -> pd.DataFrame:
    seen = submitted.visible(desk)
    seen = seen.assign(taken=seen["taken"].astype("Int64").mask(seen["taken"] == FEW))
    if question.known_at:
        seen = seen[seen["received_at"] <= stored(question.known_at)]
    return seen[seen["unit"].isin(question.units)] if question.units else seen


def _lists(desk: Desk, question: Question) -> pd.DataFrame:
    on = _day(desk, question)
    own = question.units or (None if desk.may(Action.SEE_DETAILS) else desk.units(Action.SEE_DETAILS))
    names = question.lists or None
    parts = [
        rows.assign(list=name)
        for unit in own or (None,)
        for name, rows in figures.lists(desk, on, question.known_at, unit, names).items()
    ]
    whole = pd.concat(parts, ignore_index=True)
    whole = whole.reindex(columns=list(TABLES["lists"].columns)).assign(on=pd.Timestamp(on))
    return _keyed(desk, whole, _OF_LIST)


def _trace(desk: Desk, question: Question) -> pd.DataFrame:
    if len(question.indicators) != 1 or len(question.units) > 1:
        raise ValueError("a trace is of one indicator, and of one unit or the campus")
    unit = question.units[0] if question.units else CAMPUS
    on = _day(desk, question)
    behind = tracing.behind(desk, question.indicators[0], unit, on, question.known_at)
    tracing.names_taken(desk, behind, unit, f"trace {question.indicators[0]}")
    return _keyed(desk, behind, _OF_TRACE, question.indicators[0])


def _keyed(desk: Desk, rows: pd.DataFrame, names: Sequence[str], *about: str) -> pd.DataFrame:
    """``rows`` with a ``key`` of each, made of what ``names`` say to this very person."""
    cells = zip(*(rows[name].astype("string").fillna("") for name in names), strict=True)
    return rows.assign(key=[key_of((*about, *each), desk.store.secret) for each in cells])


def _indicators(desk: Desk, question: Question) -> pd.DataFrame:
    desk.check(Action.SEE_RATES)
    chosen = [indicator_by_id(id) for id in question.indicators] or INDICATORS
    names = ("title", "title_en", "n_means", "n_means_en", "d_means", "d_means_en", "definition")
    return pd.DataFrame(
        [(one.id, *(getattr(one, name) for name in names), one.has_target) for one in chosen],
        columns=["indicator", *names, "has_target"],
    )


def _term(desk: Desk, question: Question) -> pd.DataFrame:
    desk.check(Action.SEE_RATES)
    term = desk.term
    whole = {
        "campus": term.campus,
        "campus_en": term.campus_en,
        "term": term.name,
        "timezone": str(term.timezone),
        "first_day": pd.Timestamp(term.first_day),
        "last_day": pd.Timestamp(term.last_day),
    }
    units = pd.DataFrame([{**whole, "unit": unit.name, "unit_en": unit.name_en} for unit in term.units])
    return units[units["unit"].isin(question.units)] if question.units else units


def _day(desk: Desk, question: Question) -> dt.date:
    today = desk.now().astimezone(desk.term.timezone).date()
    return question.on or figures.latest_day(desk, today)


def _chosen(table: pd.DataFrame, question: Question) -> pd.DataFrame:
    if question.units:
        table = table[table["unit"].isin(question.units)]
    if question.indicators:
        table = table[table["indicator"].isin(question.indicators)]
    return table


_ROWS: dict[str, Callable[[Desk, Question], pd.DataFrame]] = {
    "figures": _figures,
    "checkpoints": _checkpoints,
    "lists": _lists,
    "submissions": _submissions,
    "trace": _trace,
    "indicators": _indicators,
    "term": _term,
}
