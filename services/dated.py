"""The term with the deadlines of sheets as academic affairs moved them."""

from __future__ import annotations

from dataclasses import replace

from metrics import periods_of
from schema.term import Term
from store import Store
from store.deadlines import read_deadlines


def dated(store: Store, term: Term) -> Term:
    """``term``, in which a sheet is due when academic affairs says so now, else when the file does.

    Of a sheet that is sent every day or week that is when the first one is due.
    """
    moved = {each.kind: periods_of(each, term)[0].due for each in read_deadlines(store, term.name)}
    return replace(term, due={**term.due, **moved}) if moved else term
