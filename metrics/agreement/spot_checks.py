"""Spot checks: what units claim beside what academic affairs found when it looked for itself.

A check is of a class, an item and a day; of a class and item the latest check up to the day counts. The
checked rate is Σ confirmed / Σ sampled; where a check gives no counts it is one of one confirmed, or
none of one. The 95 % interval is Wilson's (E. B. Wilson, "Probable inference, the law of succession, and
statistical inference", JASA 22, 1927; recommended for small samples by Brown, Cai, DasGupta, "Interval
estimation for a binomial proportion", Statistical Science 16, 2001). It takes everybody sampled for
drawn at random: students of one class are more alike than that, so that the truth is rather wider.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from metrics.agreement.claims import FiguresOf, claimed_by_class, claimed_by_unit, figures_from, now_by_unit
from metrics.agreement.comparisons import Records
from metrics.received import Facts
from schema.checks import CHECKED
from schema.figures import CAMPUS
from schema.term import Term

HIGHER, LOWER, WITHIN, TOO_FEW, NO_CLAIM = VERDICTS = ("higher", "lower", "within", "too_few", "no_claim")
UNPLANNED, NO_RESULT, REPEATED = REASONS = ("unplanned", "no_result", "repeated")
CONFIDENCE = 0.95
FEWEST = 5  # sampled, below which a rate says too little to be held against a claim
# Items of which a class has many, students; of the others it has one: it is so, or it is not.
OF_PEOPLE = ("学生进群", "通知到位", "收到资料", "到课")
_OF_PLAN = ("unit", "course_name", "teacher")
_KEY = ["class_id", "check_item"]
_COUNTS = (
    "classes",
    "classes_due",
    "sampled",
    "confirmed",
    "contradicted",
    "same_n",
    "same_d",
    "claimed_n",
    "claimed_d",
    "now_n",
    "now_d",
)
_RATES = {"checked": ("confirmed", "sampled"), "same": ("same_n", "same_d")}
_RATES |= {"claimed": ("claimed_n", "claimed_d"), "now": ("now_n", "now_d")}
RATE_COLUMNS = (
    "check_item",
    "indicator",
    "unit",
    "first_checked_on",
    "checked_on",
    *_COUNTS[:4],
    "checked",
    "low",
    "high",
    *_COUNTS[7:9],
    "claimed",
    *_COUNTS[9:],
    "now",
    *_COUNTS[5:7],
    "same",
    "contradicted",
    "verdict",
)
_CLASS_TYPES = {
    **dict.fromkeys(("check_item", "indicator", "unit", "class_id", "course_name", "teacher"), "str"),
    "checked_on": "datetime64[us]",
    **dict.fromkeys(("sampled", "confirmed", "claimed_n", "claimed_d"), "Int64"),
    **dict.fromkeys(("verdict", "checker", "remark"), "str"),
    **dict.fromkeys(("submission", "source_row"), "Int64"),
    "claimed_in": "str",
    "claimed_submission": "Int64",
    "claimed_row": "Int64",
}


@dataclass(frozen=True)
class SpotChecks:
    """Checks and claims.

    ``rates``: a row an item and unit that was checked, the campus last: the days of the checks, the
    ``classes`` checked of ``classes_due``, ``sampled``, ``confirmed``, ``checked`` with ``low`` and ``high``;
    the rate of the whole unit as ``claimed`` by the last day of them and known at its end, and as known
    ``now``; the rate claimed of the ``same`` classes; ``contradicted`` classes; ``verdict`` (of ``VERDICTS``)
    on the claim. ``classes``: a row a check that counts, with the claim on that class by that day and
    where it was made, and its ``verdict``. ``aside``: checks that count nowhere, with ``reason``
    (of ``REASONS``).
    """

    rates: pd.DataFrame
    classes: pd.DataFrame
    aside: pd.DataFrame


def spot_checks(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None) -> SpotChecks:
    """All spot checks up to ``on`` of which was known at ``known_at`` (``None``: of all received)."""
    records = Records(facts, term, on, known_at)
    checks, aside = _counted(records)
    classes = claimed_by_class(facts, term, checks, known_at)
    classes["verdict"] = [_verdict_on_class(row) for row in classes.itertuples()]
    figures_of = figures_from(facts, term)
    sums = claimed_by_unit(figures_of, term, _rates(classes, records.plan, term), known_at)
    rates = _judged(now_by_unit(figures_of, sums, known_at))
    rates = rates[list(RATE_COLUMNS)].astype(dict.fromkeys(_COUNTS, "int64") | {"verdict": "str"})
    return SpotChecks(rates, classes[list(_CLASS_TYPES)].astype(_CLASS_TYPES), aside)


def sums_of_checks(
    facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """The sums of the checks up to ``on`` by item and unit, and the campus, without any claim.

    For :func:`contradicted`; made of the plan and the checks alone.
    """
    records = Records(facts, term, on, known_at)
    checks, _aside = _counted(records)
    return _rates(checks.assign(verdict="", claimed_n=0, claimed_d=0), records.plan, term)


def contradicted(
    checks: pd.DataFrame, term: Term, figures_of: FiguresOf, known_at: dt.datetime | None = None
) -> frozenset[tuple[str, str]]:
    """Indicator and unit of every claim that lies outside the interval of its checks.

    ``checks`` as :func:`sums_of_checks` gives them.

    The verdicts of :func:`spot_checks` on units and the campus, without looking at each class.
    """
    # Too few say nothing against any claim, so none of theirs is worked out.
    enough = checks[checks["sampled"] >= FEWEST]
    rates = _judged(claimed_by_unit(figures_of, term, enough, known_at))
    against = rates[rates["verdict"].isin([HIGHER, LOWER])]
    return frozenset(zip(against["indicator"], against["unit"], strict=True))


def _judged(rates: pd.DataFrame) -> pd.DataFrame:
    """``rates`` with the rate of each pair of counts that is there, and the verdict on the claim."""
    shares = {
        rate: (rates[n] / rates[d]).where(rates[d] > 0).astype("float64")
        for rate, (n, d) in _RATES.items()
        if n in rates
    }
    judged = rates.assign(**shares)
    verdicts = [verdict(row.claimed, row.low, row.high, row.sampled) for row in judged.itertuples()]
    return judged.assign(verdict=pd.Series(verdicts, index=judged.index, dtype="str"))


def wilson(confirmed: int, sampled: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The Wilson score interval of ``confirmed`` of ``sampled``; (NaN, NaN) of none sampled."""
    if not sampled:
        return math.nan, math.nan
    z2 = NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    share = confirmed / sampled
    centre = share + z2 / (2 * sampled)
    reach = math.sqrt(z2 * (share * (1 - share) + z2 / (4 * sampled)) / sampled)
    whole = 1 + z2 / sampled
    # At both ends the exact bound is the end itself, which rounding would miss.
    low = 0.0 if confirmed == 0 else (centre - reach) / whole
    return low, 1.0 if confirmed == sampled else (centre + reach) / whole


def verdict(claimed: float, low: float, high: float, sampled: int) -> str:
    """What the interval of a check says of a rate that is claimed."""
    if math.isnan(claimed):
        return NO_CLAIM
    if sampled < FEWEST:
        return TOO_FEW
    return HIGHER if claimed > high else LOWER if claimed < low else WITHIN


def _counted(records: Records) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The checks that count, with ``sampled`` and ``confirmed``, and those that do not, with the reason."""
    rows = records.until("checked_on", "checks").sort_values(["checked_on", "submission", "source_row"])
    rows = rows.assign(indicator=rows["check_item"].map(CHECKED))
    holds = rows["holds"].astype("boolean")
    counted = rows["sampled"].fillna(0).gt(0) & rows["confirmed"].notna()
    rows["by_counts"] = counted.astype(bool)
    rows["sampled"] = rows["sampled"].where(counted, 1).astype("Int64")
    rows["confirmed"] = rows["confirmed"].where(counted, holds.astype("Int64")).astype("Int64")
    planned = {column: records.of_plan(rows["class_id"], column).astype("str") for column in _OF_PLAN}
    rows = rows.assign(**planned | {"unit": planned["unit"].fillna(rows["unit"])})
    reason = pd.Series("", index=rows.index, dtype="str")
    reason = reason.mask(rows.duplicated(_KEY, keep="last"), REPEATED)
    reason = reason.mask(rows["confirmed"].isna(), NO_RESULT)
    reason = reason.mask(~rows["class_id"].isin(records.plan.index), UNPLANNED)
    rows = rows.assign(reason=reason)
    kept = rows[reason == ""].reset_index(drop=True)
    return kept, rows[reason != ""].reset_index(drop=True)


def _verdict_on_class(row: Any) -> str:
    """Of items of people by the interval of the class; of others by whether it is as claimed."""
    all_confirmed = row.confirmed == row.sampled
    if row.check_item not in OF_PEOPLE:
        claimed = row.claimed_n > 0
        return WITHIN if claimed == all_confirmed else HIGHER if claimed else LOWER
    if not row.claimed_d:
        return NO_CLAIM
    if not row.by_counts:
        return WITHIN if all_confirmed else HIGHER
    return verdict(row.claimed_n / row.claimed_d, *wilson(row.confirmed, row.sampled), row.sampled)


def _rates(classes: pd.DataFrame, plan: pd.DataFrame, term: Term) -> pd.DataFrame:
    """The sums of the checks by item and unit, and by item for the campus."""
    of_campus = classes.assign(unit=CAMPUS)
    both = pd.concat([classes, of_campus], ignore_index=True)
    both["contradicted"] = both["verdict"].isin([HIGHER, LOWER]).astype("int64")
    sums = (
        both.groupby(["check_item", "indicator", "unit"], sort=False)
        .agg(
            first_checked_on=("checked_on", "min"),
            checked_on=("checked_on", "max"),
            classes=("class_id", "size"),
            sampled=("sampled", "sum"),
            confirmed=("confirmed", "sum"),
            contradicted=("contradicted", "sum"),
            same_n=("claimed_n", "sum"),
            same_d=("claimed_d", "sum"),
        )
        .reset_index()
    )
    due = plan["unit"].value_counts()
    due[CAMPUS] = len(plan)
    sums["classes_due"] = sums["unit"].map(due)
    bounds = [wilson(int(row.confirmed), int(row.sampled)) for row in sums.itertuples()]
    sums[["low", "high"]] = np.array(bounds, dtype="float64").reshape(-1, 2)
    places = {unit: place for place, unit in enumerate((*term.unit_names, CAMPUS))}
    items = {item: place for place, item in enumerate(CHECKED)}
    sums["item_place"], sums["unit_place"] = sums["check_item"].map(items), sums["unit"].map(places)
    return sums.sort_values(["item_place", "unit_place"], kind="stable", ignore_index=True)
