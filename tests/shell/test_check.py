"""The shell's ``check``: one JSON array, an object a sheet, and three exit statuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from cli import MODULES, app

ROOT = Path(__file__).parent.parent.parent
WORKBOOKS = ROOT / "tests" / "workbooks" / "files"
UNUSABLE = "sqlite:////dev/null/ruqi.db"
RECEIVED = ("--received-at", "2020-02-23T22:00:00+08:00")


def run(*arguments: object, database: str = UNUSABLE) -> Result:
    """The shell command, with a database that cannot be opened unless one is given."""
    return CliRunner().invoke(app, [*map(str, arguments)], env={"DATABASE_URL": database})


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEADER = ["教学班号", "统计日期", "应进群人数", "已进群人数", "已通知人数"]


def test_prints_rows_and_findings_of_a_sheet(tmp_path: Path) -> None:
    """The keys and types that scripts build on; a row with an error is not among the rows."""
    file = workbook(
        tmp_path / "进群.xlsx", HEADER, ["001", "2月22日", "45人", 44, None], ["002", "2月22日", 30, 31, 3],
        ["003", "2020-02-22", 30, 30, "很多"],
    )  # fmt: skip
    done = run("check", file, "--json", "--unit", "理学院", *RECEIVED)
    assert done.exit_code == 1
    (sheet,) = json.loads(done.stdout)
    assert sheet["refused"] is None
    assert [sheet[key] for key in ("file", "sheet", "kind", "form", "unit")] == [
        "进群.xlsx", "Sheet", "enrollment", "aggregate", "理学院",
    ]  # fmt: skip
    assert sheet["rows"] == [
        {"unit": "理学院", "class_id": "001", "as_of": "2020-02-22", "expected": 45, "joined": 44, "notified": None,
         "received": None, "source_row": 2},
        {"unit": "理学院", "class_id": "003", "as_of": "2020-02-22", "expected": 30, "joined": 30, "notified": None,
         "received": None, "source_row": 4},
    ]  # fmt: skip
    places = [[f[key] for key in ("row", "column", "value", "code", "severity")] for f in sheet["findings"]]
    assert places == [
        [3, "已进群人数", "31", "count_exceeds", "error"], [4, "已通知人数", "很多", "bad_count", "warning"],
    ]  # fmt: skip
    assert all(f["message_zh"] and f["message_en"] and f["sheet"] == "Sheet" for f in sheet["findings"])


def test_exits_with_0_for_a_clean_file(tmp_path: Path) -> None:
    """No errors, no refusal: 0; and several-valued cells are lists."""
    file = workbook(
        tmp_path / "a.xlsx",
        ["教学班号", "平台", "建群日期"],
        ["001", "QQ群、雨课堂", "2020-02-22"],
        ["002", None, None],
    )
    done = run("check", file, "--json", *RECEIVED)
    assert (done.exit_code, done.stderr) == (0, "")
    rows = json.loads(done.stdout)[0]["rows"]
    assert [row["platform"] for row in rows] == [["QQ群", "雨课堂"], None]


def test_a_refused_file_is_one_object_without_rows() -> None:
    """What cannot be read is told in two languages and costs only itself."""
    done = run("check", WORKBOOKS / "拒收-截断.xlsx", WORKBOOKS / "格式-WPS.xlsx", "--json", *RECEIVED)
    assert done.exit_code == 1
    refused, taken = json.loads(done.stdout)
    assert refused["refused"]["code"] == "damaged"
    assert refused["rows"] == [] == refused["findings"]
    assert taken["refused"] is None
    assert len(taken["rows"]) == 3


def test_a_plan_among_the_files_is_known_to_all_of_them(tmp_path: Path) -> None:
    """Classes that the plan does not know are warnings, whatever the order of the files."""
    plan = workbook(
        tmp_path / "计划.xlsx", ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"],
        ["理学院", "力学", "001", "教师甲", "2020-02-24", 40],
    )  # fmt: skip
    groups = workbook(
        tmp_path / "建群.xlsx", ["教学班号", "建群日期"], ["001", "2020-02-22"], ["009", "2020-02-22"]
    )
    done = run("check", groups, plan, "--json", *RECEIVED)
    assert done.exit_code == 0
    assert [[f["code"], f["row"]] for f in json.loads(done.stdout)[0]["findings"]] == [["unknown_class", 3]]


def test_a_kind_can_be_said(tmp_path: Path) -> None:
    """``--kind`` overrides the headers, and is refused where none of its columns is there."""
    file = workbook(tmp_path / "a.xlsx", ["教学班号", "建群日期"], ["001", "2020-02-22"])
    done = run("check", file, "--json", "--kind", "visits", *RECEIVED)
    assert done.exit_code == 1
    assert json.loads(done.stdout)[0]["refused"]["code"] == "wrong_kind"


def test_reads_another_term(tmp_path: Path) -> None:
    """``--term-file`` changes the units and the window."""
    term = (ROOT / "term.toml").read_text("utf-8").replace("理学院", "文理学院").replace("2020-0", "2021-0")
    (tmp_path / "term.toml").write_text(term, "utf-8")
    file = workbook(tmp_path / "a.xlsx", ["文理学院建群统计"], ["教学班号", "建群日期"], ["001", "2月22日"])
    done = run(
        "check",
        file,
        "--json",
        "--term-file",
        tmp_path / "term.toml",
        "--received-at",
        "2021-02-23T22:00:00+08:00",
    )
    (sheet,) = json.loads(done.stdout)
    assert (sheet["unit"], sheet["rows"][0]["created_on"]) == ("文理学院", "2021-02-22")


@pytest.mark.parametrize(
    "wrong",
    [["check"], ["check", "no-such-file.xlsx"], ["check", "README.md", "--kind", "nothing"], ["check", "README.md", "--unit", "某学院"],
     ["check", "README.md", "--received-at", "2020-02-23 22:00"], ["check", "README.md", "--term-file", "README.md"], ["nothing"]],
)  # fmt: skip
def test_exits_with_2_for_wrong_usage(wrong: list[str]) -> None:
    """A missing file, an unknown kind or unit, a time without offset."""
    assert run(*wrong).exit_code == 2


def test_prints_the_same_for_a_person() -> None:
    """Without ``--json``: the sheet, and each finding with its place and sentence."""
    done = run("check", WORKBOOKS / "规则-重复与矛盾.xlsx", *RECEIVED)
    assert "均未采用" in done.stdout
    assert (
        run("check", WORKBOOKS / "拒收-空文件.xlsx", "--language", "en")
        .stdout.strip()
        .endswith("choose again.")
    )


def test_runs_as_a_program(tmp_path: Path) -> None:
    """``python cli.py check`` needs no database and keeps standard error silent."""
    done = subprocess.run(
        [sys.executable, "cli.py", "check", str(WORKBOOKS / "格式-WPS.xlsx"), "--json", *RECEIVED], cwd=ROOT,
        capture_output=True, check=True, env={"DATABASE_URL": UNUSABLE, "PATH": "", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert len(json.loads(done.stdout)[0]["rows"]) == 3
    assert done.stderr == b""


def test_checking_imports_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    """No database, no charts, no exports and no robots: a check starts as fast as a reader can."""
    file = workbook(tmp_path / "进群.xlsx", HEADER, ["001", "2020-02-22", 45, 44, 3])
    code = (
        "import sys, cli\n"
        "cli.app(sys.argv[1:], standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(file), "--unit", "理学院", *RECEIVED],
        cwd=ROOT, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    loaded = set(done.stderr.split())
    assert {"loaders", "schema", "shell", "python_calamine"} <= loaded
    assert loaded.isdisjoint({
        "store", "sqlalchemy", "alembic", "psycopg", "services", "requests", "metrics", "narwhals", "duckdb", "access",
        "exports", "openpyxl", "xlsxwriter", "charts", "plotly", "kaleido", "streamlit",
    })  # fmt: skip


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_command_explains_itself(name: str) -> None:
    """Each name of the table leads to a command, alone and in the list of all."""
    assert run(name, "--help").exit_code == 0
    listed = run("--help").stdout
    assert re.search(rf"^\W*{name}\s+\w", listed, re.MULTILINE)
