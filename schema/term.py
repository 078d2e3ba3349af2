"""The term: its days, phases, checkpoints, units and deadlines, from one configuration file.

Another campus or term needs another file and no code: see ``term.toml``.
"""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

DEFAULT_TERM_FILE = Path(__file__).resolve().parent.parent / "term.toml"
TERM_FILE_VARIABLE = "RUQI_TERM_FILE"


class TermError(ValueError):
    """The configuration file of the term cannot be used; the message says which entry."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit 学院(系、部) with other names under which it is written."""

    name: str
    name_en: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of days, both ends included; phases may overlap."""

    id: str
    name: str
    name_en: str
    starts: dt.date
    ends: dt.date


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A day at whose end the figures are looked at."""

    id: str
    on: dt.date
    name: str
    name_en: str
    phase: str


@dataclass(frozen=True, slots=True)
class Steady:
    """The rule by which teaching is called steady 平稳态势; shares are fractions.

    In each of the last ``weeks`` weeks: 开课率 and 到课率 of the campus at least ``opening`` and
    ``attendance``, the spread between units at most ``spread``, the change from the week before at
    most ``change``, and of the units that ever reported at least ``reporting`` reported.
    """

    weeks: int = 2
    opening: float = 0.95
    attendance: float = 0.93
    spread: float = 0.10
    change: float = 0.02
    reporting: float = 0.90


@dataclass(frozen=True, slots=True)
class Board:
    """From which rates on a task counts as ``nearly`` done, and below which it is at ``risk``."""

    nearly: float = 0.95
    risk: float = 0.90


@dataclass(frozen=True, slots=True)
class Campus:
    """What the campus is to those who read its publications, see docs/campuses.md.

    ``id`` is unlike that of every other campus, ``region`` that in which it is counted, by its name in
    Chinese; ``region_en`` is how that is called in English. With
    ``pseudonyms`` people may keep theirs from one publication to the next.
    """

    id: str | None = None
    region: str | None = None
    pseudonyms: bool = False
    region_en: str | None = None


@dataclass(frozen=True)
class Term:
    """Everything that another campus or term would change."""

    name: str
    campus: str
    campus_en: str
    timezone: ZoneInfo
    opens: dt.date
    closes: dt.date
    phases: tuple[Phase, ...]
    checkpoints: tuple[Checkpoint, ...]
    units: tuple[Unit, ...]
    due: dict[str, dt.datetime]  # sheet kind → moment by which it is on time, with offset
    task_due: dict[str, dt.datetime] = field(default_factory=dict)  # number of a task, or "due"
    students_in_need: int | None = None  # as the notice counts them, on the whole campus
    board: Board = Board()
    steady: Steady = Steady()
    week_1: dt.date | None = None  # a day of teaching week 1, where the file gives one
    names_kept_until: dt.date | None = None  # the last day on which students are kept by name
    letterhead: Path | None = None  # the template of documents in Word, where the file names one
    publishing: Campus = Campus()
    name_en: str = ""  # where the file has one

    @cached_property
    def text(self) -> str:
        """All that the file says: what is worked out for a term is kept under it, wherever it was read."""
        return repr(self)

    @cached_property
    def unit_names(self) -> tuple[str, ...]:
        """Full names in the order of the file."""
        return tuple(unit.name for unit in self.units)

    def phase(self, id: str) -> Phase:
        """The phase called ``id``; raises ``KeyError``."""
        return {phase.id: phase for phase in self.phases}[id]

    @property
    def first_day(self) -> dt.date:
        """The first day of the first phase."""
        return min(phase.starts for phase in self.phases)

    @property
    def last_day(self) -> dt.date:
        """The last day of the last phase."""
        return max(phase.ends for phase in self.phases)

    @property
    def first_teaching_day(self) -> dt.date:
        """The day on which teaching starts: the first of the phase ``first_day``, else of the term."""
        return next((phase.starts for phase in self.phases if phase.id == "first_day"), self.first_day)

    @property
    def end_of_first_week(self) -> dt.date | None:
        """The last day of the phase ``first_week``, by whose end it is summed up; ``None`` without one."""
        return next((phase.ends for phase in self.phases if phase.id == "first_week"), None)

    @property
    def monday_of_week_1(self) -> dt.date:
        """The Monday of teaching week 1, of which the file names a day; else of the first teaching day's."""
        first = self.week_1 or self.first_teaching_day
        return first - dt.timedelta(days=first.weekday())

    def day_of_week(self, week: int, weekday: int) -> dt.date:
        """The day of teaching ``week`` (from 1) that is ``weekday`` (0 for Monday)."""
        return self.monday_of_week_1 + dt.timedelta(weeks=week - 1, days=weekday)

    def due_of_task(self, number: int) -> dt.datetime:
        """When a task of the notice is due, without its own entry 24:00 before the first teaching day."""
        eve = self.end_of(self.first_teaching_day - dt.timedelta(days=1))
        return self.task_due.get(str(number)) or self.task_due.get("due") or eve

    def local_day(self, moment: dt.datetime) -> dt.date:
        """The calendar day of an aware ``moment`` in the term's time zone."""
        return moment.astimezone(self.timezone).date()

    def day_ending_at(self, moment: dt.datetime) -> dt.date:
        """The day that ends at an aware ``moment``, or holds it: 00:00 of the 24th is 24:00 of the 23rd."""
        return self.local_day(moment - dt.timedelta(microseconds=1))

    def end_of(self, day: dt.date) -> dt.datetime:
        """24:00 of ``day`` in the term's time zone."""
        midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
        return midnight.replace(tzinfo=self.timezone)


def load_term(path: str | Path | None = None) -> Term:
    """Read the term from ``path``, else the file named by ``RUQI_TERM_FILE``, else ``term.toml``.

    Raises ``TermError`` when the file is missing, is not TOML, or lacks an entry.
    """
    file = Path(path or os.environ.get(TERM_FILE_VARIABLE) or DEFAULT_TERM_FILE)
    try:
        seen = file.stat()
        return _read(file, (seen.st_mtime_ns, seen.st_size, seen.st_ino))
    except OSError as error:
        raise TermError(f"term file {file} cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise TermError(f"term file {file} is not valid TOML: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise TermError(f"term file {file}: {error!r} is missing or wrong") from error


@lru_cache(maxsize=8)
def _read(file: Path, _seen: tuple[int, int, int]) -> Term:
    # The file is looked at every time, and read again only when it was written: one page asks for the
    # term many times.
    return _parse(tomllib.loads(file.read_text(encoding="utf-8")), file.parent)


def _parse(raw: dict[str, Any], folder: Path) -> Term:
    letterhead = raw.get("documents", {}).get("word")
    term = Term(
        name=raw["name"],
        campus=raw["campus"],
        campus_en=raw["campus_en"],
        timezone=ZoneInfo(raw["timezone"]),
        opens=raw["window"]["opens"],
        closes=raw["window"]["closes"],
        phases=tuple(Phase(**phase) for phase in raw["phases"]),
        checkpoints=tuple(Checkpoint(**checkpoint) for checkpoint in raw["gates"]),
        units=tuple(
            Unit(u["name"], u["name_en"], tuple(u.get("aliases", ()))) for u in raw["units"]
        ),
        due=dict(raw["due"]),
        task_due=dict(raw.get("tasks", {})),
        students_in_need=raw.get("need", {}).get("students"),
        board=Board(**raw.get("board", {})),
        steady=Steady(**raw.get("steady", {})),
        week_1=raw.get("calendar", {}).get("week_1"),
        names_kept_until=raw.get("retention", {}).get("names_kept_until"),
        letterhead=folder / letterhead if letterhead else None,
        publishing=Campus(**raw.get("publishing", {})),
        name_en=raw.get("name_en", ""),
    )
    known = {phase.id for phase in term.phases}
    for checkpoint in term.checkpoints:
        if checkpoint.phase not in known:
            raise ValueError(f"checkpoint {checkpoint.id!r} names the unknown phase {checkpoint.phase!r}")
    return term
