"""The term with the deadlines of sheets as academic affairs moved them."""

from __future__ import annotations

from dataclasses import replace

from metrics import periods_of
from schema.deadlines import ONCE
from schema.term import Term
from services.cache import kept
from store import Store
from store.deadlines import read_deadlines
from store.versions import read_rules_version


@kept(2, version=lambda store, _term: read_rules_version(store), shared=True)
def dated(store: Store, term: Term) -> Term:
    """``term``, in which a sheet is due when academic affairs says so now, else when the file does.

    Of a sheet that is sent every day or week that is when the first one is due, but no sooner than in the
    file: that a count is sent daily does not ask for the whole of it earlier.
    """
    due = dict(term.due)
    for each in read_deadlines(store, term.name):
        first = periods_of(each, term)[0].due
        due[each.kind] = first if each.period == ONCE else max(first, due.get(each.kind, first))
    return term if due == term.due else replace(term, due=due)
