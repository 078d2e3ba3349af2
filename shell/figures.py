"""Figures in a shell, and the sample term behind them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from exports import sources_csv
from metrics.indicators import INDICATORS
from schema.figures import CAMPUS, FIGURE_COLUMNS, STATE
from schema.term import Term
from services import figures as known_figures
from services import sample as sample_term
from services import sources as known_sources
from shell import options
from shell.opening import fail, opened_desk, opened_store
from shell.tables import print_rows

Format = Annotated[str, typer.Option(help="csv or json.")]


@dataclass(frozen=True)
class Which:
    """Which figures: of which unit, of which indicators."""

    unit: Annotated[str | None, typer.Option(help=f"One unit, or {CAMPUS}; else all.")] = None
    indicator: Annotated[
        list[str] | None, typer.Option(help="An indicator by its id, may be repeated; else all.")
    ] = None


def figures(
    when: options.When,
    which: Which,
    acting: options.Acting,
    sources: Annotated[
        Path | None, typer.Option(help="Also write the submissions that they rest on to this csv file.")
    ] = None,
    format: Format = "csv",
) -> None:
    """Print every indicator of every unit: n, d and rate, which is null where d is 0.

    ``state`` tells a 0 and a blank apart: not_reported, not_due, unknown or nothing (to count).
    """
    indicators_of(which.indicator, "--indicator")
    term, unit, moment = acting.term, which.unit, when.moment
    units = places_of(unit, term)
    with opened_desk(acting) as desk:
        table = known_figures.table(
            desk,
            days=[options.day_of(when.on, term)],
            units=units,
            indicators=which.indicator,
            known_at=moment,
        )
        if sources:
            own = None if unit == CAMPUS else units
            listed = known_sources.standing(desk, moment, indicators=which.indicator, units=own)
            sources.write_bytes(sources_csv(listed, term=term))
    print_rows([_as_dict(row) for row in table.itertuples(index=False)], (*FIGURE_COLUMNS, STATE), format)


def sample(term_file: options.TermFile = None) -> None:
    """Load the sample term into an empty store."""
    term = options.term_of(term_file)
    with opened_store() as store:
        if not sample_term.is_wanted(store, term):
            fail(f"{term.name}: 已有数据或没有样例，未载入 it has data, or no sample; nothing was loaded")
        print(f"{term.name}: {sample_term.load_sample(store, term)}")


def indicators_of(ids: Sequence[str] | None, option: str) -> None:
    """Refuse what is no indicator."""
    unknown = sorted(set(ids or ()) - {indicator.id for indicator in INDICATORS})
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is none; see docs/indicators.md", param_hint=option)


def places_of(unit: str | None, term: Term) -> list[str] | None:
    """The unit that is asked for, or the campus; ``None`` for all."""
    return None if unit is None else [CAMPUS if unit == CAMPUS else str(options.unit_of(unit, term))]


def _as_dict(row: Any) -> dict[str, Any]:
    """A row of the figures table."""
    rate = None if math.isnan(row.rate) else float(row.rate)
    counts = {"n": int(row.n), "d": int(row.d), "rate": rate, STATE: row.state}
    return {"indicator": row.indicator, "unit": row.unit, "on": row.on.date().isoformat(), **counts}
