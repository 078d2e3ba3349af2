"""Taking workbooks in at the desk: read them, hold them against the rules, keep what is good.

The shell and the pages both come through here, so a sheet counts the same whichever way it came. The
right to send obstacles is the least that lets somebody in: whoever sends any sheet has it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from access import Action
from loaders import Receipt
from loaders.files import read_together as read_files
from loaders.pool import Job, pool
from metrics.received import PLAN_TABLE
from metrics.standing import Standing
from schema.corrections import Corrections
from schema.findings import Refusal
from schema.kinds import OFFICE_KINDS
from schema.platforms import ClassTitles
from schema.reading import SheetReading
from services import locks, scanning, turns
from services.desk import Desk
from services.differences import comparing
from services.known import known_at
from services.submitted import FAULTS
from services.whole_lists import checked
from store import Store
from store.class_answers import add_class_answer, read_class_answers
from store.intake import Envelope, add_submissions
from store.intake import Receipt as Kept
from store.versions import read_rules_version


@dataclass(frozen=True, slots=True)
class Arrival:
    """How files come in: when (``None``: now), for which unit, as which kind, and against which plan.

    A unit or a kind that is ``None`` is what the file says; a plan that is ``None`` is the one that stands;
    ``corrections`` are laid over its cells.
    """

    received_at: dt.datetime | None = None
    unit: str | None = None
    kind: str | None = None
    plan: Mapping[str, str] | None = None
    corrections: Corrections = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one sheet of one unit.

    ``submission`` is its number, ``None`` where nothing was stored: the sheet was ``refused``,
    or the same bytes stand already as ``duplicate_of``.
    """

    submission: int | None
    file: str
    sheet: str | None
    kind: str | None
    form: str | None
    unit: str | None
    taken: int
    errors: int
    warnings: int
    duplicate_of: int | None
    refused: Refusal | None

    def as_dict(self) -> dict[str, object]:
        """The outcome as the shell prints it."""
        return {**asdict(self), "refused": self.refused.as_dict() if self.refused else None}


def known_plan(desk: Desk) -> dict[str, str]:
    """Class → unit of the plan as it stands; needs the right to submit for some unit."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return _standing_plan(desk)


def _standing_plan(desk: Desk) -> dict[str, str]:
    standing = Standing(desk.facts(), desk.term)

    def plan() -> dict[str, str]:
        planned = standing.planned_rows
        return dict(zip(planned["class_id"], planned["unit"], strict=True))

    return dict(standing.piece("units of classes", (PLAN_TABLE,), plan))


def make_ready(desk: Desk) -> None:
    """Start what :func:`read` reads with, while the person still chooses a file."""
    desk.check_any(Action.SUBMIT_FAULTS)
    pool()


def read(
    desk: Desk,
    data: bytes,
    name: str,
    arrival: Arrival = Arrival(),
    tell: Callable[[float], None] = lambda _done: None,
) -> list[SheetReading]:
    """Read a file as the person's, one reading for each sheet and unit. Stores nothing.

    It is read in a process beside this one, and ``tell`` is called with 0…1 all the while. Sheets of
    units that the person does not report for are refused; rows that a lock holds back and sheets whose
    time is closed come out as :func:`services.locks.held_back` says.
    """
    receipt = _receipt(desk, arrival)
    with turns.given_up():
        readings = pool().read(desk.person.login, Job(data, name, receipt), tell)
    return admit(desk, readings, at=receipt.received_at)


def read_together(
    desk: Desk,
    files: Sequence[tuple[str, bytes]],
    arrival: Arrival = Arrival(),
    begin: Callable[[str], None] = lambda _name: None,
) -> list[list[SheetReading]]:
    """Read several files as :func:`read` does; a plan among them holds for all the others.

    ``begin`` is called with the name of each file before it is read. Raises
    :class:`services.scanning.Unsafe`, and then none of them is read.
    """
    receipt = _receipt(desk, arrival)
    for _name, data in files:
        scanning.require_clean(data)
    return [admit(desk, readings, at=receipt.received_at) for readings in read_files(files, receipt, begin)]


def _receipt(desk: Desk, arrival: Arrival) -> Receipt:
    """How files of the person are read, with all that is known beside them."""
    desk.check_any(Action.SUBMIT_FAULTS)
    unit, moment = own_unit(desk, arrival.unit), arrival.received_at or desk.now()
    plan = _standing_plan(desk) if arrival.plan is None else arrival.plan
    known = replace(known_at(desk.store, desk.term, moment, unit), corrections=arrival.corrections)
    return Receipt(desk.term, moment, unit, arrival.kind, plan, known)


def class_answers(desk: Desk) -> dict[ClassTitles, str]:
    """Which class the exports of platforms are about, as it was answered."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return read_class_answers(desk.store, desk.term.name)


def answer_class(
    desk: Desk, titles: ClassTitles, class_id: str | None, *, at: dt.datetime | None = None
) -> None:
    """Let exports with ``titles`` be about ``class_id`` (``None``: take the answer back).

    Needs the right to submit for the unit of that class and of the one answered before; for any
    unit where the plan knows neither. Raises :class:`access.Denied`.
    """
    desk.check_any(Action.SUBMIT)
    plan, before = _standing_plan(desk), class_answers(desk).get(titles)
    for class_of_plan in sorted({class_id, before} & set(plan), key=str):
        desk.check(Action.SUBMIT, plan[str(class_of_plan)])
    add_class_answer(desk.store, desk.term.name, titles, class_id, desk.signed(at))


def admit(desk: Desk, readings: Iterable[SheetReading], *, at: dt.datetime) -> list[SheetReading]:
    """Each sheet and unit of ``readings`` as the person may submit it at the moment ``at``."""
    rules = locks.rules(desk.store, desk.term)
    parts = [_allowed(desk, part) for reading in readings for part in reading.split_by_unit()]
    standing = partial(comparing, desk.store, desk.term)
    return checked([locks.held_back(part, standing, desk.term, rules, at=at) for part in parts])


def confirm(
    desk: Desk, parts: Sequence[SheetReading], content: bytes, *, received_at: dt.datetime | None = None
) -> list[Outcome]:
    """Keep the good rows of what was read, one submission for each sheet and unit.

    Locks and deadlines are asked once more, and hold until the last row is stored. Raises
    :class:`access.Denied` and ``StoreError``; then nothing of the file was stored.
    """
    desk.check_any(Action.SUBMIT_FAULTS)
    signature = desk.signed(received_at)
    rules = read_rules_version(desk.store)
    envelope = Envelope(desk.term.name, None, signature.at, signature.by, rules, signature.by_clock)
    return record(desk.store, admit(desk, parts, at=signature.at), content, envelope)


def record(
    store: Store, readings: Iterable[SheetReading], content: bytes, envelope: Envelope
) -> list[Outcome]:
    """Keep the good rows of ``readings``, one submission for each sheet and unit, with the file: all or none.

    ``envelope`` is as for :func:`store.intake.add_submission`, but for the unit, which each sheet names.
    A reading that was refused, that names no unit or has no good row is not kept; its outcome
    says why. Nobody is asked. Raises ``StoreError`` when the store cannot be written.
    """
    parts = [part for reading in readings for part in reading.split_by_unit()]
    refusals = [part.refused or _reason_not_to_keep(part) for part in parts]
    sheets = [
        (part, replace(envelope, unit=part.unit))
        for part, refused in zip(parts, refusals, strict=True)
        if refused is None
    ]
    kept = iter(add_submissions(store, sheets, content))
    return [
        _outcome(part, refused=refused) if refused is not None else _kept(part, next(kept))
        for part, refused in zip(parts, refusals, strict=True)
    ]


def _kept(part: SheetReading, receipt: Kept) -> Outcome:
    return _outcome(
        part, submission=receipt.submission, taken=receipt.taken, duplicate_of=receipt.duplicate_of
    )


def _reason_not_to_keep(part: SheetReading) -> Refusal | None:
    if part.rows.empty:
        return Refusal("no_good_rows")
    return Refusal("unit_unknown") if part.unit is None else None


def _outcome(
    part: SheetReading,
    *,
    submission: int | None = None,
    taken: int = 0,
    duplicate_of: int | None = None,
    refused: Refusal | None = None,
) -> Outcome:
    return Outcome(
        submission,
        part.file,
        part.sheet,
        part.kind,
        part.form,
        part.unit,
        taken,
        part.errors,
        part.warnings,
        duplicate_of,
        refused,
    )


def own_unit(desk: Desk, unit: str | None) -> str | None:
    """The unit for which a file is read: a reporter of one unit reports for no other."""
    own = desk.units(Action.SUBMIT_FAULTS)
    if unit is not None:
        desk.check(Action.SUBMIT_FAULTS, unit)
    return own[0] if unit is None and len(own) == 1 and not desk.may(Action.SUBMIT_FAULTS) else unit


def _allowed(desk: Desk, part: SheetReading) -> SheetReading:
    if part.refused is not None:
        return part
    action = to_submit(part.kind)
    # Without a unit nothing is stored, so the sheet may still say that it names none.
    names_none = part.unit is None and part.kind not in OFFICE_KINDS
    if desk.may(action, part.unit) or (names_none and desk.units(action)):
        return part
    return replace(part, refused=Refusal(_why_not(desk, action), {"unit": part.unit or ""}))


def _why_not(desk: Desk, action: Action) -> str:
    """The code of the refusal of a sheet that the person may not send."""
    if action is not Action.SUBMIT_FAULTS and not desk.units(Action.SUBMIT):
        return "faults_only"
    return "plan_not_yours" if action is Action.SUBMIT_PLAN else "unit_not_yours"


def rules_version(desk: Desk) -> str:
    """A text that changes with everything that may lock or open something, so that it is read anew."""
    desk.check_any(Action.SUBMIT_FAULTS)
    return read_rules_version(desk.store)


def to_submit(kind: str | None) -> Action:
    """What somebody must be allowed to do to send a sheet of ``kind``."""
    if kind in OFFICE_KINDS:
        return Action.SUBMIT_PLAN
    return Action.SUBMIT_FAULTS if kind == FAULTS else Action.SUBMIT
