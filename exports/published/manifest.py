"""The manifest of a publication: what is published, of whom, and by which checksums it is known."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from exports.published.places import Place
from exports.published.terms import data_of, term_of
from schema import limits
from schema.publication_errors import PublicationError
from schema.published import LAYOUT
from schema.term import Term

FIGURES, CHECKPOINTS = "figures/figures.parquet", "figures/checkpoints.parquet"
_OF_FACTS = re.compile(r"facts/[a-z_]+/part-\d+\.parquet")
_SHA256, _VERSION = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
# What comes of JSON that says something else than is expected: it is written by others.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError)


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
    content = place.read(file.bytes)
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
    except UNREADABLE as error:
        raise PublicationError("bad_manifest", place=place, problem=repr(error)) from error
    if layout != LAYOUT:
        raise PublicationError("unknown_layout", place=place, schema=layout, known=LAYOUT)
    try:
        known_at = dt.datetime.fromisoformat(whole["known_at"])
        if known_at.tzinfo is None or not 1 < known_at.year < dt.MAXYEAR:
            raise ValueError(known_at)
        names = ("store_version", "pseudonyms", "software")
        origin = Origin(known_at=known_at, **{name: whole[name] for name in names})
        files = {name: _file(name, said) for name, said in whole["files"].items()}
        if not {FIGURES, CHECKPOINTS} <= files.keys():
            raise ValueError(sorted(files))
        return Manifest(manifest_folder(whole["version"]), term_of(whole["term"]), origin, files)
    except UNREADABLE as error:
        raise PublicationError("bad_manifest", place=place, problem=repr(error)) from error


def home_of(target: Place, term: Term) -> Place:
    """Where the publications of a campus and term are."""
    return target / f"campus={quote(str(term.publishing.id), safe='')}" / f"term={quote(term.name, safe='')}"


def _file(name: str, said: Mapping[str, Any]) -> File:
    """What is said of a file; raises ``ValueError`` for one that lies elsewhere or is too large."""
    file = File(**said)
    is_ours = name in (FIGURES, CHECKPOINTS) or _OF_FACTS.fullmatch(name)
    fits = 0 <= file.rows <= limits.MAX_PUBLISHED_ROWS and 0 <= file.bytes <= limits.MAX_PUBLISHED_BYTES
    if not (is_ours and fits and _SHA256.fullmatch(file.sha256)):
        raise ValueError(f"{name}: {file}")
    return file


def manifest_folder(version: str) -> str:
    """``version``, which names a folder beside the manifest; raises ``ValueError`` for anything elsewhere."""
    if not _VERSION.fullmatch(version):
        raise ValueError(version)
    return version
