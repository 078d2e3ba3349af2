"""When each kind of sheet is expected: once, every day or every week, and by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from schema.term import Term

ONCE, DAILY, WEEKLY = "once", "daily", "weekly"
PERIODS = (ONCE, DAILY, WEEKLY)


@dataclass(frozen=True, slots=True)
class Deadline:
    """How often the sheet ``kind`` is expected from ``starts`` to ``ends``, both included.

    ``due_after`` and ``closed_after`` are counted from 24:00 of a period's last day and may be
    negative. Up to due a report is on time, up to closed it is late, and later it needs an
    exception; ``closed_after`` is ``None`` for what never closes.
    """

    kind: str
    period: str
    starts: dt.date
    ends: dt.date
    due_after: dt.timedelta
    closed_after: dt.timedelta | None = None

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for what cannot be kept to."""
        if self.period not in PERIODS:
            raise ValueError(f"period {self.period!r}; one of {', '.join(PERIODS)}")
        if self.ends < self.starts:
            raise ValueError(f"{self.kind}: ends {self.ends} before it starts {self.starts}")
        if self.closed_after is not None and self.closed_after < self.due_after:
            raise ValueError(f"{self.kind}: closed before it is due")


def default_deadline(kind: str, term: Term) -> Deadline | None:
    """The deadline that the term's file gives ``kind``: once, never closed; ``None`` if it gives none."""
    due = term.due.get(kind)
    if due is None:
        return None
    ends = term.day_ending_at(due)
    starts = min(term.first_day, ends)
    return Deadline(kind, ONCE, starts, ends, due_after=due - term.end_of(ends))
