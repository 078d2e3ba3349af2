"""Where figures come from: the submissions that stand behind them at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from access import Action
from metrics.indicators import INDICATORS
from metrics.moments import as_stored
from metrics.received import standing_at
from metrics.relations import collected, lazily
from schema.kinds import KINDS
from services import cache, small_counts
from services.desk import Desk
from services.submitted import files_seen

SOURCE_COLUMNS = (
    "kind",
    "form",
    "unit",
    "submission",
    "file",
    "sheet",
    "received_at",
    "taken",
    "digest",
)


def standing(
    desk: Desk,
    known_at: dt.datetime | None = None,
    *,
    indicators: Sequence[str] | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Every submission that stood at ``known_at`` and feeds one of ``indicators`` (all).

    Those of ``units`` (all) and those of no unit, by kind and unit in their order, then by
    receipt. Columns as the store has them: ``kind, form, unit, file, sheet, digest`` (text),
    ``submission, taken`` (int64), ``received_at`` (naive UTC). ``file`` and ``sheet`` are missing
    where the person may not see a unit's submissions; the rest tells who has reported, as
    figures do. A few students are ``FEW`` in ``taken`` to those who may not see them, as on the pages.
    """
    desk.check(Action.SEE_RATES)
    submitted = lazily(cache.submissions(desk.store, desk.term))
    listed = collected(standing_at(submitted, as_stored(known_at)))
    kinds = _feeding(indicators)
    chosen = listed["unit"].isna() | listed["unit"].isin(units or desk.term.unit_names)
    kept = listed[chosen & listed["kind"].isin(kinds)][list(SOURCE_COLUMNS)]
    kept.loc[~files_seen(desk, kept["unit"], kept["kind"]), ["file", "sheet"]] = None
    kept["taken"] = small_counts.veiled_taken(desk, kept)
    places = list(desk.term.unit_names)
    order = kept["unit"].map(places.index, na_action="ignore").fillna(-1)
    ranks = kept.assign(kind_no=kept["kind"].map(kinds.index), unit_no=order)
    return ranks.sort_values(["kind_no", "unit_no"], kind="stable")[list(SOURCE_COLUMNS)].reset_index(
        drop=True
    )


def _feeding(indicators: Sequence[str] | None) -> list[str]:
    """The kinds that feed ``indicators``, in the order of the register; the plan says what is due."""
    chosen = [one for one in INDICATORS if indicators is None or one.id in indicators]
    return [kind.id for kind in KINDS if any(one.is_fed_by(kind.id) for one in chosen)]
