from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pandas as pd
import pytest

from access import Person, Role
from exports.published.manifest import CHECKPOINTS, FIGURES
from exports.published.places import place_of
from exports.published.reading import publications
from metrics import compute_figures
from metrics.indicators import INDICATORS
from schema.figures import FIGURE_COLUMNS
from schema.publication_errors import PublicationError
from schema.term import Campus, load_term
from services.desk import Desk
from services.publishing import KEY_VARIABLE, publish_term
from store import open_store
from store.acts import read_acts
from tests.metrics.making import feb

ADMIN = Person("jiaowu", "教务", Role.ADMIN)
SECRET = "of this installation alone, and nobody else's"


@pytest.fixture(scope="module")
def desk(sample_file: Path, tmp_path_factory: pytest.TempPathFactory):
    copy = tmp_path_factory.mktemp("publishing") / "ruqi.db"
    copy.write_bytes(sample_file.read_bytes())
    with open_store(f"sqlite:///{copy}") as store:
        yield Desk(store, load_term(), ADMIN)


def allowed(desk: Desk) -> Desk:
    campus = Campus("seaside", "滨海", pseudonyms=True)
    return dataclasses.replace(desk, term=dataclasses.replace(desk.term, publishing=campus))


def test_the_sample_counts_the_same_once_it_is_published(desk: Desk, tmp_path: Path) -> None:
    """All indicators of the sample term come out of the files as out of the store, and nobody is named."""
    manifest = publish_term(desk, place_of(str(tmp_path)))
    (back,) = publications(place_of(str(tmp_path)))
    facts, handed = desk.facts(), back.facts()
    asked = {"term": back.manifest.term, "days": [feb(23), feb(50)]}
    pd.testing.assert_frame_equal(compute_figures(handed, **asked), compute_figures(facts, **asked))
    own = back.figures(FIGURES)
    assert set(own["indicator"]) == {indicator.id for indicator in INDICATORS}
    assert set(back.figures(CHECKPOINTS)["on"]) == {pd.Timestamp(each.on) for each in desk.term.checkpoints}
    assert tuple(own.columns[2:]) == FIGURE_COLUMNS
    names = set(facts["roster"]["student_name"].dropna()) | set(facts["roster"]["student_id"])
    values = {
        cell for rows in handed.values() for name in rows.select_dtypes("str") for cell in rows[name].dropna()
    }
    assert len(names) > 100
    assert not names & values
    assert manifest.origin.store_version == desk.version()
    last = read_acts(desk.store).iloc[-1]
    detail = {"place": str(tmp_path), "version": manifest.version, "pseudonyms": False}
    assert (last["act"], last["who"], json.loads(last["detail"])) == ("published", "jiaowu", detail)


def students(desk: Desk, target: Path, **asked: bool) -> set[str]:
    publish_term(desk, place_of(str(target)), **asked)
    (back,) = publications(place_of(str(target)))
    assert back.manifest.origin.pseudonyms == bool(asked)
    return set(back.facts()["roster"]["student_id"])


def test_pseudonyms_last_only_where_they_are_asked_for(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without, nobody has the same one twice; with, everybody has, and another under another secret."""
    assert not students(desk, tmp_path) & students(desk, tmp_path)
    monkeypatch.setenv(KEY_VARIABLE, SECRET)
    lasting = students(allowed(desk), tmp_path, pseudonyms=True)
    assert students(allowed(desk), tmp_path, pseudonyms=True) == lasting
    monkeypatch.setenv(KEY_VARIABLE, SECRET[::-1])
    assert not students(allowed(desk), tmp_path, pseudonyms=True) & lasting


def test_what_is_not_allowed_is_not_published(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lasting pseudonyms need the word of the term's file and a secret; a campus needs an id."""
    monkeypatch.setenv(KEY_VARIABLE, SECRET)
    nameless = dataclasses.replace(desk.term, publishing=Campus("Sea Side"))
    refusals = []
    for asking, secret in (
        (desk, SECRET),
        (allowed(desk), "short"),
        (dataclasses.replace(desk, term=nameless), SECRET),
    ):
        monkeypatch.setenv(KEY_VARIABLE, secret)
        with pytest.raises(PublicationError) as raised:
            publish_term(asking, place_of(str(tmp_path)), pseudonyms=True)
        refusals.append(raised.value.code)
    assert refusals == ["not_allowed", "no_secret", "no_campus_id"]
    assert list(tmp_path.iterdir()) == []
