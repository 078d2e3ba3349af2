"""The shell's ``load``, ``withdraw`` and ``figures`` on one database."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from metrics.indicators import INDICATORS
from tests.shell.test_check import HEADER, run, workbook

THE_22ND = ("--received-at", "2020-02-22T22:00:00+08:00")
THE_23RD = ("--received-at", "2020-02-23T22:00:00+08:00")


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ruqi.db'}"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return workbook(
        tmp_path / "计划.xlsx", ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"],
        ["理学院", "力学", "001", "教师甲", "2020-02-24", 40], ["理学院", "光学", "002", "教师乙", "2020-02-25", 30],
        ["体育部", "体育", "003", "教师丙", "2020-02-25", 20],
    )  # fmt: skip


def load(database: str, *arguments: object, status: int = 0) -> list[dict[str, Any]]:
    done = run("load", *arguments, "--json", database=database)
    assert done.exit_code == status, done.stderr
    outcomes: list[dict[str, Any]] = json.loads(done.stdout)
    return outcomes


def joined(database: str, *arguments: object, unit: str = "理学院") -> list[object]:
    asked = ("--format", "json", "--unit", unit, "--indicator", "enrollment")
    (figure,) = json.loads(run("figures", *asked, *arguments, database=database).stdout)
    assert figure["indicator"] == "enrollment"
    return [figure["n"], figure["d"], figure["rate"]]


def test_a_consolidated_plan_becomes_a_submission_a_unit(database: str, plan: Path) -> None:
    """Each unit of the plan has its own submission with its own rows."""
    outcomes = load(database, plan, *THE_22ND)
    assert [(o["unit"], o["kind"], o["taken"], o["refused"]) for o in outcomes] == [
        ("理学院", "plan", 2, None), ("体育教学部", "plan", 1, None),
    ]  # fmt: skip
    assert len({o["submission"] for o in outcomes}) == 2


def test_figures_follow_what_is_loaded_known_and_withdrawn(database: str, plan: Path, tmp_path: Path) -> None:
    """The good rows count at once; a past state can be asked for; a withdrawal brings the earlier rows back."""
    load(database, plan, *THE_22ND)
    assert joined(database) == [0, 70, 0.0]
    first = workbook(
        tmp_path / "1.xlsx", HEADER, ["001", "2020-02-22", 40, 10, ""], ["002", "2020-02-22", 30, 99, ""]
    )
    (outcome,) = load(database, first, "--unit", "理学院", *THE_22ND)
    assert [outcome[key] for key in ("taken", "errors", "warnings", "duplicate_of")] == [1, 1, 0, None]
    assert joined(database) == [10, 70, 10 / 70]

    second = workbook(tmp_path / "2.xlsx", HEADER, ["001", "2020-02-22", 40, 36, ""])
    (restated,) = load(database, second, "--unit", "理学院", *THE_23RD)
    assert joined(database, "--on", "2020-02-22") == [36, 70, 36 / 70]
    assert joined(database, "--on", "2020-02-21") == [0, 70, 0.0]
    assert joined(database, "--on", "2020-02-22", "--known-at", "2020-02-22T23:00:00+08:00")[0] == 10

    assert (
        run(
            "withdraw", restated["submission"], "--at", "2020-02-24T08:00:00+08:00", database=database
        ).exit_code
        == 0
    )
    assert joined(database)[0] == 10
    assert joined(database, "--known-at", "2020-02-23T23:00:00+08:00")[0] == 36


def test_a_class_called_off_in_the_plan_is_due_no_more(database: str, plan: Path, tmp_path: Path) -> None:
    """One line of a plan says so: from its receipt on the class is in no figure, and as known before it is."""
    load(database, plan, *THE_22ND)
    off = workbook(
        tmp_path / "停开.xlsx", ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数", "开课状态"],
        ["理学院", "光学", "002", "教师乙", "2020-02-25", 30, "已停开"],
    )  # fmt: skip
    (outcome,) = load(database, off, *THE_23RD)
    assert [outcome[key] for key in ("kind", "taken", "errors", "warnings")] == ["plan", 1, 0, 0]
    assert joined(database)[1] == 40
    assert joined(database, "--known-at", "2020-02-22T23:00:00+08:00")[1] == 70
    sent = workbook(tmp_path / "1.xlsx", HEADER, ["002", "2020-02-22", 30, 10, ""])
    (kept,) = load(database, sent, "--unit", "理学院", *THE_23RD)
    assert kept["taken"] == 1
    assert joined(database) == [0, 40, 0.0]
    assert run("withdraw", outcome["submission"], database=database).exit_code == 0
    assert joined(database) == [10, 70, 10 / 70]


def test_the_same_bytes_are_counted_once(database: str, plan: Path) -> None:
    """A file sent twice is recognised, whatever it is called."""
    first = load(database, plan, *THE_22ND)
    again = load(database, plan.rename(plan.with_name("改名.xlsx")), *THE_23RD)
    assert [o["duplicate_of"] for o in again] == [o["submission"] for o in first]
    assert [(o["submission"], o["taken"]) for o in again] == [(None, 0)] * 2


def test_a_sheet_without_a_unit_is_refused(database: str, tmp_path: Path) -> None:
    """Nobody's sheet is nobody's fact."""
    file = workbook(tmp_path / "a.xlsx", HEADER, ["001", "2020-02-22", 40, 10, ""])
    (outcome,) = load(database, file, *THE_23RD, status=1)
    assert outcome["refused"]["code"] == "unit_unknown"
    assert outcome["submission"] is None


def test_rows_of_a_class_of_another_unit_are_not_taken(database: str, plan: Path, tmp_path: Path) -> None:
    """The plan says whose class it is."""
    load(database, plan, *THE_22ND)
    file = workbook(
        tmp_path / "a.xlsx", HEADER, ["001", "2020-02-22", 40, 10, ""], ["003", "2020-02-22", 20, 10, ""]
    )
    (outcome,) = load(database, file, "--unit", "理学院", *THE_23RD)
    assert (outcome["taken"], outcome["errors"]) == (1, 1)


def test_prints_figures_as_csv_for_all_units_and_the_campus(
    database: str, plan: Path, tmp_path: Path
) -> None:
    """Every indicator × (14 units + the campus), blank where nothing is due, and what they rest on."""
    load(database, plan, *THE_22ND)
    sources = tmp_path / "来源.csv"
    asked = ("figures", "--on", "2020-02-22", "--sources", str(sources))
    rows = list(csv.DictReader(io.StringIO(run(*asked, database=database).stdout)))
    assert plan.name in sources.read_text(encoding="utf-8-sig")
    assert list(rows[0]) == ["indicator", "unit", "on", "n", "d", "rate", "state"]
    assert len(rows) == len(INDICATORS) * 15
    assert {row["unit"] for row in rows} > {"全校", "理学院"}
    groups = {row["unit"]: row for row in rows if row["indicator"] == "group_creation"}
    assert (groups["全校"]["n"], groups["全校"]["d"], groups["全校"]["rate"]) == ("0", "3", "0.0")
    assert (groups["汽车工程学院"]["d"], groups["汽车工程学院"]["rate"]) == ("0", "")
    assert (groups["全校"]["state"], groups["汽车工程学院"]["state"]) == ("not_due", "nothing")


def test_prints_the_indicators_that_are_named(database: str, plan: Path) -> None:
    """Some indicators by their ids; one that there is not is told by its name."""
    load(database, plan, *THE_22ND)
    done = run("figures", "--indicator", "teaching_test", "--unit", "全校", database=database)
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == ["indicator", "teaching_test"]
    assert "exams" in run("figures", "--indicator", "exams", database=database).stderr


def test_traces_a_figure_to_the_rows_of_its_sheets(database: str, plan: Path, tmp_path: Path) -> None:
    """Each class that counts, with the file and the row that say so; the sums are those of the figure."""
    load(database, plan, *THE_22ND)
    file = workbook(tmp_path / "进群.xlsx", HEADER, ["001", "2020-02-22", 40, 10, ""])
    load(database, file, "--unit", "理学院", *THE_23RD)
    asked = ("trace", "enrollment", "--unit", "理学院", "--on", "2020-02-23", "--format", "json")
    rows = json.loads(run(*asked, database=database).stdout)
    sums = {part: sum(row["change"] for row in rows if row["part"] == part) for part in "nd"}
    assert [sums["n"], sums["d"]] == joined(database, "--on", "2020-02-23")[:2] == [10, 70]
    (told,) = [row for row in rows if row["part"] == "n"]
    assert (told["class_id"], told["file"], told["source_row"]) == ("001", "进群.xlsx", 2)
    assert told["received_at"] == "2020-02-23T14:00:00Z"


def test_says_what_is_wrong_with_the_database() -> None:
    """A database that cannot be opened is a sentence on standard error, not a traceback."""
    done = run("figures")
    assert done.exit_code == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_withdrawing_what_is_not_there_says_so(database: str) -> None:
    """An unknown submission is told by its number."""
    done = run("withdraw", 7, database=database)
    assert done.exit_code == 1
    assert "7" in done.stderr


def test_load_says_which_file_it_is_reading(database: str, plan: Path, tmp_path: Path) -> None:
    """Before anything is printed of them, and apart from it; a program that asked for JSON is told nothing."""
    other = workbook(tmp_path / "1.xlsx", HEADER, ["001", "2020-02-22", 40, 10, ""])
    done = run("load", plan, other, *THE_22ND, database=database)
    assert done.stderr.splitlines() == [f"正在读取 {plan.name}…", "正在读取 1.xlsx…"]
    assert run("load", other, "--json", *THE_22ND, database=database).stderr == ""
