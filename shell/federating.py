"""Figures of many campuses in a shell, out of what each of them published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

import typer

from exports.published.federated import Question
from exports.published.federating import federate as worked_out
from exports.published.federating import of_one_term
from exports.published.places import place_of
from exports.published.reading import publications
from exports.published.writing import new_version
from metrics.federation import ENGINES
from schema.language import gettext
from shell import options
from shell.printing import print_json
from shell.publishing import Target, explained

Source = Annotated[
    str, typer.Option("--in", help="Where campuses published: a folder, or s3://bucket/folder.")
]


@dataclass(frozen=True)
class How:
    """By which engine, and which term."""

    engine: Annotated[str, typer.Option(help=f"One of {', '.join(ENGINES)}.")] = "pandas"
    term: Annotated[str | None, typer.Option(help="Which term, where campuses published several.")] = None


def federate(printed: options.Printed, when: options.When, how: How, source: Source, out: Target) -> None:
    """Work every indicator of every campus out of what was published; write figures by campus and region.

    Without --on it is the last day of the term, or today; see docs/campuses.md.
    """
    if how.engine not in ENGINES:
        raise typer.BadParameter(f"{how.engine!r}; one of {', '.join(ENGINES)}", param_hint="--engine")
    with explained():
        listed = of_one_term(publications(place_of(source)), how.term)
        last = max(one.manifest.term.last_day for one in listed)
        on = options.day_of(when.on, listed[0].manifest.term) if when.on else min(last, _today())
        version = new_version(dt.datetime.now(dt.UTC))
        made = worked_out(listed, Question(on, when.moment, how.engine), place_of(out), version)
    if printed.as_json:
        print_json({"campuses": len(made.campuses), "on": on.isoformat(), "version": version})
        return
    words = gettext("已算出 {count} 个校区截至 {on} 的指标，版本 {version}", printed.language)
    print(words.format(count=len(made.campuses), on=on.isoformat(), version=version))


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
