"""Whether figures agree: sums for everybody, what is behind them for those who may see details."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from access import Action
from metrics.agreement.agreement import Agreement, agreement
from metrics.agreement.spot_checks import SpotChecks, spot_checks
from services.desk import Gate


class Agreeing(Gate):
    """Reports against what is held elsewhere, and claims against what was found on the spot."""

    def agreement(
        self, on: dt.date, known_at: dt.datetime | None = None, *, reckoned: Agreement | None = None
    ) -> Agreement:
        """See :func:`metrics.agreement.agreement`; pairs of the units whose details the person may see.

        A server that keeps what takes time hands in ``reckoned``, of all units.
        """
        self.check(Action.SEE_RATES)
        found = reckoned or agreement(self._facts(), self.term, on, known_at)
        return replace(found, pairs=self._detailed(found.pairs))

    def spot_checks(
        self, on: dt.date, known_at: dt.datetime | None = None, *, reckoned: SpotChecks | None = None
    ) -> SpotChecks:
        """See :func:`metrics.agreement.spot_checks`; classes of the units that the person may see.

        A server that keeps what takes time hands in ``reckoned``, of all units.
        """
        self.check(Action.SEE_RATES)
        found = reckoned or spot_checks(self._facts(), self.term, on, known_at)
        return replace(found, classes=self._detailed(found.classes), aside=self._detailed(found.aside))

    def _detailed(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of units whose details the person may see; those of no unit are for who sees all."""
        return rows[self._reached(rows["unit"], Action.SEE_DETAILS)].reset_index(drop=True)
