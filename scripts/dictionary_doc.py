"""The data dictionary: every table of facts with its columns, as they are stored and what they feed."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.indicators import INDICATORS
from schema.figures import FIGURE_COLUMNS
from schema.kinds import FURTHER_KINDS, OFFICE_KINDS, REPORTED_KINDS, all_forms
from schema.model import Column, SheetForm, SheetKind
from scripts.markdown import MARK, table
from store.types import SQL_TYPES

_HEAD = ("列 column", "标题 title", "存为 stored as", "可空 blank", "规则 rules")
_SENT_BY = {
    **dict.fromkeys(REPORTED_KINDS, "各学院必报 every unit must report it"),
    **dict.fromkeys(FURTHER_KINDS, "各学院按需上报 units, when they have something to say"),
    **dict.fromkeys(OFFICE_KINDS, "教务处 academic affairs"),
}
_PROVENANCE = (
    ("submission", "上报编号 number of the submission", "INTEGER"),
    ("source_row", "表格软件显示的行号 row as a spreadsheet shows it", "INTEGER"),
)
_FIGURES = {
    "indicator": "指标 id of the indicator",
    "unit": "学院(系、部)全称，或全校 full name of the unit, or the campus",
    "on": "统计日 the day that counts",
    "n": "分子 numerator",
    "d": "分母 denominator",
    "rate": "n / d；d 为 0 时为空 blank where d is 0",
}


def dictionary() -> str:
    """One section a table of facts, then the figures table."""
    lines = [
        "# 数据字典 Data dictionary",
        "",
        MARK,
        "",
        "每类表的每种格式存为一张只增不改的事实表；列的含义与写法见 [sheets.md](sheets.md)，指标的定义见 "
        "[indicators.md](indicators.md)。",
        "Each form of a sheet is kept in a table of facts to which rows are only added. How a column may be written is told "
        "in [sheets.md](sheets.md), what an indicator counts in [indicators.md](indicators.md).",
        "",
        "每行都带出处 every row tells where it comes from:",
        "",
        *table(
            ("列 column", "含义 meaning", "存为 stored as"), ((f"`{a}`", b, c) for a, b, c in _PROVENANCE)
        ),
        "",
    ]
    for kind, form in all_forms():
        lines += [*_section(kind, form), ""]
    lines += ["## 指标表 figures table", ""]
    rows = ((f"`{column}`", _FIGURES[column]) for column in FIGURE_COLUMNS)
    return "\n".join([*lines, *table(("列 column", "含义 meaning"), rows)]) + "\n"


def _section(kind: SheetKind, form: SheetForm) -> Iterator[str]:
    title = f"{kind.title} {kind.title_en}" + (f"：{form.title} {form.title_en}" if form.title else "")
    yield from (f"## `{form.table}` {title}", "")
    yield f"- 由谁报 sent by: {_SENT_BY[kind.id]}"
    yield f"- 同一项 one item: {' + '.join(f'`{id}`' for id in form.key)}" + _day_of_key(form)
    if kind.replaced_by:
        other = ", ".join(f"`{f.table}`" for f in kind.forms if f is not form)
        place = " + ".join(f"`{id}`" for id in kind.replaced_by)
        yield f"- 与 {other} 二选一，以后报的为准 or {other}, whichever came later, for each {place}"
    if form.names_students:
        yield "- 含学生姓名，仅学工、教务和本单位可见 names students: student affairs, academic affairs, the unit itself"
    fed = [f"{i.title} `{i.id}`" for i in INDICATORS if i.is_fed_by(kind.id)]
    every = "每项指标的应完成数 what every indicator holds due"
    yield f"- 用于 feeds: {every if kind.id == 'plan' else '、'.join(fed) or '核对 reconciliation'}"
    yield from ("", *table(_HEAD, map(_column, form.columns)))


def _day_of_key(form: SheetForm) -> str:
    return f" + {' / '.join(f'`{id}`' for id in form.key_dates)}" if form.key_dates else ""


def _column(column: Column) -> tuple[str, ...]:
    rules = []
    if column.at_most:
        rules.append(f"≤ `{column.at_most}`")
    if column.vocabulary and column.vocabulary.closed:
        rules.append(" · ".join(column.vocabulary.words))
    if column.default is not None:
        rules.append(f"空白为 blank: {column.default}")
    if column.whole_campus:
        rules.append("可填全校 the campus too")
    return (
        f"`{column.id}`",
        f"{column.title} {column.title_en}",
        f"{column.type.value}, {SQL_TYPES[column.type].__name__}",
        "否 no" if column.required else "是 yes",
        "；".join(rules),
    )
