"""Whether what units count goes together: students in need, sessions, make-up days, visitors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from metrics.agreement.comparisons import Part, Records, pairs
from metrics.basis.sessions import later_form
from metrics.names import people
from metrics.provenance import placed
from metrics.relations import as_pandas, lazily
from schema.figures import CAMPUS
from schema.sessions import SOURCES
from schema.vocabulary import VISITOR_KINDS

_PLACE = ["unit", "date", "source"]
_COUNTED = ("planned", "held", "expected", "present")
_RECEIPT_ORDER = ["received_at", "submission"]
_OF_UNIT = VISITOR_KINDS.words[-1]


def need_total(records: Records) -> Iterator[Part]:
    """Students in need of all units, counted by survey and by name, against the number of the notice.

    The pair of the campus is what is compared; those of the units, of which the notice says nothing,
    are what it is made of. Who is named by several units is one student of the campus.
    """
    survey, named = _surveys(records), _named(records)
    for part, units, total in (
        ("survey", survey.dropna(subset="reported"), survey["reported"].sum(min_count=1)),
        ("named", named, records.in_need["student_id"].nunique() or None),
    ):
        campus = pd.DataFrame(
            {"unit": [CAMPUS], "item": [CAMPUS], "item_kind": ["campus"], "reported": [total]}
        ).assign(held=records.term.students_in_need)
        yield part, pairs(pd.concat([units, campus], ignore_index=True))


def need_named(records: Records) -> Iterator[Part]:
    """Students in need by each unit's survey against those whom it names."""
    survey, named = _surveys(records), _named(records).set_index("unit")
    units = [unit for unit in (*records.term.unit_names, CAMPUS) if unit in {*survey["unit"], *named.index}]
    both = survey.set_index("unit").reindex(units).rename_axis("unit").reset_index()
    held = {column: both["unit"].map(named[column]) for column in ("reported", "submission", "source_row")}
    compared = pairs(
        both,
        item=both["unit"],
        item_kind="unit",
        held=held["reported"],
        held_table="need",
        held_submission=held["submission"],
        held_row=held["source_row"],
    )
    yield "", compared


def unexplained(records: Records) -> Iterator[Part]:
    """Sessions planned and not held, against those said to be deferred, one part a source of the count.

    Of a unit, day and source the form of the later submission stands alone.
    """
    classes, totals = records.sessions, records.session_totals
    both = pd.concat([classes.assign(by_class=True), totals.assign(by_class=False)], ignore_index=True)
    # Numbered as the units of the term are; what is of none of them is one more place.
    places = {unit: number for number, unit in enumerate(records.term.unit_names)}
    both["unit_no"] = both["unit"].map(places).fillna(-1).astype("int64")
    standing = as_pandas(later_form(lazily(both)))
    for source in SOURCES.words:
        rows = standing[standing["source"] == source]
        compared = pairs(
            rows,
            on=rows["date"],
            reported=rows["planned"] - rows["held"],
            held=rows["deferred"].fillna(0),
            hint=rows["reason"],
        )
        yield source, compared


def session_totals(records: Records) -> Iterator[Part]:
    """What a unit reports class by class for a day and source, against its total of the same, by count."""
    classes, totals = records.sessions, records.session_totals
    first = classes.sort_values([*_RECEIPT_ORDER, "source_row"]).drop_duplicates(_PLACE)
    for count in _COUNTED:
        where = placed(first, count).set_index(_PLACE)[["submission", "source_row"]]
        sums = classes.groupby(_PLACE)[[count]].sum(min_count=1).join(where).reset_index()
        both = sums.merge(placed(totals, count), on=_PLACE, suffixes=("", "_total"))
        given = both.dropna(subset=[count, f"{count}_total"])
        compared = pairs(
            given,
            item=given["unit"],
            item_kind="unit",
            on=given["date"],
            label=given["source"],
            reported=given[count],
            held=given[f"{count}_total"],
            table="sessions",
            held_table="session_totals",
            held_submission=given["submission_total"],
            held_row=given["source_row_total"],
        )
        yield count, compared


def made_up(records: Records) -> Iterator[Part]:
    """Sessions moved to a day that has come, and those of which a session was held on that day.

    A unit that reports no classes of that day leaves it open whether they were.
    """
    classes = records.sessions
    moved = placed(classes[classes["moved_to"] <= records.day].reset_index(drop=True), "moved_to")
    held = set(zip(*(classes.loc[classes["held"] > 0, name] for name in ("class_id", "date")), strict=True))
    days_by_class = set(zip(classes["unit"], classes["date"], strict=True))
    made = [place in held for place in zip(moved["class_id"], moved["moved_to"], strict=True)]
    open_ = [place not in days_by_class for place in zip(moved["unit"], moved["moved_to"], strict=True)]
    took_place = pd.Series(made, dtype="boolean").astype("Int64").mask(pd.Series(open_, dtype="bool"))
    yield "", pairs(moved, on=moved["moved_to"], reported=1, held=took_place, hint=moved["reason"])


def visitors_listed(records: Records) -> Iterator[Part]:
    """Visitors whom sheets of visits name, once a unit, and those of them who are on the roster.

    Where the roster names nobody of a kind (of a unit's own supervisors: of that unit) nothing is held.
    """
    roster, named = records.roster_of_visitors, records.visitors
    known = _people_of(roster)
    place = {key: (row.submission, row.source_row) for key, row in known.items()}
    keys = [_key(row) for row in named.itertuples()]
    kept = {key[1:] for key in known}
    listed = [key in known if key[1:] in kept else None for key in keys]
    held = pd.Series(listed, index=named.index, dtype="boolean").astype("Int64")
    compared = pairs(
        named,
        item=named["visitor"],
        item_kind="visitor",
        label=named["visitor_kind"],
        reported=1,
        held=held,
        table="visits",
        held_table="visitors",
        held_submission=[place.get(key, (None, None))[0] for key in keys],
        held_row=[place.get(key, (None, None))[1] for key in keys],
    )
    yield "", compared


def visitors_visiting(records: Records) -> Iterator[Part]:
    """Visitors on the roster, without those no longer to visit, and those of them whom a visit names."""
    roster = records.roster_of_visitors
    roster = roster[~roster["retired"].fillna(False).astype(bool)].reset_index(drop=True)
    named = _people_of(records.visitors)
    visits_by = [named.get(_key(row)) for row in roster.itertuples()]
    reported = pd.Series([row is not None for row in visits_by], dtype="boolean").astype("Int64")
    compared = pairs(
        roster,
        item=roster["visitor"],
        item_kind="visitor",
        label=roster["visitor_kind"],
        reported=reported if named else None,
        held=1,
        table="visits",
        submission=[None if row is None else row.submission for row in visits_by],
        source_row=[None if row is None else row.source_row for row in visits_by],
        held_table="visitors",
        held_submission=roster["submission"],
        held_row=roster["source_row"],
    )
    yield "", compared


def _surveys(records: Records) -> pd.DataFrame:
    """The latest survey of each unit up to the day, as one side of a pair."""
    rows = records.until("as_of", "need", "survey").sort_values("as_of", kind="stable")
    last = placed(rows.drop_duplicates("unit", keep="last"), "in_need")
    named = last.assign(item=last["unit"], item_kind="unit", on=last["as_of"], reported=last["in_need"])
    kept = ["unit", "item", "item_kind", "on", "reported", "submission", "source_row"]
    return named[kept].assign(table="need_survey").reset_index(drop=True)


def _named(records: Records) -> pd.DataFrame:
    """How many students in need each unit names, and where the latest part of its list begins."""
    rows = records.in_need
    latest = rows[rows["submission"] == rows.groupby("unit")["submission"].transform("max")]
    counts = latest.groupby("unit").agg(submission=("submission", "max"), source_row=("source_row", "min"))
    counts["reported"] = rows.groupby("unit")["student_id"].nunique()
    units = counts.rename_axis("unit").reset_index()
    return units.assign(item=units["unit"], item_kind="unit", table="need")


def _people_of(rows: pd.DataFrame) -> dict[tuple[frozenset[str], str, str], Any]:
    return {_key(row): row for row in rows.itertuples()}


def _key(row: Any) -> tuple[frozenset[str], str, str]:
    """By what a visitor is known: the name and the kind; a unit's own supervisors within their unit."""
    return people(row.visitor), row.visitor_kind, row.unit if row.visitor_kind == _OF_UNIT else ""
