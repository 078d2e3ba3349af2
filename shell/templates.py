"""Templates in a shell: the workbooks that colleges fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from services.templates import OFFICE, TEMPLATES
from shell import options
from shell.opening import opened_desk

Output = Annotated[Path, typer.Option("-o", "--output", help="The xlsx file to write; a zip for all units.")]
ForUnit = Annotated[str | None, typer.Option("--unit", help="Who fills it in; else one for every unit.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="A kind, may be repeated; else all.")]
AboutDay = Annotated[str | None, typer.Option("--on", help="The day to report about, else today.")]


def template(
    output: Output, unit: ForUnit = None, kind: Kinds = None, on: AboutDay = None,
    term_file: options.TermFile = None, language: options.Language = "zh", login: options.Login = None,
) -> None:  # fmt: skip
    """Write a unit's template, its own classes filled in, or a zip with those of all units."""
    term = options.term_of(term_file)
    day, name = options.day_of(on, term), options.unit_of(unit, term)
    unknown = sorted(set(kind or []) - set(TEMPLATES))
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r}; one of {', '.join(TEMPLATES)}", param_hint="--kind")
    kinds = kind or []
    with opened_desk(term, login) as desk:
        if name is None and not OFFICE.intersection(kinds):
            content = desk.all_templates(kinds, on=day, language=language)
        else:
            content = desk.template(name, kinds, on=day, language=language)
    output.write_bytes(content)
    print(output)
