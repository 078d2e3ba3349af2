"""为什么变了: from an earlier day to the chosen one, a bar a submission or withdrawal, and one the days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

import charts
from charts import Ends, wording
from metrics import compare
from schema.figures import FigureKey
from schema.term import Term
from services.figures import of_days
from services.move_words import move_words, steps_of
from services.moves import why
from ui import address
from ui.filters import Filters
from ui.identity import desk
from ui.language import gettext, language
from ui.show import chart, reader_look, row_height, text_column

_ = gettext
SINCE = "since"  # in the address: from which day on
_MOST = 8  # moves that have a bar


def section(indicator: str, place: str, filters: Filters) -> None:
    """Ask from which day on, and draw what moved the figure since; worked out only when it is asked for."""
    st.header(_("为什么变了"), anchor=False)
    since = _since(filters)
    if since is None:
        st.caption(_("选一个较早的日子，看这个数字由哪些上报、撤回和日子推移变成现在的样子。"))
        return
    figures = of_days(desk(), [since, filters.on], filters.known_at, [indicator])
    own = compare.of(figures, units=[place]).sort_values("on", kind="stable")
    ends = [(int(row.n), int(row.d)) for row in own.itertuples()]
    moves = why(desk(), FigureKey(indicator, place, filters.on), since, filters.known_at)
    if moves.empty or not ends[0][1]:
        st.info(_("这段时间没有上报或撤回改变它。"), icon=":material/check:")
        return
    days = [wording.format_day(day, language(), weekday=False) for day in (since, filters.on)]
    title = _("{indicator}：{since} → {on} 为什么变了").format(
        indicator=wording.indicator_title(indicator, language()), since=days[0], on=days[1]
    )
    ends_of = Ends((days[0], days[1]), ends[0], ends[-1])
    steps, look = steps_of(moves, filters.term, _MOST), reader_look(filters.term, filters.as_of)
    chart(charts.waterfall(steps, ends_of, look, title=title), title)
    _listed(moves, filters.term, title)


def _since(filters: Filters) -> dt.date | None:
    days = [day for day in compare.days_of(filters.term) if day < filters.on]
    named = {checkpoint.on: checkpoint for checkpoint in filters.term.checkpoints}
    address.recall(SINCE, None, address.day_within(filters.term.first_day, filters.on))
    if st.session_state[SINCE] not in days:
        address.choose_here(SINCE, None)
    ranked = sorted(days, key=lambda day: (day not in named, -day.toordinal()))
    chosen = st.selectbox(
        _("从哪天起"),
        ranked,
        index=None,
        key=SINCE,
        placeholder=_("选一个较早的日子"),
        format_func=lambda day: wording.format_day(day, language()),
        width=280,
    )
    return chosen if isinstance(chosen, dt.date) else None


def _listed(moves: pd.DataFrame, term: Term, name: str) -> None:
    """Every move with the way to its submission, whose page leads to the cells."""
    rows = pd.DataFrame(
        {
            "what": [move_words(row, term) for row in moves.itertuples()],
            "n": [f"{n:+,}" for n in moves["n"]],
            "d": [f"{d:+,}" for d in moves["d"]],
            "rate": [wording.format_change(rate, language()) for rate in moves["rate"]],
            "link": [
                None if pd.isna(number) else address.to("history", submission=str(number))
                for number in moves["submission"]
            ],
        }
    )
    text = st.column_config.TextColumn
    st.dataframe(
        rows,
        hide_index=True,
        row_height=row_height(rows["what"]),
        alt=name,
        placeholder="",
        column_config={
            "what": text_column(_("发生了什么"), rows["what"], pinned=True),
            "n": text(_("完成"), alignment="right"),
            "d": text(_("应完成"), alignment="right"),
            "rate": text(_("变化"), alignment="right"),
            "link": st.column_config.LinkColumn(_("报送记录"), display_text=_("打开")),
        },
    )
    st.caption(_("各项相加正好是两天之差；日子推移：那天以前已经报来、到期才算的。"))
