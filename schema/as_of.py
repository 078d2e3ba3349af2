"""Of which day figures are, and as known when: what always travels together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from schema.term import Term


@dataclass(frozen=True, slots=True)
class AsOf:
    """The two times of figures of ``term``: true on day ``on``, with what was received by ``known_at``.

    ``on`` is ``None`` for a series of days, ``known_at`` (aware) for all that has come so far.
    """

    term: Term
    on: dt.date | None = None
    known_at: dt.datetime | None = None
