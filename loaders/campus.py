"""Rows that are about the campus itself, though nobody wrote so: a leader belongs to no college."""

from __future__ import annotations

import re

import numpy as np

from loaders.cells.text import shown
from loaders.sheet import Sheet
from schema.figures import CAMPUS

_OF_UNIT = re.compile("[院系部]")


def settle_campus(sheet: Sheet) -> None:
    """Give rows without a unit to the campus where their words can mean nothing else.

    Only for a sheet of which nobody has said whose it is: what a unit sends is the unit's.
    """
    for column, words in sheet.form.of_campus.items():
        of_campus = sheet.frame[column].isin(words) & sheet.frame["unit"].isna()
        if column in sheet.values and "unit" in sheet.values:
            of_campus &= ~sheet.values["unit"].doubtful
        if np.any(of_campus):
            sheet.frame["unit"] = sheet.frame["unit"].mask(of_campus, CAMPUS)


def check_places(sheet: Sheet, unit: str | None) -> None:
    """Record a group of the campus in a row of a unit, or the other way round; ``unit``: of rows without one.

    What only says 领导小组 in a row of the campus is the campus's.
    """
    units = sheet.frame["unit"].fillna(unit)
    for column, of_unit in sheet.form.of_units.items():
        of_campus, kinds = sheet.form.of_campus[column], sheet.frame[column]
        of_either = kinds.isin(of_unit) & (units == CAMPUS)
        for row in np.flatnonzero(of_either).tolist():
            if _OF_UNIT.search(shown(sheet.raw(row, column))):
                sheet.add("of_other_place", row, column, unit=CAMPUS)
            else:
                sheet.frame.loc[row, column] = of_campus[0]
        for row in np.flatnonzero(kinds.isin(of_campus) & units.notna() & (units != CAMPUS)).tolist():
            sheet.add("of_other_place", row, column, unit=units[row])
