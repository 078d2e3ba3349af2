"""A phase as it is told of: on which day, as known when, with the figures that all sections share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

import metrics
from charts import wording
from metrics import compare
from metrics.indicators import FIRST, QUALITY, TEACHING
from metrics.lists.laggards import is_ranked
from schema.as_of import AsOf
from schema.figures import CAMPUS
from schema.language import bracketed, language, titled
from schema.notice import TASKS
from schema.term import Phase, Steady, Term
from services.beside import Beside, beside, marked
from services.desk import Desk
from services.figures import all_series

_WEEKS = (*(one.id for one in FIRST), *(one.id for one in TEACHING), *(one.id for one in QUALITY))
# Phase → the indicators that it is about; those of the preparation in the order of the tasks, among
# them 居家授课比例, which has no target.
INDICATORS_OF: dict[str, tuple[str, ...]] = {
    "preparation": tuple(dict.fromkeys(id for task in TASKS for id in task.indicators)),
    "first_day": (
        *(one.id for one in TEACHING),
        "teachers_notified",
        "obstacles_solved",
        "visit_coverage",
        "reporting",
    ),
    "first_week": _WEEKS,
    "first_month": _WEEKS,
}
_TEACHING = tuple(one.id for one in TEACHING)


@dataclass(frozen=True)
class Scope:
    """``phase`` from the checkpoint before it (``since``) up to the day ``until``.

    ``figures`` are those of every indicator, unit and day of the term, marked on that day where spot checks
    contradict them; ``units`` those asked for, and
    ``rule`` what is called steady.
    """

    desk: Desk
    phase: Phase
    since: dt.date
    until: dt.date
    known_at: dt.datetime | None
    figures: pd.DataFrame
    units: tuple[str, ...]
    rule: Steady

    @property
    def term(self) -> Term:
        """The term of the phase."""
        return self.desk.term

    @property
    def as_of(self) -> str:
        """The day and the moment of knowledge in words."""
        return wording.as_of_line(AsOf(self.term, self.until, self.known_at), language())

    @property
    def ids(self) -> tuple[str, ...]:
        """The indicators that the phase is about."""
        return INDICATORS_OF[self.phase.id]

    @property
    def name(self) -> str:
        """The phase's name."""
        return titled(self.phase, part="name")

    @cached_property
    def today(self) -> pd.DataFrame:
        """The figures of the day, totals from the beginning on."""
        return compare.on_day(self.figures, self.until)

    @cached_property
    def stretch(self) -> pd.DataFrame:
        """The figures of the phase's own days, up to the chosen one."""
        return metrics.windows(self.figures, min(self.phase.starts, self.until), self.until)

    @cached_property
    def beside(self) -> Beside:
        """Whom the figures of the day leave out, and which ones spot checks contradict."""
        return beside(self.desk, self.until, self.known_at)

    @cached_property
    def own(self) -> pd.DataFrame:
        """The figures of :attr:`ids` by unit: of teaching those of the phase's days, else of the day."""
        taught = [id for id in self.ids if id in _TEACHING]
        own = compare.of(self.today, indicators=[id for id in self.ids if id not in taught])
        if taught:
            own = pd.concat([own, compare.of(self.stretch, indicators=taught)])
        return own.assign(place=own["indicator"].map(self.ids.index)).sort_values("place", kind="stable")

    @property
    def with_target(self) -> pd.DataFrame:
        """Those of :attr:`own` that have a target and a denominator; samples beside reports have none."""
        own = self.own
        return own[own["indicator"].map(is_ranked).astype(bool) & (own["d"] > 0)]

    @property
    def campus(self) -> pd.DataFrame:
        """Those of :attr:`own` of the campus."""
        return self.own[self.own["unit"] == CAMPUS]

    @cached_property
    def judgement(self) -> metrics.Judgement:
        """The weeks that are over, held against the rule."""
        return metrics.judge(self.figures, metrics.weeks_of(self.term), self.until, self.rule)


def scope_of(
    desk: Desk, phase: Phase, as_of: AsOf, units: tuple[str, ...] = (), rule: Steady | None = None
) -> Scope:
    """``phase`` on the day of ``as_of``, or on its day nearest to it; without a ``rule`` by the term's."""
    term, day = desk.term, as_of.on or phase.ends
    before = compare.checkpoint_before(term, phase.starts)
    since, until = before.on if before else phase.starts, min(max(day, phase.starts), phase.ends)
    figures = marked(desk, all_series(desk, as_of.known_at), as_of.known_at, days=[until])
    rule = rule or term.steady
    return Scope(desk, phase, since, until, as_of.known_at, figures, units or term.unit_names, rule)


def indicator_span(row: pd.Series) -> str:
    """An indicator's title, with the days of a figure that is not a total from the beginning on."""
    title = wording.indicator_title(row["indicator"], language())
    since = row.get("since")
    if since is None or pd.isna(since):
        return title
    days = wording.span(row["on"], since, language(), weekday=False)
    return bracketed(title, days)
