"""``--class-of``: which class an export is about, said in the shell."""

from __future__ import annotations

import json
from pathlib import Path

from tests.shell.test_check import run, workbook
from tests.workbooks.exports import CLASSROOM, QQ_MEMBERS, table, write_wps

RECEIVED = ("--received-at", "2020-03-12T08:00:00+08:00")


def test_check_reads_an_export_of_a_class_that_is_named(tmp_path: Path) -> None:
    """Without the answer it is refused with the option to give; with it, the lesson is read."""
    file = tmp_path / "数据结构.xlsx"
    file.write_bytes(write_wps([table("数据导出", CLASSROOM)]))
    asked = run("check", file, *RECEIVED)
    assert asked.exit_code == 1
    assert '--class-of "腾讯课堂/数据结构=教学班号"' in asked.stdout
    read = run("check", file, "--json", "--class-of", "腾讯课堂/数据结构=CS101-01", *RECEIVED)
    assert read.exit_code == 0
    (sheet,) = json.loads(read.stdout)
    assert [(row["class_id"], row["date"], row["present"]) for row in sheet["rows"]] == [
        ("CS101-01", "2020-03-02", 3)
    ]


def test_a_roster_in_the_same_call_holds_for_an_export(tmp_path: Path) -> None:
    """The list of a QQ群 is matched against the roster that is checked with it, in either order."""
    group = tmp_path / "群.xlsx"
    group.write_bytes(write_wps([table("成员", QQ_MEMBERS)]))
    roster = workbook(tmp_path / "名单.xlsx", ["教学班号", "学号", "姓名", "是否进群"],
                      ["CS101-01", "20190001", "林一", "否"], ["CS101-01", "20190003", "吴三", "否"])  # fmt: skip
    for files in ((group, roster), (roster, group)):
        done = run("check", *files, "--json", "--class-of", "QQ群/群=CS101-01", *RECEIVED)
        (sheet,) = [sheet for sheet in json.loads(done.stdout) if sheet["file"] == "群.xlsx"]
        assert [row["student_id"] for row in sheet["rows"]] == ["20190001"]


def test_an_answer_that_is_no_answer_is_refused(tmp_path: Path) -> None:
    """What is not written as platform, course and class is an error of the call."""
    file = workbook(tmp_path / "a.xlsx", ["教学班号", "建群日期"], ["001", "2月22日"])
    done = run("check", file, "--class-of", "CS101-01", *RECEIVED)
    assert done.exit_code == 2
