"""Files on their way to a reader: rights are asked when one is taken, not when its button was drawn.

A file is made for whoever the session was when the button was drawn. It is made, and later given out,
only while that visit goes on with the same role and units; its address is good for nobody else, and
not for long.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock

from streamlit.runtime.memory_media_file_storage import _calculate_file_id

from access import Denied
from access.visits import Visit
from ui import identity

_GOOD_SECONDS = 600.0


@dataclass(frozen=True)
class _Handed:
    """For whom a file was made, and until when its address is good."""

    visit: Visit
    until: float


_handed: dict[str, list[_Handed]] = {}
_lock = Lock()


def for_this_visit(make: Callable[[], bytes], file_name: str, mime: str) -> Callable[[], bytes]:
    """``make`` for the person of this run of the page, and for nobody else.

    Calling it raises :class:`access.Denied` once they have signed out or have other rights than now.
    """
    visit = identity.visit()

    def made() -> bytes:
        identity.require_same(visit)
        content = make()
        _note(_calculate_file_id(content, mime, file_name), visit)
        return content

    return made


def may_take(address: str, requester: Visit) -> bool:
    """Whether whoever sends a request may have the file at ``address``: made for them, and still theirs."""
    with _lock:
        known = _handed.get(PurePosixPath(address).stem, ())
        handed = [each for each in known if each.until > time.monotonic()]
    return any(_is_theirs(each.visit, requester) for each in handed)


def _is_theirs(visit: Visit, requester: Visit) -> bool:
    try:
        identity.require_theirs(visit, requester)
    except Denied:
        return False
    return True


def _note(id: str, visit: Visit) -> None:
    now = time.monotonic()
    with _lock:
        for known in list(_handed):
            _handed[known] = [each for each in _handed[known] if each.until > now]
            if not _handed[known]:
                del _handed[known]
        _handed.setdefault(id, []).append(_Handed(visit, now + _GOOD_SECONDS))
