"""The workbooks of the offices: rosters and checks of 教务处, faults and plans of 网络中心."""

from __future__ import annotations

import datetime as dt

from sample_data import conclusions, contingency, obstacles, office
from sample_data.diary import Rows
from sample_data.further import World
from sample_data.habits import OFFICE
from sample_data.layout import lay_out
from sample_data.reports import Report
from sample_data.schedule import ZONE
from schema.kinds import all_forms

_FORMS = {form.table: (kind.id, form.name) for kind, form in all_forms()}
_ACADEMIC, _NETWORK = "教务处", "网络中心"
_FAULTS_TOLD = ("2020-02-23 21:10", "2020-02-24 21:30", "2020-03-01 21:40", "2020-03-22 18:30")


def office_reports(world: World) -> list[Report]:
    """Everything that the offices sent of the further sheets."""
    diary = world.diary
    group, visitors = conclusions.campus_workgroup(diary.seed), office.visitor_rows(diary)
    arranged, plan = office.arranged_on_the_eve(diary), contingency.campus_plan()
    reports = [
        _report("校区工作组.xlsx", "2020-02-21 10:30", "workgroups", group),
        _report("听课领导和督导专家名单.xlsx", "2020-02-21 16:10", "visitors", visitors),
        _report("校领导和校督导组听课安排0223.xlsx", "2020-02-23 21:55", "visits", arranged),
        _report("首周网络教学评估.xlsx", "2020-03-02 17:20", "summaries", conclusions.campus_summary()),
        _report("校园网承载准备.xlsx", "2020-03-10 16:45", "contingency", plan, _NETWORK),
    ]
    for received in _FAULTS_TOLD:
        moment = dt.datetime.fromisoformat(received)
        rows = obstacles.fault_rows(obstacles.campus_faults(), moment)
        reports.append(_report(f"网络中心技术障碍{moment:%m%d}.xlsx", received, "obstacles", rows, _NETWORK))
    for day in office.CHECK_DAYS:
        rows = office.check_rows(day, diary, world.lessons)
        reports.append(_report(f"教务处抽查核对{day:%m%d}.xlsx", f"{day} 18:50", "checks", rows))
    return reports


def _report(file: str, received: str, table: str, rows: Rows, sender: str = _ACADEMIC) -> Report:
    """One file of an office; its rows name their units."""
    kind, form = _FORMS[table]
    sheet = lay_out(kind, form, rows, OFFICE.style, unit="校区", name=file.partition(".")[0])
    moment = dt.datetime.fromisoformat(received).replace(tzinfo=ZONE)
    return Report(file, None, moment, sender, OFFICE.producer, (sheet,))
