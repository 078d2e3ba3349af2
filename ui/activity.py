"""When each person last did something: whoever sees names and does nothing for too long is signed out.

Kept in the store, as a person may come to another server next; and here, so that most clicks ask nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from threading import Lock

from access import Action, reach
from access.visits import Visit
from access.ways import Way
from store.last_acts import note_act, read_last_act
from ui import session
from ui.signing import signing

# How exactly the store knows it: a click a person is written down in this time, not every one.
_EXACTLY = dt.timedelta(minutes=1)
_MOST = 10_000  # people remembered here at a time
_written: OrderedDict[str, dt.datetime] = OrderedDict()
_lock = Lock()


def is_idle(visit: Visit, now: dt.datetime) -> bool:
    """Whether ``visit`` is over, as its person sees names of students and did nothing for too long.

    A proxy says anew who comes with every connection, so there the proxy has to end idle visits.
    """
    here = signing()
    if visit.since is None or here.way is Way.HEADER or not here.idle:
        return False
    return reach(visit.person, Action.SEE_STUDENTS) is not None and now - last_act(visit, now) > here.idle


def last_act(visit: Visit, now: dt.datetime) -> dt.datetime:
    """When the person of a ``visit`` last did something since they signed in, to the minute.

    The store is asked only where what is known here would be too long before ``now``.
    """
    since = visit.since or dt.datetime.max.replace(tzinfo=dt.UTC)
    login, idle = visit.person.login, signing().idle
    known = max(since, _written.get(login, since))
    if now - known <= idle:
        return known
    return max(known, read_last_act(session.store(), login) or known)


def is_new(visit: Visit, now: dt.datetime) -> bool:
    """Whether it is long enough since an act of this person was written down to write down the next."""
    written = _written.get(visit.person.login)
    return visit.since is not None and (written is None or now - written >= _EXACTLY)


def note(visit: Visit, now: dt.datetime) -> None:
    """Write down that the person of a ``visit`` does something, unless they did nothing for too long before.

    Raises ``StoreError``.
    """
    here = signing()
    if here.way is Way.HEADER or (here.idle and now - last_act(visit, now) > here.idle):
        return
    note_act(session.store(), visit.person.login, now)
    with _lock:
        _written[visit.person.login] = now
        _written.move_to_end(visit.person.login)
        while len(_written) > _MOST:
            _written.popitem(last=False)
