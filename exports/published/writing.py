"""Writing a publication so that nobody ever reads half of it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from exports.published import parquet
from exports.published.manifest import CHECKPOINTS, FIGURES, Manifest, Origin, file_of, home_of, manifest_of
from exports.published.places import MANIFEST, Place
from schema.publication_errors import PublicationError
from schema.term import Term


@dataclass(frozen=True)
class Contents:
    """What is published: the facts as they leave, and two tables of figures (``indicator … rate``)."""

    term: Term
    origin: Origin
    facts: Mapping[str, pd.DataFrame]
    figures: pd.DataFrame
    checkpoints: pd.DataFrame


def publish(target: Place, version: str, contents: Contents) -> Manifest:
    """Write ``contents`` below ``target`` under a ``version`` of its own; the manifest comes last.

    The publication before stays for those who are reading it; those before that, and what was begun before
    it and never finished, are removed. Raises ``PublicationError``.
    """
    home = home_of(target, contents.term)
    there = _there(home)
    if there and there.term.campus != contents.term.campus:
        raise PublicationError("id_taken", place=home.name, campus=there.term.campus)
    before = there.version if there else None
    files = {}
    for name, rows, content in _files(contents):
        (home / version / name).write(content)
        files[name] = file_of(rows, content)
    manifest = Manifest(version, contents.term, contents.origin, files)
    (home / MANIFEST).replace(manifest.written())
    clear(home, version, before)
    return manifest


def new_version(now: dt.datetime) -> str:
    """The name of a version written at ``now`` (UTC), another one each time; names are in order of time."""
    return f"{now:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"


def clear(home: Place, version: str, before: str | None) -> None:
    """Remove what is older than the version ``before`` this one; nothing where that is not known."""
    for folder in home.folders():
        name = folder.path.rpartition("/")[2]
        # A later one is somebody else's who is just writing: names begin with the moment.
        if before and name < before and name != version:  # a clock may be behind that of the one before
            folder.remove()


def _there(home: Place) -> Manifest | None:
    if not home.has(MANIFEST):
        return None
    try:
        return manifest_of((home / MANIFEST).read(), home.name)
    except PublicationError:
        # Of one that cannot be read nothing is known, so nothing beside it is removed.
        return None


def _files(contents: Contents) -> Iterator[tuple[str, int, bytes]]:
    """Every file: its name, its rows and its bytes."""
    for table, rows in contents.facts.items():
        yield f"facts/{table}/part-0.parquet", len(rows), parquet.written(rows, parquet.schema_of(table))
    names = {"campus": contents.term.publishing.id, "term": contents.term.name}
    for name, figures in ((FIGURES, contents.figures), (CHECKPOINTS, contents.checkpoints)):
        yield name, len(figures), parquet.written(figures.assign(**names), parquet.FIGURES)
