"""Rows that are about the campus itself, though nobody wrote so: a leader belongs to no college."""

from __future__ import annotations

import numpy as np

from loaders.sheet import Sheet
from schema.figures import CAMPUS


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
