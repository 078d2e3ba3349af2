"""What is known beside a file, at the moment of its receipt."""

from __future__ import annotations

import datetime as dt

from schema.known import Known
from schema.mappings import Mappings
from schema.term import Term
from services.classes import known_classes
from store import Store
from store.mappings import read_mappings


def known_at(store: Store, term: Term, moment: dt.datetime, unit: str | None) -> Known:
    """What is known beside a file received at ``moment`` (aware) and read for ``unit``.

    What the unit has set of a title goes before what was set for the campus; what was set since the
    receipt is not known.
    """
    mappings = read_mappings(store, term.name, until=moment)
    own = mappings.get(unit, {}) if unit is not None else {}
    return Known(known_classes(store, term, moment), Mappings({**mappings.get(None, {}), **own}))
