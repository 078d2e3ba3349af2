from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from exports.published.cells import Pseudonyms, handed_on
from exports.published.manifest import CHECKPOINTS, FIGURES, Manifest, Origin, home_of
from exports.published.places import Place, place_of
from exports.published.reading import Publication, campuses, publications, read
from exports.published.writing import Contents, publish
from metrics import compute_figures
from schema.publication_errors import PublicationError
from schema.term import Campus
from tests.metrics.making import Submission, at, feb, frames_of, small_term

TERM = replace(small_term("甲学院", "乙系"), publishing=Campus("river-one", "江南"))
PLAN = {"unit": "甲学院", "class_id": "001", "course_name": "课", "teacher": "教师", "enrolled": 40}
DAYS = [feb(22), feb(23)]


@cache
def contents(groups: int = 0) -> Contents:
    """A publication in which one class of two has a group, or both."""
    plan = [PLAN, {**PLAN, "class_id": "002"}]
    made = [{"class_id": f"00{number}", "created_on": feb(22)} for number in range(1, groups + 1)]
    sent = [Submission(1, "plan", None, at(20), plan), Submission(2, "groups", "甲学院", at(22), made)]
    facts = frames_of(sent)
    figures = compute_figures(facts, term=TERM, days=DAYS)
    origin = Origin(f"v{groups}", at(23), pseudonyms=False, software="test")
    return Contents(TERM, origin, handed_on(facts, Pseudonyms(bytes(32))), figures, figures.head(0))


def published(place: Place, number: int, groups: int = 0) -> Manifest:
    return publish(place, f"2020022{number}T000000Z-aa", contents(groups))


def version_of(place: Place) -> str:
    (only,) = publications(place)
    return whole(only)


def whole(publication: Publication) -> str:
    """Of which version of the store a publication is, each of whose files is there and unchanged."""
    for name in publication.manifest.files:
        publication.content(name)
    return publication.manifest.origin.store_version


def test_what_is_read_is_what_was_published(tmp_path: Path) -> None:
    """Facts, figures and the whole term come back from the files alone, and count the same."""
    place, given = place_of(str(tmp_path)), contents(1)
    publish(place, "20200223T000000Z-aa", given)
    (back,) = publications(place)
    assert (back.manifest.term, back.manifest.region, back.manifest.campus) == (TERM, "江南", "river-one")
    assert back.manifest.origin == given.origin
    figures = compute_figures(back.facts(), term=back.manifest.term, days=DAYS)
    pd.testing.assert_frame_equal(figures, given.figures)
    handed = back.figures(FIGURES)
    assert set(handed.pop("campus")) | set(handed.pop("term")) == {"river-one", "2020春"}
    pd.testing.assert_frame_equal(handed, given.figures)
    assert back.figures(CHECKPOINTS).empty
    listed = json.loads((tmp_path / "campus=river-one/term=2020%E6%98%A5/manifest.json").read_bytes())
    assert listed["tables"]["plan"] == {"rows": 2, "files": ["facts/plan/part-0.parquet"]}
    assert listed["known_at"] == "2020-02-23T04:00:00+00:00"


class Killed(BaseException):
    """The end of a process, wherever it is."""


def test_a_publication_that_is_cut_off_is_never_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the writing ends, readers have the publication before it, whole; the next one succeeds."""
    place, write = place_of(str(tmp_path)), Place.write
    published(place, 1, groups=1)
    for last in range(100):
        written: list[str] = []

        def until(self: Place, content: bytes, last: int = last, written: list[str] = written) -> None:
            if len(written) == last:
                write(self, content[: len(content) // 2])
                raise Killed
            written.append(self.path)
            write(self, content)

        monkeypatch.setattr(Place, "write", until)
        try:
            published(place, 2, groups=2)
        except Killed:
            assert version_of(place) == "v1"
        else:
            break
    assert last == len(list(tmp_path.glob("*/*/20200222*/**/*.parquet"))) + 1 > 10
    monkeypatch.undo()
    assert version_of(place) == "v2"
    published(place, 3)
    published(place, 4)
    assert sorted(path.name[7] for path in tmp_path.glob("*/*/2020*")) == ["3", "4"]


def test_who_is_reading_goes_on_while_a_later_one_is_written(tmp_path: Path) -> None:
    """The publication before the last is there to the end; of an older one the latest takes the place."""
    place = place_of(str(tmp_path))
    published(place, 1, groups=1)
    (reading,) = publications(place)
    published(place, 2, groups=2)
    assert whole(reading) == "v1"
    published(place, 3)
    with pytest.raises(PublicationError, match="is missing"):
        whole(reading)
    assert read(reading, whole) == "v0"


def test_a_writer_beside_another_removes_nothing_of_it(tmp_path: Path) -> None:
    """A version that is being written, and so named by a later moment, stays when another is finished."""
    place = place_of(str(tmp_path))
    published(place, 1)
    under_way = tmp_path / "campus=river-one" / "term=2020%E6%98%A5" / "20200229T000000Z-bb"
    under_way.mkdir()
    published(place, 2)
    published(place, 3)
    assert under_way.exists()


def test_a_clock_that_is_behind_removes_nothing_that_is_read(tmp_path: Path) -> None:
    """A publication whose moment lies before that of the one before it is there all the same."""
    place = place_of(str(tmp_path))
    published(place, 5)
    published(place, 4, groups=2)
    assert version_of(place) == "v2"


def test_an_address_is_a_uri_and_a_path_is_a_path(tmp_path: Path) -> None:
    """What engines are given leads to the files, and a percent sign of a folder's name is one in a URI."""
    for address in (str(tmp_path), f"file://{tmp_path}"):
        home = home_of(place_of(address), TERM)
        (home / "file").write(b"here")
        assert place_of((home / "file").address).read() == b"here"
        assert home.name.endswith("/campus=river-one/term=2020%E6%98%A5")


def changed(manifest: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def change(home: Path) -> None:
        whole = json.loads((home / "manifest.json").read_bytes())
        manifest(whole)
        (home / "manifest.json").write_text(json.dumps(whole))

    return change


def damaged(home: Path) -> None:
    file = next(home.glob("2020*/facts/plan/*.parquet"))
    file.write_bytes(file.read_bytes()[:-1] + b"x")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (damaged, "file_changed"),
        (lambda home: next(home.glob("2020*/figures/*.parquet")).unlink(), "file_missing"),
        (changed(lambda whole: whole.update(schema=2)), "unknown_layout"),
        (changed(lambda whole: whole.pop("schema")), "bad_manifest"),
        (changed(lambda whole: whole["term"].pop("units")), "bad_manifest"),
        (changed(lambda whole: whole.update(version="../elsewhere")), "bad_manifest"),
        (lambda home: (home / "manifest.json").write_bytes(b""), "bad_manifest"),
        (lambda home: (home / "manifest.json").unlink(), "no_publication"),
    ],
    ids=["changed", "missing", "later layout", "no layout", "no units", "elsewhere", "blank", "none"],
)
def test_what_cannot_be_relied_on_is_refused_in_a_sentence(
    tmp_path: Path, change: Callable[[Path], None], code: str
) -> None:
    """A file that is missing or changed, a layout that is not known and a manifest that is none are not read."""
    place = place_of(str(tmp_path))
    published(place, 1)
    change(next(tmp_path.glob("*/*")))
    with pytest.raises(PublicationError) as raised:
        version_of(place)
    assert raised.value.code == code
    assert str(tmp_path) in raised.value.message("zh")
    assert str(tmp_path) in raised.value.message("en")


def test_a_place_that_cannot_be_is_told_without_its_keys(tmp_path: Path) -> None:
    """An address that nothing opens, a file where a folder is wanted: a sentence, and no secret in it."""
    with pytest.raises(PublicationError) as raised:
        place_of("nowhere://key:secret@bucket/folder?token=secret")
    assert raised.value.message("en").startswith("nowhere://bucket/folder can be neither read nor written")
    (tmp_path / "file").write_text("")
    with pytest.raises(PublicationError, match="can be neither"):
        published(place_of(str(tmp_path / "file")), 1)


def test_campuses_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two campuses that are called the same have their ids behind the name."""
    place = place_of(str(tmp_path))
    for number, id in enumerate(("east", "west")):
        publish(place, f"v{number}", replace(contents(), term=replace(TERM, publishing=Campus(id))))
    elsewhere = replace(TERM, campus="别处", publishing=Campus("north"))
    publish(place, "v2", replace(contents(), term=elsewhere))
    assert campuses(publications(place)) == {"east": "小校区 east", "west": "小校区 west", "north": "别处"}


def test_an_id_that_another_campus_has_is_refused(tmp_path: Path) -> None:
    """Of two campuses with one id the second publishes nothing: it would stand in the place of the first."""
    place = place_of(str(tmp_path))
    published(place, 1, groups=1)
    with pytest.raises(PublicationError) as raised:
        publish(place, "20200222T000000Z-aa", replace(contents(), term=replace(TERM, campus="别处")))
    assert (raised.value.code, raised.value.details["campus"]) == ("id_taken", "小校区")
    assert version_of(place) == "v1"


def test_the_moment_of_knowledge_is_kept(tmp_path: Path) -> None:
    """Whatever offset it had, it is the same moment when it is read."""
    given = replace(contents(), origin=Origin("v", dt.datetime(2020, 2, 23, 8, tzinfo=dt.UTC), True, "test"))
    publish(place_of(str(tmp_path)), "v", given)
    assert publications(place_of(str(tmp_path)))[0].manifest.origin == given.origin
