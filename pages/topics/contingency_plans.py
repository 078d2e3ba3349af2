"""The register of the eight matters: a table of units and matters, and one matter in full."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.elements.lib.column_types import ColumnConfig

from charts import theme, wording
from charts.labels import column_width
from metrics.lists.contingencies import COMPLETE, DRAFT, LACKING, MISSING, register_counts
from pages.topics.matters import (
    cards,
    item_title,
    matter_title,
    missing_sheet,
    titles_of,
    word_of,
)
from schema.contingency import ITEMS
from schema.contingency import STATES as PLAN_STATES
from schema.figures import CAMPUS
from schema.kinds import form_of
from schema.language import titled
from schema.notice import MATTERS, Matter
from services import contingencies
from ui import address, identity
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.show import downloads, is_dark, row_height, text_column
from ui.words import joined

_ = gettext
MATTER = "matter"
_FORM = form_of("contingency", "register")
_MATRIX = "plans by unit"
# Status → its icon, its look among the three, and its word.
STATUSES = {
    COMPLETE: ("✓", "good", lazy("齐全")),
    LACKING: ("!", "warn", lazy("有缺项")),
    DRAFT: ("◷", "", lazy("已登记")),
    MISSING: ("×", "bad", lazy("未报")),
}
_BADGES = {"good": "green", "warn": "orange", "bad": "red", "": "gray"}


def section(filters: Filters) -> None:
    """How many plans there are, which unit has which, and one matter in full."""
    plans = contingencies.plans(identity.desk(), filters.on, filters.known_at)
    plans = plans[plans["unit"].isin([*filters.shown_units, CAMPUS])].reset_index(drop=True)
    if plans["status"].eq(MISSING).all():
        missing_sheet("contingency", filters)
        return
    address.recall(MATTER, MATTERS[0].item, address.one_of([matter.item for matter in MATTERS]))
    cards(filters, ("plans_submitted", "whole_term_design"))
    sums = register_counts(plans, "item").drop(columns="item").sum()
    st.markdown("　".join(f"{badge(status)} {wording.format_count(sums[status])}" for status in STATUSES))
    _matrix(plans, filters)
    _files(plans, filters)
    _matter(plans, filters)


def words(status: str, lacks: tuple[str, ...] = ()) -> str:
    """A status as icon and word, with how much a plan lacks."""
    icon, _look, word = STATUSES[status]
    if status == LACKING:
        return f"{icon} {_('缺 {count} 项').format(count=len(lacks))}"
    return f"{icon} {_(word)}"


def badge(status: str) -> str:
    """A status as a coloured badge in markdown."""
    icon, look, word = STATUSES[status]
    return f":{_BADGES[look]}-badge[{icon} {_(word)}]"


def _matrix(plans: pd.DataFrame, filters: Filters) -> None:
    """Units × matters; a click on a cell opens its matter below."""
    styled = _styled(plans, filters)
    words: pd.DataFrame = styled.data
    units, *titles = words.columns
    st.dataframe(
        styled,
        hide_index=True,
        height="content",
        row_height=row_height(words[units]) or 28,
        key=_MATRIX,
        on_select=_open_clicked,
        selection_mode="single-cell",
        alt=_("各学院(系、部)八项预案的报送情况"),
        column_config={units: text_column(units, words[units], pinned=True)}
        | {
            title: st.column_config.TextColumn(help=_help(matter), width=column_width(title, words[title]))
            for title, matter in zip(titles, MATTERS, strict=True)
        },
    )
    st.caption(_("点一格看这一项的内容；指向表头看重点关注。") + " " + filters.as_of)


def _open_clicked() -> None:
    for _row, column in st.session_state[_MATRIX].selection.cells:
        clicked = [matter.item for matter in MATTERS if _short(matter) == column]
        for item in clicked:
            address.choose_here(MATTER, item)


def _styled(plans: pd.DataFrame, filters: Filters) -> Styler:
    cells = plans.assign(told=_told(plans))
    units = list(plans["unit"].drop_duplicates())
    wide = cells.pivot(index="unit", columns="item", values="told").reindex(units)
    looks = cells.pivot(index="unit", columns="item", values="status").reindex(units)
    items = [matter.item for matter in MATTERS]
    titles = [_short(matter) for matter in MATTERS]
    css = looks[items].where(wide[items] != "—").map(_css).set_axis(titles, axis=1)
    grid = wide[items].set_axis(titles, axis=1)
    grid.insert(0, _("学院(系、部)"), [wording.unit_title(unit, filters.term, language()) for unit in units])
    css.index = grid.index = pd.RangeIndex(len(grid))
    return grid.style.apply(lambda _cells: css, axis=None, subset=list(css.columns))


def _told(plans: pd.DataFrame) -> pd.Series:
    """The status of each plan in words; the campus need not have one of its own for each matter."""
    told = [words(status, lacks) for status, lacks in zip(plans["status"], plans["lacks"], strict=True)]
    not_owed = (plans["unit"] == CAMPUS) & (plans["status"] == MISSING)
    return pd.Series(told, plans.index, dtype="str").mask(not_owed, "—")


def _css(status: object) -> str:
    colors = theme.palette(is_dark())
    look = "" if pd.isna(status) else STATUSES[str(status)][1]
    if not look:
        return f"color: {colors.muted}"
    return f"background-color: {colors.status_fill[look]}; color: {colors.text}"


def _files(plans: pd.DataFrame, filters: Filters) -> None:
    """The register as files: what is where, and what it lacks."""
    headings = {"unit": _("学院(系、部)"), **titles_of(_FORM, ("item", "status", "submitted_on", "lacks"))}
    register = _worded(plans, filters).assign(item=[item_title(item) for item in plans["item"]])
    name = _("预案登记")
    downloads(register, headings, name=f"{name}_{filters.on}", title=name, note=filters.as_of)


def _worded(plans: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows of the register in the reader's words."""
    names = titles_of(_FORM, _FORM.column_ids)
    return plans.assign(
        unit=[wording.unit_title(unit, filters.term, language()) for unit in plans["unit"]],
        status=_told(plans),
        state=[word_of(PLAN_STATES, state) for state in plans["state"]],
        lacks=[joined([names[id] for id in lacks]) for lacks in plans["lacks"]],
    )


def _matter(plans: pd.DataFrame, filters: Filters) -> None:
    """One matter: what its plan is for, what to watch, and every unit's plan."""
    by_item: Mapping[str, Matter] = {matter.item: matter for matter in MATTERS}
    chosen = st.selectbox(_("预案事项"), list(by_item), format_func=item_title, key=MATTER)
    matter = by_item[chosen]
    plan, watch = st.columns(2)
    plan.markdown(f"**{_('预案内容')}**  \n{titled(matter, part='plan')}")
    watch.markdown(f"**{_('重点关注')}**  \n{_watch(matter)}")
    own = _worded(plans[plans["item"] == chosen], filters)
    beside = ("courses",) if "courses_designed" in matter.flags else ()
    flags = (*beside, *matter.flags)
    ids = ("status", "lacks", "submitted_on", *flags, "owner", "state", "starts_on", "ends_on", "content")
    headings = {"unit": _("学院(系、部)"), **titles_of(_FORM, ids)}
    st.dataframe(
        own[list(headings)],
        hide_index=True,
        height="content",
        row_height=row_height(own["unit"]),
        alt=item_title(chosen),
        placeholder="",
        column_config={id: _column(id, heading, own[id]) for id, heading in headings.items()},
    )


def _column(id: str, heading: str, values: pd.Series) -> ColumnConfig:
    if pd.api.types.is_datetime64_any_dtype(values):
        return st.column_config.DateColumn(heading, format="YYYY-MM-DD")
    if pd.api.types.is_bool_dtype(values):
        return st.column_config.CheckboxColumn(heading)
    if pd.api.types.is_integer_dtype(values):
        return st.column_config.NumberColumn(heading)
    return text_column(heading, values, pinned=id == "unit")


def _short(matter: Matter) -> str:
    """A matter for the head of a column."""
    return f"{matter.number} {word_of(ITEMS, matter.item)}"


def _help(matter: Matter) -> str:
    return f"{matter_title(matter)}  \n{_('重点关注')}：{_watch(matter)}"


def _watch(matter: Matter) -> str:
    return titled(matter, part="watch")
