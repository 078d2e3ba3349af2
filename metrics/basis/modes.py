"""授课方式: how classes are taught, and whether visits cover every mode of a unit."""

from __future__ import annotations

import re

import numpy as np

from metrics.counting import Counting
from metrics.keyed import joined, latest, looked_up, over_key, read_apart
from metrics.provenance import ROW
from metrics.relations import Columns, Frame, collected, kept, names_of, picked, stacked, where, with_made
from metrics.standing import Standing

# What any visit covers, as a mode that no cell can name.
_ANY = "\x1e"
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


def units_with_modes_covered(standing: Standing, arranged: Frame, visitor_kind: str) -> Frame:
    """Of the ``arranged`` visits by ``visitor_kind`` the one of each unit by which all its modes are covered.

    With ``on``, the day from which it was arranged; units with a mode that none covers are left out. One of
    which no mode is known needs one visit.
    """
    counting, key = Counting(standing), ("unit_no", "mode")
    groups = standing.of_classes("groups", ("mode",))
    said = read_apart(groups, ("mode",), "mode", lambda modes: modes or ())
    of_classes = kept(picked(said, ("class_no", "unit_no", "mode")))
    visits = kept(where(arranged, lambda rows: rows["visitor_kind"] == visitor_kind))
    named = read_apart(visits, ("mode",), "mode", lambda modes: modes_named(modes) or [_ANY])
    silent = where(named, lambda rows: rows["mode"] == _ANY)
    covers = stacked(
        where(named, lambda rows: rows["mode"] != _ANY),
        joined(silent, of_classes, "class_no", ("mode",)),
        with_made(visits, mode=_any),
    )
    due = picked(standing.due, ("unit_no",), None, mode=_any)
    wanted = stacked(due, picked(of_classes, key)).unique(subset=list(key))
    wanted = over_key(wanted, ("unit_no",), modes=("mode", "count"))
    first = counting.first(covers, key, "on")
    met = looked_up(wanted, first, key, [name for name in names_of(first) if name not in key], known=True)
    met = where(over_key(met, ("unit_no",), met=("mode", "count")), lambda rows: rows["met"] == rows["modes"])
    return latest(met, ("unit_no",), ("on", *ROW) if standing.tracing else ("on",))


def _any(_rows: Columns) -> Columns:
    return _ANY
