"""The rules that hold for every indicator, as `docs/indicators.md` prints them before the definitions."""

from __future__ import annotations

GENERAL_RULES = (
    "## 通则 What holds for all",
    "",
    "- **有效的格 cells that stand**: 表中没有的列不说明任何事，原来填的仍然有效；有该列而留空才是空白。"
    "A column that is not in a sheet says nothing; a blank cell in a column that is there says blank.",
    "- **没有日期的标记 marks without a day** (助教, 授课地点, 是): 从不间断的一段上报中最早收到的那天起算。"
    "They count from the first receipt of the unbroken run of standing rows that say so.",
    "- **应开 due**: 只有开课计划里的教学班；听课、进群、资料只对这些班计。教学班属于哪个学院，按计划。"
    "一张表里的教学班属于谁，按收下那天的计划核对；之后调整，指标随新的计划。"
    "Classes of the plan only, visits and all else counted for these; the plan says whose a class is: when a sheet "
    "comes in, the plan of that day decides whether the unit may report it; the figures follow the plan as it is known.",
    "- **停开 called off**: 计划里“开课状态”为停开的教学班，从首次收到停开的那天起不再应开，也不在各名单里；之前各天照算（25日停开，24日仍应开），"
    "停开前的上课门次也照算。从来没有报过开课的，从不应开；改回或撤回后，各天都应开。"
    "A class whose 开课状态 is 停开 is due no more from the day of the first receipt of that, and due on the days before "
    "it (off on the 25th, due on the 24th); its sessions until then stay counted. One that was never said to be taught was "
    "never due; one that is taught again is due on every day.",
    "- **替代全部 the whole list**: 开课计划（按学院）、学生名单（按教学班）、困难学生名单和听课人员名单（按学院）可以作为全部上报"
    "（`load --replaces-all`，或核对时选）：没有列出的从收到那天起不再计入，之前各天照算，收到时逐一说明。不作为全部上报的，漏掉的仍然有效。"
    "A plan (by unit), a roster (by class), a list of students in need or of visitors (by unit) may be sent as the whole: "
    "whoever it no longer lists counts no more from the day of receipt, still counts on the days before, and is named "
    "when it is read. What any other sheet leaves out stays. 退课 who drops a course: 作为全部重报名单，并改选课人数，否则名单少于选课人数的仍算应进群。"
    "send the roster as the whole and the new 选课人数: never fewer are expected than that.",
    "- **没有日期的名册 lists without days**: 开课计划、听课人员名单不带日期，其他改动（补报的班、选课人数、所属学院）之后过去各天的分母随之改变；"
    "冻结的节点不变，节点差异里写明“计划调整”。The plan and the roster of visitors have no days: any other change (a class added, "
    "选课人数, the unit of a class) moves past denominators too, but not those frozen at a checkpoint, where 计划调整 is said. "
    "这是有意的：计划改正的多是错误，过去各天也应按正确的班数看；当时的数看节点。On purpose: plans are mostly corrected, and the "
    "past is to be seen by the right number of classes; what was known then is at the checkpoints.",
    "- **总结 summaries**: 以提交日期最晚的为准；同一天的，阶段靠后的为准；再同，后收到的为准。"
    "The latest is that of the latest day, of one day that of the later phase, of one phase that received last.",
    "- **授课地点 places**: 一位教师某天在哪里，以那天为止最后收到的为准，在各学院都算。没有工号的教师按本学院内的姓名区分；"
    "一格几人各算一人。A teacher is where the last row received by that day says, in every unit; without a number people "
    "are told apart by name within the unit, and a cell may name several.",
    "- **数量 0**: 不算有资料。No material.",
    "- **零点收到 received at 00:00:00**: 按期限算准时，所属日期是新的一天。In time for a deadline at 24:00, and counted "
    "for the day that begins.",
)
