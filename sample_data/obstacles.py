"""Faults that kept classes from being taught: when they were reported, and when they were solved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from random import Random

from sample_data.campus import Class
from sample_data.diary import Diary, Rows
from sample_data.pace import TROUBLED_UNIT
from schema.figures import CAMPUS

# Kind of fault, what was told, what was done.
_FAULTS = (
    ("软件配置", "直播软件无法共享屏幕", "更新到新版本并重新授权"),
    ("软件配置", "不会布置和批改线上作业", "电话指导，发送操作视频"),
    ("软件配置", "教师账号无法登录平台", "重置密码并绑定手机"),
    ("教学平台", "上课时平台卡顿、掉线", "改用备用平台，错峰上课"),
    ("教学平台", "学生名单没有同步到平台", "联系平台客服重新导入"),
    ("教学平台", "录播视频上传失败", "压缩后分段上传"),
    ("校园网", "校外无法访问校内教学资源", "开通远程访问账号"),
    ("校园网", "教师家中宽带中断", "改用手机热点，运营商已修复"),
    ("设备", "笔记本电脑麦克风没有声音", "寄送外接麦克风"),
    ("设备", "手写板驱动安装失败", "远程协助安装驱动"),
    ("其他", "电子教材版权页无法打开", "联系出版社开放权限"),
)
_BAD_WEEK = ("教学平台", "授课平台整体不可用", "课程群迁移到新平台")
_MINUTES = (8, 12, 15, 25, 25, 40, 55, 90, 130, 200, 340, 610, 1330, 2880)
_OPEN = 0.06
# Days after 20 February on which faults are reported: most around the first day.
_DAYS = (1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 6, 8, 11, 14, 19, 25)
_START = dt.date(2020, 2, 20)
# What the network centre reported for the whole campus: reported, minutes until solved, kind, text, remedy.
_CAMPUS = (
    ("2020-02-21 15:20", 155, "校园网", "远程访问系统并发数不足", "扩容许可证，放开并发上限"),
    ("2020-02-24 07:52", 68, "校园网", "上课前出口带宽拥塞", "调整出口策略，启用备用线路"),
    ("2020-02-24 09:05", 37, "教学平台", "统一身份认证响应缓慢", "增加认证服务器"),
    ("2020-02-26 10:10", 1490, "教学平台", "课程平台大文件下载缓慢", "迁移到内容分发节点"),
    ("2020-03-02 08:05", 410, "教学平台", "合作授课平台服务中断", "启用备用平台并通知有关学院"),
    ("2020-03-18 20:30", None, "校园网", "图书馆数据库夜间偶发断连", None),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``solved_at`` is ``None`` where it never was, in the month."""

    no: str
    of: Class | None
    platform: str | None
    kind: str
    problem: str
    solution: str | None
    reported_at: dt.datetime
    solved_at: dt.datetime | None
    handler: str


def have_faults(unit: str, diary: Diary) -> list[Fault]:
    """The faults of a unit's month, numbered in order of time."""
    rng = Random(f"{diary.seed}/{unit}/obstacles")
    classes = diary.classes[unit]
    drawn = [
        (_moment(_START + dt.timedelta(days=rng.choice(_DAYS)), rng), rng.choice(_FAULTS))
        for _ in range(3 + len(classes) // 25)
    ]
    if unit == TROUBLED_UNIT:
        drawn += [(_moment(dt.date(2020, 3, day), rng), _BAD_WEEK) for day in (2, 2, 3, 4, 5)]
    drawn.sort(key=lambda fault: fault[0])
    handlers = sorted({c.counselor for c in classes})
    faults = []
    for place, (reported, (kind, problem, solution)) in enumerate(drawn, start=1):
        of, handler = rng.choice(classes), rng.choice(handlers)
        platform = diary.groups[of.id].platform[-1]
        fault = Fault(f"{place:02}", of, platform, kind, problem, None, reported, None, handler)
        faults.append(_handled(fault, solution, rng))
    return faults


def _moment(day: dt.date, rng: Random) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(7, 30)) + dt.timedelta(minutes=rng.randrange(5, 780))


def _handled(fault: Fault, solution: str, rng: Random) -> Fault:
    """The fault solved some time later, or left open."""
    is_open = rng.random() < _OPEN
    minutes = rng.choice(_MINUTES)
    if is_open:
        return fault
    return replace(fault, solution=solution, solved_at=fault.reported_at + dt.timedelta(minutes=minutes))


def campus_faults() -> list[Fault]:
    """What the network centre reported for the whole campus."""
    faults = []
    for place, (text, minutes, kind, problem, solution) in enumerate(_CAMPUS, start=1):
        reported = dt.datetime.fromisoformat(text)
        solved = reported + dt.timedelta(minutes=minutes) if minutes else None
        faults.append(
            Fault(f"W{place:02}", None, None, kind, problem, solution, reported, solved, "网络中心")
        )
    return faults


def fault_rows(faults: list[Fault], through: dt.datetime) -> Rows:
    """技术障碍: what had been reported at the moment ``through``, and solved by then."""
    return [_row(fault, through) for fault in faults if fault.reported_at <= through]


def _row(fault: Fault, through: dt.datetime) -> dict[str, object]:
    solved = fault.solved_at if fault.solved_at and fault.solved_at <= through else None
    return {
        "unit": fault.of.unit if fault.of else CAMPUS,
        "fault_no": fault.no,
        "reported_at": fault.reported_at,
        "class_id": fault.of.id if fault.of else None,
        "teacher": fault.of.teacher if fault.of else None,
        "platform": fault.platform,
        "fault_kind": fault.kind,
        "problem": fault.problem,
        "solved_at": solved,
        "solution": fault.solution if solved else None,
        "handler": fault.handler,
    }
