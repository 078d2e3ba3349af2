"""From which day on a list without days no longer has somebody: called off, or left out of the whole.

The plan, a roster, the students in need and the roster of visitors say no days: whom they list is listed
on every day. Two things end that, from the day of their receipt on and on no day before it:

- a class that the plan calls off 停开, from the first receipt of the unbroken run of rows that say so. One
  that no row ever called taught was never due;
- a sheet that was sent as the whole list: whoever it no longer lists of what it speaks of
  (``whole_of`` of the form) and nothing has listed since.

Whoever is listed again, by a later sheet or because that sheet is withdrawn, is listed on every day again.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.keyed import latest, latest_with_since, over_key
from metrics.moments import ALWAYS
from metrics.numbers import numbered_by
from metrics.plans import later_lists
from metrics.relations import Frame, as_pandas, collected, either, in_memory, lazily, picked, with_made
from schema.model import SheetForm
from schema.plan import CALLED_OFF

_BETWEEN = "\x1f"  # the parts of a key, put together
# What ends where nothing does: of the keys of any table.
NOBODY = pd.DataFrame({"class_id": pd.Series(dtype="str"), "ends_on": pd.Series(dtype="datetime64[us]")})


def left_out(rows: Frame, form: SheetForm) -> pd.DataFrame:
    """The keys of standing ``rows`` that a later whole list leaves out, their ``whole_of`` and ``ends_on``.

    What is received at one moment is one list, however many sheets it has.
    """
    names = list(dict.fromkeys((*form.key, form.whole_of)))
    if in_memory(rows):
        return _left_out(as_pandas(rows), form)[[*names, "ends_on"]]
    ended = latest(rows, form.key)
    return collected(lazily(later_lists(rows.to_native(), ended.to_native(), form.whole_of, names)))


def _left_out(rows: pd.DataFrame, form: SheetForm) -> pd.DataFrame:
    moments, place = np.unique(rows["received_at"].to_numpy(), return_inverse=True)
    keys, scopes = numbered_by(rows, form.key), numbered_by(rows, (form.whole_of,))
    order = np.lexsort((rows["submission"].to_numpy(), place, keys))
    last = order[np.flatnonzero(np.diff(keys[order], append=-1))]
    # A whole list comes after the last row of a key where one lies behind it, of the same scope.
    places = scopes * len(moments) + place
    whole = np.flatnonzero(rows["whole"].to_numpy(bool))
    lists, firsts = np.unique(places[whole], return_index=True)
    behind = np.searchsorted(lists, places[last], side="right")
    ended = behind < len(lists)
    ended[ended] = lists[behind[ended]] // len(moments) == scopes[last[ended]]
    ends_on = rows["received_on"].array.take(whole[firsts[behind[ended]]])
    return rows.take(last[ended]).assign(ends_on=ends_on)


def called_off(rows: Frame) -> pd.DataFrame:
    """The classes of standing ``rows`` of the plan that are called off: ``class_id`` and ``ends_on``."""
    key, off = ("class_id",), itemgetter("off")
    told = with_made(rows, off=lambda rows: either(rows["state"] == CALLED_OFF, True, False))
    latest = latest_with_since(over_key(told, key, never_taught=("off", "min")), key, {"off": off})
    return collected(
        picked(latest, key, off, ends_on=lambda rows: either(rows["never_taught"], ALWAYS, rows["off_since"]))
    )


def earliest(parts: Sequence[pd.DataFrame], key: Sequence[str]) -> pd.DataFrame:
    """One row a ``key`` of ``parts``, with the first of its ``ends_on``."""
    every = pd.concat(parts, ignore_index=True).sort_values("ends_on", kind="stable")
    return every.drop_duplicates(list(key), ignore_index=True)


def without(rows: Frame, gone: pd.DataFrame, key: Sequence[str]) -> Frame:
    """Those of ``rows`` whose ``key`` is none of ``gone``, on any engine."""
    if gone.empty:
        return rows
    names = gone[list(key)].fillna("").agg(_BETWEEN.join, axis=1)
    parts = [nw.col(name).fill_null("") for name in key]
    return rows.filter(~nw.concat_str(parts, separator=_BETWEEN).is_in(names.tolist()))
