"""Reading publications: which there are, and their tables once they are what their manifest says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd
import pyarrow as pa

from exports.published import parquet
from exports.published.manifest import Manifest, home_of, manifest_of, read_file
from exports.published.places import MANIFEST, Place
from metrics.cells import FORMS
from schema.publication_errors import PublicationError

T = TypeVar("T")
_TRIES = 3
_LARGEST = 64 * 2**20  # bytes of a manifest


@dataclass(frozen=True)
class Publication:
    """What a campus published last: the manifest, and the folder of the campus and term."""

    home: Place
    manifest: Manifest

    def content(self, name: str) -> bytes:
        """The bytes of a file. Raises ``PublicationError`` unless they are those of the manifest."""
        return read_file(self.home / self.manifest.version / name, self.manifest.files[name])

    def facts(self) -> dict[str, pd.DataFrame]:
        """The facts by table, as ``metrics`` takes them."""
        return {
            table: pd.concat([parquet.facts_of(self.content(name), table) for name in files])
            for table in FORMS
            if (files := self.manifest.files_of(table))
        }

    def figures(self, name: str) -> pd.DataFrame:
        """One of its tables of figures, by the name of the file, of the campus that published it.

        Raises ``PublicationError`` for what is no such table.
        """
        try:
            return parquet.own_figures_of(self.content(name)).assign(campus=self.manifest.campus)
        except (pa.ArrowException, LookupError, TypeError, ValueError) as error:
            problem = f"{name}: {error}; campus {self.manifest.campus}"
            raise PublicationError("unworkable", problem=problem) from error


def publications(source: Place) -> list[Publication]:
    """The publication of every campus and term below ``source``, by id. Raises ``PublicationError``.

    A campus whose first publication is being written is not among them.
    """
    homes = [home for campus in source.folders("campus=") for home in campus.folders("term=")]
    listed = [_there(home) for home in homes if home.has(MANIFEST)]
    if not listed:
        raise PublicationError("no_publication", place=source.name)
    return listed


def read(publication: Publication, what: Callable[[Publication], T]) -> T:
    """``what`` of the publication; of a later one, where it was removed while it was being read."""
    for _again in range(_TRIES):
        try:
            return what(publication)
        except PublicationError as error:
            later = _there(publication.home)
            if error.code != "file_missing" or later.manifest.version == publication.manifest.version:
                raise
            publication = later
    return what(publication)


def _there(home: Place) -> Publication:
    place = home / MANIFEST
    manifest = manifest_of(place.read(_LARGEST), place.name)
    # Who copies a folder, or writes into another's, is not two campuses, nor the other.
    if not home.path.endswith(home_of(Place(home.system, "", ""), manifest.term).path):
        raise PublicationError("bad_manifest", place=place.name, problem=f"it is of campus {manifest.campus}")
    return Publication(home, manifest)


def campuses(listed: Sequence[Publication]) -> dict[str, str]:
    """Id → name of the campuses; two of one name are told apart by their ids."""
    names = {each.manifest.campus: each.manifest.term.campus for each in listed}
    taken = list(names.values())
    return {id: f"{name} {id}" if taken.count(name) > 1 else name for id, name in names.items()}
