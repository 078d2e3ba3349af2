"""What the document of the sheets says of cells that show something else than they store."""

from __future__ import annotations

from scripts.markdown import table

_SET_TITLES = (
    "不认识的列名可设定为某列或不读，按学院和类型（教务处：全校）记住；模板列名和别名优先；读时提示 what an unknown title means "
    "is set once for a unit and kind, or for the campus; declared titles go first; said when it is used"
)
_SET_WORDS = (
    "不认识的学院名、可选项（命令行：`--value`）和分不清类型的表头同样设定一次；名单内的名称和可选项优先 units and choices that are none, and "
    "headers that may be of several kinds, are explained once in the same way; exact names go first"
)
_LINES = (
    "数据之间单独一行的学院名是它下面各行的单位；没有日期列时，表上方“截至2月23日”“日期：2月23日”或以日期命名的工作表给出那一天，数据之间单独一行的“2月24日”"
    "给出它下面各行的日期；资料上传没有任何日期时从收到那天起算；没有教学班号列时，各段上方的“教学班：CS101-01 …”给出教学班；都写明，看不出的其下各行不采用；填表、制表、打印日期不算；"
    "表尾的填报单位也认 a line that names a unit is that of the rows below; without a column of days the day above a table, in the name of the "
    "sheet or alone between rows is that of the rows below, without one of classes the line 教学班：… is; both are said, and rows below a line "
    "that tells neither are not taken; the day on which a sheet was made is none; materials without any day count from that of receipt"
)
_FORMULAS = "没有保存结果的、程序填的 0、显示错误的都不采用 without a saved result, with a placeholder zero of a writer that cannot calculate, or with an error: not taken"
_STRUCK = "划去的字不读；整格划去不采用；编号划去则整行不采用 struck letters are not read, a struck cell is not taken, a struck id costs the row"
_LESSONS = (
    "授课情况没有应开、实开门次时：“是否开课”“上课情况”等写是、否、正常、未上课、延期的，一行一次课；只有实到人数、又写明是上课的，有人到课的一行一次课，没有人到课的不采用；"
    "“节次”等列分辨的同一天几次课相加，没有这样的列则是重复；测试、报到、会议的人数不是到课；都写明 lessons without their numbers are told by 是 and 否, one "
    "a row, or by who was there where the sheet says that it is of lessons; rows of a day that 节次 tells apart add up; said each time"
)
_PAIRS = (
    "“应进/实进人数”“应到（实到）”下的 `45/43`、`45（43）` 按列名的次序读；格里不是两个数的不采用 two counts in a cell are read in the order of the title; "
    "a cell that does not hold two is not taken"
)
_CORRECTED = (
    "在上报页（命令行：`--correct`）更正的格盖在原表之上，一切规则都看更正后的值，每处写明原值和改为；原值对不上的不采用并提示；合并的格只更正那一行，"
    "批注后的原表里仍是原样 laid over the file before any rule looks at it, each said with the old value; one made over another text is "
    "left out and said; in a merged cell it is of its row only, and the annotated copy leaves that cell as it was"
)


def shown_section() -> list[str]:
    """What is made of a cell that shows something else than it stores."""
    rows = (
        (
            "数字格式 number formats",
            '编号取显示的字（`"CS101-"00` 存 7 读作 CS101-07，补零同）；数量取存的数（`45人`），显示为“约45”“45+”的不采用；百分比不是人数；缩成千、万或不显示的数不采用 an id is what is shown, a count the number; a percentage is no count; scaled or invisible numbers are not taken',
        ),
        ("公式 formulas", _FORMULAS),
        ("删除线 struck out", _STRUCK),
        (
            "上标、圈码 raised and circled",
            "`32¹`、`52①`、`45*` 按脚注处理，读作 32、52、45 并提示；名称等文字照原样 notes, left out and said; kept in free text",
        ),
        (
            "合并的数 merged numbers",
            "几行共用一个数，各行都不采用 one number for several items is taken for none",
        ),
        (
            "隐藏的行列 hidden",
            "隐藏的行、列照读并提示；同义的列优先读没有隐藏的 read and said; of two columns of one meaning the shown one is read",
        ),
        ("图片 pictures", "单元格里的图片（WPS 的 DISPIMG）读不出，提示 cannot be read, and is said"),
        (
            "一列一项 side by side",
            "一列一天（`已进群人数（2月21日）`）、一列一类（PPT、微课视频下打√或写日期）读成多行并提示；列名上的日期优先于统计日期；"
            "读不懂的勾选不采用 one column a day or a kind is read as the rows it stands for, and said",
        ),
        ("没有门次的开课表 lessons", _LESSONS),
        ("一格两个数 two counts in a cell", _PAIRS),
        ("设定过的列名 set titles", _SET_TITLES),
        ("设定过的写法 set words", _SET_WORDS),
        ("表内的说明行 lines", _LINES),
        ("更正的格 corrected cells", _CORRECTED),
        ("两张表说同一项 twice", "提示，不猜以哪张为准 said; nobody guesses which holds"),
    )
    return ["## 显示与存储 Shown and stored", "", *table(("", "怎样读 how it is read"), rows), ""]
