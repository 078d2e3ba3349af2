"""The one catalogue of findings: code, severity, and the sentence in two languages.

``{value}`` is the text found in the cell and ``{column}`` the header as written; other fields
come from the finding's details. Each sentence says what was found and what to do.
"""

from __future__ import annotations

from schema import limits
from schema.between import BETWEEN_FINDINGS
from schema.platforms import PLATFORM_FINDINGS
from schema.sentences import ERROR, NOTE, ROW_LOST_EN, ROW_LOST_ZH, WARNING, Sentence
from schema.sheet_findings import SHEET_FINDINGS

__all__ = ["ERROR", "FINDINGS", "NOTE", "ROW_LOST_EN", "ROW_LOST_ZH", "WARNING", "Sentence"]

FINDINGS: dict[str, Sentence] = {
    # --- a cell that cannot be read -------------------------------------------------------
    "missing_value": Sentence(
        ERROR, "“{column}”必填，此处为空，本行未采用。请补填后重新上报。",
        "“{column}” is required but blank here, so the row is not taken. Fill it in and send again."),
    "bad_id": Sentence(
        WARNING, "“{column}”中的“{value}”不像编号。请把该列设为文本格式后重新填写。",
        "“{value}” in “{column}” does not look like an id. Format the column as text and retype it."),
    "marked_void": Sentence(
        WARNING, "“{column}”中的“{value}”写明已作废、停开或并入别处，未采用。如仍有效，请去掉这些字。",
        "“{value}” in “{column}” says that it is void, called off or part of another, and was not taken. If it holds, delete "
        "those words."),
    "serial_as_id": Sentence(
        ERROR, "“{column}”的“{value}”在不同课程里重复出现，像是课程内的序号，分不清是哪个教学班，本行未采用。请填写完整的教学班号。",
        "“{value}” in “{column}” comes again in other courses: it numbers the classes of a course and names none, so the row "
        "is not taken. Give the whole class id."),
    "several_ids": Sentence(
        WARNING, "“{column}”中的“{value}”写了不止一个编号。请每行只写一个。",
        "“{value}” in “{column}” holds more than one id. Give each its own row."),
    "class_of_line_unclear": Sentence(
        WARNING, "看不出本行属于哪个教学班：上方写的是“{value}”。请在表中加上“教学班号”列，每行填写教学班号。",
        "Nobody can tell of which class the row is: the line above says “{value}”. Add a column 教学班号 and give the class in each row."),
    "id_became_date": Sentence(
        WARNING, "“{column}”中的“{value}”像是被表格软件改成了日期的编号，原来的编号已看不出。请把该列设为文本格式后重新填写。",
        "“{value}” in “{column}” looks like an id that a spreadsheet turned into a date; what it was cannot be told. "
        "Format the column as text and retype it."),
    "id_digits_lost": Sentence(
        WARNING, "“{column}”中的长编号已被表格软件存成数字“{value}”，末尾数字可能丢失。请设为文本格式后重新填写。",
        "The long id in “{column}” was stored as the number {value} and may have lost digits. "
        "Format the column as text and retype it."),
    "bad_date": Sentence(
        WARNING, "“{column}”中的“{value}”读不出日期。请写成 2020-02-21 的样式。",
        "“{value}” in “{column}” cannot be read as a date. Write it like 2020-02-21."),
    "doubtful_date": Sentence(
        WARNING, "“{column}”中的“{value}”可以读成不止一个日期，未作猜测。请写成 2020-02-21 的样式。",
        "“{value}” in “{column}” can be read as more than one date; nothing was guessed. Write it like 2020-02-21."),
    "yes_without_date": Sentence(
        WARNING, "“{column}”要填日期，只写了“{value}”，未计入完成。请补上具体日期。",
        "“{column}” asks for a date but says “{value}”, so it is not counted as done. Give the day."),
    "mark_without_word": Sentence(
        WARNING, "“{column}”要写明是什么，只写了“{value}”，未采用。请写出名称。",
        "“{column}” asks what it is but says only “{value}”; it was not taken. Write the name."),
    "cell_before_row": Sentence(
        WARNING, "“{column}”按此格所写读取；本行另一列也应写它，却读不出：{value}。请核对。",
        "“{column}” was read from this cell; another column of the row should say the same and cannot be read: {value}. "
        "Check both."),
    "bad_clock": Sentence(
        WARNING, "“{column}”中的“{value}”读不出时间。请写成 2020-02-24 08:10 的样式。",
        "The time in “{column}”, “{value}”, cannot be read. Write it like 2020-02-24 08:10."),
    "lesson_unclear": Sentence(
        WARNING, "“{column}”中的“{value}”看不出开了没有、开了几次。请填“是”或“否”；一天不止一次课的，请填应开、实开门次。",
        "“{value}” in “{column}” does not say whether a lesson was held, or how many. Enter 是 or 否; where there was more "
        "than one that day, give the numbers planned and held."),
    "lesson_unsaid": Sentence(
        WARNING, "表中没有写开课与否，本行实到人数为“{value}”，看不出当天开了没有。请加上“是否开课”列，或“应开门次”“实开门次”两列。",
        "The sheet does not say whether lessons were held, and with “{value}” present in this row nobody can tell. Add a column "
        "是否开课, or the numbers planned and held."),
    "clock_missing": Sentence(
        WARNING, "“{column}”只写了日期“{value}”，没有几点几分，不能计算用时。请写成 2020-02-24 08:10 的样式。",
        "“{column}” gives the day “{value}” but no time, so nothing can be timed from it. Write it like 2020-02-24 08:10."),
    "bad_count": Sentence(
        WARNING, "“{column}”中的“{value}”读不出人数或数量。请只填一个非负整数。",
        "“{value}” in “{column}” cannot be read as a count. Enter one whole number."),
    "pair_unclear": Sentence(
        WARNING, "“{column}”一格写两个数，而“{value}”读不出是哪两个。请写成 45/43 的样式，或分成两列填写。",
        "“{column}” asks for two numbers in a cell, and “{value}” cannot be read as two. Write it like 45/43, or use two columns."),
    "bad_score": Sentence(
        WARNING, "“{column}”中的“{value}”不是 0 到 100 之间的分数。请改为数字。",
        "“{value}” in “{column}” is not a score from 0 to 100. Enter a number."),
    "score_scale": Sentence(
        WARNING, "“{column}”的分数最高只有 {most}，像是十分制，未采用。请按百分制填写。",
        "No score in “{column}” is above {most}, as on a scale of ten, so none is taken. Give scores out of a hundred."),
    "bad_yesno": Sentence(
        WARNING, "“{column}”中的“{value}”分不清是或否。请填“是”或“否”。",
        "“{value}” in “{column}” is neither yes nor no. Enter 是 or 否."),
    "unknown_choice": Sentence(
        WARNING, "“{column}”中的“{value}”不在可选项内。可选：{choices}。",
        "“{value}” in “{column}” is not one of the choices: {choices}."),
    "unknown_unit": Sentence(
        WARNING, "“{column}”中的“{value}”不是本学期名单内的学院(系、部)。请填写全称。{hint_zh}",
        "“{value}” in “{column}” is not a unit of this term. Give its full name.{hint_en}"),
    "error_cell": Sentence(
        WARNING, "“{column}”的单元格显示公式错误 {value}。请修正公式或直接填写结果。",
        "The cell in “{column}” shows the formula error {value}. Mend the formula or type the result."),
    "formula_without_value": Sentence(
        WARNING, "“{column}”是公式“{value}”，文件里没有保存它的计算结果。请在表格软件中打开并保存后再上报，或直接填写结果。",
        "“{column}” holds the formula {value} whose result was not saved in the file. "
        "Open and save it in a spreadsheet program, or type the result."),
    "shown_differs": Sentence(
        WARNING, "“{column}”存的数与显示的“{value}”不一致（数字格式所致），未作猜测。请改为常规格式，直接填写要报的数。",
        "The number stored in “{column}” is not what the cell shows, “{value}”, because of its format; nothing was "
        "guessed. Set the format to General and type the value."),
    "day_not_shown": Sentence(
        WARNING, "“{column}”显示的“{value}”只有年月，多半是只写了年月，被表格软件补成了 1 日，未采用。请写成 2020-02-21 的样式。",
        "“{column}” shows the month “{value}” only: most likely no day was typed and the spreadsheet made it the 1st. It was not "
        "taken. Write it like 2020-02-21."),
    "shown_rounded": Sentence(
        WARNING, "“{column}”显示的“{value}”是四舍五入后的，按存的数读取。请核对。",
        "What “{column}” shows, “{value}”, is rounded; the number stored was read. Check it."),
    "struck_out": Sentence(
        WARNING, "“{column}”中的“{value}”带删除线，未采用。如已作废请删去，如有效请去掉删除线。",
        "“{value}” in “{column}” is struck out and was not taken. Delete it, or remove the strike if it holds."),
    "partly_struck_out": Sentence(
        WARNING, "“{column}”中的“{value}”有一部分字带删除线，只读取了没有划去的字。请核对，并删去作废的字。",
        "Part of “{value}” in “{column}” is struck out; only the rest was read. Check it and delete what is void."),
    "footnote_mark": Sentence(
        WARNING, "“{column}”中的“{value}”带有上标、圈码或星号，按脚注处理，没有读入。请核对，并把脚注移到备注。",
        "“{value}” in “{column}” carries a raised or circled mark or a star, which was taken for a footnote and left out. "
        "Check it, and move the note elsewhere."),
    "refers_elsewhere": Sentence(
        WARNING, "“{column}”写的是“{value}”，要填的内容在别处，没有读入。请填写内容本身。",
        "“{column}” says “{value}”: what is meant stands elsewhere and was not read. Write it out."),
    "picture_cell": Sentence(
        WARNING, "“{column}”的单元格里是一张图片，读不出内容。请把内容打成文字。",
        "The cell in “{column}” holds a picture, which cannot be read. Type what it says."),
    "merged_count": Sentence(
        WARNING, "“{column}”的“{value}”写在合并的单元格里，几行共用一个数，分不清各行是多少，未采用。请每行分别填写。",
        "“{value}” in “{column}” stands in a merged cell, one number for several rows; which part is whose is not said, "
        "so it is not taken. Give each row its own number."),
    "spans_columns": Sentence(
        WARNING, "“{column}”的“{value}”写在横跨几列的合并单元格里，分不清是哪一列的，未采用。请每列分别填写。",
        "“{value}” in “{column}” stands in a cell merged over several columns; which of them it is of is not said, so it is not "
        "taken. Fill in each column."),
    "scaled_count": Sentence(
        WARNING, "表上写着以百、千、万计，“{column}”的“{value}”不是人数本身，未采用。请填写实际人数。",
        "A line says that counts are in hundreds or more, so “{value}” in “{column}” is not the number itself and was "
        "not taken. Enter the number."),
    "text_too_long": Sentence(
        WARNING, f"“{{column}}”的文字超过 {limits.MAX_TEXT} 个字。请缩短。",
        f"The text in “{{column}}” is longer than {limits.MAX_TEXT} characters. Shorten it."),
    # --- a row that cannot be true --------------------------------------------------------
    "negative_count": Sentence(
        ERROR, "“{column}”为 {value}，人数或数量不能是负数，本行未采用。请核对。",
        "“{column}” is {value}; a count cannot be negative, so the row is not taken. Check it."),
    "fractional_count": Sentence(
        ERROR, "“{column}”为 {value}，人数或数量必须是整数，本行未采用。请核对。",
        "“{column}” is {value}; a count must be whole, so the row is not taken. Check it."),
    "count_exceeds": Sentence(
        ERROR, "“{column}”为 {value}，超过“{limit_column}”{limit}，本行未采用。请核对两个数。",
        "“{column}” is {value}, more than “{limit_column}” {limit}, so the row is not taken. Check both."),
    "date_before_window": Sentence(
        ERROR, "“{column}”为 {date}，早于本学期工作起始日 {opens}，本行未采用。请核对年份和日期。",
        "“{column}” is {date}, before the term's work began on {opens}, so the row is not taken. Check the day."),
    "date_after_receipt": Sentence(
        ERROR, "“{column}”为 {date}，晚于收到本表的 {received}，已完成的事不会在将来，本行未采用。请核对。",
        "“{column}” is {date}, after this sheet was received on {received}; a thing done cannot lie ahead, "
        "so the row is not taken. Check the day."),
    "plan_outside_window": Sentence(
        ERROR, "“{column}”为 {date}，不在本学期 {opens} 至 {closes} 之内，本行未采用。请核对年份和日期。",
        "“{column}” is {date}, outside the term from {opens} to {closes}, so the row is not taken. Check the day."),
    "wrong_order": Sentence(
        ERROR, "“{column}”为 {value}，早于“{other_column}”{other}，本行未采用。请核对两个时间。",
        "“{column}” is {value}, before “{other_column}” {other}, so the row is not taken. Check both."),
    "row_too_long": Sentence(
        WARNING, "本行比表头多出“{beyond}”，各列可能错位（如数字里的逗号把一格分成了两格），仍按位置读取。请核对，或另存为 xlsx 后再上报。",
        "The row goes on behind the header with “{beyond}”, so its columns may be others (a comma in a number makes two cells of one); "
        "it was read by position all the same. Check it, or send the sheet as xlsx."),
    "nothing_uploaded": Sentence(
        WARNING, "“{column}”为 0，等于没有上传，而本行写了上传的日期，仍照所写读取。已上传的请填数量，没有上传的请删去本行。",
        "“{column}” is 0, which is nothing uploaded, but the row says when; it was read as written. Give the number, or delete the row."),
    "nobody_due": Sentence(
        WARNING, "“{column}”为 0，照此没有学生应进群或到课，不计入比例，仍照所写读取。请核对是不是还没有填。",
        "“{column}” is 0, so nobody was due and the row counts in no rate; it was read as written. Check that it has been filled in."),
    "present_at_nothing": Sentence(
        WARNING, "“{held}”为 0，“{column}”却是 {value}：没有开课，不会有人到课，仍照所写读取。请核对两列。",
        "“{held}” is 0 but “{column}” is {value}: nobody is present where nothing was held; both were read as written. Check them."),
    "sum_differs": Sentence(
        WARNING, "“{column}”为 {value}，“{whole}”为 {limit}，“{other}”却写“{said}”，三者对不上，仍按前两列读取。请核对。",
        "“{column}” is {value} and “{whole}” {limit}, but “{other}” says “{said}”, which does not follow; the first two were "
        "read all the same. Check them."),
    "day_after_title": Sentence(
        WARNING, "“{column}”为 {value}，晚于表上方或工作表名所写的“{line}”，仍按此格读取。请核对两个日期。",
        "“{column}” is {value}, after the day of the title, “{line}”; the cell was read all the same. Check both days."),
    "order_doubtful": Sentence(
        WARNING, "“{column}”为 {value}，早于“{other_column}”{other}，该格未采用。请核对两个日期。",
        "“{column}” is {value}, before “{other_column}” {other}, so the cell is left blank. Check both days."),
    "mark_contradicts": Sentence(
        WARNING, "“{mark}”写“{marked}”，“{column}”却填了 {value}，两者矛盾，按未完成处理。请核对。",
        "“{mark}” says “{marked}” but “{column}” gives {value}; taken as not done. Check both."),
    "of_other_place": Sentence(
        WARNING, "“{column}”写“{value}”，本行却是“{unit}”的，两者对不上，不计入任何一方。请核对类别或单位。",
        "“{value}” in “{column}” does not fit “{unit}”, of which the row is, so it counts for neither. Check the kind or the "
        "unit."),
    "mark_day_not_read": Sentence(
        WARNING, "“{column}”写“{value}”，只读作“是”，其中的日期没有读取，从收到那天或日期列所写的那天起算。请核对。",
        "“{value}” in “{column}” was read as yes and its day was not: it counts from the day of receipt, or the one in the "
        "column of days. Check it."),
    "mark_without_day": Sentence(
        WARNING, "“{mark}”写“{marked}”，“{column}”却是空的，未计入完成。请补上日期。",
        "“{mark}” says “{marked}” but “{column}” is blank, so it is not counted as done. Give the day."),
    "title_twice": Sentence(
        WARNING, "“{column}”有两列，一列写“{value}”，一列写“{other}”，分不清以哪列为准，未采用。请只保留一列。",
        "“{column}” stands over two columns; one says “{value}”, the other “{other}”, so neither is taken. Keep one."),
    "mark_unclear": Sentence(
        WARNING, "“{mark}”写“{marked}”，分不清是或否，是否完成只看“{column}”。请填“是”或“否”，做到了的补上日期。",
        "“{mark}” says “{marked}”, neither yes nor no; whether it is done is taken from “{column}” alone. "
        "Enter 是 or 否, and the day of what is done."),
    "contradiction": Sentence(
        WARNING, "“{column}”写“{value}”，“{other_column}”却填了 {other}，两者矛盾，按未进群处理。请核对。",
        "“{column}” says “{value}” but “{other_column}” gives {other}; taken as not joined. Check both."),
    "id_of_two": Sentence(
        WARNING, "“{column}”的“{value}”在第 {other_row} 行是“{other}”，本行却是“{name}”，一个学号写了两个人。请核对。",
        "“{value}” in “{column}” is {other} in row {other_row} and {name} here: one id for two people. Check both."),
    "id_unlike_others": Sentence(
        WARNING, "“{column}”的“{value}”与本列其他编号不一样，已照写读入。{hint_zh}请核对。",
        "“{value}” in “{column}” is unlike the other ids of the column and was read as written. {hint_en} Check it."),
    # --- rows among each other ------------------------------------------------------------
    "repeated_row": Sentence(
        WARNING, "本行与第 {first} 行完全相同，只计一次。可删去重复行。",
        "The row is the same as row {first} and is counted once. Delete the repeat."),
    "conflicting_rows": Sentence(
        ERROR, "第 {others} 行与本行是同一项（{key}），内容却不同，无法判断以哪行为准，均未采用。请只保留正确的一行。",
        "Row {others} is about the same item ({key}) but says otherwise; none is taken. Keep the right one only."),
    "other_unit": Sentence(
        ERROR, "本行属于“{value}”，而上报单位是“{unit}”，本行未采用。请只上报本单位的数据。",
        "The row belongs to “{value}”, but the sheet is submitted by “{unit}”; the row is not taken."),
    "table_of_other_unit": Sentence(
        ERROR, "本行所在的表标题写的是“{found}”，而上报单位是“{unit}”，本行未采用。请只上报本单位的数据。",
        "The row stands in a table titled “{found}”, but the sheet is submitted by “{unit}”; the row is not taken."),
    "class_of_other_unit": Sentence(
        ERROR, "教学班“{value}”在开课计划中属于“{owner}”，而本行属于“{unit}”，本行未采用。请核对教学班号。",
        "Class “{value}” belongs to “{owner}” in the teaching plan, not to “{unit}”; the row is not taken. "
        "Check the class id."),
    "unknown_class": Sentence(
        WARNING, "开课计划中没有教学班“{value}”，已收下但不计入应完成数，将列入核对清单。{hint_zh}",
        "The teaching plan has no class “{value}”; the row is kept but not counted as due, and is listed "
        "for reconciliation.{hint_en}"),
    **BETWEEN_FINDINGS,
    **SHEET_FINDINGS,
    # --- corrections ------------------------------------------------------------------------
    "corrected": Sentence(
        NOTE, "“{column}”原为{before_zh}，已更正为{after_zh}；原表不变。",
        "“{column}” said {before_en} and was corrected to {after_en}; the file stays as it came."),
    "correction_unfit": Sentence(
        WARNING, "“{column}”的更正（原为{before_zh}，改为{after_zh}）没有采用：表中此处现在是“{standing}”。请核对后重新更正。",
        "The correction of “{column}” to {after_en} was not applied: the cell says “{standing}”. Correct it again."),
    "correction_of_no_sheet": Sentence(
        WARNING, "单元格 {cell} 的更正没有采用：没有读取工作表“{name}”。请核对工作表的名称。",
        "The correction of cell {cell} was not applied: no sheet “{name}” was read. Check the name of the sheet."),
    # --- rules of the desk --------------------------------------------------------------
    "row_locked": Sentence(
        ERROR, "本行会改动已审核锁定（截至 {through}）的内容，未采用。确需更正请联系教务处开放例外。",
        "The row would change what is approved and locked through {through}, so it is not taken. "
        "Ask academic affairs to open an exception if it must be corrected."),
    "period_closed": Sentence(
        ERROR, "本行统计日期所在的报送期已经截止，未采用。确需补报请联系教务处开放例外。",
        "The period of this day is closed, so the row is not taken. Ask academic affairs for an exception."),
    **PLATFORM_FINDINGS,
    # --- people ---------------------------------------------------------------------------
    "bad_login": Sentence(
        ERROR, "“{column}”中的“{value}”不能作登录名，本行未采用。请填写统一身份认证给出的工号或邮箱，中间不留空格。",
        "“{value}” in “{column}” cannot be a login, so the row is not taken. Give the staff id or e-mail address "
        "that the campus's sign-in gives, as one word."),
    "bad_address": Sentence(
        ERROR, "“{column}”中的“{value}”不是可以使用的邮箱地址，本行未采用。请写成 name@example.edu.cn 这样。",
        "“{value}” in “{column}” is no address that can be used, so the row is not taken. Write it as name@example.edu.cn."),
    "reporter_without_unit": Sentence(
        ERROR, "学院填报人没有写明“{column}”，本行未采用。请填写所负责的学院(系、部)。",
        "A college reporter needs “{column}”, so the row is not taken. Name the units reported for."),
}
