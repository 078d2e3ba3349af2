"""Working the figures of many campuses out of what each of them published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pyarrow as pa

from exports.published import parquet
from exports.published.federated import (
    AT_CHECKPOINTS,
    OF_CAMPUSES,
    OF_REGIONS,
    OF_UNITS,
    SCHEMAS,
    Campus,
    Federated,
    Question,
    read_federated,
)
from exports.published.manifest import CHECKPOINTS, UNREADABLE, file_of
from exports.published.places import MANIFEST, Place
from exports.published.reading import Publication, campuses, read
from exports.published.writing import clear
from metrics.federation import ParquetTables, PublishedTerm, figures_of_campuses
from metrics.regions import by_region
from schema import limits
from schema.figures import CAMPUS
from schema.publication_errors import PublicationError

_FACTS = "facts"


def of_one_term(listed: Sequence[Publication], term: str | None) -> list[Publication]:
    """Those of ``term``; raises ``PublicationError`` for none, and where it is not said which of several."""
    terms = ", ".join(dict.fromkeys(one.manifest.term.name for one in listed))
    chosen = [one for one in listed if term in (None, one.manifest.term.name)]
    if not chosen:
        raise PublicationError("no_such_term", term=term, terms=terms)
    if len({one.manifest.term.name for one in chosen}) > 1:
        raise PublicationError("several_terms", terms=terms)
    return chosen


def federate(listed: Sequence[Publication], question: Question, target: Place, version: str) -> Federated:
    """Work the figures of every campus of ``listed`` out and write them below ``target``, the manifest last.

    Whoever reads a file holds it against its checksum: of facts that is the engine, on Spark its executors.
    What was worked out before stays for those who are reading it; what was before that is removed. Raises
    ``PublicationError``.
    """
    there, kept = zip(*(read(one, _with_checkpoints) for one in listed), strict=True)
    names = campuses(there)
    own = [
        Campus(m.campus, names[m.campus], m.region or "", m.term, m.version, m.origin.known_at)
        for m in (one.manifest for one in there)
    ]
    tables = _of_facts(there, question) | {AT_CHECKPOINTS: pd.concat(kept, ignore_index=True)}
    return keep(Federated(target, version, question, tuple(own), {}), tables)


def keep(made: Federated, tables: Mapping[str, pd.DataFrame]) -> Federated:
    """Write the ``tables`` of ``SCHEMAS`` and then the manifest, which lists them."""
    before, files = _version_there(made.home), {}
    for name, schema in SCHEMAS.items():
        content = parquet.written(tables[name], schema)
        (made.home / made.version / name).write(content)
        files[name] = file_of(len(tables[name]), content)
    made = replace(made, files=files)
    (made.home / MANIFEST).replace(made.written())
    clear(made.home, made.version, before)
    return made


def _version_there(home: Place) -> str | None:
    try:
        return read_federated(home).version
    except PublicationError:
        return None  # nothing is there, or nothing is known of it


def _with_checkpoints(one: Publication) -> tuple[Publication, pd.DataFrame]:
    """A publication beside what its campus as a whole kept at its checkpoints."""
    kept = one.figures(CHECKPOINTS)
    return one, kept[kept["unit"] == CAMPUS].assign(region=one.manifest.region or "")


def _of_facts(listed: Sequence[Publication], question: Question) -> dict[str, pd.DataFrame]:
    figures = _figures(listed, question)
    wholes = figures[figures["unit"] == CAMPUS]
    last = (figures["unit"] != CAMPUS) & (figures["on"] == pd.Timestamp(question.on))
    return {OF_CAMPUSES: wholes, OF_UNITS: figures[last], OF_REGIONS: by_region(wholes)}


def _figures(listed: Sequence[Publication], question: Question) -> pd.DataFrame:
    """Figures of every campus, unit and day with their states, by the engine."""
    first = min(one.manifest.term.first_day for one in listed)
    if question.on < first:
        raise PublicationError("before_term", on=question.on, first=first)
    if (question.on - first).days > limits.MOST_DAYS_OF_TERM:
        raise PublicationError("unworkable", problem=f"a campus begins its term on {first}")
    days = [day.date() for day in pd.date_range(first, question.on)]
    published = [_published(one) for one in listed]
    try:
        return figures_of_campuses(published, question.engine, days=days, known_at=question.known_at)
    except (
        *UNREADABLE,
        ArithmeticError,
        pa.ArrowException,
    ) as error:  # what stands in a file, or that it is gone
        # That it is of the campus that the note names, the files say: the question was held against ours.
        problem = "; ".join([str(error), *getattr(error, "__notes__", ())])
        raise PublicationError("unworkable", problem=problem) from error


def _published(one: Publication) -> PublishedTerm:
    """A publication as engines take it: they read its files and hold them against the manifest."""
    manifest = one.manifest
    folder = (one.home / manifest.version / _FACTS).address
    files = {
        name.removeprefix(f"{_FACTS}/"): file.sha256
        for name, file in manifest.files.items()
        if name.startswith(f"{_FACTS}/")
    }
    tables = ParquetTables(folder, files)
    return PublishedTerm(
        manifest.campus, manifest.region or "", manifest.term, tables, manifest.origin.known_at
    )
