"""Why a figure of a checkpoint is another one today: what was received, or withdrawn, since, and moved it.

Every receipt and every withdrawal after the checkpoint is an *act*. What an act moved is the figure of the
checkpoint's day with all that stood after the act, less the one with all that stood before it; so the
moves of all acts add up to the difference between then and now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from access import Action
from metrics import compute_figures
from metrics.indicators import Counted, indicator_by_id
from metrics.moments import as_stored, stored
from metrics.received import Facts
from schema.figures import FigureKey
from schema.kinds import all_forms
from schema.term import Term
from services import cache, checkpoints, submitted
from services.cache import of_facts
from services.desk import Desk
from services.restatement_replay import RECEIVED, WITHDRAWN, Act, Counts, Replay

REDEFINED = "redefined"
_SENT = ("kind", "form", "file")
_COLUMNS = ("moment", "act", "submission", "unit", "n", "d")


def explained(
    facts: Facts,
    term: Term,
    figure: FigureKey,
    frozen: Counts | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """What moved ``figure`` of a checkpoint's day since its end.

    Columns: ``moment`` (naive UTC, NaT for the first of the two), ``act`` (``redefined``: what was
    ``frozen``, n and d, is not what would be worked out as known then; ``received`` or ``withdrawn``),
    ``submission`` (Int64), ``unit`` (of the submission, text), ``n`` and ``d`` (int64, how far it moved
    them). Acts that moved nothing are left out. The sums are the figure as known at ``known_at``
    (aware; ``None``: now) less the one that was frozen (else known at the checkpoint's end).
    """
    then, moves = moves_since(facts, term, figure, term.end_of(figure.on), known_at)
    rows = [(act.moment, act.act, act.submission, act.unit, *move) for act, move in moves if move != (0, 0)]
    redefined = frozen is not None and frozen != then
    first = [(pd.NaT, REDEFINED, None, None, *less(then, frozen))] if frozen and redefined else []
    types = {"moment": "datetime64[us]", "submission": "Int64", "n": "int64", "d": "int64"}
    types |= dict.fromkeys(("act", "unit"), "str")
    return pd.DataFrame([*first, *rows], columns=list(_COLUMNS)).astype(types)


def moves_since(
    facts: Facts, term: Term, figure: FigureKey, since: dt.datetime, known_at: dt.datetime | None
) -> tuple[Counts, list[tuple[Act, Counts]]]:
    """``figure`` as known at ``since`` (aware), and how far every act after it and by ``known_at`` moved it.

    The acts are in order; their moves add up to the figure as known at ``known_at`` less the first.
    """
    then, now = (_counts_of(facts, term, figure, moment) for moment in (since, known_at))
    feeding = _feeding(facts, figure.indicator)
    acts = list(_acts(feeding, since, known_at))
    replay = Replay(feeding, term, figure, acts, stored(since))
    moves = replay.by_parts()
    # What a whole list leaves out, people who count in several units, or in none, are in no part.
    whole = any(rows["whole"].any() for rows in feeding.values())
    if whole or (sum(n for n, _d in moves), sum(d for _n, d in moves)) != less(now, then):
        moves = replay.as_a_whole(then, now)
    return then, list(zip(acts, moves, strict=True))


def _counts_of(facts: Facts, term: Term, figure: FigureKey, known_at: dt.datetime | None) -> Counts:
    """The n and d of ``figure`` as known at ``known_at`` (``None``: now)."""
    indicator, unit = [figure.indicator], [figure.unit]
    row = compute_figures(
        facts, term=term, days=[figure.on], known_at=known_at, indicators=indicator, units=unit
    ).iloc[0]
    return int(row["n"]), int(row["d"])


def less(counts: Counts, others: Counts) -> Counts:
    """``counts`` less ``others``, each by itself."""
    return counts[0] - others[0], counts[1] - others[1]


def _feeding(facts: Facts, indicator: str) -> dict[str, pd.DataFrame]:
    """The facts that may move ``indicator``; the tables of the others are empty."""
    declared = indicator_by_id(indicator)
    tables = {form.table for kind, form in all_forms() if declared.is_fed_by(kind.id)}
    feeding = {name: rows if name in tables else rows.head(0) for name, rows in facts.items()}
    if declared.counted is not Counted.SHEETS:
        return feeding
    return {name: rows.drop_duplicates("submission") for name, rows in feeding.items()}


def _acts(feeding: Facts, checkpoint_end: dt.datetime, known_at: dt.datetime | None) -> Iterator[Act]:
    """What happened after the checkpoint and by ``known_at`` to the sheets of ``feeding``, in order."""
    columns = ["submission", "submitted_unit", "received_at", "withdrawn_at"]
    rows = pd.concat([rows[columns] for rows in feeding.values()])
    sheets = rows.drop_duplicates("submission")
    end, until = pd.Timestamp(stored(checkpoint_end)), as_stored(known_at)
    acts = [
        Act(moment, act, int(sheet.submission), sheet.submitted_unit)
        for sheet in sheets.itertuples()
        for act, moment in ((RECEIVED, sheet.received_at), (WITHDRAWN, sheet.withdrawn_at))
        if moment > end and (until is None or moment <= until)
    ]
    yield from sorted(acts, key=lambda act: (act.moment, act.submission, act.act))


def moves(
    desk: Desk, checkpoint: str, indicator: str, unit: str, known_at: dt.datetime | None = None
) -> pd.DataFrame:
    """What was received after a checkpoint and changed a figure of it, see :func:`explained`.

    As :func:`with_files` gives it. Raises ``KeyError`` for a checkpoint that the term does not have.
    """
    desk.check(Action.SEE_RATES)
    meant = {each.id: each for each in desk.term.checkpoints}[checkpoint]
    counts = checkpoints.counts_of(checkpoints.frozen(desk), checkpoint, indicator, unit)
    figure = FigureKey(indicator, unit, meant.on)
    return with_files(desk, of_facts(desk.store, desk.term, explained, figure, counts, known_at))


def with_files(desk: Desk, changes: pd.DataFrame) -> pd.DataFrame:
    """``changes``, with what was sent: ``kind`` and ``form`` for all, ``file`` where the person may see it.

    Of submissions that the person may not see ``submission`` is missing too.
    """
    desk.check(Action.SEE_RATES)
    listed = cache.submissions(desk.store, desk.term).set_index("submission")
    named = changes.assign(
        **{column: changes["submission"].map(listed[column]).astype("str") for column in _SENT}
    )
    may_see_some = desk.units(Action.SEE_SUBMISSIONS) or desk.units(Action.SEE_FAULTS)
    seen = submitted.visible(desk)["submission"] if may_see_some else []
    hidden = ~named["submission"].isin(list(seen))
    return named.assign(file=named["file"].mask(hidden), submission=named["submission"].mask(hidden))
