"""Reminders that send themselves: when, to whom and by which way, and the briefings that leaders have sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

BEFORE, AT, AFTER, RETURNED, WAITING = "before", "at", "after", "returned", "waiting"
EVENTS = (BEFORE, AT, AFTER, RETURNED, WAITING)
OF_DEADLINES = (BEFORE, AT, AFTER)
BRIEFING = "briefing"
MAIL, ROBOT, LIST = "mail", "robot", "list"
CHANNELS = (MAIL, ROBOT, LIST)
# What somebody may stop by the link in a mail.
REMINDERS = "reminders"
TOPICS = (REMINDERS, BRIEFING)
MOST_HOURS = 14 * 24
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Rule:
    """Remind at an ``event`` by some ``channels``.

    ``hours`` are those before or after a deadline, or those that a submission has waited for its approval;
    0 for what happens at one moment.
    """

    event: str
    hours: int
    channels: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for what is no rule."""
        needs_hours = self.event in {BEFORE, AFTER, WAITING}
        if self.event not in EVENTS or not self.channels or not set(self.channels) <= set(CHANNELS):
            raise ValueError(f"no rule: {self.event!r} by {self.channels!r}")
        if needs_hours != bool(self.hours) or not 0 <= self.hours <= MOST_HOURS:
            raise ValueError(f"{self.hours} hours {self.event}")

    @property
    def name(self) -> str:
        """The rule in the keys of its messages: ``before 3``."""
        return f"{self.event} {self.hours}"


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nothing is sent: minutes after midnight, over midnight where they end earlier."""

    starts: int
    ends: int

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for minutes that no day has, and for a quiet that has no length."""
        if not (0 <= self.starts < MINUTES_OF_A_DAY and 0 <= self.ends < MINUTES_OF_A_DAY):
            raise ValueError(f"quiet from {self.starts} to {self.ends}")
        if self.starts == self.ends:
            raise ValueError("a quiet that lasts all day")


@dataclass(frozen=True, slots=True)
class Reminding:
    """The rules that hold since ``since`` (aware; ``None``: none were ever set), and the quiet hours."""

    rules: tuple[Rule, ...] = ()
    quiet: Quiet | None = None
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """The briefing of a ``phase`` every morning, ``at`` so many minutes after midnight, as a ``format``."""

    phase: str
    format: str
    at: int
    language: str


def as_plain(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """Rules as JSON has them."""
    return [{"event": one.event, "hours": one.hours, "channels": list(one.channels)} for one in rules]


def from_plain(rules: Iterable[dict[str, Any]]) -> tuple[Rule, ...]:
    """Rules from JSON; raises ``ValueError`` for what is none."""
    return tuple(Rule(one["event"], one["hours"], tuple(one["channels"])) for one in rules)
