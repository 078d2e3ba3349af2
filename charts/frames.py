"""What charts ask of a figures table: its columns, its days, its units, the text of a point."""

from __future__ import annotations

import datetime as dt
from html import escape

import pandas as pd

from charts import wording
from charts.canvas import Look
from charts.texts import text
from metrics.indicators import INDICATORS
from schema.figures import CAMPUS, CONTRADICTED, FIGURE_COLUMNS, STATE
from schema.term import Term


def checked(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures table by day; raises ``ValueError`` naming the columns that it lacks."""
    lacking = [column for column in FIGURE_COLUMNS if column not in figures.columns]
    if lacking:
        raise ValueError(f"not a figures table; it lacks {', '.join(lacking)}")
    return figures.sort_values("on", kind="stable")


def only(figures: pd.DataFrame, column: str) -> str:
    """The one value of ``column``; raises ``ValueError`` when there are several or none."""
    values = list(figures[column].unique())
    if len(values) != 1:
        raise ValueError(f"the chart shows one {column}, but the table has {len(values)}: {values}")
    return str(values[0])


def on_day(figures: pd.DataFrame, on: dt.date | None) -> pd.DataFrame:
    """The rows of day ``on``, or of the table's last day."""
    if on is None:
        return figures[figures["on"] == figures["on"].max()]
    return figures[figures["on"] == pd.Timestamp(on)]


def days_of(figures: pd.DataFrame) -> list[dt.date]:
    """The days of the table, in order."""
    return [day.date() for day in sorted(figures["on"].unique())]


def in_order(figures: pd.DataFrame, column: str, term: Term) -> list[str]:
    """The values of ``column`` in the order people know: the term's units, the indicators."""
    known = {
        "unit": [*term.unit_names, CAMPUS],
        "indicator": [indicator.id for indicator in INDICATORS],
    }[column]
    present = list(figures[column].unique())
    return [v for v in known if v in present] + [v for v in present if v not in known]


def by_indicator_and_unit(figures: pd.DataFrame) -> dict[tuple[str, str], pd.DataFrame]:
    """The rows of each indicator and unit that the table holds."""
    return dict(iter(figures.groupby(["indicator", "unit"], sort=False)))


def split_campus(figures: pd.DataFrame) -> tuple[pd.DataFrame, float | None]:
    """The rows of units, and the campus rate where the table has one that is not missing."""
    campus = figures[figures["unit"] == CAMPUS]
    rate = None if campus.empty else float(campus["rate"].iloc[-1])
    return figures[figures["unit"] != CAMPUS], None if wording.is_missing(rate) else rate


def sorted_by_rate(rows: pd.DataFrame, column: str = "rate") -> pd.DataFrame:
    """Highest first, missing last; equal ones in the order of the table."""
    return rows.sort_values(column, ascending=False, kind="stable", na_position="last")


def point_keys(rows: pd.DataFrame) -> list[list[str]]:
    """What a click reports of each row: unit, ISO day, indicator."""
    days = [day.date().isoformat() for day in rows["on"]]
    return [list(key) for key in zip(rows["unit"], days, rows["indicator"], strict=True)]


def hover_texts(rows: pd.DataFrame, term: Term, language: str) -> list[str]:
    """Who, what, when and the rate with its numerator and denominator, a text a row.

    Where there is no rate stands why, and what spot checks say of one.
    """
    return [
        "<br>".join(
            [
                f"<b>{escape(wording.unit_title(row.unit, term, language), quote=False)}</b> · "
                f"{wording.indicator_title(row.indicator, language)}",
                wording.span(row.on, since, language),
                wording.format_figure(row, language, mark=False),
                *([text("contradicted", language)] if wording.is_contradicted(row) else []),
            ]
        )
        for row, since in zip(rows.itertuples(), _since(rows), strict=True)
    ]


def states_of(rows: pd.DataFrame) -> list[str]:
    """Why a figure says nothing, see :func:`charts.wording.state_of`, a row each."""
    return [wording.state_of(row) for row in rows.itertuples()]


def without_words(rows: pd.DataFrame, look: Look) -> list[str]:
    """Which units of ``rows`` have no figure, and why, for a screen reader: ``未报：理学院 / 土木工程系``."""
    states = pd.Series(states_of(rows), index=rows.index, dtype="str")
    return [
        look.words(
            "alt_state",
            state=look.words(str(state)),
            names=" / ".join(wording.unit_title(unit, look.term, look.language) for unit in own["unit"]),
        )
        for state, own in rows[states != ""].groupby(states[states != ""], sort=False)
    ]


def measure_over(measure: str, rows: pd.DataFrame, look: Look) -> str:
    """``measure``, and what the figures of ``rows`` cover: up to a day, a day alone, or a stretch of days."""
    days, since = list(rows["on"].unique()), _since(rows)
    if len(days) == 1:
        covered = wording.span(days[0], since[0], look.language)
    else:
        each = all(first == on for first, on in zip(since, rows["on"], strict=True))
        covered = look.words("of_each_day" if each else "until_each_day")
    return f"{measure} · {covered}"


def _since(rows: pd.DataFrame) -> list[pd.Timestamp | None]:
    """From which day on each figure counts; ``None`` for what is the total up to its day."""
    return list(rows["since"]) if "since" in rows else [None] * len(rows)


def with_changes(first: pd.DataFrame, second: pd.DataFrame, key: str) -> pd.DataFrame:
    """``second`` with ``change``, and ``rate_before``, ``n_before``, ``d_before``, ``state_before``.

    Rows are matched on ``key``; a ``key`` of only one table is left out, and ``change`` is NaN
    where either rate is missing. ``change`` is a difference of rates, not of per cent.
    """
    counts = [key, "n", "d", "rate", *([STATE] if STATE in first and STATE in second else [])]
    joined = second.merge(first[counts], on=key, suffixes=("", "_before"))
    joined["change"] = joined["rate"] - joined["rate_before"]
    return joined


def before(changes: pd.DataFrame) -> pd.DataFrame:
    """The figures that ``changes`` (of :func:`with_changes`) start from; marked is what they came to."""
    ends = {
        name: changes[f"{name}_before"] for name in ("n", "d", "rate", STATE) if f"{name}_before" in changes
    }
    return changes.assign(**ends).drop(columns=CONTRADICTED, errors="ignore")
