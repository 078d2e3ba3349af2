"""Students' names, ids and health are erased by rule and by command, and every figure stays as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from access import Denied
from cli import app
from schema.events import Event
from services import comments, contingencies, drafts, erasing, events, figures, submissions
from services.comments import Pointed
from services.desk import Desk
from store import StoreError
from store.acts import read_acts
from store.backups import write_backup
from store.comments import read_comments
from store.exceptions import Exemption, add_exception
from store.signature import Signature
from tests.services.offices import ADMIN, LEADER, SECRETARY, TERM, Office
from tests.services.sheets import at, feb

DAY = feb(24)
NEEDED = ("张三", "李四", "王五", "2020001", "2020002", "2020003", "发热", "家中无网络")


@pytest.fixture
def office_with_names(office: Office) -> Office:
    """A roster, students in need who help each other, one in isolation, and a file that waits."""
    roster = [
        {"class_id": "001", "student_id": id, "student_name": name, "joined": joined}
        for id, name, joined in (
            ("2020001", "张三", True),
            ("2020002", "李四", False),
            ("2020003", "王五", True),
        )
    ]
    office.send("enrollment", roster, when=at(22), form="roster")
    need = [
        {
            "student_id": "2020001",
            "student_name": "张三",
            "situation": "家中无网络",
            "partner": "李四",
            "needs": ("网络",),
        },
        {"student_id": "2020002", "student_name": "李四", "partner": "王五、赵六", "health": "发热"},
        {"student_id": "2020003", "student_name": "王五", "partner": "王五"},
    ]
    office.send("need", need, when=at(22), form="students")
    cases = [
        {
            "item": "isolation",
            "student_id": "2020001",
            "student_name": "张三",
            "isolated_on": feb(20),
            "partner": "李四",
        }
    ]
    office.send("contingency", cases, when=at(23), form="cases")
    group = {"class_id": "001", "created_on": feb(21), "assistant": "李四"}
    office.send("groups", [group, {**group, "class_id": "002", "assistant": "王五"}], when=at(22))
    fault = {"reported_at": pd.Timestamp("2020-02-22 09:00"), "teacher": "教师001"}
    faults = [
        {**fault, "fault_no": no, "problem": f"{name}进不了群"} for no, name in (("1", "李四"), ("2", "王五"))
    ]
    office.send("obstacles", faults, when=at(22))
    exempt = Exemption(SECRETARY.units[0], "groups", "李四休学", at(25))
    add_exception(office.store, TERM.name, exempt, Signature(at(23), "jiaowu"))
    for number, row, words in ((3, 2, "这名学生病了"), (3, 3, "李四病了"), (4, None, "王五与张三结对")):
        place = Pointed(row) if row else None
        comments.on_submission(office.desk(ADMIN, at(23)), number, words, place)
    events.note(office.desk(ADMIN, at(23)), Event(feb(23), "张三隔离"))
    drafts.keep(
        office.desk(SECRETARY, at(23)), "张三.csv", "学号,姓名\n2020001,张三".encode(), unit=None, kind=None
    )
    return office


def told(desk: Desk) -> list[pd.DataFrame]:
    """All that is counted of the students."""
    in_need, concerned = contingencies.in_need(desk, DAY), contingencies.concerned(desk, DAY)
    lists = contingencies.students(desk, DAY)
    pairs = [lists[name]["pair"].value_counts().sort_index().to_frame() for name in ("need", "isolation")]
    return [
        figures.all_series(desk),
        in_need.counts, in_need.needs, concerned.isolation, concerned.health, *pairs,
    ]  # fmt: skip


def everything_in(file: Path) -> str:
    """All bytes of a database, with the log beside it."""
    return "".join(
        part.read_bytes().decode("utf-8", "replace") for part in sorted(file.parent.glob(f"{file.name}*"))
    )


def test_a_term_is_erased_and_its_figures_stay(office_with_names: Office, tmp_path: Path) -> None:
    """Not a name, id or sickness is left in the file; who was one person still is; the act is in the log."""
    office, desk = office_with_names, office_with_names.desk(ADMIN, at(25))
    before = told(desk)
    chain = submissions.visible(desk)[["submission", "unit", "kind", "taken", "digest", "received_at"]]
    erasing.erase(desk)
    for old, new in zip(before, told(desk), strict=True):
        pd.testing.assert_frame_equal(old, new)
    after = submissions.visible(desk)[["submission", "unit", "kind", "taken", "digest", "received_at"]]
    pd.testing.assert_frame_equal(chain, after)
    last = read_acts(office.store).iloc[-1]
    assert (last["act"], last["who"]) == ("erased", "jiaowu")
    with pytest.raises(StoreError, match="was erased"):
        submissions.original(desk, int(chain["submission"].iloc[-1]))
    assert not submissions.gives_file(desk, int(chain["submission"].iloc[-1]))
    assert drafts.waiting(office.desk(SECRETARY)) == []
    office.store.close()
    (file,) = tmp_path.glob("office.db")
    kept = everything_in(file)
    assert [word for word in NEEDED if word in kept] == []
    assert "教师001" in kept
    assert write_backup(office.store, tmp_path / "备份.db").rows["submissions"] == len(chain)


def test_one_student_is_erased_and_the_others_are_not(office_with_names: Office, tmp_path: Path) -> None:
    """Also as the partner of another, and every file that names the student; who is not named keeps all."""
    desk = office_with_names.desk(ADMIN, at(25))
    before = told(desk)
    erasing.erase(desk, "2020002")
    for old, new in zip(before, told(desk), strict=True):
        pd.testing.assert_frame_equal(old, new)
    lists = contingencies.students(desk, DAY)["need"]
    assert {"2020001", "2020003"} < set(lists["student_id"])
    assert "2020002" not in set(lists["student_id"])
    assert "李四" not in set(lists["partner"])
    office_with_names.store.close()
    kept = everything_in(tmp_path / "office.db")
    assert [word for word in NEEDED if word in kept] == ["张三", "王五", "2020001", "2020003", "家中无网络"]


@pytest.mark.parametrize(
    ("student", "left"),
    [
        (None, ["（已删除）", "（已删除）", "（已删除）与（已删除）结对"]),
        ("2020001", ["（已删除）", "李四病了", "王五与（已删除）结对"]),
    ],
)
def test_what_was_said_of_a_student_is_erased_too(
    office_with_names: Office, student: str | None, left: list[str]
) -> None:
    """Of the row of a student every word, elsewhere the names; what was said of others stays."""
    desk = office_with_names.desk(ADMIN, at(25))
    erasing.erase(desk, student)
    assert read_comments(desk.store, TERM.name)["text"].tolist() == left


def test_the_guards_are_back_when_it_is_done(office_with_names: Office) -> None:
    """What was erased by command, and only so, is changed by nothing else before or after."""
    erasing.erase(office_with_names.desk(ADMIN, at(25)))
    columns = {
        "roster": "joined",
        "need": "needs",
        "submissions": "file",
        "contents": "size",
        "acts": "act",
        "comments": "term",
    }
    for table, column in columns.items():
        with pytest.raises(DBAPIError, match="append-only"):
            changed(office_with_names, f"UPDATE {table} SET {column} = {column}")


def changed(office: Office, statement: str) -> None:
    """Whatever a program might try."""
    with office.store.engine.begin() as connection:
        connection.execute(text(statement))


def test_only_those_who_may_erase(office_with_names: Office) -> None:
    """A leader and a reporter erase nothing."""
    for person in (LEADER, SECRETARY):
        for act in (erasing.erase, lambda desk: erasing.due(desk, feb(29))):
            with pytest.raises(Denied):
                act(office_with_names.desk(person))


def test_the_terms_own_rule_says_when(office_with_names: Office) -> None:
    """Not before its day, not without a rule, and not a second time."""
    ruled = replace(TERM, names_kept_until=feb(26))
    desk = Desk(office_with_names.store, ruled, ADMIN, lambda: at(27))
    assert [erasing.due(desk, feb(day)) for day in (26, 27)] == [False, True]
    assert not erasing.due(office_with_names.desk(ADMIN), feb(27))
    erasing.erase(desk)
    assert not erasing.due(desk, feb(27))


def test_the_sample_term_gives_the_same_figures_after_it(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every indicator, unit and day of a whole term, by the shell."""
    file = tmp_path / "ruqi.db"
    shutil.copy(sample_file, file)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    run = CliRunner().invoke
    days = ("2020-02-23", "2020-03-22")
    before = [run(app, ["figures", "--on", day]).stdout for day in days]
    with closing(sqlite3.connect(file)) as connection:
        students = {row[0] for row in connection.execute("SELECT student_id FROM roster")}
    assert run(app, ["erase"]).exit_code == 1
    assert "已删除" in run(app, ["erase", "--yes"]).stdout
    assert [run(app, ["figures", "--on", day]).stdout for day in days] == before
    with closing(sqlite3.connect(file)) as connection:
        left = {row[0] for row in connection.execute("SELECT student_id FROM roster")}
        size = connection.execute("SELECT sum(length(content)) FROM contents").fetchone()[0]
    assert len(left) == len(students)
    assert not left & students
    assert size == 0
