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
    "- **时区 time zone**: 日期和时刻都是学期所在地的，服务器、浏览器在哪个时区都一样；一天到当地 24:00 为止，与次日 0:00 是同一时刻。"
    "Days and moments are those of the term's place, wherever server and browser are; a day ends at 24:00 there, which is "
    "0:00 of the next.",
    "- **比率的写法 how rates are written**: 100.0 % 只写给一个不少的，0.0 % 只写给一个没有的，其余写 0.1 % 至 99.9 %；"
    "不足 0.1 百分点的变化照此写。100.0 % is all and 0.0 % is none; a change below a tenth of a point is said to be one.",
    "- **到期前的预计 what is expected by a deadline** (`metrics/forecast.py`): 按当天 24:00 所知，只用这个校区自己的进程。一项指标每天升多少，取近两天的平均；"
    "以前各天同样推算、后来兑现了几成，就按几成延续到期限；括号内的区间是以前同样推算误差的中间九成，总包括现在的数。期限是只报一次的表的（教务处改过的按改过的），"
    "没有这样的表的按通知的任务。没报、只有一天、分母不到 5、以前可比的推算不到 10 次、没有差的，都不预计；到期以后也不。"
    "By what is known at the end of the day, from the campus's own course: how far a rate rose a day over the last two days goes "
    "on until the deadline, by the share of such a pace that came true on the days before; the interval is the middle nine tenths of "
    "what the same missed then, and always holds the rate as it is. The deadline is that of a sheet sent once, as it was moved, "
    "else of the task. Silent where nothing is reported, of one day, of a denominator under 5, with fewer than 10 earlier ones to compare, "
    "with nothing missing, and once the deadline is past. How well it did: [performance.md](performance.md). "
    "期限前一天，样例学期里它的误差约为“保持现状”的一半；期限过后进程停下来的几天则不如“保持现状”。On the eve of the deadline of the sample it misses "
    "by half as much as *stays as it is*; on the days after it, when the course has come to rest, by more.",
    "- **未到期 not due yet**: 按“期限”页现在的期限；每天、每周报的表按第一份的期限，但不早于学期文件的；授课和听课覆盖到首日，首周总结到首周末。By the deadlines "
    "as they are set now; a sheet that is sent daily or weekly by its first one, though no sooner than the term's file has it; sessions from the "
    "first teaching day, summaries from the end of the first week.",
    "- **零点收到 received at 00:00:00**: 按期限算准时，所属日期是新的一天。In time for a deadline at 24:00, and counted "
    "for the day that begins.",
)

WORKED_CASES = (
    "## 常问的情形 Cases that are asked about",
    "",
    "每一条都有数字，见 `tests/metrics/test_worked_cases.py`。当时所知：按那天收到的；现在所知：按今天收到的一切。"
    "Each has its figures in that file. As known then: by what had come by that day; as known now: by all that has come.",
    "",
    "- **撤回计划 a plan withdrawn**: 它带来的班，现在所知的各天都不再有；当时所知不变。Its classes are gone from every day as known "
    "now; what was known then stays.",
    "- **改归其他学院 given to another unit**: 现在所知的各天都算新学院的，全校不变。Of the new unit on every day as known now; the campus stays.",
    "- **两个学院的计划都有 in the plans of two units**: 只算一次，归后收到的计划；收到时提示。Counted once, for the plan received last; said at receipt.",
    "- **期限之后加班 added after the deadline**: 过去各天的应开也加一，冻结的节点不变，差异写明“计划调整”。Owed on the days before too; "
    "frozen figures stay, and the difference is said to be 计划调整.",
    "- **合班 merged**: 一个班停开，另一个班改选课人数。停开的从那天起不算；选课人数没有日期，过去各天也按新的。One is called off, from that day "
    "on; the other's 选课人数 has no day, and changes the days before too.",
    "- **第三周才开课 first taught in week 3**: 从准备阶段第一天起应开，前夜没建群也算缺。Due from the first day of the preparation, so missing "
    "on the eve without a group.",
    "- **退课 dropped**: 作为全部重报名单并改选课人数，从那天起不算，之前照算；只做一样，仍按较多的一边。The whole roster and the new 选课人数 "
    "together end it from that day; either alone leaves the larger.",
    "- **补选 added**: 名单没有日期，过去各天也应进群，从进群日期起算已进。Expected on the days before too, joined from 进群日期.",
    "- **有群号无建群日期 a 群号 without 建群日期**: 不算已建群，收到时提示。No group; said at receipt.",
    "- **辅导员或测试早于建群 a counsellor or a test before the group**: 辅导员从建群那天起算，测试按自己的日期。The counsellor counts from "
    "the day of the group, the test by its own.",
    "- **先报表后有计划 a sheet before any plan**: 收下并提示，计划到了之后按表里的日期算。Taken and said; counted by its own days once the plan is there.",
    "- **选课人数为 0 a class that nobody takes**: 教学班照算，人次为 0。A class like any other, of 0 places.",
    "- **延期后补课 deferred and made up**: 一门次，不是两门次。One session, not two.",
    "- **没有课的星期日 a Sunday without sessions**: 累计不变，当日 0/0，没有比率。The total stays; the day is 0/0 and has no rate.",
    "- **移出困难学生名单 taken off the list of those in need**: 作为全部重报名单，从那天起不算，之前照算。Ends with the whole list, from that day on.",
    "- **全校自己的问题 the campus's own problems**: 算在全校，不算在任何学院，所以全校不等于各学院之和。Of the campus and no unit, which is why "
    "the campus is not the sum of its units.",
    "- **实开多于应开 more held than planned**: 该行有误，不收。The row is in error and not taken.",
    "- **学院的表写全校 全校 in a sheet of units**: 不是学院，提示，不计入任何学院。No unit: said, and counted for none.",
)
