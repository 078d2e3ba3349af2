"""Whether figures agree: sums for everybody, what is behind them for those who may see details."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from access import Action
from metrics.agreement.agreement import Agreement, agreement
from metrics.agreement.spot_checks import SpotChecks
from metrics.agreement.spot_checks import spot_checks as claims_and_checks
from services.cache import of_facts
from services.desk import Desk


def comparisons(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> Agreement:
    """See :func:`metrics.agreement.agreement`; pairs of the units whose details the person may see."""
    desk.check(Action.SEE_RATES)
    whole = of_facts(desk.store, desk.term, agreement, on, known_at)
    return replace(whole, pairs=_detailed(desk, whole.pairs))


def spot_checks(desk: Desk, on: dt.date, known_at: dt.datetime | None = None) -> SpotChecks:
    """See :func:`metrics.agreement.spot_checks`; classes of the units that the person may see."""
    desk.check(Action.SEE_RATES)
    whole = of_facts(desk.store, desk.term, claims_and_checks, on, known_at)
    return replace(whole, classes=_detailed(desk, whole.classes), aside=_detailed(desk, whole.aside))


def _detailed(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of units whose details the person may see; those of no unit are for who sees all."""
    return rows[desk.reached(rows["unit"], Action.SEE_DETAILS)].reset_index(drop=True)
