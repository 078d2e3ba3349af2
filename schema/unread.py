"""What of a sheet was left alone, and why: nothing that stands in it goes missing without a word."""

from __future__ import annotations

from dataclasses import dataclass, field

from schema.language import chosen

COLUMN, ROW = "column", "row"

# Reason → the sentence in Chinese and in English.
REASONS: dict[str, tuple[str, str]] = {
    # --- columns --------------------------------------------------------------------------
    "unknown": ("列名不在模板内", "no column of the template has this title"),
    "untitled": ("没有列名", "the column has no title"),
    "beside_table": ("表旁的注释", "a note beside the table"),
    "similar": ("列名相近而不相同", "the title resembles a column and is none"),
    "duplicate": ("与另一列是同一项", "another column means the same"),
    "other_kind": ("属于另一类表", "it belongs to another kind of sheet"),
    "apart": ("隔着空列的另一张表", "another table, behind an empty column"),
    "not_wanted": ("按先前的设定不读", "somebody has said that it is not to be read"),
    "of_plan": ("开课计划中已有，不从本表读取", "the teaching plan says it; it is not read here"),
    "lesson": ("只用来分辨同一天的几次课", "only tells lessons of one day apart"),
    "mark": ("只用来与日期核对", "only compared with the day"),
    "remark": ("备注，仅供阅读", "a remark for the reader"),
    "not_reported": ("平台导出的列，上报用不到", "a column of an export that nothing reported needs"),
    "numbering": ("行的序号", "it only numbers the rows"),
    # --- rows -----------------------------------------------------------------------------
    "above": ("表头之上的标题或说明", "a title or a note above the header"),
    "header": ("重复的表头", "the header again"),
    "title": ("重复的标题", "the title again"),
    "page": ("页码", "the number of a page"),
    "total": ("合计、小计", "a total"),
    "note": ("注释、签名或落款", "a note or a signature"),
    "example": ("示例", "an example"),
    "hint": ("填写提示", "how to fill in the columns"),
    "column_numbers": ("列的编号", "numbers of the columns"),
    "unmarked": ("逐项各列都没有填", "nothing stands in any of the columns side by side"),
    "not_filled": ("模板中没有填写的行", "a row of the template that nobody filled in"),
    "beside": ("所读各列均为空", "nothing stands in the columns that are read"),
    "no_id": ("该列的编号都有数字，这一行没有，不像数据", "the ids of the column have digits and this one has none"),
    "said": ("写明以下各行的教学班或日期", "it names the class or the day of the rows below"),
    "added": ("同一天的另一次课，已与第一次合成一行", "another lesson of the day, added to the first"),
    "unit": ("写明以下各行属于哪个学院(系、部)", "it names the unit of the rows below"),
    "lone": ("只有一格有字，不像数据", "one text alone, which is no data"),
}


@dataclass(frozen=True, slots=True)
class Unread:
    """A column or a row with content that was not read.

    ``what`` is ``column`` or ``row``, ``place`` the position of the column from 0 or the number of the
    row as a spreadsheet shows it, ``text`` the title of the column or the first text of the row,
    ``values`` the first few different texts below the title of a column.
    """

    what: str
    place: int
    text: str
    reason: str
    values: tuple[str, ...] = field(default=(), compare=False)

    def message(self, language: str) -> str:
        """Why it was not read, in ``zh`` or ``en``."""
        zh, en = REASONS[self.reason]
        return chosen(zh, en, language)

    def as_dict(self) -> dict[str, object]:
        """The entry as the shell prints it."""
        return {
            "what": self.what,
            "row": self.place if self.what == ROW else None,
            "column_no": self.place + 1 if self.what == COLUMN else None,
            "text": self.text,
            "reason": self.reason,
            "reason_zh": self.message("zh"),
            "reason_en": self.message("en"),
        }
