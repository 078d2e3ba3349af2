from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from cli import app
from exports.published.federated import (
    AT_CHECKPOINTS,
    OF_CAMPUSES,
    OF_REGIONS,
    OF_UNITS,
    Federated,
    Question,
    read_federated,
)
from exports.published.federating import federate, of_one_term
from exports.published.places import MANIFEST, place_of
from exports.published.reading import publications
from exports.published.writing import publish
from metrics import compare, compute_figures
from metrics.indicators import INDICATORS
from metrics.regions import EVERYWHERE, by_gap
from schema.figures import CAMPUS, FIGURE_COLUMNS, NOT_REPORTED
from schema.publication_errors import PublicationError
from schema.term import Term, load_term
from scripts.campuses import Facts, Invented, invented
from scripts.campuses import main as generate
from tests.exports.published.test_writing import TERM, contents
from tests.metrics.making import feb

ON = feb(27)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campuses")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["campuses", "--campuses", "4", "--rows", "300", "--out", str(folder)])
        generate()
    return folder


@pytest.fixture(scope="module")
def made(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Federated:
    target = place_of(str(tmp_path_factory.mktemp("figures")))
    federate(publications(place_of(str(source))), Question(ON, None, "pandas"), target, "v1")
    return read_federated(target)


def test_the_figures_of_each_campus_are_those_of_its_facts(source: Path, made: Federated) -> None:
    """Every day of the campus and the last of its units: the same that its own installation works out."""
    wholes, units = made.figures(OF_CAMPUSES), made.figures(OF_UNITS)
    assert [one.id for one in made.campuses] == ["campus-0000", "campus-0001", "campus-0002", "campus-0003"]
    for one in publications(place_of(str(source))):
        term = one.manifest.term
        days = compare.days_of(term)[: (ON - term.first_day).days + 1]
        figures = compute_figures(one.facts(), term=term, days=days)
        for given, wanted in (
            (wholes, figures["unit"] == CAMPUS),
            (units, (figures["unit"] != CAMPUS) & (figures["on"] == pd.Timestamp(ON))),
        ):
            own = given[given["campus"] == one.manifest.campus][list(FIGURE_COLUMNS)]
            pd.testing.assert_frame_equal(own.reset_index(drop=True), figures[wanted].reset_index(drop=True))
        assert set(wholes["region"][wholes["campus"] == one.manifest.campus]) == {term.publishing.region}
    silent = wholes[wholes["indicator"].isin(["need_claimed", "discipline_group"])]
    assert set(silent["state"]) == {NOT_REPORTED}


def test_regions_are_the_sums_of_their_campuses(made: Federated) -> None:
    """Σn and Σd of the campuses of a region, and of all of them; how many have something to count beside."""
    wholes, regions = made.figures(OF_CAMPUSES), made.figures(OF_REGIONS)
    key = ["indicator", "on"]
    everywhere = regions[regions["region"] == EVERYWHERE].set_index(key)
    sums = wholes.groupby(key)[["n", "d"]].sum()
    assert everywhere[["n", "d"]].sort_index().equals(sums.sort_index())
    named = regions[regions["region"] != EVERYWHERE]
    assert named.groupby(key)[["n", "d"]].sum().sort_index().equals(sums.sort_index())
    groups = everywhere.loc["group_creation"].iloc[-1]
    assert (groups["campuses"], groups["rate"]) == (4, groups["n"] / groups["d"])
    assert set(everywhere.loc["session_opening_sampled"]["campuses"]) == {0}


def test_who_lacks_most_comes_first(made: Federated) -> None:
    """Campuses stand by what is missing on the average to 100 %, what was not reported missing whole."""
    wholes = made.figures(OF_CAMPUSES)
    day = compare.of(compare.on_day(wholes, ON), indicators=["group_creation", "need_claimed"])
    gaps = by_gap(day).set_index("campus")["gap"]
    rates = day[day["indicator"] == "group_creation"].set_index("campus")["rate"]
    assert gaps.to_dict() == pytest.approx(((1 - rates + 1) / 2).to_dict())
    assert list(gaps) == sorted(gaps, reverse=True)
    nothing = by_gap(compare.of(day, indicators=["teaching_at_home"]))
    assert nothing.empty


def test_checkpoints_are_those_that_each_campus_kept(source: Path, made: Federated) -> None:
    """What a campus froze is handed through, the campus as a whole; nothing of it is worked out again."""
    kept = made.figures(AT_CHECKPOINTS)
    assert set(kept["on"]) == {pd.Timestamp(each.on) for each in load_term().checkpoints}
    assert len(kept) == 4 * len(INDICATORS) * len(load_term().checkpoints)


def test_a_later_run_replaces_the_figures_at_once(source: Path, tmp_path: Path) -> None:
    """The figures before stay for who reads them, those before that go; every campus says what it published."""
    listed, target = publications(place_of(str(source)))[:1], place_of(str(tmp_path))
    for version in ("v1", "v2", "v3"):
        federate(listed, Question(ON, dt.datetime(2020, 2, 22, tzinfo=dt.UTC), "pandas"), target, version)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "v2", "v3"]
    back = read_federated(target)
    assert (back.version, back.question.known_at) == ("v3", dt.datetime(2020, 2, 22, tzinfo=dt.UTC))
    (campus,) = back.campuses
    assert (campus.name_en, campus.term) == (listed[0].manifest.term.campus_en, listed[0].manifest.term)
    (tmp_path / "v3" / OF_UNITS).write_bytes(b"")
    with pytest.raises(PublicationError, match="is not what its manifest says"):
        back.figures(OF_UNITS)


def test_what_cannot_be_worked_out_is_said_in_a_sentence(tmp_path: Path) -> None:
    """A day before the term, a table without a column: no figures at all."""
    place, target = place_of(str(tmp_path / "in")), place_of(str(tmp_path / "out"))
    given = contents(1)
    publish(place, "v1", given)
    with pytest.raises(PublicationError) as raised:
        federate(publications(place), Question(dt.date(2019, 1, 1), None, "pandas"), target, "v1")
    codes = [raised.value.code]
    home = next((tmp_path / "in").glob("*/*"))
    file = home / "v1/facts/groups/part-0.parquet"
    pd.read_parquet(file).drop(columns="assistant").to_parquet(file)
    whole = json.loads((home / MANIFEST).read_bytes())
    whole["files"]["facts/groups/part-0.parquet"]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    (home / MANIFEST).write_text(json.dumps(whole))
    for engine in ("pandas", "duckdb"):
        with pytest.raises(PublicationError, match=r"no column assistant; campus river-one") as raised:
            federate(publications(place), Question(ON, None, engine), target, "v1")
        codes.append(raised.value.code)
    assert codes == ["before_term", *["unworkable"] * 2]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_whoever_reads_a_file_holds_it_against_its_checksum(tmp_path: Path, engine: str) -> None:
    """A file of facts that is changed or gone is refused by who reads it, with its campus: no figures at all."""
    place, target = place_of(str(tmp_path / "in")), place_of(str(tmp_path / "out"))
    publish(place, "v1", contents(1))
    file = next((tmp_path / "in").glob("*/*/v1/facts/groups/*.parquet"))
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(
        PublicationError, match=r"groups/.* its checksum is another; campus river-one"
    ) as raised:
        federate(publications(place), Question(ON, None, engine), target, "v1")
    codes = [raised.value.code]
    file.unlink()
    with pytest.raises(PublicationError, match=r"groups/.*; campus river-one") as raised:
        federate(publications(place), Question(ON, None, engine), target, "v1")
    assert [*codes, raised.value.code] == ["unworkable"] * 2
    assert not (tmp_path / "out").exists()


def test_a_term_is_chosen_where_there_are_several(tmp_path: Path) -> None:
    """Nobody guesses which term is meant; where no figures are, that is said."""
    place = place_of(str(tmp_path))
    for name in ("2020春", "2020秋"):
        publish(place, "v1", replace(contents(), term=replace(TERM, name=name)))
    listed = publications(place)
    codes = []
    for term in (None, "2021春"):
        with pytest.raises(PublicationError) as raised:
            of_one_term(listed, term)
        codes.append(raised.value.code)
    with pytest.raises(PublicationError) as raised:
        read_federated(place)
    assert [*codes, raised.value.code] == ["several_terms", "no_such_term", "no_figures"]
    assert [one.manifest.term.name for one in of_one_term(listed, "2020秋")] == ["2020秋"]
    (tmp_path / MANIFEST).write_text('{"schema": 1, "kind": "another"}')
    with pytest.raises(PublicationError, match="is no manifest"):
        read_federated(place)


def test_the_commands_say_what_they_did(source: Path, tmp_path: Path) -> None:
    """`federate` writes and counts; what is not there, or no engine, ends it with a sentence."""
    asked = ["federate", "--in", str(source), "--out", str(tmp_path), "--on", "2020-02-20"]
    done = CliRunner().invoke(app, [*asked, "--json"])
    assert done.exit_code == 0
    assert '"campuses": 4, "on": "2020-02-20"' in done.output
    nothing = CliRunner().invoke(app, ["federate", "--in", str(tmp_path / "none"), "--out", str(tmp_path)])
    assert nothing.exit_code == 1
    assert "holds no publication of any campus" in nothing.output
    assert CliRunner().invoke(app, [*asked, "--engine", "abacus"]).exit_code == 2


def test_the_commands_of_the_newcomers_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two commands that docs/campuses.md begins with make campuses up and work their figures out."""
    text = (ROOT / "docs" / "campuses.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    made_up, worked_out = [shlex.split(line) for line in block.strip().splitlines()]
    monkeypatch.chdir(tmp_path)
    assert made_up[:3] == ["python", "-m", "scripts.campuses"]
    few = [*made_up[3:], "--campuses", "2"]
    monkeypatch.setattr("sys.argv", ["campuses", *few])
    generate()
    assert worked_out[:2] == ["python", "cli.py"]
    done = CliRunner().invoke(app, [*worked_out[2:], "--language", "en"])
    assert done.output.startswith("Worked out the figures of 2 campuses up to 2020-03-01")
    assert len(read_federated(place_of("var/campuses")).campuses) == 2


def test_invented_campuses_differ_and_are_the_same_every_time() -> None:
    """A thousand have a thousand names and ids, sizes far apart, about as many rows as asked for."""
    term: Term = load_term()
    many = list(invented(1_000, 2_000, term))
    assert len({one.term.campus for one in many}) == len({one.term.publishing.id for one in many}) == 1_000
    classes = [one.classes for one in many]
    assert max(classes) > 10 * min(classes)
    assert [one.classes for one in invented(1_000, 2_000, term)] == classes
    one = Invented(many[0].term, 200, 0.9)
    rows = sum(map(len, Facts(one, np.random.default_rng(1)).tables().values()))
    assert rows == pytest.approx(200 * 18, rel=0.1)
