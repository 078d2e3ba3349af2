"""What a line above a table says that makes another thing of it: 拟建群, 未进群名单, 样表, another day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from loaders.cells.dates import Calendar
from loaders.characters import words_of
from loaders.columns import empty_array
from loaders.day_of_sheet import day_of_sheet
from loaders.formats.grid import Refused
from loaders.sheet import Sheet
from schema.findings import Finding
from schema.model import ColumnType, DateRule
from schema.term import Term
from schema.unread import ROW

_LONGEST = 40  # a title; what is longer explains
_EXPLAINS = re.compile(r"请|填|说明|注[:：]|要求|^\(?\d{1,2}[.、)]")
_IN_GROUP = re.compile(r"[进入加][课程]{0,2}群")
_ABSENT = re.compile(r"[未没](?:进|入|加|在)[课程]{0,2}群")
_LIST = re.compile(r"名单|名册|学生|人员|同学")
_ONLY_JOINED = re.compile(r"已(?:进|入|加)[课程]{0,2}群(?:的)?(?:学生|同学|人员)?(?:名单|名册)")
# By kind, words of a title with which the columns mean something else than they do without it.
_TURNING = {
    "groups": re.compile(r"(?:拟|计划|预计|待|未)建(?:立)?[课程]{0,2}群|建群(?:工作)?计划"),
    "enrollment": re.compile(
        r"新增|[男女留]学?生|(?:教师|老师|辅导员|家长)(?:进|入|加)群|[未没](?:进|入|加)[课程]{0,2}群(?!率)|(?:拟|预计)(?:进|入)群"
    ),
    "materials": re.compile(r"(?:拟|计划|预计|待|未)上传|上传计划"),
    "visits": re.compile(r"听课(?:工作)?(?:计划|安排)|(?:拟|计划|预计|待|未)听课"),
    "sessions": re.compile(r"授课计划|(?:拟|计划|预计|待|未)(?:开|授)课|累计"),
}
# Below titles that are nothing but days stands what the title counts.
_COUNTED, _OTHER_COUNT = re.compile(r"[进入加]|人数"), re.compile(r"率|到课|出勤|签到|通知|资料|材料")
_PLANNED = {"visits": "planned_on"}  # of which such a title asks for its own column
_WEEK = re.compile(r"第\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*周|首周|[本每]周|周报")
_SEMESTER = re.compile(r"(20\d\d)\s*[-~至/]\s*(20\d\d)\s*学年\s*第?\s*([一二12])\s*学期")
# √表示未进群, 未进群的打√, 1=否.
_MARK = "(?:√|✓|✔|勾|对号|1|○|●|■|▲|☑)"
_LEGEND = re.compile(
    rf"{_MARK}\s*(?:[”\"'’)]\s*)?(?:表示|代表|指|为|即|=|:|是)\s*[“\"'‘]?(?:未|没|否|不(?![少足]))|"
    rf"(?:未|没|不)[\u4e00-\u9fff]{{1,8}}?(?:打|画|划|填|标|写|用)[“\"'‘(]?\s*{_MARK}"
)
_SAMPLE = re.compile(
    r"^[^请按参见]*(?:样表|[样示范]例|模[板版]|\b(?:sample|template|example))(?=[()\[\]【】\s\d]*$|\()",
    re.IGNORECASE,
)
# That a colour or a font says something, that others are counted too, that nobody is sure.
_NOTE_TURNS = re.compile(
    r"(?:标|底色|字体|填充|加粗|斜体|下划线|[红黄绿蓝灰橙]色|[标]?[红黄绿蓝灰橙][字底的])[^,;。]{0,6}(?:表示|代表|为|即|指|是|的)|"
    r"(?<!不)含(?:\d+[名个位])?(?:任课)?(?:教师|老师|辅导员|助教)|(?:数据|人数|以[上下]|本表|下列)[^,;。]{0,8}(?:待核|未核|存疑|估[计算]|预[估计]|仅供参考)|"
    r"(?:以下|下列)[^,;。]{0,8}(?:[未没不][^足少]|取消|停[开课]|作废|历史|上一?(?:学期|学年|周)|计划|拟|暂[缓停])"
)
_HOW_TO_FILL = re.compile("请|必填|选填|填写|不填")
_FORMER = re.compile(r"上一?(?:学期|学年)|去年")
_SEASON = re.compile(r"(20\d\d)\s*年?\s*(春|秋)(?:季|学期)")


def refuse_parts(sheet: Sheet) -> None:
    """Raise ``Refused`` for a list of nobody but those who are not in the group, or who are.

    A list stands for the whole class, of which it would tell 0 or 100 %.
    """
    if "joined_on" not in sheet.form.column_ids:
        return
    joined = (sheet.frame["joined"].fillna(False) | sheet.frame["joined_on"].notna()).to_numpy(bool)
    for line in _titles(sheet):
        absent = _ABSENT.search(line) and _LIST.search(line) and not _IN_GROUP.search(_ABSENT.sub("", line))
        if (absent and not joined.any()) or (_ONLY_JOINED.search(line) and joined.all()):
            raise Refused("part_of_class", line=line, name=sheet.name or "")


def said_of_title_words(sheet: Sheet, term: Term) -> Iterator[Finding]:
    """That a title makes another thing of the table, or is of another term."""
    kind = sheet.header.kind
    across = [each for block in sheet.body.blocks for each in block.header.across if each.measure]
    of_days = bool(across) and kind.id == "enrollment" and not any(_COUNTED.search(e.title) for e in across)
    turning, has_plans = _TURNING.get(kind.id), _PLANNED.get(kind.id) in sheet.values
    for line in filter(_SAMPLE.search, _lines(sheet)):
        yield Finding("title_of_sample", sheet.name, details={"line": line})
    for line in _titles(sheet):
        details = {"line": line, "kind_zh": kind.title, "kind_en": kind.title_en}
        if _is_of_other_term(line, term):
            yield Finding("title_of_other_term", sheet.name, details={**details, "term": term.name})
        elif (
            (of_days and _OTHER_COUNT.search(line))
            or _is_of_week(sheet, line)
            or (turning and turning.search(line) and not has_plans)
        ):
            yield Finding("title_turns", sheet.name, details=details)


def _is_of_week(sheet: Sheet, line: str) -> bool:
    """Whether a title sums up a week, and all rows below it are of one day."""
    if sheet.form.table != "session_totals" or not _WEEK.search(line):
        return False
    return bool(sheet.frame["date"].nunique() == 1)


def check_days_of_titles(sheet: Sheet, calendar: Calendar) -> None:
    """Record days after the one of which a title tells, and a sheet of one day that is another one."""
    form = sheet.form
    done = [c.id for c in form.columns if c.date_rule is DateRule.DONE and c.id in sheet.values]
    blocks = sheet.body.block
    for number, block in enumerate(sheet.body.blocks) if done and blocks is not None else ():
        told = day_of_sheet(block.lines_above(), sheet.name, calendar)
        if told is None or block.header.said is not None:
            continue
        line, day = told[0], pd.Timestamp(told[1])
        rows = np.flatnonzero(blocks == number)
        for id in done:
            days = sheet.frame[id].iloc[rows]
            for row in rows[(days > day).to_numpy(bool)].tolist():
                sheet.add("day_after_title", row, id, line=line)
            is_of_day = id == form.day_of_sheet and not form.day_of_receipt and not block.header.across
            if is_of_day and days.nunique() == 1 and days.max() < day:
                details = {"line": line, "date": str(days.max().date())}
                title, place = sheet.title(id), sheet.place(id)
                finding = Finding("day_of_title_differs", sheet.name, None, title, None, details, place)
                sheet.findings.append(finding)


def check_legends(sheet: Sheet) -> None:
    """Record a line or a title by which a mark says no, and leave the marks of the sheet blank.

    Rows that only a mark makes rows of what was held are not taken.
    """
    answered = frozenset[str]().union(*(block.header.answered for block in sheet.body.blocks))
    marks = [
        column
        for column in sheet.form.columns
        if (column.type is ColumnType.YESNO or column.id in answered) and column.id in sheet.values
    ]
    lines = [each.text for each in sheet.unread if each.what == ROW]
    lines += [sheet.title(column.id) for column in marks]
    legend = next((line for line in lines if _LEGEND.search(words_of(line))), None)
    if legend is None or not marks:
        return
    columns = "、".join(f"“{sheet.title(column.id)}”" for column in marks)
    sheet.findings.append(Finding("legend_turns", sheet.name, details={"line": legend, "columns": columns}))
    for column in marks:
        sheet.frame[column.id] = empty_array(column, len(sheet.frame))
        sheet.lost |= column.id in answered


def check_notes(sheet: Sheet) -> None:
    """Record lines by which rows, or all counts, are not what their columns say: colours, 含教师, 待核实."""
    for line in dict.fromkeys(each.text for each in sheet.unread if each.what == ROW):
        if _NOTE_TURNS.search(words_of(line)) and not _HOW_TO_FILL.search(line):
            sheet.findings.append(Finding("note_turns", sheet.name, details={"line": line}))


def _titles(sheet: Sheet) -> list[str]:
    """The titles of the sheet and of its tables, and no line that explains."""
    return [line for line in _lines(sheet) if not _EXPLAINS.search(line)]


def _lines(sheet: Sheet) -> list[str]:
    """The short lines above the tables, and the name of the sheet."""
    lines = [line for block in sheet.body.blocks for line in block.lines_above()]
    folded = (" ".join(words_of(line).split()) for line in (*lines, sheet.name or ""))
    return [line for line in dict.fromkeys(folded) if len(line) <= _LONGEST]


def _is_of_other_term(line: str, term: Term) -> bool:
    """Whether a title names one term, and it is not this one."""
    year, in_spring = term.opens.year, term.opens.month < 8
    if match := _SEMESTER.search(line):
        begins = year - 1 if in_spring else year
        return (int(match[1]), match[3] in "二2") != (begins, in_spring)
    if match := _SEASON.search(line):
        return (int(match[1]), match[2] == "春") != (year, in_spring)
    return bool(_FORMER.search(line))
