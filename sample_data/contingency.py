"""Plans for the eight special matters, the students concerned, and daily checks of those who are back."""

from __future__ import annotations

import datetime as dt
from random import Random

from sample_data.campus import Campus
from sample_data.diary import Diary, Rows
from sample_data.people import names
from schema.contingency import (
    EXAMS,
    ITEMS,
    LATE_ISOLATED,
    POSTPONED,
    QUARANTINE,
    STAYING_ONLINE,
    SUSPECTED,
    WHOLE_TERM,
)
from schema.figures import CAMPUS

_CONTENT = {
    "1": "平时测验线上进行，期末考试待返校后统一组织",
    "2": "教师完成全学期网络教学设计，学院两周检查一次",
    "3": "学院认领，一人一策，每周更新台账",
    "4": "返校后公共课保持线上，错峰使用校园网",
    "5": "逐一核实理由，无特殊理由不同意",
    "6": "结对同学每天联系，线上不掉队",
    "7": "隔离十四天内线上学习，结对同学录制课堂",
    "8": "每天两次测温，发现症状立即上报",
}
_SENT_LATE = {"语言文学学院": dt.date(2020, 3, 13), "船舶与海洋工程学院": dt.date(2020, 3, 12)}
_NEVER_SENT = "光电科学系"
_EXAM_WAYS = ("线上闭卷，双机位监考", "课程论文和平时测验", "返校后统一考试", "线上开卷加口试")
# Units with students who stayed on the campus or came back early: how many were there each day.
_BACK = {
    "计算机科学与技术学院": 6,
    "信息科学与工程学院": 9,
    "船舶与海洋工程学院": 5,
    "材料科学与工程学院": 8,
    "语言文学学院": 11,
    "海洋科学与技术学院": 4,
}
_CHECKED_FROM = dt.date(2020, 3, 16)
_SUSPECTED_UNIT, _SUSPECTED_DAY = "材料科学与工程学院", dt.date(2020, 3, 19)
_POSTPONING = (
    "父母患病需要照料",
    "航班取消，无法按期返校",
    "个人实习尚未结束",
    "当地交通管制未解除",
    "术后休养，有医院证明",
)


def register_rows(unit: str, through: dt.date, diary: Diary) -> Rows:
    """预案: the plans of a unit for the eight matters, as they stood on ``through``."""
    if unit == _NEVER_SENT:
        return []
    rng = Random(f"{diary.seed}/{unit}/contingency")
    sent_on = _SENT_LATE.get(unit) or dt.date(2020, 2, rng.choice((26, 27, 28, 29)))
    courses = len({c.course_id for c in diary.classes[unit]})
    owner = names(rng, 1)[0]
    rows = [_plan(unit, number, item, sent_on, owner, rng) for number, item in enumerate(ITEMS.words, 1)]
    early, late = rng.uniform(0.55, 0.8), rng.uniform(0.86, 1.0)
    of_term = rows[ITEMS.words.index(WHOLE_TERM)]
    of_term["courses"] = courses
    of_term["courses_designed"] = round(courses * (late if through >= dt.date(2020, 3, 15) else early))
    of_term["exam_method"] = rng.choice(_EXAM_WAYS) if rng.random() < 0.8 else None
    return [_as_known(row, through) for row in rows]


def _plan(unit: str, number: int, item: str, sent_on: dt.date, owner: str, rng: Random) -> dict[str, object]:
    is_sent = rng.random() < 0.9
    row: dict[str, object] = {
        "unit": unit,
        "item": item,
        "submitted_on": sent_on if is_sent else None,
        "state": rng.choice(("已报送", "已批准", "执行中")) if is_sent else "制定中",
        "owner": owner,
        "content": _CONTENT[str(number)] if is_sent else None,
    }
    if item == EXAMS:
        row |= {"joint": rng.choice("是是是否"), "exam_method": rng.choice(_EXAM_WAYS)}
    if item == STAYING_ONLINE:
        row |= {"network_load": rng.choice("是是否")}
    return row


def _as_known(row: dict[str, object], through: dt.date) -> dict[str, object]:
    sent_on = row["submitted_on"]
    is_sent = isinstance(sent_on, dt.date) and sent_on <= through
    return row if is_sent else row | {"submitted_on": None, "state": "制定中", "content": None}


def campus_plan() -> Rows:
    """What the network centre prepares for the day when all are back."""
    return [
        {
            "unit": CAMPUS,
            "item": STAYING_ONLINE,
            "submitted_on": dt.date(2020, 3, 10),
            "state": "执行中",
            "owner": "网络中心",
            "network_load": "是",
            "starts_on": dt.date(2020, 3, 16),
            "content": "出口带宽扩容一倍，宿舍区无线分批加密，压力测试两次",
        }
    ]


def case_rows(unit: str, through: dt.date, campus: Campus, diary: Diary) -> Rows:
    """预案, the students concerned: postponed, late or isolated, in quarantine, with symptoms."""
    rng = Random(f"{diary.seed}/{unit}/cases")
    students = [s for s in campus.students if s.unit == unit]
    if not students:
        return []
    wanted = [POSTPONED] * (len(students) // 500) + [LATE_ISOLATED] * (len(students) // 600)
    wanted += [QUARANTINE] * (unit in _BACK)
    wanted += [SUSPECTED] * (unit == _SUSPECTED_UNIT)
    chosen = rng.sample(students, len(wanted))
    partners = names(rng, len(wanted))
    rows = []
    for student, item, partner in zip(chosen, wanted, partners, strict=True):
        row: dict[str, object] = {
            "unit": unit,
            "item": item,
            "student_id": student.id,
            "student_name": student.name,
            "counselor": diary.counselor_of(student),
        }
        rows.append(row | _story(item, partner, through, rng))
    return [row for row in rows if row["item"] != SUSPECTED or through >= _SUSPECTED_DAY]


def _story(item: str, partner: str, through: dt.date, rng: Random) -> dict[str, object]:
    """What is told of a student, by the matter: the same draws whatever the day."""
    if item == POSTPONED:
        decided = dt.date(2020, 3, rng.choice((12, 13, 17, 18, 19, 25)))
        is_decided = decided <= through
        return {
            "reason": rng.choice(_POSTPONING),
            "decision": rng.choice(("同意", "同意", "不同意")) if is_decided else "待定",
            "decided_on": decided if is_decided else None,
        }
    if item == LATE_ISOLATED:
        is_paired = rng.random() < 0.8
        return {
            "reason": "在湖北，尚不能返校",
            "learning": "在线学习",
            "partner": partner if is_paired else None,
        }
    if item == QUARANTINE:
        is_learning = rng.random() < 0.8
        return {
            "reason": "提前返校，按规定隔离",
            "learning": "在线学习" if is_learning else None,
            "partner": partner if is_learning else None,
            "health": "体温正常",
            "isolated_on": dt.date(2020, 3, rng.randint(6, 14)),
        }
    return {
        "reason": "晨检体温38.1℃，咳嗽",
        "learning": "在线学习",
        "partner": partner,
        "symptoms_at": dt.datetime.fromisoformat("2020-03-19 07:35"),
        "reported_at": dt.datetime.fromisoformat("2020-03-19 07:52"),
        "health": "已就医，核酸阴性，观察中",
    }


def check_rows(unit: str, through: dt.date, seed: str) -> Rows:
    """每日健康检查: one row a day since the first students were back."""
    rng = Random(f"{seed}/{unit}/health")
    rows: Rows = []
    for i in range((through - _CHECKED_FROM).days + 1):
        day = _CHECKED_FROM + dt.timedelta(days=i)
        returned = _BACK.get(unit, 0) + (day >= dt.date(2020, 3, 20)) * (unit in _BACK)
        checked = returned - (rng.random() < 0.12)
        suspected = int(unit == _SUSPECTED_UNIT and day == _SUSPECTED_DAY)
        if returned:
            rows.append(
                {"unit": unit, "date": day, "returned": returned, "checked": checked, "suspected": suspected}
            )
    return rows
