"""授课方式: how classes are taught, and whether visits cover every mode of a unit."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from metrics.standing import Frame, Standing, collected

_BETWEEN_MODES = re.compile(r"[、,，;；/|+＋\s]+")


def modes_named(text: object) -> list[str]:
    """The modes that a cell of text names."""
    return [mode for mode in _BETWEEN_MODES.split(text) if mode] if isinstance(text, str) else []


def modes_of_groups(standing: Standing) -> dict[int, list[str]]:
    """Class → its modes by the sheet of groups; classes of which none is known are left out."""
    groups = collected(standing.of_classes("groups", ("mode",)))
    cells = zip(groups["class_no"].tolist(), groups["mode"].tolist(), strict=True)
    # Several words are a tuple, a list or an array, as the engine has it; a blank is none of them.
    known = ((number, modes) for number, modes in cells if isinstance(modes, (tuple, list, np.ndarray)))
    return {number: list(modes) for number, modes in known if len(modes)}


def units_with_modes_covered(standing: Standing, arranged: Frame, visitor_kind: str) -> pd.DataFrame:
    """Of the ``arranged`` visits by ``visitor_kind`` the one of each unit by which all its modes are covered.

    With ``on``, the day from which it was arranged; units with a mode that none covers are left out.
    """
    of_classes = modes_of_groups(standing)
    due = standing.due_rows
    units = dict(zip(due["class_no"].tolist(), due["unit_no"].tolist(), strict=True))
    missing: dict[int, set[str]] = {unit_no: set() for unit_no in units.values()}
    for number in of_classes.keys() & units.keys():
        missing[units[number]].update(of_classes[number])
    visits = collected(arranged)
    visits = visits[visits["visitor_kind"] == visitor_kind].sort_values("on", kind="stable")
    covering = []
    cells = zip(*(visits[name].tolist() for name in ("unit_no", "class_no", "mode")), strict=True)
    for place, (unit_no, number, mode) in enumerate(cells):
        if unit_no not in missing:
            continue
        missing[unit_no] -= set(modes_named(mode) or of_classes.get(number, []))
        if not missing[unit_no]:
            covering.append(place)
            del missing[unit_no]
    return visits.take(covering)
