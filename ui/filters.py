"""The filters that all pages share, in the sidebar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import wording
from schema.as_of import AsOf
from schema.term import Term
from services import figures
from ui import address, identity
from ui.language import LANGUAGES, STATE, gettext, language

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
    def both_times(self) -> AsOf:
        """The day, and as known when."""
        return AsOf(self.term, self.on, self.known_at)

    @property
    def as_of(self) -> str:
        """The line at the foot of every chart: the day, and what was known when."""
        return wording.as_of_line(self.both_times, language())


def today(term: Term) -> dt.date:
    """The calendar day of now in the term's time zone."""
    return term.local_day(dt.datetime.now(term.timezone))


def choose_language(place: DeltaGenerator) -> None:
    """Show the switch of languages in ``place``; :func:`ui.language.language` gives the choice."""
    place.segmented_control(
        "语言 Language",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        required=True,
        key=STATE,
        label_visibility="collapsed",
    )


def choose(place: DeltaGenerator, term: Term, *, with_units: bool = True) -> Filters:
    """Show the filters in ``place`` and give what was chosen; some pages are about one unit.

    Those keep the chosen units for the other pages.
    """
    address.recall("units", [], address.some_of(term.unit_names))
    address.recall("term", term.name, address.one_of([term.name]))
    with place:
        title = wording.term_title(term, language())
        st.selectbox(
            _("学期"), [term.name], format_func=lambda _name: title, key="term", persist_state="session"
        )
        on = _day(term)
        return Filters(term, on, _known_at(term), _units(term) if with_units else ())


def _day(term: Term) -> dt.date:
    latest = figures.latest_day(identity.desk(), today(term))
    address.recall("on", latest, address.day_within(term.first_day, term.last_day))
    day = st.date_input(
        _("统计日"),
        value=None,
        min_value=term.first_day,
        max_value=term.last_day,
        format="YYYY-MM-DD",
        key="on",
        help=_("各项指标算到这一天 24:00；留空为有数据的最后一天。"),
    )
    return day or latest


def _known_at(term: Term) -> dt.datetime | None:
    last = max(term.last_day, min(today(term), term.closes))
    address.recall("known_at", None, address.day_within(term.first_day, last))
    day = st.date_input(
        _("按哪天所知"),
        value=None,
        min_value=term.first_day,
        max_value=last,
        format="YYYY-MM-DD",
        key="known_at",
        help=_(
            "只计这一天 24:00 前（含 24:00 整）收到的上报；"
            "24:00 整收到的，没有日期的内容从次日起算。不选则计目前收到的全部上报。"
        ),
    )
    return term.end_of(day) if day else None


def _units(term: Term) -> tuple[str, ...]:
    chosen = st.multiselect(
        _("学院(系、部)"),
        term.unit_names,
        format_func=partial(wording.unit_title, term=term, language=language()),
        placeholder=_("全部"),
        key="units",
        select_all=False,
    )
    return tuple(chosen)


@dataclass(frozen=True)
class Choice:
    """Something that a reader may choose several of: its ``options``, how they read, and its ``key``."""

    label: str
    options: Sequence[str]
    words: Callable[[str], str]
    key: str


def among(values: pd.Series, place: DeltaGenerator, choice: Choice) -> pd.Series:
    """Where ``values`` are among those that the reader chose in ``place``; none chosen means all."""
    address.recall(choice.key, [], address.some_of(choice.options))
    chosen = place.multiselect(
        choice.label,
        list(choice.options),
        format_func=choice.words,
        placeholder=_("全部"),
        key=choice.key,
        select_all=False,
    )
    return values.isin(chosen) if chosen else pd.Series(True, index=values.index)
