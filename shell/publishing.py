"""Publications in a shell: what a campus hands to an office that counts many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from exports.published.places import place_of
from schema.language import gettext
from schema.publication_errors import PublicationError
from services.publishing import publish_term
from shell import options
from shell.opening import fail, opened_desk
from shell.printing import print_json

Target = Annotated[str, typer.Option(help="The folder, or an address such as s3://bucket/folder.")]


def publish(
    acting: options.Acting,
    printed: options.Printed,
    out: Target,
    pseudonyms: Annotated[
        bool,
        typer.Option(
            "--pseudonyms",
            help="People keep their pseudonyms from one publication to the next; the term's file has to "
            "allow it, RUQI_PSEUDONYM_SECRET makes them. Without it everybody has another one each time.",
        ),
    ] = False,
) -> None:
    """Publish the term as Parquet files, without names and ids of students; see docs/campuses.md."""
    with explained(), opened_desk(acting) as desk:
        manifest = publish_term(desk, place_of(out), pseudonyms=pseudonyms)
    rows = sum(file.rows for name, file in manifest.files.items() if name.startswith("facts/"))
    if printed.as_json:
        print_json({"campus": manifest.campus, "version": manifest.version, "rows": rows})
        return
    words = gettext("已发布 {campus} 的 {rows} 行事实，版本 {version}", printed.language)
    print(words.format(campus=manifest.campus, rows=f"{rows:,}", version=manifest.version))


@contextmanager
def explained() -> Iterator[None]:
    """What stands in the way of a publication ends the command with a sentence."""
    try:
        yield
    except PublicationError as error:
        fail(f"{error.message('zh')}\n{error.message('en')}")
