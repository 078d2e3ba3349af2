"""What may no longer be said: approved days are locked, and a period that is over is closed.

An approval locks a unit's kind through a day. From then on a row is held back when it would change
what is said about a day up to that one, unless an exception is open:

- a new row, by the earliest of its days (建群日期, 统计日期, 上传日期 …); one without any day speaks of
  the day of receipt, as its mark of 是 counts from then;
- a changed row, by its changed cells: a day by the old and the new one, a mark by the day of receipt,
  everything else by the earliest day of its row.

What changes nothing is let through, so a whole sheet may be sent again for its later rows. A kind
whose periods are all closed takes no sheet; of one with 统计日期, rows of closed periods are held back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from desk.comparing import CHANGED, NEW, compare
from metrics import Period, periods_of
from metrics.standing import Facts, as_stored
from schema.deadlines import ONCE, Deadline, default_deadline
from schema.findings import Finding, Refusal
from schema.kinds import REPORTED_KINDS, form_of
from schema.model import ColumnType, DateRule, SheetForm
from schema.reading import SheetReading
from schema.term import Term
from store import Store
from store.decisions import APPROVED

AskFacts = Callable[[], Facts]
_AS_OF = "as_of"


class Locked(Exception):
    """A submission cannot be withdrawn, because what it says is approved."""

    def __init__(self, unit: str, through: dt.date) -> None:
        self.refusal = Refusal("locked_withdrawal", {"unit": unit, "through": through.isoformat()})
        super().__init__(self.refusal.message("en"))

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.refusal.message(language)


@dataclass(frozen=True)
class Rules:
    """What holds now: ``locked`` days by unit and kind, ``deadlines`` by kind, and ``exceptions``."""

    locked: dict[tuple[str, str], dt.date]
    deadlines: dict[str, Deadline]
    exceptions: pd.DataFrame

    def locked_through(self, unit: str | None, kind: str | None, at: dt.datetime) -> dt.date | None:
        """The last locked day of a unit's kind; ``None`` if there is none, or an exception is open."""
        return None if self.is_excepted(unit, kind, at) else self.locked.get((unit or "", kind or ""))

    def is_excepted(self, unit: str | None, kind: str | None, at: dt.datetime) -> bool:
        """Whether an exception is open for a unit's kind at the moment ``at``."""
        moment, those = as_stored(at), self.exceptions
        running = (those["opened_at"] <= moment) & (those["ends_at"] > moment)
        not_ended = those["ended_at"].isna() | (those["ended_at"] > moment)
        return bool(((those["unit"] == unit) & (those["kind"] == kind) & running & not_ended).any())


def deadlines_in_force(store: Store, term: Term) -> dict[str, Deadline]:
    """The deadline of each reported kind: as academic affairs set it, else as the term's file has it."""
    given = {kind: default_deadline(kind, term) for kind in REPORTED_KINDS}
    given |= {deadline.kind: deadline for deadline in store.deadlines(term.name)}
    return {kind: deadline for kind, deadline in given.items() if deadline is not None}


def rules(store: Store, term: Term) -> Rules:
    """What is locked, closed and excepted in ``term`` as the store has it now."""
    sent = store.submissions(term.name)[["submission", "unit", "kind", "withdrawn_at"]]
    latest = store.decisions(term.name).drop_duplicates("submission", keep="last")
    approved = latest[latest["state"] == APPROVED].merge(sent[sent["withdrawn_at"].isna()], on="submission")
    through = approved.dropna(subset="locked_through").groupby(["unit", "kind"])["locked_through"].max()
    locked = {(str(unit), str(kind)): day.date() for (unit, kind), day in through.items()}
    return Rules(locked, deadlines_in_force(store, term), store.exceptions(term.name))


def held_back(
    part: SheetReading, facts: AskFacts, term: Term, rules: Rules, *, at: dt.datetime
) -> SheetReading:
    """``part`` without the rows that may not be said at the moment ``at``; findings say which, and why.

    Refused where its kind is closed as a whole, or no row is left.
    """
    if part.refused is not None or part.unit is None or part.rows.empty:
        return part
    closed = _closed(part, term, rules, at)
    if closed.refused is not None:
        return closed
    through = rules.locked_through(part.unit, part.kind, at)
    if through is None or closed.rows.empty:
        return closed
    spoken = _days_changed(closed, facts(), term, at)
    held = spoken.index[spoken <= pd.Timestamp(through)]
    return _without(closed, set(held), "row_locked", {"through": through.isoformat()}, "locked")


def require_open(
    submission: pd.Series, facts: AskFacts, term: Term, rules: Rules, *, at: dt.datetime
) -> None:
    """Raise :class:`Locked` where withdrawing a submission would change a locked day."""
    through = rules.locked_through(submission["unit"], submission["kind"], at)
    if through is None:
        return
    form = form_of(submission["kind"], None if pd.isna(submission["form"]) else submission["form"])
    rows = facts()[form.table]
    own = rows[rows["submission"] == submission["submission"]]
    received = pd.Timestamp(term.local_day(submission["received_at"].tz_localize("UTC")))
    if (_first_days(own, form, received) <= pd.Timestamp(through)).any():
        raise Locked(str(submission["unit"]), through)


def _days_changed(part: SheetReading, facts: Facts, term: Term, at: dt.datetime) -> pd.Series:
    """The earliest day about which each changing row of ``part`` says something new, by its row."""
    form, today = part.declaration, pd.Timestamp(term.local_day(at))
    difference = compare(part, facts, term)
    first = _first_days(part.rows, form, today).set_axis(part.rows["source_row"])
    listed = difference.rows.set_index("source_row")["status"]
    new = first[first.index.isin(listed.index[listed == NEW])]
    cells = difference.cells.assign(first=difference.cells["source_row"].map(first))
    days = [_day_of_cell(cell, form, today) for cell in cells.itertuples()]
    changed = pd.Series(days, index=cells["source_row"], dtype="datetime64[us]")
    changed = changed.groupby(level=0).min()
    return pd.concat([new, changed[changed.index.isin(listed.index[listed == CHANGED])]])


def _day_of_cell(cell: object, form: SheetForm, today: pd.Timestamp) -> pd.Timestamp:
    """The earliest day about which a changed cell speaks."""
    column = form.column(cell.column)  # type: ignore[attr-defined]
    if column.id in _day_columns(form):
        given = [pd.Timestamp(day) for day in (cell.old, cell.new) if day is not None]  # type: ignore[attr-defined]
        return min(given)
    return today if column.type is ColumnType.YESNO else cell.first  # type: ignore[attr-defined]


def _first_days(rows: pd.DataFrame, form: SheetForm, otherwise: pd.Timestamp) -> pd.Series:
    """The earliest day of each row; ``otherwise`` for one that names none."""
    return rows[list(_day_columns(form))].min(axis=1).astype("datetime64[us]").fillna(otherwise)


def _day_columns(form: SheetForm) -> tuple[str, ...]:
    """The columns that say when something was or is to be done."""
    return tuple(
        column.id
        for column in form.columns
        if column.type is ColumnType.DATE
        and (column.date_rule is DateRule.DONE or column.id in (*form.key, *form.key_dates))
    )


def _closed(part: SheetReading, term: Term, rules: Rules, at: dt.datetime) -> SheetReading:
    deadline = rules.deadlines.get(part.kind or "")
    if deadline is None or deadline.closed_after is None or rules.is_excepted(part.unit, part.kind, at):
        return part
    periods = periods_of(deadline, term)
    over = [period for period in periods if period.closed is not None and period.closed < at]
    if _AS_OF in part.declaration.column_ids and deadline.period != ONCE:
        held = {row for period in over for row in _rows_in(part.rows, period)}
        return _without(part, held, "period_closed", {}, "closed")
    begun = [period for period in periods if period.starts <= term.local_day(at)]
    if not begun or len(over) < len(begun):
        return part
    return replace(part, refused=Refusal("closed"))


def _rows_in(rows: pd.DataFrame, period: Period) -> list[int]:
    inside = rows[_AS_OF].between(pd.Timestamp(period.starts), pd.Timestamp(period.ends))
    return [int(row) for row in rows["source_row"][inside]]


def _without(
    part: SheetReading, held: set[int], code: str, details: dict[str, str], refusal: str
) -> SheetReading:
    if not held:
        return part
    said = [Finding(code, part.sheet, row, details=details) for row in sorted(held)]
    rows = part.rows[~part.rows["source_row"].isin(held)].reset_index(drop=True)
    refused = Refusal(refusal, details) if rows.empty else None
    return replace(part, rows=rows, findings=(*part.findings, *said), refused=refused)
