"""What people say to each other: about a submission or a row of it, a figure, an item of a list of gaps.

Who sees what a comment is about sees the comment, and may answer; nobody else does. Rows of a sheet that
names students are seen by those who see its rows. What others read names no student: see :func:`_guarded`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from access import Action
from metrics.lists.gaps import LISTS
from metrics.names import listed as names_in
from schema.figures import CAMPUS, FigureKey
from schema.kinds import all_forms, form_of
from services import submissions
from services.desk import Desk
from store import StoreError
from store.comments import OFFICE, UNIT, Comment, Subject, add_comment, read_comments
from store.decisions import SUBMITTED
from store.people import read_grants
from store.submissions import read_findings

_THREAD = ("submission", "indicator", "listed", "item", "unit")
_SHORTEST = 2  # characters of a name that is looked for
_CLOSED = "✓"


@dataclass(frozen=True)
class Pointed:
    """A ``row`` of a submission as a spreadsheet numbers it, or the ``cell`` of a column (id), and why."""

    row: int
    cell: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Listed:
    """An ``item`` (a class) of a list of gaps (a name of :data:`metrics.lists.gaps.LISTS`) of a unit."""

    listed: str
    unit: str
    item: str


def of_submission(desk: Desk, submission: int) -> pd.DataFrame:
    """The comments on a submission and its rows, see :func:`_read`."""
    submissions.open_content(desk, submission)
    said = _read(desk)
    return said[said["submission"] == submission].reset_index(drop=True)


def on_submission(desk: Desk, submission: int, text: str, at: Pointed | None = None) -> None:
    """Say something about a submission, or the row ``at`` which it points; the other side is to answer."""
    row = submissions.open_content(desk, submission)
    unit = None if pd.isna(row["unit"]) else str(row["unit"])
    subject = pointing(desk, row, [at])[0].about if at else Subject(unit, int(submission))
    _add(desk, Comment(subject, text, _awaits(desk, unit)))


def pointing(desk: Desk, submission: pd.Series, places: list[Pointed]) -> list[Comment]:
    """Rows of a submission (of :func:`services.submissions.visible`) as comments that ask nobody.

    Raises ``StoreError`` for a row that it has not, taken or not, and for a cell of no column.
    """
    number = int(submission["submission"])
    form = form_of(submission["kind"], None if pd.isna(submission["form"]) else submission["form"])
    facts = desk.facts()[form.table]
    known = set(facts["source_row"][facts["submission"] == number])
    known |= set(read_findings(desk.store, number)["row"].dropna().astype(int)) if places else set()
    unit = None if pd.isna(submission["unit"]) else str(submission["unit"])
    for place in places:
        if place.row not in known or (place.cell is not None and place.cell not in form.column_ids):
            raise StoreError("unknown_row", submission=number, row=place.row)
    return [Comment(Subject(unit, number, row=place.row, cell=place.cell), place.text) for place in places]


def of_figures(desk: Desk) -> pd.DataFrame:
    """The comments on figures, of every unit and the campus, see :func:`_read`."""
    desk.check(Action.SEE_RATES)
    said = _read(desk)
    return said[said["indicator"].notna()].reset_index(drop=True)


def on_figure(desk: Desk, figure: FigureKey, text: str) -> None:
    """Say something about a figure; its unit is to answer, of the campus's academic affairs."""
    desk.check(Action.SEE_RATES)
    unit = None if figure.unit == CAMPUS else figure.unit
    subject = Subject(unit, indicator=figure.indicator, on=figure.on)
    _add(desk, _guarded(desk, Comment(subject, text, _awaits(desk, unit))))


def of_list(desk: Desk, listed: str, unit: str) -> pd.DataFrame:
    """The comments on the items of a list of gaps of a unit, see :func:`_read`."""
    desk.check(Action.SEE_DETAILS, unit)
    said = _read(desk)
    return said[(said["listed"] == listed) & (said["unit"] == unit)].reset_index(drop=True)


def on_item(desk: Desk, place: Listed, text: str) -> None:
    """Say something about an item of a list; raises ``ValueError`` for a list that there is not."""
    desk.check(Action.SEE_DETAILS, place.unit)
    if place.listed not in LISTS:
        raise ValueError(f"no list {place.listed!r}")
    subject = Subject(place.unit, listed=place.listed, item=place.item)
    _add(desk, _guarded(desk, Comment(subject, text, _awaits(desk, place.unit))))


def settle(desk: Desk, comment: int, text: str) -> None:
    """Say that what was said last in the thread of a comment needs no more of an answer, and why."""
    own = waiting(desk)
    matching = own[own["comment"] == comment]
    if matching.empty:
        raise StoreError("comment_answered")
    row = matching.iloc[0].astype(object)
    row = row.where(row.notna(), None)
    places = ("unit", "submission", "row", "cell", "indicator", "on", "listed", "item")
    subject = Subject(**{name: row[name] for name in places})
    _add(desk, Comment(subject, f"{_CLOSED} {text}".strip()))


def waiting(desk: Desk) -> pd.DataFrame:
    """The last comment of every thread that the person is to answer, see :func:`_read`.

    A thread on a submission is over with what is decided about it, its withdrawal, and, for who sent it,
    with the next sheet of its kind.
    """
    desk.check(Action.SEE_RATES)
    said = _read(desk)
    if said.empty:  # most of the time
        return said
    last = said.groupby(list(_THREAD), dropna=False, sort=False)["comment"].max()
    last_said = said[said["comment"].isin(last) & said["awaits"].notna()]
    own = last_said["unit"].isin(desk.units(Action.SUBMIT)) & ~desk.may(Action.DECIDE)
    mine = (last_said["awaits"] == UNIT) & own
    mine |= (last_said["awaits"] == OFFICE) & desk.may(Action.DECIDE)
    return last_said[mine & ~_is_over(desk, last_said)].reset_index(drop=True)


def _read(desk: Desk) -> pd.DataFrame:
    """What :func:`store.comments.read_comments` gives, with the ``name`` of who said it."""
    said = read_comments(desk.store, desk.term.name)
    if said.empty:  # most of the time; the list of people is long
        return said.assign(name=said["made_by"])
    grants = read_grants(desk.store)
    names = dict(zip(grants["login"], grants["name"], strict=True))
    return said.assign(name=[names.get(login, login) for login in said["made_by"]])


def _is_over(desk: Desk, last: pd.DataFrame) -> pd.Series:
    """Which of these comments, each the last of its thread, ask nobody any more."""
    if last["submission"].isna().all():
        return pd.Series(False, index=last.index)
    listed = submissions.visible(desk).set_index("submission")
    own = listed.reindex(last["submission"].astype("float").to_numpy())
    decided = own["decided_at"].to_numpy() > last["made_at"].to_numpy()
    gone = ~own["state"].isin([SUBMITTED, "approved", "returned"]).to_numpy()
    over = decided | gone | own["followed_by"].notna().to_numpy()
    return pd.Series(over, index=last.index) & last["submission"].notna()


def _awaits(desk: Desk, unit: str | None) -> str | None:
    """Who is to answer what the person says about a unit (``None``: about the campus)."""
    if desk.may(Action.DECIDE):
        return UNIT if unit else None
    return OFFICE if unit is None or desk.may(Action.SUBMIT, unit) else UNIT


def _add(desk: Desk, comment: Comment) -> None:
    add_comment(desk.store, desk.term.name, comment, desk.signed())


def _guarded(desk: Desk, comment: Comment) -> Comment:
    """``comment``, which people read who see no student by name; raises ``StoreError`` where it names one.

    Only who sees students by name is held back: to others it would tell who is one.
    """
    units = desk.units(Action.SEE_STUDENTS)
    if units and any(word in comment.text for word in _words(desk, units)):
        raise StoreError("comment_names_student")
    return comment


def _words(desk: Desk, units: tuple[str, ...]) -> set[str]:
    """The ids and names of the students of ``units``."""
    facts: dict[str, pd.DataFrame] = desk.facts()
    words: set[str] = set()
    for form in (form for _kind, form in all_forms() if form.names_students):
        rows = facts[form.table]
        rows = rows[rows["unit"].fillna(rows["submitted_unit"]).isin(units)]
        words |= set(rows["student_id"].dropna())
        words |= {name for text in rows["student_name"].dropna().unique() for name in names_in(text)}
    return {word for word in words if len(word) >= _SHORTEST}
