"""Writes the sample term: ``python -m sample_data.generate [FOLDER]``; each run gives the same bytes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from sample_data.campus import build_campus
from sample_data.diary import keep_diary
from sample_data.further import further_reports, world_of
from sample_data.offices import office_reports
from sample_data.producers import PRODUCERS
from sample_data.reports import (
    Report,
    correction,
    draft,
    office_visits,
    plan_report,
    unit_reports,
)
from schema.term import load_term

FOLDER = Path(__file__).parent
SEED = "2020春"
# What 教务处 sets on the first morning; the other kinds keep the deadline of the term's file.
DEADLINES: list[dict[str, str | None]] = [
    {
        "act": "deadline",
        "at": "2020-02-20T09:00:00+08:00",
        "by": "教务处",
        "kind": "enrollment",
        "period": "daily",
        "starts": "2020-02-22",
        "ends": "2020-02-24",
    },
    {
        "act": "deadline",
        "at": "2020-02-20T09:05:00+08:00",
        "by": "教务处",
        "kind": "visits",
        "period": "weekly",
        "starts": "2020-02-20",
        "ends": "2020-05-31",
    },
]
# What 教务处 returned: once it was sent again, once it waits for the college.
RETURNS: list[dict[str, str | None]] = [
    {
        "act": "return",
        "at": "2020-02-25T10:05:00+08:00",
        "by": "教务处",
        "kind": "enrollment",
        "file": "经管学院网络教学报表0223.xlsx",
        "comment": "2月23日各班已进群人数都等于应进群人数，请核对后重报。",
    },
    {
        "act": "return",
        "at": "2020-03-22T20:40:00+08:00",
        "by": "教务处",
        "kind": "materials",
        "file": "计算机学院网络教学报表0322.xlsx",
        "comment": "离散数学第4周只有作业、没有课件，请核对是否漏报，补齐后重新上报。",
    },
]
# These still wait for a decision; the other units' sheets of the first weeks are approved.
_UNDECIDED = ("计算机科学与技术学院", "信息科学与工程学院", "语言文学学院")
_RESENT = "信息学院网络教学报表0223.xlsx"  # the same file arrives twice: the second counts for nothing


def main(folder: Path = FOLDER) -> None:
    """Write every workbook and ``manifest.json`` into a folder named after the term."""
    term = load_term(FOLDER.parent / "term.toml")
    campus = build_campus(term, SEED)
    diary = keep_diary(campus, SEED)
    draft_report = draft(diary, SEED)
    reports = [plan_report(campus), *office_visits(diary), *correction(diary), draft_report]
    for order, unit in enumerate(term.unit_names):
        reports += unit_reports(unit, order, diary)
    world = world_of(campus, diary)
    reports += office_reports(world)
    for order, unit in enumerate(term.unit_names):
        reports += further_reports(unit, order, world)
    target = folder / term.name
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    for report in reports:
        write = PRODUCERS[report.producer][1]
        (target / report.file).write_bytes(write(report.tables))
    acts = [_submit(report) for report in reports]
    acts += [act | {"received_at": "2020-02-23T22:40:00+08:00"} for act in acts if act["file"] == _RESENT]
    acts += [*DEADLINES, *RETURNS, *approvals(term.unit_names)]
    acts.append({"act": "withdraw", "file": draft_report.file, "at": "2020-03-06T09:15:00+08:00"})
    acts.sort(key=lambda act: act.get("received_at") or act["at"] or "")
    text = json.dumps(acts, ensure_ascii=False, indent=1)
    (target / "manifest.json").write_text(text + "\n", encoding="utf-8")


def approvals(units: Iterable[str]) -> list[dict[str, str | None]]:
    """One act a unit: all that it sent by 15 March is approved on the 20th, its first week is locked."""
    decided = [unit for unit in units if unit not in _UNDECIDED]
    return [
        {
            "act": "approve",
            "at": f"2020-03-20T15:{2 * place:02}:00+08:00",
            "by": "教务处",
            "unit": unit,
            "received_until": "2020-03-16T00:00:00+08:00",
            "locked_through": "2020-03-01",
        }
        for place, unit in enumerate(decided)
    ]


def _submit(report: Report) -> dict[str, str | None]:
    return {
        "act": "submit",
        "file": report.file,
        "unit": report.unit,
        "received_at": report.received_at.isoformat(),
        "submitter": report.submitter,
    }


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where the sample goes")
    main(arguments.parse_args().folder)
