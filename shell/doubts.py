"""What is doubtful in workbooks beside what stands: in a database, or in a plan that is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders import Receipt
from loaders.files import plan_in, read_together
from schema.corrections import Corrections
from schema.known import NOTHING_KNOWN
from schema.plan import PLAN
from schema.reading import SheetReading
from services import intake, whole_lists
from services.desk import Desk
from services.preview import with_doubts
from services.taken import with_parts
from shell.opening import opened_desk
from shell.options import Acting, Sender, kind_of, unit_of
from store.facts import no_facts

Groups = Sequence[Sequence[SheetReading]]


def read_beside_database(
    acting: Acting, files: Sequence[tuple[str, bytes]], sender: Sender, corrections: Corrections
) -> list[list[SheetReading]]:
    """What `load` would take of ``files``, with what is doubtful; nothing is kept."""
    unit, kind = unit_of(sender.unit, acting.term), kind_of(sender.kind)
    arrival = intake.Arrival(sender.moment, unit, kind, corrections=corrections)
    with opened_desk(acting) as desk:
        return doubted(desk, intake.read_together(desk, files, arrival), sender)


def read_beside_plan(
    plans: Sequence[tuple[str, bytes]],
    files: Sequence[tuple[str, bytes]],
    receipt: Receipt,
    sender: Sender,
) -> list[list[SheetReading]]:
    """``files`` as they read beside ``plans`` and nothing else, with what is doubtful."""
    office = replace(receipt, unit=None, kind=PLAN.id, known=NOTHING_KNOWN)
    plan = [reading for readings in read_together(plans, office) for reading in readings]
    parts = [part for reading in plan for part in reading.split_by_unit()]
    groups = read_together(files, replace(receipt, plan=plan_in(plan)))
    split = [[part for reading in readings for part in reading.split_by_unit()] for readings in groups]
    facts = with_parts(no_facts(), parts, receipt.term, receipt.received_at)
    return with_doubts(_as_sent(split, sender), facts, receipt.term, receipt.received_at)


def doubted(desk: Desk, groups: Groups, sender: Sender) -> list[list[SheetReading]]:
    """The sheets of each file, with what is doubtful beside all that the database has."""
    return with_doubts(_as_sent(groups, sender), desk.facts(), desk.term, sender.moment)


def _as_sent(groups: Groups, sender: Sender) -> list[list[SheetReading]]:
    if not sender.replaces_all:
        return [list(readings) for readings in groups]
    return [whole_lists.checked(whole_lists.as_whole(readings)) for readings in groups]
