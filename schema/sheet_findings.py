"""What is found of a sheet, or of a file, as a whole: its columns, its units, its tables."""

from __future__ import annotations

from schema.sentences import ERROR, WARNING, Sentence

SHEET_FINDINGS: dict[str, Sentence] = {
    "columns_not_read": Sentence(
        WARNING, "{columns}列没有读取：列名不在模板内。其中如有要上报的内容，请改用模板的列名；没有则不必理会。",
        "Not read, since the template has no such columns: {columns}. If they hold something to report, use the "
        "template's titles; if not, nothing need be done."),
    "columns_by_mapping": Sentence(
        WARNING, "按先前的设定读取：{columns_zh}。如不对，请重新设定（命令行：--column）。",
        "Read as was set before: {columns_en}. If that is wrong, set it anew (in a shell: --column)."),
    "words_by_mapping": Sentence(
        WARNING, "“{column}”中{words_zh}，按先前的设定读取。如不对，请重新设定（命令行：--value）。",
        "In “{column}”, read as was set before: {words_en}. If that is wrong, set it anew (in a shell: --value)."),
    "kind_by_mapping": Sentence(
        WARNING, "本表按先前的设定读作“{kind_zh}”。如不对，请重新设定。",
        "The sheet was read as “{kind_en}”, as was set before. If that is wrong, set it anew."),
    "columns_of_other_kind": Sentence(
        WARNING, "{columns}列属于“{kind_zh}”，而本表按“{read_zh}”读取，这些列没有读取。如要上报，请另列一表；如类型不对，请指定类型后重新上报。",
        "Not read: {columns} belong to “{kind_en}”, while the sheet was read as “{read_en}”. Report them in a sheet of their "
        "own, or say which kind the sheet is and send it again."),
    "columns_apart": Sentence(
        WARNING, "{columns}列与本表隔着空列，又另起学院(系、部)，当作另一张表，没有读取。如是本表的内容，请删去空列。",
        "Behind an empty column, with units of their own, {columns} were taken for another table and not read. If they belong to "
        "the rows, delete the empty column."),
    "row_not_read": Sentence(
        WARNING, "本行只有“{value}”，不像数据，没有读取。如是数据，请补全后重新上报。",
        "The row says nothing but “{value}”, which is no data, so it was not read. If it is data, complete it and send again."),
    "row_above_header": Sentence(
        WARNING, "本行在表头之上，像是数据，没有读取。如是数据，请移到表头之下。",
        "The row stands above the header, looks like data, and was not read. If it is data, move it below the header."),
    "row_without_id": Sentence(
        WARNING, "本行该写编号处写的是“{value}”，其他行的编号都有数字，不像数据，没有读取。如是数据，请填编号后重新上报。",
        "Where an id should stand the row says “{value}”, and all other ids have digits, so it was not read. If it is data, "
        "give its id and send it again."),
    "day_above": Sentence(
        WARNING, "本表没有“{read_zh}”列，各行按“{line}”读作 {date}。如不是，请加上这一列。",
        "The sheet has no column “{read_en}”; its rows were taken as of {date}, as “{line}” says. If that is wrong, add the column."),
    "day_of_receipt": Sentence(
        WARNING, "本表没有“{read_zh}”列，也没有写明是哪一天，各行从收到本表的 {date} 起算作完成。如更早，请加上这一列。",
        "The sheet has no column “{read_en}” and names no day, so its rows count as done from {date} on, when it was received. "
        "If it was earlier, add the column."),
    "said_above": Sentence(
        WARNING, "本表没有“{read_zh}”列，各行按上方的说明读取：{lines}。如不是，请加上这一列。",
        "The sheet has no column “{read_en}”; its rows were read by the lines above them: {lines}. If that is wrong, add the column."),
    "lessons_by_answer": Sentence(
        WARNING, "“{column}”写的是开了没有，不是门次：开了的 {held} 行各按应开 1、实开 1 读取，没开的 {missed} 行各按应开 1、实开 0 读取。"
        "如一天不止一次课，请改填应开、实开门次。",
        "“{column}” says whether a lesson was held, and no number: the {held} rows that say so were read as one planned and one "
        "held, the {missed} that say not as one planned and none held. Where there was more than one that day, give the numbers."),
    "lessons_added": Sentence(
        WARNING, "有 {count} 处是同一教学班同一天的几次课，一次一行，按“{column}”分辨，门次和人数已相加，计在第一行：{rows}。如是重复填写，请只保留一行。",
        "{count} times several lessons of a class on one day have a row each, told apart by “{column}”; their numbers were added "
        "up in the first: {rows}. If one is the same lesson again, keep one row."),
    "lessons_by_present": Sentence(
        WARNING, "表中没有应开、实开门次，也没有写开课与否：有学生到课的 {held} 行各按应开 1、实开 1 读取。如当天不止一次课，"
        "或还有应开而未开的课，请加上“应开门次”“实开门次”两列。",
        "The sheet has no numbers of lessons planned and held, and does not say whether they were held: the {held} rows with "
        "students present were read as one planned and one held. If there were more, or some that were not held, add both numbers."),
    "ids_as_numbers": Sentence(
        WARNING, "“{column}”都存成了数字（如 {value}）。编号若以 0 开头，前导零已经丢失。请核对，并把该列设为文本格式。",
        "“{column}” is stored as numbers, such as {value}. Ids that begin with 0 have lost their leading zeros. Check them, "
        "and format the column as text."),
    "counts_like_shares": Sentence(
        WARNING, "“{column}”每一行都是 1，而各行人数都在 10 以上，像是 100%，不像人数，仍按 1 人读入。请核对。",
        "“{column}” is 1 in every row though each has ten people or more: rather 100 % than a count. It was read as 1. Check it."),
    "title_turns": Sentence(
        WARNING, "表上方或工作表名写的是“{line}”，而本表按“{kind_zh}”、各列按列名读取，两者可能不是一回事。请核对，不是实际情况的不要上报。",
        "A title says “{line}”, while the sheet was read as “{kind_en}” and its columns by their titles, which may be something "
        "else. Check it, and do not send what has not happened."),
    "title_of_other_term": Sentence(
        WARNING, "表上方或工作表名写的是“{line}”，而本学期是“{term}”。请核对是不是往年的表。",
        "A title says “{line}”, but the term is {term}. Check that this is no sheet of another term."),
    "title_of_other_unit": Sentence(
        WARNING, "表上方或工作表名写的是“{found}”，而各行写的是“{named}”，按各行读取。请核对是哪个学院(系、部)的表。",
        "A title says “{found}”, but the rows name {named}; the rows were read as they say. Check whose sheet it is."),
    "title_of_sample": Sentence(
        WARNING, "表上方或工作表名写的是“{line}”，像是样表或示例，各行仍按实际数据读入。请核对，不是实际情况的不要上报。",
        "A title says “{line}”, so the sheet may be a sample; its rows were read as data all the same. Check it, and do not send "
        "what has not happened."),
    "note_turns": Sentence(
        WARNING, "表中写着“{line}”，各行可能不只是列名所说的意思，仍按列名读取。请核对，需要上报的请写在列里。",
        "The sheet says “{line}”, so rows may mean something else than their columns say; they were read by these all the same. "
        "Check them, and write what is to be reported into the columns."),
    "day_of_title_differs": Sentence(
        WARNING, "表上方或工作表名写的是“{line}”，“{column}”却各行都是 {date}，仍按这一列读取。请核对是哪一天的。",
        "A title says “{line}”, but every row of “{column}” says {date}, which was read all the same. Check of which day they are."),
    "legend_turns": Sentence(
        WARNING, "表中写着“{line}”，勾选的意思与通常相反，{columns}没有采用。请改填“是”或“否”。",
        "The sheet says “{line}”, which turns what a mark usually means, so {columns} is not taken. Enter 是 or 否."),
    "part_of_class": Sentence(
        WARNING, "工作表“{name}”写明是“{line}”，只列了一部分学生，不是全班名单，没有读取。进群名单请列出全班学生，进群与否逐人写明。",
        "The sheet “{name}” says “{line}”: it lists a part of the students and was not read. List the whole class, and say of "
        "each whether they have joined."),
    "similar_header": Sentence(
        WARNING, "“{column}”列未识别，没有读取；是否应为“{suggestion}”？请改用该列名。",
        "The column “{column}” was not recognised and not read. Did you mean “{suggestion}”?"),
    "duplicate_header": Sentence(
        WARNING, "“{column}”列与“{other}”列是同一项，只读取了“{other}”。请只保留一列。",
        "The column “{column}” means the same as “{other}”; only “{other}” was read. Keep one."),
    "hidden_column": Sentence(
        WARNING, "“{column}”列是隐藏的，仍按表中的内容读取。如不应上报，请删去该列。",
        "The column “{column}” is hidden and was read all the same. Delete it if it is not to be reported."),
    "hidden_rows": Sentence(
        WARNING, "有 {count} 行是隐藏的（第 {rows} 行，可能是筛选所致），仍已读取。如不应上报，请删去这些行。",
        "{count} rows are hidden (row {rows}, perhaps by a filter) and were read all the same. "
        "Delete them if they are not to be reported."),
    "read_across": Sentence(
        WARNING, "{columns}各读作“{read_zh}”的一项，一行按填了的各列读成多行。如不是这个意思，请改用模板的格式。",
        "{columns} are each read as one value of {read_en}, so a row gives one for each that is filled in. "
        "If that is not what is meant, use the layout of the template."),
    "comments_not_read": Sentence(
        WARNING, "有 {count} 格带批注，批注没有读取：{comments}。其中如有要上报或更正的内容，请写在格子里。",
        "{count} cells carry comments, which were not read: {comments}. If they hold something to report or to correct, write it "
        "into the cells."),
    "hidden_sheet": Sentence(
        WARNING, "工作表“{name}”是隐藏的，没有读取。若需上报，请取消隐藏。",
        "The sheet “{name}” is hidden and was not read. Unhide it to submit it."),
    "example_sheet": Sentence(
        WARNING, "工作表“{name}”是填写示例，其中 {count} 行没有计入。若是实际数据，请改工作表的名称。",
        "The sheet “{name}” is an example, so its {count} rows do not count. Rename it if they are data."),
    "unit_blank": Sentence(
        WARNING, "“{column}”为空，而本表其他行写明了学院(系、部)，看不出本行属于谁。请补填。",
        "“{column}” is blank while other rows of the sheet name their unit, so nobody can tell whose row this is. Fill it in."),
    "sheet_not_recognised": Sentence(
        WARNING, "工作表“{name}”没有认出表头，没有读取。若需上报，请对照模板检查列名。",
        "No header was recognised in the sheet “{name}”, so it was not read. Compare it with the template."),
    "sheet_without_rows": Sentence(
        WARNING, "工作表“{name}”只有表头，没有数据。",
        "The sheet “{name}” has a header but no data."),
    "same_rows_in_sheets": Sentence(
        WARNING, "工作表“{name}”与“{other}”有 {count} 行说的是同一项，两张表都收下了，分不清以哪张为准。请只保留一张，或隐藏另一张。",
        "The sheets “{name}” and “{other}” are about the same items in {count} rows; both are taken, and which of them "
        "holds is not said. Keep one, or hide the other."),
    "more_findings": Sentence(
        ERROR, "问题太多，另有 {count} 处没有逐一列出；有错误的行同样未采用。请先改正列出的问题。",
        "There are too many findings: {count} more are not listed; rows with errors are not taken all the same. "
        "Correct those listed first."),
    "undecodable_characters": Sentence(
        WARNING, "文件中有 {count} 处字符无法按 {encoding} 解码，已用 � 代替。请另存为 UTF-8 或 xlsx。",
        "{count} characters could not be decoded as {encoding} and show as �. Save the file as UTF-8 or xlsx."),
}
