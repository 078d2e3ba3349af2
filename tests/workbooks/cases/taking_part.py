"""Working groups, students in need, rosters of visitors and spot checks, as people lay them out."""

from __future__ import annotations

from sample_data import producers
from sample_data.layout import Table
from tests.workbooks.case import Case, Sheet, cell_grid, padded


def _workgroups() -> list[Case]:
    """A list for the campus: units merged over their groups, the campus in one row, two rows that cannot be."""
    text = """
    2020年春季学期网络教学工作组汇总表
    填表说明：组长职务填院长、书记等
    序号|学院(系、部)|组别|小组名称|组长姓名|职务|成员名单|成立时间|辅导员是否参加|教学秘书是否参加
    1|理学院|学院工作组|网络教学工作组|顾砚汀|院长|苏苇舟、陆岫溪|2020.2.21|√|√
    2||纪检组|纪律检查组|沈岫溪|党总支书记|程澍遥|２月２２日|否|
    3|土木系|领导小组|网络教学领导小组|程澍畔|系主任||2020/2/20|有|有
    4|光电科学系|技术保障组|技术保障|叶棠遥|教学副院长||20200221|是|无
    5|全校|校区领导小组|网络教学领导小组|温筱屿|副校长||2月19日|参加|参加
    6|体育部|学院工作组|网络教学工作组|柏岑舟|主任医师||2月22日|是|是
    7|新能源学院|学院工作组||穆笙屿|院长||2月31日|是|是
    合计|7个
    制表：教务处          2020年2月23日
    """
    grid = padded(cell_grid(text))
    table = Table("工作组", grid, [(0, 0, 0, 9), (1, 0, 1, 9), (3, 1, 4, 1)], (2,))
    rows: dict[int, dict[str, object]] = {
        4: {
            "unit": "理学院", "group_kind": "学院工作组", "leader": "顾砚汀", "leader_post": "院长",
            "formed_on": "2020-02-21", "members": "苏苇舟、陆岫溪", "counselor_in": True, "secretary_in": True,
        },
        5: {
            "unit": "理学院", "group_kind": "纪律检查组", "leader_post": "书记", "formed_on": "2020-02-22",
            "counselor_in": False, "secretary_in": None,
        },
        6: {"unit": "土木工程系", "group_kind": "学院工作组", "leader_post": "院长", "formed_on": "2020-02-20"},
        7: {"unit": "光电科学系", "group_kind": "学院工作组", "leader_post": "其他", "secretary_in": False},
        8: {"unit": "全校", "group_kind": "校区工作组", "leader_post": "校领导", "formed_on": "2020-02-19"},
    }  # fmt: skip
    found = [(9, "职务", "error", "unknown_choice"), (10, "成立时间", "error", "bad_date")]
    return [
        Case(
            "通知-工作组汇总.xlsx",
            producers.write_wps([table]),
            [Sheet("工作组", "workgroups", 5, rows, found)],
        )
    ]


def _need() -> list[Case]:
    """Totals and a list with a plan for each student, in one workbook; two rows about one student disagree."""
    survey = """
    理学院学生网络学习条件摸排统计表
    单位：理学院                 2020年2月23日
    日期|学生人数|摸排人数|困难学生人数|帮扶人数|充值人数|备注
    2月22日|420人|３９８|6|2|1|
    2020-02-23上午|420|412|7|8|2|
    2月25日|420|420|7|7|3|
    2月23日|420|415|七人|6|无|晚上统计
    合计|1680|1645|27|23|6|
    """
    students = """
    网络学习困难学生帮扶台账（一生一策）
    序号|学号|姓名|辅导员|困难情况|帮扶情况||||结对同学|时间|||健康状况
    |||||需求|措施|责任人|效果||认领日期|落实日期|充值日期|
    1|2019090012|苏砚汀|陆苇舟|流量不够|流量充值、电脑|充值一个月流量|陆苇舟|能按时上课|沈岫溪|2.21|2月22日|２月２２日|良好
    2|2018090101.0|顾霁澜|陆苇舟|家里没有宽带|网络和流量|改听录播|程澍畔|进行中|无|2月21日|是||
    3|2017090033|程澍遥|陆苇舟|心理压力大|心里纾解|每周谈心|程澍畔|情绪平稳||2020年2月20日|2-21||感冒，已痊愈
    4|2017090033|程澍遥|陆苇舟|没有电脑|设备|借出电脑|叶棠遥|||2月22日|||
    5||叶棠屿|陆苇舟|缺教材|教材|寄书|叶棠遥|||2月22日|||
    6|2019090077|温筱川|陆苇舟|缺教材|教材|寄书|叶棠遥|||2019-02-21|||
    合计：6人
    注：健康状况只供学工处帮扶时使用
    """
    grid = padded(cell_grid(students))
    merges = [(0, 0, 0, 13), (1, 5, 1, 8), (1, 10, 1, 12)]
    merges += [(1, place, 2, place) for place in (0, 1, 2, 3, 4, 9, 13)]
    listed: dict[int, dict[str, object]] = {
        4: {
            "student_id": "2019090012", "student_name": "苏砚汀", "counselor": "陆苇舟", "situation": "流量不够",
            "needs": ["手机流量", "学习设备"], "measures": "充值一个月流量", "result": "能按时上课",
            "owner": "陆苇舟", "partner": "沈岫溪", "claimed_on": "2020-02-21", "helped_on": "2020-02-22",
            "topped_up_on": "2020-02-22", "health": "良好",
        },
        5: {
            "student_id": "2018090101", "needs": ["网络信号", "手机流量"], "result": None, "partner": None,
            "helped_on": None, "topped_up_on": None,
        },
    }  # fmt: skip
    totals: dict[int, dict[str, object]] = {
        4: {
            "as_of": "2020-02-22", "students": 420, "surveyed": 398, "in_need": 6, "helped": 2, "topped_up": 1,
        },
        7: {"as_of": "2020-02-23", "surveyed": 415, "in_need": 7, "helped": 6, "topped_up": None},
    }  # fmt: skip
    of_totals = [
        (5, "帮扶人数", "error", "count_exceeds"),
        (6, "日期", "error", "date_after_receipt"),
        (7, "充值人数", "warning", "bad_count"),
    ]
    of_students = [
        (5, "落实日期", "warning", "yes_without_date"),
        (6, "学号", "error", "conflicting_rows"),
        (7, "学号", "error", "conflicting_rows"),
        (8, "学号", "error", "missing_value"),
        (9, "认领日期", "error", "date_before_window"),
    ]
    tables = [
        Table("摸排", padded(cell_grid(survey)), [(0, 0, 0, 6), (1, 0, 1, 6)], (2,)),
        Table("一生一策", grid, merges, (1, 2)),
    ]
    sheets = [
        Sheet("摸排", "need", 2, totals, of_totals, form="survey", unit="理学院"),
        Sheet("一生一策", "need", 2, listed, of_students, form="students", unit="理学院"),
    ]
    return [Case("通知-困难学生帮扶.xlsx", producers.write_xlsxwriter(tables), sheets, unit="理学院")]


def _visitors() -> list[Case]:
    """A roster with the post in brackets of other words, a kind that nobody has, and one person twice."""
    text = """
    网络课堂听课人员名单
    序号|姓名|人员类别|职务/职称|单位|备注
    1|覃岫川|校区领导|副校长|全校|
    2|冉栩屿|校区督导专家组|教授|理学院|
    3|穆笙屿|学院（系、部）督导组|教授|土木系|组长
    4|屈栗舟|退休教师|教授|理学院|
    5|覃岫川|校领导|副校长|学校|重复
    以下空白
    """
    grid = padded(cell_grid(text))
    rows: dict[int, dict[str, object]] = {
        3: {"unit": "全校", "visitor": "覃岫川", "visitor_kind": "校领导", "post": "副校长", "retired": None},
        4: {"unit": "理学院", "visitor_kind": "校督导组"},
        5: {"unit": "土木工程系", "visitor_kind": "学院督导组"},
    }
    found = [(6, "人员类别", "error", "unknown_choice"), (7, "姓名", "warning", "repeated_row")]
    table = Table("名单", grid, [(0, 0, 0, 5)], (1,))
    sheets = [Sheet("名单", "visitors", 3, rows, found)]
    return [Case("通知-听课人员名单.xlsx", producers.write_pandas([table]), sheets)]


def _checks() -> list[Case]:
    """Units merged over the classes looked at, answers in words, and a class that another unit teaches."""
    text = """
    教务处网络教学准备情况抽查表
    序号|学院|教学班|课程名称|抽查项目|抽查日期|抽查结果|抽查人数|核实人数|抽查人
    1|理学院|09000101|高等数学|建群情况|2月22日|属实|||教务科
    2||09000102|高等数学|课程资料|2020-2-22|不属实|||教务科
    3||09000201|线性代数|学生进群|2月22日||30人|29|教务科
    4|新能源学院|12000101|能源概论|课代表|2月22日|√|||质量科
    5||09000201|线性代数|平台测试|2月22日|符合|||质量科
    6||12000102|传热学|就业率|2月22日|符合|||质量科
    7||12000102|传热学|到课率|2月22日||30|31|质量科
    8||12000102|传热学|辅导员|2月22日|差不多|||质量科
    小计||8个
    """
    grid = padded(cell_grid(text))
    table = Table("抽查", grid, [(0, 0, 0, 9), (2, 1, 4, 1), (5, 1, 9, 1)], (1,))
    rows: dict[int, dict[str, object]] = {
        3: {"unit": "理学院", "class_id": "09000101", "check_item": "课程建群", "holds": True,
            "checked_on": "2020-02-22"},
        4: {"unit": "理学院", "check_item": "资料上传", "holds": False, "sampled": None},
        5: {"check_item": "学生进群", "holds": None, "sampled": 30, "confirmed": 29, "checker": "教务科"},
        6: {"unit": "新能源学院", "check_item": "助教配置", "holds": True},
        10: {"check_item": "辅导员进群", "holds": None},
    }  # fmt: skip
    found = [
        (7, "教学班", "error", "class_of_other_unit"),
        (8, "抽查项目", "error", "unknown_choice"),
        (9, "核实人数", "error", "count_exceeds"),
        (10, "抽查结果", "warning", "bad_yesno"),
    ]
    plan = {"09000101": "理学院", "09000102": "理学院", "09000201": "理学院", "12000101": "新能源学院",
            "12000102": "新能源学院"}  # fmt: skip
    sheets = [Sheet("抽查", "checks", 5, rows, found)]
    return [Case("通知-抽查核对.xls", producers.write_xls([table]), sheets, plan=plan)]


def cases() -> list[Case]:
    """All of them."""
    parts = (_workgroups, _need, _visitors, _checks)
    return [case for part in parts for case in part()]
