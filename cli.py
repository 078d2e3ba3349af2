"""Ruqi in a shell: check and load workbooks, withdraw a submission, print figures.

The same work as on the pages, for scripts. JSON goes to standard output and nothing else does;
messages for people about what went wrong go to standard error.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from desk import intake, reckoning, sample
from loaders.units import find_unit
from schema import limits
from schema.indicators import CAMPUS, FIGURE_COLUMNS
from schema.kinds import KINDS
from schema.model import ColumnType
from schema.reading import SheetReading
from schema.term import Term, TermError, load_term
from store import Store, StoreError, open_store

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True)]
Unit = Annotated[str | None, typer.Option(help="The submitter's unit; its rows only are taken.")]
Kind = Annotated[str | None, typer.Option(help="Read as this kind, whatever the headers say.")]
TermFile = Annotated[Path | None, typer.Option(help="The term's file, else RUQI_TERM_FILE, else term.toml.")]
Received = Annotated[str | None, typer.Option(help="When it was received, ISO 8601 with offset.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Language = Annotated[str, typer.Option(help="zh or en, for what a person reads.")]


@app.command()
def check(
    files: Files, kind: Kind = None, unit: Unit = None, term_file: TermFile = None,
    received_at: Received = None, as_json: AsJson = False, language: Language = "zh",
) -> None:  # fmt: skip
    """Read workbooks and say what is in them and what is wrong. Writes nothing."""
    term = _term(term_file)
    readings = [
        reading
        for group in intake.read_together(
            _contents(files), {}, term=term, received_at=_moment(received_at, "--received-at"),
            unit=_unit(unit, term), kind=_kind(kind),
        )
        for reading in group
    ]  # fmt: skip
    if as_json:
        _print_json([_reading_as_dict(reading) for reading in readings])
    else:
        for reading in readings:
            _print_reading(reading, language)
    if any(reading.refused or reading.errors for reading in readings):
        raise typer.Exit(1)


@app.command()
def load(
    files: Files, unit: Unit = None, kind: Kind = None, received_at: Received = None,
    term_file: TermFile = None, as_json: AsJson = False, language: Language = "zh",
) -> None:  # fmt: skip
    """Take workbooks in: the good rows of every sheet count from now on. Exit 1 if one was refused."""
    term = _term(term_file)
    moment = _moment(received_at, "--received-at")
    with _store() as store:
        contents = _contents(files)
        groups = intake.read_together(
            contents, intake.known_plan(store, term), term=term, received_at=moment,
            unit=_unit(unit, term), kind=_kind(kind),
        )  # fmt: skip
        outcomes = [
            outcome
            for (_, data), readings in zip(contents, groups, strict=True)
            for outcome in intake.record(store, readings, data, term=term, received_at=moment)
        ]
    if as_json:
        _print_json([outcome.as_dict() for outcome in outcomes])
    else:
        for outcome in outcomes:
            print(_outcome_sentence(outcome, language))
    if any(outcome.refused for outcome in outcomes):
        raise typer.Exit(1)


@app.command()
def withdraw(
    submission: Annotated[int, typer.Argument(help="Its number, as `load` printed it.")],
    at: Annotated[str | None, typer.Option(help="From when on, ISO 8601 with offset; else now.")] = None,
) -> None:
    """Take a submission back: the rows that it replaced count again from then on."""
    with _store() as store:
        store.withdraw(submission, at=_moment(at, "--at"))
    print(f"已撤回 withdrawn: {submission}")


@app.command()
def figures(
    on: Annotated[str | None, typer.Option(help="The day, else today within the term.")] = None,
    known_at: Annotated[
        str | None, typer.Option(help="As known then, ISO 8601 with offset; else now.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help=f"One unit, or {CAMPUS}; else all.")] = None,
    format: Annotated[str, typer.Option(help="csv or json.")] = "csv",
    term_file: TermFile = None,
) -> None:
    """Print every indicator of every unit: n, d and rate, which is null where d is 0."""
    if format not in {"csv", "json"}:
        raise typer.BadParameter("csv or json", param_hint="--format")
    term = _term(term_file)
    units = None if unit is None else [CAMPUS if unit == CAMPUS else str(_unit(unit, term))]
    with _store() as store:
        table = reckoning.figures(
            store, term, days=[_day(on, term)], units=units,
            known_at=_moment(known_at, "--known-at") if known_at else None,
        )  # fmt: skip
    rows = [_figure_as_dict(row) for row in table[list(FIGURE_COLUMNS)].itertuples(index=False)]
    if format == "json":
        _print_json(rows)
        return
    writer = csv.DictWriter(sys.stdout, FIGURE_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


@app.command("sample")
def load_sample(term_file: TermFile = None) -> None:
    """Load the sample term into an empty store."""
    term = _term(term_file)
    with _store() as store:
        if not sample.is_wanted(store, term):
            _fail(f"{term.name}: 已有数据或没有样例，未载入 it has data, or no sample; nothing was loaded")
        print(f"{term.name}: {sample.load_sample(store, term)}")


@contextmanager
def _store() -> Iterator[Store]:
    try:
        with open_store() as store:
            yield store
    except StoreError as error:
        _fail(f"{error.message('zh')}\n{error.message('en')}")


def _fail(message: str) -> None:
    print(message, file=sys.stderr)
    raise typer.Exit(1)


def _term(file: Path | None) -> Term:
    try:
        return load_term(file)
    except TermError as error:
        raise typer.BadParameter(str(error), param_hint="--term-file") from error


def _moment(text: str | None, option: str) -> dt.datetime:
    if text is None:
        return dt.datetime.now(dt.UTC)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not an ISO 8601 time", param_hint=option) from error
    if moment.tzinfo is None:
        raise typer.BadParameter(f"{text!r} needs an offset, such as +08:00", param_hint=option)
    return moment


def _day(text: str | None, term: Term) -> dt.date:
    if text is None:
        return min(max(term.local_day(dt.datetime.now(dt.UTC)), term.opens), term.closes)
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day such as 2020-02-23", param_hint="--on") from error


def _unit(name: str | None, term: Term) -> str | None:
    found = find_unit(name, term) if name else None
    if name and found is None:
        known = "、".join(term.unit_names)
        raise typer.BadParameter(f"{name!r} is no unit of this term: {known}", param_hint="--unit")
    return found


def _kind(id: str | None) -> str | None:
    known = [kind.id for kind in KINDS]
    if id is not None and id not in known:
        raise typer.BadParameter(f"{id!r}; one of {', '.join(known)}", param_hint="--kind")
    return id


def _contents(files: list[Path]) -> list[tuple[str, bytes]]:
    """Names and bytes; of a file over the limit no more than shows that it is."""
    contents = []
    for file in files:
        with file.open("rb") as stream:
            contents.append((file.name, stream.read(limits.MAX_FILE_BYTES + 1)))
    return contents


def _print_json(value: object) -> None:
    # Encoded in one go: piecemeal, a large roster takes seconds.
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _reading_as_dict(reading: SheetReading) -> dict[str, Any]:
    return {
        "file": reading.file,
        "sheet": reading.sheet,
        "kind": reading.kind,
        "form": reading.form,
        "unit": reading.unit,
        "refused": reading.refused.as_dict() if reading.refused else None,
        "rows": [] if reading.refused else _rows_as_dicts(reading),
        "findings": [finding.as_dict() for finding in reading.findings],
    }


def _rows_as_dicts(reading: SheetReading) -> list[dict[str, Any]]:
    """Rows as JSON writes them: ISO days, lists for several-valued columns, null for blank."""
    columns = {
        column.id: _json_values(reading.rows[column.id], column.type)
        for column in reading.declaration.columns
    }
    columns["source_row"] = reading.rows["source_row"].tolist()
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _json_values(values: pd.Series[Any], type: ColumnType) -> list[Any]:
    if type is ColumnType.SEVERAL:
        return [list(words) or None for words in values]
    if type is ColumnType.DATE:
        values = values.dt.strftime("%Y-%m-%d")
    plain: list[Any] = values.astype(object).where(values.notna(), None).tolist()
    if type is ColumnType.SCORE:
        return [int(score) if score is not None and score.is_integer() else score for score in plain]
    return plain


def _figure_as_dict(row: Any) -> dict[str, Any]:
    rate = None if math.isnan(row.rate) else float(row.rate)
    return {
        "indicator": row.indicator, "unit": row.unit, "on": row.on.date().isoformat(),
        "n": int(row.n), "d": int(row.d), "rate": rate,
    }  # fmt: skip


def _print_reading(reading: SheetReading, language: str) -> None:
    place = f"{reading.file} · {reading.sheet}" if reading.sheet else reading.file
    if reading.refused:
        print(f"✗ {place}\n  {reading.refused.message(language)}")
    else:
        parts = [part for part in (reading.kind, reading.form, reading.unit) if part]
        print(f"✓ {place} · {' · '.join(parts)} · {len(reading.rows)} {'行' if language == 'zh' else 'rows'}")
    for finding in reading.findings:
        mark = "✗" if finding.is_error else "!"
        where = " ".join(
            str(part) for part in (finding.sheet, finding.row, finding.column) if part is not None
        )
        print(f"  {mark} [{where}] {finding.message(language)}")


def _outcome_sentence(outcome: intake.Outcome, language: str) -> str:
    place = " · ".join(
        str(part) for part in (outcome.file, outcome.sheet, outcome.kind, outcome.unit) if part
    )
    if outcome.refused:
        return f"✗ {place}: {outcome.refused.message(language)}"
    if outcome.duplicate_of is not None:
        same = (
            "与提交 {} 完全相同，未重复计入"
            if language == "zh"
            else "the same as submission {}, not counted twice"
        )
        return f"= {place}: {same.format(outcome.duplicate_of)}"
    told = (
        "提交 {}：采用 {} 行，错误 {} 处，提醒 {} 处"
        if language == "zh"
        else "submission {}: {} rows taken, {} errors, {} warnings"
    )
    return f"✓ {place}: {told.format(outcome.submission, outcome.taken, outcome.errors, outcome.warnings)}"


if __name__ == "__main__":
    app()
