"""What the overview shows at a glance, worked out once for a version of the store and a view.

While a page is worked out its server is slow to send the browser the code of the charts; so what
the first page shows is kept ready.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

import charts
from metrics import compare
from metrics.indicators import INDICATORS
from schema.figures import CAMPUS
from services.events import dated
from services.figures import series
from ui import identity
from ui.filters import Filters
from ui.language import language
from ui.show import is_dark

HEADLINES = tuple(indicator for indicator in INDICATORS if indicator.headline)
_MOST_LINES = 4  # what a trend labels directly
_VIEWS = 64


@dataclass(frozen=True)
class Glance:
    """The first screen in figures.

    ``campus``: the indicators that have a card by id with ``n``, ``d``, ``rate`` and ``change`` since the
    day compared with. ``lines``: their rates up to the day. ``changes``: the change of all the first
    indicators. ``today``: the figures table of the day, for the chosen units and the campus.
    """

    campus: pd.DataFrame
    lines: dict[str, list[float]]
    changes: pd.DataFrame
    today: pd.DataFrame


def glance(filters: Filters, since: dt.date) -> Glance:
    """The first screen for ``filters``, its cards compared with the day ``since``."""
    term, on, units = filters.term, filters.on, filters.shown_units
    figures = series(identity.desk(), filters.known_at)
    campus = compare.of(figures, units=[CAMPUS])
    today = compare.of(compare.on_day(figures, on), units=[*units, CAMPUS])
    changes = compare.changes(campus, since=since, on=on)
    ids = _with_cards(changes.set_index("indicator")["change"])
    past = compare.on_days(campus, term.first_day, on)
    return Glance(
        changes.set_index("indicator").loc[ids],
        {id: list(compare.of(past, indicators=[id])["rate"].fillna(0)) for id in ids},
        changes,
        today,
    )


def _with_cards(changes: pd.Series) -> list[str]:
    """The headline indicators; one that did not move gives its card to what moved most of the others."""
    ids = [indicator.id for indicator in HEADLINES]
    others = changes.drop(ids).dropna()
    movers = list(others[others != 0].abs().sort_values(ascending=False, kind="stable").index)
    return [str(movers.pop(0)) if changes[id] == 0 and movers else id for id in ids]


def campus_trend(filters: Filters) -> go.Figure:
    """The campus's headline indicators day by day, with phases, checkpoints and the target."""
    marks = dated(identity.desk(), filters.known_at)
    look = charts.Look(filters.term, filters.as_of, language(), is_dark(), events=marks)
    return _campus_trend(f"{identity.desk().version()} {marks}", filters, look)


@st.cache_resource(max_entries=_VIEWS, show_spinner=False, hash_funcs={Filters: repr, charts.Look: repr})
def _campus_trend(
    version: str,  # noqa: ARG001 - it is part of the key
    filters: Filters,
    look: charts.Look,
) -> go.Figure:
    figures = series(identity.desk(), filters.known_at)
    past = compare.on_days(figures, filters.term.first_day, filters.on)
    ids = [indicator.id for indicator in HEADLINES[:_MOST_LINES]]
    lines = compare.of(past, indicators=ids, units=[CAMPUS])
    return charts.trend(lines, look)
