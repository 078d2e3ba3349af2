"""What was worked out from the store, kept as long as the store stays as it is: the one place for it.

Pages, exports and the shell share it. Nobody is asked here: whoever calls a function that is
:func:`kept` has asked already. Such a function takes the store and the term first and then only what
can be hashed; what it gives hangs on nothing else, and on no person.
"""

from __future__ import annotations

import dataclasses
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from schema.term import Term
from store import Store
from store.facts import LoadedFacts, read_later_facts
from store.submissions import read_submissions
from store.versions import read_version

_VIEWS = 128

Facts = dict[str, pd.DataFrame]
P = ParamSpec("P")
T = TypeVar("T")


class _Place:
    """Where one result is kept, once it is there; only one thread works it out."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.result: list[Any] = []


_Places = OrderedDict[Hashable, _Place]


def kept(
    entries: int, *, version: Callable[..., Hashable] | None = None, shared: bool = False
) -> Callable[[Callable[Concatenate[Store, Term, P], T]], Callable[Concatenate[Store, Term, P], T]]:
    """Keep the latest ``entries`` results of a function of a store, by its version, for each store.

    ``version`` (of the same arguments) says what else than every submission and withdrawal changes them.

    Frames come back as copies of their own (which share their cells until one is written to), so
    nobody changes what others get; ``shared`` is for what nobody changes. What raises is not kept.
    """

    def decorate(
        function: Callable[Concatenate[Store, Term, P], T],
    ) -> Callable[Concatenate[Store, Term, P], T]:
        stores: weakref.WeakKeyDictionary[Store, _Places] = weakref.WeakKeyDictionary()
        versions: weakref.WeakKeyDictionary[Store, str] = weakref.WeakKeyDictionary()
        guard = Lock()

        @wraps(function)
        def keeping(store: Store, term: Term, *args: P.args, **named: P.kwargs) -> T:
            # A term is known by what its file says, wherever it was read.
            now = version(store, term, *args, **named) if version else read_version(store)
            key = (now, repr(term), args, tuple(sorted(named.items())))
            with guard:
                if version is None and versions.get(store) != now:  # what was kept is of no use any more
                    versions[store] = str(now)
                    stores.pop(store, None)
                place = _place(stores.setdefault(store, OrderedDict()), key, entries)
            with place.lock:
                if not place.result:
                    place.result.append(function(store, term, *args, **named))
            result = place.result[0]
            return cast("T", result if shared else _apart(result))

        return cast("Callable[Concatenate[Store, Term, P], T]", keeping)

    return decorate


def _place(places: _Places, key: Hashable, entries: int) -> _Place:
    """The place of ``key``, now the latest of them; the oldest beyond ``entries`` is given up."""
    place = places.setdefault(key, _Place())
    places.move_to_end(key)
    while len(places) > entries:
        places.popitem(last=False)
    return place


def _apart(value: object) -> object:
    """``value`` with frames, and those in a dictionary, a tuple or a dataclass, that can be changed alone."""
    if isinstance(value, pd.DataFrame):
        return value.copy(deep=False)
    if isinstance(value, dict):
        return {key: _apart(each) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        own = {
            field.name: _apart(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.init
        }
        return dataclasses.replace(value, **own)
    return value


_LOADED: weakref.WeakKeyDictionary[Store, dict[str, LoadedFacts]] = weakref.WeakKeyDictionary()


@kept(2, shared=True)
def facts(store: Store, term: Term) -> dict[str, pd.DataFrame]:
    """All facts of the term by table, as :func:`store.facts.read_facts` describes, at one moment.

    They are never filtered, so one load answers every day and every moment of knowledge; what was
    loaded before is not read again.
    """
    loaded = _LOADED.setdefault(store, {})
    latest = read_later_facts(store, term.name, term.timezone, loaded.get(repr(term)))
    loaded[repr(term)] = latest
    return latest.tables


@kept(2)
def submissions(store: Store, term: Term) -> pd.DataFrame:
    """All submissions of the term, as :func:`store.submissions.read_submissions` describes."""
    return read_submissions(store, term.name)


@kept(_VIEWS)
def of_facts(store: Store, term: Term, work: Callable[..., T], *args: Hashable) -> T:
    """What ``work`` makes of all facts, the term and ``args``, which can be hashed; nobody is asked."""
    return work(facts(store, term), term, *args)
