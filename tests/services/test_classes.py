"""Exports of platforms at the desk: the class is answered once, the roster that stands is held against."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cli import app
from schema.platforms import ClassTitles
from schema.term import load_term
from services.classes import known_classes
from store import Store, open_store
from store.class_answers import read_class_answers
from store.facts import read_facts
from tests.shell.test_check import CliRunner, workbook
from tests.workbooks.exports import CLASS, CLASSROOM, QQ_MEMBERS, RAIN_LESSON, UNIT, table, write_wps

TERM = load_term()
MORNING = "2020-03-12T08:00:00+08:00"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'ruqi.db'}"


def load(database: str, *arguments: object, at: str = MORNING) -> str:
    done = CliRunner().invoke(
        app, ["load", *map(str, arguments), "--received-at", at], env={"DATABASE_URL": database}
    )
    return done.stdout


def plan(folder: Path) -> Path:
    return workbook(
        folder / "计划.xlsx", ["学院", "课程名称", "教学班号", "授课教师", "首次上课日期", "选课人数"],
        [UNIT, "数据结构", CLASS, "王五", "2020-03-02", 4],
    )  # fmt: skip


def roster(folder: Path) -> Path:
    rows = [
        [CLASS, f"2019000{n}", name, "2020-02-19" if n == 1 else None] for n, name in enumerate("林周吴郑", 1)
    ]
    return workbook(folder / "名单.xlsx", ["教学班号", "学号", "姓名", "进群日期"], *rows)


def export(folder: Path, name: str, sheet: str, text: str) -> Path:
    file = folder / name
    file.write_bytes(write_wps([table(sheet, text)]))
    return file


def test_an_answer_is_given_once_and_remembered(tmp_path: Path, database: str) -> None:
    """The first file asks, the answer goes in with it, and the next of the same course asks nothing."""
    load(database, plan(tmp_path))
    first = export(tmp_path, "数据结构_20200302.xlsx", "数据导出", CLASSROOM)
    assert "--class-of" in load(database, first)
    assert "采用 1 行" in load(database, first, "--class-of", f"腾讯课堂/数据结构={CLASS}")
    later = CLASSROOM.replace("2020-03-02", "2020-03-09").replace("2020/03/02", "2020/03/09")
    assert "采用 1 行" in load(database, export(tmp_path, "数据结构_20200309.xlsx", "数据导出", later))
    store = open_store(database)
    facts = read_facts(store, "sessions", TERM.name, TERM.timezone)
    assert [str(day.date()) for day in facts["date"]] == ["2020-03-02", "2020-03-09"]
    assert set(facts["unit"]) == {UNIT}
    assert read_class_answers(store, TERM.name) == {ClassTitles("腾讯课堂", "数据结构"): CLASS}


def test_a_group_is_held_against_the_roster_that_stands(tmp_path: Path, database: str) -> None:
    """The roster came before, in another file: those whose number is on it have joined on the day told."""
    load(database, plan(tmp_path))
    load(database, roster(tmp_path), "--unit", UNIT, at="2020-03-11T08:00:00+08:00")
    load(database, export(tmp_path, "群.xlsx", "成员", QQ_MEMBERS), "--class-of", f"QQ群/群={CLASS}")
    facts = read_facts(open_store(database), "roster", TERM.name, TERM.timezone)
    joined = facts[facts["submission"] == facts["submission"].max()]
    assert dict(zip(joined["student_id"], joined["joined_on"].dt.strftime("%m-%d"), strict=True)) == {
        "20190001": "02-20", "20190002": "02-21",
    }  # fmt: skip


def test_members_told_without_a_day_are_no_roster_to_hold_others_against(
    tmp_path: Path, database: str
) -> None:
    """A platform's own list grows: who comes later is no stranger, and known days of joining stay."""
    load(database, plan(tmp_path))
    lesson = export(tmp_path, "课堂.xlsx", "0302", RAIN_LESSON)
    load(database, lesson, "--class-of", f"雨课堂/课堂={CLASS}")
    store: Store = open_store(database)
    moment = dt.datetime.fromisoformat(MORNING)
    assert known_classes(store, TERM, moment).rosters == {}
    load(database, roster(tmp_path), "--unit", UNIT, at="2020-03-13T08:00:00+08:00")
    known = known_classes(store, TERM, moment + dt.timedelta(days=2))
    assert sorted(known.rosters[CLASS]) == ["20190001", "20190002", "20190003", "20190004"]
    assert known_classes(store, TERM, moment).rosters == {}
