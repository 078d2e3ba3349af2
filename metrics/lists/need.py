"""一生一策: the students who cannot learn online without help, and what their records hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from metrics.basis.need import Need
from metrics.lists.listed import by_then, in_order, listed
from metrics.lists.pairs import PAIRS, pair_states
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.need import NEEDS
from schema.term import Term

# What a record must hold to be complete: the four parts of the notice, and somebody who answers for it.
PARTS = ("situation", "needs", "measures", "result", "owner")
MARKS = ("claimed", "complete", "helped", "topped_up")
_STUDENTS, _SURVEY = form_of("need", "students"), form_of("need", "survey")
_SINCE = ("unit_no", "student_id", "in_need_on", "complete_since")
_DAYS = {"claimed": "claimed_on", "helped": "helped_on", "topped_up": "topped_up_on"}


def need_records(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row a student in need of ``units`` (all), by unit and number of the student.

    The columns of the sheet, ``lacks`` (a tuple of those of :data:`PARTS` that are blank), ``claimed``,
    ``complete``, ``helped``, ``topped_up`` (bool), ``pair`` (see :func:`metrics.lists.pairs.pair_states`),
    ``submission`` and ``source_row``. What was done after ``on`` is blank. Who is claimed, and since when
    a record is complete, is as the indicators say (:mod:`metrics.indicators.contingency`): a record
    that was completed after ``on`` lacks nothing, and is not complete.
    """
    standing = Standing(facts, term, known_at, on=on)
    rows = listed(standing, _STUDENTS, units)
    known = collected(Need(standing).named)[list(_SINCE)]
    known = known.assign(unit=[term.unit_names[number] for number in known["unit_no"]])
    known = known.drop(columns="unit_no").astype({"unit": "str", "student_id": "str"})
    rows = rows.merge(known, on=["unit", "student_id"])
    rows = rows[by_then(rows["in_need_on"], on)].reset_index(drop=True)
    for mark, day in _DAYS.items():
        rows[day] = rows[day].where(by_then(rows[day], on))
        rows[mark] = rows[day].notna()
    rows["claimed"] &= rows["owner"].notna()
    rows["needs"] = [tuple(needs) if isinstance(needs, (tuple, list)) else () for needs in rows["needs"]]
    rows["lacks"] = [tuple(part for part in PARTS if _is_blank(row[part])) for _place, row in rows.iterrows()]
    rows["complete"] = by_then(rows["complete_since"], on)
    rows["pair"] = pair_states(rows)
    added = [*MARKS, "lacks", "pair", "submission", "source_row"]
    return rows[[*_STUDENTS.column_ids, *added]].astype({"complete": bool})


def _is_blank(value: object) -> bool:
    return not value if isinstance(value, tuple) else bool(pd.isna(value))


def need_survey(
    facts: Facts,
    term: Term,
    on: dt.date,
    known_at: dt.datetime | None = None,
    units: Sequence[str] | None = None,
) -> pd.DataFrame:
    """The latest survey of each unit up to ``on``: the columns of the sheet."""
    rows = listed(Standing(facts, term, known_at), _SURVEY, units)
    latest = rows[by_then(rows["as_of"], on)].drop_duplicates("unit", keep="last")
    return latest[list(_SURVEY.column_ids)].reset_index(drop=True)


def need_counts(records: pd.DataFrame, survey: pd.DataFrame, term: Term) -> pd.DataFrame:
    """How far every unit of the term is with its students in need, and last the campus.

    Columns: ``unit``; ``listed`` (students with a record) and one for each of :data:`MARKS` and of
    ``PAIRS`` (int64); ``surveyed_in_need`` as the unit's latest survey counts them (Int64), and
    ``in_need``: as the notice counts them for the campus, where the term says so, else as listed.
    """
    flags = pd.DataFrame({"listed": True, **{mark: records[mark] for mark in MARKS}}, index=records.index)
    for pair in PAIRS:
        flags[pair] = records["pair"] == pair
    sums = flags.astype("int64").groupby(records["unit"]).sum()
    counts = sums.reindex(in_order(term, term.unit_names), fill_value=0)
    surveyed = survey.set_index("unit")["in_need"].astype("Int64")
    counts["surveyed_in_need"] = surveyed.reindex(counts.index)
    counts["in_need"] = counts["listed"]
    counts.loc[CAMPUS] = counts.sum(min_count=1)  # what no unit says, is not 0
    counts.loc[CAMPUS, "in_need"] = term.students_in_need or counts.loc[CAMPUS, "listed"]
    types = dict.fromkeys(counts, "int64") | {"surveyed_in_need": "Int64", "unit": "str"}
    return counts.rename_axis("unit").reset_index().astype(types)


def parts_missing(records: pd.DataFrame) -> pd.DataFrame:
    """How many records lack each of :data:`PARTS`, the most often missing first: ``part``, ``students``."""
    counts = records["lacks"].explode().value_counts().reindex(list(PARTS), fill_value=0)
    ordered = counts.sort_values(ascending=False, kind="stable").rename_axis("part")
    return ordered.rename("students").reset_index().astype({"part": "str", "students": "int64"})


def needs_by_unit(records: pd.DataFrame, term: Term) -> pd.DataFrame:
    """How many students have each need, which may be several: units of the term × needs, last the campus.

    Index ``unit``, a column (int64) for each need that is named: those of the vocabulary in its
    order, then others by name.
    """
    named = records[["unit", "needs"]].explode("needs").dropna(subset="needs")
    counts = named.groupby(["unit", "needs"]).size().unstack(fill_value=0)
    others = sorted(set(counts) - set(NEEDS.words))
    order = [*(word for word in NEEDS.words if word in counts), *others]
    whole = counts.reindex(index=list(term.unit_names), columns=order, fill_value=0)
    whole.loc[CAMPUS] = whole.sum()
    return whole.astype("int64").rename_axis(index="unit", columns=None)
