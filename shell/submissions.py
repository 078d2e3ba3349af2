"""Submissions in a shell: load and withdraw."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from schema.between import BETWEEN_FINDINGS
from schema.language import gettext
from schema.mappings import MappingEntry
from schema.reading import SheetReading
from services import checkpoints, intake, mappings
from services import submissions as filed
from services.intake import Outcome
from shell import options
from shell.correcting import corrections_of
from shell.doubts import doubted
from shell.meanings import meanings_of
from shell.opening import opened_desk
from shell.printing import print_findings, print_json


def load(
    files: options.Files,
    sender: options.Loaded,
    acting: options.Acting,
    printed: options.Printed,
    explained: options.Explained,
) -> None:
    """Take workbooks in: the good rows of every sheet count from now on. Exit 1 if one was refused."""
    term = acting.term
    moment = sender.moment_in(term)
    with opened_desk(acting) as desk:
        for titles, class_id in options.answers_of(explained.class_of).items():
            intake.answer_class(desk, titles, class_id, at=moment)
        unit = options.unit_of(sender.unit, term)
        for heading, meaning in meanings_of(explained, sender.kind, term).items():
            mappings.set_mapping(desk, MappingEntry(unit, heading, meaning), at=moment)
        contents = options.contents_of(files)
        corrections = corrections_of(explained.correct, files)
        arrival = intake.Arrival(moment, unit, options.kind_of(sender.kind), corrections=corrections)
        begin = partial(_say_begun, None if printed.as_json else printed.language)
        groups = doubted(desk, intake.read_together(desk, contents, arrival, begin), sender)
        outcomes: list[Outcome] = []
        for (_, data), readings in zip(contents, groups, strict=True):
            kept = intake.confirm(desk, readings, data, received_at=moment)
            outcomes += kept
            if not printed.as_json:
                _print_kept(kept, readings, printed.language)
        if sender.received_at is None:  # whoever loads what came earlier has not loaded all of it yet
            checkpoints.freeze(desk)
    if printed.as_json:
        print_json([outcome.as_dict() for outcome in outcomes])
    if any(outcome.refused for outcome in outcomes):
        raise typer.Exit(1)


def withdraw(
    submission: Annotated[int, typer.Argument(help="Its number, as `load` printed it.")],
    acting: options.Acting,
    at: Annotated[str | None, typer.Option(help="From when on, ISO 8601 with offset; else now.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why; it stands in the history.")] = None,
) -> None:
    """Take a submission back: the rows that it replaced count again from then on."""
    with opened_desk(acting) as desk:
        filed.withdraw(desk, submission, at=options.moment_of(at, "--at"), reason=reason)
    print(f"已撤回 withdrawn: {submission}")


def _say_begun(language: str | None, name: str) -> None:
    """Say in ``language``, if any, which file is being read, apart from what is printed of it."""
    if language is not None:
        print(gettext("正在读取 {file}…", language).format(file=name), file=sys.stderr, flush=True)


def _print_kept(kept: Sequence[Outcome], readings: Sequence[SheetReading], language: str) -> None:
    """What became of each sheet, and what is doubtful in it beside what stands."""
    for outcome, reading in zip(kept, readings, strict=True):
        print(_sentence(outcome, language), flush=True)
        if outcome.submission is not None:
            print_findings([found for found in reading.findings if found.code in BETWEEN_FINDINGS], language)


def _sentence(outcome: Outcome, language: str) -> str:
    """What became of one sheet of one unit."""
    place = " · ".join(
        str(part) for part in (outcome.file, outcome.sheet, outcome.kind, outcome.unit) if part
    )
    if outcome.refused:
        return f"✗ {place}: {outcome.refused.message(language)}"
    if outcome.duplicate_of is not None:
        same = gettext("与提交 {submission} 完全相同，未重复计入", language)
        return f"= {place}: {same.format(submission=outcome.duplicate_of)}"
    taken = gettext("提交 {submission}：采用 {taken} 行，错误 {errors} 处，提醒 {warnings} 处", language)
    counts = {name: getattr(outcome, name) for name in ("submission", "taken", "errors", "warnings")}
    return f"✓ {place}: {taken.format(**counts)}"
