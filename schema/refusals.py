"""Why a whole file, or a whole sheet, is not taken: code, and the sentence in two languages.

Fields in braces come from the refusal's details. Each sentence says what the file is and what to do.
"""

from __future__ import annotations

from schema import limits
from schema.catalogue import ERROR, Sentence
from schema.platforms import PLATFORM_REFUSALS

_MB = limits.MAX_FILE_BYTES // 2**20

REFUSALS: dict[str, Sentence] = {
    "empty_file": Sentence(ERROR, "文件是空的。请检查后重新选择。", "The file is empty. Check it and choose again."),
    "too_large": Sentence(
        ERROR, f"文件超过 {_MB} MB。请删去图片和无关的工作表，或分成几个文件上报。",
        f"The file is larger than {_MB} MB. Remove pictures and unrelated sheets, or split it."),
    "too_many_cells": Sentence(
        ERROR, f"工作表的数据区超过 {limits.MAX_CELLS:,} 个单元格。请删去多余的行列，或分成几个文件上报。",
        f"The used range is larger than {limits.MAX_CELLS:,} cells. Delete surplus rows and columns, or split the file."),
    "unsafe_file": Sentence(
        ERROR, "文件解开后异常庞大，为安全起见没有读取。请另存为新的 xlsx 文件后再上报。",
        "The file unpacks to an abnormal size and was not read, for safety. Save it anew as xlsx and send that."),
    "reading_too_long": Sentence(
        ERROR, "读这个文件用时过长，已停止，没有收下任何内容。请另存为新的 xlsx 文件，删去无关的工作表和空白的行列，或分成几个文件后再上报。",
        "Reading this file took too long and was stopped; nothing was taken. Save it anew as xlsx, delete unrelated sheets "
        "and blank rows and columns, or split it into several files."),
    "reading_stopped": Sentence(
        ERROR, "已按您的要求停止读取，没有收下任何内容。",
        "Reading was stopped as you asked; nothing was taken."),
    "infected": Sentence(
        ERROR, "病毒扫描在文件中查出“{found}”，没有保存。请清除后再上报，并检查您的电脑。",
        "The virus scanner found {found} in the file; it was not kept. Clean the file, and your computer, and send again."),
    "scanner_unreachable": Sentence(
        ERROR, "病毒扫描暂时不可用，文件没有保存。请稍后再传；若一直如此，请联系管理员。",
        "The virus scanner does not answer, so the file was not kept. Try later, or tell an administrator."),
    "entity_bomb": Sentence(
        ERROR, "文件含有自定义 XML 实体，为安全起见没有读取。请另存为新的 xlsx 文件后再上报。",
        "The file declares XML entities and was not read, for safety. Save it anew as xlsx and send that."),
    "encrypted": Sentence(
        ERROR, "文件设有打开密码，无法读取。请取消密码后重新保存。",
        "The file is protected by a password. Remove it, save, and send again."),
    "damaged": Sentence(
        ERROR, "文件不完整或已损坏，无法读取。请重新保存或重新下载后再上报。",
        "The file is cut short or damaged and cannot be read. Save it again and send that."),
    "not_a_workbook": Sentence(
        ERROR, "这不是表格文件。请上报 xlsx、xls、xlsb、ods 或 csv 文件。",
        "This is not a workbook. Send xlsx, xls, xlsb, ods or csv."),
    "old_excel": Sentence(
        ERROR, "这是 Excel 95 或更早版本的旧格式，文字没有写明编码，不能可靠读取。请用 Excel 或 WPS 打开，另存为 xlsx 后再上报。",
        "This is the old format of Excel 95 or earlier, which does not say how its text is encoded. "
        "Open it in Excel or WPS, save it as xlsx, and send that."),
    "lock_file": Sentence(
        ERROR, "这是打开表格时程序自动生成的临时锁定文件（文件名以 ~$ 开头），里面没有数据。请先关闭表格，再选择同名的原文件上报。",
        "This is the temporary lock file (~$…) that a program keeps beside an open workbook; it holds no data. "
        "Close the workbook and send the file itself."),
    "login_page": Sentence(
        ERROR, "这是网站的登录页面（网页），不是表格：下载时登录已失效。请重新登录后再导出，确认能用 Excel 或 WPS 打开后上报。",
        "This is a login page (a web page), not a workbook: the session had ended when it was downloaded. "
        "Sign in again, export anew, and send that."),
    "web_page": Sentence(
        ERROR, "这是一个网页，里面没有表格数据。请在原系统中重新导出，或另存为 xlsx 后再上报。",
        "This is a web page without any table. Export it anew from its system, or save it as xlsx."),
    "json_file": Sentence(
        ERROR, "这是 JSON 数据（多为系统返回的消息），不是表格。请在原系统中重新导出为 xlsx 或 csv。",
        "This is JSON, most likely an answer of a system, not a workbook. Export it anew as xlsx or csv."),
    "numbers_file": Sentence(
        ERROR, "这是苹果 Numbers 的文件，不能读取。请在 Numbers 中选“导出为 Excel”，上报 xlsx 文件。",
        "This is a file of Apple Numbers, which cannot be read. Export it to Excel in Numbers and send the xlsx."),
    "other_format": Sentence(
        ERROR, "这是 {format} 格式的文件，不能读取。请用 WPS 或 Excel 打开，另存为 xlsx 后再上报。",
        "This is a {format} file, which cannot be read. Open it in WPS, LibreOffice or Excel, save it as xlsx and send that."),
    "no_header": Sentence(
        ERROR, "没有认出任何表头。请对照模板检查列名，表头应在前 {rows} 行之内。{seen_zh}",
        "No header was recognised. Compare the column titles with the template; look for them in the first {rows} rows.{seen_en}"),
    "missing_columns": Sentence(
        ERROR, "“{kind_zh}”缺少必填列：{columns}。{day_zh}请补上后重新上报。",
        "The sheet “{kind_en}” lacks required columns: {columns}.{day_en} Add them and send again."),
    "counts_of_spans": Sentence(
        ERROR, "看列名这像是“{kind_zh}”，但{columns}是累计的或一周、一月的数，不是某一天的，没有读取。请按天填写当天的数后重新上报。",
        "By its titles this is a sheet of “{kind_en}”, but {columns} count up to a day, or over a week or a month, and were not read. "
        "Give the counts of each day and send it again."),
    "no_rows": Sentence(
        ERROR, "只有表头，没有数据行。请填写后再上报。",
        "There is a header but no data. Fill in the sheet and send again."),
    "no_good_rows": Sentence(
        ERROR, "每一行都有错误，没有可采用的数据。请按问题清单改正后重新上报。",
        "Every row has an error, so there is nothing to take. Correct the findings and send again."),
    "only_hidden_sheets": Sentence(
        ERROR, "有数据的工作表都是隐藏的，没有读取。请取消隐藏后重新上报。",
        "All sheets with data are hidden and were not read. Unhide them and send again."),
    "another_unit": Sentence(
        ERROR, "这是“{found}”的表，而上报单位是“{unit}”。请检查是否选错了文件。",
        "This sheet belongs to “{found}”, but it is submitted for “{unit}”. Check that it is the right file."),
    "another_term": Sentence(
        ERROR, "这是“{found}”学期的模板，而本学期是“{term}”。请重新下载本学期的模板填写。",
        "This is a template of the term {found}, but the term is {term}. Download the template of this term."),
    "nothing_filled": Sentence(
        ERROR, "模板还没有填写：除下载时已有的内容外，没有新填的行。请填写后再上报。",
        "The template has not been filled in yet: nothing was added to what it came with. Fill it in and send again."),
    "unit_unknown": Sentence(
        ERROR, "表中没有写明学院(系、部)。请在上报时指定单位。",
        "The sheet does not name its unit. Say which unit submits it."),
    "part_of_class": Sentence(
        ERROR, "表上写明是“{line}”，只列了一部分学生，不是全班名单，没有读取。进群名单请列出全班学生，进群与否逐人写明。",
        "The sheet says “{line}”: it lists a part of the students and was not read. List the whole class, and say of each "
        "whether they have joined."),
    "transposed": Sentence(
        ERROR, "列名写在第一列（{titles}），每个教学班占一列，表头是竖着的。请把表格行列转置（选择性粘贴 → 转置）后再上报。",
        "The column titles run down the first column ({titles}), so each item is a column. "
        "Transpose the table (paste special → transpose) and send it again."),
    "kind_undecided": Sentence(
        ERROR, "这张表的列名看来{kinds_zh}都有可能，看不出是哪一类，没有读取。请在文件旁选定表的类型后重新读取（命令行用 {options}）。",
        "By its titles the sheet may be any of {kinds_en}, so it was not read. "
        "Choose its kind beside the file and have it read again (in a shell: {options})."),
    "wrong_kind": Sentence(
        ERROR, "按“{kind_zh}”读取时找不到对应的列。请检查表的类型是否选对。",
        "Read as “{kind_en}”, the sheet has none of its columns. Check the kind of sheet."),
    "unit_not_yours": Sentence(
        ERROR, "您不负责“{unit}”的填报，这部分没有收下。请检查是否选错了文件。",
        "You do not report for “{unit}”, so this part is not taken. Check that it is the right file."),
    "plan_not_yours": Sentence(
        ERROR, "开课计划由教务处上报，这张表没有收下。",
        "The teaching plan comes from academic affairs; this sheet is not taken."),
    "faults_only": Sentence(
        ERROR, "网络中心只上报“技术障碍”，这张表没有收下。如应由学院(系、部)或教务处上报，请转交他们。",
        "The network centre reports technical obstacles only, so this sheet is not taken. "
        "Pass it on to the unit or to academic affairs if it is theirs to report."),
    "locked": Sentence(
        ERROR, "表中各行都会改动已审核锁定（截至 {through}）的内容，没有收下。确需更正请联系教务处开放例外。",
        "Every row would change what is approved and locked through {through}. "
        "Ask academic affairs to open an exception if it must be corrected."),
    "locked_withdrawal": Sentence(
        ERROR, "“{unit}”的这类表已审核锁定（截至 {through}），不能撤回。确需撤回请先由教务处开放例外。",
        "Sheets of this kind of “{unit}” are approved and locked through {through}; nothing can be withdrawn. "
        "Academic affairs can open an exception."),
    "closed": Sentence(
        ERROR, "这类表的报送已经截止，没有收下。确需补报请联系教务处开放例外。",
        "Reports of this kind are closed. Ask academic affairs to open an exception if it must still be sent."),
    **PLATFORM_REFUSALS,
}
