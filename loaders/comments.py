"""Comments on cells of rows of data: they are not read, and said."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from loaders.sheet import Sheet
from schema.corrections import column_letters
from schema.findings import Finding
from schema.stamp import without_ours

_SHOWN, _LONGEST = 5, 60


def said_of_comments(sheet: Sheet) -> Iterator[Finding]:
    """That people have written comments on cells of rows that are read; ours are no such."""
    comments = {at: words for block in sheet.body.blocks for at, words in block.grid.comments.items()}
    commented = sorted(comments.items())
    rows = np.isin([row + 1 for (row, _), _ in commented], sheet.numbers).tolist() if comments else []
    of_people = [
        (at, " ".join(without_ours(words).split()))
        for (at, words), is_data in zip(commented, rows, strict=True)
        if is_data
    ]
    theirs = [
        f"{column_letters(column + 1)}{row + 1}“{words[:_LONGEST]}”"
        for (row, column), words in of_people
        if words
    ]
    if theirs:
        more = "…" if len(theirs) > _SHOWN else ""
        details = {"comments": "；".join(theirs[:_SHOWN]) + more, "count": len(theirs)}
        yield Finding("comments_not_read", sheet.name, details=details)
