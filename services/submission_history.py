"""What became of each submission: what it changed, what was decided about it, what came after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from access import Action
from loaders import Receipt, read_workbook
from metrics import compute_figures
from metrics.moments import aware
from metrics.standing import Standing
from metrics.states import with_states
from schema.corrections import Corrections
from schema.figures import CAMPUS
from schema.reading import SheetReading
from schema.term import Term
from services import audit, cache, locks, submissions
from services.annotated import annotated as with_findings
from services.annotated import retold
from services.cache import kept
from services.desk import Desk
from services.differences import Difference, comparing
from services.known import known_at
from services.preview import fed_by, moved
from services.standing_before import until
from services.submitted import about_hidden_students
from store import Store
from store.corrections import read_corrections
from store.decisions import read_decisions
from store.people import read_grants
from store.repeats import marked
from store.submissions import read_findings, read_original

_EFFECTS = 256  # kept at a time


def decisions(desk: Desk, submission: int) -> pd.DataFrame:
    """What was decided about a submission, in order, see :func:`store.decisions.read_decisions`.

    ``comment`` is missing where it is about students whom the person may not see.
    """
    row = submissions.one(desk, submission)
    decided = read_decisions(desk.store, desk.term.name)
    decided = decided[decided["submission"] == submission].reset_index(drop=True)
    if about_hidden_students(desk, row.to_frame().T).iloc[0]:
        decided["comment"] = None
    return decided


def difference(desk: Desk, older: int, newer: int) -> Difference:
    """The rows of a submission against another's, see :class:`services.differences.Comparing`.

    Raises ``ValueError`` for two that are not of one kind and form.
    """
    first, second = submissions.seen_content(desk, older), submissions.seen_content(desk, newer)
    form = None if pd.isna(second["form"]) else str(second["form"])
    if first["kind"] != second["kind"] or (None if pd.isna(first["form"]) else first["form"]) != form:
        raise ValueError(f"submissions {older} and {newer} are not of one kind and form")
    return comparing(desk.store, desk.term).compare_submissions(older, newer, second["kind"], form)


def effect(desk: Desk, submission: int) -> pd.DataFrame:
    """The figures of its unit and of the campus just before a submission was received, and with it.

    On :func:`day_of` it, as known at its receipt; of the indicators that its kind feeds. Columns
    as :func:`services.preview.effect` has them.
    """
    submissions.one(desk, submission)
    return _effect(desk.store, desk.dated, submission, day_of(desk, submission))


@kept(_EFFECTS)
def _effect(store: Store, term: Term, submission: int, on: dt.date) -> pd.DataFrame:
    sent = cache.submissions(store, term).set_index("submission").loc[submission]
    own = [sent["unit"]] if sent["unit"] in term.unit_names else []
    known_at = aware(sent["ordered_at"])
    asked = {"days": [on], "units": [*own, CAMPUS], "indicators": fed_by([sent["kind"]])}
    ends = []
    for last in (submission - 1, submission):
        facts = until(cache.facts(store, term), sent["ordered_at"], last)
        figures = compute_figures(facts, term=term, known_at=known_at, **asked)
        ends.append(with_states(figures, facts, term, known_at))
    return moved(*ends)


def day_of(desk: Desk, submission: int) -> dt.date:
    """The day of the term on which the effect of a submission is told: the last it speaks of."""
    return min(max(day_to_lock(desk, submission), desk.term.first_day), desk.term.last_day)


def annotated(desk: Desk, submission: int, language: str = "zh") -> tuple[str, bytes] | None:
    """The file of a submission with what was found in its sheet: name and bytes. Taking it is logged.

    ``None`` for a file that cannot be opened. See :func:`services.annotated.annotated`.
    """
    row = submissions.open_file(desk, submission)
    name, content = read_original(desk.store, submission)
    own = row.where(row.notna(), None)
    corrections = read_corrections(desk.store, submission)
    parts = read_again(desk.store, desk.term, own, content, corrections)
    findings = retold(read_findings(desk.store, submission), parts)
    place = (own["sheet"], own["kind"], own["form"], own["unit"])
    sheet = SheetReading(name, *place, None, pd.DataFrame(), findings, corrections=corrections)
    file = with_findings(content, name, [sheet], language)
    if file is not None:
        audit.note_file(desk, row, file[0])
    return file


def read_again(
    store: Store, term: Term, own: pd.Series, content: bytes, corrections: Corrections
) -> list[SheetReading]:
    """The sheet as it was read when it was received, with ``corrections``; rows sent for others are not its.

    ``own`` is its row of :func:`services.submissions.visible` with ``None`` for what is missing. It may have
    been read for its unit, with what that had set of titles, or for nobody: the columns that it had tell.
    """
    readings_as_kept: list[list[SheetReading]] = []
    received = aware(own["received_at"])
    planned = Standing(cache.facts(store, term), term, received).planned_rows
    plan = dict(zip(planned["class_id"], planned["unit"], strict=True))
    for unit in (own["unit"], None):
        known = replace(known_at(store, term, received, unit), corrections=corrections)
        readings = read_workbook(content, own["file"], Receipt(term, received, unit, plan=plan, known=known))
        taken = [reading for reading in readings if reading.refused is None]
        parts = [part for reading in taken for part in reading.split_by_unit() if _is_same(part, own)]
        if parts:
            readings_as_kept.append(sorted(parts, key=lambda part: part.unit != own["unit"]))
            if marked(parts[0]) == own["lacking"]:
                return readings_as_kept[-1]
    return readings_as_kept[0] if readings_as_kept else []


def _is_same(part: SheetReading, own: pd.Series) -> bool:
    """Whether a sheet that was read again is the one of a submission."""
    return (part.sheet, part.kind, part.form) == (own["sheet"], own["kind"], own["form"])


def day_to_lock(desk: Desk, submission: int) -> dt.date:
    """The last day about which a submission says something, at most that of its receipt."""
    return locks.last_day(submissions.one(desk, submission), desk.facts(), desk.term)


def names(desk: Desk) -> dict[str, str]:
    """Login → name of those who submitted, withdrew or decided what the person may see."""
    desk.check_any(Action.SEE_SUBMISSIONS, Action.SEE_FAULTS)
    listed = submissions.visible(desk)
    logins = pd.concat([listed[column] for column in ("submitter", "withdrawn_by", "decided_by")])
    people = read_grants(desk.store).set_index("login")["name"]
    return {str(login): str(people[login]) for login in logins.dropna().unique() if login in people.index}
