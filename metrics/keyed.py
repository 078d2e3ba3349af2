"""Rows by what tells them apart: the row of a key that counts, what another table says of it, sums.

Like :mod:`metrics.relations` each by arrays of frames in memory, and by plans of an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import plans
from metrics.latest import RECEIPT_ORDER, first_places, latest_rows, latest_since
from metrics.numbers import numbered_by
from metrics.plans import quoted
from metrics.relations import Frame, Says, as_pandas, in_memory, lazily, names_of, picked, stacked, told


def latest(rows: Frame, key: Sequence[str], order: Sequence[str] = RECEIPT_ORDER) -> Frame:
    """The row of each ``key`` that counts: the last by ``order``, which is that of the submissions."""
    if in_memory(rows):
        return lazily(latest_rows(as_pandas(rows), key, order))
    return rows.unique(subset=list(key), keep="last", order_by=list(order))


def latest_with_since(rows: Frame, key: Sequence[str], marks: Mapping[str, Says]) -> Frame:
    """:func:`latest`, with ``<mark>_since`` for ``marks``, see :func:`metrics.latest.latest_since`."""
    if in_memory(rows):
        native = as_pandas(rows)
        return lazily(latest_since(native, key, {mark: told(says(native)) for mark, says in marks.items()}))
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
    """``rows`` with the ``min``, ``max`` or ``count`` of a column over all rows of their ``key``."""
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


def joined(rows: Frame, among: Frame, key: str, columns: Sequence[str]) -> Frame:
    """``rows`` once for each row of ``among`` of the same ``key``, with its ``columns``.

    Without those of which there is none; no ``key`` is blank.
    """
    if not in_memory(rows):
        own = [name for name in names_of(rows) if name not in columns]
        return picked(rows, own).join(picked(among, (key, *columns)), on=key)
    native, others = as_pandas(rows), as_pandas(among)
    theirs, known = pd.factorize(others[key].array)
    order, numbers = np.argsort(theirs, kind="stable"), pd.Index(known).get_indexer(native[key])
    begins, ends = (np.searchsorted(theirs, numbers, side, sorter=order) for side in ("left", "right"))
    several = ends - begins  # none of what is not known, whose number is -1
    # Those of a key stand side by side: from where they begin, one after the other.
    before = np.cumsum(several) - several
    places = order[np.repeat(begins - before, several) + np.arange(several.sum())]
    found = {name: others[name].array.take(places) for name in columns}
    return lazily(native.take(np.repeat(np.arange(len(native)), several)).assign(**found))


def last_said(rows: Frame, key: Sequence[str], column: str, name: str) -> Frame:
    """``rows`` with ``name``: the ``column``, never blank, of that row of their ``key`` that counts."""
    if not in_memory(rows):
        return lazily(plans.last_said(rows.to_native(), key, column, name))
    native = as_pandas(rows)
    keys = pd.factorize(numbered_by(native, key))[0]
    order = np.lexsort([native[by].to_numpy() for by in reversed(RECEIPT_ORDER)])
    said = native[column].to_numpy()
    last = np.empty(len(native), dtype=said.dtype)
    last[keys[order]] = said[order]  # of rows of one key the last to be written stays
    return lazily(native.assign(**{name: last[keys]}))


def read_apart(rows: Frame, cells: Sequence[str], name: str, read: plans.Read) -> Frame:
    """``rows`` once for each word that ``read`` finds in their ``cells``, as the column ``name``.

    Cells are read once, however many rows say the same: a blank one is ``None``, one of several words a
    tuple of these. No word is empty.
    """
    if not in_memory(rows):
        return lazily(plans.read_apart(rows.to_native(), cells, name, read))
    native = as_pandas(rows)
    codes, different = pd.MultiIndex.from_frame(native[list(cells)]).factorize()
    words = plans.words_of(different, read)
    several = np.array([len(each) for each in words], dtype=np.intp)[codes]
    each = pd.array([word for code in codes for word in words[code]], dtype="str")
    return lazily(native.take(np.repeat(np.arange(len(native)), several)).assign(**{name: each}))


def runs(rows: Frame, key: str, day: str, value: str) -> Frame:
    """Those of ``rows``, one a ``key`` and ``day``, that say another ``value`` than the one before.

    With ``ends``, the day of the next of them (blank: none), and ``run``, a number of their own.
    """
    if not in_memory(rows):
        return lazily(plans.runs(rows.to_native(), key, day, value))
    native = as_pandas(rows)
    keys, values = numbered_by(native, (key,)), numbered_by(native, (value,))
    order = np.lexsort((native[day].to_numpy(), keys))
    begins = (np.diff(keys[order], prepend=-1) != 0) | (np.diff(values[order], prepend=-1) != 0)
    begun = order[begins]
    own, days = keys[begun], native[day].take(begun)
    ends = days.shift(-1).where(np.append(own[1:] == own[:-1], False)[: len(own)])
    return lazily(native.take(begun).assign(ends=ends, run=np.arange(len(begun))))


def later_first(rows: Frame, key: Sequence[str], day: str, name: str) -> Frame:
    """``rows`` with ``name``: the earliest ``day`` of those of the same ``key`` that were received later."""
    if not in_memory(rows):
        return lazily(plans.later_first(rows.to_native(), key, day, name))
    native = as_pandas(rows)
    keys = numbered_by(native, key)
    order = np.lexsort((*(native[by].to_numpy() for by in reversed(RECEIPT_ORDER)), keys))[::-1]
    backwards = native[day].take(order).groupby(keys[order]).cummin()
    later = backwards.groupby(keys[order]).shift().array
    return lazily(native.assign(**{name: later.take(np.argsort(order))}))


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
    firsts = first_places(numbered_by(native, key), native[day].to_numpy())
    return lazily(native[[*key, day]].take(firsts))


def counted(rows: Frame, key: str) -> Frame:
    """One row a ``key`` of ``rows`` with how many ``rows`` it has."""
    if not in_memory(rows):
        return lazily(rows.to_native().aggregate(f"{quoted(key)}, count(*) as rows", quoted(key)))
    return lazily(as_pandas(rows)[key].value_counts(sort=False).rename("rows").rename_axis(key).reset_index())


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
