"""What is worked out of some tables of facts, kept as long as their frames are the same.

A sheet of materials leaves the frames of all other tables as they are, and with them what stands of
them: the plan, the rosters, who has sent what. It is kept for facts that say that nobody writes to
their frames (:class:`Unchanging`), and for no others.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
_ENTRIES = 512  # pieces that are kept at a time
_Frames = tuple["weakref.ref[Any]", ...]
_KEPT: OrderedDict[Hashable, tuple[_Frames, Any]] = OrderedDict()
_GUARD = Lock()


class Unchanging(dict[str, Any]):
    """Facts by table, of pandas, whose frames nobody writes to."""

    unchanging = True


def with_tables(facts: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """``facts`` with other frames for some tables; where nobody writes to those, nobody does to these."""
    whole = {**facts, **changed}
    return Unchanging(whole) if is_unchanging(facts) else whole


def is_unchanging(facts: Mapping[str, Any]) -> bool:
    """Whether nobody writes to the frames of ``facts``."""
    return bool(getattr(facts, "unchanging", False))


def piece_of(facts: Mapping[str, Any], tables: Iterable[str], key: Hashable, work: Callable[[], T]) -> T:
    """What ``work`` makes of the frames of ``tables`` and of what ``key`` says, and of nothing else.

    It is made once for facts that are :class:`Unchanging`; nobody changes what all get.
    """
    if not is_unchanging(facts):
        return work()
    frames = [facts[table] for table in tables]
    place = (key, *map(id, frames))
    with _GUARD:
        # An id is a frame's own only as long as that lives.
        if place in _KEPT and all(ref() is frame for ref, frame in zip(_KEPT[place][0], frames, strict=True)):
            _KEPT.move_to_end(place)
            kept: T = _KEPT[place][1]
            return kept
    made = work()
    with _GUARD:
        # With a frame goes what was made of it; the frame may go while somebody has the guard.
        gone = partial(_forget, place)
        _KEPT[place] = tuple(weakref.ref(frame, gone) for frame in frames), made
        _KEPT.move_to_end(place)
        while len(_KEPT) > _ENTRIES:
            _KEPT.popitem(last=False)
    return made


def _forget(place: Hashable, _frame: weakref.ref[Any], kept: OrderedDict[Hashable, Any] = _KEPT) -> None:
    kept.pop(place, None)  # bound when it was declared: frames may outlive this module at the end
