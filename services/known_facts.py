"""What stands with a whole review taken, and how a rule names the cell of which it doubts something."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import compute_figures
from metrics.columns import columns_of
from metrics.indicators import INDICATORS, Counted
from metrics.jumps import find_jumps
from metrics.latest import latest_rows
from metrics.names import people
from metrics.received import PLAN_TABLE, Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.findings import Finding
from schema.kinds import form_of
from schema.model import SheetForm
from schema.reading import SheetReading
from schema.term import Term
from schema.vocabulary import VISITOR_KINDS

COUNTS = ("joined", "notified", "received")


class Known:
    """What stands with the whole review taken, as the rules ask for it."""

    def __init__(self, facts: Facts, term: Term, on: dt.date, figures: pd.DataFrame | None = None) -> None:
        """``figures``, where they are known already: of every unit and day, of the kinds in the review."""
        self._facts, self._term, self._on, self._known_figures = facts, term, on, figures
        self.standing = Standing(facts, term)

    def rows(self, form: SheetForm) -> pd.DataFrame:
        """Every row of ``form`` that stands."""
        return collected(self.standing.rows(form))

    def ever(self, form: SheetForm) -> pd.DataFrame:
        """Every row of ``form`` that came and was not withdrawn, in the order of the submissions."""
        rows = self._facts[form.table]
        return rows[rows["withdrawn_at"].isna()].sort_values("submission", kind="stable")

    @cached_property
    def due(self) -> pd.DataFrame:
        """The classes due, by class id; all who ask get the same, and nobody writes to it."""
        return self.standing.piece(
            "due by class", (PLAN_TABLE,), lambda: self.standing.due_rows.set_index("class_id")
        )

    @cached_property
    def called_off(self) -> frozenset[str]:
        """The classes of the plan that are not due."""
        planned = self.standing.planned_rows
        if len(planned) == len(self.standing.due_rows):  # who is due is planned
            return frozenset()
        return frozenset(planned["class_id"]) - frozenset(self.due.index)

    @cached_property
    def created_on(self) -> pd.Series:
        """Class id → 建群日期, of the classes that have a group."""
        groups = self.rows(form_of("groups", None))
        return groups.set_index("class_id")["created_on"].dropna()

    def visitors(self, visitor_kind: str, unit: str | None) -> frozenset[str]:
        """The names on the roster of visitors of a kind; of a unit's own supervisors, those of the unit."""
        rows = self._visitors[self._visitors["visitor_kind"] == visitor_kind]
        if visitor_kind == VISITOR_KINDS.words[-1]:
            rows = rows[rows["unit"] == unit]
        return frozenset[str]().union(*map(people, rows["visitor"]))

    @cached_property
    def _visitors(self) -> pd.DataFrame:
        rows = self.rows(form_of("visitors", None))
        return rows[~rows["retired"].fillna(False).astype(bool)]

    def snapshots(self, classes: pd.Series) -> pd.DataFrame:
        """The standing counts of every day of some ``classes``, of each in order of days."""
        form = form_of("enrollment", "aggregate")
        columns = ["class_id", "as_of", *COUNTS]
        received = collected(self.standing.about(form, classes).received(form.table, columns))
        rows = columns_of(latest_rows(received, form.key), columns)
        order = np.lexsort((rows["as_of"].to_numpy(), pd.factorize(rows["class_id"])[0]))
        return rows.take(order).reset_index(drop=True)

    def enrolled(self, classes: pd.Series) -> npt.NDArray[np.float64]:
        """选课人数 of each of ``classes``; NaN for one that is not due."""
        enrolled = self._enrolled
        return np.array([enrolled.get(id, np.nan) for id in classes.tolist()], dtype="float64")

    @property
    def _enrolled(self) -> dict[str, float]:
        def by_class() -> dict[str, float]:
            return dict(zip(self.due.index.tolist(), numbers_of(self.due["enrolled"]).tolist(), strict=True))

        return self.standing.piece("enrolled by class", (PLAN_TABLE,), by_class)

    def jumps(self, kind: str, unit: str, spoken_of: dt.date) -> pd.DataFrame:
        """The jumps of the unit's figures that ``kind`` feeds, on the last day that a sheet speaks of."""
        fed = [one.id for one in INDICATORS if kind in one.fed_by and one.counted is not Counted.SHEETS]
        return find_jumps(self._series(kind, fed), unit=unit, on=min(self._on, spoken_of), indicators=fed)

    def _series(self, kind: str, fed: list[str]) -> pd.DataFrame:
        if self._known_figures is not None:
            return self._known_figures
        if kind not in self._figures:
            days = [day.date() for day in pd.date_range(self._term.first_day, self._on)]
            self._figures[kind] = compute_figures(self._facts, term=self._term, days=days, indicators=fed)
        return self._figures[kind]

    @cached_property
    def _figures(self) -> dict[str, pd.DataFrame]:
        return {}


def numbers_of(counts: pd.Series) -> npt.NDArray[np.float64]:
    """Counts as numbers, NaN for a blank."""
    numbers: npt.NDArray[np.float64] = counts.to_numpy(dtype="float64", na_value=np.nan)
    return numbers


def at_row(part: SheetReading, code: str, row: Any, column: str, **details: object) -> Finding:
    """A finding at a cell of ``row``, a row of the frame of ``part``."""
    return at_cell(part, code, int(row.source_row), column, getattr(row, column), **details)


def at_cell(
    part: SheetReading, code: str, number: int, column: str, value: object, **details: object
) -> Finding:
    """A finding at a cell, under the header as the sheet writes it."""
    text = iso(value) if isinstance(value, pd.Timestamp) else str(value)
    title = part.titles.get(column) or part.declaration.column(column).title
    return Finding(code, part.sheet, number, title, text, details, part.positions.get(column))


def iso(day: pd.Timestamp) -> str:
    """A day as findings write it."""
    return str(day.date())
