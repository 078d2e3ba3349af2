"""Lists that are sent as the whole: whether a file may be taken as such, and who leaves with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from metrics.standing import Standing
from schema.findings import Finding
from schema.reading import SheetReading

_NAMED = 50  # of those who leave, how many a sentence names
# Something of the file was left alone: what it says may be just what is missing.
_NOT_READ = frozenset({"hidden_sheet", "sheet_not_recognised", "example_sheet", "row_not_read"})


def as_whole(readings: Iterable[SheetReading]) -> list[SheetReading]:
    """The sheets of one file, to be taken as whole lists: see :func:`checked`."""
    return [replace(reading, whole=reading.refused is None) for reading in readings]


def checked(parts: Sequence[SheetReading]) -> list[SheetReading]:
    """``parts`` of one file; those that cannot be taken as the whole are taken as any other, and say why.

    A kind may be none of a list, and a file of which anything was not taken says less than the whole:
    whom it does not list might be just there.
    """
    lost = any(_lost_something(part) for part in parts)
    return [_checked(part, lost) if part.whole else part for part in parts]


def _lost_something(part: SheetReading) -> bool:
    left = any(finding.is_error or finding.code in _NOT_READ for finding in part.findings)
    return left or part.refused is not None or part.unit is None


def _checked(part: SheetReading, lost: bool) -> SheetReading:
    if part.refused is not None or not part.declaration.whole_of:
        code = "never_whole"
    elif lost:
        code = "whole_not_taken"
    else:
        return part
    return replace(part, whole=False, findings=(*part.findings, Finding(code, part.sheet)))


def leaving(part: SheetReading, before: Standing, after: Standing) -> list[Finding]:
    """Who is listed no more once ``part`` is taken as the whole: nobody, or one finding that names them."""
    if not part.whole:
        return []
    form = part.declaration
    key, table = list(form.key), form.table
    ended, known = after.ends(table), before.ends(table).reindex(columns=key)
    if ended.empty:
        return []
    gone = ended[~pd.MultiIndex.from_frame(ended[key]).isin(pd.MultiIndex.from_frame(known[key]))]
    scopes = {part.unit} if form.whole_of == "unit" else set(part.rows[form.whole_of])
    gone = gone[gone[form.whole_of].isin(scopes)]
    if gone.empty:
        return []
    naming = [name for name in key if name != "unit"]
    names = ["·".join(map(str, row)) for row in gone[naming].sort_values(naming).itertuples(index=False)]
    listed = "、".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
    return [Finding("leaves_out", part.sheet, details={"count": len(names), "names": listed})]
