"""What titles and words mean that no sheet declares: set once by those who send sheets, or taken back."""

from __future__ import annotations

import datetime as dt

from access import Action
from schema.mappings import OF_KIND, Heading, MappingEntry, meanings_for
from services.desk import Desk
from services.intake import to_submit
from store.mappings import add_mapping, read_mappings


def listed(desk: Desk) -> dict[str | None, dict[Heading, str]]:
    """What holds for the campus (``None``) and for the units of the person: title → meaning."""
    desk.check_any(Action.SUBMIT_FAULTS)
    units = {None, *desk.units(Action.SUBMIT_FAULTS)}
    mappings = read_mappings(desk.store, desk.term.name)
    return {unit: meanings for unit, meanings in mappings.items() if unit in units}


def right_to_set(heading: Heading) -> Action:
    """The right of whoever says what it means: to submit that kind, or anything where the kind is asked."""
    return Action.SUBMIT_FAULTS if heading.column == OF_KIND else to_submit(heading.kind)


def set_mapping(desk: Desk, entry: MappingEntry, *, at: dt.datetime | None = None) -> None:
    """Let a title of a kind mean a column, or ``NOT_READ``, from now on; without a meaning, take it back.

    A word in the cells of a column means a unit of the term, or a word of the column's vocabulary; all titles
    of a header mean a kind. Needs the right to submit that kind for the unit, for the campus where it names
    none. Raises :class:`access.Denied`, and ``ValueError`` for a meaning that is none of these.
    """
    heading = entry.heading
    desk.check(right_to_set(heading), entry.unit)
    if entry.meaning is not None and entry.meaning not in meanings_for(heading, desk.term):
        raise ValueError(f"{entry.meaning!r} is no column, unit, word or kind that {heading} can mean")
    add_mapping(desk.store, desk.term.name, entry, desk.signed(at))
