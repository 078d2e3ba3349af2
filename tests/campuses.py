"""Figures of made-up campuses as `python cli.py federate` leaves them, without working any out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from exports.published.federated import (
    AT_CHECKPOINTS,
    OF_CAMPUSES,
    OF_REGIONS,
    OF_UNITS,
    Campus,
    Federated,
    Question,
)
from exports.published.federating import keep
from exports.published.places import place_of
from metrics.indicators import INDICATORS
from metrics.regions import by_region
from schema.figures import AHEAD, CAMPUS, NOT_REPORTED, STATE
from schema.term import Campus as OfTerm
from schema.term import load_term

ON = dt.date(2020, 3, 1)
MOST = 600  # of a denominator


def written(folder: Path, count: int) -> Federated:
    """``count`` campuses in two regions and one that names none; the later one is, the more it lacks.

    Every fifth indicator of the last campus is not reported.
    """
    term = load_term()
    campuses = [
        Campus(
            f"campus-{number}",
            f"第{number}大学",
            "" if number == 0 else ("江南", "江北")[number % 2],
            replace(
                term,
                campus=f"第{number}大学",
                campus_en=f"University {number}",
                publishing=OfTerm(f"campus-{number}", region_en=("Jiangnan", None)[number % 2]),
            ),
            "v1",
            term.end_of(ON),
        )
        for number in range(count)
    ]
    days = pd.date_range(term.first_day, ON).as_unit("us")
    wholes = pd.concat([_rows(each, place, CAMPUS, days, count) for place, each in enumerate(campuses)])
    units = [
        _rows(each, place, unit, days[-1:], count)
        for place, each in enumerate(campuses[-2:])
        for unit in term.unit_names[:3]
    ]
    checkpoints = wholes[wholes["on"].isin([pd.Timestamp(each.on) for each in term.checkpoints])]
    tables = {
        OF_CAMPUSES: wholes,
        OF_UNITS: pd.concat(units),
        OF_REGIONS: by_region(wholes),
        AT_CHECKPOINTS: checkpoints.assign(n=0, rate=0.0),
    }
    made = Federated(place_of(str(folder)), "v1", Question(ON, None, "pandas"), tuple(campuses), {})
    return keep(made, tables)


def _rows(campus: Campus, place: int, unit: str, days: pd.DatetimeIndex, count: int) -> pd.DataFrame:
    ids = [indicator.id for indicator in INDICATORS]
    index = pd.MultiIndex.from_product([ids, days], names=["indicator", "on"])
    rows = index.to_frame(index=False)
    lacking = np.full(len(rows), MOST * place // count)
    unreported = rows["indicator"].isin(ids[::5]) & (place == count - 1)
    rows = rows.assign(
        campus=campus.id, region=campus.region, unit=unit, n=(MOST - lacking) * ~unreported, d=MOST
    )
    state = pd.Series("", index=rows.index, dtype="str").mask(unreported, NOT_REPORTED)
    return rows.assign(rate=rows["n"] / rows["d"], **{STATE: state, AHEAD: False})
