"""What was worked out from the store, kept as long as what it was made of stays as it is.

Pages, exports and the shell share it. Nobody is asked here: whoever calls a function that is
:func:`kept` has asked already. Such a function takes the store and the term first and then only what
can be hashed; what it gives hangs on nothing else, and on no person. It is kept until anything comes
or is withdrawn; what is made :func:`of_facts` until that is so of a table that was looked at.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cache, wraps
from inspect import signature
from threading import Lock
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

import pandas as pd

from metrics.moments import stored
from metrics.pieces import Unchanging
from schema.term import Term
from store import Store
from store.facts import LoadedFacts, read_later_facts
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


class Shelf(Generic[T]):
    """Places by key for each store, the latest ``entries`` of them; ``make`` makes a new one."""

    def __init__(self, entries: int, make: Callable[[], T]) -> None:
        self._entries, self._make, self._guard = entries, make, Lock()
        self._stores: weakref.WeakKeyDictionary[Store, OrderedDict[Hashable, T]] = weakref.WeakKeyDictionary()

    def place(self, store: Store, key: Hashable) -> T:
        """The place of ``key``, now the latest of them; the oldest beyond the ``entries`` is given up."""
        with self._guard:
            places = self._stores.setdefault(store, OrderedDict())
            if key not in places:
                places[key] = self._make()
            places.move_to_end(key)
            while len(places) > self._entries:
                places.popitem(last=False)
            return places[key]

    def clear(self, store: Store) -> None:
        """Give up all places of a store."""
        with self._guard:
            self._stores.pop(store, None)


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
        shelf, guard = Shelf(entries, _Place), Lock()
        versions: weakref.WeakKeyDictionary[Store, str] = weakref.WeakKeyDictionary()

        @wraps(function)
        def keeping(store: Store, term: Term, *args: P.args, **named: P.kwargs) -> T:
            # A term is known by what its file says, wherever it was read.
            now = version(store, term, *args, **named) if version else read_version(store)
            key = (now, term.text, args, tuple(sorted(named.items())))
            with guard:
                if version is None and versions.get(store) != now:  # what was kept is of no use any more
                    versions[store] = str(now)
                    shelf.clear(store)
            place = shelf.place(store, key)
            with place.lock:
                if not place.result:
                    place.result.append(function(store, term, *args, **named))
            result = place.result[0]
            return cast("T", result if shared else _apart(result))

        return cast("Callable[Concatenate[Store, Term, P], T]", keeping)

    return decorate


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


_LOADED: weakref.WeakKeyDictionary[Store, dict[tuple[str, str], LoadedFacts]] = weakref.WeakKeyDictionary()


@kept(4, shared=True)
def loaded(store: Store, term: Term) -> LoadedFacts:
    """All facts of the term at one moment, and of which submissions they are.

    What was loaded before is not read again, whatever else the term says.
    """
    earlier, rows_of = _LOADED.setdefault(store, {}), (term.name, str(term.timezone))
    latest = read_later_facts(store, term.name, term.timezone, earlier.get(rows_of))
    earlier[rows_of] = latest = dataclasses.replace(latest, tables=Unchanging(latest.tables))
    return latest


def facts(store: Store, term: Term) -> dict[str, pd.DataFrame]:
    """All facts of the term by table, as :func:`store.facts.read_facts` describes, at one moment.

    They are never filtered, so one load answers every day and every moment of knowledge.
    """
    return loaded(store, term).tables


def submissions(store: Store, term: Term) -> pd.DataFrame:
    """All submissions of the term, as :func:`store.submissions.read_submissions` describes."""
    return loaded(store, term).submitted.copy(deep=False)


# A table, and as known when.
Looked = tuple[str, "pd.Timestamp | None"]


class Made:
    """A result, and the states of the tables that it was made of; only one thread makes it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.result: list[Any] = []
        self._states: dict[Looked, bytes] = {}

    @property
    def looked(self) -> frozenset[Looked]:
        """What it was made of."""
        return frozenset(self._states)

    def is_of(self, now: LoadedFacts) -> bool:
        """Whether it would come out the same of the facts ``now``."""
        return bool(self.result) and all(
            now.state(*looked) == state for looked, state in self._states.items()
        )

    def keep(self, result: object, now: LoadedFacts, looked: Iterable[Looked]) -> None:
        """Let ``result`` be what was made of what was ``looked`` at in the facts ``now``, or in later."""
        self.result, self._states = [result], {each: now.state(*each) for each in looked}


class LookedAt(Mapping[str, pd.DataFrame]):
    """Facts that note which of their tables somebody has looked at."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables, self.names = tables, set[str]()
        self.unchanging = isinstance(tables, Unchanging)

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.names.add(name)
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


_MADE: Shelf[Made] = Shelf(_VIEWS, Made)


def of_facts(store: Store, term: Term, work: Callable[..., T], *args: Hashable) -> T:
    """What ``work`` makes of facts, the term and ``args``, which can be hashed; nobody is asked.

    It is made anew when something came into a table that ``work`` looks at; where one of ``args`` is its
    ``known_at``, only when that was received, or withdrawn, by that moment.
    """
    return of_facts_looked_at(store, term, work, *args)[0]


def of_facts_looked_at(
    store: Store, term: Term, work: Callable[..., T], *args: Hashable
) -> tuple[T, frozenset[Looked]]:
    """As :func:`of_facts`, and what ``work`` looked at."""
    now, made = loaded(store, term), _MADE.place(store, (term.text, work, args))
    place = _place_of_moment(work)
    moment = moment_of(cast("dt.datetime | None", args[place])) if place in range(len(args)) else None
    with made.lock:
        if not made.is_of(now):
            looked = LookedAt(now.tables)
            result = work(looked, term, *args)
            made.keep(result, now, [(name, moment) for name in looked.names])
        return cast("T", _apart(made.result[0])), made.looked


def moment_of(known_at: dt.datetime | None) -> pd.Timestamp | None:
    """A moment of knowledge as :meth:`store.facts.LoadedFacts.state` takes it."""
    return None if known_at is None else pd.Timestamp(stored(known_at))


@cache
def _place_of_moment(work: Callable[..., object]) -> int:
    """Which argument after the facts and the term says what was known; -1 for none."""
    names = list(signature(work).parameters)[2:]
    return names.index("known_at") if "known_at" in names else -1
