"""What moved while the reader was looking: figures that a new submission or withdrawal has changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from access import Action, Denied
from charts import wording
from metrics import compare
from pages.board.colors import change_color
from pages.board.overview_figures import HEADLINES
from schema.figures import CAMPUS
from services import submissions
from services.figures import series
from services.preview import moved
from store import StoreError
from ui import identity
from ui.filters import Filters
from ui.language import gettext, language
from ui.page import MADE
from ui.words import joined, kind_title

_ = gettext
_SEEN, _NEWS = "seen", "news"
# How often an open page asks whether anything has come.
_EVERY = dt.timedelta(seconds=10)
_NAMED = 3  # submissions that are named


@dataclass(frozen=True)
class _Seen:
    """What the reader saw last: the campus's headline figures of a view, at a version of the store."""

    version: str
    view: str
    at: dt.datetime
    figures: pd.DataFrame


def news(filters: Filters) -> None:
    """Say which headline figures moved since this session last showed them, and by which submissions.

    Of a past moment of knowledge there is no news.
    """
    if filters.known_at is not None:
        return
    seen: _Seen | None = st.session_state.get(_SEEN)
    now = _look(filters)
    if seen and seen.view == now.view and seen.version != now.version:
        st.session_state[_NEWS] = now.version, _told(seen, now, filters)
    st.session_state[_SEEN] = now
    version, sentence = st.session_state.get(_NEWS, (None, ""))
    if version == now.version:
        st.info(sentence, icon=":material/update:")


@st.fragment(run_every=_EVERY)
def watch() -> None:
    """Run the page again when something has come since it was shown."""
    seen: _Seen | None = st.session_state.get(_SEEN)
    try:
        desk = identity.desk()
        desk.check(Action.SEE_RATES)
        is_old = seen is not None and desk.version() != seen.version
    except (Denied, StoreError):
        is_old = True  # the page itself says what is the matter
    if is_old:
        st.session_state.pop(MADE, None)  # nobody has clicked, and whoever has goes first
        st.rerun()


def _look(filters: Filters) -> _Seen:
    desk = identity.desk()
    version = desk.version()
    today = compare.on_day(series(desk), filters.on)
    campus = compare.of(today, indicators=[one.id for one in HEADLINES], units=[CAMPUS])
    return _Seen(version, f"{filters.term.name} {filters.on}", dt.datetime.now(dt.UTC), campus)


def _told(seen: _Seen, now: _Seen, filters: Filters) -> str:
    """The sentence: when, what came, and what moved from where to where."""
    rows = moved(seen.figures, now.figures)
    changed = rows[(rows["n"] != rows["n_before"]) | (rows["d"] != rows["d_before"])]
    changes = [_change(row) for row in changed.itertuples()]
    at = wording.format_moment(now.at, filters.term.timezone, language())
    moves = joined(changes) or _("主要指标没有变化")
    return _("{moment} 数据有更新{what}：{changes}。").format(
        moment=at, what=_what_came(seen.at, filters), changes=moves
    )


def _change(row: object) -> str:
    """建群率 96.9 % → 97.1 %（▲ 0.2 百分点）."""
    before, after = (wording.format_rate(rate, language=language()) for rate in (row.rate_before, row.rate))  # type: ignore[attr-defined]
    title = wording.indicator_title(row.indicator, language())  # type: ignore[attr-defined]
    points = wording.format_change(row.change, language())  # type: ignore[attr-defined]
    return f"**{title}** {before} → {after}（:{change_color(row.change)}[{points}]）"  # type: ignore[attr-defined]


def _what_came(since: dt.datetime, filters: Filters) -> str:
    """The newest submissions since, for those who may see them."""
    desk = identity.desk()
    if not desk.units(Action.SEE_SUBMISSIONS):
        return ""
    listed = submissions.visible(desk)
    new = listed[listed["received_at"] >= pd.Timestamp(since).tz_convert(None)].iloc[::-1]
    names = [
        f"{wording.unit_title(row.unit, filters.term, language())} {kind_title(row.kind)}"
        for row in new.dropna(subset="unit").head(_NAMED).itertuples()
    ]
    left = len(new) - _NAMED
    more = _("，其余 {count} 份").format(count=left) if left > 0 else ""
    return _("（{names}）").format(names=joined(names) + more) if names else ""
