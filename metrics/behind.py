"""What a figure is made of: each change behind its n and its d, and the row of the sheet that says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from metrics.basis.basis import Basis
from metrics.counting import CAMPUS_KIND, UNIT, Changes, worked_out
from metrics.indicators import indicator_by_id
from metrics.provenance import SOURCE
from metrics.received import Facts
from metrics.standing import Standing
from schema.figures import CAMPUS, FigureKey
from schema.term import Term

COLUMNS = (
    "part",
    "item",
    "item_kind",
    "class_id",
    "unit",
    "change",
    "table",
    "submission",
    "source_row",
)
N, D = "n", "d"
_ITEM = ["item", "item_kind", "class_id", "unit_no", *SOURCE]


def behind(facts: Facts, term: Term, figure: FigureKey, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The changes that add up to ``n`` and ``d`` of ``figure``.

    ``part`` is ``n`` or ``d``; ``item`` what is counted (number of a class, a student or a teacher, a
    unit, a visitor, the number of an obstacle, a kind of sheet, a special matter), ``item_kind`` one of
    ``class``, ``unit``, ``student``, ``teacher``, ``visitor``, ``record``, ``campus``; ``class_id`` the
    class that it is about (str, NA); ``unit`` where it counts; ``change`` (int64, never 0) what it counts:
    the sum over a part is exactly the figure of :func:`metrics.compute_figures`. ``table``,
    ``submission`` and ``source_row`` (str, Int64, Int64) name the row that says so, NA where none does:
    a unit is in ``d`` because it is of the term. A row for each item and source, n first, by unit in
    the order of the term (the campus itself last), then by item.

    Raises ``ValueError`` for an indicator or unit that is not known, and for a ``known_at`` without
    offset.
    """
    return behind_each(facts, term, [figure], known_at)[0]


def behind_each(
    facts: Facts, term: Term, figures: Sequence[FigureKey], known_at: dt.datetime | None = None
) -> list[pd.DataFrame]:
    """:func:`behind` of several figures, all of one day: what they have in common is worked out once."""
    days = {figure.on for figure in figures}
    if len(days) > 1:
        raise ValueError("figures of several days")
    bases = [Basis(Standing(facts, term, known_at, on=on, tracing=True)) for on in days]
    return [_behind(basis, term, figure) for basis in bases for figure in figures]


def _behind(basis: Basis, term: Term, figure: FigureKey) -> pd.DataFrame:
    places = [*term.unit_names, CAMPUS]
    try:
        declared = indicator_by_id(figure.indicator)
    except KeyError as error:
        raise ValueError(error.args[0]) from error
    unit = figure.unit
    if unit not in places:
        raise ValueError(f"no unit {unit!r}; known: {', '.join(places)}")
    rate = declared.define(basis)
    wanted = range(len(places)) if unit == CAMPUS else [places.index(unit)]
    n, d = (_until(figure.on, changes, len(term.units)) for changes in (rate.n, rate.d))
    parts = [n[n["unit_no"].isin(wanted)], d[d["unit_no"].isin(wanted)]]
    if unit == CAMPUS and rate.campus_d is not None:
        parts[1] = _made_up(parts[1], rate.campus_d, len(term.units))
    items = pd.concat([part.assign(part=name) for name, part in zip((N, D), parts, strict=True)])
    items["unit"] = [places[number] for number in items["unit_no"]]
    of_units = items["item_kind"].isin([UNIT, CAMPUS_KIND])
    items["item"] = items["item"].mask(of_units, items["unit"])
    ordered = items.sort_values(["part", "unit_no", "item", "submission", "source_row"], kind="stable")
    ordered = pd.concat([ordered[ordered["part"] == name] for name in (N, D)], ignore_index=True)
    return ordered.rename(columns={"source_table": "table"})[list(COLUMNS)]


def _until(on: dt.date, changes: Changes | int, units: int) -> pd.DataFrame:
    """The changes up to ``on``, those that take each other back left out."""
    if isinstance(changes, int):
        numbers = range(units if changes else 0)
        return _typed(pd.DataFrame({"unit_no": numbers, "item_kind": UNIT, "change": changes}))
    rows = _typed(worked_out(changes))
    rows = rows[rows["on"] <= pd.Timestamp(on)]
    sums = rows.groupby(_ITEM, dropna=False, sort=False)["change"].sum().reset_index()
    return _typed(sums[sums["change"] != 0])


def _made_up(d: pd.DataFrame, whole: int, campus_no: int) -> pd.DataFrame:
    """``d`` with what the campus is held against beyond its units."""
    rest = max(0, whole - int(d["change"].sum()))
    own = {"unit_no": [campus_no], "item_kind": [CAMPUS_KIND], "change": [rest]}
    return pd.concat([d, _typed(pd.DataFrame(own))], ignore_index=True) if rest else d


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """The same columns and types from every engine."""
    types = dict.fromkeys(("item", "item_kind", "class_id", "source_table"), "str")
    types |= {"submission": "Int64", "source_row": "Int64", "unit_no": "int64", "change": "int64"}
    types |= {"on": "datetime64[us]"} if "on" in rows else {}
    return rows.reindex(columns=list(types)).astype(types)
