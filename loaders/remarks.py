"""What a plan says beside its columns: that a class is called off, in a remark that nothing reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.body import Body
from loaders.cells.text import shown
from schema import limits
from schema.findings import Finding
from schema.plan import PLAN
from schema.unread import COLUMN, Unread

_CALLED_OFF = re.compile(r"停开|停课|取消开课|不再?开课|课程取消|撤销|called off|cancell?ed", re.IGNORECASE)
_OTHERWISE = frozenset({"duplicate", "not_wanted", "similar", "mark"})


def called_off_in_remarks(unread: Sequence[Unread], body: Body, number: int) -> Iterator[Finding]:
    """Each row of a plan of which a column that was not read says 停开: the class is due all the same."""
    block = body.blocks[number]
    if block.header.kind.id != PLAN.id:
        return
    for column in unread:
        if column.what != COLUMN or column.reason in _OTHERWISE:
            continue
        for row in body.numbers[body.block == number].tolist():
            text = shown(block.grid.rows[row - 1][column.place])
            if _CALLED_OFF.search(text):
                remark = text[: limits.LONGEST_HEADING]
                yield Finding(
                    "called_off_in_remark", block.grid.name, row, column.text, remark, {}, column.place
                )
