"""What a figure is made of, in a shell."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Annotated, Any

import pandas as pd
import typer

from schema.figures import CAMPUS
from services import tracing
from shell import options
from shell.figures import Format, indicators_of
from shell.opening import opened_desk
from shell.tables import print_rows


def trace(
    indicator: Annotated[str, typer.Argument(help="The indicator by its id.")],
    when: options.When,
    acting: options.Acting,
    unit: Annotated[str, typer.Option(help="A unit, else the campus.")] = CAMPUS,
    format: Format = "csv",
) -> None:
    """Print the rows that add up to a figure: the class or person, the file, the sheet and the row."""
    term = acting.term
    place = CAMPUS if unit == CAMPUS else str(options.unit_of(unit, term))
    indicators_of([indicator], "indicator")
    with opened_desk(acting) as desk:
        rows = tracing.behind(desk, indicator, place, options.day_of(when.on, term), when.moment)
    print_rows([_as_dict(row) for row in rows.to_dict("records")], tracing.TRACE_COLUMNS, format)


def _as_dict(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """A row behind a figure: moments in UTC as ISO 8601, blank as null."""
    plain = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    received = plain["received_at"]
    return plain | {"received_at": None if received is None else f"{received.isoformat()}Z"}
