"""One campus of many: its trend, what it kept at its checkpoints, and its units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

import charts
from charts import wording
from exports.published.federated import Federated
from metrics import compare
from metrics.indicators import INDICATORS
from schema.as_of import AsOf
from schema.language import titled
from services.campuses import One
from ui import address
from ui.language import gettext, language
from ui.show import chart, reader_look, table

_ = gettext
WIDE = "wide-"  # begins the key of a container that a phone moves sideways, see server/front.css
_LINES = 4  # what a trend labels directly
_HEADLINES = [indicator.id for indicator in INDICATORS if indicator.headline]


def choose(made: Federated, names: Sequence[str]) -> str:
    """The id of the campus that is looked at by itself: chosen among ``names``, else the first of them."""
    st.header(_("一个校区"), anchor=False)
    listed = {each.name: each for each in made.campuses}
    ids = {listed[name].id: name for name in names}
    address.recall("campus", next(iter(ids)), address.one_of(ids))
    if st.session_state["campus"] not in ids:  # of another region
        address.choose_here("campus", next(iter(ids)))
    chosen = st.selectbox(
        _("校区"), list(ids), format_func=lambda id: titled(listed[ids[id]], part="name"), key="campus"
    )
    return str(chosen)


def show(one: One, ids: Sequence[str], on: dt.date, known_at: dt.datetime | None) -> None:
    """The sections of the campus, by the indicators of ``ids``."""
    as_of = wording.as_of_line(AsOf(one.campus.term, on, known_at), language())
    look = reader_look(one.campus.term, as_of)
    own = [id for id in _HEADLINES if id in ids] or list(ids)
    past = compare.on_days(one.figures, one.campus.term.first_day, on)
    lines = compare.of(past, indicators=own[:_LINES])
    name = _("走势")
    chart(charts.trend(lines, look, title=name), name)
    if len(own) > _LINES:
        st.caption(
            _("图中画前 {shown} 项，其余 {count} 项见上面的表。").format(
                shown=_LINES, count=len(own) - _LINES
            )
        )
    _checkpoints(one, ids)
    day = compare.of(one.units, indicators=ids)
    title = _("各学院(系、部)各项指标")
    with st.container(key=f"{WIDE}units"):
        chart(charts.heat_by_indicator(day, look, title=title), title)


def _checkpoints(one: One, ids: Sequence[str]) -> None:
    """What the campus kept at a checkpoint beside what is known of that day now."""
    kept = one.kept[one.kept["indicator"].isin(list(ids))]
    over = [each for each in one.campus.term.checkpoints if pd.Timestamp(each.on) in set(kept["on"])]
    if not over:
        st.info(_("这个校区发布时还没有存档的节点。"), icon=":material/flag:")
        return
    by_id = {each.id: each for each in over}
    address.recall("campus_gate", over[-1].id, address.one_of(by_id))
    chosen = st.segmented_control(
        _("节点"),
        list(by_id),
        format_func=lambda id: titled(by_id[id], part="name"),
        required=True,
        key="campus_gate",
    )
    checkpoint = by_id.get(str(chosen), over[-1])
    rows = kept[kept["on"] == pd.Timestamp(checkpoint.on)]
    spoken = language()
    day = wording.format_day(checkpoint.on, spoken, weekday=False)
    shown = pd.DataFrame(
        {
            "indicator": [wording.indicator_title(id, spoken) for id in rows["indicator"]],
            "then": [wording.format_figure(row, spoken) for row in rows.itertuples()],
            "now": [wording.format_figure(row, spoken) for row in _now(rows).itertuples()],
            "change": [wording.format_change(change, spoken) for change in rows["rate_now"] - rows["rate"]],
        }
    )
    name = _("{gate}（{day}）").format(gate=titled(checkpoint, part="name"), day=day)
    headings = {"indicator": name, "then": _("节点存档"), "now": _("现在所知"), "change": _("相差")}
    table(shown, headings, name=name, whole=True)


def _now(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(n=rows["n_now"], d=rows["d_now"], rate=rows["rate_now"], state=rows["state_now"])
