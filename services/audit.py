"""The log of acts: reading it, and noting which names a person sees and what they take along."""

from __future__ import annotations

import datetime as dt
import json
from threading import Lock

import pandas as pd

from access import Action
from services import cache, small_counts
from services.desk import Desk
from services.small_counts import FEW
from services.submitted import about_hidden_students
from store.acts import About, add_act, read_acts

# A list that is looked at again within so long is one view: a page is drawn anew with every click.
_ONE_VIEW = dt.timedelta(minutes=10)
_MOST_VIEWS = 10_000  # remembered at a time
_views: dict[tuple[str, str, str, str | None, int | None], dt.datetime] = {}
_lock = Lock()


def acts(desk: Desk) -> pd.DataFrame:
    """The log of all acts, see :func:`store.acts.read_acts`.

    How many rows a sheet brought is ``FEW`` where these are a few students whom the person may not see, and
    nothing is told of what was said about such.
    """
    desk.check(Action.SEE_AUDIT)
    log = read_acts(desk.store, desk.term.name)
    listed = cache.submissions(desk.store, desk.term)
    few = listed["submission"][small_counts.veiled_taken(desk, listed) == FEW]
    veiled = log["submission"].isin(few) & (log["act"] == "submitted")
    log.loc[veiled, "detail"] = [_without(detail, "taken", FEW) for detail in log.loc[veiled, "detail"]]
    rosters = listed["submission"][about_hidden_students(desk, listed)]
    for name in ("comment", "reason"):
        said = log["submission"].isin(rosters)
        log.loc[said, "detail"] = [_without(detail, name, None) for detail in log.loc[said, "detail"]]
    return log


def _without(detail: str, name: str, instead: object) -> str:
    values = json.loads(detail)
    return json.dumps({**values, name: instead} if name in values else values, ensure_ascii=False)


def log_taken(desk: Desk, file: str) -> None:
    """Log that the person takes the log itself along."""
    desk.check(Action.SEE_AUDIT)
    add_act(desk.store, "downloaded", desk.signed(), About(term=desk.term.name), {"file": file})


def note_seen(desk: Desk, what: str, unit: str | None, submission: int | None = None) -> None:
    """Log that the person is shown a list of names: which, of which unit, from which submission.

    Raises ``StoreError`` where that cannot be written down: names are not shown unseen.
    """
    key = (desk.store.name, desk.person.login, what, unit, submission)
    now = desk.now()
    with _lock:
        if now - _views.get(key, dt.datetime.min.replace(tzinfo=dt.UTC)) < _ONE_VIEW:
            return
    about = About(term=desk.term.name, unit=unit, submission=submission)
    add_act(desk.store, "viewed", desk.signed(), about, {"list": what})
    with _lock:
        _views[key] = now
        while len(_views) > _MOST_VIEWS:
            del _views[next(iter(_views))]


def note_taken(
    desk: Desk, file: str, kind: str, unit: str | None, *, submission: int | None = None, **detail: object
) -> None:
    """Log that the person has taken ``file`` along; ``detail`` is what else is said of it."""
    add_act(
        desk.store,
        "downloaded",
        desk.signed(),
        About(term=desk.term.name, unit=unit, kind=kind, submission=submission),
        detail={"file": file, **detail},
    )


def note_file(desk: Desk, submission: pd.Series, file: str) -> None:
    """Log that the person has taken ``file`` along, which belongs to a submission that they may see."""
    unit = None if pd.isna(submission["unit"]) else submission["unit"]
    note_taken(desk, file, submission["kind"], unit, submission=int(submission["submission"]))
