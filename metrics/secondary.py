"""Second figures: kinds of material a class, and visits by kind of visitor."""

from __future__ import annotations

import datetime as dt

import narwhals as nw
import pandas as pd

from metrics.basis.visitors import arranged_visits
from metrics.moments import midnight
from metrics.received import Facts
from metrics.relations import Frame, collected
from metrics.standing import Standing
from schema.figures import CAMPUS
from schema.term import Term
from schema.vocabulary import VISITOR_KINDS


def mean_material_kinds(
    facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """Mean number of distinct kinds of material a class due, uploaded by the end of ``on``.

    Columns: ``unit`` (of the term, the campus last), ``kinds`` (the sum over its classes) and
    ``classes`` (due; int64), ``mean`` (kinds / classes, NaN without classes). Not a rate: the
    kinds are no duties.
    """
    standing = Standing(facts, term, known_at, on=on)
    uploaded = standing.materials.filter(nw.col("uploaded_on") <= midnight(on))
    kinds = uploaded.select("class_no", "unit_no", "material_kind").unique()
    table = pd.DataFrame(
        {
            "kinds": _count_by_place(kinds, term),
            "classes": _count_by_place(standing.due, term),
        }
    )
    table["mean"] = (table["kinds"] / table["classes"]).where(table["classes"] != 0)
    return table.reset_index()


def visit_counts(facts: Facts, term: Term, on: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Visits planned and done by the end of ``on``, to classes due, by kind of visitor.

    Columns: ``unit`` (of the term, the campus last), ``visitor_kind`` (of the vocabulary),
    ``planned`` (with 安排日期, from that day or the day of first receipt if earlier) and ``done`` (with
    听课日期 ≤ on), both int64 in 门次: visits, not classes. A visit done without a plan is only done.
    """
    visits = Standing(facts, term, known_at, on=on)
    day = midnight(on)
    tables = [
        pd.DataFrame(
            {
                "visitor_kind": visitor_kind,
                "planned": _count_by_place(planned, term),
                "done": _count_by_place(done, term),
            }
        ).reset_index()
        for visitor_kind in VISITOR_KINDS.words
        for planned, done in [_by_visitor(visits, visitor_kind, day)]
    ]
    return pd.concat(tables, ignore_index=True)


def _by_visitor(standing: Standing, visitor_kind: str, day: dt.datetime) -> tuple[Frame, Frame]:
    theirs = nw.col("visitor_kind") == visitor_kind
    planned = arranged_visits(standing).filter(theirs, nw.col("on") <= day)
    return planned, standing.visits.filter(theirs, nw.col("visited_on") <= day)


def _count_by_place(rows: Frame, term: Term) -> pd.Series[int]:
    counted = collected(rows.group_by("unit_no").agg(nw.len().alias("rows")))
    by_unit = counted.set_index("unit_no")["rows"].reindex(range(len(term.units)), fill_value=0)
    by_unit = by_unit.astype("int64").set_axis(pd.Index(term.unit_names, dtype="str", name="unit"))
    by_unit.loc[CAMPUS] = by_unit.sum()
    return by_unit
