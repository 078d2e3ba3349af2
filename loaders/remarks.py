"""What a sheet says beside its columns, in remarks that nothing reads: 停开 of a class, 已解散 of a group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from loaders.body import Body
from loaders.cells.text import shown
from loaders.sheet import Sheet
from schema import limits
from schema.findings import Finding
from schema.plan import PLAN
from schema.unread import COLUMN, Unread

_CALLED_OFF = re.compile(
    r"停开|停课|[学春秋]期?不开|取消开课|不再?开课|课程取消|撤销|called off|cancell?ed", re.IGNORECASE
)
# Of a row of whatever kind, that it is none, or holds no longer.
_VOID = re.compile(
    r"作废|无效|不再?(?:计入|纳入|参与统计|统计|上报)|不用报|误[填报]|填错|[此本该]行(?:删除|取消)|"
    r"^(?:错误|有误|测试|测试数据|(?:填写)?示[例范]|样例|删除?|已删除?|取消|已取消)[。.!！]?$"
)
_OTHERWISE = frozenset({"duplicate", "not_wanted", "similar", "mark"})
_STAFF = r"(?:任课)?(?:教师|老师|辅导员|助教)"
_UNSURE = r"待核|未核|存疑|估[计算]|预估|不准"
# By table, the columns that say that something is done, and what a remark says where it is not, or no longer.
_UNDONE = {
    "groups": (("created_on",), re.compile(r"解散|作废|[弃停]用|[未没]建|停[开课]|取消|无群")),
    "roster": (
        ("joined_on", "joined"),
        re.compile(r"退群|退[课选学]|停开|期不开|休学|转[出走]|[未没]进|[未没]入|移出|踢出|已退"),
    ),
    "enrollment": (
        ("joined",),
        re.compile(
            rf"解散|停[开课]|取消|含(?:\d+[名个位])?{_STAFF}|\d[人名个位]{{0,2}}(?:为|是)?{_STAFF}|{_UNSURE}|数据(?:为|是|截[至止])"
        ),
    ),
    "sessions": (
        ("held",),
        re.compile(rf"停课|取消|[未没][开上授]课?|改[期到]|调[至到]|顺延|推迟|延期|{_UNSURE}"),
    ),
    "materials": (("uploaded_on",), re.compile(r"删除|撤回|失效|作废|[未没]上传|[不未]通过|待上传")),
    "visits": (
        ("visited_on",),
        re.compile(r"取消|[未没]听|改期|延期|推迟|顺延|未完成|未开展|停[开课]|期不开|待听"),
    ),
}
_LONGEST = 60


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


def check_remarks(sheet: Sheet) -> None:
    """Record rows of which a column that was not read says 作废, and, of what is done, 已解散 or 退群."""
    if sheet.body.block is None:
        return
    # Of a plan it is said where its rows are taken.
    columns, words = _UNDONE.get(sheet.form.table, ((), _VOID if sheet.form in PLAN.forms else _CALLED_OFF))
    present = [id for id in columns if id in sheet.values]
    is_done = np.ones(len(sheet.numbers), bool)
    if columns:
        is_done = np.logical_or.reduce([~is_done, *(_is_done(sheet.frame[id]) for id in present)])
    title = sheet.title(present[0] if present else sheet.form.anchor)
    for number, block in enumerate(sheet.body.blocks):
        rows = np.flatnonzero(sheet.body.block == number)
        for each in sheet.unread:
            if each.what != COLUMN or each.reason in _OTHERWISE or each.place >= block.grid.width:
                continue
            cells = block.grid.column(each.place).take(sheet.numbers[rows] - 1)
            is_said = cells.rows_where(partial(_says, _VOID))
            is_said |= is_done[rows] & cells.rows_where(partial(_says, words))
            for at in np.flatnonzero(is_said).tolist():
                row, remark, done = int(sheet.numbers[rows[at]]), shown(cells[at]), {"done": title}
                said = Finding("remark_says_otherwise", sheet.name, row, each.text, remark, done, each.place)
                sheet.findings.append(said)


def _is_done(column: pd.Series[Any]) -> NDArray[np.bool_]:
    """For which rows a column gives a day or a number, or says yes."""
    said = column.notna() & (column != 0) if column.dtype in ("boolean", "Int64") else column.notna()
    return np.asarray(said.fillna(False), dtype=bool)


def _says(words: re.Pattern[str], cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= _LONGEST and bool(words.search(cell))
