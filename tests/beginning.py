"""What was worked out of a database before anything was written to it, which every copy of it begins with."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from schema.term import Term
from services import cache
from services.cache import Shelf
from services.kept_figures import _Series
from store import Store, open_store
from store.facts import LoadedFacts, read_later_facts

Places = OrderedDict[Hashable, Any]


class Beginning:
    """What is kept of the store called ``name`` before anything was written to it.

    Copies have its submissions, and so its figures: each goes on from here by the rules by which one store
    goes on, which make anew what a submission moves.
    """

    def __init__(self, name: str, place: Callable[[Shelf[Any], Store, Hashable], Any]) -> None:
        self._name, self._place = name, place
        self._kept: dict[Shelf[Any], Places] = {}

    def place(self, shelf: Shelf[Any], store: Store, key: Hashable) -> Any:
        """:meth:`services.cache.Shelf.place`; the places of a copy that is new are those of the beginning."""
        kept = self._kept.setdefault(shelf, OrderedDict())
        if store.name == self._name and store not in shelf._stores:
            shelf._stores[store] = _own(kept)
        return self._place(shelf, store, key)

    def remember(self, file: Path) -> None:
        """Keep what was worked out of a copy to which nothing was written."""
        for shelf in self._kept:
            for store, places in shelf._stores.items():
                if store.engine.url.database == str(file):
                    self._kept[shelf] = _own(places)


def _own(places: Mapping[Hashable, Any]) -> Places:
    """Places of one's own, of which what was made is shared until it is made anew."""
    own = OrderedDict((key, copy.copy(place)) for key, place in places.items())
    for place in own.values():
        if isinstance(place, _Series):
            place.made = {id: copy.copy(made) for id, made in place.made.items()}
    return own


@contextmanager
def beginning_of(file: Path, term: Term) -> Iterator[Beginning]:
    """Let every copy of a SQLite file read, and work out, only what came after its beginning, the same in all."""
    with open_store(f"sqlite:///{file}") as original:
        name, facts = original.name, read_later_facts(original, term.name, term.timezone)
    begun = Beginning(name, Shelf.place)

    @wraps(read_later_facts)
    def reading(store: Store, of_term: str, tz: ZoneInfo, earlier: LoadedFacts | None = None) -> LoadedFacts:
        if earlier is None and (store.name, of_term) == (name, term.name):
            earlier = facts
        return read_later_facts(store, of_term, tz, earlier)

    def placing(shelf: Shelf[Any], store: Store, key: Hashable) -> Any:
        return begun.place(shelf, store, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "read_later_facts", reading)
        patch.setattr(Shelf, "place", placing)
        yield begun
