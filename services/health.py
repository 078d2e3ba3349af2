"""Whether a server is well: what an operator's watch asks again and again, with nothing of anybody in it."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

from schema import limits
from schema.term import Term
from services import cache, checkpoints, sample
from store import Store, StoreError
from store.messages import FAILED, GIVEN_UP, count_troubled
from store.revision import is_current


@dataclass(frozen=True)
class Health:
    """What was looked at: each ``True`` where it is well. ``free_bytes`` are left where the data lie.

    ``failing`` messages are tried again, those ``given_up`` are not; neither makes a server unwell.
    """

    store: bool
    migrations: bool
    disk: bool
    checkpoints: bool
    free_bytes: int
    failing: int = 0
    given_up: int = 0

    @property
    def is_well(self) -> bool:
        """Whether all of it is."""
        return self.store and self.migrations and self.disk and self.checkpoints

    def as_dict(self) -> dict[str, object]:
        """The same as it is answered."""
        words = {
            name: "ok" if getattr(self, name) else "failed"
            for name in ("store", "migrations", "disk", "checkpoints")
        }
        counts = {"messages_failing": self.failing, "messages_given_up": self.given_up}
        return {"ok": self.is_well, **words, "free_mb": self.free_bytes // 2**20, **counts}


def look(store: Store, term: Term, now: dt.datetime) -> Health:
    """Look at the store, its tables, the disk, and whether the last checkpoint was frozen."""
    free = _free_bytes(store)
    has_room = free >= limits.LEAST_FREE_BYTES
    try:
        current = is_current(store.engine)
        frozen = not _is_overdue(store, term, now)
        troubled = count_troubled(store, term.name)
    except StoreError:
        return Health(False, False, has_room, False, free)
    return Health(True, current, has_room, frozen, free, troubled[FAILED], troubled[GIVEN_UP])


def _is_overdue(store: Store, term: Term, now: dt.datetime) -> bool:
    """Whether a checkpoint that is over was left unfrozen although there is something to freeze."""
    sent = cache.submissions(store, term)
    if sent.empty or sample.is_wanted(store, term):
        return False
    first = sent["ordered_at"].min().tz_localize("UTC")
    overdue = checkpoints.due(store, term, now - limits.FREEZING_TIME)
    return any(first <= term.end_of(checkpoint.on) for checkpoint in overdue)


def _free_bytes(store: Store) -> int:
    url = store.engine.url
    own = url.get_backend_name() == "sqlite" and url.database
    folder = Path(str(url.database).removeprefix("file:").partition("?")[0]).parent if own else Path.cwd()
    return shutil.disk_usage(folder).free
