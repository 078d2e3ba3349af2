"""What is known of the classes that exports of platforms are about: answers once given, and rosters."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from schema.platforms import KnownClasses
from schema.term import Term
from store import Store
from store.class_answers import read_class_answers
from store.facts import read_facts


def known_classes(store: Store, term: Term, moment: dt.datetime) -> KnownClasses:
    """What is known of classes for a file received at ``moment`` (aware).

    An answer of that time goes before one given since; rosters are those that stood then.
    """
    answers = read_class_answers(store, term.name)
    if not answers:
        return KnownClasses()
    answers |= read_class_answers(store, term.name, until=moment)
    rows = read_facts(store, "roster", term.name, term.timezone)
    return KnownClasses(answers, _rosters(rows, set(answers.values()), moment))


def _rosters(rows: pd.DataFrame, classes: set[str], moment: dt.datetime) -> dict[str, dict[str, str]]:
    """Class → 学号 → name of everybody on the rosters of ``classes`` that stood at ``moment``."""
    rows = rows[rows["class_id"].isin(classes)]
    until = pd.Timestamp(moment).tz_convert("UTC").tz_localize(None)
    stands = (rows["received_at"] <= until) & ~(rows["withdrawn_at"] <= until)
    # An export says who is in and leaves the day open, as no other sheet can: it is no roster.
    lacking = rows["lacking"].astype("object").fillna("").astype(str)
    is_export = lacking.str.contains("|joined_on|", regex=False) & ~lacking.str.contains(
        "|joined|", regex=False
    )
    rows = rows[stands & ~is_export].sort_values(["received_at", "submission"], kind="stable")
    rosters: dict[str, dict[str, str]] = {}
    names = rows["student_name"].astype("object").fillna("")
    for class_id, student_id, name in zip(rows["class_id"], rows["student_id"], names, strict=True):
        rosters.setdefault(class_id, {})[student_id] = name
    return rosters
