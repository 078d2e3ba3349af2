"""Who does something, and when: what stands under every row that is added."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from store.rows import storable
from store.types import as_utc


@dataclass(frozen=True, slots=True)
class Signature:
    """The moment of an act (aware) and the login of who does it (``None``: nobody in particular).

    ``by_clock``: nobody gave the moment, it is that of the clock when it is done.
    """

    at: dt.datetime
    by: str | None = None
    by_clock: bool = False

    def columns(self, act: str) -> dict[str, Any]:
        """Values of the columns ``<act>_at`` and ``<act>_by``; raises ``StoreError`` for a naive moment."""
        return {f"{act}_at": as_utc(self.at, "at"), f"{act}_by": storable(self.by)}
