"""Rows wherever they are: frames of pandas in memory, or relations of DuckDB, whose rows stay on the engine.

The few operations in which the definitions count rows of either. In memory they are done on arrays, which is
the quickest there; on the engine by its own plans, and what comes back is of the size of figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import duckdb
import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.latest import RECEIPT_ORDER, latest_rows, latest_since
from metrics.numbers import numbered_by

Frame = nw.LazyFrame[Any]
T = TypeVar("T")
# The columns of rows by their names, of pandas or of an engine: both are compared, put together and asked for
# blanks by the same signs. What is made of them is a column too.
Columns = Any
Says = Callable[[Columns], Any]


class _Columns:
    """Columns of an engine."""

    def __getitem__(self, name: str) -> Any:
        return duckdb.ColumnExpression(name)


def in_memory(rows: Any) -> bool:
    """Whether ``rows``, a frame or what it wraps, are of pandas."""
    return isinstance(rows, pd.DataFrame) or (
        isinstance(rows, nw.LazyFrame) and rows.implementation.is_pandas()
    )


def collected(frame: Frame) -> pd.DataFrame:
    """The rows of ``frame`` as pandas, numbered from 0, whatever it runs on."""
    native: pd.DataFrame = frame.collect("pandas").to_native()
    return native.reset_index(drop=True)


def as_pandas(rows: Frame) -> pd.DataFrame:
    """``rows`` that are in memory, as they are."""
    native: pd.DataFrame = rows.to_native()
    return native


def lazily(rows: Any) -> Frame:
    """``rows`` of pandas or a relation as the frames that are asked of any engine."""
    frame: Frame = nw.from_native(rows).lazy()
    return frame


def kept(made: T) -> T:
    """``made``; rows on an engine are worked out there, once for all who count them."""
    if not isinstance(made, nw.LazyFrame) or in_memory(made):
        return made
    worked_out: Any = lazily(made.to_native().materialize())
    return worked_out  # type: ignore[no-any-return]


def where(rows: Frame, says: Says) -> Frame:
    """Those of ``rows`` of which ``says`` tells so of their columns; what is blank does not."""
    if not in_memory(rows):
        return lazily(rows.to_native().filter(says(_Columns())))
    native = as_pandas(rows)
    told = _told(says(native))
    return rows if told.all() else lazily(native.take(np.flatnonzero(told)))


def picked(rows: Frame, names: Iterable[str], says: Says | None = None, **made: str | Says) -> Frame:
    """The columns ``names`` of ``rows``, :func:`where` one ``says`` so, and those ``made`` of others.

    That is another one as it is, or what is worked out of all of them, which may be one value.
    """
    if in_memory(rows):
        return lazily(_picked(as_pandas(rows), names, says, made))
    columns = _Columns()
    exprs = [columns[name] for name in names]
    for name, of in made.items():
        cells = columns[of] if isinstance(of, str) else of(columns)
        exprs.append(_column(cells).alias(name))
    native = rows.to_native()
    return lazily((native if says is None else native.filter(says(columns))).select(*exprs))


def _picked(
    rows: pd.DataFrame, names: Iterable[str], says: Says | None, made: Mapping[str, str | Says]
) -> pd.DataFrame:
    own = {name: rows[name] for name in names}
    own |= {name: rows[of] if isinstance(of, str) else of(rows) for name, of in made.items()}
    told = None if says is None else _told(says(rows))
    if told is None or told.all():
        return pd.DataFrame({**own}, index=rows.index, copy=False)
    # Of each column alone what is wanted: rows have many more.
    places = np.flatnonzero(told)
    taken = {
        name: cells.array.take(places) if isinstance(cells, pd.Series) else cells
        for name, cells in own.items()
    }
    return pd.DataFrame(taken, index=range(len(places)), copy=False)


def with_made(rows: Frame, **made: str | Says) -> Frame:
    """``rows`` with the columns ``made``, see :func:`picked`."""
    return picked(rows, [name for name in names_of(rows) if name not in made], None, **made)


def names_of(rows: Frame) -> list[str]:
    """The names of the columns of ``rows``."""
    return list(as_pandas(rows)) if in_memory(rows) else list(rows.to_native().columns)


def either(says: Columns, one: Columns, other: Columns | None = None) -> Columns:
    """Of two columns, or values, that of ``one`` where ``says`` tells so, else that of ``other``, or none."""
    if isinstance(says, pd.Series):
        first = one if isinstance(one, pd.Series) else pd.Series(one, index=says.index)
        return first.where(_told(says)) if other is None else first.where(_told(says), other)
    case = duckdb.CaseExpression(says, _column(one))
    return case if other is None else case.otherwise(_column(other))


def _column(cells: Any) -> duckdb.Expression:
    return cells if isinstance(cells, duckdb.Expression) else duckdb.ConstantExpression(cells)


def _told(says: pd.Series) -> npt.NDArray[np.bool_]:
    told: npt.NDArray[np.bool_] = (
        says.to_numpy() if says.dtype == bool else says.to_numpy(bool, na_value=False)
    )
    return told


def latest(rows: Frame, key: Sequence[str]) -> Frame:
    """The row of each ``key`` that counts: that of the latest submission."""
    if in_memory(rows):
        return lazily(latest_rows(rows.to_native(), key))
    return rows.unique(subset=list(key), keep="last", order_by=list(RECEIPT_ORDER))


def latest_with_since(rows: Frame, key: Sequence[str], marks: Mapping[str, Says]) -> Frame:
    """:func:`latest`, with ``<mark>_since`` for ``marks``, see :func:`metrics.latest.latest_since`."""
    if in_memory(rows):
        native = as_pandas(rows)
        return lazily(latest_since(native, key, {mark: _told(says(native)) for mark, says in marks.items()}))
    names, of_key = rows.collect_schema().names(), f"partition by {quoted(*key)}"
    says = picked(rows, names, **{f"{mark}_says": said for mark, said in marks.items()}).to_native()
    placed = says.select(f"*, row_number() over ({of_key} order by {quoted(*RECEIPT_ORDER)}) as place")
    unsaid = [
        f"coalesce(max(place) filter ({mark}_says is not true) over ({of_key}), 0) as {mark}_unsaid"
        for mark in marks
    ]
    begun = [
        f"coalesce(min(received_on) filter (place > {mark}_unsaid) over ({of_key}), received_on)"
        f" as {mark}_since"
        for mark in marks
    ]
    ended = placed.select(", ".join(["*", f"max(place) over ({of_key}) as last", *unsaid]))
    with_days = ended.select(", ".join([quoted(*names), "place", "last", *begun])).filter("place = last")
    return lazily(with_days.select(quoted(*[*names, *(f"{mark}_since" for mark in marks)])))


def over_key(rows: Frame, key: Sequence[str], **made: tuple[str, str]) -> Frame:
    """``rows`` with the ``min`` or ``max`` of a column over all rows of their ``key``."""
    if in_memory(rows):
        native = as_pandas(rows)
        of_key = native.groupby(numbered_by(native, key))
        return lazily(native.assign(**{name: of_key[of].transform(how) for name, (of, how) in made.items()}))
    others = quoted(*(name for name in names_of(rows) if name not in made))
    over = (
        f"{how}({quoted(of)}) over (partition by {quoted(*key)}) as {quoted(name)}"
        for name, (of, how) in made.items()
    )
    return lazily(rows.to_native().select(", ".join([others, *over])))


def looked_up(
    rows: Frame, among: Frame, key: str | Sequence[str], columns: Sequence[str], *, known: bool = False
) -> Frame:
    """``rows`` with ``columns`` of the row of ``among`` of the same ``key``, blank where there is none.

    With ``known`` without those of which there is none.
    """
    of_key = (key,) if isinstance(key, str) else key
    if not in_memory(rows):
        return rows.join(
            picked(among, (*of_key, *columns)), on=list(of_key), how="inner" if known else "left"
        )
    native, others = as_pandas(rows), as_pandas(among)
    places = _places(native, others, of_key)
    if known:
        native, places = native.take(np.flatnonzero(places >= 0)), places[places >= 0]
    found = {name: others[name].array.take(places, allow_fill=True) for name in columns}
    return lazily(pd.DataFrame({**{name: native[name].array for name in native}, **found}, copy=False))


def _places(rows: pd.DataFrame, among: pd.DataFrame, key: Sequence[str]) -> npt.NDArray[np.intp]:
    """Where the row of ``among`` of the same ``key`` stands for each of ``rows``, -1 where none does."""
    if len(key) == 1:
        theirs, own = among[key[0]], rows[key[0]]
    else:
        both = numbered_by(pd.concat([rows[list(key)], among[list(key)]], ignore_index=True), key)
        theirs, own = both[len(rows) :], both[: len(rows)]
    places: npt.NDArray[np.intp] = pd.Index(theirs).get_indexer(own)
    return places


def earliest(rows: Frame, key: Sequence[str], day: str) -> Frame:
    """One row a ``key`` of ``rows`` with its first ``day``."""
    if not in_memory(rows):
        first = f"min({quoted(day)}) as {quoted(day)}"
        return lazily(rows.to_native().aggregate(f"{quoted(*key)}, {first}", quoted(*key)))
    native = as_pandas(rows)
    return lazily(native.groupby(list(key), as_index=False)[day].min())


def counted(rows: Frame, key: str) -> Frame:
    """One row a ``key`` of ``rows`` with how many ``rows`` it has."""
    if not in_memory(rows):
        return lazily(rows.to_native().aggregate(f"{quoted(key)}, count(*) as rows", quoted(key)))
    return lazily(as_pandas(rows)[key].value_counts(sort=False).rename("rows").rename_axis(key).reset_index())


def stacked(*parts: Frame) -> Frame:
    """The rows of all ``parts``; a column that one does not have is blank."""
    if not in_memory(parts[0]):
        return nw.concat(parts, how="diagonal")
    first, *others = map(as_pandas, parts)
    more = [rows for rows in others if len(rows) or not set(rows) <= set(first)]
    return lazily(pd.concat([first, *more], ignore_index=True) if more else first)


def until_ends(begun: Frame) -> Frame:
    """``begun``, which are changes, with a change back on the day on which each ``ends``, if it does."""
    if in_memory(begun):
        native = as_pandas(begun)
        over = native[native["ends"].notna()]
        return stacked(begun, lazily(over.assign(on=over["ends"], change=-over["change"])))
    others = [name for name in begun.collect_schema().names() if name not in {"on", "change"}]
    both = 'unnest(["on", ends]) as "on", unnest([change, -change]) as change'
    return lazily(begun.to_native().select(f"{quoted(*others)}, {both}").filter('"on" is not null'))


def sums(rows: Frame, by: Sequence[str], counts: Sequence[str]) -> Frame:
    """What ``counts`` of ``rows`` come to ``by`` some columns."""
    if in_memory(rows):
        native = as_pandas(rows)
        _places, firsts, whose = np.unique(numbered_by(native, by), return_index=True, return_inverse=True)
        totals = {name: np.zeros(len(firsts), dtype="int64") for name in counts}
        for name, of_place in totals.items():
            np.add.at(of_place, whose, native[name].fillna(0).to_numpy("int64"))
        return lazily(native[list(by)].take(firsts).assign(**totals))
    added = (f"coalesce(sum({name}), 0)::bigint as {name}" for name in map(quoted, counts))
    return lazily(rows.to_native().aggregate(", ".join([quoted(*by), *added]), quoted(*by)))


def quoted(*names: str) -> str:
    """``names`` of columns as a plan has them."""
    return ", ".join(f'"{name}"' for name in names)
