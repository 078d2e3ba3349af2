"""What may no longer be said: approved days are locked, and a period that is over is closed.

An approval locks a unit's kind through a day. From then on a row is held back when it would change
what is said about a day up to that one, unless an exception is open:

- a new row, by the earliest of its days (建群日期, 统计日期, 上传日期 …); one without any day speaks of
  the day of receipt, and a class of the plan of the term's first, as does one more student of a
  roster, who is one more expected on every day;
- a changed row, by its changed cells: a day by the old and the new one, a mark by the day of its row,
  else by the day of receipt, one that is taken back by the day from which it counted, everything else
  by the earliest day of its row;
- what stands in the other form of its kind, by what stands there too: it would be replaced.

What changes nothing is let through, so a whole sheet may be sent again for its later rows. A kind
whose periods are all closed takes no sheet; of one with 统计日期, rows of closed periods are held back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from metrics import Period, periods_of
from metrics.columns import columns_of
from metrics.moments import stored
from metrics.received import Facts
from metrics.relations import collected
from metrics.standing import Standing
from schema.deadlines import ONCE, Deadline, default_deadline
from schema.findings import Finding, Refusal
from schema.kinds import REPORTED_KINDS, form_of, kind_by_id
from schema.model import ColumnType, DateRule, SheetForm
from schema.reading import SheetReading
from schema.term import Term
from services import cache
from services.differences import NEW, UNCHANGED, Comparing, of_planned_units, stored_rows
from store import Store
from store.deadlines import read_deadlines
from store.decisions import APPROVED, read_decisions
from store.exceptions import read_exceptions
from store.versions import read_rules_version

AskFacts = Callable[[], Facts]
AskComparing = Callable[[], Comparing]
_AS_OF, _STUDENT = "as_of", "student_id"


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
        if self.exceptions.empty:
            return False
        those = open_at(self.exceptions, at)
        return bool(((those["unit"] == unit) & (those["kind"] == kind)).any())


def open_at(exceptions: pd.DataFrame, at: dt.datetime) -> pd.DataFrame:
    """The exceptions (of :func:`store.exceptions.read_exceptions`) open at a moment, by their ends."""
    moment = stored(at)
    running = (exceptions["opened_at"] <= moment) & (exceptions["ends_at"] > moment)
    not_ended = exceptions["ended_at"].isna() | (exceptions["ended_at"] > moment)
    return exceptions[running & not_ended].sort_values("ends_at").reset_index(drop=True)


def deadlines_in_force(store: Store, term: Term) -> dict[str, Deadline]:
    """The deadline of each reported kind: as academic affairs set it, else as the term's file has it."""
    deadlines = {kind: default_deadline(kind, term) for kind in REPORTED_KINDS}
    deadlines |= {deadline.kind: deadline for deadline in read_deadlines(store, term.name)}
    return {kind: deadline for kind, deadline in deadlines.items() if deadline is not None}


@cache.kept(2, version=lambda store, _term: read_rules_version(store), shared=True)
def rules(store: Store, term: Term) -> Rules:
    """What is locked, closed and excepted in ``term`` as the store has it now.

    What comes changes nothing of it before it is decided.
    """
    sent = cache.submissions(store, term)[["submission", "unit", "kind", "withdrawn_at"]]
    latest = read_decisions(store, term.name).drop_duplicates("submission", keep="last")
    approved = latest[latest["state"] == APPROVED].merge(sent[sent["withdrawn_at"].isna()], on="submission")
    through = approved.dropna(subset="locked_through").groupby(["unit", "kind"])["locked_through"].max()
    locked = {(str(unit), str(kind)): day.date() for (unit, kind), day in through.items()}
    return Rules(locked, deadlines_in_force(store, term), read_exceptions(store, term.name))


def held_back(
    part: SheetReading, standing: AskComparing, term: Term, rules: Rules, *, at: dt.datetime
) -> SheetReading:
    """``part`` without the rows that may not be said at the moment ``at``; findings say which, and why.

    Refused where its kind is closed as a whole, or no row is left. What is ``standing`` is asked for
    only where rows are held against it.
    """
    if part.refused is not None or part.unit is None or part.rows.empty:
        return part
    closed = _closed(part, standing, term, rules, at)
    if closed.refused is not None:
        return closed
    through = rules.locked_through(part.unit, part.kind, at)
    if through is None or closed.rows.empty:
        return closed
    spoken = _days_changed(closed, standing(), term, at)
    held = {int(row) for row in spoken.index[spoken <= pd.Timestamp(through)]}
    return _without(closed, held, "row_locked", {"through": through.isoformat()}, "locked")


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
    if (_first_days(own, form, term, received) <= pd.Timestamp(through)).any():
        raise Locked(str(submission["unit"]), through)


def last_day(submission: pd.Series, facts: Facts, term: Term) -> dt.date:
    """The last day about which a submission says something, at most that of its receipt.

    A row without a day, and a mark of 是, speak of the day of receipt.
    """
    received = term.local_day(submission["received_at"].tz_localize("UTC"))
    form = form_of(submission["kind"], None if pd.isna(submission["form"]) else submission["form"])
    rows = facts[form.table]
    days = rows.loc[rows["submission"] == submission["submission"], list(_day_columns(form))]
    marked = any(column.type is ColumnType.YESNO for column in form.columns)
    if marked or days.isna().all(axis=1).any():
        return received
    latest = days.where(days <= pd.Timestamp(received)).max().max()
    return received if pd.isna(latest) else latest.date()


def _days_changed(part: SheetReading, comparing: Comparing, term: Term, at: dt.datetime) -> pd.Series:
    """The earliest day about which each changing row of ``part`` says something new, by its row."""
    form, standing = part.declaration, comparing.standing
    difference, today = comparing.compare(part), pd.Timestamp(term.local_day(at))
    first = _first_days(part.rows, form, term, today).set_axis(part.rows["source_row"])
    listed = difference.rows.set_index("source_row")["status"]
    new = first[first.index.isin(listed.index[listed == NEW])]
    if _STUDENT in form.key:  # one more student is one more who was expected on every day
        new = pd.Series(pd.Timestamp(term.first_day), index=new.index, dtype="datetime64[us]")
    changed = _days_of_cells(difference.cells, form, standing, first, today)
    replaced = days_replaced(part, standing, term)
    return pd.concat([new, changed, replaced]).groupby(level=0).min()


def _days_of_cells(
    cells: pd.DataFrame, form: SheetForm, standing: Standing, first: pd.Series, today: pd.Timestamp
) -> pd.Series:
    """The earliest day about which each of the changed ``cells`` speaks, by its row.

    ``first`` has that of each row as a whole: of most columns it is theirs.
    """
    changed = set(cells["column"])
    columns = {column.id: column for column in form.columns if column.id in changed}
    marked = _marked_since(changed, form, standing)
    days = first.reindex(cells["source_row"])
    dated, spoken = _day_columns(form), days.tolist()
    for place, cell in enumerate(cells.itertuples()):
        column = columns[cell.column]
        if column.id in dated:
            given = (pd.Timestamp(day) for day in (cell.old, cell.new) if day is not None)
            spoken[place] = min(day.normalize() for day in given)
        elif column.type is ColumnType.YESNO:
            since = marked.get((column.id, *(getattr(cell, id) for id in form.key)), spoken[place])
            day = spoken[place] if f"{column.id}_on" in form.column_ids else today
            spoken[place] = min(day, since) if cell.old else day
    return pd.Series(spoken, index=days.index, dtype="datetime64[us]")


def _marked_since(
    columns: set[str], form: SheetForm, standing: Standing
) -> dict[tuple[str, ...], pd.Timestamp]:
    """Column and key → the day on which a row with this mark was received first."""
    since: dict[tuple[str, ...], pd.Timestamp] = {}
    for id in (column.id for column in form.columns if column.type is ColumnType.YESNO):
        if id not in columns:
            continue
        rows = collected(standing.received(form.table, (*form.key, id)))
        marked = rows[rows[id].fillna(False).astype(bool)]
        for key, day in marked.groupby(list(form.key))["received_on"].min().items():
            since[id, *key] = day
    return since


def days_replaced(part: SheetReading, standing: Standing, term: Term) -> pd.Series:
    """Of rows whose class stands in another form of the kind, the earliest day of either, by row."""
    order, days, none = ["received_at", "submission"], list[pd.DataFrame](), pd.Series(dtype="datetime64[us]")
    kind = kind_by_id(part.kind or "")
    place = list(kind.replaced_by)
    if not place:
        return none
    sent = of_planned_units(stored_rows(part), part.declaration, standing, place)
    own = columns_of(sent, ("source_row", *place))
    # The other form first: most sheets replace nothing of it, and then their own need not be looked at.
    for form in sorted(kind.forms, key=lambda form: form.name == part.form):
        if form.name == part.form and not any(map(len, days)):
            return none
        rows = of_planned_units(collected(standing.rows(form)), form, standing, place)
        rows = rows[rows[place[0]].isin(own[place[0]])]
        day = _first_days(rows, form, term, rows["received_on"])
        days.append(columns_of(rows, (*place, *order)).assign(form=form.name or "", day=day))
    both = pd.concat(days).sort_values(order, kind="stable").groupby(place)
    stands = pd.DataFrame({"form": both["form"].last(), "replaced": both["day"].min()})
    replaced = stands[stands["form"] != part.form].reset_index()
    rows = own.merge(replaced, on=place)
    return rows.set_index("source_row")["replaced"].astype("datetime64[us]")


def _first_days(
    rows: pd.DataFrame, form: SheetForm, term: Term, received: pd.Series | pd.Timestamp
) -> pd.Series:
    """The earliest day of each row; ``received`` for one that names none, in a plan the term's first."""
    columns = list(_day_columns(form))
    if not columns:
        return pd.Series(pd.Timestamp(term.first_day), index=rows.index, dtype="datetime64[us]")
    day = rows[columns[0]] if len(columns) == 1 else columns_of(rows, columns).min(axis=1)
    return day.astype("datetime64[us]").dt.normalize().fillna(received)


def _day_columns(form: SheetForm) -> tuple[str, ...]:
    """The columns that say when something was or is to be done."""
    return tuple(
        column.id
        for column in form.columns
        if column.type in (ColumnType.DATE, ColumnType.MOMENT)
        and (column.date_rule is DateRule.DONE or column.id in (*form.key, *form.key_dates))
    )


def _closed(
    part: SheetReading, standing: AskComparing, term: Term, rules: Rules, at: dt.datetime
) -> SheetReading:
    deadline = rules.deadlines.get(part.kind or "")
    if deadline is None or deadline.closed_after is None or rules.is_excepted(part.unit, part.kind, at):
        return part
    periods = periods_of(deadline, term)
    over = [period for period in periods if period.closed is not None and period.closed < at]
    if _AS_OF in part.declaration.column_ids and deadline.period != ONCE:
        late = {row for period in over for row in _rows_in(part.rows, period)}
        held = late - _unchanged(part, standing()) if late else late
        return _without(part, held, "period_closed", {}, "closed")
    begun = [period for period in periods if period.starts <= term.local_day(at)]
    if not begun or len(over) < len(begun):
        return part
    return replace(part, refused=Refusal("closed"))


def _unchanged(part: SheetReading, comparing: Comparing) -> set[int]:
    listed = comparing.compare(part).rows
    return {int(row) for row in listed["source_row"][listed["status"] == UNCHANGED]}


def _rows_in(rows: pd.DataFrame, period: Period) -> list[int]:
    inside = rows[_AS_OF].between(pd.Timestamp(period.starts), pd.Timestamp(period.ends))
    return [int(row) for row in rows["source_row"][inside]]


def _without(
    part: SheetReading, held: set[int], code: str, details: dict[str, str], refusal: str
) -> SheetReading:
    if not held:
        return part
    refusals = [Finding(code, part.sheet, row, details=details) for row in sorted(held)]
    rows = part.rows[~part.rows["source_row"].isin(held)].reset_index(drop=True)
    refused = Refusal(refusal, details) if rows.empty else None
    return replace(part, rows=rows, findings=(*part.findings, *refusals), refused=refused)
