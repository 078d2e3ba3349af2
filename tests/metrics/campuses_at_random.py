"""Campuses that hand on rows of every table, drawn from the declarations: whatever may stand in a sheet."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from metrics.federation import ParquetTables, PublishedTerm
from schema.figures import CAMPUS
from schema.model import Column, ColumnType, SheetForm
from schema.places import HOME, OFFICE
from schema.term import Phase, Term, Unit
from tests.metrics.making import FORMS, Submission, at, feb, frames_of, small_term

# The same in every campus: units, people and classes of one must not be taken for those of another.
UNITS = ("甲学院", "乙学院", "丙系")
CLASSES = ("001", "002", "003", "004")
PEOPLE = ("张一", "李二", "王三", "张一、李二")
DAYS = [feb(day) for day in range(19, 30)]
ASKED = (feb(19), feb(23), feb(40))
KNOWN_AT = (None, at(22, 9), at(24, 0))
_TERM = small_term(*UNITS)
_FIRST_DAY = (
    Phase("month", "首月", "Month", feb(20), feb(50)),
    Phase("first_day", "首日", "Day", feb(22), feb(22)),
)


def campuses(seed: int, folder: Path | None = None) -> list[PublishedTerm]:
    """Five campuses, of different terms; with ``folder`` their tables are files of Parquet.

    The fourth has nothing, and the last hands on some tables only.
    """
    published = zip(_terms(), _handed_on(seed), strict=True)
    return [
        PublishedTerm(
            f"campus{place}",
            ("东", "西")[place % 2],
            term,
            tables if folder is None else _written(tables, folder / f"campus{place}"),
        )
        for place, (term, tables) in enumerate(published)
    ]


@cache
def _handed_on(seed: int) -> list[dict[str, pd.DataFrame]]:
    draw = random.Random(seed)
    full = [frames_of(_submissions(draw)) for _ in range(4)]
    some = {table: full[3][table] for table in sorted(FORMS) if table == "plan" or draw.random() < 0.5}
    return [*full[:3], frames_of([]), some]


def _terms() -> list[Term]:
    """The same calendar twice, another first day, another zone with another deadline, other units."""
    late = dict.fromkeys(_TERM.due, at(26, 0))
    return [
        _TERM,
        _TERM,
        replace(_TERM, phases=_FIRST_DAY, students_in_need=7),
        replace(_TERM, timezone=ZoneInfo("Asia/Urumqi"), due=late),
        replace(_TERM, units=tuple(Unit(name, name) for name in (*reversed(UNITS[:2]), "丁系"))),
    ]


def _written(tables: dict[str, pd.DataFrame], folder: Path) -> ParquetTables:
    for table, frame in tables.items():
        several = [column.id for column in FORMS[table].columns if column.type is ColumnType.SEVERAL]
        rows = frame.assign(**{name: frame[name].map(list) for name in several})
        (folder / table).mkdir(parents=True)
        # Of more than one file, as a large table may be.
        half = len(rows) // 2
        for part, of_part in enumerate((rows.iloc[:half], rows.iloc[half:])):
            of_part.to_parquet(folder / table / f"{part}.parquet", index=False)
    return ParquetTables(folder)


def _submissions(draw: random.Random) -> list[Submission]:
    tables = ["plan", *FORMS, *draw.choices(list(FORMS), k=12)]
    numbers = draw.sample(range(1, 100), len(tables))
    return [_submission(draw, number, table) for number, table in zip(numbers, tables, strict=True)]


def sheets_at_random(table: str, number: int) -> list[Submission]:
    """``number`` submissions of ``table`` by these units."""
    draw = random.Random(number)
    return [_submission(draw, place, table) for place in range(number)]


def _submission(draw: random.Random, number: int, table: str) -> Submission:
    form, received = FORMS[table], at(draw.randint(20, 26), draw.choice([0, 9, 23]))
    rows = {_key(row, form): row for row in _rows(draw, form)}
    withdrawn = received + dt.timedelta(hours=draw.randint(0, 60)) if draw.random() < 0.15 else None
    whole = bool(form.whole_of) and draw.random() < 0.3
    return Submission(
        number, table, draw.choice(UNITS), received, list(rows.values()), withdrawn, whole=whole
    )


def _key(row: dict[str, Any], form: SheetForm) -> tuple[Any, ...]:
    """What a sheet holds once: of its key dates the first that is given counts."""
    dates = [row[name] for name in form.key_dates if row[name]]
    return (*(row[name] for name in form.key), *dates[:1])


def _rows(draw: random.Random, form: SheetForm) -> list[dict[str, Any]]:
    known = {*form.key, *form.key_dates[:1], *(column.id for column in form.columns if column.required)}
    return [
        {
            column.id: None if column.id not in known and draw.random() < 0.2 else _cell(draw, column)
            for column in form.columns
        }
        for _ in range(draw.randint(5, 12))
    ]


def _cell(draw: random.Random, column: Column) -> Any:
    words = column.vocabulary.words if column.vocabulary else ()
    match column.type:
        case ColumnType.UNIT:
            return draw.choice([*UNITS, CAMPUS] if column.whole_campus else UNITS)
        case ColumnType.COUNT:
            return draw.randint(0, 5)
        case ColumnType.SCORE:
            return float(draw.randint(0, 100))
        case ColumnType.DATE:
            return draw.choice(DAYS)
        case ColumnType.MOMENT:
            return dt.datetime.combine(draw.choice(DAYS), dt.time(draw.randint(0, 23)))
        case ColumnType.YESNO:
            return draw.random() < 0.7
        case ColumnType.SEVERAL:
            return tuple(draw.sample(words, min(2, len(words))))
        case _:
            return draw.choice(words or _texts(column))


def _texts(column: Column) -> tuple[str, ...]:
    if column.id == "class_id":
        return (*CLASSES, "999")
    if column.id == "location":
        return ("家", "办公室", HOME, OFFICE)
    return PEOPLE
