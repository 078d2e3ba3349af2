"""The words of templates, and what a column asks for."""

from __future__ import annotations

from schema.figures import CAMPUS
from schema.language import Texts, gettext, lazy, titled
from schema.model import Column, ColumnType, DateRule, SheetForm, SheetKind
from schema.term import Term

LONGEST_TITLE, LONGEST_PROMPT = 32, 255  # characters that a spreadsheet shows beside a cell

words = Texts(
    required="必填",
    either="至少填一项",
    optional="选填",
    given="已填好",
    beside="供参考",
    roster="学生进群名单",
    heading="{owner} {term} {sheet}",
    note="请在白色格内填写，灰色格为已有信息。需要增加的行接着写在最下面。各列怎样填见“{guide}”。",
    no_plan="开课计划中还没有本单位的教学班，请在表头下面逐行填写。",
    guide="填写说明",
    guide_title="{term}报送表填写说明",
    column="列名",
    need="是否必填",
    asks="怎样填",
    choices="可选项",
    example="示例",
    date="日期，如 {day}，在 {opens} 至 {closes} 之间",
    done="已完成的日期，如 {day}，不早于 {opens}，不晚于填表当天；未完成请留空",
    done_required="日期，如 {day}，不早于 {opens}，不晚于填表当天",
    moment="日期和时间，如 {day} 08:10；没有发生请留空",
    count="非负整数，只填数字",
    at_most="，不超过“{other}”",
    score="0 到 100 的分数，只填数字",
    yesno="填“是”或“否”",
    choice="从下拉列表中选一项",
    several="可填多个，用顿号“、”分隔；列表中没有的也可以填写",
    unit="学院(系、部)全称，从下拉列表中选",
    id="按文本填写，保留前导零",
    class_id="与开课计划一致，保留前导零；可从下拉列表中选",
    text="文字",
    unfinished="还没有的内容请留空，不要写“无”“待定”。",
    prompt="{need}。{asks}",
    fix="请改正后再填：",
    odd_class="列表中没有这个教学班号。若确认无误可以继续，将列入核对清单。",
    name="{term}{owner}{sheet}模板",
    all_sheets="报送",
)
_GUIDE = (
    lazy("白色格由您填写，灰色格是已有信息；表头和教学班号已锁定，工作表保护没有密码。"),
    lazy("只填有进展的行即可：除已填好的信息外没有新内容的行，上报时不计，也不算错误。"),
    lazy("需要增加的行接着写在最下面；可以筛选、调整列宽、隐藏列。排序前请先撤销工作表保护。"),
    lazy("可用 WPS、Excel 或 LibreOffice 填写，保存为 xlsx、xls 或 ods 后直接上报，不必另存为 csv。"),
    lazy("请勿改动表头的列名，也不要合并单元格。"),
)
EXAMPLES: dict[str, str] = {
    "class_id": "01000101",
    "course_id": "B0100010",
    "course_name": "高等数学",
    "teacher": "张三",
    "teacher_id": "00123",
    "counselor": "李四",
    "student_id": "202012345",
    "student_name": "王五",
    "group_no": "123456789",
    "assistant": "赵六",
    "location": "教研室 A301",
    "title": "第一章课件",
    "visitor": "钱七",
    "mode": "直播",
    "problem": "开课时声音断续",
    "action": "改用有线网络",
    "fault_no": "1",
}


def guide_lines(language: str) -> list[str]:
    """What holds for every sheet of a template."""
    return [gettext(line, language) for line in _GUIDE]


def title_of(column: Column, language: str) -> str:
    """The header of ``column``, exactly as the loaders know it."""
    return titled(column, language)


def sheet_title(kind: SheetKind, form: SheetForm, language: str) -> str:
    """What the sheet of a form is called."""
    if form.name == "roster":
        return words("roster", language)
    title, detail = titled(kind, language), titled(form, language)
    # The form named after its kind is the usual one; a sheet's name holds 31 characters.
    return (title if form.table == kind.id or not detail else f"{title} {detail}")[:31]


def need_of(column: Column, form: SheetForm, language: str) -> str:
    """Whether the column is required, optional, or one of several of which one is needed."""
    either = {id for group in (*form.one_of, form.key_dates) for id in group}
    return words("required" if column.required else "either" if column.id in either else "optional", language)


def asks_for(column: Column, form: SheetForm, term: Term, language: str) -> str:
    """What to write into a cell of ``column``, in one sentence."""
    span = {"day": term.first_day, "opens": term.opens, "closes": term.closes}
    match column.type:
        case ColumnType.DATE if column.date_rule is DateRule.DONE:
            sentence = words("done_required" if column.required else "done", language, **span)
        case ColumnType.DATE:
            sentence = words("date", language, **span)
        case ColumnType.MOMENT:
            sentence = words("moment", language, **span)
        case ColumnType.COUNT:
            sentence = words("count", language)
            if column.at_most:
                sentence += words("at_most", language, other=title_of(form.column(column.at_most), language))
        case ColumnType.ID if column.id == "class_id":
            sentence = words("class_id", language)
        case other:
            sentence = words(other.value, language)
    hint = titled(column, language, "hint")
    return hint if column.type is ColumnType.TEXT and hint else sentence


def choices_of(column: Column, term: Term) -> tuple[str, ...]:
    """The words offered for ``column``."""
    if column.type is ColumnType.UNIT:
        return (*term.unit_names, CAMPUS) if column.whole_campus else term.unit_names
    if column.type is ColumnType.YESNO:
        return ("是", "否")
    return column.vocabulary.words if column.vocabulary else ()


def example_of(column: Column, term: Term) -> str:
    """A cell of ``column`` as it should look."""
    choices = choices_of(column, term)
    match column.type:
        case ColumnType.DATE:
            return term.first_day.isoformat()
        case ColumnType.MOMENT:
            return f"{term.first_teaching_day.isoformat()} 08:10"
        case ColumnType.COUNT:
            return "45"
        case ColumnType.SCORE:
            return "92"
        case ColumnType.SEVERAL:
            return "、".join(choices[:2])
    return choices[0] if choices else EXAMPLES.get(column.id, "")
