"""What titles mean that no sheet declares: set once by those who send the sheets, and taken back by them."""

from __future__ import annotations

import datetime as dt

from access import Action
from schema.kinds import kind_by_id
from schema.mappings import NOT_READ, Heading, MappingEntry
from services.desk import Desk
from services.intake import to_submit
from store.mappings import add_mapping, read_mappings


def listed(desk: Desk) -> dict[str | None, dict[Heading, str]]:
    """What holds for the campus (``None``) and for the units of the person: title → meaning."""
    desk.check_any(Action.SUBMIT_FAULTS)
    units = {None, *desk.units(Action.SUBMIT_FAULTS)}
    mappings = read_mappings(desk.store, desk.term.name)
    return {unit: meanings for unit, meanings in mappings.items() if unit in units}


def set_mapping(desk: Desk, entry: MappingEntry, *, at: dt.datetime | None = None) -> None:
    """Let a title of a kind mean a column, or ``NOT_READ``, from now on; without a meaning, take it back.

    Needs the right to submit that kind for the unit, for the campus where it names none. Raises
    :class:`access.Denied`, and ``ValueError`` for what no form of the kind has.
    """
    desk.check(to_submit(entry.heading.kind), entry.unit)
    columns = {id for form in kind_by_id(entry.heading.kind).forms for id in form.column_ids}
    if entry.meaning is not None and entry.meaning not in {*columns, NOT_READ}:
        raise ValueError(f"{entry.meaning!r} is no column of {entry.heading.kind}")
    add_mapping(desk.store, desk.term.name, entry, desk.signed(at))
