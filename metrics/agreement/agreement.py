"""Whether the figures agree: what units report against what is held elsewhere, never averaged away.

A comparison is made of pairs of two numbers, one a class, unit, day or person. Its sums are those of
the pairs that have both numbers, so that like is held against like; a sum may agree where pairs differ,
and then the comparison does not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.agreement import classes, counts
from metrics.agreement.comparisons import Part, Records
from metrics.received import Facts
from schema.figures import CAMPUS
from schema.term import Term

AGREES, DIFFERS, ONLY_REPORTED, ONLY_HELD, NOTHING = STATES = (
    "agrees",
    "differs",
    "only_reported",
    "only_held",
    "nothing",
)
COMPARISONS: dict[str, Callable[[Records], Iterator[Part]]] = {
    compare.__name__: compare
    for compare in (
        classes.unplanned,
        classes.unreported,
        classes.enrolled,
        classes.both_forms,
        classes.teachers,
        counts.need_total,
        counts.need_named,
        counts.unexplained,
        counts.made_up,
        counts.session_totals,
        counts.visitors_listed,
        counts.visitors_visiting,
    )
}
_COUNTS = ("pairs", "differing", "one_sided")
_SUMS = ("unit", "reported", "held", "difference", *_COUNTS, "state")


@dataclass(frozen=True)
class Agreement:
    """All comparisons: ``sums`` by unit and for the campus, and the ``pairs`` that do not agree.

    ``sums``: ``comparison``, ``part``, ``unit`` (of the term, the campus last), ``reported``, ``held``,
    ``difference`` (Int64, missing where a side has nothing), ``pairs`` with both numbers, ``differing`` of
    them, ``one_sided`` (int64: pairs of which one side has nothing), ``state`` (of ``STATES``).
    ``pairs``: ``comparison``, ``part`` and the columns of ``PAIR_TYPES``, the
    largest difference first.
    """

    sums: pd.DataFrame
    pairs: pd.DataFrame


def agreement(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    comparisons: Sequence[str] | None = None,
) -> Agreement:
    """``comparisons`` (all) at the end of ``on``, by what had been received at ``known_at``."""
    records = Records(facts, term, on, known_at)
    compared = {
        (name, part): pairs
        for name in (COMPARISONS if comparisons is None else comparisons)
        for part, pairs in COMPARISONS[name](records)
    }
    keys = pd.DataFrame(list(compared), columns=["comparison", "part"], dtype="str")
    every = pd.concat(compared.values(), ignore_index=True)
    every.insert(0, "group", np.repeat(range(len(compared)), [len(pairs) for pairs in compared.values()]))
    listed = _sorted(every[_is_to_show(every)], term)
    named = keys.iloc[listed["group"]].reset_index(drop=True)
    return Agreement(_summed(every, keys, term), named.join(listed.drop(columns="group")))


def _summed(pairs: pd.DataFrame, keys: pd.DataFrame, term: Term) -> pd.DataFrame:
    """The sums of each unit of the term, and of the campus: of all units, known to the term or not."""
    sides = {side: pairs[side] for side in ("reported", "held")}
    given = {side: values.notna() for side, values in sides.items()}
    both = given["reported"] & given["held"]
    counts = {f"all_{side}": values.fillna(0) for side, values in sides.items()}
    counts |= {f"both_{side}": values.where(both, 0) for side, values in sides.items()}
    counts |= {f"has_{side}": given[side] for side in sides}
    counts |= {"pairs": both, "differing": both & (pairs["difference"] != 0).fillna(False)}
    counts["one_sided"] = given["reported"] ^ given["held"]
    counted = pd.DataFrame(counts, index=pairs.index).astype("int64")
    places = pd.MultiIndex.from_product([keys.index, [*term.unit_names, CAMPUS]], names=["group", "unit"])
    sums = _by_place(counted, pairs).reindex(places, fill_value=0)
    for side in sides:
        total = sums[f"both_{side}"].where(sums["pairs"] > 0, sums[f"all_{side}"])
        sums[side] = total.astype("Int64").mask(sums[f"has_{side}"] == 0)
    sums["difference"] = sums["reported"] - sums["held"]
    sums["state"] = _states(sums)
    sums = sums.reset_index().astype({"unit": "str", "state": "str"})
    return keys.iloc[sums["group"]].reset_index(drop=True).join(sums[list(_SUMS)])


def _by_place(counted: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """``counted`` by group and unit, and by group for the campus: its own pair, where there is one."""
    own = pairs["item_kind"] == "campus"
    theirs = own | ~pairs["group"].isin(pairs.loc[own, "group"])
    units = counted[~own].groupby([pairs["group"], pairs["unit"].mask(pairs["unit"] == CAMPUS)]).sum()
    campus = counted[theirs].groupby(pairs["group"]).sum()
    campus.index = pd.MultiIndex.from_product([campus.index, [CAMPUS]], names=["group", "unit"])
    return pd.concat([units, campus])


def _states(sums: pd.DataFrame) -> list[str]:
    return list(
        np.select(
            [sums["differing"] > 0, sums["pairs"] > 0, sums["has_reported"] > 0, sums["has_held"] > 0],
            [DIFFERS, AGREES, ONLY_REPORTED, ONLY_HELD],
            NOTHING,
        )
    )


def _is_to_show(pairs: pd.DataFrame) -> pd.Series:
    """Pairs that differ, or of which one side has nothing; the pair of the campus is its own sum."""
    alone = pairs["reported"].isna() ^ pairs["held"].isna()
    return (alone | (pairs["difference"] != 0).fillna(False)) & (pairs["item_kind"] != "campus")


def _sorted(pairs: pd.DataFrame, term: Term) -> pd.DataFrame:
    """In the order of comparisons, those that differ most first, then by unit and item."""
    place = pairs["unit"].map({unit: i for i, unit in enumerate(term.unit_names)}).fillna(len(term.units))
    least = -pairs["difference"].abs().fillna(0).astype("int64")
    order = pd.DataFrame({"least": least, "place": place}).assign(**pairs[["group", "on", "item"]])
    ordered = order.sort_values(["group", "least", "place", "on", "item"], kind="stable")
    return pairs.loc[ordered.index].reset_index(drop=True)
