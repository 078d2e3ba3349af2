"""What is expected of figures by their deadlines, in a shell."""

from __future__ import annotations

from services.forecasts import forecasts
from shell import options
from shell.figures import Format, Which, indicators_of, places_of
from shell.opening import opened_desk
from shell.tables import print_rows

_COLUMNS = ("indicator", "unit", "on", "due", "rate", "expected", "low", "high")


def forecast(when: options.When, which: Which, acting: options.Acting, format: Format = "csv") -> None:
    """Print the rates expected by the deadlines ahead of the day, each with its interval; never a fact.

    Made of what was known at the end of the day. Nothing is printed of a figure that has too little to go
    by, or no deadline ahead; docs/indicators.md has the method.
    """
    indicators_of(which.indicator, "--indicator")
    on, places = options.day_of(when.on, acting.term), places_of(which.unit, acting.term)
    with opened_desk(acting) as desk:
        told = forecasts(desk, on, when.moment)
    rows = [
        {
            "indicator": indicator,
            "unit": unit,
            "on": on.isoformat(),
            "due": each.due.isoformat(),
            "rate": each.rate,
            "expected": each.expected,
            "low": each.low,
            "high": each.high,
        }
        for (indicator, unit), each in told.items()
        if (not which.indicator or indicator in which.indicator) and (places is None or unit in places)
    ]
    print_rows(rows, _COLUMNS, format)
