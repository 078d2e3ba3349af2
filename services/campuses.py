"""The figures of many campuses, where ``RUQI_CAMPUSES`` names what ``python cli.py federate`` wrote."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from access import Action
from exports.published import parquet
from exports.published.federated import (
    AT_CHECKPOINTS,
    OF_CAMPUSES,
    OF_REGIONS,
    OF_UNITS,
    Campus,
    Federated,
    federated_of,
    manifest_there,
)
from exports.published.manifest import File, read_file
from exports.published.places import place_of
from metrics import compare
from metrics.regions import by_gap
from schema.figures import STATE
from schema.term import Term, Unit
from services.desk import Desk

VARIABLE = "RUQI_CAMPUSES"
_FILES = 8  # as many as two runs have


@dataclass(frozen=True)
class Beside:
    """Campuses beside each other on one day.

    ``figures`` are a figures table with states, in which the name of a campus stands as the unit, and
    ``order`` has the names (``unit``) with their ``gap``, the widest first. ``term`` has the campuses as
    units, so that charts and tables know their names.
    """

    figures: pd.DataFrame
    order: pd.DataFrame
    term: Term

    def some(self, start: int, count: int) -> tuple[pd.DataFrame, Term]:
        """The figures of ``count`` campuses from a place of the order on, and the term with them alone."""
        names = list(self.order["unit"].iloc[start : start + count])
        units = {unit.name: unit for unit in self.term.units}
        some = replace(self.term, units=tuple(units[name] for name in names))
        return self.figures[self.figures["unit"].isin(names)], some


@dataclass(frozen=True)
class One:
    """A campus by itself: every day as a whole, its units on the last day, and its checkpoints.

    ``kept`` are the figures that it kept at its checkpoints, with ``n_now, d_now, rate_now, state_now``.
    """

    campus: Campus
    figures: pd.DataFrame
    units: pd.DataFrame
    kept: pd.DataFrame


def are_kept() -> bool:
    """Whether this installation has figures of campuses."""
    return bool(os.environ.get(VARIABLE))


def federated(desk: Desk) -> Federated:
    """What was worked out last. Raises ``Denied`` and ``PublicationError``."""
    desk.check(Action.SEE_CAMPUSES)
    home = place_of(os.environ[VARIABLE])
    return _federated(manifest_there(home), home.address)


@lru_cache(2)
def _federated(content: bytes, address: str) -> Federated:
    return federated_of(content, place_of(address))


def beside(
    desk: Desk, made: Federated, on: dt.date, indicators: Sequence[str], region: str | None = None
) -> Beside:
    """The campuses (of a ``region``) on a day by some ``indicators``, by the gap of these."""
    desk.check(Action.SEE_CAMPUSES)
    names = {each.id: each.name for each in made.campuses}
    day = _rows(made, OF_CAMPUSES, on=pd.Timestamp(on))
    day = compare.of(day if region is None else day[day["region"] == region], indicators=indicators)
    figures = day.assign(unit=day["campus"].map(names).astype("str"))
    gaps = by_gap(figures, "unit")
    # Whom none of these indicators is asked of stands behind all who are.
    others = figures["unit"].drop_duplicates()
    others = others[~others.isin(gaps["unit"])]
    order = pd.concat([gaps, pd.DataFrame({"unit": others, "gap": float("nan")})], ignore_index=True)
    units = tuple(Unit(each.name, each.name_en) for each in made.campuses)
    return Beside(figures, order, replace(desk.term, units=units))


def regions(desk: Desk, made: Federated, on: dt.date, indicators: Sequence[str]) -> pd.DataFrame:
    """The regions, and everywhere, on a day: a figures table in which they stand as units."""
    desk.check(Action.SEE_CAMPUSES)
    day = compare.of(_rows(made, OF_REGIONS, on=pd.Timestamp(on)), indicators=indicators)
    return day.rename(columns={"region": "unit"})


def one(desk: Desk, made: Federated, id: str) -> One:
    """A campus by itself; raises ``StopIteration`` for one that there is not."""
    desk.check(Action.SEE_CAMPUSES)
    campus = next(each for each in made.campuses if each.id == id)
    figures = _rows(made, OF_CAMPUSES, campus=id)
    now = figures[["indicator", "on", "n", "d", "rate", STATE]].rename(columns={STATE: f"{STATE}_now"})
    kept = _rows(made, AT_CHECKPOINTS, campus=id).merge(now, on=["indicator", "on"], suffixes=("", "_now"))
    return One(campus, figures, _rows(made, OF_UNITS, campus=id), kept)


def _rows(made: Federated, name: str, **where: object) -> pd.DataFrame:
    """The rows of a table where columns are so."""
    content = _content(made.home.address, made.version, name, made.files[name])
    return parquet.figures_of(content, **where)


@lru_cache(_FILES)
def _content(address: str, version: str, name: str, file: File) -> bytes:
    """The bytes of a file, which never changes, of the latest that were asked for."""
    return read_file(place_of(address) / version / name, file)
