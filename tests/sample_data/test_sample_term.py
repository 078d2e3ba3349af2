"""The committed sample term: whole, reproducible, and readable from its first file to its last."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sample_data.campus import Campus, build_campus
from sample_data.diary import Diary, keep_diary
from sample_data.further import World, further_reports, world_of
from sample_data.generate import FOLDER, SEED
from sample_data.producers import PRODUCERS
from sample_data.reports import unit_reports
from schema.term import Term, load_term
from tests.copies import READINGS

SAMPLE = FOLDER / "2020春"
ACTS: list[dict[str, Any]] = json.loads((SAMPLE / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def term() -> Term:
    return load_term(FOLDER.parent / "term.toml")


@pytest.fixture(scope="module")
def campus(term: Term) -> Campus:
    return build_campus(term, SEED)


@pytest.fixture(scope="module")
def diary(campus: Campus) -> Diary:
    return keep_diary(campus, SEED)


@pytest.fixture(scope="module")
def world(campus: Campus, diary: Diary) -> World:
    return world_of(campus, diary)


def moment(act: dict[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(act.get("received_at") or act["at"])


def test_the_manifest_names_every_file_in_order_of_time() -> None:
    """Each file is sent, nothing else is, and no act comes before an earlier one."""
    sent = {act["file"] for act in ACTS if "file" in act}
    assert sent == {file.name for file in SAMPLE.iterdir()} - {"manifest.json"}
    assert [moment(act) for act in ACTS] == sorted(moment(act) for act in ACTS)


def test_the_sample_stays_under_four_megabytes() -> None:
    """Generator and output together are small enough to be kept with the code."""
    files = [file for file in FOLDER.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    assert sum(file.stat().st_size for file in files) < 4 * 2**20


def test_the_campus_has_the_size_of_a_real_one(campus: Campus) -> None:
    """14 units, 1,200 classes, 10,000 students with about eight classes each."""
    classes = [c for of_unit in campus.classes.values() for c in of_unit]
    places = sum(len(c.students) for c in classes)
    assert (len(campus.classes), len(classes), len({s.id for s in campus.students})) == (14, 1200, 10_000)
    assert 7 < places / len(campus.students) <= 8
    assert all(len({s.id for s in c.students}) == len(c.students) > 0 for c in classes)


def test_both_forms_of_enrollment_tell_the_same_story(diary: Diary) -> None:
    """A roster has as many students joined on a day as the totals say, until classes change size."""
    for c in diary.classes["新能源学院"]:
        joined = [seat.joined_on for seat in diary.seats(c)]
        for day in (dt.date(2020, 2, 22), dt.date(2020, 2, 23), dt.date(2020, 2, 24)):
            assert sum(on is not None and on <= day for on in joined) == max(
                count.joined for of_day, count in diary.counts[c.id].items() if of_day <= day
            )


def test_the_generator_writes_what_is_committed(world: World, term: Term) -> None:
    """The text files of a unit come out byte for byte, so the story is the generator's."""
    unit = "理学院"
    order = term.unit_names.index(unit)
    for report in [*unit_reports(unit, order, world.diary), *further_reports(unit, order, world)]:
        assert PRODUCERS[report.producer][1](report.tables) == (SAMPLE / report.file).read_bytes()


def test_every_file_is_read_and_only_the_planted_mistakes_are_found(sample_file: Path) -> None:
    """No sheet is refused; mistakes are as many as were planted, and unknown classes among them."""
    read = json.loads(sample_file.with_name(READINGS).read_text(encoding="utf-8"))
    assert {file for file, _refused, _found in read} == {
        act["file"] for act in ACTS if act["act"] == "submit"
    }
    assert [(file, refused) for file, refused, _found in read if refused] == []
    # Two of the warnings name a column whose title no template of its sheet has.
    found = Counter(severity for _file, _refused, severities in read for severity in severities)
    assert found == {"error": 24, "warning": 25}
