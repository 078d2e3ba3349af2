"""What is said of a sheet beside others: the plan, what was sent before, and what the whole leaves out."""

from __future__ import annotations

from schema.sentences import WARNING, Sentence

BETWEEN_FINDINGS: dict[str, Sentence] = {
    "joined_above_plan": Sentence(
        WARNING, "已进群 {joined} 人，多于开课计划的选课人数 {enrolled}。请核对进群人数，或请教务处更新选课人数。",
        "{joined} students have joined, more than the {enrolled} enrolled in the teaching plan. Check the count, "
        "or ask academic affairs to bring the plan up to date."),
    "expected_below_plan": Sentence(
        WARNING, "只有 {count} 人，远少于开课计划的选课人数 {enrolled}；指标按选课人数计，其余的人算作未进群。请补全，或请教务处更新选课人数。",
        "Only {count} students, far below the {enrolled} enrolled in the teaching plan; figures are held against the plan, "
        "and the others count as not joined. Complete the sheet, or ask academic affairs to bring the plan up to date."),
    "class_called_off": Sentence(
        WARNING, "教学班“{value}”在开课计划中已停开，已收下但不计入。若仍开课，请告知教务处。",
        "Class “{value}” is called off in the teaching plan; the row is kept but not counted. If it is taught, "
        "tell academic affairs."),
    "class_in_two_plans": Sentence(
        WARNING, "教学班“{value}”也在{other}的开课计划里，收下后改由{unit}负责。若不是调整，请核对教学班号。",
        "Class “{value}” is also in the plan of {other}; from now on {unit} answers for it. If that is not meant, "
        "check the class id."),
    "group_without_day": Sentence(
        WARNING, "填了群号“{value}”，但没有建群日期，不计入已建群。请补填建群日期。",
        "The group “{value}” has no day of creation, so it does not count as created. Give the day."),
    "plan_without_day": Sentence(
        WARNING, "状态为“{value}”，但没有报送日期，不计入已报送。请补填报送日期。",
        "The state is “{value}” but there is no day of submission, so the plan does not count as submitted. Give the day."),
    "visitor_unlisted": Sentence(
        WARNING, "听课人员名单的{visitor_kind}里没有“{names}”，这次听课不算在名单上任何人名下。请核对姓名，或补入名单。",
        "“{names}” is not on the roster of visitors ({visitor_kind}), so the visit counts for nobody on it. Check the name, "
        "or add it to the roster."),
    "above_whole": Sentence(
        WARNING, "“{column}”为 {value}，大于此前上报的总数 {most}，比例将超过 100%。请核对，或在表中一并填写总数。",
        "“{column}” is {value}, above the whole of {most} reported before, so the rate exceeds 100 %. Check it, "
        "or give the whole in this sheet too."),
    "session_again": Sentence(
        WARNING, "这个教学班 {day} 此前报的到课是 {before} 人，收下本表后按 {value} 人计，不相加。如是当天的另一次课，请把当天各次课合成一行。",
        "{before} were counted present in this class on {day} before; with this sheet it is {value}, not both together. If it is "
        "another lesson of the day, put the lessons of the day into one row."),
    "totals_replaced": Sentence(
        WARNING, "{day} 已有全院合计（应开 {planned}，实开 {held}）；收下本表后，这一天只按本表列出的教学班计。请列全当天的教学班，或继续报合计。",
        "Totals of the unit stand for {day} ({held} of {planned} held); with this sheet only the classes listed here count "
        "for the day. List every class of the day, or go on with totals."),
    "visit_without_group": Sentence(
        WARNING, "教学班“{value}”安排或进行了听课，但还没有它的建群记录。请核对教学班号，或补报课程建群表。",
        "Class “{value}” has a visit but no group has been reported for it. Check the class id, or report its group."),
    "visit_before_group": Sentence(
        WARNING, "“{column}”为 {date}，早于该教学班的建群日期 {created_on}。请核对两个日期。",
        "“{column}” is {date}, before the group of the class was created on {created_on}. Check both days."),
    "material_without_group": Sentence(
        WARNING, "教学班“{value}”已有资料，但还没有它的建群记录。请核对教学班号，或补报课程建群表。",
        "Class “{value}” has materials but no group has been reported for it. Check the class id, or report its group."),
    "material_before_group": Sentence(
        WARNING, "“{column}”为 {date}，早于该教学班的建群日期 {created_on}。请核对两个日期。",
        "“{column}” is {date}, before the group of the class was created on {created_on}. Check both days."),
    "course_name_differs": Sentence(
        WARNING, "“{column}”为“{value}”，而开课计划中该教学班的课程是“{planned}”。请核对教学班号是否写错行。",
        "“{column}” says “{value}”, but the teaching plan has “{planned}” for this class. Check the class id."),
    "teacher_differs": Sentence(
        WARNING, "“{column}”为“{value}”，而开课计划中该教学班的教师是“{planned}”。请核对教学班号；如已换人，请告知教务处。",
        "“{column}” says “{value}”, but the teaching plan has “{planned}” for this class. Check the class id; "
        "if the teacher has changed, tell academic affairs."),
    "count_falls": Sentence(
        WARNING, "“{column}”由 {day_before} 的 {before} 减为 {day} 的 {after}，累计人数一般不会减少。请核对这两天的数；确有退群请忽略。",
        "“{column}” falls from {before} on {day_before} to {after} on {day}; such counts seldom fall. Check both days; "
        "if students did leave, nothing need be done."),
    "jump_in_history": Sentence(
        WARNING, "{indicator_zh}在 {day} 较前一日 {change_zh}，与本单位此前每日变化（中位数：{usual_zh}，共 {points} 日）相差悬殊"
        "（修正 Z 值 {score}，超过 {limit}）。请核对本表；属实则不必改。",
        "{indicator_en} on {day}: {change_en} in a day, unlike the unit's own daily changes (median: {usual_en}, "
        "{points} days; modified z-score {score}, above {limit}). Check the sheet; if it is true, nothing need be done."),
    "jump_among_units": Sentence(
        WARNING, "{indicator_zh}在 {day} 较前一日 {change_zh}，与各学院(系、部)当日的变化（中位数：{usual_zh}，共 {points} 个单位）相差悬殊"
        "（修正 Z 值 {score}，超过 {limit}）。请核对本表；属实则不必改。",
        "{indicator_en} on {day}: {change_en} in a day, unlike the other units that day (median: {usual_en}, "
        "{points} units; modified z-score {score}, above {limit}). Check the sheet; if it is true, nothing need be done."),
    "leaves_out": Sentence(
        WARNING, "作为全部上报：没有列出的 {count} 个从收到那天起不再计入，之前各天照算：{names}。如有误，请补上后重新上报。",
        "Sent as the whole: {count} that it does not list count no more from the day of receipt, and still on the days "
        "before: {names}. If one is missing by mistake, add it and send again."),
    "whole_not_taken": Sentence(
        WARNING, "没有按“全部”收下：文件里有没有收下或没有读取的行或表，可能正是缺的那些。没有列出的仍以原来的为准；请改好后再作为全部上报。",
        "Not taken as the whole: some rows or sheets of the file were not taken or not read, and may be just what is "
        "missing. What is not listed stays as it was. Correct the file and send it as the whole again."),
    "never_whole": Sentence(
        WARNING, "只有开课计划、学生名单、困难学生名单和听课人员名单可以作为全部上报。这张表照常收下，没有列出的仍以原来的为准。",
        "Only plans, rosters and lists of students in need and of visitors can be sent as the whole. This sheet is taken "
        "as any other, and what it does not list stays as it was."),
    "remark_says_otherwise": Sentence(
        WARNING, "“{column}”写着“{value}”，而本行仍按“{done}”读取。请核对；如没有完成、已不算数或另有所指，请改正“{done}”或删去本行。",
        "“{column}” says “{value}”, while the row was read by “{done}” all the same. Check it; if that is not done, no longer holds or "
        "means something else, correct “{done}” or delete the row."),
    "called_off_in_remark": Sentence(
        WARNING, "“{column}”中写着“{value}”，没有按停开处理，本班仍应开。若确实停开，请在“开课状态”列填“停开”。",
        "“{column}” says “{value}”, which was not taken as called off, so the class is still due. "
        "If it is called off, say 停开 in the column 开课状态."),
}
