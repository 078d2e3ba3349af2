"""Why a figure is another one on a later day: what was received, or withdrawn, and the passing of days.

The difference of two days, both as known at one moment, is made of *moves*. What the later day had more
by the end of the earlier one, as known then, came with the passing of days: it was reported ahead. What a
submission or a withdrawal since then moved is what it moved of the later day less what it moved of the
earlier one. So the moves add up to the difference, whatever was corrected in between.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from access import Action
from metrics.received import Facts
from schema.figures import FigureKey
from schema.term import Term
from services.cache import of_facts
from services.desk import Desk
from services.restatement import less, moves_since, with_files

DAYS = "days"
_COLUMNS = ("moment", "act", "submission", "unit", "n", "d", "rate")


def between(
    facts: Facts, term: Term, figure: FigureKey, since: dt.date, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """What moved ``figure`` from the day ``since`` to its own, both as known at ``known_at`` (``None``: now).

    Columns: ``moment`` (naive UTC, NaT for the passing of days), ``act`` (``days``, ``received`` or
    ``withdrawn``), ``submission`` (Int64), ``unit`` (of the submission, text), ``n`` and ``d`` (int64) and
    ``rate``: how far the rate moved, one after the other in time, a figure without denominator taken for
    0. The sums of all three are the differences. What moved nothing is left out.
    """
    earlier, end = replace(figure, on=since), term.end_of(since)
    moment = end if known_at is None else min(end, known_at)
    was, earlier_moves = moves_since(facts, term, earlier, moment, known_at)
    before = [move for _act, move in earlier_moves]
    passed, moves = moves_since(facts, term, figure, moment, known_at)
    rows: list[tuple[Any, ...]] = [(pd.NaT, DAYS, None, None, *less(passed, was))]
    rows += [
        (act.moment, act.act, act.submission, act.unit, *less(move, earlier_move))
        for (act, move), earlier_move in zip(moves, before, strict=True)
    ]
    start = was[0] + sum(n for n, _d in before), was[1] + sum(d for _n, d in before)
    moved = [row for row in rows if row[4:] != (0, 0)]
    types = {"moment": "datetime64[us]", "submission": "Int64", "n": "int64", "d": "int64"}
    types |= dict.fromkeys(("act", "unit"), "str") | {"rate": "float64"}
    told = [(*row, rate) for row, rate in zip(moved, _steps(start, moved), strict=True)]
    return pd.DataFrame(told, columns=list(_COLUMNS)).astype(types)


def _steps(start: tuple[int, int], moved: list[tuple[Any, ...]]) -> list[float]:
    """How far each of ``moved`` moves the rate, one after the other."""
    n, d = start
    steps = []
    for *_about, more_n, more_d in moved:
        was = n / d if d else 0.0
        n, d = n + more_n, d + more_d
        steps.append((n / d if d else 0.0) - was)
    return steps


def why(desk: Desk, figure: FigureKey, since: dt.date, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """:func:`between`, with ``kind`` and ``form`` of what was sent, and the ``file`` if it may be seen."""
    desk.check(Action.SEE_RATES)
    return with_files(desk, of_facts(desk.store, desk.term, between, figure, since, known_at))
