"""The front of the desk: one object with everything that a person may ask of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from access import Action
from metrics import compute_figures, gaps
from services.agreeing import Agreeing
from services.checkpoints import Gating
from services.contingencies import Caring
from services.decisions import Ruling
from services.handing import Handing
from services.left_out import LeftOut
from services.preview import Reviewing
from services.reminding import Reminding
from services.source_cells import Cells
from services.sources import Sourcing
from services.tracing import Tracing


class Desk(
    Reviewing,
    Ruling,
    Cells,
    Handing,
    Reminding,
    Gating,
    Caring,
    LeftOut,
    Sourcing,
    Agreeing,
    Tracing,
):
    """A person at the desk: every method asks first whether that person may.

    Methods raise :class:`access.Denied` for what the person may not, and ``StoreError`` when the
    store cannot do it.
    """

    def figures(
        self, *, days: Sequence[dt.date], known_at: dt.datetime | None = None,
        units: Sequence[str] | None = None, indicators: Sequence[str] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """The figures table, see :func:`metrics.compute_figures`."""
        self.check(Action.SEE_RATES)
        return compute_figures(
            self._facts(), term=self.term, days=days, known_at=known_at, units=units, indicators=indicators
        )

    def lists(
        self, on: dt.date, known_at: dt.datetime | None = None, unit: str | None = None
    ) -> dict[str, pd.DataFrame]:
        """The lists behind the gaps of a unit (of all), see :func:`metrics.lists.gaps`."""
        self.check(Action.SEE_DETAILS, unit)
        return gaps(self._facts(), self.term, on, known_at, unit)
