"""Publications of invented campuses, to try out what is done with many: none of it is of anybody.

    python -m scripts.campuses --campuses 20 --rows 2000 --out DIR

Sizes differ as those of campuses do, a few large ones among many small; so does how far each has come.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from exports.published.cells import Pseudonyms, handed_on
from exports.published.manifest import Origin
from exports.published.places import place_of
from exports.published.writing import Contents, publish
from metrics import compute_figures
from schema.sessions import REPORTED
from schema.term import Campus, Term, load_term
from schema.vocabulary import MATERIAL_KINDS, VISITOR_KINDS
from store.facts import no_facts

_RIVERS = (
    ("云溪", "Yunxi"), ("青岚", "Qinglan"), ("白鹭", "Bailu"), ("长洲", "Changzhou"), ("松原", "Songyuan"),
    ("望江", "Wangjiang"), ("月湖", "Yuehu"), ("石桥", "Shiqiao"), ("梅岭", "Meiling"), ("沙河", "Shahe"),
    ("鹿鸣", "Luming"), ("雁滩", "Yantan"), ("桂林渡", "Guilindu"), ("南浦", "Nanpu"), ("北麓", "Beilu"),
)  # fmt: skip
_SORTS = (
    ("大学", "University"), ("理工大学", "University of Technology"), ("师范大学", "Normal University"),
    ("农业大学", "Agricultural University"), ("财经学院", "College of Finance"), ("学院", "College"),
    ("职业技术学院", "Polytechnic"),
)  # fmt: skip
_SIDES = (("", ""), ("东校区", ", East Campus"), ("西校区", ", West Campus"), ("南校区", ", South Campus"))
_REGIONS = (
    ("华东", "East China"), ("华南", "South China"), ("华北", "North China"), ("华中", "Central China"),
    ("西南", "Southwest China"), ("西北", "Northwest China"), ("东北", "Northeast China"),
)  # fmt: skip
_ROWS_OF_A_CLASS = 18  # on the average, of all tables
_STUDENTS = 40  # by name, of a class
_CLASSES_AT_LEAST = 6
_DAYS = 20
_DAYS_OF_GROUPS = ("created_on", "counselor_joined_on", "announced_on", "tested_on")
Rows = tuple[Any, dict[str, Any]]


@dataclass(frozen=True)
class Invented:
    """A campus to be made: its term, how many classes it has, and how far it has come (a fraction)."""

    term: Term
    classes: int
    pace: float


def invented(count: int, rows: int, term: Term) -> Iterator[Invented]:
    """``count`` campuses of ``rows`` rows on the average, the same every time."""
    names = product(("", *map(str, range(2, count))), _SIDES, _SORTS, _RIVERS)
    draw = np.random.default_rng(2020)
    sizes = draw.lognormal(0, 0.7, count)
    sizes *= rows / _ROWS_OF_A_CLASS / sizes.mean()
    units = term.units
    for number, ((again, side, sort, river), size) in enumerate(zip(names, sizes, strict=False)):
        name = f"{river[0]}{sort[0]}{side[0]}{again}"
        name_en = f"{river[1]} {sort[1]}{side[1]}{again and ' '}{again}"
        region, region_en = _REGIONS[int(draw.integers(len(_REGIONS)))]
        own = replace(
            term,
            campus=name,
            campus_en=name_en,
            students_in_need=None,
            units=units[: int(draw.integers(3, len(units) + 1))],
            publishing=Campus(f"campus-{number:04}", region, region_en=region_en),
        )
        yield Invented(own, max(_CLASSES_AT_LEAST, round(size)), 1 - min(0.6, float(draw.exponential(0.06))))


class Facts:
    """What a campus sent, table by table: of which classes the rows are, and their columns."""

    def __init__(self, campus: Invented, draw: np.random.Generator) -> None:
        self._term, self._count, self._pace, self._draw = campus.term, campus.classes, campus.pace, draw
        self._first_day = pd.Timestamp(campus.term.first_teaching_day)
        self._enrolled = draw.integers(12, 90, self._count)
        self._by_name = np.arange(self._count) % 5 == 0

    def tables(self) -> dict[str, pd.DataFrame]:
        """The facts by table, as the store gives them."""
        units = np.array(self._term.unit_names)[np.arange(self._count) % len(self._term.unit_names)]
        classes = np.array([f"{number:06}" for number in range(self._count)])
        made = {}
        for work in (
            self.plan,
            self.groups,
            self.enrollment,
            self.roster,
            self.materials,
            self.visits,
            self.sessions,
        ):
            places, columns = work()
            own = {"class_id": classes[places], "unit": units[places], **columns}
            made[work.__name__] = _frame(work.__name__, own, self._term)
        return no_facts() | made

    def plan(self) -> Rows:
        """Every class, with one of half as many teachers."""
        teachers = self._draw.integers(0, max(1, self._count // 2), self._count)
        columns = {
            "teacher": [f"教师{number}" for number in teachers],
            "enrolled": self._enrolled,
            "first_session_on": self._first_day,
        }
        return np.arange(self._count), columns

    def groups(self) -> Rows:
        """A row a class."""
        assistants = pd.Series("有", range(self._count)).where(self._done(self._count))
        places = pd.Series(self._draw.choice(["家", "办公室", ""], self._count)).replace("", None)
        days = {name: self._days(self._count) for name in _DAYS_OF_GROUPS}
        return np.arange(self._count), {**days, "assistant": assistants, "location": places}

    def enrollment(self) -> Rows:
        """Four counts of each class that sends no names."""
        places = np.flatnonzero(~self._by_name).repeat(4)
        counts = {name: self._part_of(places) for name in ("joined", "notified", "received")}
        days = self._opens + pd.to_timedelta(np.arange(len(places)) % 4 * 3, unit="D")
        return places, {"as_of": days, "expected": self._enrolled[places], **counts}

    def roster(self) -> Rows:
        """The students of every fifth class."""
        places = np.flatnonzero(self._by_name).repeat(_STUDENTS)
        ids = [f"s{place}" for place in range(len(places))]
        joined, notified = self._days(len(places)), self._done(len(places))
        return places, {"student_id": ids, "joined_on": joined, "notified": notified}

    def materials(self) -> Rows:
        """Three items a class."""
        places = self._some(3)
        kinds = self._draw.choice(MATERIAL_KINDS.words, len(places))
        days = self._opens + pd.to_timedelta(self._draw.integers(0, _DAYS, len(places)), unit="D")
        titles = [f"第{place}讲" for place in range(len(places))]
        return places, {"material_kind": kinds, "title": titles, "uploaded_on": days}

    def visits(self) -> Rows:
        """A visit of every fourth class."""
        places = self._some(0.25)
        planned = self._opens + pd.to_timedelta(self._draw.integers(4, _DAYS, len(places)), unit="D")
        columns = {
            "planned_on": planned,
            "visited_on": self._days(len(places)),
            "visitor": [f"听课人{number % 20}" for number in range(len(places))],
            "visitor_kind": self._draw.choice(VISITOR_KINDS.words, len(places)),
        }
        return places, columns

    def sessions(self) -> Rows:
        """Two days of each class."""
        places = np.arange(self._count).repeat(2)
        columns = {
            "date": self._first_day + pd.to_timedelta(np.arange(len(places)) % 2 * 2, unit="D"),
            "planned": 2,
            "held": 2 - ~self._done(len(places)),
            "expected": self._enrolled[places],
            "present": self._part_of(places),
            "source": REPORTED,
        }
        return places, columns

    @property
    def _opens(self) -> pd.Timestamp:
        return pd.Timestamp(self._term.first_day)

    def _days(self, count: int) -> Any:
        """Days on which things were done; NaT for what was not."""
        after = self._draw.geometric(0.5, count).clip(max=_DAYS) - 1
        done = pd.Series(self._opens + pd.to_timedelta(after, unit="D"))
        return done.where(self._done(count)).to_numpy("datetime64[us]")

    def _done(self, count: int) -> Any:
        return self._draw.random(count) < self._pace

    def _part_of(self, places: Any) -> Any:
        """How many of the students of classes."""
        return (self._enrolled[places] * self._draw.beta(40 * self._pace**4, 1, len(places))).astype(int)

    def _some(self, times: float) -> Any:
        return np.sort(self._draw.integers(0, self._count, max(1, round(self._count * times))))


def _frame(table: str, columns: dict[str, Any], term: Term) -> pd.DataFrame:
    """Rows of ``table``, each received on the first day, in a submission of its unit."""
    nothing = no_facts()[table]
    several = {name: [()] * len(columns["unit"]) for name in nothing if nothing[name].dtype == object}
    rows = pd.DataFrame({**several, **columns})
    received = term.end_of(term.first_day).astimezone(dt.UTC).replace(tzinfo=None) - dt.timedelta(hours=1)
    tables = list(no_facts())
    rows = rows.assign(
        submission=1 + tables.index(table) + len(tables) * pd.factorize(rows["unit"])[0],
        source_row=np.arange(len(rows)) + 2,
        submitted_unit=rows["unit"],
        received_at=received,
        received_on=pd.Timestamp(term.first_day),
        whole=False,
    )
    return rows.reindex(columns=nothing.columns).astype(nothing.dtypes)


def contents_of(campus: Invented, draw: np.random.Generator) -> Contents:
    """What a campus publishes; its figures are those of the checkpoints' days."""
    facts = Facts(campus, draw).tables()
    days = [checkpoint.on for checkpoint in campus.term.checkpoints]
    figures = compute_figures(facts, term=campus.term, days=days)
    origin = Origin("invented", campus.term.end_of(campus.term.last_day), pseudonyms=False, software="ruqi")
    return Contents(campus.term, origin, handed_on(facts, Pseudonyms(draw.bytes(32))), figures, figures)


def main() -> None:
    """Write the publications."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--campuses", type=int, default=20)
    asked.add_argument("--rows", type=int, default=2_000, help="of a campus, on the average")
    asked.add_argument("--out", required=True)
    told = asked.parse_args()
    place, draw, rows = place_of(told.out), np.random.default_rng(2021), 0
    for campus in invented(told.campuses, told.rows, load_term()):
        contents = contents_of(campus, draw)
        publish(place, "invented", contents)
        rows += sum(map(len, contents.facts.values()))
    print(f"{told.campuses} campuses, {rows:,} rows")


if __name__ == "__main__":
    main()
