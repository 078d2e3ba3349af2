"""The manifest of a publication: what is published, of whom, and by which checksums it is known."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exports.published.places import Place
from exports.published.terms import data_of, term_of
from schema.publication_errors import PublicationError
from schema.published import LAYOUT
from schema.term import Term

FIGURES, CHECKPOINTS = "figures/figures.parquet", "figures/checkpoints.parquet"


@dataclass(frozen=True)
class File:
    """A file of a publication: its rows, its size, and its SHA-256 in hexadecimal digits."""

    rows: int
    bytes: int
    sha256: str


def file_of(rows: int, content: bytes) -> File:
    """What is said of ``content`` that holds so many ``rows``."""
    return File(rows, len(content), hashlib.sha256(content).hexdigest())


def read_file(place: Place, file: File) -> bytes:
    """The bytes at ``place``. Raises ``PublicationError`` unless they are those of ``file``."""
    content = place.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise PublicationError("file_changed", place=place.name)
    return content


@dataclass(frozen=True)
class Origin:
    """Of which state of which store the facts are, and whether people keep their pseudonyms."""

    store_version: str
    known_at: dt.datetime  # aware
    pseudonyms: bool
    software: str


@dataclass(frozen=True)
class Manifest:
    """All that is said of a publication; names of ``files`` are relative to the folder ``version``."""

    version: str
    term: Term
    origin: Origin
    files: Mapping[str, File]

    @property
    def campus(self) -> str:
        """The id of the campus."""
        return str(self.term.publishing.id)

    @property
    def region(self) -> str | None:
        """The region in which the campus is counted."""
        return self.term.publishing.region

    def files_of(self, table: str) -> tuple[str, ...]:
        """The files of a table of facts."""
        return tuple(name for name in self.files if name.startswith(f"facts/{table}/"))

    def written(self) -> bytes:
        """The manifest as JSON."""
        tables: dict[str, dict[str, Any]] = {}
        for name, file in self.files.items():
            folder, _slash, rest = name.partition("/")
            if folder == "facts":
                table = tables.setdefault(rest.partition("/")[0], {"rows": 0, "files": []})
                table["rows"] += file.rows
                table["files"].append(name)
        whole = {
            "schema": LAYOUT,
            "software": self.origin.software,
            "campus": {
                "id": self.campus,
                "name": self.term.campus,
                "name_en": self.term.campus_en,
                "region": self.region,
                "region_en": self.term.publishing.region_en,
            },
            "term": data_of(self.term),
            "version": self.version,
            "store_version": self.origin.store_version,
            "known_at": self.origin.known_at.astimezone(dt.UTC).isoformat(),
            "pseudonyms": self.origin.pseudonyms,
            "tables": tables,
            "files": {name: vars(file) for name, file in self.files.items()},
        }
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def manifest_of(content: bytes, place: str) -> Manifest:
    """The manifest that ``content`` holds, read at ``place``.

    Raises ``PublicationError`` for another version of the layout, and for what is no manifest.
    """
    try:
        whole = json.loads(content)
        layout = whole["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise PublicationError("bad_manifest", place=place, problem=repr(error)) from error
    if layout != LAYOUT:
        raise PublicationError("unknown_layout", place=place, schema=layout, known=LAYOUT)
    try:
        known_at = dt.datetime.fromisoformat(whole["known_at"])
        names = ("store_version", "pseudonyms", "software")
        origin = Origin(known_at=known_at, **{name: whole[name] for name in names})
        files = {name: File(**file) for name, file in whole["files"].items()}
        return Manifest(manifest_folder(whole["version"]), term_of(whole["term"]), origin, files)
    except (ValueError, KeyError, TypeError) as error:
        raise PublicationError("bad_manifest", place=place, problem=repr(error)) from error


def manifest_folder(version: str) -> str:
    """``version``, which names a folder beside the manifest; raises ``ValueError`` for anything elsewhere."""
    if "/" in version or version.startswith("."):
        raise ValueError(version)
    return version
