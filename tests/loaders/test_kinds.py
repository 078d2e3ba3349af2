"""Which kind, and which form, a row of headers is taken for, as colleges write them."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders import Receipt, read_workbook
from loaders.formats.grid import Grid
from loaders.headers import find_header
from schema.reading import SheetReading
from schema.term import load_term

HEADERS: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("plan", None): (
        "学院|课程名称|教学班号|授课教师|首次上课日期|选课人数",
        "序号|开课单位|课程号|课程名|教学班|任课教师|开课时间|学生人数|辅导员",
        "College|Course Name|Class ID|Teacher|First Session|Enrolled",
        "开课学院|课程号|课程名称|教学班|教师|开课时间|人数|辅导员",
    ),
    ("groups", None): (
        "教学班号|建群日期",
        "教学班|群号",
        "序号|教学班号|课程名称|任课教师|平台|群号|建群时间|备注",
        "教学班号|课程名称|任课教师|辅导员进群日期|课代表|教师通知日期",
        "教学班号|授课方式|测试日期|授课地点",
        "教学班|教学平台|授课方式|测试时间|上课地点|首次上课时间",
        "教学班号|课程名称|授课教师|教学安排通告日期|是否居家",
        "Class ID|Platform|Group No|Created On",
    ),
    ("enrollment", "aggregate"): (
        "教学班号|统计日期|应进群人数|已进群人数",
        "教学班|日期|学生总数|已进群|已通知|已收到资料人数",
        "序号|课程序号|课程名称|截止日期|应到人数|实际进群人数|未进群人数|备注",
        "Class ID|As Of|Expected|Joined",
    ),
    ("enrollment", "roster"): (
        "教学班号|学号|姓名|是否进群",
        "教学班|学号|姓名|辅导员|进群时间|是否通知|是否收到资料",
        "序号|学院|班级编号|课程名称|学号|学生姓名|学生所在学院|是否进群|辅导员|备注",
    ),
    ("materials", None): (
        "教学班号|资料类型|资料名称|上传日期",
        "教学班|材料类型|上传时间|份数",
        "序号|学院|课程|教学班号|资料类别|资料名称|发布日期|数量|备注",
    ),
    ("visits", None): (
        "教学班号|听课日期|听课人|听课人类别",
        "教学班|计划听课日期|听课专家|督导类别",
        "序号|学院|课程名称|任课教师|教学班号|听课时间|听课人|身份|授课方式|应到|实到|得分|存在问题|整改措施|整改日期",
        "教学班号|听课人|听课人类别|安排日期|评分|问题",
    ),
    ("workgroups", None): (
        "工作组类别|组长|组长职务|成立日期",
        "序号|学院|组别|小组名称|组长姓名|职务|成员名单|成立时间|辅导员是否参加|教学秘书是否参加|备注",
        "类别|负责人|职务|组建时间|组员",
        "单位|工作组类型|名称|负责人|负责人职务|建立日期|联系电话",
    ),
    ("need", "survey"): (
        "统计日期|学生总数|已摸排人数|困难学生数|已帮扶人数",
        "学院|日期|学生人数|摸排人数|困难学生人数|帮扶人数|充值人数|备注",
        "序号|单位|摸排日期|在校生人数|已排查人数|有困难人数|已解决人数|流量充值人数",
    ),
    ("need", "students"): (
        "学号|姓名|现状|需求|措施|效果|责任人",
        "序号|学院|学号|姓名|辅导员|困难情况|帮扶需求|帮扶措施|帮扶成效|认领人|结对同学|认领时间|落实日期|充值日期|备注",
        "学号|姓名|困难类型|帮扶措施|责任人",
        "学号|学生姓名|一生一策|认领日期",
        "学号|姓名|健康状况|困难现状",
        "序号|姓名|学号|年级|专业|手机号|存在困难|需求|帮扶负责人|帮扶时间",
    ),
    ("sessions", "by_class"): (
        "教学班号|日期|应开门次|实开门次",
        "教学班号|上课日期|应开课门次|实际开课门次|应到人数|实到人数|数据来源|延期门次|未开原因",
        "序号|学院|课程名称|任课教师|教学班|授课日期|应开|实开|应到|实到|授课方式|备注",
        "教学班号|日期|应开门次|实开门次|应到人数|实到人数|教学事故数|补课日期",
        "Class ID|Date|Planned|Held|Expected|Present",
    ),
    ("sessions", "totals"): (
        "日期|应开门次|实开门次|应到人次|实到人次",
        "学院|统计日期|应开课门次|实开课门次|应到课人次|到课人次|授课教师数|延期开课门次|原因",
        "时间|应开门数|实开门数|教师人数",
        "单位|日期|计划开课门次|实际开课门次|应到人数|实到人数|教师数|统计方式",
    ),
    ("obstacles", None): (
        "编号|报告时间|问题描述|解决时间",
        "序号|发生时间|教学班号|任课教师|使用平台|故障类型|故障描述|处理结果|处理完成时间|处理人",
        "序号|单位|故障编号|报修时间|故障现象|修复时间|解决办法|负责人",
        "序号|报告日期|问题|处理情况",
        "工单号|报障时间|障碍类别|障碍描述|恢复时间|技术人员|备注",
    ),
    ("summaries", None): (
        "阶段|提交日期|分类评价|改进办法",
        "学院|总结阶段|总结日期|是否分类评价|有无改进措施|发现问题数|已整改问题数|典型案例数|已推广典型数",
        "周次|提交时间|问题总数|解决问题数|应自评教师数|自评教师数|发放问卷数|回收问卷数|总结内容",
        "序号|单位|阶段|完成日期|主要内容",
    ),
    ("contingency", "register"): (
        "预案事项|报送日期|状态|责任人",
        "序号|特殊工作|预案内容|负责人|提交日期|进展|备注",
        "学院|预案项目|预案状态|是否衔接|考试方式|课程总数|已设计课程数|校园网承载准备|启动时间|完成日期",
        "事项|牵头人|报送时间|主要内容",
        "序号|预案名称|状态|牵头人|完成时间",
    ),
    ("contingency", "cases"): (
        "预案事项|学号|姓名|事由|处理决定",
        "序号|学院|学生类别|学号|姓名|辅导员|隔离日期|学习方式|结对同学",
        "情形|学号|姓名|发现时间|上报时间|身体状况",
        "预案类别|学号|学生姓名|延期理由|审批结果|审批日期",
    ),
    ("contingency", "checks"): (
        "日期|返校学生数|已检人数|疑似人数",
        "学院|统计日期|返校人数|已测体温人数|发热人数",
        "单位|体温测量日期|应检人数|实检人数|异常人数|备注",
    ),
    ("visitors", None): (
        "听课人|听课人类别|职务",
        "序号|姓名|人员类别|职务/职称|单位|备注",
        "专家姓名|身份|职称",
        "领导姓名|类别|职务|停用",
    ),
    ("checks", None): (
        "教学班号|核查项目|核查日期|是否属实",
        "序号|学院|教学班|课程名称|抽查项目|抽查日期|抽查结果|抽查人|备注",
        "教学班号|检查项目|检查日期|样本数|属实人数|核查人",
        "单位|教学班号|项目|抽查时间|抽查人数|核实人数|说明",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "form", "headers"),
    [(kind, form, row) for (kind, form), rows in HEADERS.items() for row in rows],
)
def test_takes_a_sheet_for_what_its_headers_say(kind: str, form: str | None, headers: str) -> None:
    """The headers alone tell the kind and the form, and no required column is missed."""
    cells: list[object] = list(headers.split("|"))
    header = find_header(Grid(None, [cells, [None] * len(cells)], []))
    assert header is not None
    assert (header.kind.id, header.form.name, header.missing) == (kind, form, ())
    assert not header.duplicates


TIES = {
    "教学班号,群号,听课人,听课人类别": ("groups", "visitors"),
    "教学班号,学号,进群日期,资料类型,上传日期": ("enrollment", "materials"),
    "教学班号,统计日期,应进群人数,已进群人数,核查项目,核查日期,是否属实": ("enrollment", "checks"),
}


@pytest.mark.parametrize(("header", "kinds"), TIES.items())
def test_a_sheet_that_may_be_of_either_kind_is_asked_about(header: str, kinds: tuple[str, str]) -> None:
    """Just as much speaks for both: refused with the kinds to choose from, and read as the one that is chosen."""
    data = f"{header}\n{','.join('1' for _ in header.split(','))}".encode()
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    (reading,) = read_workbook(data, "表.csv", Receipt(term=load_term(), received_at=received))
    assert reading.refused is not None
    assert (reading.refused.code, reading.refused.details["kinds"]) == ("kind_undecided", kinds)
    assert all(f"--kind {kind}" in reading.refused.message("zh") for kind in kinds)
    for kind in kinds:
        (chosen,) = read_workbook(data, "表.csv", Receipt(term=load_term(), received_at=received, kind=kind))
        assert (chosen.kind, chosen.refused) == (kind, None)


PLANNED = "学院,教学班号,课程名称,任课教师,首次上课日期,选课人数"


def _read(*lines: str) -> SheetReading:
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    data = "\n".join(lines).encode()
    (reading,) = read_workbook(data, "表.csv", Receipt(term=load_term(), received_at=received))
    return reading


def test_the_plan_copied_into_a_sheet_makes_no_plan_of_it() -> None:
    """A title that says 学生进群 goes before all that the plan explains: a column is missing, and is named."""
    row = "理学院,MA101-01,高数,张三,2020-02-24,40"
    assert _read(PLANNED, row).kind == "plan"
    assert _read("听课用课表", PLANNED, row).kind == "plan"
    reading = _read("学生进群情况", f"{PLANNED},统计日期,进了几个", f"{row},2020-02-25,38")
    assert reading.refused is not None
    assert (reading.kind, reading.refused.details["columns"]) == ("enrollment", "已进群人数")


def test_the_students_of_the_plan_stand_for_those_due_where_nothing_else_does() -> None:
    """选课人数 is 应进群人数 in a sheet that has no such column, and a column of the plan beside one."""
    counts = "统计日期,已进群人数（人）"
    (alone,) = _read(
        f"{PLANNED}（人）,{counts}", "理学院,MA101-01,高数,张三,2020-02-24,40,2020-02-25,38"
    ).rows["expected"]
    beside = _read(f"教学班号,选课人数,应进群人数,{counts}", "MA101-01,41,40,2020-02-25,38")
    assert (alone, beside.rows["expected"].tolist(), beside.findings) == (40, [40], [])


@pytest.mark.parametrize(
    ("title", "is_class"),
    [
        ("课程序号/教学班号", True), ("教学班/课程序号", True), ("课序号（教学班号）", True), ("教学班号 或 课程序号", True),
        ("教学班号/课程名称", False), ("课程代码/教学班号", False),
    ],
)  # fmt: skip
def test_a_title_of_several_is_known_where_all_mean_one_column(title: str, is_class: bool) -> None:
    """What may hold two values is nobody's guess."""
    reading = _read(f"{title},平台,建群日期", "MA101-01,QQ群,2020-02-22")
    assert (reading.refused is None) == is_class


def test_what_a_title_calls_otherwise_is_not_taken_for_groups_by_the_platform_alone() -> None:
    """Platform, mode and place stand beside anything that a class does; a group or its day does not."""
    received = dt.datetime.fromisoformat("2020-03-08T20:00:00+08:00")
    for header, asked in (
        ("授课方式,授课平台,是否顺利", True),
        ("授课平台,建群日期,是否顺利", False),
    ):
        data = f"线上授课情况统计（2月24日）\n教学班号,{header}\nCS101-01,直播,2月22日,是\n".encode()
        (reading,) = read_workbook(data, "表.csv", Receipt(term=load_term(), received_at=received))
        code = reading.refused.code if reading.refused else None
        assert code == ("kind_undecided" if asked else None)
        assert asked or reading.kind == "groups"


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("教学班号,平台,建群日期,公告发布日期", "announced_on"),
        ("教学班号,课程名称,线上教学平台,QQ群建立时间", "created_on"),
        ("教学班号,听课日期,听课人,听课人类别,问题及建议", "problem"),
        ("教学班号,数据更新时间,应进班人数,已入班人数", "as_of"),
        ("教学班号,资源类型,资源名称,分享时间", "uploaded_on"),
        ("教学班号,上课日期,当日应开,当日实开,应到学生,上线人数", "present"),
    ],
)
def test_words_of_platforms_and_of_colleges_are_known(sheet: str, column: str) -> None:
    """In a sheet in which no other column stands for it, and without another that nobody knows."""
    header = find_header(Grid(None, [list(sheet.split(",")), [None] * (sheet.count(",") + 1)], []))
    assert header is not None
    assert (header.missing, column in header.columns) == ((), True)


def test_the_day_on_which_a_sheet_was_sent_is_that_of_its_counts_only_without_another() -> None:
    """上报时间 beside 统计时间 is left alone, whichever stands first."""
    days = "上报时间,统计时间", "2020-02-26,2020-02-25"
    both = _read(f"教学班号,应进群人数,已进群人数,{days[0]}", f"MA101-01,40,38,{days[1]}")
    alone = _read("教学班号,应进群人数,已进群人数,上报时间", "MA101-01,40,38,2020-02-26")
    assert [reading.rows["as_of"].dt.day.tolist() for reading in (both, alone)] == [[25], [26]]
