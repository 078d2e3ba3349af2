"""Working a figure out again and again, with all that stood before and after each of many acts.

Once for each act would take a minute for a month of sheets. A figure of a unit is made of the rows of
its classes and of its own, and of most indicators even class by class; so for every act the rows
that it can have touched are copied, as they stood before and after it, under the name of a unit of
its own, and all these units are counted at once.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import compute_figures
from metrics.indicators import Counted, indicator_by_id
from schema.figures import CAMPUS, FigureKey
from schema.kinds import all_forms
from schema.term import Term, Unit

Counts = tuple[int, int]
_Ints = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]
RECEIVED, WITHDRAWN = "received", "withdrawn"
_OF_CLASSES = {form.table for _kind, form in all_forms() if form.is_of_classes}
_ELSEWHERE = "—"  # a unit that is none of the term's
_NEVER = 2**31  # a place after every act


class Act(NamedTuple):
    """A submission was received, or withdrawn, at ``moment`` (naive UTC); ``unit`` is the one it is for."""

    moment: pd.Timestamp
    act: str
    submission: int
    unit: str | None


class _Copy(NamedTuple):
    """What stood of a unit after the act at ``place`` (before the first: -1); ``classes`` of it or all."""

    unit: int
    place: int
    classes: _Mask | None


class Replay:
    """The one ``figure``, told for every one of ``acts`` (in order).

    ``facts`` are those of the tables that feed it, the others empty; what was received by ``since``
    (naive UTC) stood before the first act, and what came without being one of the acts never counts.
    """

    def __init__(
        self,
        facts: Mapping[str, pd.DataFrame],
        term: Term,
        figure: FigureKey,
        acts: Sequence[Act],
        since: dt.datetime,
    ) -> None:
        self._term, self._figure, self._acts = term, figure, acts
        self._all = dict(facts)
        self._facts = {name: rows for name, rows in facts.items() if len(rows)}
        self._since = pd.Timestamp(since)
        declared = indicator_by_id(figure.indicator)
        # An act moves the classes of its rows only, where an indicator is a sum over classes.
        self._by_class = declared.adds_up_classes
        self._by_submitter = declared.counted is Counted.SHEETS

    def by_parts(self) -> list[Counts]:
        """How far each act moved n and d, counted unit by unit."""
        unit, names = self._figure.unit, self._term.unit_names
        wanted = set(range(len(names))) if unit == CAMPUS else {names.index(unit)}
        copies, owners = [], []
        for place in range(len(self._acts)):
            touched = self._touched(place)
            for number in sorted(wanted & set(self._units_of(place, touched).tolist())):
                classes = touched if self._by_class else None
                copies += [_Copy(number, place - 1, classes), _Copy(number, place, classes)]
                owners.append(place)
        moves = np.zeros((len(self._acts), 2), np.int64)
        if copies:
            counts = self._count(copies)
            np.add.at(moves, owners, counts[1::2] - counts[::2])
        return [(int(n), int(d)) for n, d in moves]

    def as_a_whole(self, then: Counts, now: Counts) -> list[Counts]:
        """The same, counted with all facts each time; acts that together moved nothing may be left out.

        ``then`` and ``now`` are the figure before the first act and after the last.
        """
        moves = [(0, 0)] * len(self._acts)
        stretches = [(-1, len(self._acts) - 1, then, now)]
        while stretches:
            first, last, before, after = stretches.pop()
            if before == after:
                continue
            if last - first == 1:
                moves[last] = (after[0] - before[0], after[1] - before[1])
                continue
            middle = (first + last) // 2
            between = self._whole(middle)
            stretches += [(first, middle, before, between), (middle, last, between, after)]
        return moves

    def _whole(self, place: int) -> Counts:
        facts = {name: rows[self._stands(name, place)] for name, rows in self._facts.items()}
        facts = {name: rows.assign(withdrawn_at=pd.NaT) for name, rows in facts.items()}
        figure = self._figures(self._all | facts, self._term, [self._figure.unit]).iloc[0]
        return int(figure["n"]), int(figure["d"])

    def _figures(self, facts: Mapping[str, pd.DataFrame], term: Term, units: Sequence[str]) -> pd.DataFrame:
        indicator, on = self._figure.indicator, self._figure.on
        return compute_figures(facts, term=term, days=[on], indicators=[indicator], units=units)

    def _count(self, copies: Sequence[_Copy]) -> _Ints:
        """The n and d of every copy, in their order."""
        names = [f"{number}" for number in range(len(copies))]
        term = dataclasses.replace(self._term, units=tuple(Unit(name, name) for name in names))
        facts = {name: self._copied(name, copies) for name in self._facts}
        counts: _Ints = self._figures(self._all | facts, term, names)[["n", "d"]].to_numpy(np.int64)
        return counts

    def _copied(self, table: str, copies: Sequence[_Copy]) -> pd.DataFrame:
        """The rows of ``table`` once for each copy in which they stood, under its names."""
        chosen = [np.flatnonzero(self._chosen(table, copy)) for copy in copies]
        numbers = np.repeat(np.arange(len(copies)), [len(places) for places in chosen])
        places = np.concatenate(chosen)
        rows = self._facts[table].take(places).reset_index(drop=True)
        names = pd.Series(numbers.astype(str), dtype="str")
        unit = names
        if table == "plan":
            own = np.array([copy.unit for copy in copies])[numbers]
            unit = names.where(self._unit_numbers(table)[places] == own, _ELSEWHERE)
        stride = 1 + max(int(frame["submission"].max()) for frame in self._facts.values())
        columns = {"unit": unit, "submitted_unit": names, "submission": rows["submission"] + stride * numbers}
        if table in _OF_CLASSES:
            columns["class_id"] = names + "|" + rows["class_id"]
        return rows.assign(**columns, withdrawn_at=pd.NaT).astype(
            {"withdrawn_at": rows["withdrawn_at"].dtype}
        )

    def _chosen(self, table: str, copy: _Copy) -> _Mask:
        mask = self._stands(table, copy.place)
        if table in _OF_CLASSES and not self._by_submitter:
            classes = self._ever[:, copy.unit]
            touched = classes if copy.classes is None else classes & copy.classes
            mask &= touched[self._codes[table]]
        else:
            mask &= self._unit_numbers(table) == copy.unit
        return mask

    def _touched(self, place: int) -> _Mask:
        """The classes that an act has rows of."""
        touched = np.zeros(len(self._classes), bool)
        for table, codes in self._codes.items():
            touched[codes[self._of(table, place)]] = True
        return touched

    def _units_of(self, place: int, touched: _Mask) -> _Ints:
        numbers = [] if self._by_submitter else [np.flatnonzero(self._ever[touched].any(axis=0))]
        others = [table for table in self._facts if self._by_submitter or table not in _OF_CLASSES]
        numbers += [self._unit_numbers(table)[self._of(table, place)] for table in others]
        units: _Ints = np.unique(np.concatenate(numbers)) if numbers else np.zeros(0, np.int64)
        return units

    def _of(self, table: str, place: int) -> _Mask:
        mask: _Mask = (self._facts[table]["submission"] == self._acts[place].submission).to_numpy()
        return mask

    def _stands(self, table: str, place: int) -> _Mask:
        begins, ends = self._stretches[table]
        mask: _Mask = (begins <= place) & (ends > place)
        return mask

    @cached_property
    def _stretches(self) -> dict[str, tuple[_Ints, _Ints]]:
        """For each row the places of the acts from which on, and at which no longer, it stands."""
        places = {(act.act, act.submission): place for place, act in enumerate(self._acts)}
        return {name: self._stretch(rows, places) for name, rows in self._facts.items()}

    def _stretch(self, rows: pd.DataFrame, places: Mapping[tuple[str, int], int]) -> tuple[_Ints, _Ints]:
        numbers = rows["submission"].to_numpy()
        stretch = []
        for act, column in ((RECEIVED, "received_at"), (WITHDRAWN, "withdrawn_at")):
            known = {number: place for (one, number), place in places.items() if one == act}
            acted = pd.Series(numbers).map(known).fillna(_NEVER).to_numpy(np.int64)
            stretch.append(np.where((rows[column] <= self._since).to_numpy(), -1, acted))
        return stretch[0], stretch[1]

    @cached_property
    def _classes(self) -> pd.Index:
        ids = [rows["class_id"] for name, rows in self._facts.items() if name in _OF_CLASSES]
        return pd.Index(pd.concat(ids).unique()) if ids else pd.Index([])

    @cached_property
    def _codes(self) -> dict[str, _Ints]:
        """For each table of classes the places of its rows' classes among all."""
        return {
            name: self._classes.get_indexer(rows["class_id"])
            for name, rows in self._facts.items()
            if name in _OF_CLASSES
        }

    @cached_property
    def _ever(self) -> _Mask:
        """Classes × units: whether any plan ever said so."""
        ever = np.zeros((len(self._classes), len(self._term.units)), bool)
        if "plan" in self._facts:
            units = self._unit_numbers("plan")
            known = units >= 0
            ever[self._codes["plan"][known], units[known]] = True
        return ever

    def _unit_numbers(self, table: str) -> _Ints:
        """For each row the number of the unit that it is of, or that sent it; -1 for none of the term."""
        if table not in self._numbers:
            column = "submitted_unit" if self._by_submitter else "unit"
            names = pd.Index(self._term.unit_names)
            self._numbers[table] = names.get_indexer(self._facts[table][column])
        return self._numbers[table]

    @cached_property
    def _numbers(self) -> dict[str, _Ints]:
        return {}
