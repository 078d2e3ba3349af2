"""The golden campus, continued: the sheets beside the four, and the people whom they name.

甲学院 corrects itself and is corrected by itself; 乙学院 names its students in need from the 24th on; the
campus sends a working group twice, takes a summary back, and strikes a leader off its roster. Teacher
T1 teaches in two units, expert 吴 is on the roster of two, student n1 is named by two.
"""

from __future__ import annotations

from typing import Any

from schema.figures import CAMPUS
from tests.metrics.making import Submission, at, feb


def _row(columns: str, *values: Any) -> dict[str, Any]:
    """A row of ``columns``; days of February are numbers."""
    names = columns.split()
    return {
        name: feb(value) if isinstance(value, int) and name.endswith(("_on", "as_of", "date")) else value
        for name, value in zip(names, values, strict=True)
    }


def _group(kind: str, name: str | None, post: str, formed: int, **more: Any) -> dict[str, Any]:
    return _row("group_kind group_name leader_post formed_on", kind, name, post, formed) | more


def _survey(as_of: int, students: int, surveyed: int, *rest: int | None) -> dict[str, Any]:
    columns = "as_of students surveyed in_need helped topped_up"
    return _row(columns, as_of, students, surveyed, *rest)


def _in_need(
    student: str, claimed: int | None, owner: str | None, *, helped: int | None = None,
    topped_up: int | None = None, needs: tuple[str, ...] = ("手机流量",), result: str | None = "已解决",
) -> dict[str, Any]:  # fmt: skip
    days = _row("claimed_on helped_on topped_up_on", claimed, helped, topped_up)
    texts = {"situation": "无网络", "measures": "充值", "result": result, "owner": owner}
    return {"student_id": student, "needs": needs, **days, **texts}


def _visitor(name: str, kind: str, unit: str | None, retired: bool | None = None) -> dict[str, Any]:
    return {"unit": unit, "visitor": name, "visitor_kind": kind, "retired": retired}


def _fault(number: str, reported: Any, solved: Any = None, **more: Any) -> dict[str, Any]:
    moments = [moment and moment.replace(tzinfo=None) for moment in (reported, solved)]
    return {"fault_no": number, "reported_at": moments[0], "solved_at": moments[1], **more}


def _held(date: int, source: str, *counts: int | None, **more: Any) -> dict[str, Any]:
    return _row("date source planned held expected present", date, source, *counts) | more


def _summary(phase: str, submitted: int, counts: tuple[int | None, ...], **more: Any) -> dict[str, Any]:
    columns = (
        "phase submitted_on problems_found problems_closed exemplars spread teachers self_evaluated"
        " asked answered"
    )
    return _row(columns, phase, submitted, *counts) | more


def _plan(item: str, submitted: int | None, courses: int | None = None, designed: int | None = None,
          **more: Any) -> dict[str, Any]:  # fmt: skip
    return _row("item submitted_on courses courses_designed", item, submitted, courses, designed) | more


def _checks(date: int, returned: int, checked: int) -> dict[str, Any]:
    return _row("date returned checked", date, returned, checked)


_WHOLE_CAMPUS = {"unit": CAMPUS}

FURTHER = [
    # Two groups of 甲学院, one led by its dean. 乙学院 puts the wrong people at the head, and corrects one.
    Submission(
        18, "workgroups", "甲学院", at(21, 10),
        [
            _group("学院工作组", "一组", "院长", 20), _group("学院工作组", "二组", "其他", 19),
            _group("纪律检查组", None, "书记", 21),
        ],
    ),
    Submission(
        19, "workgroups", "乙学院", at(22, 9),
        [_group("学院工作组", None, "其他", 21), _group("纪律检查组", None, "院长", 21)],
    ),
    Submission(20, "workgroups", "乙学院", at(24, 9), [_group("学院工作组", None, "院长", 24)]),
    # The group of the campus, withdrawn and sent again; a group of units has no place there.
    Submission(
        21, "workgroups", None, at(20, 12),
        [
            _group("校区工作组", None, "校领导", 19, **_WHOLE_CAMPUS),
            _group("学院工作组", None, "院长", 19, **_WHOLE_CAMPUS),
        ],
        withdrawn_at=at(23, 12),
    ),
    Submission(
        22, "workgroups", None, at(24, 9), [_group("校区工作组", None, "校领导", 20, **_WHOLE_CAMPUS)]
    ),
    # Surveys: 甲学院 leaves the students in need blank at first; 乙学院 takes its survey back on the 25th.
    Submission(23, "need_survey", "甲学院", at(21, 11), [_survey(21, 100, 60, None, None, None)]),
    Submission(24, "need_survey", "甲学院", at(23, 11), [_survey(23, 100, 90, 5, 2, 1)]),
    Submission(
        25, "need_survey", "乙学院", at(22, 12), [_survey(22, 80, 80, 4, 1, None)], withdrawn_at=at(25, 8)
    ),
    # Students by name: 乙学院, which then completes n3 and loses the result of n1; 丙系 names n1 too.
    Submission(
        26, "need", "乙学院", at(24, 9),
        [
            _in_need("n1", 22, "王", helped=23), _in_need("n2", None, None),
            _in_need("n3", 24, None, topped_up=24),
        ],
    ),
    Submission(
        27, "need", "乙学院", at(25, 10),
        [
            _in_need("n1", 22, "王", helped=23, result=None), _in_need("n3", 24, "李", topped_up=24),
        ],
    ),
    Submission(28, "need", "丙系", at(24, 15), [_in_need("n1", 23, "赵", needs=())]),
    # The roster of visitors, and 郑 struck off it.
    Submission(
        29, "visitors", None, at(20, 10),
        [
            _visitor("钱", "校领导", CAMPUS), _visitor("郑", "校领导", CAMPUS),
            _visitor("周", "校督导组", None), _visitor("吴", "校督导组", "甲学院"),
            _visitor("吴", "校督导组", "乙学院"), _visitor("冯", "校督导组", CAMPUS, retired=True),
        ],
    ),
    Submission(30, "visitors", None, at(24, 10), [_visitor("郑", "校领导", CAMPUS, retired=True)]),
    # Obstacles: f2 solved within hours, f1 on the 24th; one of the campus, solved on a day without clock.
    Submission(
        32, "obstacles", "甲学院", at(22, 20),
        [_fault("f1", at(22, 10)), _fault("f2", at(22, 11), at(22, 13, 30))],
    ),
    Submission(33, "obstacles", "甲学院", at(24, 12), [_fault("f1", at(22, 10), at(24, 10))]),
    Submission(
        34, "obstacles", None, at(23, 9), [_fault("c1", at(22, 23, 59), at(23, 0), **_WHOLE_CAMPUS)]
    ),
    # Sessions of 甲学院 by class and, until they are withdrawn, as totals; 乙学院 the other way round.
    Submission(
        35, "sessions", "甲学院", at(22, 21),
        [
            _held(22, "上报", 2, 2, 80, 70, class_id="001", accidents=1),
            _held(22, "上报", 1, 0, None, None, class_id="002"),
            _held(22, "上报", 5, 5, 50, 50, class_id="999"),
            _held(22, "抽样", 1, 1, 40, 30, class_id="001"),
        ],
    ),
    Submission(
        36, "session_totals", "甲学院", at(23, 9), [_held(22, "上报", 4, 3, 110, 100, accidents=0)],
        withdrawn_at=at(24, 8),
    ),
    Submission(37, "session_totals", "乙学院", at(23, 21), [_held(23, "上报", 10, 9, None, 50, teachers=8)]),
    Submission(
        38, "sessions", "乙学院", at(23, 22),
        [
            _held(23, "上报", 2, 1, 20, 15, class_id="011"), _held(23, "上报", 1, 1, 25, 25, class_id="012"),
        ],
    ),
    Submission(39, "sessions", "丙系", at(23, 22), [_held(23, "学生反馈", 2, 1, 10, 10, class_id="021")]),
    # Summaries: numbers grow, blanks look back; that of the campus is withdrawn on the 26th.
    Submission(
        40, "summaries", "甲学院", at(22, 22), [_summary("首日", 22, (4, 1, 2, None, 10, 5, 100, 50))]
    ),
    Submission(
        41, "summaries", "甲学院", at(24, 20),
        [_summary("首周", 24, (6, None, 3, 1, 10, 10, None, 60), classified=True, measures=True)],
    ),
    Submission(
        42, "summaries", "乙学院", at(23, 20),
        [_summary("首周", 23, (2, 2, *[None] * 6), classified=True, measures=False)],
    ),
    Submission(
        43, "summaries", None, at(24, 21), [_summary("首周", 24, (5, 3, *[None] * 6), **_WHOLE_CAMPUS)],
        withdrawn_at=at(26, 9),
    ),
    # Plans: one of 甲学院 is not there yet, one restated until the 26th; that of the campus counts nowhere.
    Submission(
        44, "contingency", "甲学院", at(22, 9),
        [_plan("测验考试", 21), _plan("全学期教学", 22, 10, 4), _plan("困难学生", None)],
    ),
    Submission(
        45, "contingency", "甲学院", at(23, 9), [_plan("全学期教学", 22, 10, 7)], withdrawn_at=at(26, 8)
    ),
    Submission(46, "contingency", "乙学院", at(24, 9), [_plan("全学期教学", 23, None, 3)]),
    Submission(47, "contingency", None, at(22, 9), [_plan("全学期教学", 20, 50, 50, **_WHOLE_CAMPUS)]),
    # Health checks of two days, the second corrected.
    Submission(48, "health_checks", "甲学院", at(23, 18), [_checks(22, 20, 20), _checks(23, 30, 25)]),
    Submission(49, "health_checks", "甲学院", at(24, 18), [_checks(23, 30, 28)]),
]  # fmt: skip
