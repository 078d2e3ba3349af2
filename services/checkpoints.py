"""The checkpoints: their figures frozen once their day is over, and held against what is known since."""

from __future__ import annotations

import datetime as dt
import weakref
from collections.abc import Callable, Sequence

import pandas as pd

from access import Action
from metrics import compute_figures
from metrics.indicators import INDICATORS
from metrics.moments import stored
from metrics.states import with_states
from schema.figures import CAMPUS, STATE
from schema.term import Checkpoint as TermGate
from schema.term import Term
from services import cache, figures
from services.cache import Facts, kept
from services.desk import Desk
from store import Store
from store.checkpoints import Freezing, add_frozen, count_frozen, read_frozen

# What is received in the last seconds of a checkpoint may be written a moment after them.
_SETTLING = dt.timedelta(minutes=10)
_KEY = ["gate", "indicator", "unit"]
_COUNTS = ["n", "d", "rate"]
_KEPT = 32
# Term and checkpoint of those that were seen frozen whole: what is frozen stays.
_WHOLE: weakref.WeakKeyDictionary[Store, set[tuple[str, str]]] = weakref.WeakKeyDictionary()


def passed(term: Term, now: dt.datetime) -> tuple[TermGate, ...]:
    """The checkpoints of the term that are over at ``now`` (aware), and all that was sent by then written."""
    return tuple(
        checkpoint for checkpoint in term.checkpoints if term.end_of(checkpoint.on) + _SETTLING <= now
    )


def due(store: Store, term: Term, now: dt.datetime) -> tuple[TermGate, ...]:
    """The checkpoints that are over and not frozen whole; what once was whole is not counted again."""
    known = _WHOLE.setdefault(store, set())
    over = [checkpoint for checkpoint in passed(term, now) if (term.text, checkpoint.id) not in known]
    frozen = _count_frozen(store, term) if over else {}
    whole = len(INDICATORS) * (len(term.units) + 1)
    lacking = tuple(checkpoint for checkpoint in over if frozen.get(checkpoint.id, 0) < whole)
    known.update((term.text, checkpoint.id) for checkpoint in over if checkpoint not in lacking)
    return lacking


def _count_frozen(store: Store, term: Term) -> dict[str, int]:
    """Checkpoint → how many figures of today's indicators and units are frozen of it."""
    ids = [indicator.id for indicator in INDICATORS]
    return count_frozen(store, term.name, ids, [*term.unit_names, CAMPUS])


def freeze_passed(store: Store, term: Term, facts: Callable[[], Facts], now: dt.datetime) -> int:
    """Freeze the figures of every checkpoint that is :func:`due`; how many figures were added.

    All indicators, every unit and the campus, as known at the checkpoint's end, so the moment of freezing
    changes nothing. An indicator that the program learnt after one is added to it then. A checkpoint by
    whose end nothing at all had been received is left alone.
    """
    checkpoints = due(store, term, now)
    received = facts() if checkpoints else {}
    added = 0
    for checkpoint in checkpoints:
        end = term.end_of(checkpoint.on)
        if _is_known(received, end):
            figures = compute_figures(received, term=term, days=[checkpoint.on], known_at=end)
            added += add_frozen(store, Freezing(term.name, checkpoint.id, known_at=end, at=now), figures)
    return added


def then_and_now(frozen: pd.DataFrame, then: pd.DataFrame, now: pd.DataFrame, term: Term) -> pd.DataFrame:
    """Every checkpoint's figures beside each other: frozen, worked out again as known then, and known now.

    ``frozen`` is as :func:`store.checkpoints.read_frozen` has it; ``then`` and ``now`` are figures tables
    of days of checkpoints. Columns: ``gate, indicator, unit, on``, ``n_frozen, d_frozen`` (Int64, NA where
    nothing is frozen), ``rate_frozen``, likewise ``n_then, d_then, rate_then``, then ``n, d, rate`` as known
    now, ``change`` (now less frozen, a fraction), ``state_then`` and ``state`` where the tables have them
    (see :mod:`metrics.states`) and ``redefined``: what is frozen is not what would be
    worked out as known then, because a definition has changed or a sheet was entered with an earlier
    time of receipt. One row for each row of ``now``.
    """
    checkpoints = {pd.Timestamp(checkpoint.on): checkpoint.id for checkpoint in term.checkpoints}
    beside = now[now["on"].isin(list(checkpoints))].reset_index(drop=True)
    beside.insert(0, "gate", beside["on"].map(checkpoints).astype("str"))
    for suffix, table in (("_frozen", frozen), ("_then", then.assign(gate=then["on"].map(checkpoints)))):
        own = [*_COUNTS, *([STATE] if STATE in table else [])]
        kept = table[[*_KEY, *own]].rename(columns={name: f"{name}{suffix}" for name in own})
        kept = kept.astype({f"n{suffix}": "Int64", f"d{suffix}": "Int64", f"rate{suffix}": "float64"})
        beside = beside.merge(kept.astype(dict.fromkeys(_KEY, "str")), on=_KEY, how="left")
    beside["change"] = beside["rate"] - beside["rate_frozen"]
    differs = (beside["n_frozen"] != beside["n_then"]) | (beside["d_frozen"] != beside["d_then"])
    beside["redefined"] = differs.fillna(False).astype("bool")
    ends = [f"{name}{suffix}" for suffix in ("_frozen", "_then") for name in _COUNTS]
    states = [name for name in (STATE, f"{STATE}_then") if name in beside]
    return beside[[*_KEY, "on", *ends, *_COUNTS, "change", "redefined", *states]]


def frozen(desk: Desk) -> pd.DataFrame:
    """The frozen figures of every checkpoint, see :func:`store.checkpoints.read_frozen`."""
    desk.check(Action.SEE_RATES)
    return _frozen(desk.store, desk.term)


def frozen_with_states(desk: Desk) -> pd.DataFrame:
    """:func:`frozen`, with why a figure said nothing at its checkpoint, as it would be told today."""
    kept = frozen(desk)
    frozen_ones = [each for each in desk.term.checkpoints if each.id in set(kept["gate"])]
    then = [_then(desk.store, desk.dated, each).assign(gate=each.id) for each in frozen_ones]
    if not then:
        return kept.assign(**{STATE: pd.Series(dtype="str")})
    states = pd.concat(then)[[*_KEY, STATE]]
    stated = kept.merge(states, on=_KEY, how="left")
    return stated.assign(**{STATE: stated[STATE].fillna("").mask(stated["n"] > 0, "")})


def _frozen_figures(store: Store, term: Term) -> int:
    """How many figures are frozen: what is frozen never changes, so this tells when there are more."""
    return sum(_count_frozen(store, term).values())


@kept(2, version=_frozen_figures)
def _frozen(store: Store, term: Term) -> pd.DataFrame:
    return read_frozen(store, term.name)


def count(desk: Desk) -> int:
    """How many figures are frozen."""
    desk.check(Action.SEE_RATES)
    return _frozen_figures(desk.store, desk.term)


def freeze(desk: Desk) -> int:
    """Freeze what is due, see :func:`freeze_passed`. Nobody chooses anything by it, so all may."""
    desk.check(Action.SEE_RATES)
    return freeze_passed(desk.store, desk.term, desk.facts, desk.now())


def compared(
    desk: Desk, checkpoints: Sequence[TermGate] | None = None, *, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """Those of ``checkpoints`` (all) that are over, then and now, see :func:`then_and_now`.

    *Now* is ``known_at`` (aware; ``None``: all that was received); checkpoints that end after it are
    left out.
    """
    desk.check(Action.SEE_RATES)
    chosen = desk.term.checkpoints if checkpoints is None else checkpoints
    over = [each for each in passed(desk.term, desk.now()) if each in chosen]
    known = [each for each in over if ends_by(desk.term, each, known_at)]
    then = [_then(desk.store, desk.dated, each) for each in known]
    now = figures.all_series(desk, known_at)
    days = [pd.Timestamp(each.on) for each in known]
    return then_and_now(frozen(desk), pd.concat([now.head(0), *then]), now[now["on"].isin(days)], desk.term)


def restated(desk: Desk, checkpoint: TermGate, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """The figures of a checkpoint that are others as known at ``known_at`` than what is frozen of them.

    Columns as :func:`compared` gives them, without what would be worked out as known then.
    """
    desk.check(Action.SEE_RATES)
    over = checkpoint in passed(desk.term, desk.now()) and ends_by(desk.term, checkpoint, known_at)
    days = [checkpoint.on] if over else []
    now = figures.of_days(desk, days, known_at, [one.id for one in INDICATORS])
    beside = then_and_now(frozen(desk), now.head(0), now, desk.term)
    differs = (beside["n"] != beside["n_frozen"]) | (beside["d"] != beside["d_frozen"])
    return beside[beside["n_frozen"].notna() & differs.fillna(False).astype(bool)]


def _entered_by(store: Store, term: Term, checkpoint: TermGate) -> tuple[int, int]:
    """What changes when something is entered that had been received, or withdrawn, by its end."""
    sent, end = cache.submissions(store, term), pd.Timestamp(stored(term.end_of(checkpoint.on)))
    return int((sent["ordered_at"] <= end).sum()), int((sent["withdrawn_at"] <= end).sum())


@kept(_KEPT, version=_entered_by)
def _then(store: Store, term: Term, checkpoint: TermGate) -> pd.DataFrame:
    """The figures of a checkpoint's day worked out anew as known at its end."""
    facts, end = cache.facts(store, term), term.end_of(checkpoint.on)
    return with_states(
        compute_figures(facts, term=term, days=[checkpoint.on], known_at=end), facts, term, end
    )


def counts_of(figures: pd.DataFrame, checkpoint: str, indicator: str, unit: str) -> tuple[int, int] | None:
    """The n and d of one frozen figure; ``None`` where it is not frozen."""
    same = (figures["gate"] == checkpoint) & (figures["indicator"] == indicator) & (figures["unit"] == unit)
    matching = figures[same]
    return None if matching.empty else (int(matching["n"].iloc[0]), int(matching["d"].iloc[0]))


def _is_known(facts: Facts, moment: dt.datetime) -> bool:
    """Whether anything had been received by ``moment``."""
    until = pd.Timestamp(stored(moment))
    return any((rows["received_at"] <= until).any() for rows in facts.values())


def ends_by(term: Term, checkpoint: TermGate, known_at: dt.datetime | None) -> bool:
    """Whether all of a checkpoint's day was over at ``known_at`` (``None``: now)."""
    return known_at is None or term.end_of(checkpoint.on) <= known_at
