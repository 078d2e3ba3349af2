"""The figures of many campuses as files, and who they are of: read by the page, written by ``federating``."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import pandas as pd

from exports.published import parquet
from exports.published.manifest import UNREADABLE, File, manifest_folder, read_file
from exports.published.places import MANIFEST, Place
from exports.published.terms import data_of, term_of
from metrics.federation import OF_CAMPUS, STATED
from metrics.federation.tables import as_arrow
from schema.publication_errors import PublicationError
from schema.published import LAYOUT
from schema.term import Term

_KIND = "figures of campuses"
OF_CAMPUSES = "figures/campuses.parquet"  # every day, each campus as a whole
OF_UNITS = "figures/units.parquet"  # the last day, the units of each campus
OF_REGIONS = "figures/regions.parquet"  # every day
AT_CHECKPOINTS = "figures/checkpoints.parquet"  # as each campus kept them
# Of a region the same as of a campus, and of how many campuses.
_OF_A_REGION = {name: dtype for name, dtype in STATED.items() if name not in ("campus", "unit")}
SCHEMAS = {
    OF_CAMPUSES: as_arrow(STATED),
    OF_UNITS: as_arrow(STATED),
    OF_REGIONS: as_arrow({**_OF_A_REGION, "campuses": "int64"}),
    AT_CHECKPOINTS: as_arrow(OF_CAMPUS),
}


@dataclass(frozen=True)
class Question:
    """Which figures: of every day up to ``on``, as known at ``known_at`` (``None``: when each published)."""

    on: dt.date
    known_at: dt.datetime | None
    engine: str


@dataclass(frozen=True)
class Campus:
    """A campus whose figures there are: its ``name`` apart from all others', and what it published."""

    id: str
    name: str
    region: str
    term: Term
    version: str
    known_at: dt.datetime

    @property
    def name_en(self) -> str:
        """The English name, apart from all others' as the Chinese one is."""
        return self.term.campus_en + self.name.removeprefix(self.term.campus)


@dataclass(frozen=True)
class Federated:
    """The figures below ``home``, of the folder ``version``."""

    home: Place
    version: str
    question: Question
    campuses: tuple[Campus, ...]
    files: Mapping[str, File]

    @property
    def regions(self) -> dict[str, tuple[str, str]]:
        """The regions in order, each with its name in Chinese and in English, where a campus says that."""
        named = {each.region: each.term.publishing.region_en for each in self.campuses}
        named |= {each.region: own for each in self.campuses if (own := each.term.publishing.region_en)}
        return {region: (region, named[region] or region) for region in sorted(named) if region}

    def content(self, name: str) -> bytes:
        """The bytes of a table. Raises ``PublicationError`` unless they are those of the manifest."""
        return read_file(self.home / self.version / name, self.files[name])

    def figures(self, name: str) -> pd.DataFrame:
        """One of its tables; raises as :meth:`content`."""
        return parquet.figures_of(self.content(name))

    def written(self) -> bytes:
        """The manifest as JSON."""
        asked = self.question
        whole = {
            "schema": LAYOUT,
            "kind": _KIND,
            "version": self.version,
            "on": asked.on.isoformat(),
            "known_at": asked.known_at and asked.known_at.isoformat(),
            "engine": asked.engine,
            "campuses": [
                {
                    **{name: getattr(one, name) for name in ("id", "name", "name_en", "region", "version")},
                    "known_at": one.known_at.isoformat(),
                    "term": data_of(one.term),
                }
                for one in self.campuses
            ],
            "files": {name: asdict(file) for name, file in self.files.items()},
        }
        return json.dumps(whole, ensure_ascii=False).encode()


def read_federated(home: Place) -> Federated:
    """What was worked out last below ``home``. Raises ``PublicationError`` where nothing was."""
    return federated_of(manifest_there(home), home)


def manifest_there(home: Place) -> bytes:
    """The content of the manifest below ``home``. Raises ``PublicationError`` where there is none."""
    if not home.has(MANIFEST):
        raise PublicationError("no_figures", place=home.name)
    return (home / MANIFEST).read()


def federated_of(content: bytes, home: Place) -> Federated:
    """What the ``content`` of a manifest says. Raises ``PublicationError``."""
    manifest = home / MANIFEST
    try:
        whole = json.loads(content)
        if whole["schema"] != LAYOUT:
            raise PublicationError(
                "unknown_layout", place=manifest.name, schema=whole["schema"], known=LAYOUT
            )
        if whole["kind"] != _KIND:
            raise ValueError(whole["kind"])
        known_at = whole["known_at"] and dt.datetime.fromisoformat(whole["known_at"])
        question = Question(dt.date.fromisoformat(whole["on"]), known_at, whole["engine"])
        campuses = tuple(
            Campus(
                **{name: one[name] for name in ("id", "name", "region", "version")},
                term=term_of(one["term"]),
                known_at=dt.datetime.fromisoformat(one["known_at"]),
            )
            for one in whole["campuses"]
        )
        files = {name: File(**file) for name, file in whole["files"].items()}
        return Federated(home, manifest_folder(whole["version"]), question, campuses, files)
    except UNREADABLE as error:
        raise PublicationError("bad_manifest", place=manifest.name, problem=repr(error)) from error
