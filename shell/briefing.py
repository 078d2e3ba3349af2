"""The document about a phase, from a shell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exports.images.unavailable import ImageUnavailable
from exports.papers.formats import FORMATS, TemplateUnusable, made
from schema.as_of import AsOf
from schema.language import spoken_in
from schema.term import Phase, Term
from services.papers.briefing import NothingDue, paper_of
from services.papers.scope import INDICATORS_OF, scope_of
from shell import options
from shell.opening import fail, opened_desk
from shell.printing import print_json

Of = Annotated[str, typer.Argument(metavar="PHASE", help=f"One of {', '.join(INDICATORS_OF)}.")]
Out = Annotated[Path, typer.Option(help="The file to write.", dir_okay=False)]
Format = Annotated[str | None, typer.Option(help="docx, pptx, pdf or html; else as the file is called.")]


def briefing(
    phase: Of,
    out: Out,
    when: options.When,
    acting: options.Acting,
    format: Format = None,
    language: options.Language = "zh",
) -> None:
    """Write the briefing of a phase: Word, slides, PDF or one page that needs no network."""
    wanted = format or out.suffix.removeprefix(".")
    if wanted not in FORMATS:
        raise typer.BadParameter(f"{wanted!r}; one of {', '.join(FORMATS)}", param_hint="--format")
    chosen = _phase(phase, acting.term)
    on = options.day_of(when.on, acting.term)
    with opened_desk(acting) as desk, spoken_in(language):
        try:
            paper = paper_of(scope_of(desk, chosen, AsOf(desk.term, on, when.moment)))
            content = made(paper, wanted, desk.term.letterhead)
        except (NothingDue, ImageUnavailable, TemplateUnusable) as error:
            fail(f"{error.message('zh')}\n{error.message('en')}")
    out.write_bytes(content)
    print_json({"file": str(out), "phase": phase, "as_of": paper.as_of, "bytes": len(content)})


def _phase(id: str, term: Term) -> Phase:
    known = [phase for phase in term.phases if phase.id in INDICATORS_OF]
    for phase in known:
        if phase.id == id:
            return phase
    names = ", ".join(phase.id for phase in known)
    raise typer.BadParameter(f"{id!r}; one of {names}", param_hint="PHASE")
