"""The gates: their figures frozen once their day is over, and held against what is known since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from access import Action
from metrics import compute_figures
from metrics.indicators import INDICATORS
from metrics.moments import stored
from schema.figures import CAMPUS
from schema.term import Gate as TermGate
from schema.term import Term
from services import restatement as restating
from services.desk import Facts
from services.submissions import Filing
from store import Store

# What is received in the last seconds of a gate may be written a moment after them.
_SETTLING = dt.timedelta(minutes=10)
_KEY = ["gate", "indicator", "unit"]
_COUNTS = ["n", "d", "rate"]
_SENT = ("kind", "form", "file")


def passed(term: Term, now: dt.datetime) -> tuple[TermGate, ...]:
    """The gates of the term that are over at ``now`` (aware), and all that was sent by then written."""
    return tuple(gate for gate in term.gates if term.end_of(gate.on) + _SETTLING <= now)


def due(store: Store, term: Term, now: dt.datetime) -> tuple[TermGate, ...]:
    """The gates that are over and not frozen whole; where everything is frozen this is one query."""
    over = passed(term, now)
    ids = [indicator.id for indicator in INDICATORS]
    kept = store.count_frozen(term.name, ids, [*term.unit_names, CAMPUS]) if over else {}
    whole = len(ids) * (len(term.units) + 1)
    return tuple(gate for gate in over if kept.get(gate.id, 0) < whole)


def freeze_passed(store: Store, term: Term, facts: Callable[[], Facts], now: dt.datetime) -> int:
    """Freeze the figures of every gate that is :func:`due`; how many figures were added.

    All indicators, every unit and the campus, as known at the gate's end, so the moment of freezing
    changes nothing. An indicator that the program learnt after a gate is added to it then. A gate by
    whose end nothing at all had been received is left alone.
    """
    gates = due(store, term, now)
    received = facts() if gates else {}
    added = 0
    for gate in gates:
        end = term.end_of(gate.on)
        if _is_known(received, end):
            figures = compute_figures(received, term=term, days=[gate.on], known_at=end)
            added += store.freeze(term.name, gate.id, figures, known_at=end, at=now)
    return added


def then_and_now(frozen: pd.DataFrame, then: pd.DataFrame, now: pd.DataFrame, term: Term) -> pd.DataFrame:
    """Every gate's figures beside each other: frozen, worked out again as known then, and known now.

    ``frozen`` is as :meth:`store.Store.frozen` has it; ``then`` and ``now`` are figures tables of days of
    gates. Columns: ``gate, indicator, unit, on``, ``n_frozen, d_frozen`` (Int64, NA where nothing is
    frozen), ``rate_frozen``, likewise ``n_then, d_then, rate_then``, then ``n, d, rate`` as known now,
    ``change`` (now less frozen, a fraction) and ``redefined``: what is frozen is not what would be
    worked out as known then, because a definition has changed or a sheet was entered with an earlier
    time of receipt. One row for each row of ``now``.
    """
    gates = {pd.Timestamp(gate.on): gate.id for gate in term.gates}
    told = now[now["on"].isin(list(gates))].reset_index(drop=True)
    told.insert(0, "gate", told["on"].map(gates).astype("str"))
    for suffix, table in (("_frozen", frozen), ("_then", then.assign(gate=then["on"].map(gates)))):
        kept = table[[*_KEY, *_COUNTS]].rename(columns={name: f"{name}{suffix}" for name in _COUNTS})
        kept = kept.astype({f"n{suffix}": "Int64", f"d{suffix}": "Int64", f"rate{suffix}": "float64"})
        told = told.merge(kept.astype(dict.fromkeys(_KEY, "str")), on=_KEY, how="left")
    told["change"] = told["rate"] - told["rate_frozen"]
    differs = (told["n_frozen"] != told["n_then"]) | (told["d_frozen"] != told["d_then"])
    told["redefined"] = differs.fillna(False).astype("bool")
    ends = [f"{name}{suffix}" for suffix in ("_frozen", "_then") for name in _COUNTS]
    return told[[*_KEY, "on", *ends, *_COUNTS, "change", "redefined"]]


class Gating(Filing):
    """What the desk knows of the gates."""

    def frozen(self) -> pd.DataFrame:
        """The frozen figures of every gate, see :meth:`store.Store.frozen`."""
        self.check(Action.SEE_RATES)
        return self._store.frozen(self.term.name)

    def freeze(self) -> int:
        """Freeze what is due, see :func:`freeze_passed`. Nobody chooses anything by it, so all may."""
        self.check(Action.SEE_RATES)
        return freeze_passed(self._store, self.term, self._facts, self.now())

    def gates(
        self, *, known_at: dt.datetime | None = None, indicators: Sequence[str] | None = None,
        units: Sequence[str] | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """The gates that are over, then and now, see :func:`then_and_now`.

        *Now* is ``known_at`` (aware; ``None``: all that was received); gates that end after it are
        left out.
        """
        self.check(Action.SEE_RATES)
        over = [gate for gate in passed(self.term, self.now()) if ends_by(self.term, gate, known_at)]
        count = partial(compute_figures, self._facts(), term=self.term, indicators=indicators, units=units)
        then = [count(days=[gate.on], known_at=self.term.end_of(gate.on)) for gate in over]
        now = count(days=[gate.on for gate in over], known_at=known_at)
        return then_and_now(self.frozen(), pd.concat([*then, now.head(0)]), now, self.term)

    def restatement(
        self, gate: str, indicator: str, unit: str, known_at: dt.datetime | None = None,
        *, reckoned: pd.DataFrame | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """What was received after a gate and changed a figure of it, see :func:`restatement.explained`.

        As :meth:`with_files` gives it. A server that keeps what takes time hands in ``reckoned``. Raises
        ``KeyError`` for a gate that the term does not have.
        """
        self.check(Action.SEE_RATES)
        if reckoned is not None:
            return self.with_files(reckoned)
        meant = {one.id: one for one in self.term.gates}[gate]
        counts = counts_of(self.frozen(), gate, indicator, unit)
        return self.with_files(
            restating.explained(
                self._facts(), self.term, indicator, unit, meant.on, frozen=counts, known_at=known_at
            )
        )

    def with_files(self, told: pd.DataFrame) -> pd.DataFrame:
        """``told``, with what was sent: ``kind`` and ``form`` for all, ``file`` where the person may see it.

        Of submissions that the person may not see ``submission`` is missing too.
        """
        self.check(Action.SEE_RATES)
        listed = self._store.submissions(self.term.name).set_index("submission")
        named = told.assign(
            **{column: told["submission"].map(listed[column]).astype("str") for column in _SENT}
        )
        may_see_some = self.units(Action.SEE_SUBMISSIONS) or self.units(Action.SEE_FAULTS)
        seen = self.submissions()["submission"] if may_see_some else []
        hidden = ~named["submission"].isin(list(seen))
        return named.assign(file=named["file"].mask(hidden), submission=named["submission"].mask(hidden))


def counts_of(figures: pd.DataFrame, gate: str, indicator: str, unit: str) -> tuple[int, int] | None:
    """The n and d of one frozen figure; ``None`` where it is not frozen."""
    same = (figures["gate"] == gate) & (figures["indicator"] == indicator) & (figures["unit"] == unit)
    found = figures[same]
    return None if found.empty else (int(found["n"].iloc[0]), int(found["d"].iloc[0]))


def _is_known(facts: Facts, moment: dt.datetime) -> bool:
    """Whether anything had been received by ``moment``."""
    until = pd.Timestamp(stored(moment))
    return any((rows["received_at"] <= until).any() for rows in facts.values())


def ends_by(term: Term, gate: TermGate, known_at: dt.datetime | None) -> bool:
    """Whether all of a gate's day was over at ``known_at`` (``None``: now)."""
    return known_at is None or term.end_of(gate.on) <= known_at
