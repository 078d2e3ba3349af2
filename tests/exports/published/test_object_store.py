"""Publications and figures of campuses in S3: the same as in a folder, seen whole, and no keys told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from cli import app
from exports.published.federated import SCHEMAS, Question, read_federated
from exports.published.federating import federate
from exports.published.places import place_of
from exports.published.reading import publications
from metrics.federation import ENGINES
from schema.publication_errors import PublicationError
from tests.exports.published.test_writing import DAYS, TERM, contents, published, version_of
from tests.object_store import KEY, SECRET, Objects, object_store

FOLDER = "bucket/many"


@pytest.fixture
def objects() -> Iterator[Objects]:
    """A store of objects on this machine."""
    with object_store() as there:
        yield there


def test_what_is_published_to_s3_is_what_is_published_to_a_folder(objects: Objects, tmp_path: Path) -> None:
    """The same objects with the same bytes, manifest and all, and the same figures of the campus from both."""
    near, far = place_of(str(tmp_path)), place_of(objects.uri(FOLDER))
    for place in (near, far):
        published(place, 1, groups=1)
    files = {str(file.relative_to(tmp_path)): file for file in tmp_path.rglob("*") if file.is_file()}
    assert {name.removeprefix(f"{FOLDER}/") for name in objects.kept} == set(files)
    assert all(objects.kept[f"{FOLDER}/{name}"] == file.read_bytes() for name, file in files.items())
    made = []
    for place, engine in ((near, "pandas"), (far, "pandas"), (far, "duckdb")):
        target = (
            place_of(objects.uri(f"figures/{engine}"))
            if place is far
            else place_of(str(tmp_path / "figures"))
        )
        federate(publications(place), Question(DAYS[-1], None, engine), target, "v1")
        made.append(read_federated(target))
    assert set(ENGINES) - {one.question.engine for one in made} == {"spark"}
    assert made[0].written() == made[1].written()
    for one in made[1:]:
        for name in SCHEMAS:
            pd.testing.assert_frame_equal(one.figures(name), made[0].figures(name))


def test_a_reader_of_s3_never_sees_half(objects: Objects) -> None:
    """At every single write, and wherever the writing ends, what is there is whole: the old, then the new."""
    place, seen = place_of(objects.uri(FOLDER)), list[str]()
    published(place, 1, groups=1)

    def look(_name: str) -> None:
        objects.before_write = lambda _name: None
        seen.append(version_of(place))
        objects.before_write = look

    objects.before_write = look
    published(place, 2, groups=2)
    assert set(seen) == {"v1"}
    objects.before_write = lambda _name: None
    assert version_of(place) == "v2"
    for last in (0, 1, len(seen) // 2, len(seen) - 1):
        writes = iter(range(last))

        def until(_name: str, writes: Iterator[int] = writes) -> None:
            if next(writes, None) is None:
                raise PermissionError

        objects.before_write = until
        with pytest.raises(PublicationError, match="neither read nor written"):
            published(place, 3)
        objects.before_write = lambda _name: None
        assert version_of(place) == "v2"
    published(place, 4, groups=1)
    assert version_of(place) == "v1"
    assert {name.split("/")[4][7] for name in objects.kept if "parquet" in name} <= {"2", "3", "4"}


def test_keys_of_access_are_told_nobody(
    objects: Objects, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither messages, logs, manifests nor what a place looks like have them, also where they are refused."""
    near, far = str(tmp_path), objects.uri(FOLDER)
    published(place_of(near), 1)
    wrong = far.replace(KEY, "AKIDOFTHIEF")
    said, codes = [repr(place_of(far)), repr(publications(place_of(near)))], []
    for source, target in ((near, far), (wrong, near), (near, wrong)):
        done = CliRunner().invoke(app, ["federate", "--in", source, "--out", target, "--on", str(DAYS[0])])
        assert done.exception is None or isinstance(done.exception, SystemExit)
        said.append(done.output)
        codes.append(done.exit_code)
    assert codes == [0, 1, 1]
    for refused in said[3:]:
        assert "can be neither read nor written" in refused
    everything = "".join(
        [*said, caplog.text, *(content.decode("latin-1") for content in objects.kept.values())]
    )
    assert [key for key in (KEY, SECRET, "AKIDOFTHIEF") if key in everything] == []
    assert json.loads(objects.kept[f"{FOLDER}/manifest.json"])["campuses"][0]["id"] == TERM.publishing.id
    assert contents().term is TERM
