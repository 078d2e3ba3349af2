"""Which session is whose: what requests beside a session's own socket are held against."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from streamlit.runtime.scriptrunner import get_script_run_ctx

from access.visits import Visit

_MOST = 10_000  # remembered at a time, of which nearly all are over
_visits: OrderedDict[str, Visit] = OrderedDict()
_lock = Lock()


def note(visit: Visit) -> None:
    """Remember whose the session is that runs now; outside of one there is nothing to remember."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    with _lock:
        _visits[context.session_id] = visit
        _visits.move_to_end(context.session_id)
        while len(_visits) > _MOST:
            _visits.popitem(last=False)


def visit_of(session_id: str) -> Visit | None:
    """Who the session was when it ran last; ``None`` for one that never ran."""
    with _lock:
        return _visits.get(session_id)


def sessions_of(login: str) -> list[str]:
    """The sessions that were those of ``login``, open or not."""
    with _lock:
        return [id for id, visit in _visits.items() if visit.person.login == login]
