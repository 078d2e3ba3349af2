"""Write the documents that follow from the declarations: sheets, data dictionary, findings, indicators, notice.

    python -m scripts.generate_docs

A test renders them again and compares, so the pages cannot say what the code does not do.
"""

from __future__ import annotations

from pathlib import Path

from loaders.platforms import platforms
from metrics.indicators import INDICATORS
from schema import limits
from schema.catalogue import FINDINGS, Sentence
from schema.figures import CAMPUS
from schema.kinds import KINDS
from schema.model import Column, ColumnType, DateRule, SheetForm, SheetKind
from schema.refusals import REFUSALS
from scripts.dictionary_doc import dictionary
from scripts.general_rules import GENERAL_RULES, WORKED_CASES
from scripts.interface_doc import interface
from scripts.markdown import MARK, table
from scripts.notice_doc import notice
from scripts.shown_doc import shown_section
from scripts.worked_example import example_line, sheets_section

DOCS = Path(__file__).resolve().parent.parent / "docs"
TYPES = {
    ColumnType.ID: "编号 id",
    ColumnType.TEXT: "文本 text",
    ColumnType.UNIT: "学院(系、部) unit",
    ColumnType.COUNT: "人数/数量 count",
    ColumnType.SCORE: "分数 score, 0–100",
    ColumnType.DATE: "日期 date",
    ColumnType.MOMENT: "日期和时间 day and time",
    ColumnType.YESNO: "是/否 yes or no",
    ColumnType.CHOICE: "单选 one of",
    ColumnType.SEVERAL: "可多个 several",
}
DATE_RULES = {
    DateRule.DONE: "已完成的事：不早于工作起始日，不晚于收表日 / done: from the term's opening to the day of receipt",
    DateRule.PLANNED: "计划：在本学期之内 / planned: within the term",
}
BETWEEN = " · "  # an alias may hold a comma of its own
COLUMN_HEAD = ("标题 title", "id", "English", "类型 type", "说明 rules", "别名 aliases")
VALUES = (
    (
        "日期 dates",
        "`2020-02-21`、`2020年2月21日`、`2月21日`（取学期所在年 the term's year）、`20200221`、表格日期与序列号 serials, 1904 系统 likewise",
    ),
    (
        "数字 counts",
        "`45`、`４５`、`45人`、文本数字 numbers stored as text；负数、小数、有疑问的写法不采用 what is doubtful is a finding",
    ),
    ("编号 ids", "保留前导零 leading zeros kept；去掉误加的 `.0` a stray `.0` is dropped"),
    ("是否 yes and no", "`√ 是 有` / `× 否 无`"),
    ("多个 several", "用顿号、逗号、分号、斜杠或换行分开 separated as people separate them"),
)


def main() -> None:
    """Write every document."""
    for name, text in documents().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")


def documents() -> dict[str, str]:
    """File name in ``docs`` and full text of every generated document."""
    return {
        "sheets.md": sheets(),
        "dictionary.md": dictionary(),
        "findings.md": findings(),
        "indicators.md": indicators(),
        "notice.md": notice(),
        "api.md": interface(),
    }


def sheets() -> str:
    """The sheet kinds: each column with its id, type, rules and all its headers."""
    lines = [
        "# 表格格式 Sheet formats",
        "",
        MARK,
        "",
        "列名按“标题、英文标题、id、别名”识别，不分全角半角、大小写与繁简，可带单位说明和换行，顺序不限；括号里或上一行写明是比例、计划、期限或某日的，是另一列。",
        "A column is recognised by its title, its English title, its id or an alias, whatever the width or case of the "
        "letters, in simplified or traditional characters, with units in brackets or line breaks, in any order; a remark, or a title above, that makes it a share, a plan, a deadline or another day makes it another column.",
        "",
        "“*”为必填。必填列的值有误，该行不采用；选填列的值有误，该格留空。",
        "\\* is required. A bad value there costs the row; in an optional column it blanks the cell.",
        "",
        "## 怎样写都能读 What is read without doubt",
        "",
        *table(("", "写法 written as"), VALUES),
        "",
        *_limits(),
        *shown_section(),
        *_platforms(),
    ]
    for kind in KINDS:
        lines += _kind(kind)
    return "\n".join(lines) + "\n"


def _limits() -> list[str]:
    """The bounds of what is read."""
    mb = 2**20
    rows = (
        ("文件 file", f"{limits.MAX_FILE_BYTES // mb} MB"),
        ("解开后 unpacked", f"{limits.MAX_UNPACKED_BYTES // mb} MB"),
        ("每个工作表 cells of one sheet", f"{limits.MAX_CELLS:,}"),
        ("列 columns", f"{limits.MAX_COLUMNS:,}"),
        ("一格的文字 text of one cell", f"{limits.MAX_TEXT:,}"),
        ("表头先在前几行之内找 header looked for first within rows", f"{limits.HEADER_SEARCH_ROWS}"),
    )
    formats = "xlsx, xls (Excel 97+), xlsb, ods, fods, csv（UTF-8、GBK、UTF-16），以及存成 .xls 的 HTML 表格、单个文件网页 (MHTML) 和 SpreadsheetML"
    return ["## 格式与上限 Formats and limits", "", formats, "", *table(("", "最多 at most"), rows), ""]


def _platforms() -> list[str]:
    """What is read of the exports of platforms and academic systems, as they declare it."""
    return [
        "## 平台与教务系统的导出 Exports of platforms and academic systems",
        "",
        *table(
            ("导出 export", "读什么 what is read"),
            ((platform.title, platform.gives) for platform in platforms()),
        ),
        "",
        "平台不写教学班号：同一平台、课程、班级只问一次是哪个教学班，记住回答。学号要与该班名单逐字相符才算，对不上或对上几个的逐一列出，不猜；"
        "教师、助教、主持人不算学生，同一人几行算一人，`甲＆乙` 算两人。名单只列到场的人时，没有学生名单就不知道谁缺席，应到人数留空。"
        "同一天的几次课合为一行。没有用到的列、没有日期的课都列在提示里。",
        "",
        "No platform knows our class ids: which class is meant by a platform's course and class is asked once and remembered. "
        "A 学号 counts where it is, as a whole, on the class's roster; what matches nobody or several is listed and not guessed. "
        "Teachers, assistants and hosts are no students, several rows of one person are one, `甲＆乙` are two. Where only those "
        "present are listed, who is absent is not known without a roster and the number expected stays blank. Lessons of one "
        "day make one row. Columns not used and lessons without a day are named in findings.",
        "",
        "教务导出没有首次上课日期：由上课时间和 `term.toml` 的 `[calendar] week_1`（第 1 周的周一）推算，并注明是推算的；读不懂的上课时间该行不采用。"
        "没有教学班号的导出不采用，并说明要导出哪一列。",
        "",
        "Academic systems export no first session: it is worked out from 上课时间 and `[calendar] week_1` of `term.toml` (the "
        "Monday of week 1), and said to be; a class time that is not understood costs the row. An export without class ids "
        "is refused with the column to ask for.",
        "",
    ]


def _kind(kind: SheetKind) -> list[str]:
    lines = [f"## {kind.title} {kind.title_en} `{kind.id}`", ""]
    for form in kind.forms:
        if form.name:
            lines += [f"### {form.title} {form.title_en} `{form.name}`", ""]
        lines += [*_key(form), "", *table(COLUMN_HEAD, map(_column, form.columns)), ""]
        lines += _vocabularies(form)
    return lines


def _key(form: SheetForm) -> list[str]:
    """What makes a row one item, so that a later row replaces an earlier one."""
    titles = [form.column(name).title for name in form.key]
    if form.key_dates:
        titles.append("或".join(form.column(name).title for name in form.key_dates))
    lines = [f"同一项 one item: {' + '.join(titles)}"]
    for group in form.one_of:
        lines += ["", f"至少有一列 at least one of: {', '.join(form.column(name).title for name in group)}"]
    if form.apart:
        lines += [
            "",
            f"分辨同一天的几次课，一次一行的相加 tells lessons of a day apart, which add up: {BETWEEN.join(form.apart)}",
        ]
    return lines


def _column(column: Column) -> tuple[str, ...]:
    rules = [f"{column.hint} / {column.hint_en}"] if column.hint else []
    if column.date_rule:
        rules.append(DATE_RULES[column.date_rule])
    if column.at_most:
        rules.append(f"不超过 at most `{column.at_most}`")
    if column.default is not None:
        rules.append(f"空白为 blank: {column.default}")
    return (
        column.title + (" *" if column.required else ""),
        f"`{column.id}`",
        column.title_en,
        TYPES[column.type],
        "；".join(rules),
        BETWEEN.join((*column.aliases, *column.stand_ins, *column.answers)),
    )


def _vocabularies(form: SheetForm) -> list[str]:
    """The words of closed vocabularies with their other spellings, of open ones in one line."""
    lines = []
    for column in form.columns:
        words = column.vocabulary
        if words is None:
            continue
        title = f"{column.title} `{column.id}`"
        if words.closed:
            rows = ((word, BETWEEN.join(aliases)) for word, aliases in words.aliases.items())
            lines += [f"{title}（只能填 only）", "", *table(("词 word", "也写作 also written"), rows), ""]
        else:
            lines += [f"{title}（常用，其他也可 usual, others are kept）: {BETWEEN.join(words.words)}", ""]
    return lines


def findings() -> str:
    """The catalogue: each code with its severity and its sentence in both languages."""
    lines = [
        "# 提示与退回 Findings and refusals",
        "",
        MARK,
        "",
        "每条提示都带工作表、表格软件显示的行号、列名和单元格内容。`error`：该行未采用；`warning`：该行采用。",
        "必填列上的读取问题一律为 `error`。“退回”指整个文件或工作表不采用。",
        "",
        "Every finding carries the sheet, the row number that a spreadsheet shows, the column title as written and the "
        "value found. An `error` costs the row, a `warning` does not; in a required column a value that cannot be read "
        "is always an `error`. A refusal means that the whole file or sheet is not taken.",
        "",
        "## 提示 Findings",
        "",
        *_sentences(FINDINGS),
        "",
        "## 退回 Refusals",
        "",
        *_sentences(REFUSALS),
    ]
    return "\n".join(lines) + "\n"


def _sentences(catalogue: dict[str, Sentence]) -> list[str]:
    rows = ((f"`{code}`", s.severity, f"{s.zh}<br>{s.en}") for code, s in catalogue.items())
    return table(("code", "severity", "说明 sentence"), rows)


def indicators() -> str:
    """What each indicator counts, and its definition as the code has it."""
    rows = (
        (
            f"{i.title}<br>{i.title_en}",
            f"`{i.id}`",
            f"{i.n_means} / {i.d_means}<br>{i.n_means_en} / {i.d_means_en}",
            f"{i.counted.title} {i.counted.title_en}",
        )
        for i in INDICATORS
    )
    lines = [
        "# 指标 Indicators",
        "",
        MARK,
        "",
        f"每项指标都是分子 n 比分母 d，逐日计算；{CAMPUS}为各单位 Σn / Σd。`on` 是统计日，`known_at` 是当时已收到的数据。",
        "比率不封顶；d 为 0 时无比率；比率之差以百分点计。",
        "",
        f"Every indicator is n over d, for each day; the campus {CAMPUS} is Σn / Σd of its units. `on` is the day that "
        "counts, `known_at` what had been received by then. No rate is clipped, there is none where d is 0, and the "
        "difference of two is in percentage points.",
        "",
        *table(("指标 indicator", "id", "n / d", "计数单位 counted in"), rows),
        "",
        *GENERAL_RULES,
        "",
        *WORKED_CASES,
        "",
        *sheets_section(),
        "## 定义 Definitions",
        "",
    ]
    for indicator in INDICATORS:
        lines += [f"### `{indicator.id}`", "", indicator.definition, "", example_line(indicator.id), ""]
    return "\n".join(lines[:-1]) + "\n"


if __name__ == "__main__":
    main()
