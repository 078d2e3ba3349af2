"""Whole columns at once: each distinct value is read once, then spread over the rows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from loaders.cells.dates import Calendar, read_date
from loaders.cells.lessons import lessons_among
from loaders.cells.moments import read_moment
from loaders.cells.numbers import read_count, read_score, read_yesno
from loaders.cells.people import LENGTH_OF_CITIZEN, has_citizen, read_people, read_staff, read_student
from loaders.cells.text import (
    MarkedCell,
    ShownNumber,
    Unreadable,
    fold,
    is_empty,
    shown,
    without_footnotes,
    without_stars,
)
from loaders.cells.units import read_unit
from loaders.cells.words import (
    DAY_OF_MONTH,
    PLAIN_ID,
    read_choice,
    read_id,
    read_key,
    read_several,
    read_text,
)
from loaders.characters import words_of
from loaders.coded import Coded
from loaders.titles import heading_of
from schema.findings import UNKNOWN_WORDS
from schema.model import Column, ColumnType, DateRule, Vocabulary
from schema.term import Term

_WORDS = (ColumnType.TEXT, ColumnType.SEVERAL)
_NUMBERS = (ColumnType.COUNT, ColumnType.SCORE)
_DAYS = (ColumnType.DATE, ColumnType.MOMENT)
_A_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CHANGES_NUMBER = re.compile(
    r"约|近|余|多|左右|以[上下内]|不足|超|[缺差未没无欠]|班|页|学时|课时|分钟|[百千万亿¥$]|[+~<>≥≤‰%\d]"
)
# The day up to which is counted, and nothing else: 截至2月24日, 2月24日（截至18:00）.
_AS_OF = "as_of"
_UP_TO = re.compile(
    r"^(?:数据)?(?:截[止至][至到]?|[至到])\s?(?=[\d二])|"
    r"(?<=[日号\d点时])(?:为?止|数据|统计|\(?截[止至][至到]?(?:\d{1,2}[:点时]\d{0,2})?\)?)$"
)
_NO_WORDS = Vocabulary({}, closed=False)
# Like PLAIN_ID, a line each, and with one way only to match: what does not is soon told.
_PLAIN_IDS = re.compile(r"(?:(?=[A-Za-z_-]*\d)[0-9A-Za-z_-]{1,41}\n)*")


@dataclass(frozen=True)
class Context:
    """What the meaning of a cell depends on beside its column.

    ``words`` gives by column what somebody has said that a text means which is no word of it.
    """

    term: Term
    calendar: Calendar
    received_on: dt.date
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass
class Values:
    """A column read: row *i* holds ``parsed[codes[i]]``, or ``problems[codes[i]]`` was found there.

    ``raw`` are the distinct cells, ``blank`` tells which of ``parsed`` are blank; ``remarks`` are of
    cells that were read, and beside which something is said, ``by_mapping`` texts that were read as
    somebody has said.
    """

    codes: NDArray[np.intp]
    raw: list[object]
    parsed: list[Any]
    problems: dict[int, Unreadable]
    remarks: dict[int, str] = field(default_factory=dict)
    by_mapping: dict[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> NDArray[np.bool_]:
        """Which rows hold nothing, whether nothing stood there or nothing could be read."""
        is_none = np.fromiter((v is None for v in self.parsed), bool, len(self.parsed))
        return is_none[self.codes]

    @property
    def doubtful(self) -> NDArray[np.bool_]:
        """Which rows have a problem in this column."""
        bad = np.zeros(len(self.parsed), bool)
        bad[list(self.problems)] = True
        return bad[self.codes]

    @property
    def remarked(self) -> NDArray[np.bool_]:
        """Which rows were read with a remark."""
        noted = np.zeros(len(self.parsed), bool)
        noted[list(self.remarks)] = True
        return noted[self.codes]


def read_column(column: Column, cells: Sequence[object], context: Context) -> Values:
    """Read every cell of ``column``; what cannot be read is blank and a problem."""
    coded = Coded.of(cells)
    codes, raw = coded.codes, coded.values
    if column.type is ColumnType.ID and _are_plain_ids(raw, column.people):
        return Values(codes, raw, raw, {})
    read = _reader(column, context)
    is_plain = PLAIN_ID.fullmatch if column.type is ColumnType.ID and not column.people else _never
    parsed: list[Any] = []
    problems: dict[int, Unreadable] = {}
    remarks: dict[int, str] = {}
    by_mapping: dict[str, str] = {}
    meanings = context.words.get(column.id, {})
    for position, value in enumerate(raw):
        if type(value) is str and is_plain(value):
            parsed.append(value)
            continue
        written, remark = _with_remark(column, value)
        try:
            parsed.append(read(written))
        except Unreadable as problem:
            text = shown(written)
            meaning = meanings.get(heading_of(text)) if problem.code in UNKNOWN_WORDS else None
            parsed.append(meaning)
            if meaning is None:
                problems[position] = problem
            else:
                by_mapping[text] = meaning
        else:
            if remark:
                remarks[position] = remark
    if column.type in _DAYS:
        for position in lessons_among(raw, parsed, codes):
            parsed[position], problems[position] = None, Unreadable("doubtful_date")
    return Values(codes, raw, parsed, problems, remarks, by_mapping)


def _are_plain_ids(cells: list[object], of_people: bool) -> bool:
    """Whether all are ids in which there is nothing to clean, asked of all at once."""
    try:
        text = "\n".join(cells)  # type: ignore[arg-type]
    except TypeError:
        return False
    is_plain = text.count("\n") == len(cells) - 1 and bool(_PLAIN_IDS.fullmatch(text + "\n"))
    may_be_of_citizen = of_people and max(map(len, text.split("\n"))) >= LENGTH_OF_CITIZEN
    return is_plain and not DAY_OF_MONTH.search(text) and not (may_be_of_citizen and has_citizen(text))


def _with_remark(column: Column, value: object) -> tuple[object, str | None]:
    """What is read of a cell, and the code of what is said beside it.

    Footnotes belong to a text (微课①) and to nothing else.
    """
    if isinstance(value, ShownNumber):
        return (_number_of(value) if column.type in _NUMBERS else value.text), None
    if isinstance(value, MarkedCell) and value.value is not None:
        note_of_text = value.code == "footnote_mark" and column.type in _WORDS
        return (value.text, None) if note_of_text else (value.value, value.code)
    if type(value) is str and column.type not in _WORDS:
        bare = without_stars(without_footnotes(value))
        if bare != value:
            return bare, "footnote_mark"
    return value, None


def _number_of(cell: ShownNumber) -> object:
    """The number of a cell whose format adds words to it; doubtful where they change it: 45人, but 约45."""
    words = fold(_A_NUMBER.sub("", cell.text, count=1)).strip()
    # As accountants write what is missing: (45).
    doubtful = _CHANGES_NUMBER.search(words) or words == "()"
    return MarkedCell(cell.text, "shown_differs", stored=cell.number) if doubtful else cell.number


def _reader_of_ids(column: Column) -> Callable[[object], str | None]:
    if column.people:
        return read_student if column.required else read_staff
    return read_key if column.required else read_id


def _never(_value: str) -> None:
    return None


def _reader(column: Column, context: Context) -> Callable[[object], Any]:
    """The function that reads one cell of ``column``; an empty cell is ``None`` for every type."""
    vocabulary = column.vocabulary or _NO_WORDS
    readers: dict[ColumnType, Callable[[object], Any]] = {
        ColumnType.ID: _reader_of_ids(column),
        ColumnType.TEXT: partial(read_people, posts=column.posts) if column.people else read_text,
        ColumnType.UNIT: partial(read_unit, term=context.term, whole_campus=column.whole_campus),
        ColumnType.COUNT: read_count,
        ColumnType.SCORE: read_score,
        ColumnType.DATE: partial(_read_day, rule=column.date_rule, context=context),
        ColumnType.MOMENT: partial(_read_moment, rule=column.date_rule, context=context),
        ColumnType.YESNO: read_yesno,
        ColumnType.CHOICE: partial(read_choice, vocabulary=vocabulary),
        ColumnType.SEVERAL: lambda value: read_several(value, vocabulary) or None,
    }
    read = readers[column.type]
    if column.id == _AS_OF:
        read = partial(_without_up_to, read=read)
    blank_words, zero_words = (
        {fold(word).lower() for word in words} for words in (column.blank_words, column.zero_words)
    )

    def read_cell(value: object) -> Any:
        if is_empty(value):
            return column.default
        if blank_words and words_of(shown(value)).lower().rstrip("。.") in blank_words:
            return column.default
        if zero_words and isinstance(value, str) and words_of(value).lower() in zero_words:
            return 0
        result = read(value)
        return column.default if result is None else result

    return read_cell


def _without_up_to(value: object, read: Callable[[object], Any]) -> Any:
    return read(_UP_TO.sub("", fold(value)) if isinstance(value, str) else value)


def _read_day(value: object, rule: DateRule | None, context: Context) -> dt.date | None:
    """A day that keeps the column's rule; raises ``Unreadable`` for one that does not."""
    day = read_date(value, context.calendar)
    if day is not None and rule is not None:
        _keep_rule(day, rule, context)
    return day


def _read_moment(value: object, rule: DateRule | None, context: Context) -> dt.datetime | None:
    """A moment whose day keeps the column's rule; raises ``Unreadable`` for one that does not."""
    moment = read_moment(value, context.calendar)
    if moment is not None and rule is not None:
        _keep_rule(moment.date(), rule, context)
    return moment


def _keep_rule(day: dt.date, rule: DateRule, context: Context) -> None:
    term = context.term
    window = {"date": day.isoformat(), "opens": term.opens.isoformat(), "closes": term.closes.isoformat()}
    if rule is DateRule.PLANNED and not term.opens <= day <= term.closes:
        raise Unreadable("plan_outside_window", **window)
    if rule is DateRule.DONE and day < term.opens:
        raise Unreadable("date_before_window", **window)
    if rule is DateRule.DONE and day > context.received_on:
        raise Unreadable("date_after_receipt", received=context.received_on.isoformat(), **window)


def as_array(column: Column, values: Values) -> Any:
    """The column as the pandas array that a reading promises."""
    codes, parsed = values.codes, values.parsed
    match column.type:
        case ColumnType.DATE | ColumnType.MOMENT:
            return pd.array(np.array(parsed, dtype="datetime64[us]")[codes], dtype="datetime64[us]")
        case ColumnType.COUNT:
            return pd.array(parsed, dtype="Int64").take(codes)
        case ColumnType.SCORE:
            return pd.array(parsed, dtype="Float64").take(codes)
        case ColumnType.YESNO:
            return pd.array(parsed, dtype="boolean").take(codes)
        case ColumnType.SEVERAL:
            words = np.empty(len(parsed), dtype=object)
            words[:] = [value or () for value in parsed]
            return words[codes]
    return pd.array(parsed, dtype="str").take(codes)


def empty_array(column: Column, length: int) -> Any:
    """``length`` blanks (or defaults) for a column that the sheet does not have."""
    values = Values(np.zeros(length, np.intp), [""], [column.default], {})
    return as_array(column, values)
