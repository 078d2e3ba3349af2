"""Plans of an engine, which make relations of others, for what is done in arrays of rows in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import duckdb
import pandas as pd

from metrics.latest import RECEIPT_ORDER

_BETWEEN = "\x1f"  # words, put together
Relation = duckdb.DuckDBPyRelation
Read = Callable[..., Iterable[str]]


def quoted(*names: str) -> str:
    """``names`` of columns as a plan has them."""
    return ", ".join(f'"{name}"' for name in names)


def steps(rows: Relation, key: str, order: Sequence[str], count: str) -> Relation:
    """See :meth:`metrics.counting.Snapshots.steps`: rows without ``count`` change nothing."""
    before = f"lag({quoted(count)}) over (partition by {quoted(key)} order by {quoted(*order)})"
    names, on = quoted(*dict.fromkeys((key, "unit_no"))), quoted(order[0])
    given = rows.filter(f"{quoted(count)} is not null")
    return given.select(f'{names}, {on} as "on", {quoted(count)} - coalesce({before}, 0) as change')


def people(rows: Relation, day: str, person: str, campus_no: int, *, every: bool) -> Relation:
    """Distinct people as changes, see :meth:`metrics.counting.Counting.people`."""
    on, who = quoted(day), quoted(person)
    counts_from = f"case when count({on}) = count(*) then max({on}) end" if every else f"min({on})"
    order = "desc nulls first" if every else "asc nulls last"
    of_units = rows.filter("unit_no >= 0").aggregate(
        f'unit_no, {who} as who, {counts_from} as "on"', f"unit_no, {who}"
    )
    # Nobody of no day, the first of each once, and the others once more for the campus.
    again = f'row_number() over (partition by who order by "on" {order}, unit_no) > 1'
    counted = f'case when "on" is not null then 1 + ({again})::int else 0 end'
    both = [f"unnest({of}[: {counted}])" for of in (f"[unit_no, {campus_no}]", "[1, -1]")]
    return of_units.select(f'{both[0]} as unit_no, "on", {both[1]} as change')


def later_lists(rows: Relation, ended: Relation, scope: str, names: Sequence[str]) -> Relation:
    """See :func:`metrics.ends.left_out`: of ``ended``, the last row of each key, with ``ends_on``."""
    first = f"{quoted(scope)} as listed, received_at as listed_at, min(received_on) as listed_on"
    whole = rows.filter("whole").aggregate(first, f"{quoted(scope)}, received_at")
    behind = f"listed is not distinct from {quoted(scope)} and listed_at > received_at"
    by_lists = ended.join(whole.set_alias("lists"), behind)
    return by_lists.aggregate(f"{quoted(*names)}, arg_min(listed_on, listed_at) as ends_on", quoted(*names))


def runs(rows: Relation, key: str, day: str, value: str) -> Relation:
    """See :func:`metrics.keyed.runs`."""
    in_order = f"over (partition by {quoted(key)} order by {quoted(day)})"
    begun = rows.select(f"*, lag({quoted(value)}) {in_order} as before")
    begun = begun.filter(f"before is distinct from {quoted(value)}")
    return begun.select(
        f"* exclude (before), lead({quoted(day)}) {in_order} as ends, row_number() over () as run"
    )


def later_first(rows: Relation, key: Sequence[str], day: str, name: str) -> Relation:
    """See :func:`metrics.keyed.later_first`."""
    behind = "rows between 1 following and unbounded following"
    over = f"partition by {quoted(*key)} order by {quoted(*RECEIPT_ORDER)} {behind}"
    return rows.select(f"*, min({quoted(day)}) over ({over}) as {quoted(name)}")


def last_said(rows: Relation, key: Sequence[str], column: str, name: str) -> Relation:
    """See :func:`metrics.keyed.last_said`."""
    every = "rows between unbounded preceding and unbounded following"
    over = f"partition by {quoted(*key)} order by {quoted(*RECEIPT_ORDER)} {every}"
    return rows.select(f"*, last_value({quoted(column)}) over ({over}) as {quoted(name)}")


def silent_days(rows: Relation, end: dt.datetime) -> Relation:
    """See :func:`metrics.basis.health.with_silent_days`, up to the day before ``end``."""
    following = "lead(date) over (partition by unit_no order by date)"
    until = f"greatest(coalesce({following}, timestamp '{end}'), date + interval 1 day)"
    each = rows.select(f"*, unnest(range(date, {until}, interval 1 day)) as day")
    checked = "case when day = date then checked else 0 end as checked"
    return each.select(f"* replace (day as date, {checked})").select("* exclude (day)")


def read_apart(rows: Relation, cells: Sequence[str], name: str, read: Read) -> Relation:
    """See :func:`metrics.keyed.read_apart`; the words of different cells alone are read in this process."""
    several = [cell for cell, dtype in zip(rows.columns, rows.types, strict=True) if dtype.id == "list"]
    # They go there and come back as texts, which have a type whatever is blank.
    told = {cell: f"array_to_string({quoted(cell)}, '{_BETWEEN}')" for cell in cells if cell in several}
    texts = {cell: f"coalesce({told.get(cell, quoted(cell))}, '')" for cell in cells}
    different = ", ".join(f"{text} as read_{place}" for place, text in enumerate(texts.values()))
    types = dict.fromkeys([*(f"read_{place}" for place in range(len(cells))), "words"], "VARCHAR")
    read_cells = partial(_with_words, read, [cell in several for cell in cells])
    words = rows.aggregate(different, ", ".join(texts.values())).map(read_cells, schema=types)
    same = (f"{text} = read_{place}" for place, text in enumerate(texts.values()))
    names = quoted(*(other for other in rows.columns if other != name))
    split = f"unnest(string_split(nullif(words, ''), '{_BETWEEN}')) as {quoted(name)}"
    return rows.join(words, " and ".join(same)).select(f"{names}, {split}" if names else split)


def _with_words(read: Read, several: Sequence[bool], cells: pd.DataFrame) -> pd.DataFrame:
    of_several = (cell for cell, apart in zip(cells, several, strict=True) if apart)
    apart = cells.assign(**{cell: cells[cell].str.split(_BETWEEN) for cell in of_several})
    blank = cells == ""
    rows = apart.astype(object).mask(blank, None).itertuples(index=False)
    return cells.assign(words=[_BETWEEN.join(words) for words in words_of(rows, read)])


def words_of(cells: Iterable[Sequence[Any]], read: Read) -> list[list[str]]:
    """What ``read`` finds in each of ``cells``: a blank one is ``None``, one of several words a tuple."""
    return [list(read(*map(_cell, row))) for row in cells]


def _cell(cell: Any) -> Any:
    if isinstance(cell, (tuple, list)):
        return tuple(cell)
    return None if pd.isna(cell) else cell
