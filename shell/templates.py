"""Templates in a shell: the workbooks that colleges fill in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from services import templates
from shell import options
from shell.opening import opened_desk

Output = Annotated[Path, typer.Option("-o", "--output", help="The xlsx file to write; a zip for all units.")]
ForUnit = Annotated[str | None, typer.Option("--unit", help="Who fills it in; else one for every unit.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="A kind, may be repeated; else all.")]
AboutDay = Annotated[str | None, typer.Option("--on", help="The day to report about, else today.")]


@dataclass(frozen=True)
class Wanted:
    """Whose template it is, with which sheets, about which day."""

    unit: ForUnit = None
    kind: Kinds = None
    on: AboutDay = None


def template(
    output: Output, wanted: Wanted, acting: options.Acting, language: options.Language = "zh"
) -> None:
    """Write a unit's template, its own classes filled in, or a zip with those of all units."""
    term, kinds = acting.term, wanted.kind or []
    day, name = options.day_of(wanted.on, term), options.unit_of(wanted.unit, term)
    unknown = sorted(set(kinds) - set(templates.TEMPLATES))
    if unknown:
        raise typer.BadParameter(
            f"{unknown[0]!r}; one of {', '.join(templates.TEMPLATES)}", param_hint="--kind"
        )
    with opened_desk(acting) as desk:
        if name is None and not templates.OFFICE.intersection(kinds):
            content = templates.all_templates(desk, kinds, on=day, language=language)
        else:
            content = templates.template(desk, name, kinds, on=day, language=language)
    output.write_bytes(content)
    print(output)
