from __future__ import annotations

from pathlib import Path

from metrics.indicators import INDICATORS
from schema.term import load_term
from tests.shell.test_check import run, workbook


def test_the_checkpoints_of_a_term_are_frozen_once(tmp_path: Path) -> None:
    """Loading what came on the eve freezes nothing yet; the command does, and a second time adds nothing."""
    database = f"sqlite:///{tmp_path / 'ruqi.db'}"
    header = ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"]
    plan = workbook(tmp_path / "计划.xlsx", header, ["理学院", "力学", "001", "教师甲", "2020-02-24", 40])
    run("load", plan, "--received-at", "2020-03-20T08:00:00+08:00", database=database)
    frozen, again = (run("freeze", database=database) for _turn in range(2))
    whole = len(INDICATORS) * (len(load_term().units) + 1)
    assert (
        int(frozen.stdout) == whole
    )  # only the last checkpoint: nothing was there at the ends of the others
    assert again.stdout == "0\n"
