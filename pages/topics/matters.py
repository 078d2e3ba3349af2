"""What the pages of special matters and obstacles share: figures, counts in words, empty sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from access import Action
from charts import wording
from schema.figures import CAMPUS
from schema.language import chosen, titled
from schema.model import SheetForm, Vocabulary
from schema.notice import MATTERS, Matter
from services import templates
from services.figures import of_days
from ui import identity
from ui.filters import Filters
from ui.language import gettext, language, lazy
from ui.links import SUBMIT, trace_link
from ui.show import XLSX, download, downloads, row_height, text_column
from ui.words import few_or, form_title, joined, kind_title

_ = gettext
INDICATORS = (
    "plans_submitted",
    "whole_term_design",
    "need_survey",
    "need_support",
    "need_claimed",
    "need_records",
    "health_checks",
    "obstacles_solved",
)
_CARD_PIXELS = 170  # two fit a phone
_ADDED = {
    "status": lazy("报送情况"),
    "lacks": lazy("还缺"),
    "pair": lazy("结对"),
    "stage": lazy("进度"),
    "day": lazy("隔离天数"),
    "minutes": lazy("上报用时（分钟）"),
    "hours": lazy("用时（小时）"),
    "waiting": lazy("已等（小时）"),
    "complete": lazy("记录完整"),
}


def figures(filters: Filters) -> pd.DataFrame:
    """The figures of :data:`INDICATORS` of the day, of every unit and the campus."""
    return of_days(identity.desk(), [filters.on], filters.known_at, INDICATORS)


def cards(filters: Filters, ids: Sequence[str], more: Sequence[Callable[[], None]] = ()) -> None:
    """The campus figures of ``ids`` beside each other, each with the way to what is behind it.

    ``more`` show others that follow.
    """
    table = figures(filters)
    own = table[table["unit"] == CAMPUS].set_index("indicator")
    with st.container(horizontal=True):
        for id in ids:
            figure = own.loc[id]
            with st.container(width=_CARD_PIXELS, gap="xsmall"):
                card(
                    wording.indicator_title(id, language()),
                    wording.format_figure(figure, language(), counts=False),
                    wording.format_ratio(figure["n"], figure["d"]),
                )
                trace_link(id, CAMPUS, filters)
        for show in more:
            show()


def card(title: str, value: str, beside: str | None = None, help: str | None = None) -> None:
    """A figure with what belongs beside it."""
    st.metric(title, value, delta=beside, delta_color="off", delta_arrow="off", width=_CARD_PIXELS, help=help)


def timed(title: str, value: str, untimed: object) -> None:
    """A median of times, with how many are not timed."""
    beside = _("{count} 未计时").format(count=counted(untimed)) if not pd.isna(untimed) and untimed else None
    card(title, value, beside, _("起止都写明钟点的才计时；只写日期的不计。"))


def counted(cell: object) -> str:
    """A count as it may be told: ``少于 5`` for a small one, a dash for one that is withheld."""
    if pd.isna(cell):
        return "—"
    return few_or(int(float(str(cell))))


def minutes(value: object) -> str:
    """Minutes, or the word for what is not timed."""
    return _("未计时") if pd.isna(value) else wording.format_count(float(str(value)))


def moment(value: object) -> str:
    """A local moment of a sheet, or its day where it has no clock."""
    if pd.isna(value):
        return ""
    stamp = pd.Timestamp(str(value))
    return f"{stamp:%Y-%m-%d}" if stamp == stamp.normalize() else f"{stamp:%Y-%m-%d %H:%M}"


def hours(value: object) -> str:
    """Hours to one decimal, or the word for what is not timed."""
    return _("未计时") if pd.isna(value) else f"{float(str(value)):,.1f}"


def word_of(vocabulary: Vocabulary, word: object) -> str:
    """A word of a vocabulary in the reader's language: the last of its other names is English."""
    if pd.isna(word):
        return "—"
    others = vocabulary.aliases.get(str(word), ())
    return chosen(str(word), others[-1].capitalize() if others else str(word))


def matter_title(matter: Matter) -> str:
    """A matter with its number."""
    return f"{matter.number} {titled(matter)}"


def item_title(item: str) -> str:
    """The matter of an item with its number."""
    return next(matter_title(matter) for matter in MATTERS if matter.item == item)


def titles_of(form: SheetForm, ids: Sequence[str]) -> dict[str, str]:
    """The heading of each column: that of the form, else that of what a list adds."""
    declared = {column.id: titled(column) for column in form.columns}
    return {id: _(_ADDED[id]) if id in _ADDED else declared[id] for id in ids}


def by_unit(
    counts: pd.DataFrame, columns: Mapping[str, str], filters: Filters, *, name: str, empty: str = ""
) -> None:
    """Show counts of units, the campus first, in the words of :func:`counted`; and offer them as files.

    What is withheld of every unit is left out.
    """
    rows = counts[counts["unit"].isin([*filters.shown_units, CAMPUS])]
    if rows.empty:
        st.caption(empty)
        return
    rows = pd.concat([rows[rows["unit"] == CAMPUS], rows[rows["unit"] != CAMPUS]])
    apart = not_sums(rows, [id for id in columns if pd.api.types.is_integer_dtype(rows[id])])
    of_units = rows[rows["unit"] != CAMPUS] if len(rows) > 1 else rows
    columns = {id: title for id, title in columns.items() if of_units[id].notna().any()}
    worded = rows[["unit", *columns]].astype(object)
    worded["unit"] = [wording.unit_title(unit, filters.term, language()) for unit in rows["unit"]]
    for column in columns:
        worded[column] = [counted(cell) if _is_count(cell) else cell for cell in rows[column]]
    if apart:
        worded.loc[rows["unit"] == CAMPUS, "unit"] = _("全校（非各行之和）")
    headings = {"unit": _("学院(系、部)"), **columns}
    counts_table(worded, text_column(headings["unit"], worded["unit"], pinned=True), columns, name)
    if apart:
        sums = joined(
            [f"{columns[id]} {wording.format_count(total)}" for id, total in apart.items() if id in columns]
        )
        st.caption(
            _("下列各行之和：{sums}；其余是校区自己的、没有写明学院的，或没有选中、不显示的。").format(
                sums=sums
            )
        )
    downloads(worded, headings, name=f"{name}_{filters.on}", title=name, note=filters.as_of)


def not_sums(rows: pd.DataFrame, columns: Sequence[str]) -> dict[str, int]:
    """Of ``columns`` of ``rows``, the campus among them, those that do not add up to it, with their sum."""
    is_campus = rows["unit"] == CAMPUS
    sums = {id: rows.loc[~is_campus, id] for id in columns}
    return {
        id: int(own[own > 0].sum())
        for id, own in sums.items()
        if len(own) and int(own[own > 0].sum()) != rows.loc[is_campus, id].fillna(0).item()
    }


def counts_table(worded: pd.DataFrame, first: ColumnConfig, columns: Mapping[str, str], name: str) -> None:
    """Show counts in words, to the right; ``first`` configures the first column, which says of what."""
    st.dataframe(
        worded,
        hide_index=True,
        height="content",
        row_height=row_height(worded[worded.columns[0]]),
        alt=name,
        column_config={worded.columns[0]: first}
        | {id: st.column_config.TextColumn(title, alignment="right") for id, title in columns.items()},
    )


def _is_count(cell: object) -> bool:
    return not isinstance(cell, str)


def missing_sheet(table: str, filters: Filters) -> None:
    """Say which sheet would fill a section, and lead those who send it to its template."""
    kind, form = templates.FORMS[table]
    title = form_title(kind.id, form.name) if form.title else kind_title(kind.id)
    st.info(
        _("到这一天还没有收到“{sheet}”。由学院(系、部)在“上报”页填报后，这里就有内容。").format(sheet=title),
        icon=":material/upload_file:",
    )
    desk, own = identity.desk(), identity.desk().units(Action.TAKE_TEMPLATE)
    if len(own) == 1:
        name = templates.file_name(filters.term, own[0], (table,), language())
        make = partial(templates.template, desk, own[0], (table,), on=filters.on, language=language())
        download(_("下载“{sheet}”模板").format(sheet=title), make, name, XLSX, key=table)
    elif own:
        st.page_link(SUBMIT, label=_("去“上报”页取模板"), icon=":material/table_view:")
