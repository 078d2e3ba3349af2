"""What a shell says of sheets beside what stands, and lists that are sent as the whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.shell.test_check import HEADER, run, workbook
from tests.shell.test_load import THE_22ND, THE_23RD, database, load, plan

__all__ = ["database", "plan"]  # fixtures
PLAN = ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"]
MECHANICS = ["理学院", "力学", "001", "教师甲", "2020-02-24", 40]
SHORT = [HEADER, ["001", "2月22日", 10, 10, None]]


def found(*arguments: object, **more: str) -> list[tuple[str, int | None]]:
    """Code and row of all that ``check`` says."""
    done = run("check", *arguments, "--json", **more)
    assert done.stdout, done.output
    return [(one["code"], one["row"]) for sheet in json.loads(done.stdout) for one in sheet["findings"]]


def due(database: str, day: str) -> list[int]:
    """What 理学院 has of 建群率: n and d."""
    done = run("figures", "--format", "json", "--unit", "理学院", "--on", day, database=database)
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return next([row["n"], row["d"]] for row in rows if row["indicator"] == "group_creation")


def test_check_says_what_a_plan_makes_doubtful(tmp_path: Path, plan: Path) -> None:
    """应进群 10 of 40 is said beside the plan, and nothing without it; no database is opened."""
    file = workbook(tmp_path / "进群.xlsx", *SHORT)
    assert found(file, "--unit", "理学院", *THE_22ND) == []
    assert found(file, "--unit", "理学院", "--plan", plan, *THE_22ND) == [("expected_below_plan", 2)]


def test_check_says_what_the_database_makes_doubtful(tmp_path: Path, plan: Path, database: str) -> None:
    """As load would, and keeps nothing."""
    load(database, plan, *THE_22ND)
    file = workbook(tmp_path / "进群.xlsx", *SHORT)
    asked = (file, "--unit", "理学院", "--database", *THE_22ND)
    assert found(*asked, database=database) == [("expected_below_plan", 2)]
    assert found(*asked, database=database) == [("expected_below_plan", 2)]


def test_load_says_and_keeps_what_is_doubtful(tmp_path: Path, plan: Path, database: str) -> None:
    """The warning is printed below its sheet and counted with the submission."""
    load(database, plan, *THE_22ND)
    file = workbook(tmp_path / "进群.xlsx", *SHORT)
    done = run("load", file, "--unit", "理学院", *THE_22ND, database=database)
    first, second = done.stdout.splitlines()
    assert "提醒 1 处" in first
    assert "远少于开课计划的选课人数 40" in second


def test_a_whole_plan_ends_what_it_leaves_out(tmp_path: Path, plan: Path, database: str) -> None:
    """002 is due on the 22nd, not on the 23rd, when the whole came; the class of 体育部 stays."""
    load(database, plan, *THE_22ND)
    file = workbook(tmp_path / "新计划.xlsx", PLAN, MECHANICS)
    done = run("load", file, "--replaces-all", *THE_23RD, database=database)
    assert "没有列出的 1 个从收到那天起不再计入，之前各天照算：002" in done.stdout
    assert [due(database, f"2020-02-{day}") for day in (22, 23)] == [[0, 2], [0, 1]]
    done = run("figures", "--format", "json", "--unit", "体育教学部", "--on", "2020-02-23", database=database)
    assert {row["d"] for row in json.loads(done.stdout) if row["indicator"] == "group_creation"} == {1}


def test_the_same_plan_as_the_whole_is_no_repeat(tmp_path: Path, plan: Path, database: str) -> None:
    """Sent plainly 002 stays; the same bytes as the whole end it; once more they are a repeat."""
    load(database, plan, *THE_22ND)
    file = workbook(tmp_path / "新计划.xlsx", PLAN, MECHANICS)
    sent = [load(database, file, *whole, *THE_23RD)[0] for whole in ((), ("--replaces-all",))]
    assert [one["duplicate_of"] for one in sent] == [None, None]
    (again,) = load(database, file, "--replaces-all", *THE_23RD)
    assert again["duplicate_of"] == sent[1]["submission"]


def test_a_file_of_which_a_row_was_lost_is_not_the_whole(tmp_path: Path, plan: Path, database: str) -> None:
    """A row of 002 without 选课人数 is in error: 002 stays, and it is said why."""
    load(database, plan, *THE_22ND)
    broken = ["理学院", "光学", "002", "教师乙", "2020-02-25", None]
    file = workbook(tmp_path / "新计划.xlsx", PLAN, MECHANICS, broken)
    done = run("load", file, "--replaces-all", *THE_23RD, database=database)
    assert "没有按“全部”收下" in done.stdout
    assert due(database, "2020-02-23") == [0, 2]


def test_a_kind_that_is_no_list_is_not_the_whole(tmp_path: Path, plan: Path, database: str) -> None:
    """Totals of classes are taken as any other sheet, and it is said."""
    load(database, plan, *THE_22ND)
    file = workbook(tmp_path / "进群.xlsx", HEADER, ["001", "2月22日", 40, 10, None])
    done = run("load", file, "--unit", "理学院", "--replaces-all", *THE_22ND, database=database)
    assert "只有开课计划、学生名单、困难学生名单和听课人员名单可以作为全部上报" in done.stdout


def test_students_who_leave_are_named(tmp_path: Path, plan: Path, database: str) -> None:
    """A roster without s2, checked as the whole: who goes is told before anything is kept."""
    header = ["教学班号", "学号", "姓名", "是否进群"]
    rows = [["001", f"20190{n}", "学生", "是"] for n in range(3)]
    load(database, plan, *THE_22ND)
    load(database, workbook(tmp_path / "名单.xlsx", header, *rows), "--unit", "理学院", *THE_22ND)
    file = workbook(tmp_path / "新名单.xlsx", header, *rows[:2])
    done = run(
        "check", file, "--unit", "理学院", "--database", "--replaces-all", *THE_23RD, database=database
    )
    assert "没有列出的 1 个从收到那天起不再计入，之前各天照算：001·201902" in done.stdout


@pytest.mark.parametrize("remark", ["停开", "人数不足，停开", "已取消开课"])
def test_a_plan_that_says_called_off_in_a_remark_is_doubtful(tmp_path: Path, remark: str) -> None:
    """At the cell of the remark: the class is still due."""
    file = workbook(
        tmp_path / "计划.xlsx",
        [*PLAN, "备注"],
        [*MECHANICS, remark],
        [*MECHANICS[:2], "002", *MECHANICS[3:], "合班"],
    )
    assert found(file, *THE_22ND) == [("called_off_in_remark", 2)]
