"""The filters that all pages share, in the sidebar and in the URL, so that a view is a link.

Days are bound by Streamlit itself. Choices whose words change with the language are written to
the URL by their ids here, so that a link means the same in both languages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import wording
from desk import comparison
from schema.term import Term
from ui import sources
from ui.language import DEFAULT, LANGUAGES, STATE, gettext, language

_ = gettext


@dataclass(frozen=True)
class Filters:
    """What the reader chose: ``known_at`` is ``None`` for *as known now*, ``units`` empty for all."""

    term: Term
    on: dt.date
    known_at: dt.datetime | None
    units: tuple[str, ...]

    @property
    def shown_units(self) -> tuple[str, ...]:
        """The chosen units, all of the term when none was chosen."""
        return self.units or self.term.unit_names

    @property
    def as_of(self) -> str:
        """The line at the foot of every chart: the day, and what was known when."""
        return wording.as_of_line(self.on, self.known_at, self.term, language())


def today(term: Term) -> dt.date:
    """The calendar day of now in the term's time zone."""
    return term.local_day(dt.datetime.now(term.timezone))


def choose_language(place: DeltaGenerator) -> None:
    """Show the switch of languages in ``place``; :func:`ui.language.language` gives the choice."""
    seed(STATE, LANGUAGES, several=False)
    place.segmented_control(
        "语言 Language",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        default=None if STATE in st.session_state else DEFAULT,
        required=True,
        key=STATE,
        persist_state="session",
        label_visibility="collapsed",
    )
    publish(STATE, DEFAULT)


def choose(place: DeltaGenerator, term: Term, *, with_units: bool = True) -> Filters:
    """Show the filters in ``place`` and give what was chosen; some pages are about one unit."""
    with place:
        st.selectbox(_("学期"), [term.name], key="term", bind="query-params")
        latest = comparison.latest_day(sources.series(term), term, today(term))
        on = st.date_input(
            _("统计日"),
            value=latest,
            min_value=term.first_day,
            max_value=term.last_day,
            format="YYYY-MM-DD",
            key="on",
            bind="query-params",
            help=_("各项指标算到这一天 24:00。"),
        )
        return Filters(term, on or latest, _known_at(term), units_of(term) if with_units else ())


def _known_at(term: Term) -> dt.datetime | None:
    day = st.date_input(
        _("按哪天所知"),
        value=None,
        min_value=term.first_day,
        max_value=max(term.last_day, min(today(term), term.closes)),
        format="YYYY-MM-DD",
        key="known_at",
        bind="query-params",
        help=_("只计这一天 24:00 前收到的上报；不选则计目前收到的全部上报。"),
    )
    return term.end_of(day) if day else None


def units_of(term: Term) -> tuple[str, ...]:
    """Let the reader choose some units; none means all."""
    seed("units", term.unit_names, several=True)
    chosen = st.multiselect(
        _("学院(系、部)"),
        term.unit_names,
        format_func=lambda unit: wording.unit_title(unit, term, language()),
        placeholder=_("全部"),
        key="units",
        persist_state="session",
        select_all=False,
    )
    publish("units", [])
    return tuple(chosen)


def seed(key: str, known: Sequence[str] | dict[str, str], *, several: bool) -> None:
    """Put what the URL says under ``key`` into the session, once; unknown values are left out."""
    if key in st.session_state:
        return
    asked = [value for value in st.query_params.get_all(key) if value in known]
    if asked:
        st.session_state[key] = asked if several else asked[0]


def publish(key: str, default: object) -> None:
    """Write the session's choice under ``key`` to the URL, unless it is ``default``."""
    chosen = st.session_state.get(key)
    if chosen is None or chosen == default:
        st.query_params.pop(key, None)
    elif st.query_params.get_all(key) != ([chosen] if isinstance(chosen, str) else chosen):
        st.query_params[key] = chosen
